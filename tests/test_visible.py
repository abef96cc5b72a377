"""Characters that act on a terminal or hide are shown as escapes; all others stay as they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import DtiscoreError, Place, Problem
from dtiscore.said import said
from dtiscore.visible import is_acting, visible, visible_lines


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
        ("a\ufe0f", "a\\ufe0f"),
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("\u00a0 ::error::x", "\u00a0 \\x3a:error::x"),
        ("##[error]x", "\\x23#[error]x"),
        ("a ##vso[task.complete]", "a \\x23#vso[task.complete]"),
        ("###[x]", "#\\x23#[x]"),
        ("##teamcity[x]", "\\x23#teamcity[x]"),
        ("a::b", "a::b"),
        ("## a [b]", "## a [b]"),
    ],
)
def test_no_line_begins_with_a_command_to_the_log_of_a_build(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_of_ours_stay_apart() -> None:
    assert visible_lines("a\n::error::\x1b\n") == "a\n\\x3a:error::\\x1b\n"


def test_an_error_is_safe_in_a_traceback() -> None:
    place = Place("a\n::error::b.csv", 1)
    assert (
        str(DtiscoreError(said("a\n::error::x"), said("b\n::error::y")))
        == "a\\n::error::x\nb\n\\x3a:error::y"
    )
    assert (
        str(Problem("c", said("\x1b[2J"), place, raw="\u202e"))
        == 'a\\n::error::b.csv:1: c: \\x1b[2J "\\u202e"'
    )
