"""The table in the bytes of a file, whatever kind of file it is, wide or long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.tables.headings import resolve
from dtiscore.tables.kinds import Kind, kind_of
from dtiscore.tables.layout import to_wide
from dtiscore.tables.options import ReadingOptions, TableOptions
from dtiscore.tables.rankings.reading import ranking_of
from dtiscore.tables.raw import RawTable
from dtiscore.tables.texts.delimited import read_delimited
from dtiscore.units.spelling import normal_form

INDICATOR_HEADINGS = ("indicator", "chỉ số", "mã chỉ số", "indicator_code")
VALUE_HEADINGS = ("value", "giá trị")


def table_of(data: bytes, source: str, options: TableOptions) -> tuple[RawTable, list[Problem]]:
    """The table in the bytes of a file that messages call ``source``; and every problem of its form.

    A ranking that dtiscore wrote is read as it was written, whatever the options.
    """
    kind = kind_of(data, source)
    if (written := ranking_of(data, source, kind, options.max_bytes)) is not None:
        return written
    if kind == "workbook":
        from dtiscore.tables.workbooks.reader import read_workbook

        table, problems = read_workbook(data, options, source=source)
    elif kind == "parquet":
        from dtiscore.tables.parquet import read_parquet

        table, problems = read_parquet(data, source=source, max_bytes=options.max_bytes)
    else:
        table, problems = read_delimited(
            data,
            source=source,
            delimiter=options.delimiter,
            encoding=options.encoding,
            skip_rows=options.skip_rows,
            header_rows=options.header_rows,
            multiline=frozenset(options.multiline),
        )
    return table, [*of_no_use(options, kind, source), *of_rows_kept(problems, options.ignore_units)]


def of_rows_kept(problems: Sequence[Problem], ignored: Sequence[str]) -> list[Problem]:
    """The problems without those of a row that is left out by its name."""
    names = set(map(normal_form, ignored))
    return [one for one in problems if one.unit is None or normal_form(one.unit) not in names]


def of_no_use(options: TableOptions, kind: Kind, source: str) -> list[Problem]:
    """A warning for each declaration that a file of its kind cannot follow."""
    what = {"text": "delimited text", "workbook": "a workbook", "parquet": "a Parquet file"}[kind]
    declared: dict[str, object] = {}
    if kind != "text":
        declared |= {"--delimiter": options.delimiter, "--encoding": options.encoding}
    if kind == "parquet":
        declared |= {"--skip-rows": options.skip_rows, "--header-rows": options.header_rows > 1}
    if kind != "workbook":
        declared |= {"--sheet": options.sheet, "--range": options.range}
    fix = "leave it out for this file"
    return [
        Problem(
            "unused-option", f"{option} says nothing about {what}", Place(source), fix=fix, severity="warning"
        )
        for option, value in declared.items()
        if value
    ]


def widened(
    table: RawTable,
    methodology: Methodology,
    layout: Literal["wide", "long"] | None,
    options: ReadingOptions | None = None,
) -> tuple[RawTable, list[Problem]]:
    """The table with one column per indicator, whichever way it came.

    Unless declared, a table is long when it has a column for the indicator and one for the value, and none of those
    that the edition reads. Of its other columns those go along that identify a row; the rest, such as a source per
    value, may differ from record to record and is warned of.

    Raises:
        InvalidData: a table declared as long lacks a column for the indicator or the value, or none names the unit.
    """
    headings = {fold(column.header): column.header for column in table.columns}
    indicator = next((headings[name] for name in INDICATOR_HEADINGS if name in headings), None)
    value = next((headings[name] for name in VALUE_HEADINGS if name in headings), None)
    wide_already = any(fold(header) in headings for header in methodology.raw_headers)
    if layout == "wide" or (layout is None and (indicator is None or value is None or wide_already)):
        return table, []
    for heading in (indicator, value):
        _require_one(table, heading, INDICATOR_HEADINGS if heading == indicator else VALUE_HEADINGS)
    if indicator is None or value is None:
        place = Place(table.source, table.header_line)
        fix = f"head them {INDICATOR_HEADINGS[0]} and {VALUE_HEADINGS[0]}"
        problem = Problem(
            "missing-column", "a long table needs a column for the indicator and one for the value", place
        )
        raise InvalidData(f"{table.source}: not a long table", fix=fix, problems=[problem])
    headers, found = resolve(table, methodology, options or ReadingOptions())
    unit = headers.unit or headers.name
    if unit is None:
        raise _no_unit(table)
    kept = [
        column for column in (headers.name, *headers.group, *headers.labels.values()) if column is not None
    ]
    keep = dict.fromkeys(column.header for column in kept if column is not unit)
    period = headers.period.header if headers.period is not None else None
    repeats = headers.repeats.header if headers.repeats is not None else None
    wide, problems = to_wide(
        table,
        unit=unit.header,
        indicator=indicator,
        value=value,
        keep=[header for header in keep if header not in (period, repeats)],
        period=period,
        group=repeats,
    )
    left_out = [
        problem
        for problem in found
        if problem.code == "unused-column" and problem.place.header not in (indicator, value)
    ]
    return wide, [*left_out, *problems]


def _require_one(table: RawTable, heading: str | None, known: Sequence[str]) -> None:
    """Raise :class:`InvalidData` when a second column could be meant: chance would decide which one is scored."""
    found = [column for column in table.columns if fold(column.header) in known]
    if heading is None or len(found) < 2:
        return
    both = " and ".join(f'"{column.header}" (column {column.field})' for column in found)
    message, fix = f"{both} could both hold the {known[0]}", "rename or remove all but one of them"
    place = Place(table.source, table.header_line, found[1].field, found[1].header)
    problem = Problem("duplicate-column", message, place, fix=fix)
    raise InvalidData(f"{table.source}: {message}", fix=fix, problems=[problem])


def _no_unit(table: RawTable) -> InvalidData:
    message = "no column says which unit a record is about"
    fix = f"name it with --unit-column; the file has {', '.join(column.header for column in table.columns[:12])}"
    place = Place(table.source, table.header_line)
    problem = Problem("missing-column", message, place, fix=fix)
    return InvalidData(f"{table.source}: {message}", fix=fix, problems=[problem])
