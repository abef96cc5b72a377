"""The catalogue of phrases is complete in both languages and holds nothing that no screen says."""

from __future__ import annotations

from string import Formatter

import pytest

from dtiscore.render.phrases import NOUNS, PHRASES, counted, in_a_row, listed, say


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", PHRASES)
def test_both_languages_say_the_same_parts(key: str) -> None:
    phrase = PHRASES[key]
    assert phrase.en
    assert phrase.vi
    assert fields(phrase.en) == fields(phrase.vi)


def test_numbers_agree_with_their_nouns() -> None:
    assert counted(None, 1, "unit") == "1 unit"
    assert counted("en", 63, "unit") == "63 units"
    assert counted("vi", 63, "unit") == "63 đơn vị"
    assert all(noun.one and noun.many and noun.vi for noun in NOUNS.values())


def test_any_language_but_vietnamese_has_english_words() -> None:
    assert say("fr", "not ranked") == say(None, "not ranked") == "not ranked"
    assert say("vi", "not ranked") == "không xếp hạng"


def test_names_in_a_row() -> None:
    assert listed(None, ["A"]) == "A"
    assert listed(None, ["A", "B", "C"]) == "A, B and C"
    assert listed("vi", ["A", "B"]) == "A và B"


def test_names_that_hold_a_comma_are_told_apart_by_semicolons() -> None:
    assert listed(None, ["A, B", "C", "D"]) == "A, B; C and D"
    assert listed(None, ["A", "B", "C, D"]) == "A; B and C, D"
    assert in_a_row(["A, B", "C"]) == "A, B; C"
    assert in_a_row(["A", "C"]) == "A, C"
