"""What a question shows of its answer: a page of sentences and tables, in no language and for no width yet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from dtiscore.render.drawing.grid import Column, Fitted, TextColumn, fit_on
from dtiscore.render.drawing.screen import BOLD, DIM, WARNING, Screen, StyledLine, blocks, paragraph, to_text
from dtiscore.render.pictures.library import no_picture
from dtiscore.render.wording import side_by_side
from dtiscore.said import spoken

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType
    from dtiscore.render.forms.looks import Look
    from dtiscore.render.pictures.theme import Picture

Columns = Mapping[str, Sequence[Any]]
"""The columns of a table for programs, by heading."""


class Element(Protocol):
    """A part of a page, which is drawn on a screen or written as Markdown."""

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        """Its lines on a screen."""

    def markdown(self, language: str | None) -> Iterator[str]:
        """Its paragraphs in Markdown."""


class Grids:
    """The grids of a page as they fit a screen: tables of one grid look alike."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._fitted: dict[int, Fitted] = {}

    def __getitem__(self, grid: Grid) -> Fitted:
        if id(grid) not in self._fitted:
            self._fitted[id(grid)] = fit_on(self._screen, grid.columns)
        return self._fitted[id(grid)]


class Grid(NamedTuple):
    """Columns that one or more tables of a page share."""

    columns: Sequence[Column]

    @property
    def texts(self) -> list[TextColumn]:
        """The columns but for bars and ranges."""
        return [column for column in self.columns if isinstance(column, TextColumn)]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((len(column.cells) for column in self.texts), default=0)


def _escaped(text: str, language: str | None) -> str:
    """A text as Markdown shows it; the screens of one command have no need of Markdown."""
    from dtiscore.render.forms.markdown import escaped

    return escaped(spoken(text, language))


class Title(NamedTuple):
    """What a page is about, or one of its sections."""

    text: str
    section: bool = False

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        return paragraph(self.text, screen, style=BOLD, hanging="" if self.section else "  ")

    def markdown(self, language: str | None) -> Iterator[str]:
        yield f"{'####' if self.section else '###'} {_escaped(self.text, language)}"


class Note(NamedTuple):
    """A sentence of the answer."""

    text: str
    style: str = ""
    indent: str = ""
    hanging: str = "  "
    """What stands before each further line, which tells where the next sentence begins."""

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        return paragraph(self.text, screen, style=self.style, indent=self.indent, hanging=self.hanging)

    def markdown(self, language: str | None) -> Iterator[str]:
        yield _escaped(self.text, language)


def aid(text: str) -> Note:
    """How to read a table, and what is rather noted than said."""
    return Note(text, DIM)


def caution(text: str) -> Note:
    """What a reader must not miss."""
    return Note(text, WARNING)


class Items(NamedTuple):
    """Sentences of one list."""

    texts: Sequence[str]

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        for text in self.texts:
            yield from paragraph(text, screen, indent="  ", hanging="  ")

    def markdown(self, language: str | None) -> Iterator[str]:
        if self.texts:
            yield "\n".join(f"- {_escaped(text, language)}" for text in self.texts)


class Numbered(NamedTuple):
    """A sentence with a number, and what follows from it."""

    number: int
    text: str
    meaning: str

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        number = f"{self.number}. "
        indent = " " * len(number)
        text = side_by_side(number, self.text, between="")
        yield from paragraph(text, screen, hanging=indent)
        yield from paragraph(self.meaning, screen, style=DIM, indent=indent)

    def markdown(self, language: str | None) -> Iterator[str]:
        text, meaning = (_escaped(part, language) for part in (self.text, self.meaning))
        yield f"{self.number}. {text} {meaning}"


