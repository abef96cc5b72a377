"""Which column of a file is which: headings are matched exactly after folding, never by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import first_few, said, with_and
from dtiscore.tables.heading_parts import bare
from dtiscore.tables.heading_sides import known_by_parts
from dtiscore.tables.known_headings import (
    PERIOD_HEADINGS,
    accepted_headings,
    area_headings,
    name_headings,
    unit_headings,
)
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable


@dataclass(eq=False)
class Headings:
    """The columns of a file by the part they play."""

    unit: RawColumn | None = None
    name: RawColumn | None = None
    name_by_heading: bool = False
    """Whether the names beside codes are merely headed as such, and neither the edition nor anybody else said so."""
    period: RawColumn | None = None
    period_by_name: bool = False
    """Whether the period is merely headed as one, and nobody declared it."""
    group: tuple[RawColumn, ...] = ()
    """The columns by whose values units are ranked apart."""
    repeats: RawColumn | None = None
    """The one of them that the edition declares: a unit may stand once in each of its values."""
    inputs: dict[str, RawColumn] = field(default_factory=dict)
    """By the heading that the methodology uses."""
    undecided: frozenset[str] = frozenset()
    """Such headings of which the file has several columns, between which somebody must choose."""
    labels: dict[str, RawColumn] = field(default_factory=dict)
    """Columns of words that preparation reads, by heading."""
    scores: dict[str, RawColumn] = field(default_factory=dict)
    """Columns that bring the score of a node, by its code."""

    @property
    def of_units(self) -> tuple[RawColumn, ...]:
        """The columns of codes and of names, as far as they are there."""
        return tuple(column for column in (self.unit, self.name) if column is not None)

    @property
    def identifying(self) -> tuple[RawColumn, ...]:
        """The columns that say of which unit, period and group a row is."""
        return (*self.of_units, *(() if self.period is None else (self.period,)), *self.group)

    @property
    def used(self) -> list[RawColumn]:
        """The columns that identify a row, or that the edition reads, each once, in the order of the file."""
        found = (*self.identifying, *self.inputs.values(), *self.scores.values(), *self.labels.values())
        return sorted({column.header: column for column in found}.values(), key=lambda column: column.field)

    @property
    def key(self) -> RawColumn | None:
        """The column that tells units apart: of codes, or of names where there are none."""
        return self.unit or self.name

    @property
    def shown(self) -> RawColumn | None:
        """The column by which messages call units: of names, or of codes where there are none."""
        return self.name or self.unit

    def within(self, table: RawTable) -> Headings:
        """The same columns of another table that has them."""
        columns = {column.header: column for column in table.columns}

        def same(column: RawColumn | None) -> RawColumn | None:
            return None if column is None else columns[column.header]

        def all_of(found: Mapping[str, RawColumn]) -> dict[str, RawColumn]:
            return {key: columns[column.header] for key, column in found.items()}

        return Headings(
            unit=same(self.unit),
            name=same(self.name),
            name_by_heading=self.name_by_heading,
            period=same(self.period),
            period_by_name=self.period_by_name,
            group=tuple(columns[column.header] for column in self.group),
            repeats=same(self.repeats),
            inputs=all_of(self.inputs),
            undecided=self.undecided,
            labels=all_of(self.labels),
            scores=all_of(self.scores),
        )


def resolve(
    table: RawTable, methodology: Methodology, options: ReadingOptions, *, prepared: bool = True
) -> tuple[Headings, list[Problem]]:
    """Find the columns a methodology needs; problems are unknown declared headings and columns of no use.

    ``prepared``: whether the table is prepared, and so needs the columns of words by which units are grouped for it.
    """
    finder = _Finder(table, methodology)
    finder.know(options.aliases)
    finder.require(sorted(options.percent), "--percent")
    finder.require(sorted(options.multiline), "--multiline")
    layout = methodology.layout
    found = Headings(inputs=finder.inputs(options))
    found.undecided = frozenset(finder.undecided)
    found.unit = finder.declared(options.unit, "--unit-column")
    found.unit = found.unit or finder.first(layout.unit, unit_headings(finder.columns))
    name = finder.declared(options.name, "--name-column")
    if name is None and found.unit is not None and fold(layout.name or "") == fold(found.unit.header):
        name = found.unit
    # By which the edition groups units is no name of theirs.
    found.labels = finder.labels(needed=prepared and not table.is_ranking)
    found.name = name or finder.first(layout.name, name_headings(options.unit or layout.unit))
    found.unit = found.unit or finder.first(None, area_headings(found.name))
    if name is None and found.unit is not None and found.name is not None:
        found.name_by_heading = fold(found.name.header) != fold(layout.name or "")
    finder.partitions(found, options)
    found.scores = finder.scores()
    return found, [*finder.problems, *finder.of_unused()]


class _Finder:
    """Columns of one table by folded heading, remembering which have found their part."""

    def __init__(self, table: RawTable, methodology: Methodology) -> None:
        self.table = table
        self.methodology = methodology
        self.columns: dict[str, RawColumn] = {}
        self.alike: dict[str, RawColumn] = {}
        """By its heading: another column whose heading differs in case or spaces alone."""
        for column in table.columns:
            first = self.columns.setdefault(fold(column.header), column)
            if first is not column:
                self.alike[first.header] = column
        # By heading, not by position: columns made from a long table all stand in its one column of values.
        self.used: set[str] = set()
        self.undecided: set[str] = set()
        self.problems: list[Problem] = []
        self.accepted = accepted_headings(methodology)

    def _take(self, column: RawColumn) -> RawColumn:
        self.used.add(column.header)
        if column.header in self.alike:
            self._twice(column.header, [column, self.alike.pop(column.header)])
        return column

    def know(self, aliases: Mapping[str, str]) -> None:
        """Let columns be found by what their headings are declared to stand for as well."""
        self.require(aliases, "aliases")
        for heading, meant in aliases.items():
            if (column := self.columns.get(fold(heading))) is not None:
                first = self.columns.setdefault(fold(meant), column)
                if first is not column:  # the file has a column of that name too
                    self.alike[first.header] = column

    def require(self, headings: Iterable[str], option: str) -> None:
        """A problem for every heading that an option names and the file does not have."""
        for heading in headings:
            if fold(heading) not in self.columns:
                headers = first_few([column.header for column in self.table.columns])
                message = said("{option} names a column that the file does not have", option=option)
                place = Place(self.table.source, self.table.header_line)
                fix = said("it has {headers}", headers=headers)
                self.problems.append(Problem("missing-column", message, place, raw=heading, fix=fix))

    def declared(self, heading: str | None, option: str) -> RawColumn | None:
        """The column that an option names; a problem if there is none."""
        if heading is None:
            return None
        self.require([heading], option)
        column = self.columns.get(fold(heading))
        return None if column is None else self._take(column)

    def first(self, preferred: str | None, known: Iterable[str]) -> RawColumn | None:
        """The first column not yet used under one of the recognised headings."""
        for heading in (*([preferred] if preferred else []), *known):
            column = self.columns.get(fold(heading))
            if column is not None and column.header not in self.used:
                return self._take(column)
        wanted = {*map(fold, known)}
        for column in self.table.columns:
            if column.header not in self.used and bare(column.header) in wanted:
                return self._take(column)
        return None

    def partitions(self, found: Headings, options: ReadingOptions) -> None:
        """The columns of period and group; one that ``by`` names is the period if its heading says so."""
        layout = self.methodology.layout
        known_periods = {fold(heading) for heading in (layout.period or "", *PERIOD_HEADINGS)}
        found.period = self.declared(options.period, "--period-column")
        groups: list[RawColumn] = []
        for heading in options.by:
            column = self.declared(heading, "--by")
            if column is not None and found.period is None and fold(column.header) in known_periods:
                found.period = column
            elif column is not None and column is not found.period:
                groups.append(column)
        if found.period is None:
            found.period = self.first(layout.period, PERIOD_HEADINGS)
            found.period_by_name = found.period is not None and fold(found.period.header) != fold(
                layout.period or ""
            )
        group = self.declared(options.group, "--group-column")
        if layout.group is not None:
            # What the edition declares holds beside --by, which may name the same column.
            same = next((column for column in groups if fold(column.header) == fold(layout.group)), None)
            group = group or same or self.first(layout.group, ())
            found.repeats = group
        found.group = tuple(groups) if group is None or group in groups else (*groups, group)

    def inputs(self, options: ReadingOptions) -> dict[str, RawColumn]:
        """The raw columns, found by heading, declared alias, or the name of the one indicator that reads them."""
        found: dict[str, RawColumn] = {}
        for header, candidates in self.accepted.items():
            matches = {c.header: c for name in candidates if (c := self.columns.get(fold(name))) is not None}
            if len(matches) > 1:
                self._twice(header, list(matches.values()))
            if matches:
                found[header] = self._take(next(iter(matches.values())))
        found |= self._by_part(found, options)
        return {header: found[header] for header in self.accepted if header in found}

    def _by_part(self, found: Mapping[str, RawColumn], options: ReadingOptions) -> dict[str, RawColumn]:
        """The raw columns whose indicator stands in one part of a longer heading: told, and never one of two."""
        names = {
            fold(name): header
            for header, accepted in self.accepted.items()
            for name in accepted
            if header not in found
        }
        columns = [column for column in self.table.columns if column.header not in self.used]
        sides = known_by_parts(self.table, columns, names, options.side, options.at_period)
        self.problems += sides.problems
        self.used.update(column.header for column in sides.passed_over)
        self.used.update(each.column.header for among in sides.undecided.values() for each in among)
        self.undecided.update(sides.undecided)
        return {header: self._take(column) for header, column in sides.found.items()}

    def labels(self, *, needed: bool) -> dict[str, RawColumn]:
        """The columns of words that group units; a problem for each that preparation needs and that is not there."""
        found: dict[str, RawColumn] = {}
        for header in self.methodology.group_headers:
            if (column := self.columns.get(fold(header))) is not None:
                found[header] = self._take(column)
            if column is not None or not needed or header not in self.methodology.label_headers:
                continue
            message = said(
                'the column "{header}", by which {edition} groups units, is not in the file',
                header=header,
                edition=self.methodology.id,
            )
            place = Place(self.table.source, self.table.header_line)
            self.problems.append(Problem("missing-column", message, place, fix=said("add it")))
        return found

    def _twice(self, header: str, columns: list[RawColumn]) -> None:
        both = with_and(column.in_its_place for column in columns)
        place = self.table.place_of_heading(columns[1])
        self.problems.append(
            Problem(
                "duplicate-column",
                said("{columns} both hold {header}", columns=both, header=header),
                place,
                fix=said("keep one of them"),
            )
        )

    def scores(self) -> dict[str, RawColumn]:
        """Columns that bring the score of a node or view: the fullest of ours, or one headed by its code."""
        found: dict[str, RawColumn] = {}
        for code, headings in self.methodology.figure_headings.supplying.items():
            columns = [self.columns[fold(heading)] for heading in headings if fold(heading) in self.columns]
            columns = [self._take(column) for column in columns if column.header not in self.used]
            if columns:
                found[code] = columns[0]
            if len(columns) > 1 and fold(columns[-1].header) == fold(code):
                self._twice(code, [columns[0], columns[-1]])
        return found

    def of_unused(self) -> list[Problem]:
        """What is to be said of the columns that play no part."""
        unused = [column for column in self.table.columns if column.header not in self.used]
        if not unused:
            return []
        from dtiscore.tables.unused_columns import UnusedColumns

        of_no_part = UnusedColumns(self.table, self.methodology, self.columns.keys(), self.accepted)
        return [*of_no_part.problems(unused)]
