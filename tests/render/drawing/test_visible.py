"""Characters that act on a terminal or hide are shown as escapes; all others stay as they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from dtiscore.render.drawing.visible import is_acting, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\ufeffa", "\\ufeffa"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\U000e0041", "\\U000e0041"),
        ("\u2028", "\\u2028"),
        ("\u3164", "\\u3164"),
        ("\x7f", "\\x7f"),
        ("Thừa Thiên - Huế", "Thừa Thiên - Huế"),
        ("[red]x[/nope]", "[red]x[/nope]"),
        ("日本 12,5 %", "日本 12,5 %"),
    ],
)
def test_acting_characters_become_escapes(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_text_comes_out_composed() -> None:
    assert visible("Huê\u0301") == "Huế"
    assert len(visible("Huê\u0301")) == 3


@given(st.text())
def test_no_acting_character_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(is_acting(character) for character in shown)
    assert visible(shown) == unicodedata.normalize("NFC", shown) == shown
