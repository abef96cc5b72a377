"""The tables of a study for people: ranges of ranks, neighbours, what leaving out changes, what matters, what is possible."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.attainable import AttainableRanks
from dtiscore.questions.robustness.answer.influence import Outcome
from dtiscore.questions.robustness.answer.reach import Reach
from dtiscore.questions.robustness.answer.statistics import HIGH, LOW, RankStatistics
from dtiscore.questions.robustness.answer.study import Question
from dtiscore.questions.robustness.shown.varied import factor_name
from dtiscore.render.changes import numbers
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, RangeColumn, TextColumn, Widths
from dtiscore.render.names import fixed_name, node_name, unit_name
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, said_in, template
from dtiscore.visible import visible

_MOVED: Mapping[Outcome, str] = {"rank": said_in("what moves", "rank"), "score": said("score")}
"""What of a unit moves."""


def _words(heading: str, texts: Sequence[str], drop: int = 0) -> TextColumn:
    return TextColumn(heading, [Cell(text) for text in texts], drop=drop)


def _names(heading: str, texts: Sequence[str], drop: int = 0) -> TextColumn:
    cells = [Cell(text) for text in texts]
    return TextColumn(heading, cells, folds=True, folded=Widths(12, 24, 40), drop=drop)


def _units(study: Robustness, question: Question) -> list[str]:
    """The names of all units, of those that the question cannot reach with a mark."""
    fixed = study.fixed_for(question)
    names = [unit_name(study.card, row) for row in study.subject.rows.tolist()]
    return [fixed_name(name) if at in fixed else name for at, name in enumerate(names)]


def _who(study: Robustness, question: Question) -> list[TextColumn]:
    """The ranks and names of the units that are asked for."""
    ranks, names = study.subject.ranks.tolist(), _units(study, question)
    return [
        numbers("#", [figures.rank(ranks[at]) for at in study.asked]),
        _names(said("Unit"), [names[at] for at in study.asked]),
    ]


def _percent(share: float) -> str:
    return figures.percent(share, 0)


def _ranks(study: Robustness) -> list[Column]:
    found = [study.statistics.get(at) for at in study.asked]
    whole = study.card.methodology.rank.ties != "average"

    def cells(text: Callable[[RankStatistics], str]) -> list[str]:
        return [figures.NONE if one is None else text(one) for one in found]

    def values(value: Callable[[RankStatistics], float]) -> list[float | None]:
        return [None if one is None else value(one) for one in found]

    means = figures.column(values(lambda one: one.mean), 1)
    last = max([float(one.worst) for one in found if one is not None] + study.subject.ranks.tolist())
    middles = figures.column(values(lambda one: one.median), 1)
    return [
        *_who(study, "ranks"),
        numbers(said("9 in 10 ranks"), cells(lambda one: rank_range(one, whole=whole))),
        RangeColumn(_ranges(study), last, drop=_DROP_RANGES, heading=said("1 to {n}", n=figures.rank(last))),
        numbers(said("mean rank"), means, drop=5),
        numbers(said("median rank"), middles, drop=6),
        numbers(said("best rank"), cells(lambda one: figures.rank(one.best)), drop=4),
        numbers(said("worst rank"), cells(lambda one: figures.rank(one.worst)), drop=4),
        numbers(said("in first {n}", n=study.k), cells(lambda one: _percent(one.within)), drop=1),
        numbers(said("places moved"), figures.fixed_column(values(lambda one: one.volatility), 1), drop=3),
        numbers(
            said("standard deviation"), figures.fixed_column(values(lambda one: one.deviation), 1), drop=7
        ),
        _words(said("not told apart"), [study.letters[at] for at in study.asked]),
    ]


_DROP_RANGES = 2
"""Ranges as marks give way after all that says the same in figures."""


def _ranges(study: Robustness) -> list[tuple[float, float, float] | None]:
    """For each unit that is asked for the range of 9 in 10 ranks with its rank."""
    ranks = study.subject.ranks.tolist()
    found = [(at, study.statistics.get(at)) for at in study.asked]
    return [None if one is None else (one.low, float(ranks[at]), one.high) for at, one in found]


def rank_range(statistics: RankStatistics, *, whole: bool) -> str:
    """The range of 9 in 10 ranks; where a rank is ``whole``, so are the ends, on the outer side of the quantiles."""
    low, high = statistics.low, statistics.high
    if whole:
        return f"{math.floor(low)} - {math.ceil(high)}"
    return side_by_side(figures.brief(low, 1), figures.brief(high, 1), between=" - ")


_FIRST = 5
"""How many of the first ranks have a column."""


def _acceptability(study: Robustness) -> list[Column]:
    """The most frequent rank of each unit, and how often it has the first ones."""
    shares = study.acceptability
    found = [study.statistics.get(at) for at in study.asked]

    def often(rank: float) -> list[str]:
        return [
            figures.NONE if at in study.fixed else _percent(float(shares[rank][at])) for at in study.asked
        ]

    usual = {at: max((float(shares[rank][at]), -rank) for rank in shares) for at in study.asked}
    reached = [(at, usual[at]) for at in study.asked]
    return [
        *_who(study, "acceptability"),
        numbers(said("mean rank"), figures.column([None if one is None else one.mean for one in found], 1)),
        numbers(
            said("most often"),
            [figures.NONE if at in study.fixed else figures.rank(-rank) for at, (_, rank) in reached],
        ),
        numbers(
            said("how often"),
            [figures.NONE if at in study.fixed else _percent(share) for at, (share, _) in reached],
        ),
        *(
            numbers(said("rank {n}", n=figures.rank(rank)), often(rank), drop=place)
            for place, rank in enumerate(list(shares)[:_FIRST], 1)
        ),
    ]


def _pairs(study: Robustness) -> list[TextColumn]:
    """Each unit beside the one that follows it, or one beside every other."""
    names = _units(study, "pairs")
    pairs = [(at, at + 1) for at in range(len(names) - 1)]
    if study.unit is not None:
        own = study.subject.units.index(study.unit)
        pairs = [(own, at) for at in range(len(names)) if at != own]
    shares = [study.share_above(*pair) for pair in pairs]
    often = [figures.NONE if share is None else _percent(share) for share in shares]
    ranks = [figures.rank(rank) for rank in study.subject.ranks.tolist()]
    shown = [second if study.unit is not None else first for first, second in pairs]
    first = _names(said("Unit"), [names[one] for one, _ in pairs])
    return [
        numbers("#", [ranks[at] for at in shown]),
        *([first] if study.unit is None else []),
        _names(said("stands above"), [names[other] for _, other in pairs]),
        numbers(said("how often"), often),
        _words(said("verdict"), [_verdict(share) for share in shares], drop=1),
    ]


def _verdict(share: float | None) -> str:
    """Whether one unit stands above another whatever is drawn; nothing where that is not known."""
    if share is None:
        return ""
    if share > HIGH:
        return said("firm")
    return said("open") if share >= LOW else said("reversed")


def _removal(study: Robustness) -> list[TextColumn]:
    """Each part, those first without which most changes."""
    edition, names = study.card.methodology, _units(study, "removal")
    found = sorted(study.removals, key=lambda one: -one.mean_shift)  # stable: equals in the order of the file
    furthest = [names[one.furthest] if one.largest_shift else "" for one in found]
    return [
        _names(said("left out"), [node_name(edition, one.code) for one in found]),
        _words(said("code"), [visible(one.code) for one in found], drop=2),
        numbers(said("level"), [str(one.level) for one in found], drop=3),
        numbers(said("places moved on average"), [figures.fixed(one.mean_shift, 2) for one in found]),
        numbers(said("most places"), [figures.rank(one.largest_shift) for one in found]),
        _names(said("by"), furthest, drop=1),
    ]


def _influence(study: Robustness) -> list[TextColumn]:
    """Each thing that varies, with its shares of what it moves: of all ranks, or of the rank and score of one unit."""
    found = [(outcome, one) for outcome, indices in study.influences.items() for one in indices]
    moved = [Cell(_MOVED[outcome]) for outcome, _ in found if study.unit is not None]
    return [
        *([TextColumn(said("what moves"), moved, folds=True, folded=Widths(5, 8, 8))] if moved else []),
        _names(said("what varies"), [factor_name(study, one.factor) for _, one in found]),
        numbers(
            said("by itself"), [_share(one.first, one.first_low, one.first_high) for _, one in found], drop=1
        ),
        numbers(
            said("with the others"), [_share(one.total, one.total_low, one.total_high) for _, one in found]
        ),
    ]


def _share(share: float, low: float, high: float) -> str:
    return f"{_percent(share)} ({_percent(low)} - {_percent(high)})"


def _attainable(study: Robustness) -> list[TextColumn]:
    return _reached(study, "attainable", study.attainable)


def _attainable_main(study: Robustness) -> list[TextColumn]:
    return _reached(study, "attainable-main", study.attainable_main)


def _reached(
    study: Robustness, question: Question, attainable: Mapping[int, AttainableRanks]
) -> list[TextColumn]:
    found = [attainable.get(at) for at in study.asked]
    at_best, at_worst = template("{rank} (at best {bound})"), template("{rank} (at worst {bound})")
    best = [figures.NONE if one is None else _reach(one.best, at_best) for one in found]
    worst = [figures.NONE if one is None else _reach(one.worst, at_worst) for one in found]
    return [*_who(study, question), numbers(said("best rank"), best), numbers(said("worst rank"), worst)]


def _reach(reach: Reach, bounded: str) -> str:
    """A rank, with what is proved where the search was cut off."""
    return str(reach.rank) if reach.rank == reach.bound else said(bounded, rank=reach.rank, bound=reach.bound)


TABLES: Mapping[Question, Callable[[Robustness], Sequence[Column]]] = {
    "ranks": _ranks,
    "acceptability": _acceptability,
    "pairs": _pairs,
    "removal": _removal,
    "influence": _influence,
    "attainable": _attainable,
    "attainable-main": _attainable_main,
}
"""The columns of the table that answers each question."""
