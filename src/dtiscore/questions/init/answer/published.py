"""The score by which a table ranks its units: what it is called there, and on which scale it stands."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from math import ceil, log10
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.base import Values, fold
from dtiscore.methodology.publication import TieRule
from dtiscore.questions.init.answer.columns_apart import is_total
from dtiscore.questions.init.answer.combined import complete, is_mean_of
from dtiscore.questions.init.answer.means import is_so, mean_of
from dtiscore.questions.init.answer.outcome import values_of
from dtiscore.questions.init.answer.weights_in_headings import scale_of
from dtiscore.scoring.ranking import rank
from dtiscore.tables.coincidence import finest_place
from dtiscore.tables.heading_parts import bare
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.score_headings import SCORE_HEADINGS
from dtiscore.tables.table_numbers import numbers_as_declared

_POINTS = re.compile(
    r"điểm|score|overall|index|rating|points|puntaje|puntuación|pontuação|nota|note globale|punkt|wertung|punteggio|skor|балл|得分|总分|得点|점"
)
"""In the names of totals, those of points."""
_MOST_DECIMALS = 9
_MOST_ROUNDS = 60
_BEYOND = 1.001
"""How many times half a step is more than what rounding leaves, and no error of floating point."""
_MOST_MARKS = 20
"""Different figures up to which a column may be one of marks, which nobody has rounded."""
_RULES: tuple[TieRule, ...] = ("min", "max", "dense", "average")
"""Those under which units of one score share a rank."""


class Published(NamedTuple):
    """What a table tells of its index."""

    name: str | None = None
    """What it is called; ``None`` where the table has none, or calls it by no name of its own, such as Score."""
    scale: float = 100.0
    """The most that it can be; 100 where nothing tells."""
    is_mean: bool = False
    """Whether it is a mean of the indicators, of some kind and by some weights, so that these are scores, on its scale or another."""

    step: float | None = None
    """What one step of the last decimal of its scores is worth, by which it ranks; ``None`` where it has none, or ranks by more."""
    part_decimals: int | None = None
    """To how many decimals, on its scale, the scores were rounded of which it is a mean; ``None`` where it follows from them as they are."""
    is_geometric: bool = False
    """Whether it is a geometric mean of them."""
    ties: TieRule = "min"
    """Which rank units of one score share."""

    @property
    def decimals(self) -> int:
        """As many as its scores have, up to nine, or else those that leave five digits of the largest one."""
        if self.step is None:
            return 4 - round(log10(self.scale))
        return _decimals(self.step)


UNKNOWN = Published()


def totals_among(
    columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions, known: Container[str]
) -> dict[str, Values]:
    """The figures of the columns that are totals: those that are known to be, and those that are called so."""
    return {
        column.header: values_of(column, rows, options)
        for column in columns
        if column.header in known or is_total(column.header)
    }


def is_total_of_points(heading: str) -> bool:
    """Whether a heading says that a total is one of points, as of an index, and not of people or things."""
    return is_total(heading) and _POINTS.search(bare(heading)) is not None


def name_of_index(headings: Iterable[str]) -> str | None:
    """What an index is called, of the headings of its scores; ``None`` where each is known for those of an index: Score."""
    known = {*map(fold, SCORE_HEADINGS)}
    return next((heading for heading in headings if fold(heading) not in known), None)


def undeclared_markers(columns: Iterable[RawColumn], options: ReadingOptions) -> list[str]:
    """How cells without a figure are marked in those of some columns that have figures but for these, in the order of their first."""
    found: list[str] = []
    for column in columns:
        read = numbers_as_declared(column, options)
        if not np.isnan(read.values).all() and {fault.code for fault in read.faults} == {
            "undeclared-missing"
        }:
            found += [column.cells[fault.row].strip() for fault in read.faults]
    return list(dict.fromkeys(found))


def published_of(
    outcomes: Mapping[str, Values],
    sums: Sequence[Values],
    indicators: Sequence[Values],
    periods: Sequence[NDArray[np.intp]],
    standing: Values | None,
) -> Published:
    """What the columns tell by which units are ranked, by their headings, and those that are ``sums`` of the indicators.

    ``periods`` say where each stands: one may have been published in more decimals than another. ``standing``: how high
    units stand in the ranking of the table, if it has one.
    """
    score = next(iter(outcomes.values()), None)
    name = name_of_index([*outcomes][:1])
    indicators = [each for each in indicators if not np.isnan(each).all()]  # those of words have none
    whole = scale_of(indicators) if indicators else None
    known = [*outcomes.values(), *sums]
    own = None if score is None else scale_of([score])
    ties = "min" if score is None or standing is None else ties_of(score, -standing, periods)
    if score is not None and own is not None and whole is not None:
        score = _without_noughts(score, indicators)
        # Of few units an index of pillars is told by those, which stand on the scale of what they are made of.
        by_pillars = bool(sums) and scale_of(known) == whole and is_so(is_mean_of, score, sums, periods)
        mean = mean_of(score * whole / own, indicators, periods)
        if mean is not None or by_pillars:
            step = _step_of(score, standing, periods)
            kind = "other" if mean is None else mean.kind
            sound = score if mean is None else mean.scores * own / whole
            part_decimals = _decimals_of_parts(sound, indicators, own / whole, kind)
            is_geometric = kind == "geometric" and not by_pillars
            return Published(name, own, True, step, part_decimals, is_geometric, ties)
    return Published(name, 1.0 if known and scale_of(known) == 1.0 else 100.0, ties=ties)


def ties_of(score: Values, ranks: Values, periods: Sequence[NDArray[np.intp]]) -> TieRule:
    """Which rank units of one score share: the best one, unless all ranks of all periods agree with another rule."""
    known = ~np.isnan(score) & ~np.isnan(ranks)
    ranked = [(score[at], ranks[at]) for at in (at[known[at]] for at in periods)]

    def agrees(rule: TieRule, side: int) -> bool:
        return all(np.array_equal(rank(side * scores, rule, ()), ranks) for scores, ranks in ranked)

    return next((rule for rule in _RULES if agrees(rule, 1) or agrees(rule, -1)), "min")


def _step_of(score: Values, standing: Values | None, periods: Sequence[NDArray[np.intp]]) -> float | None:
    """What one step of the last decimal of a score is worth; ``None`` where units of one score are ranked apart."""
    if standing is not None:
        known = ~np.isnan(score) & ~np.isnan(standing)
        for at in (at[known[at]] for at in periods):
            if len(np.unique(np.column_stack([score[at], standing[at]]), axis=0)) > len(np.unique(score[at])):
                return None
    return finest_place(score)


def _decimals_of_parts(score: Values, parts: Sequence[Values], scale: float, kind: str) -> int | None:
    """To how many decimals, on the scale of the score, the parts were rounded of which it is a mean; ``None`` where it follows from them.

    The scale of the score is ``scale`` times that of the parts.
    """
    measured = [each for each in parts if len(np.unique(each)) > _MOST_MARKS]
    if kind == "other" or not measured:
        return None
    decimals = max(_decimals(max(map(finest_place, measured))) - round(log10(scale)), 0)
    # What is written finer than the score by far does not part them.
    is_rounded = _is_beyond_rounding(score, [part * scale for part in parts], of_logs=kind == "geometric")
    return decimals if is_rounded and decimals <= _decimals(finest_place(score)) + 1 else None


def _is_beyond_rounding(score: Values, parts: Sequence[Values], *, of_logs: bool) -> bool:
    """Whether every mean of the parts, or of their logarithms, is further from some score than its own rounding leaves it.

    Told is only what is certain: the nearest means under changing weights of the units bound what is nearest to all (Lawson 1961).
    """
    matrix = complete(np.column_stack([score, *parts]))
    if len(matrix) <= len(parts):
        return False
    # A small step of the logarithm is one of as many parts of the score.
    sized = matrix[:, :1] * np.log(matrix) if of_logs else matrix
    # The weights sum to 1: the last part has what the others leave.
    own, made_of = sized[:, 0] - sized[:, -1], sized[:, 1:-1] - sized[:, -1:]
    shares, step = np.full(len(own), 1 / len(own)), finest_place(matrix[:, 0])
    for _ in range(_MOST_ROUNDS):
        root = np.sqrt(shares)
        weights = np.linalg.lstsq(made_of * root[:, np.newaxis], own * root, rcond=None)[0]
        apart = np.abs(own - made_of @ weights)
        if np.sqrt(shares @ apart**2) > _BEYOND * step / 2:
            return True
        if not (shares @ apart) > 0:
            return False
        shares = shares * apart / (shares @ apart)
    return False


def _decimals(step: float) -> int:
    """How many decimals figures have whose last one goes in such steps, at most nine."""
    return min(max(ceil(-log10(step)), 0), _MOST_DECIMALS)


def _without_noughts(score: Values, parts: Sequence[Values]) -> Values:
    """A score without the zeros of units whose parts are all larger: it was not published, and 0 was written for it.

    A single one may be the end of an index that goes from 0 for the lowest unit.
    """
    none = (score == 0) & ~np.any(np.array(parts) <= 0, axis=0)
    return np.where(none, np.nan, score) if np.sum(none) > 1 else score