class Table(NamedTuple):
    """A table: all rows of a grid, or some of them, in Markdown without the columns in which nothing stands there."""

    grid: Grid
    rows: Sequence[int] | None = None
    headed: bool = True
    """Whether a screen shows the headings; where a table goes on they stand above already."""

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        fitted = grids[self.grid]
        rows = range(self.grid.rows) if self.rows is None else self.rows
        return fitted.lines(rows) if self.headed else fitted.body(rows)

    def markdown(self, language: str | None) -> Iterator[str]:
        rows = range(self.grid.rows) if self.rows is None else self.rows
        from dtiscore.render.forms.markdown import MarkdownColumn, markdown_table

        unnamed = "#" if any(column.named or column.heading for column in self.grid.texts) else ""
        columns = [
            MarkdownColumn(
                column.named or column.heading or unnamed,
                # Markdown drops leading spaces, so that points tell how deep a name stands.
                [
                    side_by_side(cell.first.replace("  ", "· "), cell.text, between="")
                    if cell.first
                    else cell.text
                    for cell in (column.cells[row] for row in rows)
                ],
                column.right,
            )
            for column in self.grid.texts
            if not column.extra  # shown only where there is room to spare
            and (self.rows is None or any(column.cells[row].text for row in rows))
        ]
        yield markdown_table(columns, language).rstrip("\n")


class LeftOut(NamedTuple):
    """Which columns of a grid have no room on a screen."""

    grid: Grid

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        return grids[self.grid].left_out(screen)

    def markdown(self, language: str | None) -> Iterator[str]:
        return iter(())


Block = Sequence[Element]
"""What stands together, with an empty line before and after it."""


class Shown(ABC):
    """An answer as its question shows it, in every form.

    For Python users the ``shown`` of a question says in ``SHOWN`` what shows each of its answers, as :class:`ShownBy`.
    """

    @abstractmethod
    def page(self) -> Iterable[Block]:
        """For people: its blocks, the title of the page first."""

    def columns(self, language: str | None = None) -> Columns:
        """For programs that read tables: one table in full precision, with names in a language."""
        raise NotImplementedError  # nobody asks it of what is shown on its page alone, a part of a report

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """For programs that read JSON: the versioned envelope."""
        raise NotImplementedError  # nobody asks it of what is shown on its page alone, a part of a report

    def names_of_headings(self) -> Mapping[str, str] | None:
        """By heading, what people call a column beside the names that all results share; a workbook says it above it.

        ``None`` of a table whose headings are what it is read by.
        """
        return {}

    def shown_decimals(self) -> Mapping[str, int]:
        """By heading, with how many decimals a workbook shows the numbers of a column."""
        return {}

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        """By heading, the types of columns that are of another one under that heading elsewhere, or under none."""
        return {}

    def sheets(self, language: str | None = None) -> Mapping[str, Columns]:
        """Further sheets of a workbook, by name, in the order in which they stand behind the first one."""
        return {}

    def looks(self) -> Mapping[str, Look]:
        """By heading, how a column of numbers looks in a workbook, beside its figures."""
        return {}

    def picture(self, language: str | None = None) -> Picture:
        """As a picture, where the answer has one; what draws it is installed.

        Raises:
            UsageFault: it has none.
        """
        raise no_picture()

    def screen(self, screen: Screen) -> str:
        """The page as text."""
        grids = Grids(screen)
        drawn = (
            (line for element in block for line in element.lines(screen, grids)) for block in self.page()
        )
        return to_text(blocks(*drawn), screen)

    def markdown(self, language: str | None = None) -> str:
        """The page as Markdown."""
        elements = (element for block in self.page() for element in block)
        return "\n\n".join(part for element in elements for part in element.markdown(language)) + "\n"


class ShownBy(NamedTuple):
    """What shows an answer outside of its command."""

    shown: Callable[..., Shown]
    """Makes it of the answer and, where it has several tables, of the one to show."""
    tables: tuple[str, ...] = ()
    """The tables of an answer that has several, the usual one first."""


class ShownList(Shown):
    """A list, whose columns are all there is to it."""

    kind: str
    """Names its schema in JSON."""

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        from dtiscore.render.forms.json_text import rows_of

        return {"schema": f"dtiscore/{self.kind}/1", "rows": rows_of(self.columns(language))}
