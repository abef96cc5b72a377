"""The moves of units from scorecard to scorecard, or from period to period of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dtiscore.analysis.lists import Across, Names, on_different_lists, renamed, respelt, share_a_scheme
from dtiscore.analysis.movement import Move, moves
from dtiscore.errors import Place, Problem, SheetName, UsageFault
from dtiscore.inputs.unit_lists import fits_of
from dtiscore.methodology.periods import in_order, in_time
from dtiscore.said import said, with_or
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import Card, kept
from dtiscore.tables.measures import OfPeriod, changed_measures

if TYPE_CHECKING:
    from dtiscore.engines.moves import UnitLists


_MOST_OF_A_SCHEME = 50_000
"""Units beyond which a list is of no known scheme."""


@dataclass(frozen=True)
class Moves:
    """The moves of a scorecard."""

    by_row: Mapping[int, Move]
    """The move of each row that has a period before."""
    warnings: Sequence[Problem] = ()
    """What to know of the earlier table, and of the units that were taken for the same."""
    recast: str | None = None
    """The period before, where another edition governs it, and it was scored under the one of the scorecard."""


def moves_between(
    cards: Sequence[Scorecard], previous: Scorecard | None, across: Across | None = None
) -> list[Moves]:
    """The moves of the rows of each scorecard since an earlier one, or within a panel where there is none.

    Raises:
        UsageFault: as :func:`dtiscore.inputs.moves.moves_of`.
    """
    if previous is None:
        return [_within(card, across) for card in cards]
    return moves_since_each(cards, [previous], across)


def moves_of_part(whole: Scorecard, part: Scorecard, previous: Scorecard | None, *, has_table: bool) -> Moves:
    """The moves of a part of a scorecard: since an earlier one, or the period before in the whole.

    Args:
        whole: the scorecard, which may itself be kept to one period of its table.
        part: the rows of it that are looked at.
        previous: the earlier scorecard.
        has_table: whether the whole still has its table, in which a period that it does not hold can be looked for.

    Raises:
        UsageFault: neither has a period before that of the part. Otherwise as :func:`dtiscore.inputs.moves.moves_of`.
    """
    before = None
    if previous is None and len({*part.dataset.periods}) == 1:
        present = in_time(part.dataset.periods[0])
        earlier = {one for one in whole.dataset.periods if one is not None and in_time(one) < present}
        before = max(earlier, key=in_time, default=None)
        if before is None and part.dataset.periods[0] is not None:
            raise none_before(whole, part.dataset.periods[0], has_table=has_table)
    if before is not None:
        previous = kept(whole, before, (part.options or {}).get("group"))
    if previous is None:
        return moves_between([part], None)[0]
    return moves_of_last_period(part, lambda last: moves_between([last], previous)[0])


def moves_of_last_period(card: Card, moved: Callable[[Card], Moves]) -> Moves:
    """The moves of the rows of the last period of a scorecard, as something tells them of a scorecard of it alone."""
    periods = in_order(card.dataset.periods)
    if len(periods) < 2:
        return moved(card)
    found = moved(kept(card, periods[-1]))
    rows = card.dataset.by_period[periods[-1]].tolist()
    return replace(found, by_row={rows[at]: move for at, move in found.by_row.items()})


def none_in_table(period: str | None) -> UsageFault:
    """The fault that a table has no period before another one; ``None`` where it has one period at the most."""
    message = said("nothing tells how the other units move: the table has no period before")
    if period is not None:
        message = said(
            "nothing tells how the other units move: the table has no period before {period}", period=period
        )
    return UsageFault(message, said("give the earlier table with --previous, or leave out --others trend"))


def none_before(whole: Scorecard, period: str, *, has_table: bool) -> UsageFault:
    """The fault that a scorecard has no period before another one, which its table may have."""
    if "period" not in (whole.options or {}):
        return none_in_table(period)
    fix = said(
        "ask the scorecard of all periods, give that of the period before as previous, or leave out others"
    )
    if has_table:
        fix = said(
            "{call} looks for the period before in the table; or {fix}",
            call="dtiscore.improve(card, …)",
            fix=fix,
        )
    return UsageFault(
        said("nothing tells how the other units move: this scorecard has {period} alone", period=period), fix
    )


def moves_since_each(
    cards: Sequence[Scorecard], earlier: Sequence[Scorecard], across: Across | None
) -> list[Moves]:
    """The moves of the rows of each scorecard since the earlier one under its edition, if there is one, else within it."""
    by_edition = {card.methodology.id: card for card in reversed(earlier)}
    pairs = [(card, by_edition.get(card.methodology.id)) for card in cards]
    if earlier and all(before is None for _, before in pairs):
        return [
            Moves(within.by_row, [_of_another_edition(card, earlier), *within.warnings])
            for card, within in zip(cards, moves_between(cards, None, across), strict=True)
        ]
    return [
        _within(card, across) if before is None else _since(card, before, across) for card, before in pairs
    ]


def _of_another_edition(card: Scorecard, earlier: Sequence[Scorecard]) -> Problem:
    """The warning that nothing moves, as scores of different editions do not compare."""
    message = said(
        "{past} is scored under {before} and {present} under {now}, and no moves are told between editions",
        past=earlier[-1].provenance.data,
        before=earlier[-1].methodology.id,
        present=card.provenance.data,
        now=card.methodology.id,
    )
    fix = said("dtiscore compare tells what the edition changed; or score both under one edition")
    place = Place(earlier[-1].provenance.data)
    return Problem("another-edition", message, place, fix=fix, severity="warning")


def _within(card: Scorecard, across: Across | None) -> Moves:
    """The moves from period to period of one table."""
    try:
        warnings = require_same_units(card, names_by_period(card))
    except UsageFault as fault:
        return Moves({}, [_not_compared(fault, card.provenance.data)])
    return Moves(moves(card, across=across), warnings)


def _since(card: Scorecard, before: Scorecard, across: Across | None) -> Moves:
    """The moves since the last period of an earlier table."""
    _require_another(card, before)
    lists = [names_by_period(before)[-1], names_by_period(card)[0]]
    warnings = require_same_units(card, lists)
    last, first = max(before.dataset.periods, key=in_time), min(card.dataset.periods, key=in_time)
    (label, _), (later, _) = lists
    changed = changed_measures(
        OfPeriod(label, last, before.methodology, before.dataset),
        OfPeriod(later, first, card.methodology, card.dataset),
        [*before.warnings, *card.warnings],
    )
    return Moves(moves(card, before, across), [*before.warnings, *warnings, *changed])


def _require_another(card: Scorecard, before: Scorecard) -> None:
    """Raise ``UsageFault`` where the earlier table is the table itself, and no period tells them apart."""
    if {*card.dataset.periods, *before.dataset.periods} != {None} or before.dataset.raw != card.dataset.raw:
        return
    source = before.dataset.raw.source
    fix = said("give the table of the period before")
    if isinstance(source, SheetName):
        fix = said("say which sheet is the earlier one: {option}", option="--table previous:sheet=…")
    raise UsageFault(said("{source} is the earlier table and the present one", source=source), fix)


def require_same_units(card: Scorecard, lists: Sequence[tuple[str, Names]]) -> list[Problem]:
    """Warnings of units that are named or spelt otherwise in the next list, where no scheme says what they mean.

    Raises:
        UsageFault: the codes of two lists may mean other units.
    """
    if card.dataset.scheme is not None:
        return []
    source = card.provenance.data
    if len({frozenset(names) for _, names in lists}) > 1:
        _require_one_scheme(lists)
    return [
        problem
        for told in (renamed, respelt)
        for (first, before), (second, after) in pairwise(lists)
        for problem in told(before, after, (first, second), source)
    ]


def _require_one_scheme(lists: Sequence[tuple[str, Names]]) -> None:
    """Raise ``UsageFault`` where the codes of two lists may mean other units."""
    fits = [fits_of(label, names) for label, names in lists]
    if not share_a_scheme(fits):
        schemes = [with_or(one.id for one in found) or None for found in fits]
        message = on_different_lists([label for label, _ in lists], schemes)
        raise UsageFault(message, said("restate the earlier figures first: dtiscore units restate"))


def comparable(source: str, lists: UnitLists) -> tuple[bool, list[Problem]]:
    """Whether places in the periods of a streamed panel compare, as :func:`moves_of` decides it; and its warnings."""
    known = lists.names(_MOST_OF_A_SCHEME) if lists.differ else []
    try:
        _require_one_scheme(known)
    except UsageFault as fault:
        return False, [_not_compared(fault, source)]
    warnings = [
        problem
        for labels, before, after in lists.otherwise_named()
        for problem in renamed(before, after, labels, source)
    ]
    for (first, earlier), (second, later) in pairwise(known):
        warnings += respelt(earlier, later, (first, second), source)
    return True, warnings


def _not_compared(fault: UsageFault, source: str) -> Problem:
    """The warning that nothing moves within a panel."""
    return Problem("ambiguous-vintage", fault.message, Place(source), fix=fault.fix, severity="warning")


def names_by_period(card: Scorecard) -> list[tuple[str, Names]]:
    """The names of the units of each period, in order of time, by the period or the table."""
    found: dict[str | None, dict[str, Mapping[str, str]]] = {}
    data = card.dataset
    for period, unit, name in zip(data.periods, data.units, data.names, strict=True):
        found.setdefault(period, {})[unit] = name
    ordered = sorted(found.items(), key=lambda item: in_time(item[0]))
    return [(period or card.provenance.data, names) for period, names in ordered]
