"""A table of published figures, as the standings that it tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from dtiscore.analysis.standings import Standings, published_standings
from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.files.catalogue import unit_scheme_ids
from dtiscore.inputs.unit_lists import fits_of_rows
from dtiscore.inputs.weighting import other_schemes
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import comparable
from dtiscore.said import counted, first_few, said
from dtiscore.shell_words import with_period
from dtiscore.suggestions import Suggestions
from dtiscore.tables.columns_of_units import columns_of_units, no_unit_column, without_ignored
from dtiscore.tables.known_headings import (
    NAME_HEADINGS,
    PERIOD_HEADINGS,
    RANK_HEADINGS,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
)
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.published_ranks import ranks_in
from dtiscore.tables.raw import FRAME, RawColumn, RawTable
from dtiscore.tables.table_numbers import TableNumbers, numbers_in
from dtiscore.units.explaining import MOST_COMPARED, match_pair
from dtiscore.units.matching import Match
from dtiscore.units.scheme import UnitScheme


@dataclass(frozen=True)
class Published:
    """A kind of table that holds published figures rather than what an index is made from."""

    index: str | None
    """The heading of the published scores, such as DTI; ``None`` stands for the index of a ranking of ours."""
    scheme: UnitScheme | None
    higher_is_better: bool = True
    units_option: Callable[[UnitScheme], str] = "--units {0.id}".format
    """How a user states that the table stands on another scheme."""
    is_stated: bool = False
    """Whether a user stated the scheme, rather than an edition."""


class PublishedReader:
    """The columns of a table of published figures."""

    def __init__(self, table: RawTable, options: ReadingOptions, published: Published) -> None:
        self.table = table = without_ignored(table, options)
        self.options = options
        self.published = published
        self.scheme = published.scheme
        self.fits: tuple[UnitScheme, ...] = ()
        self.columns = {fold(column.header): column for column in table.columns}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def find(self, *headings: str | None) -> RawColumn | None:
        """The first column with one of these headings."""
        wanted = [fold(heading) for heading in headings if heading is not None]
        return next((self.columns[heading] for heading in wanted if heading in self.columns), None)

    def of_numbers(self) -> list[str]:
        """The headings of the columns of numbers that are neither ranks nor say what a row is about."""
        known = {
            fold(heading) for heading in (*UNIT_HEADINGS, *NAME_HEADINGS, *PERIOD_HEADINGS, *RANK_HEADINGS)
        }
        known |= {
            fold(heading)
            for heading in (
                *SERIAL_HEADINGS,
                self.options.unit or "",
                self.options.name or "",
                self.options.period or "",
            )
        }
        others = [column for column in self.table.columns if fold(column.header) not in known]
        return [
            column.header for column in others if _holds_numbers(numbers_in(self.table, column, self.options))
        ]

    def standings(
        self, index: str, column: RawColumn | None, ranks: RawColumn | None, *, higher_is_better: bool
    ) -> Standings:
        """What the columns of scores and of ranks tell, one of which may lack."""
        if column is None and ranks is None:
            headers = first_few([one.header for one in self.table.columns])
            message = said(
                '{source}: there is no column "{index}", nor one of ranks',
                source=self.table.source,
                index=index,
            )
            raise UsageFault(
                message,
                said("--published names the column of scores; the table has {headers}", headers=headers),
            )
        rows, period = self.rows()
        units = self.units(rows)
        scores = self.read(column, rows, numbers_in)
        places = self.read(ranks, rows, ranks_in)
        if self.problems:
            message = counted(
                len(self.problems),
                "{source}: {n} error in the published figures",
                "{source}: {n} errors in the published figures",
                source=self.table.source,
            )
            raise InvalidData(message, problems=self.problems)
        found = published_standings(
            PurePath(self.table.source.replace("\\", "/")).name or self.table.source,
            period,
            index,
            self.scheme,
            {code: (name, score) for (code, name), score in zip(units, scores, strict=True)},
            None
            if ranks is None
            else {code: place for (code, _), place in zip(units, places, strict=True) if place is not None},
            higher_is_better=higher_is_better,
            sha256=self.table.sha256,
        )
        return replace(found, fits=self.fits if self.scheme is None else ())

    def rows(self) -> tuple[list[int], str | None]:
        """The rows of the period that is meant, and that period."""
        declared = self.options.at_period
        column = columns_of_units(self.table, self.options).period
        if column is None:
            return list(range(self.table.rows)), declared
        cells = [cell.strip() for cell in column.cells]
        periods = list(dict.fromkeys(cells))
        if declared is None and len(periods) > 1:
            source, last = self.table.source, periods[-1]
            message = said("{source} has the periods {periods}", source=source, periods=", ".join(periods))
            if source == FRAME:
                rows_of_one = f'data[data["{column.header}"].astype(str) == "{last}"]'
                raise UsageFault(message, said("keep the rows of one period: {options}", options=rows_of_one))
            fix = said("write which one is meant before the table: {table}", table=with_period(last, source))
            raise UsageFault(message, fix)
        wanted = comparable(declared if declared is not None else periods[0]) if periods else ""
        rows = [row for row, cell in enumerate(cells) if comparable(cell) == wanted]
        if not rows:
            raise UsageFault(
                said("{source} has no row of {period}", source=self.table.source, period=declared),
                said("it has {periods}", periods=", ".join(periods) or said("no row at all")),
            )
        return rows, cells[rows[0]]

    def units(self, rows: Sequence[int]) -> list[tuple[str, dict[str, str]]]:
        """The code and name of each row's unit, each once; problems are units that the scheme does not have."""
        headings = columns_of_units(self.table, self.options)
        codes, names, column = headings.unit, headings.name, headings.shown
        if column is None:
            raise no_unit_column(self.table)
        written = [
            tuple("" if one is None else one.cells[row].strip() for one in (codes, names)) for row in rows
        ]
        self.require_own_scheme([(code, name) for code, name in written])
        others, suggestions = other_schemes(self.scheme), Suggestions(MOST_COMPARED)
        found: list[tuple[str, dict[str, str]]] = []
        lines: dict[str, int] = {}
        for row, (code, name) in zip(rows, written, strict=True):
            unit, label = code or name, {"": name or code}
            place = self.table.place(column, row)
            if self.scheme is not None:
                match = match_pair(code, name, self.scheme, others, suggestions)
                if not isinstance(match, Match):
                    problem = Problem(match.code, match.message, place, column.cells[row], match.fix)
                    self.problems.append(problem)
                    unit = f"line {place.line}"
                else:
                    unit, label = match.unit.code, dict(match.unit.name)
            if unit in lines:
                message = said("the unit stands on line {line} already", line=lines[unit])
                self.problems.append(
                    Problem(
                        "duplicate-unit",
                        message,
                        place,
                        column.cells[row],
                        said("keep one of the two rows"),
                        unit,
                    )
                )
            lines.setdefault(unit, place.line or 0)
            found.append((unit, label))
        return found

    def require_own_scheme(self, written: Sequence[tuple[str, str]]) -> None:
        """Make sure that a table does not stand on another scheme than was stated, or than is taken for granted."""
        scheme, stated = self.scheme, self.published.is_stated
        if scheme is not None and scheme.id not in unit_scheme_ids():
            return  # a scheme of the user's own: no other is known to follow it
        try:
            self.fits = fits_of_rows(self.table.source, written, self.published.units_option)
        except UsageFault:
            if not stated:
                raise
            return  # a unit may be one or another, and was said to be one
        ids = [one.id for one in self.fits]
        if scheme is not None and ids and scheme.id not in ids:
            other = said("the units of the edition are {scheme}", scheme=scheme.id)
            if stated:
                other = said("--units says {scheme}", scheme=scheme.id)
            message = said(
                "{source} stands on {scheme}, and {other}",
                source=self.table.source,
                scheme=ids[0],
                other=other,
            )
            option = self.published.units_option(self.fits[0])
            raise UsageFault(message, said("state the list of each table, in order: {option}", option=option))

    def read(
        self,
        column: RawColumn | None,
        rows: Sequence[int],
        reader: Callable[[RawTable, RawColumn, ReadingOptions, Sequence[int]], TableNumbers],
    ) -> list[float | None]:
        """The numbers of a column in these rows, as a ``reader`` of its cells finds them; its faults become problems."""
        if column is None:
            return [None] * len(rows)
        found = reader(self.table, column, self.options, rows)
        self.problems += found.errors
        self.warnings += found.warnings
        return found.or_none()


def _holds_numbers(read: TableNumbers) -> bool:
    return not read.errors and any(value is not None for value in read.or_none())
