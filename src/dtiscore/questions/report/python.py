"""Report: a table scored, and every question about it answered that a page to hand over is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from dtiscore.analysis.movement import Move
from dtiscore.analysis.raising import raised
from dtiscore.analysis.standings import Standings
from dtiscore.arguments import Count, checked
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.inputs.card_moves import Moves, moves_between
from dtiscore.inputs.compared import Basis
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked_each, require_use
from dtiscore.inputs.standings import named, standings
from dtiscore.inputs.unit_codes import unit_code
from dtiscore.inputs.validation import lenient, require_allowed
from dtiscore.methodology.periods import in_time
from dtiscore.progress import tell
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.python import compare as compare_tables
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.explain.answer import Explanation, explain_rows
from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.profile.answer import Profile
from dtiscore.questions.report.answer import SECTIONS, Report, SectionName
from dtiscore.questions.trend.answer import Trend
from dtiscore.questions.trend.python import trend as trend_of
from dtiscore.said import said, with_and
from dtiscore.suggestions import close_to, did_you_mean

_LEADERS = 10
"""How many units count as leaders; of few units a third."""
_PLANS = 12
"""For so many units at most plans are made: each takes a part of a second."""


@checked
def report(  # noqa: PLR0913 - the options of one command
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    *,
    compare: Data | None = None,
    was: Weighting | None = None,
    assessed: Data | None = None,
    basis: Basis | None = None,
    robustness: Count | None = None,
    units: Sequence[str] = (),
    sections: Sequence[str] = (),
    **reading: Unpack[Reading],
) -> Report:
    """Score a table and answer what a page about it is made of; of a panel the last period, with the course of all.

    Args:
        data: the table, as for :func:`dtiscore.score`, or a scorecard.
        methodology: the edition, likewise, or a family, of which each period has its own; a scorecard has its own.
        compare: the table of the period before; a panel has it already.
        was: the rules before: the edition of ``compare``, and one under which the table is scored as well.
        assessed: the table of what the units gave themselves, of which this one is the appraisal.
        basis: whether the period before is restated on this table's list of units, and what is done where lists differ.
        robustness: how many alternative rankings tell how firm the ranks are; none unless given.
        units: the units that have a section, by code, name or alias, with plans of what lifts them; all unless given,
            without plans.
        sections: which sections the page has, of those in :data:`dtiscore.questions.report.answer.SECTIONS`; all unless given.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: the table has several groups and none is chosen, there is no such unit, or ranks cannot be compared
            or varied. Otherwise as :func:`dtiscore.score`.
    """
    require_use([data], was=was)
    cards = asked_each(data, methodology, reading)
    card = _last(cards)
    wanted = _wanted(sections, units, robustness)
    chosen = list(dict.fromkeys(unit_code(card, unit) for unit in units))
    basis = basis or Basis()
    if basis.restate is not None:  # on the list of this table, whichever is the newest
        basis = replace(basis, on=card.methodology.units)
    past = _Past(data, cards, card, methodology, compare, was, basis, reading)
    comparison = past.comparison()
    moved = _moves(cards[-1], card, basis) if comparison is None else Moves(_moves_in(comparison, card))
    rows = [row for block in card.order.values() for row in block]
    shown = [row for row in rows if not chosen or card.dataset.units[row] in chosen]
    study = None if robustness is None else card.robustness(draws_count=robustness, allow_fixed_units=True)
    told_by = [one for one in (*cards, moved, comparison) if one is not None]
    warnings = list(dict.fromkeys(warning for one in told_by for warning in one.warnings))
    require_allowed(warnings, reading)
    return Report(
        card=card,
        explanations=[*_explained(card, shown)] if "units" in wanted else [],
        chosen=chosen,
        sections=wanted,
        moves=moved.by_row,
        raised=raised(card) if "units" in wanted else {},
        comparison=comparison,
        former=past.former(comparison),
        rules=past.rules(comparison),
        cuts=None if assessed is None else past.compared(assessed, methodology),
        trend=past.trend(comparison),
        profile=_profiled(card) if "leaders" in wanted else None,
        study=study,
        diagnosis=_diagnosed(card) if "audit" in wanted else None,
        plans=_plans(card, chosen) if "units" in wanted else {},
        warnings=warnings,
    )


def _wanted(sections: Sequence[str], units: Sequence[str], robustness: int | None) -> tuple[SectionName, ...]:
    """The sections that are asked for, in order; what is said of one that is not among them is refused."""
    for name in sections:
        if name not in SECTIONS:
            near = close_to(name, SECTIONS, n=2)
            raise UsageFault(
                said('a report has no section "{name}"', name=name),
                did_you_mean(near) or said("it has {names}", names=", ".join(SECTIONS)),
            )
    wanted = tuple(name for name in SECTIONS if name in sections) or SECTIONS
    idle = [
        name
        for name, given, needs in (
            ("units", bool(units), {"units"}),
            ("robustness", robustness is not None, {"firmness", "units"}),
        )
        if given and not needs & set(wanted)
    ]
    if idle:
        raise UsageFault(
            said("{names} would change nothing in these sections", names=with_and(idle)),
            said("add the section units, or leave sections out"),
        )
    return wanted


def _last(cards: Sequence[Scorecard]) -> Scorecard:
    """The last period of a table, which must be of one group."""
    groups = list(dict.fromkeys(group for card in cards for _, group in card.partitions))
    if len(groups) > 1:
        message = said(
            "a report is of one group, and the table has {names}", names=", ".join(map(str, groups))
        )
        raise UsageFault(message, said("say which one is meant (--group)"))
    found = [(card, period) for card in cards for period in set(card.dataset.periods)]
    card, period = max(found, key=lambda one: in_time(one[1]))
    return card.part(period) if len(set(card.dataset.periods)) > 1 else card


@dataclass(frozen=True)
class _Past:
    """What a table is held against: the period before, all periods, and the rules before."""

    data: Data | Scorecard
    cards: Sequence[Scorecard]
    card: Scorecard
    """The period that the report is of."""
    weights: Weighting | None
    before: Data | None
    was: Weighting | None
    basis: Basis
    reading: Reading

    def comparison(self) -> Comparison | None:
        """What changed since the period before, where there is one.

        Raises:
            UsageFault, InvalidData: the table that is given for it cannot be compared.
        """
        if self.before is not None:
            return self.compared(self.before, self.was or self.weights)
        try:
            if len(self.cards) > 1:
                return compare_tables(self.table, None, self.weights, basis=self.basis, **self.reading)
            return compare_tables(self.cards[0], basis=self.basis)
        except UsageFault:  # there is one period; or of units that are not the same in all a warning tells
            return None

    def compared(self, other: Data, edition: Weighting | None) -> Comparison:
        """Another table, and the one of the report."""
        weights = edition or self.card.methodology
        return compare_tables(other, self.card, weights, basis=self.basis, **self.reading)

    def trend(self, comparison: Comparison | None) -> Trend | None:
        """The course of all periods, where there are several."""
        if self.before is not None:
            if comparison is None or None in (comparison.before.period, comparison.after.period):
                return None
            edition = self.was or self.weights or self.card.methodology
            return trend_of([self.before, self.card], edition, self.basis, **self.reading)
        try:
            if len(self.cards) > 1:
                return trend_of([self.table], self.weights, self.basis, **self.reading)
            return trend_of([self.cards[0]], None, self.basis) if comparison is not None else None
        except UsageFault:
            return None

    @property
    def table(self) -> Data:
        """The table, which is no scorecard: only a table may be scored under several editions."""
        assert not isinstance(self.data, Scorecard)
        return self.data

    def former(self, comparison: Comparison | None) -> Standings | None:
        """The period before on its own list of units, where it was restated."""
        if comparison is None or comparison.before.restated_from is None or self.before is None:
            return None
        period, table = named(self.before)
        edition = self.was or self.weights or self.card.methodology
        return standings(table, period, edition, None, self.reading).standings

    def rules(self, comparison: Comparison | None) -> Comparison | None:
        """This table under the rules before, where these are others and it can be scored under them.

        Raises:
            UsageFault, InvalidData: they are stated, and it cannot.
        """
        edition = self.card.methodology
        first = None if comparison is None or comparison.editions is None else comparison.editions[0]
        at_period = Reading(**{**self.reading, "period": self.card.dataset.periods[0]})
        if first is not None and (first == edition or first.units != edition.units):
            return None  # the same rules, or rules for other units
        if self.was is not None:
            return compare_tables(self.table, None, self.was, edition, **at_period)
        if first is None or isinstance(self.data, Scorecard):
            return None
        try:
            return compare_tables(self.data, None, first, edition, **lenient(at_period))
        except (UsageFault, InvalidData):
            return None


def _moves_in(comparison: Comparison, card: Scorecard) -> dict[int, Move]:
    """The move of each row since the period before, on the basis on which the two are compared."""
    rows = {unit: row for row, unit in enumerate(card.dataset.units)}
    of, lists = comparison.before.of, "same" if comparison.on_one_list else comparison.across or "other"
    return {
        rows[one.unit]: Move(one.before.rank, one.up, one.before.score, of, lists)
        for one in comparison.changes
        if one.unit in rows
    }


def _moves(whole: Scorecard, card: Scorecard, basis: Basis) -> Moves:
    """The moves of a panel whose last periods cannot be compared as wholes, by the rows of the last one."""
    moved = moves_between([whole], None, basis.across)[0]
    place = dict(zip(card.dataset.units, range(len(card.dataset)), strict=True))
    period = card.dataset.periods[0] if len(card.dataset) else None
    by_row = {
        place[whole.dataset.units[row]]: move
        for row, move in moved.by_row.items()
        if whole.dataset.periods[row] == period
    }
    return Moves(by_row, moved.warnings)


def _profiled(card: Scorecard) -> Profile | None:
    """What separates the first units from the others, where there are others."""
    ranked = int((card.ranks[card.methodology.index.code] > 0).sum())
    try:
        return card.profile(top=min(_LEADERS, max(1, ranked // 3)))
    except UsageFault:
        return None


def _diagnosed(card: Scorecard) -> Diagnosis | None:
    """The audit of a table, if it is large enough for one."""
    try:
        return card.diagnose()
    except (UsageFault, InvalidData):
        return None


def _explained(card: Scorecard, rows: Sequence[int]) -> Iterator[Explanation]:
    for at, explained in enumerate(explain_rows(card, rows)):
        tell(said("explaining units"), at, len(rows))
        yield explained


def _plans(card: Scorecard, chosen: Sequence[str]) -> dict[str, Improvement]:
    """The cheapest ways of chosen units to the next better rank, where there are any."""
    found: dict[str, Improvement] = {}
    ranks = card.ranks[card.methodology.index.code]
    for at, unit in enumerate(chosen[:_PLANS]):
        tell(said("finding the cheapest improvements"), at, len(chosen[:_PLANS]))
        rank = float(ranks[card.rows_of(unit)[0]])
        if rank > 1:
            try:
                found[unit] = card.improve(unit, to_rank=int(rank) - 1)
            except (UsageFault, InvalidData):
                continue
    return found
