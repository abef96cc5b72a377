"""What is to be said of the columns of a file that play no part: a heading may be misspelt, or only look like one that counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.suggestions import close_to
from dtiscore.tables.known_headings import (
    GROUP_HEADINGS,
    NAME_HEADINGS,
    OWN_OUTPUT,
    PERIOD_HEADINGS,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
)
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.spelling import describe_characters, in_plain_letters

MOST_COMPARED = 500
"""Columns of no use up to which each is compared with the headings that it may misspell: beyond, it takes too long."""


class UnusedColumns:
    """The columns of one table in which an edition finds nothing."""

    def __init__(
        self,
        table: RawTable,
        methodology: Methodology,
        there: Collection[str],
        accepted: Mapping[str, Sequence[str]],
    ) -> None:
        """``there``: the folded headings of the table. ``accepted``: the headings of raw columns, with what stands for each."""
        self.table = table
        self.methodology = methodology
        self.there = there
        self.accepted = accepted

    def problems(self, unused: Sequence[RawColumn]) -> Iterator[Problem]:
        """A warning for each column, with the heading that it may misspell; an error where it looks like one that counts."""
        expected, known = self._not_found(), (*OWN_OUTPUT, *SERIAL_HEADINGS, *NAME_HEADINGS, *UNIT_HEADINGS)
        figures = self.methodology.figure_headings
        ranks = (figures.of(code, "rank") for code in figures.supplying)
        passed_over = {*map(fold, known), *map(fold, ranks)}
        unused = [column for column in unused if fold(column.header) not in passed_over]
        compared = expected if len(unused) <= MOST_COMPARED else {}
        counting = self._counting()
        for column in unused:
            if meant := counting.get(fold(in_plain_letters(column.header))):
                yield self._looks_like(column, meant)
            elif fold(column.header) in GROUP_HEADINGS:
                message = said("this column does not split the ranking: all its groups are ranked together")
                fix = said("rank them apart: {option}", option=with_value("--by", column.header))
                yield self._unused(column, message, fix)
            else:
                near = close_to(fold(column.header), compared, n=1, cutoff=0.75)
                message = said("{edition} does not use this column", edition=self.methodology.id)
                yield self._unused(
                    column, message, said('is it "{heading}"?', heading=expected[near[0]]) if near else None
                )

    def _unused(self, column: RawColumn, message: Said, fix: Said | None) -> Problem:
        return Problem("unused-column", message, self._place(column), column.header, fix, severity="warning")

    def _looks_like(self, column: RawColumn, meant: str) -> Problem:
        """Passed over, such a column would leave its part to another."""
        strange = [sign for sign in column.header if in_plain_letters(sign) != sign and not sign.isspace()]
        message = said('the heading looks like "{heading}" and is another', heading=meant)
        fix = said(
            'type "{heading}" anew, without {characters}',
            heading=meant,
            characters=describe_characters(tuple(strange)),
        )
        return Problem("look-alike-heading", message, self._place(column), column.header, fix)

    def _place(self, column: RawColumn) -> Place:
        return self.table.place_of_heading(column)

    def _counting(self) -> dict[str, str]:
        """Every heading that would make something of a column and is not in the file, by its folded form."""
        layout, supplied = self.methodology.layout, self.methodology.figure_headings.supplying
        declared = (
            layout.unit,
            layout.name,
            layout.period,
            layout.group,
            *self.methodology.group_headers,
        )
        supplying = (heading for each in supplied.values() for heading in each)
        recognised = (*UNIT_HEADINGS, *NAME_HEADINGS, *PERIOD_HEADINGS, *filter(None, declared), *supplying)
        missing = {fold(heading): heading for heading in recognised if fold(heading) not in self.there}
        return missing | self._not_found()

    def _not_found(self) -> dict[str, str]:
        """Every heading by which a column that is not in the file would be found, by its folded form."""
        return {
            fold(heading): heading
            for headings in self.accepted.values()
            if not any(fold(heading) in self.there for heading in headings)
            for heading in headings
        }
