"""The moves of units since an earlier table: one that is scored again, or a ranking that is taken as it was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from dtiscore.analysis.expected import read_expected
from dtiscore.analysis.lists import Across, Names, renamed, share_a_scheme
from dtiscore.analysis.movement import Move, earlier_ranking, moves, moves_since
from dtiscore.dataset.periods import in_time
from dtiscore.dataset.rankings import score_headings
from dtiscore.dataset.raw import RawTable
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.inputs.in_force import rows_taken
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table
from dtiscore.inputs.recasting import Read
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score_each
from dtiscore.inputs.unit_lists import fits_of
from dtiscore.inputs.validation import editions_meant
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.scoring.reference import Reference
from dtiscore.sources.weighting import other_schemes

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


def moves_of(
    cards: Sequence[Scorecard],
    previous: Data | Scorecard | None,
    weighting: Weighting,
    reading: Reading,
    reference: Reference | None = None,
    across: Across | None = None,
) -> list[Moves]:
    """The moves of the rows of each scorecard since an earlier table, or within a panel where there is none.

    A ranking that dtiscore wrote keeps its ranks, which may be those of more units than it shows; any other table is
    scored as the present one was. An edition whose scores the earlier table does not have has no moves.

    Args:
        cards: one scorecard for each edition.
        previous: the earlier table, or its scorecard.
        weighting: the edition or family under which the present table was scored.
        reading: what is declared about the tables; the period is that of the present one.
        reference: statistics fitted elsewhere, by which both are scored.
        across: what is done where the two rank other units; no places are told unless given.

    Raises:
        UsageFault: the tables cannot be compared, or the earlier one is not earlier; or no scheme says what the codes
            mean, and those of the two tables may mean other units. Within a panel nothing moves then, and a warning says
            why. InvalidData: the earlier table is invalid.
    """
    if previous is None:
        return [_within(card, across) for card in cards]
    if isinstance(previous, Scorecard):
        return _since_cards(cards, [previous], across)
    without_period = cast("Reading", {key: value for key, value in reading.items() if key != "period"})
    read = raw_table(previous, without_period)
    if read[0].is_ranking:
        return [_since_ranking(card, read, across, alone=len(cards) == 1) for card in cards]
    earlier = score_each(
        read, editions_meant(weighting, without_period), weighting, without_period, reference
    )
    return _since_cards(cards, earlier, across)


def _since_cards(
    cards: Sequence[Scorecard], earlier: Sequence[Scorecard], across: Across | None
) -> list[Moves]:
    """The moves of the rows of each scorecard since the earlier one under its edition, if there is one."""
    by_edition = {card.methodology.id: card for card in reversed(earlier)}
    pairs = [(card, by_edition.get(card.methodology.id)) for card in cards]
    return [Moves({}) if before is None else _since(card, before, across) for card, before in pairs]


def _within(card: Scorecard, across: Across | None) -> Moves:
    """The moves from period to period of one table."""
    try:
        warnings = _require_same_units(card, _by_period(card))
    except UsageFault as fault:
        return Moves({}, [_not_compared(fault, card.provenance.data)])
    return Moves(moves(card, across=across), warnings)


def _since(card: Scorecard, before: Scorecard, across: Across | None) -> Moves:
    """The moves since the last period of an earlier table."""
    lists = [_by_period(before)[-1], _by_period(card)[0]]
    warnings = _require_same_units(card, lists)
    return Moves(moves(card, before, across), [*before.warnings, *warnings])


def _require_same_units(card: Scorecard, lists: Sequence[tuple[str, Names]]) -> list[Problem]:
    """Warnings of codes that bear another name in the next list, where no scheme says what they mean.

    Raises:
        UsageFault: the codes of two lists may mean other units.
    """
    if card.dataset.scheme is not None:
        return []
    source = card.provenance.data
    if len({frozenset(names) for _, names in lists}) > 1:
        _require_one_scheme(lists)
    found = (
        renamed(before, after, (first, second), source)
        for (first, before), (second, after) in pairwise(lists)
    )
    return [problem for problem in found if problem is not None]


def _require_one_scheme(lists: Sequence[tuple[str, Names]]) -> None:
    """Raise ``UsageFault`` where the codes of two lists may mean other units."""
    fits = [fits_of(label, names) for label, names in lists]
    if not share_a_scheme(fits):
        said = ", ".join(
            f"{label}: {' or '.join(one.id for one in found) or 'no scheme'}"
            for (label, _), found in zip(lists, fits, strict=True)
        )
        message = f"ranks on different lists of units cannot be compared ({said})"
        raise UsageFault(message, "restate the earlier figures first: dtiscore units restate")


def comparable(source: str, lists: UnitLists) -> tuple[bool, list[Problem]]:
    """Whether places in the periods of a streamed panel compare, as :func:`moves_of` decides it; and its warnings."""
    if lists.differ:
        try:
            _require_one_scheme(lists.names(_MOST_OF_A_SCHEME))
        except UsageFault as fault:
            return False, [_not_compared(fault, source)]
    found = (renamed(before, after, labels, source) for labels, before, after in lists.otherwise_named())
    return True, [problem for problem in found if problem is not None]


def _not_compared(fault: UsageFault, source: str) -> Problem:
    """The warning that nothing moves within a panel."""
    return Problem("ambiguous-vintage", fault.message, Place(source), fix=fault.fix, severity="warning")


def _by_period(card: Scorecard) -> list[tuple[str, Names]]:
    """The names of the units of each period, in order of time, by the period or the table."""
    found: dict[str | None, dict[str, Mapping[str, str]]] = {}
    data = card.dataset
    for period, unit, name in zip(data.periods, data.units, data.names, strict=True):
        found.setdefault(period, {})[unit] = name
    ordered = sorted(found.items(), key=lambda item: in_time(item[0]))
    return [(period or card.provenance.data, names) for period, names in ordered]


def _since_ranking(card: Scorecard, read: Read, across: Across | None, *, alone: bool) -> Moves:
    """The moves since a ranking, of which the rows under the edition of the scorecard count."""
    edition = card.methodology
    table = _under(read[0], edition, alone=alone)
    if not table.rows:
        return Moves({})
    found = (score_headings([column.header for column in table.columns]) or ("",))[0]
    wanted = edition.output_header(edition.index.code)
    if fold(found) != fold(wanted):
        message = f"{table.source} is a ranking by {found}, and the table is scored by {wanted}"
        raise UsageFault(message, "give a ranking of the same index")
    scheme = card.dataset.scheme
    earlier = read_expected(table, edition, scheme, read[2], other_schemes=other_schemes(scheme))
    warnings = _require_same_units(card, [(table.source, _names_in(table)), _by_period(card)[0]])
    return Moves(moves_since(card, earlier_ranking(earlier, edition.index.code), across), warnings)


def _names_in(table: RawTable) -> Names:
    """The names of the units of a ranking, by their codes."""
    codes, names = table.column("unit"), table.column("name")
    if codes is None or names is None:
        return {}
    return {code: {"": name} for code, name in zip(codes.cells, names.cells, strict=True)}


def _under(table: RawTable, edition: Methodology, *, alone: bool) -> RawTable:
    """The rows under an edition: it stands beside them where there are several, else their period tells it."""
    editions, periods = table.column("edition"), table.column("period")
    if editions is not None:
        rows = [row for row, cell in enumerate(editions.cells) if cell == edition.id]
    elif periods is not None and edition.periods and not alone:
        rows = [
            row
            for row, cell in enumerate(periods.cells)
            if unicodedata.normalize("NFC", cell) in edition.periods
        ]
    else:
        return table
    return rows_taken(table, rows)
