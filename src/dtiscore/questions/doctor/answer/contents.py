"""What the cells of a table may need said about them: what means "no value", what is a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.column_of_units import examine_column_of_units
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.questions.doctor.answer.number_styles import OF_STYLE, NumberStyles
from dtiscore.questions.doctor.answer.parted import examine_parted
from dtiscore.questions.doctor.answer.shares import examine_shares
from dtiscore.questions.doctor.answer.totals import examine_totals, rows_of_totals
from dtiscore.questions.doctor.answer.turned import examine_turned
from dtiscore.said import said
from dtiscore.tables.columns_of_units import columns_of_units
from dtiscore.tables.flags import Flagged, likely_flags, raised_mark, unit_behind
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.number_faults import MISSING_MARKERS, how_often
from dtiscore.tables.numbers import read_number_column, without_texts
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.scheme import UnitScheme

_ENOUGH = 0.5
"""The share of cells from which a column counts as one of figures."""

_MOST_MARKS = 6


@dataclass(frozen=True)
class Contents:
    """A table whose form is sound, and the edition and units that it may be of."""

    table: RawTable
    methodology: Methodology | None = None
    scheme: UnitScheme | None = None
    options: ReadingOptions = field(default_factory=ReadingOptions)
    """What is declared about the cells already."""
    lists: Sequence[UnitScheme] = ()
    """Lists of units of which it may be, where no edition says of which."""
    problems: Sequence[Problem] = ()
    """Those of its form."""

    @cached_property
    def headings(self) -> Headings:
        """The columns by the part they play, as far as that is known, or shows."""
        if self._column_of_units is None:
            return self._known
        unit, name = map(self._column_of_units.declares.get, ("unit_column", "name_column"))
        return self._resolved(self.options._replace(unit=unit, name=name))

    @cached_property
    def _known(self) -> Headings:
        return self._resolved(self.options)

    @cached_property
    def _column_of_units(self) -> Observation | None:
        found = examine_column_of_units(self.table, self._known, self.figures.values(), self.scheme)
        if self._known.shown is not None or (
            found is not None and found.declares and self.scheme is not None
        ):
            return found
        # As pandas and statistical offices write it; no option can name a column without a heading.
        unheaded = next((one for one in self.problems if one.code == "blank-heading"), None)
        if unheaded is None or (unheaded.place.column or 0) > min(each.field for each in self.table.columns):
            return found
        return Observation(
            "units",
            unheaded.message,
            place=unheaded.place,
            remedy=unheaded.fix,
            bars=self.methodology is None,
        )

    def _resolved(self, options: ReadingOptions) -> Headings:
        if self.methodology is not None:
            return resolve(self.table, self.methodology, options)[0]
        try:
            return columns_of_units(self.table, options)
        except UsageFault:  # it has no column that is declared: which it has is looked for
            return columns_of_units(self.table, ReadingOptions())

    @cached_property
    def figures(self) -> dict[str, RawColumn]:
        """The columns of numbers, by the heading that the edition has for them or their own."""
        known = {**self._known.inputs, **self._known.scores}
        if self.methodology is not None and known:
            answers = {header for node in self.methodology.nodes.values() for header in node.texts}
            return {header: column for header, column in known.items() if header not in answers}
        apart = {column.header for column in self._known.of_units}
        return {
            column.header: column
            for column in self.table.columns
            if column.header not in apart and _share_of_figures(column) >= _ENOUGH
        }

    @property
    def missing(self) -> frozenset[str]:
        """The texts that are declared to mean "no value"."""
        of_edition = () if self.methodology is None else self.methodology.layout.missing
        return self.options.missing.union(of_edition)

    @cached_property
    def _cells(self) -> dict[str, Sequence[str]]:
        """The cells of the columns of numbers without what seems to be flags, as once they are declared."""
        return {
            header: [
                cell if found is None else found.body
                for cell, found in zip(cells, self._flagged[header], strict=True)
            ]
            for header, cells in self._as_declared.items()
        }

    @cached_property
    def _flagged(self) -> dict[str, Sequence[Flagged | None]]:
        """Of each cell of numbers the number and what may be flags of it, and the unit of measure where all have the same."""
        return {header: _with_flags(cells) for header, cells in self._as_declared.items()}

    @cached_property
    def _as_declared(self) -> dict[str, Sequence[str]]:
        """The cells of the columns of numbers without the texts that the edition knows there, and without declared flags.

        Nor those of totals and notes: once they are left out, a decimal of theirs does not settle how the others are written,
        and a unit of measure below a heading is no text that means "no value".
        """
        return {header: self._declared(header, column) for header, column in self.figures.items()}

    def _declared(self, header: str, column: RawColumn) -> Sequence[str]:
        texts = {} if self.methodology is None else self.methodology.cell_texts(header)
        cells = column.cells
        if left_out := {row for _, row in self._rows_of_totals} | self._notes:
            cells = ["" if row in left_out else cell for row, cell in enumerate(cells)]
        return self.options.without_flags(without_texts(cells, texts)[0], self.missing)

    def examine(self) -> list[Observation]:
        """Everything that may be declared about the cells."""
        marks = self._marks()
        turned = examine_turned(
            self.table,
            self.headings,
            self.methodology,
            self.scheme,
            self.lists,
            lambda column: _share_of_figures(column) >= _ENOUGH,
        )
        if turned is not None:
            return [turned]
        missing, absent = self.missing | frozenset(marks), self._missing(marks)
        findings = [
            examine_parted(self.table, self.headings, self.methodology, self.options),
            self._column_of_units,
            examine_totals(self.table, self._rows_of_totals),
            self._flags(self.missing.union(absent.declares.get("missing", ()) if absent is not None else ())),
            absent,
            self._styles(missing),
            *examine_shares(self.table, self.figures, self.methodology, missing, self.options),
        ]
        return [finding for finding in findings if finding is not None]

    def _marks(self) -> dict[str, tuple[int, RawColumn, int]]:
        """Texts that stand where numbers stand: how often, and the column and row of the first."""
        marks: dict[str, tuple[int, RawColumn, int]] = {}
        words: dict[str, tuple[int, RawColumn, int]] = {}
        for header, column in self.figures.items():
            cells = self._cells[header]
            for fault in read_number_column(cells, missing=self.missing).faults:
                text = cells[fault.row].strip()
                if fold(text) == fold(column.header) and self._says_headings(fault.row):
                    continue
                into = marks if fault.code == "undeclared-missing" else words
                if fault.code in ("undeclared-missing", "not-a-number") and not any(map(str.isdigit, text)):
                    count, *first = into.get(text, (0, column, fault.row))
                    into[text] = (count + 1, first[0], first[1])  # type: ignore[assignment]  # as unpacked
        repeated = {text: found for text, found in words.items() if found[0] > 1}
        return dict(list((marks | repeated).items())[:_MOST_MARKS])

    def _says_headings(self, row: int) -> bool:
        """Whether a row says all headings again, as at the head of the next table."""
        return all(fold(column.cells[row]) in ("", fold(column.header)) for column in self.table.columns)

    def _flags(self, missing: AbstractSet[str]) -> Observation | None:
        """What may be flags behind numbers, and behind texts that mean "no value"."""
        found = [
            (flags.flags, column, row)
            for header, column in self.figures.items()
            for row, flags in enumerate(self._flagged[header])
            if flags is not None and (flags.body in missing or flags.body.casefold() not in MISSING_MARKERS)
        ]
        if not found:
            return None
        counts = Counter(flag for flags, _, _ in found for flag in flags)
        reason = said(
            "behind numbers there is {flags}; declare them only if they mark a number and do not change it",
            flags=how_often(counts),
        )
        _, column, row = found[0]
        place, sample = self.table.place(column, row), column.cells[row].strip()
        return Observation("numbers", reason, {"flags": [*counts]}, place, sample)

    def _missing(self, marks: dict[str, tuple[int, RawColumn, int]]) -> Observation | None:
        """The texts that may mean "no value"."""
        if not marks:
            return None
        frequency = Counter({text: count for text, (count, _, _) in marks.items()})
        text, (_, column, row) = next(iter(marks.items()))
        reason = said(
            "where numbers stand there is {marks}; declare it only if it means that there is no value",
            marks=how_often(dict(frequency.most_common())),
        )
        return Observation("missing", reason, {"missing": list(marks)}, self.table.place(column, row), text)

    def _styles(self, missing: frozenset[str]) -> Observation | None:
        columns = {header: (column, self._cells[header]) for header, column in self.figures.items()}
        return NumberStyles(self.table, columns, self.methodology, missing, self.options.style).examine()

    @cached_property
    def _rows_of_totals(self) -> Sequence[tuple[RawColumn, int]]:
        """The rows that are no units and not declared yet, each with the column that says so."""
        # Where the unit of a row is blank, an edition tells whether the row has a name elsewhere.
        of_units, figures = self.headings.of_units, [*self.figures.values()]
        others = (
            [] if self.methodology else [column for column in self.table.columns if column not in figures]
        )
        found = rows_of_totals(self.table, self.headings, others if of_units else (), self.options)
        return [(column, row) for column, row in found if column in of_units or self._has_figure(row)]

    def _has_figure(self, row: int) -> bool:
        return any(any(map(str.isdigit, column.cells[row])) for column in self.figures.values())

    @property
    def ranked_totals(self) -> int:
        """How many of them have a figure, and would be ranked as units."""
        return sum(map(self._has_figure, {row for _, row in self._rows_of_totals}))

    @cached_property
    def _notes(self) -> set[int]:
        """The rows that name no unit and have no figure, such as one of units of measure."""
        figures = {column.header: column for column in self.figures.values()}
        others = [column for column in self.table.columns if column.header not in figures]
        return {
            row
            for row in range(self.table.rows)
            if not any(column.cells[row].strip() for column in self.headings.of_units or others)
            and not any(map(str.isdigit, "".join(column.cells[row] for column in figures.values())))
        }


def _with_flags(cells: Sequence[str]) -> Sequence[Flagged | None]:
    measured = [unit_behind(cell) for cell in cells]
    units = {found and found.flags for found, cell in zip(measured, cells, strict=True) if cell.strip()}
    return (
        measured
        if len(units) == 1 and None not in units
        else [likely_flags(cell) or raised_mark(cell) for cell in cells]
    )


def _share_of_figures(column: RawColumn) -> float:
    """The share of a column's cells that look like numbers; whatever their style, and whether or not they can be read."""
    cells = [cell for cell in column.cells if cell.strip()]
    if not cells or fold(column.header) in SERIAL_HEADINGS:
        return 0.0
    faults = read_number_column(cells).faults
    marks = sum(fault.code == "undeclared-missing" for fault in faults)
    other = (
        sum(fault.code not in (*OF_STYLE, "undeclared-flag", "other-notation") for fault in faults) - marks
    )
    # Where words alone stand, yes and no, they are answers, of which some mean "no value" elsewhere.
    return 1 - other / len(cells) if marks + other < len(cells) else 0.0
