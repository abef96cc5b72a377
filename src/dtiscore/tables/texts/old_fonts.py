"""Texts typed for the Vietnamese fonts of the 1990s, read as what a reader saw, where that is declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dtiscore.tables.raw import NumberCell, RawColumn, RawTable

if TYPE_CHECKING:
    from dtiscore.units.legacy_fonts import Font

OLD_FONTS: dict[str, Font] = {"tcvn3": "TCVN3", "abc": "TCVN3", "vni": "VNI"}
"""What may be declared in the place of an encoding, by the font that it means."""


def font_of(encoding: str | None) -> Font | None:
    """The font that a declared encoding means, if it means one."""
    return None if encoding is None else OLD_FONTS.get(encoding.strip().casefold().replace("-", ""))


def typed_for(data: bytes, font: Font) -> str:
    """The text of bytes that are those of Western letters, alone or kept in UTF-8."""
    from dtiscore.units.legacy_fonts import as_typed

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return as_typed(text, font)


def table_typed_for(table: RawTable, font: Font) -> RawTable:
    """A table of a workbook whose texts were typed for a font."""
    from dtiscore.units.legacy_fonts import as_typed

    def cells(column: RawColumn) -> Sequence[str]:
        return [
            cell if isinstance(cell, NumberCell) or cell.isascii() else as_typed(cell, font)
            for cell in column.cells
        ]

    columns = tuple(
        column._replace(header=as_typed(column.header, font), cells=cells(column)) for column in table.columns
    )
    return table._replace(columns=columns)
