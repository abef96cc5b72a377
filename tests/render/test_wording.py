"""Rows of names and whole sentences, in both languages."""

from __future__ import annotations

from dtiscore.render.wording import capitalised, in_a_row, listed, sentence
from dtiscore.said import said, spoken


def test_names_in_a_row() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert spoken(listed(["A", "B"]), "vi") == "A và B"


def test_names_that_hold_a_comma_are_told_apart_by_semicolons() -> None:
    assert listed(["A, B", "C", "D"]) == "A, B; C and D"
    assert listed(["A", "B", "C, D"]) == "A; B and C, D"
    assert in_a_row(["A, B", "C"]) == "A, B; C"
    assert in_a_row(["A", "C"]) == "A, C"


def test_names_are_said_in_the_language_of_their_row() -> None:
    assert spoken(in_a_row([said("not ranked"), "B"]), "vi") == "không xếp hạng, B"


def test_a_sentence_begins_large_and_ends_once() -> None:
    assert sentence(said("not ranked")) == "not ranked."
    assert sentence("Is it ranked?") == "Is it ranked?"
    assert spoken(capitalised(said("not ranked")), "vi") == "Không xếp hạng"
