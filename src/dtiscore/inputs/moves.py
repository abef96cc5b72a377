"""The moves of units since an earlier table: one that is scored again, or a ranking that is taken as it was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import cast

from dtiscore.analysis.expected import read_expected
from dtiscore.analysis.lists import Across, Names
from dtiscore.analysis.movement import earlier_ranking, moves_since
from dtiscore.errors import UsageFault
from dtiscore.inputs.card_moves import (
    Moves,
    moves_between,
    moves_since_each,
    names_by_period,
    require_same_units,
)
from dtiscore.inputs.reading import Data, Read, Reading, Weighting, raw_table
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score_each
from dtiscore.inputs.standings import named
from dtiscore.inputs.validation import editions_for, require_allowed
from dtiscore.inputs.weighting import other_schemes
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import said
from dtiscore.scoring.reference import Reference
from dtiscore.tables.rankings.form import score_headings
from dtiscore.tables.raw import RawTable


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
    scored as the present one was. Of a panel it is the period before the first one, and the others follow on each other, as
    those do under an edition whose scores the earlier table does not have.

    Args:
        cards: one scorecard for each edition; of groups of units where they are a summary, and so is the earlier one then.
        previous: the earlier table, or its scorecard.
        weighting: the edition or family under which the present table was scored.
        reading: what is declared about the tables; the period is that of the present one.
        reference: statistics fitted elsewhere, by which both are scored.
        across: what is done where the two rank other units; no places are told unless given.

    Raises:
        UsageFault: the tables cannot be compared, or the earlier one is not earlier; or no scheme says what the codes
            mean, and those of the two tables may mean other units. Within a panel nothing moves then, and a warning says
            why.
        InvalidData: the earlier table is invalid; or warnings count as errors, and there are some.
    """
    if previous is None or isinstance(previous, Scorecard):
        found = moves_between(cards, previous, across)
    else:
        found = _moves_since_table(cards, previous, weighting, reading, reference, across)
    require_allowed([warning for one in found for warning in one.warnings], reading)
    return found


def earlier_table(previous: Data, reading: Reading) -> tuple[Data, Reading]:
    """An earlier table and what is declared about it: as about the present one, but for the period, which may stand before it."""
    period, table = named(previous)
    declared = cast("Reading", {key: value for key, value in reading.items() if key != "period"})
    if period is not None:
        declared["period"] = period
    return cast("Data", table), declared


def _moves_since_table(
    cards: Sequence[Scorecard],
    previous: Data,
    weighting: Weighting,
    reading: Reading,
    reference: Reference | None,
    across: Across | None,
) -> list[Moves]:
    table, declared = earlier_table(previous, reading)
    read = raw_table(table, declared)
    if read[0].is_ranking:
        return [_since_ranking(card, read, across, alone=len(cards) == 1) for card in cards]
    earlier = score_each(read, editions_for(weighting, declared), weighting, declared, reference)
    summaries = {card.summary.code for card in cards if card.summary is not None}
    for summary in summaries:  # of all cards, or of none
        earlier = [card.summarise(summary) for card in earlier]
    return moves_since_each(cards, earlier, across)


def _since_ranking(card: Scorecard, read: Read, across: Across | None, *, alone: bool) -> Moves:
    """The moves since a ranking, of which the rows under the edition of the scorecard count."""
    edition = card.methodology
    table = _under(read[0], edition, alone=alone)
    if not table.rows:
        return moves_between([card], None, across)[0]
    found = (score_headings([column.header for column in table.columns]) or ("",))[0]
    wanted = edition.figure_headings.of(edition.index.code)
    if fold(found) != fold(wanted):
        message = said(
            "{source} is a ranking by {found}, and the table is scored by {wanted}",
            source=table.source,
            found=found,
            wanted=wanted,
        )
        raise UsageFault(message, said("give a ranking of the same index"))
    scheme = card.dataset.scheme
    earlier = read_expected(table, edition, scheme, read[2], other_schemes=other_schemes(scheme))
    warnings = require_same_units(card, [(table.source, _names_in(table)), names_by_period(card)[0]])
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
    return table.of_rows(rows)
