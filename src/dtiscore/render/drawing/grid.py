"""A grid of columns fitted to a width: headings and names fold, bars shrink, columns give way, numbers stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from dtiscore.render.drawing.bars import bar, interval
from dtiscore.render.drawing.folding import beginning, fold, narrowest, padded, width_of
from dtiscore.render.drawing.screen import BAR, DIM, Screen, StyledLine, paragraph
from dtiscore.render.wording import first_of, listed
from dtiscore.said import Spoken, said, spoken

HEADING_LINES = 3
"""In how many lines a heading may fold before its column rather becomes wider."""

NAMED = 3
"""How many columns without room are named before the rest is counted."""


class Cell(NamedTuple):
    """One cell: text that is safe to show, and how it looks."""

    text: str = ""
    style: str = ""
    first: str = ""
    rest: str = ""
    """What stands before its first line and before each further one: indentation, the lines of a tree."""


class Widths(NamedTuple):
    """How wide a column can be. Below ``comfortable`` it goes only when no other column can give way any more."""

    least: int
    comfortable: int
    natural: int


FOLDED = Widths(8, 24, 40)
"""How wide a column of words is that may fold, unless told otherwise."""


class Column(Protocol):
    """A column of a grid, which can be drawn at any width from its least one on."""

    @property
    def heading(self) -> str: ...
    @property
    def drop(self) -> int:
        """When the column gives way: never (0), else the sooner the higher the number; equals go together."""

    @property
    def extra(self) -> bool:
        """Whether it is shown only where all other columns have the width they like best."""

    @property
    def gap(self) -> int:
        """The empty cells before the column."""

    @property
    def right(self) -> bool:
        """Whether its content stands on the right."""

    @property
    def turn(self) -> int:
        """When it gets of the room that is left: words that fold (0), headings (1), bars (2)."""

    @property
    def widths(self) -> Widths: ...

    def spoken(self, language: str) -> Column:
        """The column in a language."""

    def draw(self, row: int, width: int) -> list[Cell]:
        """The lines of one cell at a width."""


@dataclass(frozen=True, eq=False)
class TextColumn:
    """A column of words or numbers; only one that ``folds`` ever breaks its cells."""

    heading: str
    cells: Sequence[Cell]
    align: Literal["left", "right"] = "left"
    folds: bool = False
    folded: Widths = FOLDED
    """The widths of a column that folds, as far as its cells need them; others are as wide as their cells."""
    drop: int = 0
    extra: bool = False
    gap: int = 2
    elided: bool = False
    """Whether a cell that is too long for its width ends in dots rather than in a second line; never of numbers."""
    named: str = ""
    """The heading where it must be another one, such as in Markdown, which has no column without."""

    @property
    def right(self) -> bool:
        return self.align == "right"

    @property
    def turn(self) -> int:
        return 0 if self.folds else 1

    @cached_property
    def widths(self) -> Widths:
        content = max((width_of(cell.first) + width_of(cell.text) for cell in self.cells), default=0)
        full = width_of(self.heading)
        if self.folds:
            return Widths(*(min(max(content, full), width) for width in self.folded))
        words = narrowest(self.heading, HEADING_LINES)
        word = max(width_of(part) for part in self.heading.split(" "))
        return Widths(max(content, min(word, 8)), max(content, words), max(content, words, min(full, 16)))

    def spoken(self, language: str) -> TextColumn:
        cells = [
            Cell(spoken(cell.text, language), cell.style, cell.first, cell.rest)
            if isinstance(cell.text, Spoken)
            else cell
            for cell in self.cells
        ]
        return replace(self, heading=spoken(self.heading, language), cells=cells)

    def draw(self, row: int, width: int) -> list[Cell]:
        cell = self.cells[row]
        if not self.folds:
            return [cell]
        lines = fold(cell.text, width - width_of(cell.first))
        if self.elided and len(lines) > 1:
            lines = [f"{beginning(cell.text, width - width_of(cell.first) - 1)}…"]
        return [Cell((cell.rest if at else cell.first) + line, cell.style) for at, line in enumerate(lines)]


class BarColumn(NamedTuple):
    """A column of bars: for every row a share of the scale, ``None`` for no bar."""

    shares: Sequence[float | None]
    drop: int
    length: int = 20
    heading: str = ""
    extra: bool = False
    gap: int = 1
    right: bool = False
    turn: int = 2

    @property
    def widths(self) -> Widths:
        return Widths(min(8, self.length), min(8, self.length), self.length)

    def spoken(self, language: str) -> BarColumn:
        return self._replace(heading=spoken(self.heading, language))

    def draw(self, row: int, width: int) -> list[Cell]:
        share = self.shares[row]
        return [Cell("" if share is None else bar(share, width), BAR)]


class RangeColumn(NamedTuple):
    """A column of ranges of ranks, each with the rank itself: its low end, the rank, its high end; ``None`` for none."""

    ranges: Sequence[tuple[float, float, float] | None]
    last: float
    """The rank at the right end; the first one is at the left."""
    drop: int
    length: int = 30
    heading: str = ""
    extra: bool = False
    gap: int = 2
    right: bool = False
    turn: int = 2

    @property
    def widths(self) -> Widths:
        return Widths(min(12, self.length), min(12, self.length), self.length)

    def spoken(self, language: str) -> RangeColumn:
        return self._replace(heading=spoken(self.heading, language))

    def draw(self, row: int, width: int) -> list[Cell]:
        found = self.ranges[row]
        return [Cell("" if found is None else interval(*found, self.last, width), BAR)]


class Fitted(NamedTuple):
    """A grid with its width settled."""

    columns: Sequence[Column]
    """The columns that are shown."""
    widths: Sequence[int]
    given_way: Sequence[Column]
    """Those that are not."""
    rows: int
    indent: int

    @property
    def width(self) -> int:
        """The cells that a line takes."""
        return self.indent + _taken(self.columns, self.widths)

    def lines(self, rows: Iterable[int] | None = None) -> Iterator[StyledLine]:
        """The lines: headings, unless all are empty, then the rows, or those asked for."""
        headings = [
            fold(column.heading, width) for column, width in zip(self.columns, self.widths, strict=True)
        ]
        if any(column.heading for column in self.columns):
            height = max(len(lines) for lines in headings)
            # Headings stand on the ground, next to what they head.
            grounded = [[Cell()] * (height - len(h)) + [Cell(line, DIM) for line in h] for h in headings]
            yield from self._joined(grounded)
        yield from self.body(range(self.rows) if rows is None else rows)

    def body(self, rows: Iterable[int]) -> Iterator[StyledLine]:
        """The lines of some rows, without headings."""
        for row in rows:
            pairs = zip(self.columns, self.widths, strict=True)
            yield from self._joined([column.draw(row, width) for column, width in pairs])

    def left_out(self, screen: Screen) -> Iterator[StyledLine]:
        """A sentence that names the columns without room, extras and bars aside; nothing where there is none."""
        names = [column.heading for column in self.given_way if column.heading and not column.extra]
        if names:
            text = said(
                "Not shown at this width: {names}. A wider screen or -f csv has them.",
                names=listed(first_of(names, NAMED)),
            )
            yield from paragraph(text, screen, style=DIM, hanging="  ")

    def _joined(self, cells: Sequence[Sequence[Cell]]) -> Iterator[StyledLine]:
        for at in range(max((len(lines) for lines in cells), default=0)):
            line, styled = " " * self.indent, []
            for number, (column, width, lines) in enumerate(
                zip(self.columns, self.widths, cells, strict=True)
            ):
                cell = lines[at] if at < len(lines) else Cell()
                begin = line + " " * column.gap if number else line
                line = begin + padded(cell.text, width, right=column.right)
                if cell.style:
                    styled.append((len(begin), len(line), cell.style))
            yield StyledLine(line, parts=styled)


def fit(columns: Sequence[Column], rows: int, width: int | None, *, indent: int = 2) -> Fitted:
    """Fit columns of ``rows`` cells to a width: what has to give way is left out, the least needed first.

    Extras give way before anything else, so they have the highest ``drop`` of all. A grid that cannot become as narrow as that is wider, because numbers are never cut.
    """
    kept = list(columns)
    if width is None:
        return Fitted(kept, [column.widths.natural for column in kept], (), rows, indent)
    room = width - indent
    while (
        any(column.extra for column in kept)
        and _taken(kept, [column.widths.natural for column in kept]) > room
    ):
        kept = _without_last(kept)
    while (
        any(column.drop for column in kept)
        and _taken(kept, [column.widths.comfortable for column in kept]) > room
    ):
        kept = _without_last(kept)
    widths = [column.widths.comfortable for column in kept]
    if _taken(kept, widths) > room:
        widths = [column.widths.least for column in kept]
    _spend(kept, widths, room - _taken(kept, widths))
    return Fitted(kept, widths, [column for column in columns if column not in kept], rows, indent)


def fit_on(screen: Screen, columns: Sequence[Column], *, indent: int = 2) -> Fitted:
    """Fit columns to a screen, in its language."""
    rows = max((len(column.cells) for column in columns if isinstance(column, TextColumn)), default=0)
    if screen.language is not None:
        columns = [column.spoken(screen.language) for column in columns]
    return fit(columns, rows, screen.width, indent=indent)


def _without_last(columns: Sequence[Column]) -> list[Column]:
    """The columns without those that give way first."""
    last = max(column.drop for column in columns)
    return [column for column in columns if column.drop != last]


def _taken(columns: Sequence[Column], widths: Sequence[int]) -> int:
    return sum(widths) + sum(column.gap for column in columns[1:])


def _spend(columns: Sequence[Column], widths: list[int], spare: int) -> None:
    """Give the room that is left to the columns that can use it, turn by turn, a cell to each in rotation."""
    for turn in sorted({column.turn for column in columns}):
        growing = [at for at, column in enumerate(columns) if column.turn == turn]
        while spare > 0 and growing:
            growing = [at for at in growing if widths[at] < columns[at].widths.natural]
            for at in growing[:spare]:
                widths[at] += 1
            spare -= min(spare, len(growing))
