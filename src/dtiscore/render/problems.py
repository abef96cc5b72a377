"""The problems of a table on a screen: where, which unit, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from dtiscore.errors import Place, Problem
from dtiscore.render.causes import Cause, causes_of, column_of, one_by_one
from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths, fit_on
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, WARNING, Screen, StyledLine, paragraph, to_text
from dtiscore.render.page import Grid
from dtiscore.render.wording import safe, side_by_side
from dtiscore.said import Figure, as_it_is, composed, counted, said, spoken
from dtiscore.visible import shortened, visible

PROBLEMS_SCHEMA = "dtiscore/problems/1"

LIMIT = 40
"""How many causes a screen shows; the count of problems is always the true one."""

_LONG = 60
"""The most characters of a raw cell that a screen shows."""


def problems_screen(problems: Sequence[Problem], screen: Screen, **title: Any) -> str:
    """The lines of :func:`problems_lines`, which has the same arguments, as text."""
    return to_text(problems_lines(problems, screen, **title), screen)


def problems_lines(  # noqa: PLR0913 - what is asked of the report, beside the screen
    problems: Sequence[Problem],
    screen: Screen,
    *,
    source: str | None = None,
    rows: int = 0,
    columns: int = 0,
    of_keys: bool = False,
    every_one: bool = False,
    listed_in_full: bool = True,
) -> Iterator[StyledLine]:
    """The problems of a table by their causes, errors first, each with how often it was found and where first.

    Args:
        problems: the problems, errors and warnings.
        screen: where they will be read.
        source: the name of the table, for a title; without it the problems alone are shown.
        rows: how many rows were read.
        columns: how many columns were read.
        of_keys: whether the problems are those of a weighting file, which has keys and values for columns and cells.
        every_one: whether each problem is a row of its own, in the order of the file, however many there are.
        listed_in_full: whether ``validate`` or ``weights check`` lists each of them, so that they are named.
    """
    report = _Report(problems, screen, of_keys, every_one, listed_in_full)
    if source is not None:
        yield from report.title(source, rows, columns)
    yield from report.lines()


def problems_grid(problems: Sequence[Problem], *, of_keys: bool = False, every_one: bool = True) -> Grid:
    """All problems as a screen with room for them shows them, for Markdown; ``of_keys`` those of a weighting file."""
    return Grid(_Report(problems, Screen(), of_keys, every_one).columns())


def summary(
    problems: Sequence[Problem], source: str, rows: int, columns: int, language: str | None = None
) -> str:
    """The outcome in one line, without a line end."""
    report = _Report(problems, Screen(language=language))
    return next(line.text for line in report.title(source, rows, columns))


def problems_columns(problems: Sequence[Problem]) -> dict[str, list[Any]]:
    """The problems as plain columns, for CSV, JSON and JSON Lines: one row each, headings also where there is none."""
    headings = Problem("", as_it_is(""), Place("")).as_row()
    rows = [problem.as_row() for problem in problems]
    return {heading: [row[heading] for row in rows] for heading in headings}


@dataclass(frozen=True)
class _Report:
    """The report as one screen shows it."""

    problems: Sequence[Problem]
    screen: Screen
    of_keys: bool = False
    """Whether the problems are those of a weighting file."""
    every_one: bool = False
    listed_in_full: bool = True

    @cached_property
    def causes(self) -> Sequence[Cause]:
        """All rows that the report could have."""
        if self.every_one:
            return one_by_one(self.problems)
        return causes_of(self.problems, of_keys=self.of_keys)

    @property
    def shown(self) -> Sequence[Cause]:
        """Those that it has."""
        return self.causes if self.every_one else self.causes[:LIMIT]

    def title(self, source: str, rows: int, columns: int) -> Iterator[StyledLine]:
        """How many errors and warnings, in what, and what was read."""
        read = [counted(rows, "{n} row", "{n} rows"), counted(columns, "{n} column", "{n} columns")]
        size: str = said("{rows}, {columns} read", rows=read[0], columns=read[1])
        errors = sum(problem.is_error for problem in self.problems)
        if errors:
            size = side_by_side(size, said("nothing was scored"), between="; ")
        warnings = len(self.problems) - errors
        counts = [
            *([counted(errors, "{n} error", "{n} errors")] if errors else []),
            *([counted(warnings, "{n} warning", "{n} warnings")] if warnings else []),
        ]
        named = {"source": visible(source), "size": size}
        if counts:
            title = said("{counts} in {source} ({size})", counts=side_by_side(*counts, between=", "), **named)
        else:
            title = said("No problem in {source} ({size})", **named)
        yield from paragraph(title, self.screen, style=BOLD, hanging="  ")
        if self.problems:
            yield StyledLine()

    def lines(self) -> Iterator[StyledLine]:
        """The problems, and where all are told that these stand for."""
        yield from self._table()
        more = len(self.causes) - len(self.shown)
        told = [said("{dots} {n} more causes", n=more, dots="…")] if more else []
        if self.listed_in_full and len(self.shown) < len(self.problems):
            each = said("Every one: dtiscore validate --all, or -f csv.")
            told.append(said("Every one: dtiscore weights check -f csv.") if self.of_keys else each)
        for line in told:
            yield from paragraph(line, self.screen, style=DIM, indent="  ", hanging="  ")

    def _table(self) -> Iterator[StyledLine]:
        """One line for each problem where the screen is wide enough, else a few."""
        if not self.shown:
            return
        fitted = fit_on(self.screen, self.columns())
        if self.screen.width is None or fitted.width <= self.screen.width:
            yield from fitted.lines()
            return
        for cause in self.shown:
            yield from self._stacked(cause)

    def columns(self) -> list[TextColumn]:
        """The columns of the table of problems."""
        shown = self.shown
        columns = [
            _names(said("where"), [self._where(cause) for cause in shown], "right"),
            _names(said("key") if self.of_keys else said("column"), map(_header, shown)),
            _names(said("unit"), map(_unit, shown)),
            TextColumn(said("times"), [Cell(_times(cause)) for cause in shown], "right"),
            TextColumn(said("problem"), [self._kind(cause) for cause in shown]),
            _names(said("value") if self.of_keys else said("cell"), map(_raw, shown)),
            _sentences(said("what is wrong"), [cause.message for cause in shown]),
            _sentences(said("what to do"), [cause.fix for cause in shown]),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _where(self, cause: Cause) -> str:
        """Line and column of the first cells; the file too where there are several."""
        return cause.places(with_file=self._are_of_several_files)

    @cached_property
    def _are_of_several_files(self) -> bool:
        return len({problem.place.file for problem in self.problems}) > 1

    def _kind(self, cause: Cause) -> Cell:
        """The stable name of the problem; that it is a warning is said in words, not in colour alone."""
        if cause.first.is_error:
            return Cell(cause.first.code, BAD)
        return Cell(said("{code} (warning)", code=cause.first.code), WARNING)

    def _stacked(self, cause: Cause) -> Iterator[StyledLine]:
        """Where and what kind, and how often, then the sentences below it."""
        language = self.screen.language
        kind, times = self._kind(cause), _times(cause)
        code = spoken(kind.text, language)
        if times:
            code = spoken(said("{code}, {times} times", code=code, times=times), language)
        parts = [self._where(cause), _header(cause), _unit(cause), _raw(cause)]
        where = "  ".join(spoken(part, language) for part in parts if part)
        gap = "  " if where else ""
        if self.screen.width is not None and 2 + width_of(where + gap + code) > self.screen.width:
            yield from paragraph(where, self.screen, indent="  ", hanging="  ")
            yield StyledLine(f"      {code}", kind.style)
        else:
            begin = f"  {where}{gap}"
            yield StyledLine(begin + code, parts=[(len(begin), len(begin) + len(code), kind.style)])
        yield from paragraph(safe(cause.message), self.screen, indent="      ")
        if cause.fix:
            way_out = side_by_side("→ ", safe(cause.fix), between="")
            yield from paragraph(way_out, self.screen, indent="      ", hanging="  ")


def _names(heading: str, texts: Iterable[str], align: Literal["left", "right"] = "left") -> TextColumn:
    """A column of names, which folds where it tells several of them."""
    return TextColumn(heading, list(map(Cell, texts)), align, folds=True, folded=Widths(12, 20, 40))


def _sentences(heading: str, texts: Sequence[str]) -> TextColumn:
    return TextColumn(heading, [Cell(safe(text)) for text in texts], folds=True, folded=Widths(24, 24, 60))


def _header(cause: Cause) -> str:
    of_columns = len(cause.problems) > 1
    return cause.some(lambda problem: _text(column_of(problem) if of_columns else problem.place.header))


def _unit(cause: Cause) -> str:
    return cause.some(lambda problem: _text(problem.unit))


def _times(cause: Cause) -> str:
    """How often, where that is more than once."""
    return Figure(f"{len(cause.problems):,}") if len(cause.problems) > 1 else ""


def _text(text: str | None) -> str:
    return composed(lambda language: _shortened(visible(spoken(text, language)))) if text else ""


def _raw(cause: Cause) -> str:
    """The cells; not where they are the headings, which their columns are called by already."""
    return cause.some(lambda problem: _cell(problem) if problem.raw != problem.place.header else "")


def _cell(problem: Problem) -> str:
    return "" if problem.raw is None else f'"{_shortened(visible(problem.raw))}"'


def _shortened(text: str) -> str:
    return shortened(text, _LONG)
