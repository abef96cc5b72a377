"""Report: a table scored, and every question about it answered that a page to hand over is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Unpack

from dtiscore.analysis.movement import Move
from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.inputs.moves import moves_of
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked
from dtiscore.inputs.unit_codes import unit_code
from dtiscore.progress import tell
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.python import compare as compare_tables
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.explain.answer import Explanation, explain_row
from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.profile.answer import Profile
from dtiscore.questions.report.answer import SECTIONS, Report, SectionName
from dtiscore.questions.trend.answer import Trend
from dtiscore.questions.trend.python import trend as trend_of
from dtiscore.said import said, with_and
from dtiscore.suggestions import did_you_mean
from dtiscore.tables.periods import in_time

_LEADERS = 10
"""How many units count as leaders; of few units a third."""
_PLANS = 12
"""For so many units at most plans are made: each takes a part of a second."""


def report(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    *,
    compare: Data | None = None,
    robustness: int | None = None,
    units: Sequence[str] = (),
    sections: Sequence[str] = (),
    **reading: Unpack[Reading],
) -> Report:
    """Score a table and answer what a page about it is made of; of a panel the last period, with the course of all.

    Args:
        data: the table, as for :func:`dtiscore.score`, or a scorecard.
        methodology: the edition, likewise; a scorecard has its own.
        compare: the table of the period before; a panel has it already.
        robustness: how many alternative rankings tell how firm the ranks are; none unless given.
        units: the units that have a section, by code, name or alias, with plans of what lifts them; all unless given,
            without plans.
        sections: which sections the page has, of those in :data:`dtiscore.questions.report.answer.SECTIONS`; all unless given.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: the table has several groups and none is chosen, there is no such unit, or ranks cannot be compared
            or varied. Otherwise as :func:`dtiscore.score`.
    """
    whole = asked(data, methodology, reading)
    card = _last(whole)
    edition = card.methodology
    wanted = _wanted(sections, units=units, robustness=robustness)
    chosen = list(dict.fromkeys(unit_code(card, unit) for unit in units))
    comparison, trend, unread = _over_time(whole, card, compare, methodology, reading)
    moved = moves_of([card if compare is not None else whole], compare, methodology or edition, reading)[0]
    rows = [row for block in card.order.values() for row in block]
    shown = [row for row in rows if not chosen or card.dataset.units[row] in chosen]
    study = None if robustness is None else card.robustness(draws_count=robustness, allow_fixed_units=True)
    return Report(
        card=card,
        explanations=[*_explained(card, shown)] if "units" in wanted else [],
        chosen=chosen,
        sections=wanted,
        moves=moved.by_row if compare is not None else _moves_of_last(whole, card, moved.by_row),
        comparison=comparison,
        trend=trend,
        profile=_profiled(card) if "leaders" in wanted else None,
        study=study,
        diagnosis=_diagnosed(card) if "audit" in wanted else None,
        plans=_plans(card, chosen) if "units" in wanted else {},
        warnings=list(dict.fromkeys([*whole.warnings, *moved.warnings, *unread])),
    )


def _wanted(
    sections: Sequence[str], *, units: Sequence[str], robustness: int | None
) -> tuple[SectionName, ...]:
    """The sections that are asked for, in order; what is said of one that is not among them is refused."""
    for name in sections:
        if name not in SECTIONS:
            near = get_close_matches(name, SECTIONS, n=2)
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


def _last(whole: Scorecard) -> Scorecard:
    """The last period of a table, which must be of one group."""
    groups = list(dict.fromkeys(group for _, group in whole.partitions))
    if len(groups) > 1:
        names = ", ".join(str(group) for group in groups)
        raise UsageFault(
            said("a report is of one group, and the table has {names}", names=names),
            said("say which one is meant (--group)"),
        )
    periods = sorted({period for period in whole.dataset.periods if period is not None}, key=in_time)
    return whole.part(periods[-1]) if len(periods) > 1 else whole


def _over_time(
    whole: Scorecard, card: Scorecard, before: Data | None, weights: Weighting | None, reading: Reading
) -> tuple[Comparison | None, Trend | None, Sequence[Problem]]:
    """What changed since the period before, and the course of all periods, where there are several."""
    if before is not None:
        edition = card.methodology if weights is None else weights
        comparison = compare_tables(before, card, edition, **reading)
        trend = trend_of([before, card], edition, **reading) if comparison.before.period is not None else None
        return comparison, trend, comparison.warnings
    if len(set(whole.dataset.periods)) < 2:
        return None, None, ()
    try:
        comparison, trend = compare_tables(whole), trend_of([whole])
    except UsageFault:  # of a panel whose units are not the same from period to period a warning tells
        return None, None, ()
    return comparison, trend, comparison.warnings


def _moves_of_last(whole: Scorecard, card: Scorecard, moved: Mapping[int, Move]) -> dict[int, Move]:
    """The moves of a panel, by the rows of its last period."""
    place = dict(zip(card.dataset.units, range(len(card.dataset)), strict=True))
    period = card.dataset.periods[0] if len(card.dataset) else None
    return {
        place[whole.dataset.units[row]]: move
        for row, move in moved.items()
        if whole.dataset.periods[row] == period
    }


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
    for at, row in enumerate(rows):
        tell(said("explaining units"), at, len(rows))
        yield explain_row(card, row)


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
