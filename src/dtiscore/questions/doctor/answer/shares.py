"""What may be said about per cent: the columns in which a sign is unclear, and the cells that depart from their column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet

from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import counted, said, some_of, typed
from dtiscore.tables.numbers import CellFault, read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.percent_rules import IN_ONE_WAY, Signs, percent_rule, points_in, signed_rows, signs_in
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.schema import RowSchema

_MOST_NAMED = 8
"""Cells or columns that a reason names."""


def examine_shares(
    table: RawTable,
    figures: Mapping[str, RawColumn],
    methodology: Methodology | None,
    missing: AbstractSet[str],
    options: ReadingOptions,
) -> list[Observation]:
    """What ``figures``, columns of numbers by the heading of the edition, need said about per cent, if anything."""
    if methodology is None:
        return []
    schema = RowSchema(methodology)
    unclear: dict[str, tuple[RawColumn, int]] = {}
    partly: dict[str, tuple[RawColumn, int]] = {}
    of_points: list[Observation] = []
    departing: dict[tuple[str, int], tuple[RawColumn, CellFault]] = {}
    for header, column in figures.items():
        signed = signed_rows(column.cells)
        if not signed:
            continue
        rule = percent_rule(schema, header, column, options)
        if rule is None and (points := points_in(schema, header)) is not None:
            of_points.append(_of_points(table, column, signed[0], points))
            continue
        if rule is None:
            of_shares = signs_in(column.cells, missing) is Signs.OF_SHARES
            (unclear if of_shares else partly)[column.header] = (column, signed[0])
            continue
        read = read_number_column(
            column.cells,
            declared=options.style,
            missing=missing,
            percent=rule,
            lines=column.lines,
            heading=column.header,
        )
        for fault in read.faults:
            if fault.code == "mixed-percent":
                departing[column.header, fault.row] = (column, fault)
    return [
        *of_points,
        *(_departing(table, list(departing.values())) if departing else ()),
        *(_partly(table, partly) if partly else ()),
        *(_unclear(table, unclear) if unclear else ()),
    ]


def _departing(table: RawTable, faults: Sequence[tuple[RawColumn, CellFault]]) -> list[Observation]:
    """The cells that depart from the way in which their columns write shares: only a person can tell what they mean."""
    (column, first), *others = faults
    place, sample = table.place(column, first.row), column.cells[first.row].strip()
    reason, remedy = said("it {what}", what=first.message), first.fix
    if others:
        reason = counted(
            len(others),
            "{what}; {n} more cell departs from its column: {cells}",
            "{what}; {n} more cells depart from their columns: {cells}",
            what=reason,
            cells=some_of([table.place(each, fault.row).position for each, fault in others], _MOST_NAMED),
        )
    if any(each is not column for each, _ in others):
        remedy = said(
            "write each column in one way; dtiscore score --percent declares one whose numbers are all per cent"
        )
    return [Observation("numbers", reason, place=place, sample=sample, remedy=remedy)]


def _of_points(table: RawTable, column: RawColumn, row: int, points: float) -> Observation:
    """A per cent sign in a column of points, of which no declaration makes a number."""
    reason = said(
        "it has a per cent sign, and the numbers of the column are out of {points}", points=typed(points)
    )
    place, sample = table.place(column, row), column.cells[row].strip()
    return Observation(
        "numbers", reason, place=place, sample=sample, remedy=said("write the points themselves")
    )


def _partly(table: RawTable, signed: Mapping[str, tuple[RawColumn, int]]) -> list[Observation]:
    """The columns of which some cells have a per cent sign, and nothing tells what it means."""
    column, row = next(iter(signed.values()))
    reason = said("it has a per cent sign and other cells of its column have none")
    if len(signed) > 1:
        others = some_of(list(signed)[1:], _MOST_NAMED)
        reason = said("{what}; likewise in {columns}", what=reason, columns=others)
    place, sample = table.place(column, row), column.cells[row].strip()
    return [Observation("numbers", reason, place=place, sample=sample, remedy=IN_ONE_WAY)]


def _unclear(table: RawTable, signed: Mapping[str, tuple[RawColumn, int]]) -> list[Observation]:
    """The columns with a per cent sign of which the edition does not tell whether 45% is 0.45 or 45."""
    column, row = next(iter(signed.values()))
    reason = said(
        "with it 45% is 0.45; nothing else tells whether it is, or 45: declare it only if it is a share,"
        ' and where 45 is meant write unit: "%" for the column in the weighting file'
    )
    place, sample = table.place(column, row), column.cells[row].strip()
    return [Observation("numbers", reason, {"percent": list(signed)}, place, sample, is_open=True)]
