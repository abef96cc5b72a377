"""From a table of text and a methodology to a Dataset, or to every problem of the table in one run.

Long because the cells of a row are looked at in the light of each other: by one class, a method for each thing that a
cell may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from dtiscore.errors import Place, Problem, errors_of
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import fold, rows_where
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import none_left
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identified import Identified
from dtiscore.tables.identity import identify
from dtiscore.tables.missing import MissingValues
from dtiscore.tables.numbers import PercentRule, read_number_column, without_texts
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.percent_rules import percent_rule, score_percent_rule, unclear_signs
from dtiscore.tables.points_columns import (
    Span,
    add_spans,
    all_capped,
    columns_in_points,
    columns_of_shares,
    points_advice,
)
from dtiscore.tables.raw import Ends, RawColumn, RawTable, ReadCells
from dtiscore.tables.schema import IN_PERCENT, RowSchema, outside
from dtiscore.tables.table import Dataset

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme

Item = TypeVar("Item")


class Known(NamedTuple):
    """What is known of a table before its cells are read."""

    schema: RowSchema
    headings: Headings
    problems: Sequence[Problem]
    """What is wrong with the headings."""
    identity: Identified
    """What identifies the rows."""
    spans: dict[str, Span] | None = None
    """Of the columns of shares, what the rows of earlier pieces have; those of this piece are added. ``None`` for nobody."""


def check(
    table: RawTable,
    methodology: Methodology,
    scheme: UnitScheme | None = None,
    options: ReadingOptions | None = None,
    *,
    other_schemes: Sequence[UnitScheme] = (),
    known: Known | None = None,
) -> tuple[Dataset | None, list[Problem]]:
    """Check a table against an edition.

    ``scheme`` is the edition's unit scheme; ``other_schemes`` only help to word problems (a unit of another
    vintage); ``known`` is what is known of the table already. Returns the dataset, or ``None`` when a problem is an error, and all problems in the order of the file.
    """
    options = options or ReadingOptions()
    is_whole = known is None  # pieces of a table are told what is known of it
    if known is None:
        headings, problems = resolve(table, methodology, options)
        identity = identify(table, headings, methodology, scheme, options, other_schemes)
        known = Known(RowSchema(methodology), headings, problems, identity, spans={})
    cells = _Cells(table, methodology, options, known)
    cells.read()
    cells.hold_against_schema()
    cells.find_missing()
    if known.spans is not None:
        add_spans(known.spans, dict(cells.spans()))
        if is_whole:
            cells.problems += all_capped(methodology, known.spans)
    if scheme is None:
        cells.find_empty_rows()
    found = [*known.problems, *known.identity.problems, *cells.problems]
    if is_whole and table.rows and not known.identity.rows and not errors_of(found):
        found.append(none_left(table.source, table.header_line))
    problems = sorted(
        found,
        key=lambda problem: problem.place.line_and_column,
    )
    return None if errors_of(problems) else cells.dataset(scheme), problems


class _Cells:
    """The cells of one table as they are read, typed and checked."""

    def __init__(
        self,
        table: RawTable,
        methodology: Methodology,
        options: ReadingOptions,
        known: Known,
    ) -> None:
        self.table = table
        self.methodology = methodology
        self.headings = known.headings
        self.options = options
        self.identity = known.identity
        self.unit_shown = cache(known.identity.shown)  # the problems of a row share it
        self.rows = known.identity.rows
        self.missing = options.missing | frozenset(methodology.layout.missing)
        self.schema = known.schema
        self.numbers: dict[str, Values] = {}
        self.ends: dict[str, Ends] = {}
        """By heading, of columns that a typed reader has read: between what their numbers lie."""
        self.texts: dict[str, list[str | None]] = {}
        self.scores: dict[str, Values] = {}
        self.faulty: dict[str, Mask] = {}
        """By the heading of the column: the cells that hold something, though not what they should."""
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Read every column in use, as numbers or as text."""
        of_text = {header for node in self.methodology.nodes.values() for header in node.texts}
        for header, column in self.headings.inputs.items():
            if header in of_text:
                self.texts[header] = [_text(column.cells[row], self.missing) for row in self.rows]
            elif isinstance(column.cells, ReadCells):
                values = self.numbers[header] = self.read_already(column.cells)
                if values is column.cells.values:
                    self.ends[header] = column.cells.ends
            else:
                rule = percent_rule(self.schema, header, column, self.options)
                self.numbers[header] = self.read_numbers(column, rule, self.methodology.cell_texts(header))
        for code, column in self.headings.scores.items():
            if isinstance(column.cells, ReadCells):
                self.scores[code] = self.read_already(column.cells)
            else:
                rule = score_percent_rule(self.methodology, code, column, self.options)
                self.scores[code] = self.read_numbers(column, rule)

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

    def read_numbers(
        self, column: RawColumn, percent: PercentRule | None, texts: Mapping[str, float] | None = None
    ) -> Values:
        """The numbers of a column, NaN where there is none; its faults become problems."""
        cells, known = without_texts(_at(self.rows, column.cells), texts or {})
        cells = self.options.without_flags(cells, self.missing)
        result = read_number_column(
            cells,
            declared=self.options.styles.get(column.header, self.options.style),
            missing=self.missing,
            percent=percent or "unit-alike",
            lines=_at(self.rows, column.lines),
            heading=column.header,
            points_are_usual=self.table.parted_by_commas,
        )
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
        return result.values

    def refuse_percent_signs(self, column: RawColumn, cells: Sequence[str]) -> set[int]:
        """Report the per cent signs of a column whose limits do not tell (0 to 1, or 0 to 100) what they mean there.

        Returns the rows in which they stand.
        """
        of_score = column.header in {one.header for one in self.headings.scores.values()}
        signed, message, fix = unclear_signs(cells, column.header, of_score=of_score)
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

    def hold_against_schema(self) -> None:
        """Report the cells that are numbers or texts, though not ones that the edition admits."""
        schema = self.schema
        suspect = np.zeros(len(self.rows), dtype=np.bool_)
        for header, values in self.numbers.items():
            if header not in self.ends or not schema.keeps_bounds(header, self.ends[header]):
                suspect |= schema.suspects(header, values)
        for header, texts in self.texts.items():
            known = schema.admitted(header)
            suspect |= np.array(
                [text is not None and fold(text) not in known for text in texts], dtype=np.bool_
            )
        advice = cache(self.advice)
        for row in rows_where(suspect):
            for fault in schema.faults(self.content(row)):
                column = self.headings.inputs[fault.header]
                self.note_fault(column, row)
                fix = advice(fault.fix, fault.header)
                self.problems.append(self.problem(fault.code, fault.message, column, row, fix))
        for code, values in self.scores.items():
            bounds, column = schema.score_bounds(code), self.headings.scores[code]
            for row in rows_where(outside(bounds, values)):
                message = said(
                    '{value:.15g} is no score that "{node}" can have',
                    value=values[row],
                    node=self.methodology.node_or_view(code).spoken_name,
                )
                fix = said("it is at most {high:.6g}", high=bounds.high)
                if self.methodology.publish.form == "fraction":
                    option = with_value("--percent", column.header)
                    fix = said("{fix}; if the column is in percent, declare {option}", fix=fix, option=option)
                self.note_fault(column, row)
                problem = self.problem("out-of-range", message, column, row, fix)
                self.problems.append(problem._replace(indicator=code))

    def advice(self, fix: Said | None, header: str) -> Said | None:
        """What may be done about a number outside its bounds, with the heading of its column in it.

        Where most numbers are parts of 1, declaring the column to be per cent would make another mistake of each; and so it
        would where the cells are points.
        """
        if header in self.in_points:
            return points_advice(header, self.in_points, self.methodology.id)
        if fix != IN_PERCENT:
            return fix
        option = with_value("--percent", self.headings.inputs[header].header)
        numbers = self.numbers[header][~np.isnan(self.numbers[header])]
        if 2 * np.count_nonzero(numbers <= 1) > len(numbers):
            return said(
                "correct the cell, since most numbers of the column are up to 1; declare {option} only if all of them are per cent",
                option=option,
            )
        return said("is the column in percent? declare {option}", option=option)

    def spans(self) -> Iterator[tuple[str, Span]]:
        """What the columns of shares have, by heading, where one of them has a cap."""
        shares = columns_of_shares(self.methodology)
        if not any(rule.cap for rule in shares.values()):
            return
        for header in shares.keys() & self.numbers.keys():
            there = ~np.isnan(self.numbers[header])
            if not there.any():
                continue
            values, column = self.numbers[header][there], self.headings.inputs[header]
            first = self.rows[int(there.argmax())]
            place = self.table.place(column, first)
            yield (
                header,
                Span(len(values), float(values.min()), float(values.max()), place, column.cells[first]),
            )

    @cached_property
    def in_points(self) -> Mapping[str, float]:
        """The columns that hold points where the edition reads shares, with the maximum of each."""
        known = {header: values[~np.isnan(values)] for header, values in self.numbers.items()}
        highest = {header: float(values.max()) for header, values in known.items() if len(values)}
        return columns_in_points(self.methodology, highest)

    def content(self, row: int) -> dict[str, float | str | None]:
        """The typed cells of one row, by heading."""
        content: dict[str, float | str | None] = {header: texts[row] for header, texts in self.texts.items()}
        for header, values in self.numbers.items():
            value = float(values[row])
            content[header] = value if value == value else None
        return content

    def find_missing(self) -> None:
        """Report the columns and cells that are missing where the edition needs them."""
        if self.is_complete():
            return
        there: dict[str, Mask] = {
            header: self.held(self.headings.inputs[header], values) for header, values in self.numbers.items()
        }
        for header, texts in self.texts.items():
            there[header] = np.array([text is not None for text in texts], dtype=np.bool_)
        brought = {
            code: self.held(self.headings.scores[code], values) for code, values in self.scores.items()
        }
        header_line = Place(self.table.source, self.table.header_line)
        missing = MissingValues(
            self.methodology, self.headings, there, brought, len(self.rows), header_line, self.problem
        )
        self.problems += missing.problems()

    def is_complete(self) -> bool:
        """Whether a typed reader has found every indicator's columns in the table, without a gap."""
        rows = len(self.rows)
        return all(
            header in self.ends and self.ends[header].filled == rows
            for header in self.methodology.raw_headers
        )

    def find_empty_rows(self) -> None:
        """Tell of rows without any figure, instead of their cells."""
        holds = np.zeros(len(self.rows), dtype=np.bool_)
        for values in (*self.numbers.values(), *self.scores.values()):
            holds |= ~np.isnan(values)
            if holds.all():
                return
        for texts in self.texts.values():
            holds |= np.array([text is not None for text in texts], dtype=np.bool_)
        from dtiscore.tables.empty_rows import EmptyRows

        empty = EmptyRows(self.headings, self.options, self.rows, holds, self.problem)
        self.problems = empty.told_among(self.problems)

    def dataset(self, scheme: UnitScheme | None) -> Dataset:
        """The checked table."""
        outcomes: dict[tuple[str, str], Values] = {}
        for node in self.methodology.nodes.values():
            for header, earned in node.texts.items():
                texts = self.texts.get(header)
                if texts is not None:
                    outcomes[node.code, header] = np.array(
                        [np.nan if text is None else earned[fold(text)] for text in texts], dtype=np.float64
                    )
        brought = {
            self.methodology.figure_headings.of(code): column for code, column in self.headings.scores.items()
        }
        return Dataset(
            units=_kept(self.identity.codes),
            names=_kept(self.identity.names),
            periods=_kept(self.identity.periods),
            groups=_kept(self.identity.groups),
            ranked=np.array(self.identity.ranked, dtype=np.bool_),
            numbers=self.numbers,
            labels={
                header: tuple(_text(column.cells[row], self.missing) for row in self.rows)
                for header, column in self.headings.labels.items()
            },
            outcomes=outcomes,
            supplied=self.scores,
            raw=self.table,
            headings=self.headings.inputs | brought,
            row_in_raw=_kept(self.rows),
            scheme=scheme,
        )


def _at(rows: Sequence[int], values: Sequence[Item]) -> Sequence[Item]:
    """The values of some rows, which are in order; all of them as they are."""
    return values if len(rows) == len(values) else [values[row] for row in rows]


def _kept(values: Sequence[Item]) -> Sequence[Item]:
    """A list as a tuple, which nobody changes; other sequences as they are."""
    return tuple(values) if isinstance(values, list) else values


def _text(cell: str, missing: frozenset[str]) -> str | None:
    stripped = cell.strip()
    return None if not stripped or stripped in missing else stripped
