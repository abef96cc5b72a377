"""The table in the bytes of a file, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dtiscore.errors import Place, Problem
from dtiscore.said import said
from dtiscore.tables.kinds import Kind, kind_of, weighting_file
from dtiscore.tables.options import TableOptions
from dtiscore.tables.rankings.reading import ranking_of
from dtiscore.tables.raw import RawTable
from dtiscore.tables.texts.delimited import read_delimited
from dtiscore.tables.texts.old_fonts import font_of, table_typed_for
from dtiscore.units.spelling import normal_form


def table_of(data: bytes, source: str, options: TableOptions) -> tuple[RawTable, list[Problem]]:
    """The table in the bytes of a file that messages call ``source``, and every problem of its form.

    A ranking that dtiscore wrote is read as it was written, whatever the options.

    Raises:
        SourceFault: the bytes cannot be decoded, or are no table. InvalidData: they hold no table at all.
        UsageFault: the options make no sense, or the library that reads files of this kind is not installed.
    """
    kind = kind_of(data, source)
    if (written := ranking_of(data, source, kind, options.max_bytes)) is not None:
        return written
    if kind == "workbook":
        from dtiscore.tables.workbooks.reader import Workbook

        table, problems = Workbook(data, source=source, max_bytes=options.max_bytes).table(options)
        if (font := font_of(options.encoding)) is not None:
            table = table_typed_for(table, font)
    elif kind == "parquet":
        from dtiscore.tables.parquet import read_parquet

        table, problems = read_parquet(data, source=source, max_bytes=options.max_bytes)
    else:
        area = None
        if options.range:
            from dtiscore.tables.workbooks.cell_ranges import declared_area

            area = declared_area(options.range)
        table, problems = read_delimited(
            data,
            source=source,
            delimiter=options.delimiter,
            encoding=options.encoding,
            skip_rows=options.skip_rows,
            header_rows=options.header_rows,
            multiline=frozenset(options.multiline),
            area=area,
        )
        if any("\\" in column.header or column.header.startswith("OBS_VALUE:") for column in table.columns):
            from dtiscore.tables.texts.series_keys import with_series_parted

            table = with_series_parted(table)
    if _says_weights(table):
        raise weighting_file(source)
    if options.layout == "turned":
        from dtiscore.tables.turning import turned

        table, of_turning = turned(table, options.indicator_column, options.side)
        problems = [*problems, *of_turning]
    return table, [*of_no_use(options, kind, source), *of_rows_kept(problems, options.ignore_units)]


def _says_weights(table: RawTable) -> bool:
    """Whether a table is a flat weighting file: settings among its codes, or a tree of them with its rules."""
    columns = {column.header: column for column in table.columns}
    return "code" in columns and (
        any(cell.startswith("@") for cell in columns["code"].cells)
        or columns.keys() >= {"parent", "rule", "aggregate"}
    )


def of_rows_kept(problems: Sequence[Problem], ignored: Sequence[str]) -> list[Problem]:
    """The problems without those of a row that is left out by its name."""
    names = set(map(normal_form, ignored))
    return [one for one in problems if one.unit is None or normal_form(one.unit) not in names]


def of_no_use(options: TableOptions, kind: Kind | Literal["frame"], source: str) -> list[Problem]:
    """A warning for each declaration that a file of its kind, or a table in memory, cannot follow."""
    kinds = {
        "text": said("delimited text"),
        "workbook": said("a workbook"),
        "parquet": said("a Parquet file"),
        "frame": said("a DataFrame"),
    }
    declared: dict[str, object] = {}
    if kind != "text":
        is_font = kind == "workbook" and font_of(options.encoding) is not None
        declared |= {"--delimiter": options.delimiter, "--encoding": not is_font and options.encoding}
    if kind in ("parquet", "frame"):
        declared |= {
            "--skip-rows": options.skip_rows,
            "--header-rows": options.header_rows > 1,
            "--range": options.range,
        }
    if kind != "workbook":
        declared |= {"--sheet": options.sheet}
    fix = said("leave it out for this file")
    return [
        Problem(
            "unused-option",
            said("{option} says nothing about {kind}", option=option, kind=kinds[kind]),
            Place(source),
            fix=fix,
            severity="warning",
        )
        for option, value in declared.items()
        if value
    ]
