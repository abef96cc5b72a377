"""Elements of an answer's page as plain texts for a template, in one language; a template escapes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.drawing.screen import DIM
from dtiscore.render.page import Block, Element, Items, Note, Numbered, Table, Title
from dtiscore.render.wording import without_options
from dtiscore.said import spoken
from dtiscore.visible import visible

Drawn = dict[str, Any]
"""An element by its ``kind`` (title, note, aid, items, finding, table) and what it holds."""


def drawn(blocks: Iterable[Block], language: str | None) -> list[Drawn]:
    """All elements of a page, but for what only a screen needs."""
    found: list[Drawn] = []
    caption = ""
    for block in blocks:
        for element in block:
            if isinstance(element, Title):
                caption = in_words(element.text, language)
            found += _element(element, caption, language)
    return found


def in_words(text: str, language: str | None) -> str:
    """A text in a language, safe to show on a page."""
    return without_options(visible(spoken(text, language)))


def _element(element: Element, caption: str, language: str | None) -> Iterator[Drawn]:
    if isinstance(element, Title):
        yield {"kind": "section" if element.section else "title", "text": caption}
    elif isinstance(element, Note):
        text = in_words(element.text, language)
        if text:
            # What stands out of the way and indented heads the lines below it.
            kind = "note" if element.style != DIM else "section" if element.indent else "aid"
            yield {"kind": kind, "text": text}
    elif isinstance(element, Items):
        yield {"kind": "items", "texts": [in_words(text, language) for text in element.texts]}
    elif isinstance(element, Numbered):
        text, meaning = (in_words(part, language) for part in (element.text, element.meaning))
        yield {"kind": "finding", "text": text, "meaning": meaning}
    elif isinstance(element, Table):
        yield _table(element, caption, language)


def _table(table: Table, caption: str, language: str | None) -> Drawn:
    """The columns of a table that have room on a page, and its rows; names head their rows."""
    rows = list(range(table.grid.rows) if table.rows is None else table.rows)
    columns = [
        column
        for column in table.grid.texts
        if not column.extra and any(column.cells[row].text for row in rows)
    ]
    heads = next((at for at, column in enumerate(columns) if not column.right), None)
    headings = [column.named or column.heading for column in columns]
    return {
        "kind": "table",
        "caption": caption,
        "head": [
            {"text": in_words(heading or "#", language), "right": column.right}
            for heading, column in zip(headings, columns, strict=True)
        ]
        if any(headings)
        else [],
        "rows": [
            [
                {"text": _cell(column, row, language), "right": column.right, "heads": at == heads}
                for at, column in enumerate(columns)
            ]
            for row in rows
        ],
    }


def _cell(column: TextColumn, row: int, language: str | None) -> str:
    cell = column.cells[row]
    return cell.first + visible(spoken(cell.text, language))
