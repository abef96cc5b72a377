"""Hold two columns of assessments of one table against each other, as points claimed and points granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Unpack

from dtiscore.errors import InvalidData, UsageFault, errors_of
from dtiscore.inputs.reading import Data, Reading, raw_table
from dtiscore.inputs.validation import require_allowed
from dtiscore.methodology.base import fold
from dtiscore.questions.compare.columns.answer import Appraisal, Assessed, appraise
from dtiscore.said import first_few, said
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_in

_LABEL_HEADINGS = ("indicator", "name", "chỉ số", "chỉ tiêu", "tên", "tiêu chí")
_CODE_HEADINGS = ("code", "mã", "no.", "stt")


def compare_columns(
    data: Data, first: str, second: str, groups: Sequence[str] = (), **reading: Unpack[Reading]
) -> Appraisal:
    """Hold two columns of one table against each other, as points by self-assessment and after appraisal.

    Args:
        data: the table, one row per indicator.
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
    table, problems, options = raw_table(data, reading)
    if errors_of(problems):
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=problems)
    columns = [_column(table, heading) for heading in (first, second)]
    figures = [numbers_in(table, column, options) for column in columns]
    problems += [problem for read in figures for problem in (*read.errors, *read.warnings)]
    faults = errors_of(problems)
    if faults:
        raise InvalidData(
            said("{source}: the assessments cannot be read as numbers", source=table.source), problems=faults
        )
    require_allowed(problems, reading)
    grouping = {heading: _column(table, heading).cells for heading in groups}
    labels = _labels(table)
    rows = [
        Assessed(
            labels[row], {heading: cells[row].strip() for heading, cells in grouping.items()}, one, other
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


def _labels(table: RawTable) -> list[str]:
    """What each row is about: its code and name, or the number of its line."""
    by_heading = {fold(column.header): column for column in table.columns}
    found = [
        next((by_heading[heading] for heading in headings if heading in by_heading), None)
        for headings in (_CODE_HEADINGS, _LABEL_HEADINGS)
    ]
    texts = [
        " ".join(text for column in found if column is not None and (text := column.cells[row].strip()))
        for row in range(table.rows)
    ]
    return [text or said("line {n}", n=table.columns[0].lines[row]) for row, text in enumerate(texts)]
