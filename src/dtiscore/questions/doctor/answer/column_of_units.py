"""Which column has the units, where no heading says so."""

from __future__ import annotations

from collections.abc import Iterable

from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import said
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.texts.heading_rows import heading_problems
from dtiscore.units.matching import UnitMatcher
from dtiscore.units.scheme import UnitScheme

_ENOUGH = 0.5
"""The share of cells from which a column counts as one of the units of a scheme."""


def examine_column_of_units(
    table: RawTable, known: Headings, figures: Iterable[RawColumn], scheme: UnitScheme | None
) -> Observation | None:
    """The column of units, where no heading says so; ``figures`` are the columns of numbers."""
    if known.unit is not None or known.name is not None or not table.rows:
        return None
    headings = [column.header for column in table.columns]
    if len(headings) < 2 or heading_problems(headings, table.source, 1):
        return None  # not parted yet, or no headings: there is no name to declare
    taken = {column.header for column in figures}
    merits: list[tuple[float, RawColumn, bool]] = []
    for column in table.columns:
        cells = [cell for cell in column.cells if cell.strip()]
        if column.header in taken or fold(column.header) in SERIAL_HEADINGS or not cells:
            continue
        matches = [] if scheme is None else list(map(UnitMatcher(scheme).match, cells))
        share = sum(match is not None for match in matches) / len(cells)
        distinct = len(set(map(fold, cells))) == len(cells)
        by_name = sum(match is not None and match.how != "code" for match in matches) > len(cells) / 2
        if share >= _ENOUGH or (scheme is None and distinct):
            merits.append((share, column, by_name))
    if not merits:
        return None
    share, column, by_name = max(merits, key=lambda merit: (merit[0], _has_words(merit[1])))
    reason = said("no heading says which column has the units; in this one every row differs")
    if scheme is not None:
        reason = said(
            "{share} % of its cells are units of {scheme}",
            share=f"{share * 100:.0f}",
            scheme=scheme.id,
        )
    option = "name_column" if by_name else "unit_column"
    row = next(at for at, cell in enumerate(column.cells) if cell.strip())
    return Observation("units", reason, {option: column.header}, table.place(column, row), column.cells[row])


def _has_words(column: RawColumn) -> bool:
    """Whether a column has names rather than codes of digits."""
    return any(map(str.isalpha, "".join(column.cells)))
