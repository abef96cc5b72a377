"""The cells of a table as numbers and texts: every column in use is read, and what is wrong with a cell is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TypeVar

import numpy as np

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.said import Said
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import Identified
from dtiscore.tables.identifying_cells import in_one_form, in_plain
from dtiscore.tables.number_faults import UNSETTLED, CellFault
from dtiscore.tables.numbers import NumberColumn, NumberStyle, PercentRule, read_number_column, without_texts
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.percent_rules import (
    percent_rule,
    points_in,
    score_percent_rule,
    score_points,
    unclear_signs,
)
from dtiscore.tables.raw import Ends, RawColumn, RawTable, ReadCells
from dtiscore.tables.schema import RowSchema
from dtiscore.tables.written import Written

Item = TypeVar("Item")

_UNTOLD: PercentRule = "unit-alike"
"""What per cent means where nothing tells."""


class TypedCells:
    """The cells of one table, of the rows that are identified."""

    def __init__(
        self,
        table: RawTable,
        methodology: Methodology,
        options: ReadingOptions,
        headings: Headings,
        identity: Identified,
        schema: RowSchema,
    ) -> None:
        self.table = table
        self.methodology = methodology
        self.headings = headings
        self.options = options
        self.unit_shown = cache(identity.shown)  # the problems of a row share it
        self.rows = identity.rows
        self.missing = options.missing | frozenset(methodology.layout.missing)
        self.schema = schema
        self.numbers: dict[str, Values] = {}
        self.ends: dict[str, Ends] = {}
        """By heading, of columns that a typed reader has read: between what their numbers lie."""
        self.texts: dict[str, list[str | None]] = {}
        self.scores: dict[str, Values] = {}
        self.written: dict[str, Written] = {}
        """By heading, how the cells hold their numbers, of columns that were read as text."""
        self.faulty: dict[str, Mask] = {}
        """By the heading of the column: the cells that hold something, though not what they should."""
        self.problems: list[Problem] = []
        self._columns_of_file: dict[int, NumberColumn] = {}

    def read(self) -> None:
        """Read every column in use, as numbers or as text."""
        of_text = {header for node in self.methodology.nodes.values() for header in node.texts}
        for header, column in self.headings.inputs.items():
            if header in of_text:
                self.texts[header] = [text_of(column.cells[row], self.missing) for row in self.rows]
            elif isinstance(column.cells, ReadCells):
                values = self.numbers[header] = self.read_already(column.cells)
                if values is column.cells.values:
                    self.ends[header] = column.cells.ends
            else:
                rule = percent_rule(self.schema, header, column, self.options)
                known = self.methodology.cell_texts(header)
                self.numbers[header], self.written[header] = self.read_numbers(column, rule, known)
        for code, column in self.headings.scores.items():
            if isinstance(column.cells, ReadCells):
                self.scores[code] = self.read_already(column.cells)
            else:
                rule = score_percent_rule(self.methodology, code, column, self.options)
                header = self.methodology.figure_headings.of(code)
                self.scores[code], self.written[header] = self.read_numbers(column, rule)

    def read_already(self, cells: ReadCells) -> Values:
        """The numbers of a column that a typed reader has read."""
        values = cells.values
        return values if len(self.rows) == len(values) else values[np.asarray(self.rows, dtype=np.intp)]

    def note_fault(self, column: RawColumn, row: int) -> None:
        """Keep in mind that a cell holds something, though not what it should."""
        if column.header not in self.faulty:
            self.faulty[column.header] = np.zeros(len(self.rows), dtype=np.bool_)
        self.faulty[column.header][row] = True

    def held(self, column: RawColumn, values: Values) -> Mask:
        """The rows in which a column holds something, be it what it should or not."""
        there: Mask = ~np.isnan(values)
        return there | self.faulty[column.header] if column.header in self.faulty else there

    @cached_property
    def there(self) -> Mapping[str, Mask]:
        """By raw column: the rows whose cell holds something, be it a fault."""
        there = {
            header: self.held(self.headings.inputs[header], values) for header, values in self.numbers.items()
        }
        for header, texts in self.texts.items():
            there[header] = np.array([text is not None for text in texts], dtype=np.bool_)
        return there

    @cached_property
    def brought(self) -> Mapping[str, Mask]:
        """By node: the rows for which the table brings its score, be it a fault."""
        return {code: self.held(self.headings.scores[code], values) for code, values in self.scores.items()}

    def read_numbers(
        self, column: RawColumn, percent: PercentRule | None, texts: Mapping[str, float] | None = None
    ) -> tuple[Values, Written]:
        """The numbers of a column, NaN where there is none, and how they were written; its faults become problems."""
        cells, known = without_texts(_at(self.rows, column.cells), texts or {})
        cells = self.options.without_flags(cells, self.missing)
        result = self._settled(column, cells, percent)
        result.values[list(known)] = list(known.values())
        unclear = (
            set() if percent is not None or result.is_plain else self.refuse_percent_signs(column, cells)
        )
        result.values[list(unclear)] = np.nan
        faults = list(result.faults)
        if percent in ("sign", "unit-alike") and not result.is_plain and not self.options.any_size:
            from dtiscore.tables.number_percents import of_other_size

            faults += of_other_size(cells, result.values, percent, column.header)
        for fault in faults:
            if fault.row in unclear and fault.code == "mixed-percent":
                continue  # it is told of its sign already
            self.note_fault(column, fault.row)
            self.problems.append(self.problem(fault.code, fault.message, column, fault.row, fault.fix))
        for fault in result.warnings:
            problem = self.problem(fault.code, fault.message, column, fault.row, fault.fix)
            self.problems.append(problem._replace(severity="warning"))
        flags, style = self.options.flags, result.style or NumberStyle(".")
        return result.values, Written(style, percent or _UNTOLD, flags, self.missing, texts or {})

    def _settled(self, column: RawColumn, cells: Sequence[str], percent: PercentRule | None) -> NumberColumn:
        """The numbers of the cells of the rows that take part, in the style that is declared or settled.

        A file writes its numbers in one way: what proves it may stand in another period than the one that is kept, and
        in a long table with another indicator.
        """
        declared = self.options.styles.get(column.header, self.options.style)
        own = self._read(column, cells, self.rows, declared, percent)
        unsettled = [fault.row for fault in own.faults if fault.code == "ambiguous-number"]
        if not unsettled or declared is not None or column.each_from:
            return own
        whole = self._column_of_file(column.field)
        if whole.style is None or any(fault.code in UNSETTLED for fault in whole.faults):
            return own
        told = [fault.fault for fault in whole.warnings if fault.code == "settled-number-style"]
        settled = self._read(column, cells, self.rows, whole.style, percent)
        warnings = (*(CellFault(unsettled[0], fault) for fault in told), *settled.warnings)
        return settled._replace(warnings=warnings)

    def _column_of_file(self, field: int) -> NumberColumn:
        """All cells of one column of the file, which in a long table has those of several indicators."""
        if field in self._columns_of_file:
            return self._columns_of_file[field]
        columns = [column for column in self.table.columns if column.field == field]
        cells = [cell for column in columns for cell in column.cells]
        whole = columns[0]._replace(
            cells=self.options.without_flags(cells, self.missing),
            lines=[line for column in columns for line in column.lines],
        )
        found = self._columns_of_file[field] = self._read(whole, whole.cells, range(len(cells)), None, None)
        return found

    def _read(
        self,
        column: RawColumn,
        cells: Sequence[str],
        rows: Sequence[int],
        declared: NumberStyle | None,
        percent: PercentRule | None,
    ) -> NumberColumn:
        return read_number_column(
            cells,
            declared=declared,
            missing=self.missing,
            percent=percent or _UNTOLD,
            lines=_at(rows, column.lines),
            heading=column.header,
            points_are_usual=self.table.parted_by_commas,
        )

    def refuse_percent_signs(self, column: RawColumn, cells: Sequence[str]) -> set[int]:
        """Report the per cent signs of a column whose limits do not tell (0 to 1, or 0 to 100) what they mean there.

        Returns the rows in which they stand.
        """
        points = [points_in(self.schema, key) for key, one in self.headings.inputs.items() if one is column]
        of_scores = [code for code, one in self.headings.scores.items() if one is column]
        points += [score_points(self.methodology, code, column.header) for code in of_scores]
        signed, message, fix = unclear_signs(
            cells, column.header, self.missing, of_score=bool(of_scores), points=next(iter(points), None)
        )
        for row in signed:
            self.note_fault(column, row)
            self.problems.append(self.problem("percent-unclear", message, column, row, fix))
        return set(signed)

    def problem(self, code: str, message: Said, column: RawColumn, row: int, fix: Said | None) -> Problem:
        """A problem of one cell."""
        at = self.rows[row]
        return Problem(
            code, message, self.table.place(column, at), column.cells[at], fix, self.unit_shown(row)
        )

    def rows_with_figures(self) -> Mask:
        """The rows in which some cell holds a figure."""
        holds: Mask = np.zeros(len(self.rows), dtype=np.bool_)
        for values in (*self.numbers.values(), *self.scores.values()):
            holds |= ~np.isnan(values)
            if holds.all():
                return holds
        for texts in self.texts.values():
            holds |= np.array([text is not None for text in texts], dtype=np.bool_)
        return holds

    def content(self, row: int) -> dict[str, float | str | None]:
        """The typed cells of one row, by heading."""
        content: dict[str, float | str | None] = {header: texts[row] for header, texts in self.texts.items()}
        for header, values in self.numbers.items():
            value = float(values[row])
            content[header] = value if value == value else None
        return content


def _at(rows: Sequence[int], values: Sequence[Item]) -> Sequence[Item]:
    """The values of some rows, which are in order; all of them as they are."""
    return values if len(rows) == len(values) else [values[row] for row in rows]


def text_of(cell: str, missing: frozenset[str]) -> str | None:
    """What a cell of text says, ``None`` where it says that there is nothing."""
    stripped = cell.strip()
    return None if not stripped or stripped in missing else stripped


def labels_of(cells: Sequence[str], missing: frozenset[str]) -> tuple[str | None, ...]:
    """What a column says by which units are grouped, in the form in which they are ranked by it."""
    forms = {cell: text_of(in_one_form(in_plain(cell)), missing) for cell in set(cells)}
    return tuple(forms[cell] for cell in cells)
