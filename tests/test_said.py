"""Sentences that remember their template: equal to plain ones, and said in another language by a catalogue."""

from __future__ import annotations

import copy
import json
import pickle
from gettext import NullTranslations

import pytest

from dtiscore.said import Said, as_it_is, counted, first_few, joined, said, some_of, spoken

SENTENCES = {
    "the column {header} is not in the file": "không có cột {header} trong tệp",
    "{first} or {second}": "{first} hoặc {second}",
    "it has {rows}{more}": "có {rows}{more}",
    ", and more": ", và nữa",
}


class Vietnamese(NullTranslations):
    def gettext(self, message: str) -> str:
        return SENTENCES.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        assert isinstance(n, int)  # others are deprecated in a catalogue
        return {"{n} row": "{n} hàng"}.get(msgid1, msgid1 if n == 1 else msgid2)


MISSING = said("the column {header} is not in the file", header="{x}")


def test_it_is_the_finished_text() -> None:
    assert MISSING == "the column {x} is not in the file"
    assert hash(MISSING) == hash("the column {x} is not in the file")
    assert json.dumps([MISSING]) == '["the column {x} is not in the file"]'
    assert type(str(MISSING)) is str
    assert said("{share:.1f} %{{}}, {text!r}", share=0.25, text="a") == "0.2 %{}, 'a'"


@pytest.mark.parametrize("again", [copy.deepcopy, copy.copy, lambda it: pickle.loads(pickle.dumps(it))])
def test_a_copy_remembers(again: object) -> None:
    for sentence in (MISSING, counted(2, "{n} row", "{n} rows")):
        copied = again(sentence)  # type: ignore[operator]  # each takes one sentence
        assert copied == sentence
        assert (copied.template, copied.parts, copied.plural) == (
            sentence.template,
            sentence.parts,
            sentence.plural,
        )
        assert copied.translated(Vietnamese()) == sentence.translated(Vietnamese())


@pytest.mark.parametrize(
    ("sentence", "english", "vietnamese"),
    [
        (MISSING, "the column {x} is not in the file", "không có cột {x} trong tệp"),
        (counted(1, "{n} row", "{n} rows"), "1 row", "1 hàng"),
        (counted(0, "{n} row", "{n} rows"), "0 rows", "0 hàng"),
        (counted(32.5, "{n} row", "{n} rows"), "32.5 rows", "32.5 hàng"),
        (counted(3, "{n} unit of {all:,}", "{n} units of {all:,}", all=4000), "3 units of 4,000", None),
        (joined("{first} or {second}", ["a", "b", "c"]), "a or b or c", "a hoặc b hoặc c"),
        (joined("{first} or {second}", [MISSING]), MISSING, "không có cột {x} trong tệp"),
        (joined("{first} or {second}", ["a"]), "a", "a"),
        (as_it_is("{header}"), "{header}", "{header}"),
        (
            said("it has {rows}{more}", rows=counted(2, "{n} row", "{n} rows"), more=said(", and more")),
            "it has 2 rows, and more",
            "có 2 hàng, và nữa",
        ),
    ],
)
def test_a_catalogue_says_it_in_another_language(
    sentence: Said, english: str, vietnamese: str | None
) -> None:
    assert sentence == english
    assert sentence.translated(Vietnamese()) == (vietnamese or english)
    assert sentence.translated(NullTranslations()) == english


@pytest.mark.parametrize("many", [2, 3, 6, 7, 5000])
def test_as_many_texts_as_there_are_are_put_together(many: int) -> None:
    texts = [f"x{n}" for n in range(many)]
    row = joined("{first} or {second}", texts)
    assert (row, spoken(row, "vi")) == (" or ".join(texts), " hoặc ".join(texts))


def test_how_many_more_units_there_are_has_the_word_of_units() -> None:
    units, columns = some_of("abcd", 2, are_units=True), some_of("abcd", 2)
    assert units == columns == "a, b and 2 more"
    assert (spoken(units, "vi"), spoken(columns, "vi")) == ("a, b và 2 đơn vị khác", "a, b và 2 mục khác")
    assert some_of("ab", 2, are_units=True) == "a, b"


def test_what_is_left_out_of_a_list_is_counted() -> None:
    assert first_few([str(n) for n in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
    assert first_few([str(n) for n in range(15)]).endswith("10, 11 and 3 more")
    assert first_few([]) == ""
