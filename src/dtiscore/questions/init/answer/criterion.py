"""One column of a table as an indicator to begin with: its rule by what the cells are, and what is to be confirmed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.methodology.rules.points import Boolean
from dtiscore.questions.init.answer.answers import MARKS, NO, YES, shares_of
from dtiscore.questions.init.answer.columns_apart import says_which_belong_together
from dtiscore.questions.init.answer.measures import are_measured
from dtiscore.questions.init.answer.rows_of_worth import Limits
from dtiscore.questions.init.answer.weights_in_headings import without_weight
from dtiscore.said import Said, said
from dtiscore.tables.heading_parts import BETWEEN, YEAR, parts_of
from dtiscore.tables.number_faults import may_be_below_zero
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.share_headings import is_share

_MOST_ANSWERS = 8
"""Answers of a choice, beyond which a column of words is one of notes."""
_MOST_FAULTS = 0.2
"""The share of cells that are no numbers, up to which a column is one of numbers."""
_OF_MARKS = frozenset({"undeclared-missing", "undeclared-flag", "excel-error"})
_OF_NUMBERS = _OF_MARKS | {
    "ambiguous-number",
    "bad-grouping",
    "mixed-percent",
    "foreign-digits",
    "other-minus",
    "other-notation",
}
"""Faults of cells that are numbers all the same: declared, or written otherwise, they are read."""
_IN_BRACKETS = re.compile(r"\([0-9]+\)")
_FEWEST_WITHIN = 0.5
"""The share of figures within a maximum from which they are points of it."""
_FAR = 5
"""Points of which nobody would earn less than one in an indicator that is called a share."""
_POINTS = re.compile(
    rf"(?:tối đa|max[^\W\d]*|thang điểm)\D{{0,12}}(?!{YEAR.pattern}\b)([0-9]+(?:[.,][0-9]+)?)(?=\s*(?:điểm|đ\b|points?|pts?|[)\];,/]|$))"
    r"|\(([0-9]+) điểm\)",
    re.IGNORECASE,
)
"""A maximum of points, which is no year, nor one of days: ``(tối đa 20 điểm)``, ``max 5``."""
_PER_CENT = re.compile(r"(?<![0-9])(?<![0-9][ \u00a0])%|phần trăm|per ?cent", re.IGNORECASE)
"""``(%)``, ``% of``; not of which units it is: ``the poorest 10%``, ``20 % of areas``."""


def quoted(text: str) -> str:
    """A text as YAML, TOML and JSON write it in quotes."""
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class Criterion:
    """An indicator to begin with."""

    column: str
    """The heading under which the table has it."""
    name: str
    group: str
    """The heading above it; blank where there is none."""
    rule: str
    """The rule as a weighting file writes it, in one line of YAML."""
    confirm: Said
    """What somebody must confirm, and why it was guessed so."""
    points: float | None = None
    unit: str | None = None
    direction_is_guessed: bool = False
    """Whether one direction was taken to be better of figures that tell nothing of it, and nobody has said so."""
    upwards: str = ""
    """The rule by which more is better, where ``rule`` is the one by which less is, though nobody has said so."""
    falls_by_ranking: bool = False
    """Whether that is so as units that stand higher in the ranking of the table have less, and not for the name alone."""
    raises_what_is_bad: bool = False
    """Whether less is better and it counts as it stands all the same, in an index whose lowest score is ranked first."""
    downwards: str = "{kind: min-max, direction: down}"
    """The rule by which less is better."""
    limits: Limits | None = None
    """Between which figures it goes, where two rows of the table say so."""
    is_signed: bool = False
    """Whether each cell has a per cent sign, so that its figures are a hundredth of what they are scored by."""
    empty_is_zero: bool = False
    """Whether an empty cell counts as 0: beside marks it says no, and to a total it adds nothing."""
    added_to: str = ""
    """The total of the table that adds it up, or takes it off, as it stands; blank where none does."""
    is_taken_off: bool = False
    """Whether that takes it off."""
    code: str = ""
    weight: float | None = None
    """Its weight among those beside it, 0 of answers of which nobody has said the worth; ``None`` where points are added up."""
    weighed_by: Said | None = None
    """What in the table says its weight; ``None`` where nothing does."""

    @property
    def is_relative(self) -> bool:
        """Whether it is scored between the lowest and the highest unit."""
        return self.rule.startswith("{kind: min-max")

    @property
    def falls(self) -> bool:
        """Whether less is taken to be better, though nobody has said so."""
        return self.upwards != ""

    def turned(self) -> Criterion:
        """The same with less being better, as somebody has said."""
        told = said("less is better, as was said")
        if self.raises_what_is_bad:
            return replace(self, confirm=told, direction_is_guessed=False)
        if self.limits is None:
            told = said("less is better, as was said; between the lowest and the highest unit")
        return replace(self, rule=self.downwards, confirm=told, direction_is_guessed=False, upwards="")

    def kept(self) -> Criterion:
        """The same with more being better, as somebody has said."""
        told = said("more is better, as was said")
        rule = self.downwards if self.raises_what_is_bad else self.upwards or self.rule
        return replace(self, rule=rule, confirm=told, direction_is_guessed=False, upwards="")

    def falling(self, *, by_ranking: bool) -> Criterion:
        """The same with less being better, as the ranking of the table suggests, or its name."""
        why = said("as the ranking of the table suggests") if by_ranking else said("as the name suggests")
        told = said(
            "between the lowest and the highest unit: are those the right limits, and is less better, {why}?",
            why=why,
        )
        if self.limits is not None:
            low, high = self.limits.names
            told = said(
                'between the rows "{low}" and "{high}": is less better, {why}?', low=low, high=high, why=why
            )
        return replace(
            self, rule=self.downwards, confirm=told, upwards=self.rule, falls_by_ranking=by_ranking
        )

    def raising_what_is_bad(self) -> Criterion:
        """The same in an index whose lowest score is ranked first, as the ranking of the table suggests."""
        told = said("as it stands, and less is better, as the ranking of the table suggests: is that so?")
        return replace(
            self, confirm=told if self.direction_is_guessed else self.confirm, raises_what_is_bad=True
        )

    def out_of(self, whole: float) -> Criterion:
        """The same as a score out of a whole that all columns share, to be weighed as it stands."""
        told = said(
            "out of {whole}, as all columns that are weighed, called scores, or have their mean in the table: is that so, and is more better?",
            whole=f"{whole:g}",
        )
        return replace(self, rule=f"{{kind: fraction, of: {whole:g}}}", confirm=told)

    def between(self, limits: Limits) -> Criterion:
        """The same between the limits that two rows of the table have for it, in the direction that they tell."""
        own = 100.0 if self.is_signed else 1.0
        rule = f"{{kind: goalposts, low: {limits.low * own:.12g}, high: {limits.high * own:.12g}"
        low, high = limits.names
        told = said('between the rows "{low}" and "{high}": is more better?', low=low, high=high)
        if limits.is_up is not None:
            told = said('from the row "{low}" to "{high}", which is better: is that so?', low=low, high=high)
        found = replace(self, limits=limits, downwards=f"{rule}, direction: down}}", confirm=told)
        return replace(
            found,
            rule=found.downwards if limits.is_up is False else f"{rule}}}",
            direction_is_guessed=limits.is_up is None,
        )


def criterion_of(
    column: RawColumn,
    rows: Sequence[int],
    options: ReadingOptions,
    maximum: float | None,
    *,
    is_measured: bool = False,
    is_weighed: bool = False,
) -> Criterion | None:
    """The indicator that a column may be, by its cells in ``rows``; ``None`` for one of notes, or without a cell.

    ``maximum`` is what a row of maxima has for it, or the sheet of a decision; ``is_measured``: its heading ends in a unit of
    measure; ``is_weighed``: it ends in a weight.
    """
    texts = options.without_flags(column.cells)
    cells = [texts[row].strip() for row in rows]
    filled = [cell for cell in cells if cell and cell not in options.missing]
    if not filled:
        return None
    is_ticked = len(filled) < len(cells) and MARKS.issuperset(map(fold, filled))
    parts = parts_of(column.header)
    unit = parts.pop().strip("()[]") if is_measured and len(parts) > 1 else None
    *above, own = [part for part in parts if not part.startswith(("(", "["))] or [column.header]
    own = without_weight(own) if is_weighed else own
    begun = Criterion(column.header, own, BETWEEN.join(above), "", said("as it stands"), unit=unit)
    read = read_number_column(options.without_flags(filled), declared=options.style)
    # A few cells that are no numbers are faults of a column of numbers, for its check to name; so are numbers that cannot be
    # read for certain, however many, as the ranking would lack the column; and what may be declared.
    others = [
        fault
        for fault in read.faults
        if fault.code not in _OF_NUMBERS and not may_be_below_zero(filled[fault.row])
    ]
    if are_measured([filled[fault.row] for fault in others]):
        others = []
    # Whole numbers in brackets alone are those of notes.
    marks = [
        fault
        for fault in read.faults
        if fault.code in _OF_MARKS or _IN_BRACKETS.fullmatch(filled[fault.row]) is not None
    ]
    if len(others) > len(filled) * _MOST_FAULTS or len(others) + len(marks) >= len(filled):
        return _of_words(replace(begun, empty_is_zero=is_ticked), filled)
    heading = without_weight(column.header) if is_weighed else column.header
    return _of_figures(begun, filled, read.values[~np.isnan(read.values)], maximum, heading)


def _of_figures(
    begun: Criterion, cells: Sequence[str], values: Values, maximum: float | None, heading: str
) -> Criterion:
    """An indicator of numbers, by those that can be read for certain."""
    relative = said(
        "between the lowest and the highest unit: are those the right limits, and is more better?"
    )
    between = replace(begun, rule="{kind: min-max}", confirm=relative, direction_is_guessed=True)
    if not len(values):
        return between
    points = maximum if maximum is not None else _points_in(heading)
    signed = all(cell.endswith("%") for cell in cells)
    begun, between = replace(begun, is_signed=signed), replace(between, is_signed=signed)
    low, high = float(np.min(values)), float(np.max(values))
    if signed or (_PER_CENT.search(heading) and high > 1):
        if low < 0 or high > (1.0 if signed else 100.0):  # of growth, 100 % is no whole
            return replace(between, unit="%")
        told = said("per cent: 100 % earns all; is more better?")
        rule = "{kind: fraction, of: 100}"
        return replace(begun, rule=rule, confirm=told, unit="%", direction_is_guessed=True)
    are_shares = low >= 0 and high <= 1 and bool(np.any(values % 1))
    # Where the maximum is stated, a few figures beyond it are faults of the table, which its check names by their cells.
    within = float(np.mean((values >= 0) & (values <= points))) if points is not None else 0.0
    is_within = within == 1 or (maximum is not None and within > _FEWEST_WITHIN)
    if points is not None and is_within and not (are_shares and points >= _FAR and is_share(heading)):
        told = said("points as the table has them; is the maximum right?")
        return replace(begun, rule="{kind: identity}", confirm=told, points=points)
    if are_shares:
        told = said("shares from 0 to 1: 1 earns all; is more better?")
        return replace(begun, rule="{kind: fraction}", confirm=told, direction_is_guessed=True)
    return between


def _of_words(begun: Criterion, cells: Sequence[str]) -> Criterion | None:
    """An indicator of answers: yes and no, or a few words in the order in which they come."""
    answers = {fold(cell): cell for cell in cells}
    rule = Boolean()
    confirm = said("yes earns all, no nothing: is that so?")
    if begun.empty_is_zero:
        confirm = said("a mark earns all, an empty cell nothing: is that so?")
    if answers.keys() <= {fold(text) for text in (*rule.yes, *rule.no)}:
        return replace(begun, rule="{kind: boolean}", confirm=confirm)
    if answers.keys() <= YES | NO:
        yes, no = (
            ", ".join(quoted(answers[each]) for each in answers if each in known) for known in (YES, NO)
        )
        lists = [f"{quoted(key)}: [{texts}]" for key, texts in (("yes", yes), ("no", no)) if texts]
        return replace(begun, rule=f"{{kind: boolean, {', '.join(lists)}}}", confirm=confirm)
    known = shares_of(answers)
    is_choice = 1 < len(answers) <= _MOST_ANSWERS and len(answers) * 2 <= len(cells)
    if (known is None and not is_choice) or says_which_belong_together(begun.name):
        return None
    last = len(answers) - 1
    shares = [(last - at) / last for at in range(len(answers))]
    told = said("what is each answer worth? The order is that of the table, and says nothing")
    if known is not None:
        shares = [known[each] for each in answers]
        told = said("what is each answer worth? They are in the order of their words, at even steps")
    options = ", ".join(
        f"{{value: {quoted(answers[answer])}, score: {share:.4g}}}"
        for share, answer in sorted(zip(shares, answers, strict=True), key=lambda each: -each[0])
    )
    return replace(begun, rule=f"{{kind: choice, options: [{options}]}}", confirm=told, weight=0.0)


def _points_in(heading: str) -> float | None:
    """The maximum of points that a heading names."""
    found = _POINTS.search(heading)
    return None if found is None else float((found[1] or found[2]).replace(",", "."))
