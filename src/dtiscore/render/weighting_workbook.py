"""A weighting file as a workbook that a colleague can fill in: drop-downs where few words may stand, and sums.

The sheets ``nodes`` and ``about`` hold all that it says, as texts and numbers. The sheet ``sums`` shows beside each
aggregate what its children come to: its formulas are the only ones that dtiscore writes. They are the same for every
file but for numbers of rows and letters of columns, so that no text of an edition becomes a part of one, and nothing
reads them: who loads the file looks at the other two sheets.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import fsum
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from dtiscore.errors import column_letters
from dtiscore.methodology import Methodology
from dtiscore.methodology.flat.keys import Slot, is_number, slot
from dtiscore.methodology.flat.rows import ABOUT, NODES
from dtiscore.methodology.node import Node, View
from dtiscore.methodology.writing.flat_text import FlatForm, flat_form
from dtiscore.methodology.writing.plain_data import plain_data
from dtiscore.render.forms.workbook import ROWS, FilledSheet, new_workbook
from dtiscore.said import said, spoken

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # XlsxWriter ships no types

SUMS, CHOICES = "sums", "choices"
_CODE, _NAME = said("code"), said("name")
_WANTED, _SUM = said("what its children must sum to"), said("what they sum to")
_ROOM = 500
"""Rows below the last one that have drop-downs and are summed too."""


def weighting_workbook(
    methodology: Methodology, *, language: str | None = None, created: datetime | None = None
) -> bytes:
    """The workbook that says what the methodology says, without its defaults; the same arguments give the same bytes.

    Args:
        methodology: the edition.
        language: the language of the headings of the sums; what is read back has none.
        created: the date that the workbook bears, in UTC.

    Raises:
        UsageFault: XlsxWriter is not installed, or a flat file has no place for something.
    """
    form = flat_form(plain_data(methodology))
    file, book = new_workbook(created)
    places = {heading: slot(Node, heading) or slot(View, heading) for heading in form.headings}
    nodes = FilledSheet(book, NODES)
    nodes.fill(
        {
            heading: [_typed(row.get(heading, ""), place) for row in form.rows]
            for heading, place in places.items()
        },
        {},
        {},
        texts={heading for heading, place in places.items() if place is None or not is_number(place)},
    )
    about = FilledSheet(book, ABOUT)
    settings = {name: _typed(text, slot(Methodology, name[1:])) for name, text in form.settings}
    about.fill(
        {"setting": list(settings), "value": list(settings.values())}, {}, {}, texts={"setting", "value"}
    )
    last = len(form.rows) + 1
    _fill_sums(FilledSheet(book, SUMS), methodology, form, last, language)
    _offer_choices(book, nodes, places, min(last + _ROOM, ROWS))
    book.close()
    return file.getvalue()


def _typed(text: str, place: Slot | None) -> Any:
    """The value of a cell by what may stand there: a number, a truth value, or text."""
    if not text:
        return None
    if place is not None and _is_truth(place) and text in ("true", "false"):
        return text == "true"
    if place is not None and is_number(place):
        try:
            value = float(text)
        except ValueError:
            return text
        return int(value) if value.is_integer() else value
    return text


def _is_truth(place: Slot) -> bool:
    return all(kind is bool for kind in place.kinds)


def _choices(place: Slot) -> list[str]:
    """The words of which one must stand in a place; none where anything else may."""
    if not all(get_origin(kind) is Literal for kind in place.kinds):
        return []
    return list(dict.fromkeys(str(word) for kind in place.kinds for word in get_args(kind)))


def _offer_choices(book: Workbook, nodes: FilledSheet, places: Mapping[str, Slot | None], last: int) -> None:
    """Give the cells of each column of the nodes, to the row ``last``, what may stand there as a drop-down."""
    lists: dict[str, list[str]] = {}
    for at, (heading, place) in enumerate(places.items()):
        rule: dict[str, Any] = {}
        if heading == "parent":
            rule = {"validate": "list", "source": f"=$A$2:$A${last}"}
        elif place is None:
            continue
        elif _is_truth(place):
            rule = {"validate": "list", "source": ["TRUE", "FALSE"]}
        elif words := _choices(place):
            letter = column_letters(len(lists) + 1)
            lists[heading] = words
            rule = {"validate": "list", "source": f"={CHOICES}!${letter}$2:${letter}${len(words) + 1}"}
        elif all(kind in (int, float) for kind in place.kinds):
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e300, "maximum": 1e300}
        if rule:
            nodes.sheet.data_validation(1, at, last - 1, at, rule)
    if lists:
        longest = max(map(len, lists.values()))
        sheet = FilledSheet(book, CHOICES)
        sheet.fill(
            {heading: [*words, *[None] * (longest - len(words))] for heading, words in lists.items()}, {}, {}
        )
        sheet.sheet.hide()


def _fill_sums(
    sheet: FilledSheet, methodology: Methodology, form: FlatForm, last: int, language: str | None
) -> None:
    """A row for each aggregate with what its children must come to, and what they come to now."""
    at = {heading: column_letters(number) for number, heading in enumerate(form.headings, 1)}
    row_of = {row["code"]: number for number, row in enumerate(form.rows, 2)}
    aggregates = [node for node in methodology.nodes.values() if node.children]
    summed = [("points" if node.adds_points else "weight") for node in aggregates]
    headings = [_CODE, _NAME, _WANTED, _SUM]
    sheet.fill(
        {
            spoken(headings[0], language): [node.code for node in aggregates],
            spoken(headings[1], language): [node.label(language) for node in aggregates],
            **{spoken(heading, language): [None] * len(aggregates) for heading in headings[2:]},
        },
        {},
        {},
    )
    for number, (node, key) in enumerate(zip(aggregates, summed, strict=True), 2):
        wanted = "points" if node.adds_points else "weights"
        given = node.points if node.adds_points else node.weights
        if wanted in at and isinstance(given, float | int):
            sheet.sheet.write_formula(
                number - 1, 2, f"={NODES}!${at[wanted]}${row_of[node.code]}", None, given
            )
        if key in at:
            letter, parents = at[key], at["parent"]
            end = last + _ROOM
            is_child = f"--({NODES}!${parents}$2:${parents}${end}=$A{number})"
            formula = f"=SUMPRODUCT({is_child},{NODES}!${letter}$2:${letter}${end})"
            sheet.sheet.write_formula(number - 1, 3, formula, None, fsum(node.child_weights))
    differs = {"type": "formula", "criteria": "=AND(ISNUMBER($C2),ABS($C2-$D2)>0.000000001)"}
    wrong = sheet.book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    sheet.sheet.conditional_format(1, 2, len(aggregates), 3, {**differs, "format": wrong})
