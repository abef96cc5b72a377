"""Weighting files in JSON: what is refused, where it stands, and in which words."""

from __future__ import annotations

import pytest

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.documents import strict_json
from dtiscore.methodology.documents.document import Document, parse_document


def problems(text: str) -> list[Problem]:
    """The faults of a text that is read nevertheless, or of one that cannot be."""
    try:
        found = parse_document(text, "json", "w.json").problems
    except InvalidMethodology as refusal:
        found = tuple(refusal.problems)
    assert errors_of(found)
    return list(found)


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems(text)]


def test_words_that_are_not_known_are_told_as_they_are() -> None:
    # A later Python may find words of its own.
    assert strict_json._plain_words("Odd sign") == ("the text is not JSON: Odd sign", "correct this line")


def test_values_of_every_kind_with_any_white_space() -> None:
    text = '\n {"a" :[ ],"b":{ }\t,"c": [1 , -0, 1E3,2.5e-1,true,false,null , "\\ud83d\\ude00\\/"]\n} '
    data = parse_document(text, "json", "w.json").data
    assert data == {"a": [], "b": {}, "c": [1, 0, 1000.0, 0.25, True, False, None, "\U0001f600/"]}
    assert [type(value) for value in data["c"][:4]] == [int, int, float, float]


def test_the_schema_that_editors_look_for_says_nothing_of_the_file() -> None:
    assert parse_document('{"$schema": "x", "a": {"$schema": "y"}}', "json", "w.json").data == {
        "a": {"$schema": "y"}
    }
    assert faults('{"$schema": "x"}') == [("document-empty", 1, 1)]


def test_nor_does_it_in_data_that_a_program_has_read() -> None:
    assert Document.of({"$schema": "./w.json", "a": 1}, "<data>").data == {"a": 1}
    assert Document.of({"$schema": 2}, "<data>").data == {"$schema": 2}


def test_text_that_looks_like_a_number_stays_text() -> None:
    data = parse_document('{"a": "01", "b": "NaN", "c": "1e3", "d": "{[", "e": "yes"}', "json", "w.json").data
    assert data == {"a": "01", "b": "NaN", "c": "1e3", "d": "{[", "e": "yes"}


def test_all_faults_come_in_one_run() -> None:
    text = """\
{
  "a": NaN,
  "b": [Infinity, -Infinity],
  "a": 1,
  "c": {"d": 1, "d": 9007199254740993},
  "e": "\\ud800",
  "f\\u0000": 1e999
}
"""
    assert faults(text) == [
        ("number-not-finite", 2, 8),
        ("number-not-finite", 3, 9),
        ("number-not-finite", 3, 19),
        ("json-duplicate-key", 4, 3),
        ("json-duplicate-key", 5, 17),
        ("number-out-of-range", 5, 22),
        ("hidden-character", 6, 8),
        ("hidden-character", 7, 3),
        ("number-out-of-range", 7, 14),
    ]


def test_the_two_places_of_a_duplicate_key_are_named() -> None:
    (problem,) = problems('{"a": 1,\n "b": 2,\n "a": 3}')
    assert problem.message == 'the key "a" stands twice, in lines 1 and 3'
    assert (problem.place.line, problem.place.column, problem.place.header) == (3, 2, "a")


def test_half_a_character_is_shown_by_its_number() -> None:
    (problem,) = problems('{"a": "x\\ud800"}')
    assert problem.raw == "x\\ud800"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"a": 1,\n}', (1, 8), "a comma stands after the last value"),
        ('{"a": [1, ]}', (1, 9), "a comma stands after the last value"),
        ("{'a': 1}", (1, 2), "a key in double quotes is expected here"),
        ('{"a" 1}', (1, 6), "a colon is expected here, after the key"),
        ('{"a": 01}', (1, 8), "a comma or a closing bracket is expected here"),
        ('{"a": [1 2]}', (1, 10), "a comma or a closing bracket is expected here"),
        ('{"a": yes}', (1, 7), "a value is expected here"),
        ('{"a": .5}', (1, 7), "a value is expected here"),
        ('// remark\n{"a": 1}', (1, 1), "a value is expected here"),
        ('{"a": 1}\n// remark', (2, 1), "something follows the end of the document"),
        ('{"a": "x}', (1, 7), "this quotation mark is never closed"),
        ('{"a": "\t"}', (1, 8), "a tab or line end stands inside quotes"),
        ('{"a": "C:\\data"}', (1, 10), "a backslash starts no known sign here"),
    ],
)
def test_what_is_no_json_is_told_in_plain_words(text: str, place: tuple[int, int], words: str) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.message) == ("json-syntax", words)
    assert (problem.place.line, problem.place.column) == place


def test_brackets_in_text_do_not_count_as_depth() -> None:
    text = '{"a": "' + "[{" * 30 + '\\"' + "[" * 30 + '"}'
    assert parse_document(text, "json", "w.json").data == {"a": "[{" * 30 + '"' + "[" * 30}
