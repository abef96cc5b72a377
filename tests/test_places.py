"""How a place is written: line and column of a file, or a cell of a sheet."""

from __future__ import annotations

import pytest

from dtiscore.errors import Place, SheetName, column_letters


@pytest.mark.parametrize(
    ("column", "letters"),
    [
        (0, ""),
        (1, "A"),
        (26, "Z"),
        (27, "AA"),
        (52, "AZ"),
        (53, "BA"),
        (702, "ZZ"),
        (703, "AAA"),
        (16384, "XFD"),
    ],
)
def test_columns_have_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("place", "position", "text"),
    [
        (Place("t.csv"), "", "t.csv"),
        (Place("t.csv", 5), "5", "t.csv:5"),
        (Place("t.csv", 5, 3), "5:3", "t.csv:5:3"),
        (Place(SheetName("b.xlsx!S")), "", "b.xlsx!S"),
        (Place(SheetName("b.xlsx!S"), 5), "5", "b.xlsx!S!5"),
        (Place(SheetName("b.xlsx!Dữ liệu"), 5, 3), "C5", "b.xlsx!Dữ liệu!C5"),
    ],
)
def test_places(place: Place, position: str, text: str) -> None:
    assert (place.position, str(place)) == (position, text)
