"""The problems of a table on a screen: where, which unit, what is wrong, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from dtiscore.errors import Place, Problem
from dtiscore.render.alike import first_of_alike, left_out
from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths, fit_on
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, WARNING, Screen, paragraph, to_text
from dtiscore.render.page import Grid
from dtiscore.render.wording import safe, side_by_side
from dtiscore.said import as_it_is, composed, counted, said, spoken
from dtiscore.visible import visible

PROBLEMS_SCHEMA = "dtiscore/problems/1"

LIMIT = 40
"""How many problems a screen shows; the count is always the true one."""

_LINES = 10
"""How many line numbers a sentence holds."""

_LONG = 60
"""The most characters of a raw cell that a screen shows."""


def problems_screen(problems: Sequence[Problem], screen: Screen, **title: Any) -> str:
    """The lines of :func:`problems_lines`, which has the same arguments, as text."""
    return to_text(problems_lines(problems, screen, **title), screen)


def problems_lines(
    problems: Sequence[Problem],
    screen: Screen,
    *,
    source: str | None = None,
    rows: int = 0,
    columns: int = 0,
    of_keys: bool = False,
) -> Iterator[Text]:
    """The problems of a table in the order of the file; of many alike in one column, the first few and how many more.

    Args:
        problems: the problems, errors and warnings.
        screen: where they will be read.
        source: the name of the table, for a title; without it the problems alone are shown.
        rows: how many rows were read.
        columns: how many columns were read.
        of_keys: whether the problems are those of a weighting file, which has keys and values for columns and cells.
    """
    shown = first_of_alike(problems)[:LIMIT]
    report = _Report(problems, screen, shown, of_keys)
    if source is not None:
        yield from report.title(source, rows, columns)
    yield from report.lines()


def problems_grid(problems: Sequence[Problem], *, of_keys: bool = False) -> Grid:
    """All problems as a screen with room for them shows them, for Markdown; ``of_keys`` those of a weighting file."""
    return Grid(_Report(problems, Screen(), problems, of_keys).columns())


def summary(
    problems: Sequence[Problem], source: str, rows: int, columns: int, language: str | None = None
) -> str:
    """The outcome in one line, without a line end."""
    report = _Report(problems, Screen(language=language), problems)
    return next(line.plain for line in report.title(source, rows, columns))


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
    shown: Sequence[Problem]
    of_keys: bool = False
    """Whether the problems are those of a weighting file."""

    def title(self, source: str, rows: int, columns: int) -> Iterator[Text]:
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
            yield Text()

    def lines(self) -> Iterator[Text]:
        """The problems, how many more there are, and how many of each kind."""
        yield from self._table()
        if len(self.shown) < len(self.problems):
            yield from self._left_out()
        kinds = Counter(problem.code for problem in self.problems).most_common()
        if len(self.problems) > len(kinds):
            yield Text()
            told = ", ".join(f"{number} {kind}" for kind, number in kinds)
            yield from paragraph(said("By kind: {kinds}.", kinds=told), self.screen, hanging="  ")

    def _left_out(self) -> Iterator[Text]:
        """How many more there are: of each kind and column of which some were shown, and besides."""
        groups, others = left_out(self.problems, self.shown)
        told: list[str] = []
        for group, members in groups.items():
            kind = f"{group.code} ({_text(group.header)})" if group.header else group.code
            more = said("{dots} {n} more {kind}", n=len(members), kind=kind, dots="…")
            lines = _lines_of(members)
            told.append(side_by_side(more, lines, between=": ") if lines else more)
        if others:
            told.append(said("{dots} {n} more of other kinds", n=others, dots="…"))
        for line in [*told, said("Every one: dtiscore validate (or weights check) with -f csv.")]:
            yield from paragraph(line, self.screen, style=DIM, indent="  ", hanging="  ")

    def _table(self) -> Iterator[Text]:
        """One line for each problem where the screen is wide enough, else a few."""
        if not self.shown:
            return
        fitted = fit_on(self.screen, self.columns())
        if self.screen.width is None or fitted.width <= self.screen.width:
            yield from fitted.lines()
            return
        for problem in self.shown:
            yield from self._stacked(problem)

    def columns(self) -> list[TextColumn]:
        """The columns of the table of problems."""
        shown = self.shown
        columns = [
            TextColumn(said("where"), [Cell(self._where(problem)) for problem in shown], "right"),
            TextColumn(
                said("key") if self.of_keys else said("column"),
                [Cell(_text(problem.place.header)) for problem in shown],
            ),
            TextColumn(said("unit"), [Cell(_text(problem.unit)) for problem in shown]),
            TextColumn(said("problem"), [self._kind(problem) for problem in shown]),
            TextColumn(
                said("value") if self.of_keys else said("cell"),
                [Cell(_raw(problem)) for problem in shown],
            ),
            _sentences(said("what is wrong"), [problem.message for problem in shown]),
            _sentences(said("what to do"), [problem.fix or "" for problem in shown]),
        ]
        return [column for column in columns if any(cell.text for cell in column.cells)]

    def _where(self, problem: Problem) -> str:
        """Line and column of a cell; the file too where there are several."""
        place = problem.place
        if len({other.place.file for other in self.problems}) > 1:
            return visible(str(place))
        return place.position

    def _kind(self, problem: Problem) -> Cell:
        """The stable name of the problem; that it is a warning is said in words, not in colour alone."""
        if problem.is_error:
            return Cell(problem.code, BAD)
        return Cell(said("{code} (warning)", code=problem.code), WARNING)

    def _stacked(self, problem: Problem) -> Iterator[Text]:
        """Where and what kind on a line, then the sentences below it."""
        kind = self._kind(problem)
        code = spoken(kind.text, self.screen.language)
        parts = [self._where(problem), _text(problem.place.header), _text(problem.unit), _raw(problem)]
        where = "  ".join(spoken(part, self.screen.language) for part in parts if part)
        gap = "  " if where else ""
        if self.screen.width is not None and 2 + width_of(where + gap + code) > self.screen.width:
            yield from paragraph(where, self.screen, indent="  ", hanging="  ")
            yield Text(f"      {code}", style=kind.style)
        else:
            yield Text(f"  {where}{gap}").append(code, kind.style)
        yield from paragraph(safe(problem.message), self.screen, indent="      ")
        if problem.fix:
            way_out = side_by_side("→ ", safe(problem.fix), between="")
            yield from paragraph(way_out, self.screen, indent="      ", hanging="  ")


def _sentences(heading: str, texts: Sequence[str]) -> TextColumn:
    return TextColumn(heading, [Cell(safe(text)) for text in texts], folds=True, folded=Widths(24, 24, 60))


def _lines_of(members: Sequence[Problem]) -> str:
    """Where the problems stand that are not shown: each line, or the first and the last of many."""
    lines = [problem.place.line for problem in members if problem.place.line is not None]
    if len(lines) <= _LINES:
        listed = ", ".join(map(str, lines))
        return said("lines {lines}", lines=listed) if lines else ""
    return said("lines {lines}", lines=said("{low} to {high}", low=lines[0], high=lines[-1]))


def _text(text: str | None) -> str:
    return composed(lambda language: _shortened(visible(spoken(text, language)))) if text else ""


def _raw(problem: Problem) -> str:
    return "" if problem.raw is None else f'"{_shortened(visible(problem.raw))}"'


def _shortened(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
