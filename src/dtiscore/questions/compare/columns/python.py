"""Hold two columns of assessments of one table against each other, as points claimed and points granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Unpack

from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.inputs.reading import Data, Reading, raw_table
from dtiscore.inputs.standings import named
from dtiscore.inputs.validation import require_allowed
from dtiscore.methodology.base import fold
from dtiscore.questions.compare.columns.answer import Appraisal, Assessed, appraise
from dtiscore.said import first_few, said
from dtiscore.tables.columns_of_units import columns_of_units, of_one_period, without_ignored
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_in
from dtiscore.tables.unit_of_row import leave_out
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import reads_like_a_total

_LABEL_HEADINGS = ("indicator", "name", "chỉ số", "chỉ tiêu", "tên", "tiêu chí")
_CODE_HEADINGS = ("code", "mã", "no.", "stt")


@checked
def compare_columns(
    data: Data, first: str, second: str, groups: Sequence[str] = (), **reading: Unpack[Reading]
) -> Appraisal:
    """Hold two columns of one table against each other, as points by self-assessment and after appraisal.

    Args:
        data: the table, one row per indicator; ``2023=TABLE.csv`` or ``period`` chooses rows of several periods.
        first: the heading of the first assessment.
        second: the heading of the second, which lost or gained points against it.
        groups: headings by whose values gains and losses are summed.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: there is no such column.
        InvalidData: a cell is no number; ``problems`` lists all.
    """
    if reading.get("group") is not None:
        raise UsageFault(
            said("a group of units is not what the rows of assessments are"),
            said("leave the group out, and sum by its column"),
        )
    period, bare = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    table, problems, options = raw_table(bare, declared)
    if errors_of(problems):
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=problems)
    table = of_one_period(without_ignored(table, options, _naming(table, options)), options)
    naming = _naming(table, options)
    columns = [_column(table, heading) for heading in (first, second)]
    figures = [numbers_in(table, column, options) for column in columns]
    problems += [problem for read in figures for problem in (*read.errors, *read.warnings)]
    faults = errors_of(problems)
    if faults:
        raise InvalidData(
            said("{source}: the assessments cannot be read as numbers", source=table.source), problems=faults
        )
    problems += _totals(table, naming, options)
    if faults := errors_of(problems):
        raise InvalidData(
            said("{source}: what would be summed up is no single assessment", source=table.source),
            problems=faults,
        )
    require_allowed(problems, reading)
    grouping = {heading: _column(table, heading).cells for heading in groups}
    labels, periods = _labels(table, naming), _periods(table, options)
    rows = [
        Assessed(
            labels[row],
            {heading: cells[row].strip() for heading, cells in grouping.items()},
            one,
            other,
            periods[row],
        )
        for row, (one, other) in enumerate(zip(*(read.or_none() for read in figures), strict=True))
    ]
    source = PurePath(table.source.replace("\\", "/")).name or table.source
    found = appraise(source, columns[0].header, columns[1].header, rows, list(groups), table.sha256)
    return replace(found, warnings=problems)


def _column(table: RawTable, heading: str) -> RawColumn:
    found = next((column for column in table.columns if fold(column.header) == fold(heading)), None)
    if found is None:
        headers = first_few([column.header for column in table.columns])
        raise UsageFault(
            said('{source}: there is no column "{heading}"', source=table.source, heading=heading),
            said("the table has {headers}", headers=headers),
        )
    return found


def _naming(table: RawTable, options: ReadingOptions) -> list[RawColumn]:
    """The columns that say what each row is about: its code, and the name of its unit or indicator."""
    by_heading = {fold(column.header): column for column in reversed(table.columns)}
    known = columns_of_units(table, options)
    is_declared = options.unit is not None or options.name is not None
    code, label = (
        None if is_declared else next((by_heading[one] for one in headings if one in by_heading), None)
        for headings in (_CODE_HEADINGS, _LABEL_HEADINGS)
    )
    named = {column.header: column for column in (code, known.unit, known.name, label) if column is not None}
    return [*named.values()]


def _totals(table: RawTable, named: Sequence[RawColumn], options: ReadingOptions) -> Iterator[Problem]:
    """An error for each row that reads like a total, which would be counted beside what it is the total of."""
    kept = {*map(normal_form, options.kept_units)}
    for row in range(table.rows):
        for column in named:
            text = column.cells[row].strip()
            if text and normal_form(text) not in kept and reads_like_a_total(text):
                message = said(
                    '"{name}" reads like a total, a group or a note, and would be summed up again', name=text
                )
                yield Problem("perhaps-a-total", message, table.place(column, row), text, leave_out(text))
                break


def _periods(table: RawTable, options: ReadingOptions) -> list[str | None]:
    """The period of each row."""
    column = columns_of_units(table, options).period
    return [None] * table.rows if column is None else [cell.strip() or None for cell in column.cells]


def _labels(table: RawTable, named: Sequence[RawColumn]) -> list[str]:
    """What each row is about: its code and name, or the number of its line."""
    texts = [
        " ".join(text for column in named if (text := column.cells[row].strip())) for row in range(table.rows)
    ]
    return [text or said("line {n}", n=table.columns[0].lines[row]) for row, text in enumerate(texts)]
