"""What the styles of an XLSX workbook do to what a cell means: per cent formats, and marks within a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from dtiscore.errors import SourceFault
from dtiscore.tables.workbooks.xml_elements import Elements

_PER_CENT = {"9", "10"}
"""The formats 0% and 0.00%, which every workbook has under these numbers (ECMA-376, part 1, 18.8.30)."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a format shows as it stands, leaves as a space, fills with, or says in brackets of colours and conditions."""


def percent_styles(styles: bytes, damaged: SourceFault) -> frozenset[str]:
    """The numbers of the cell styles that show a number as per cent, as the attribute ``s`` of a cell has them."""
    formats: dict[str, str] = {}
    cells: list[str] = []
    section = ""

    def begin(name: str, _: Mapping[str, str]) -> None:
        nonlocal section
        section = name

    def number_format(attributes: Mapping[str, str]) -> None:
        if section == "numFmts":  # those of conditional formats stand elsewhere
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def cell_format(attributes: Mapping[str, str]) -> None:
        if section == "cellXfs":
            cells.append(attributes.get("numFmtId", "0"))

    sections = ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
    scan = Elements(
        {"numFmt": number_format, "xf": cell_format} | {name: partial(begin, name) for name in sections}
    )
    scan.feed([styles], enough=lambda: False, damaged=damaged)
    of_percent = _PER_CENT | {number for number, code in formats.items() if shows_percent(code)}
    return frozenset(str(style) for style, number in enumerate(cells) if number in of_percent)


def shows_percent(code: str) -> bool:
    """Whether a format shows a number as per cent, times 100, and not a sign that stands there as it is."""
    return "%" in _LITERAL.sub("", code)


def marked_texts(shared: bytes, damaged: SourceFault) -> frozenset[str]:
    """The numbers of the shared texts of which a part is raised, lowered or struck out, as a footnote's mark is."""
    if b"vertAlign" not in shared and b"strike" not in shared:
        return frozenset()  # as in most workbooks, however many texts they have
    found: set[str] = set()
    number = -1

    def begin(_: Mapping[str, str]) -> None:
        nonlocal number
        number += 1

    def mark(attributes: Mapping[str, str]) -> None:
        if marks(attributes):
            found.add(str(number))

    scan = Elements({"si": begin, "vertAlign": mark, "strike": mark})
    scan.feed([shared], enough=lambda: False, damaged=damaged)
    return frozenset(found)


def marks(attributes: Mapping[str, str]) -> bool:
    """Whether a property of a piece of text raises, lowers or strikes it out, rather than says that it does not."""
    return attributes.get("val", "true") not in ("0", "false", "baseline")
