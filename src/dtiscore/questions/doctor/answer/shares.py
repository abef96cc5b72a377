"""What may be said about per cent: the columns in which a sign is unclear, and a cell that departs from its column."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet

from dtiscore.methodology import Methodology
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import said
from dtiscore.tables.number_cells import PercentRule
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.percent_rules import percent_rule
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.schema import RowSchema


def examine_shares(
    table: RawTable,
    figures: Mapping[str, RawColumn],
    methodology: Methodology | None,
    missing: AbstractSet[str],
) -> Observation | None:
    """What ``figures``, columns of numbers by the heading of the edition, need said about per cent, if anything."""
    if methodology is None:
        return None
    schema = RowSchema(methodology)
    unclear: dict[str, tuple[RawColumn, list[int]]] = {}
    for header, column in figures.items():
        signed = [at for at, cell in enumerate(column.cells) if cell.rstrip().endswith("%")]
        if not signed:
            continue
        rule = percent_rule(schema, header, column, ReadingOptions())
        if rule is None:
            unclear.setdefault(column.header, (column, signed))
        elif (finding := _departing(table, column, rule, missing)) is not None:
            return finding
    return _unclear(table, unclear)


def _departing(
    table: RawTable, column: RawColumn, rule: PercentRule, missing: AbstractSet[str]
) -> Observation | None:
    """The first cell that departs from the way in which its column writes shares: only a person can tell what it means."""
    read = read_number_column(
        column.cells, missing=missing, percent=rule, lines=column.lines, heading=column.header
    )
    for fault in read.faults:
        if fault.code == "mixed-percent":
            place, sample = table.place(column, fault.row), column.cells[fault.row].strip()
            reason = said("it {what}", what=fault.message)
            return Observation("numbers", reason, place=place, sample=sample, remedy=fault.fix)
    return None


def _unclear(table: RawTable, signed: Mapping[str, tuple[RawColumn, list[int]]]) -> Observation | None:
    """The columns with a per cent sign of which the edition does not tell whether 45% is 0.45 or 45."""
    if not signed:
        return None
    partly = [
        (column, rows[0])
        for column, rows in signed.values()
        if len(rows) < sum(bool(cell.strip()) for cell in column.cells)
    ]
    column, rows = next(iter(signed.values()))
    column, row = partly[0] if partly else (column, rows[0])
    place, sample = table.place(column, row), column.cells[row].strip()
    if partly:
        reason = said("it has a per cent sign and other cells of its column have none")
        remedy = said(
            "write all cells of the column in one way: with the sign, or as the numbers that they are"
        )
        return Observation("numbers", reason, place=place, sample=sample, remedy=remedy)
    reason = said(
        "with it 45% is 0.45; nothing else tells whether it is, or 45: declare it only if it is a share,"
        ' and where 45 is meant write unit: "%" for the column in the weighting file'
    )
    return Observation("numbers", reason, {"percent": list(signed)}, place, sample)
