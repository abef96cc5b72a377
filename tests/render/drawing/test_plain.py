"""Any columns as a table."""

from __future__ import annotations

from collections.abc import Callable

from dtiscore.render.drawing.plain import is_number, plain
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.plain_list import PlainList


def test_numbers_stand_on_the_right_in_full() -> None:
    assert PlainList("list", {"code": ["A", "B"], "value": [0.1 + 0.2, 12]}).screen(Screen()) == (
        "  code                value\n  A     0.30000000000000004\n  B                      12\n"
    )


def test_columns_without_room_give_way_and_are_named() -> None:
    text = PlainList("list", {"code": ["A"], "one": [0.123456789], "two": [0.987654321]}).screen(Screen(20))
    assert "0.123456789" in text
    assert "0.98" not in text
    assert "Not shown at this\n  width: two." in text


def test_data_cannot_act(hostile: str, has_acting_character: Callable[[str], bool]) -> None:
    assert not has_acting_character(PlainList("list", {hostile: [hostile]}).screen(Screen()))


def test_what_is_a_number() -> None:
    assert [is_number(value) for value in (1, 0.5, "0.5000", "▲18", "-", None, "1e-05")] == [True] * 7
    assert [is_number(value) for value in (True, "a", "1a", "1.2.3")] == [False] * 4
    assert plain(None) == ""
