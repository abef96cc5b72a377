"""From a table of text and a methodology to a Dataset, or to every problem of the table in one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from dtiscore.errors import Place, Problem, errors_of
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.base import fold, rows_where
from dtiscore.said import Said, said, template
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import alike_groups, none_left, with_figures
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identified import Identified
from dtiscore.tables.identity import identify
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.measures import of_another_measure, watched_columns
from dtiscore.tables.missing import MissingValues
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.points_columns import columns_in_points, points_advice
from dtiscore.tables.raw import RawTable
from dtiscore.tables.schema import IN_PERCENT, RowSchema, outside
from dtiscore.tables.spans import Spans, add_spans, spans_of
from dtiscore.tables.table import Dataset
from dtiscore.tables.typed_cells import TypedCells, labels_of
from dtiscore.tables.without_figures import Figures, without_figures

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme

Item = TypeVar("Item")

DECLARE_PERCENT = template("is the column in percent? declare {option}")
"""The way out of numbers up to 100 in a column of parts of 1, where most of the column are such."""


class Known(NamedTuple):
    """What is known of a table before its cells are read."""

    schema: RowSchema
    headings: Headings
    problems: Sequence[Problem]
    """What is wrong with the headings."""
    identity: Identified
    """What identifies the rows."""
    spans: Spans | None = None
    """Between what the numbers of earlier pieces lie, where that can tell a wrong unit of measure; those of this piece are added. ``None`` for nobody."""
    figures: Figures | None = None
    """Which nodes have a figure in earlier pieces; what this piece has is added. ``None`` for nobody."""


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
        known = Known(RowSchema(methodology), headings, problems, identity, spans={}, figures=Figures())
    cells = TypedCells(table, methodology, options, known.headings, known.identity, known.schema)
    cells.read()
    checks = _Checks(cells, known.identity)
    checks.hold_against_schema()
    checks.find_missing()
    if known.spans is not None:
        add_spans(known.spans, checks.spans())
        if is_whole:
            cells.problems += of_another_measure(methodology, known.spans, options)
    if known.figures is not None:
        checks.note_figures(known.figures, has_lists=scheme is not None and bool(other_schemes))
        if is_whole:
            cells.problems += without_figures(methodology, known.figures)
            lists = scheme, other_schemes
            cells.problems += with_figures(known.figures, known.identity.coded, *lists, table.source)
    if is_whole:
        checks.find_alike_labels()
    if scheme is None:
        checks.find_empty_rows()
    found = [*known.problems, *known.identity.problems, *cells.problems]
    if is_whole and table.rows and not known.identity.rows and not errors_of(found):
        found.append(none_left(table.source, table.header_line))
    problems = sorted(
        found,
        key=lambda problem: problem.place.line_and_column,
    )
    return None if errors_of(problems) else checks.dataset(scheme), problems


class _Checks:
    """The cells of one table, held against what an edition wants of them; and the dataset that they make."""

    def __init__(self, cells: TypedCells, identity: Identified) -> None:
        self.cells = cells
        self.identity = identity
        self.methodology, self.schema = cells.methodology, cells.schema
        self.headings, self.options = cells.headings, cells.options

    def hold_against_schema(self) -> None:
        """Report the cells that are numbers or texts, though not ones that the edition admits."""
        schema = self.schema
        suspect = np.zeros(len(self.cells.rows), dtype=np.bool_)
        for header, values in self.cells.numbers.items():
            if header not in self.cells.ends or not schema.keeps_bounds(header, self.cells.ends[header]):
                suspect |= schema.suspects(header, values)
        for header, texts in self.cells.texts.items():
            known = schema.admitted(header)
            suspect |= np.array(
                [text is not None and fold(text) not in known for text in texts], dtype=np.bool_
            )
        advice = cache(self.advice)
        for row in rows_where(suspect):
            for fault in schema.faults(self.cells.content(row)):
                column = self.headings.inputs[fault.header]
                self.cells.note_fault(column, row)
                fix = advice(fault.fix, fault.header)
                self.cells.problems.append(self.cells.problem(fault.code, fault.message, column, row, fix))
        for code, values in self.cells.scores.items():
            column = self.headings.scores[code]
            bounds = schema.score_bounds(code, column.header)
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
                self.cells.note_fault(column, row)
                problem = self.cells.problem("out-of-range", message, column, row, fix)
                self.cells.problems.append(problem._replace(indicator=code))

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
        numbers = self.cells.numbers[header][~np.isnan(self.cells.numbers[header])]
        if 2 * np.count_nonzero(numbers <= 1) > len(numbers):
            return said(
                "correct the cell, since most numbers of the column are up to 1; declare {option} only if all of them are per cent",
                option=option,
            )
        return said(DECLARE_PERCENT, option=option)

    def spans(self) -> Spans:
        """Between what the numbers of those columns lie whose unit of measure they can tell."""
        watched = watched_columns(self.methodology, of_periods=self.headings.period is not None)
        numbers = {header: values for header, values in self.cells.numbers.items() if header in watched}
        columns, rows = self.headings.inputs, self.cells.rows

        def place(row: int, header: str) -> Place:
            # By what the whole column is called: of one put together of several, the option that helps names no part.
            at = self.cells.table.place(columns[header], rows[row])
            return at._replace(header=columns[header].header)

        return spans_of(
            numbers, self.identity.periods, place, lambda row, header: columns[header].cells[rows[row]]
        )

    @cached_property
    def in_points(self) -> Mapping[str, float]:
        """The columns that hold points where the edition reads shares, with the maximum of each."""
        known = {header: values[~np.isnan(values)] for header, values in self.cells.numbers.items()}
        highest = {header: float(values.max()) for header, values in known.items() if len(values)}
        return columns_in_points(self.methodology, highest)

    def find_missing(self) -> None:
        """Report the columns and cells that are missing where the edition needs them."""
        if self.is_complete():
            return
        header_line = Place(self.cells.table.source, self.cells.table.header_line)
        missing = MissingValues(
            self.methodology,
            self.headings,
            dict(self.cells.there),
            self.cells.brought,
            len(self.cells.rows),
            header_line,
            self.cells.problem,
            self.cells.table.is_ranking,
        )
        self.cells.problems += missing.problems()

    def note_figures(self, figures: Figures, *, has_lists: bool) -> None:
        """Note which nodes have a figure, and which units where there are several lists of them; in a ranking of ours a score that is blank is none, whatever it was made of."""
        if self.cells.table.is_ranking:
            return
        figures.rows += len(self.cells.rows)
        if has_lists:
            units = zip(self.identity.periods, self.identity.codes, strict=True)
            figures.note_units(units, self.cells.rows_with_figures())
        if len(self.cells.rows) and figures.wants(self.methodology):
            figures.note(
                self.methodology, self.cells.table, self.headings, self.cells.there, self.cells.brought
            )

    def is_complete(self) -> bool:
        """Whether a typed reader has found every indicator's columns in the table, without a gap."""
        rows = len(self.cells.rows)
        return all(
            header in self.cells.ends and self.cells.ends[header].filled == rows
            for header in self.methodology.raw_headers
        )

    def find_empty_rows(self) -> None:
        """Tell of rows without any figure, instead of their cells; in a ranking of ours they are units without a score."""
        if self.cells.table.is_ranking:
            return
        holds = self.cells.rows_with_figures()
        if holds.all():
            return
        from dtiscore.tables.empty_rows import EmptyRows

        serial = next(
            (column for column in self.cells.table.columns if fold(column.header) in SERIAL_HEADINGS), None
        )
        empty = EmptyRows(self.headings, self.options, self.cells.rows, holds, self.cells.problem, serial)
        self.cells.problems = empty.told_among(self.cells.problems)

    @cached_property
    def labels(self) -> dict[str, tuple[str | None, ...]]:
        """The words by which units are grouped, by the heading of their column."""
        return {
            header: labels_of([column.cells[row] for row in self.cells.rows], self.cells.missing)
            for header, column in self.headings.labels.items()
        }

    def find_alike_labels(self) -> None:
        """Warn of words by which units are grouped that a reader can hardly tell apart."""
        table = self.cells.table
        for header, column in self.headings.labels.items():
            place = table.place_of_heading(column)
            for message, fix in alike_groups(self.labels[header]):
                self.cells.problems.append(
                    Problem("similar-group", message, place, fix=fix, severity="warning")
                )

    def dataset(self, scheme: UnitScheme | None) -> Dataset:
        """The checked table."""
        outcomes: dict[tuple[str, str], Values] = {}
        for node in self.methodology.nodes.values():
            for header, earned in node.texts.items():
                texts = self.cells.texts.get(header)
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
            numbers=self.cells.numbers,
            labels=self.labels,
            outcomes=outcomes,
            supplied=self.cells.scores,
            raw=self.cells.table,
            headings=self.headings.inputs | brought,
            row_in_raw=_kept(self.cells.rows),
            written=self.cells.written,
            scheme=scheme,
        )


def _kept(values: Sequence[Item]) -> Sequence[Item]:
    """A list as a tuple, which nobody changes; other sequences as they are."""
    return tuple(values) if isinstance(values, list) else values
