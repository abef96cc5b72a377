"""Characters that act on a terminal or hide are shown as escapes; all others stay as they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import DtiscoreError, Place, Problem
from dtiscore.said import said
from dtiscore.visible import acting, is_acting, is_all_seen, visible, visible_lines


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


LANKA = "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf"
"""Sri Lanka in Sinhala, whose virama and joiner make one letter of two consonants."""


@pytest.mark.parametrize(
    "name",
    [
        LANKA,
        "\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645",  # Persian: two parts of a word that are not joined
        "\u0628\u0650\u200c\u062f",  # the same with a vowel mark on the letter before
        "\u09b0\u200d\u09cd\u09af",  # Bengali: the joiner stands before the virama
        "\u0d0e\u0d28\u0d4d\u200d",  # Malayalam: a consonant without its vowel ends the word
        "Heart \u2764\ufe0f",  # drawn as a picture
        "\u2600\ufe0e",  # and as text
        "\u2194\ufe0f",  # an arrow, which is a mathematical symbol
        "\u2764\ufe0f\u200d\U0001f525",  # two pictures in one
        "\U0001f469\U0001f3fd\u200d\U0001f680",  # of a skin tone
        "\U0001f1fb\U0001f1f3",  # a flag is two letters, which are seen
    ],
)
def test_a_joiner_that_belongs_to_the_spelling_stays(name: str) -> None:
    assert is_all_seen(name)
    assert visible(name) == name


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("zero\u200djoin", [4]),
        ("A\ufe0f", [1]),
        ("\ufe0f", [0]),
        ("\u2764\ufe0f\ufe0f", [2]),
        ("\u2764\u200d", [1]),
        ("a\u200d\u2764", [1]),
        ("a\ufe0f\u200d\u2764", [1, 2]),
        ("\u200d: x", [0]),
        ("5\u200c6", [1]),
        ("\u0915\u200d\u0937", [1]),  # no virama: two consonants are two letters with it and without
        ("\u0645\u06cc\u200c", [2]),  # at the end of a word it keeps nothing apart
        ("\u0645\u200c\u200c\u0645", [1, 2]),
        ("\u0dca\u200d\u200d\u0dbb", [2]),
        ("\u0645\u200c\u202e\u0645", [1, 2]),
        (f"{LANKA}\u200b", [len(LANKA)]),
    ],
)
def test_another_joiner_is_unseen(text: str, at: list[int]) -> None:
    assert acting(text) == at
    assert not is_all_seen(text)


def test_another_space_is_shown_as_it_is_and_not_plain() -> None:
    assert acting("a\u00a0b") == []
    assert visible("a\u00a0b") == "a\u00a0b"
    assert not is_all_seen("a\u00a0b")


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
