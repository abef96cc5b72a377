"""Weighting files in TOML: what is refused, where it stands, and in which words; the scanner that finds the places."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from tests.conftest import before_hours_pass

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.documents.document import Path, parse_document
from dtiscore.methodology.documents.toml_places import TomlPlaces


def problems(text: str) -> list[Problem]:
    """The faults of a text that is read nevertheless, or of one that cannot be."""
    try:
        found = parse_document(text, "toml", "w.toml").problems
    except InvalidMethodology as refusal:
        found = tuple(refusal.problems)
    assert errors_of(found)
    return list(found)


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems(text)]


EVERY_FORM = '''\
# [not.a.table] "
bare-key = 1_000 # = "
"quoted key" = "a # b = [c]"
'literal.key' = 'C:\\'
"b\\u00e0i" = 0x1F
dotted.one = 1.5
dotted . "two" = 1979-05-27
many = """
[no.table]
x = 1 \\"""
"" """""
raw = \'\'\'
y = '' 2\'\'\'
list = [ # remark ]
  1, [2, "]"], { x = 1, y.z = ["}"] },
  "three",
]
empty = []
none = {}

[outer.inner] # here
key = true

[[table.rows]]
code = "1"

  [table.rows.rule]
  kind = "a"

[[table.rows]]
code = "2"

  [[table.rows.parts]]
  p = 1

  [[table.rows.parts]]
  p = 2

[table.after]
[outer]
late = false
'''


def _paths(value: Any, path: Path = ()) -> set[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(_paths(item, (*path, step)) for step, item in inner))


def test_the_scanner_finds_exactly_the_values_of_the_parser() -> None:
    places = TomlPlaces(EVERY_FORM)
    places.scan()
    assert set(places.marks) == _paths(tomllib.loads(EVERY_FORM))
    assert places.duplicates == []


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("bare-key",), 2, 1),
        (("quoted key",), 3, 1),
        (("literal.key",), 4, 1),
        (("bài",), 5, 1),
        (("dotted",), 6, 1),
        (("dotted", "two"), 7, 1),
        (("many",), 8, 1),
        (("raw",), 12, 1),
        (("list", 0), 15, 3),
        (("list", 1, 1), 15, 10),
        (("list", 2, "y", "z"), 15, 25),
        (("list", 3), 16, 3),
        (("outer", "inner"), 21, 2),
        (("table",), 24, 3),
        (("table", "rows", 0), 24, 3),
        (("table", "rows", 0, "rule", "kind"), 28, 3),
        (("table", "rows", 1, "code"), 31, 1),
        (("table", "rows", 1, "parts", 1, "p"), 37, 3),
        (("outer", "late"), 41, 1),
        (("outer",), 40, 2),
    ],
)
def test_places_of_every_form(path: Path, line: int, column: int) -> None:
    place = parse_document(EVERY_FORM, "toml", "w.toml").place(path)
    assert (place.line, place.column) == (line, column)


def test_values_of_every_kind() -> None:
    data = parse_document(EVERY_FORM, "toml", "w.toml").data
    assert data["bare-key"] == 1000
    assert data["bài"] == 31
    assert data["dotted"] == {"one": 1.5, "two": "1979-05-27"}
    assert type(data["dotted"]["one"]) is float
    assert data["many"] == '[no.table]\nx = 1 """\n"" ""'
    assert data["raw"] == "y = '' 2"
    assert data["outer"] == {"inner": {"key": True}, "late": False}


def test_only_a_day_may_stand_without_quotes() -> None:
    assert parse_document("a = 2022-05-20\n", "toml", "w").data == {"a": "2022-05-20"}
    assert faults("a = 2022-05-20T07:30:00Z\nb = 2022-05-20 07:30:00\nc = 07:30:00\n") == [
        ("toml-time", 1, 1),
        ("toml-time", 2, 1),
        ("toml-time", 3, 1),
    ]


def test_all_faults_of_values_come_in_one_run() -> None:
    text = 'a = inf\nb = [nan, 0x20000000000001]\nc = "\\u0007"\n"\\u0000" = 1e999\n'
    assert faults(text) == [
        ("number-not-finite", 1, 1),
        ("number-not-finite", 2, 6),
        ("number-out-of-range", 2, 11),
        ("hidden-character", 3, 1),
        ("hidden-character", 4, 1),
        ("number-out-of-range", 4, 1),
    ]


@pytest.mark.parametrize("number", [2**53 + 1, 2**63, 2**64, -(10**30)])
def test_a_number_that_is_refused_is_shown_in_the_digits_of_its_file(number: int) -> None:
    (problem,) = problems(f"a = {number}\n")
    assert (problem.code, problem.raw) == ("number-out-of-range", str(number))


def test_a_number_without_end_is_refused_in_any_base() -> None:
    assert faults("a = 0x" + "f" * 9000) == [("number-out-of-range", 1, 1)]
    assert faults("b = 1\na = " + "9" * 9000) == [("number-out-of-range", 2, 5)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = 2\n", [(2, 'the key "a" stands twice, in lines 1 and 2')]),
        ("[a]\nb = 1\nb = 2\n[a]\n", [
            (3, 'the key "b" stands twice, in lines 2 and 3'),
            (4, 'the key "a" stands twice, in lines 1 and 4'),
        ]),
        ("[[a]]\nb = 1\n[[a]]\nb = 1\nb = 2\n", [(5, 'the key "b" stands twice, in lines 4 and 5')]),
        ("a = {b = 1, b = 2}\n", [(1, 'the key "b" stands twice, in columns 6 and 13 of line 1')]),
        ("a.b = 1\na = 2\n", [(2, 'the key "a" stands twice, in lines 1 and 2')]),
        ("a = 1\n[a]\n", [(2, 'the key "a" stands twice, in lines 1 and 2')]),
        ('a = 1\n"a" = 2\n', [(2, 'the key "a" stands twice, in lines 1 and 2')]),
        ("a = {b = 1}\na.c = 2\n", [(2, "a key or table of this name is complete already")]),
    ],
)  # fmt: skip
def test_what_is_said_twice_is_refused(text: str, expected: list[tuple[int, str]]) -> None:
    found = problems(text)
    assert {problem.code for problem in found} == {"toml-duplicate-key"}
    assert [(problem.place.line, problem.message) for problem in found] == expected


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\nTên = 1\n", 2, "an equals sign is expected here, after the key"),
        ("a = 1\nb: 2\n", 2, "an equals sign is expected here, after the key"),
        ("a = 01\n", 1, "the line should end here"),
        ("a = 1 b = 2\n", 1, "the line should end here"),
        ("a = yes\n", 1, "no value can be read here"),
        ("a = 0,5\n", 1, "the line should end here"),
        ("[a\nb = 1\n", 1, "the brackets around the name of a table are not closed"),
        ("= 3\n", 1, "this is neither a key nor a table"),
        ('a = "x\nb = 1\n', 1, "a quotation mark is never closed"),
        ("a = 'x\nb = 1\n", 1, "a quotation mark is never closed"),
        ('a = 1\nb = """x\n\'\'\nc = 1\n', 2, "a quotation mark is never closed"),
        ("a = 1\nb = '''x\nc = 1\n", 2, "a quotation mark is never closed"),
        ('a = "C:\\data"\n', 1, "a backslash in double quotes starts no known sign"),
    ],
)
def test_what_is_no_toml_is_told_in_plain_words(text: str, line: int, words: str) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.message) == ("toml-syntax", words)
    assert problem.place.line == line


def test_keys_of_many_parts_are_refused_before_they_cost_time() -> None:
    assert parse_document(".".join("a" * 20) + " = 1\n", "toml", "w").data
    with before_hours_pass():
        assert [code for code, _, _ in faults(".".join("a" * 100_000) + " = 1\n")] == ["document-too-deep"]


@pytest.mark.parametrize("piece", ['"""\\', '"\\', "'''", '"""', "'", '"', "[[", "a.", "\\", "=\n", "#"])
def test_no_text_takes_the_scanner_long(piece: str) -> None:
    with before_hours_pass():
        TomlPlaces(piece * (200_000 // len(piece))).scan()


def test_words_that_are_not_known_are_told_as_they_are() -> None:
    (problem,) = problems('a = "\\uD800"\n')
    assert problem.message == "the text is not TOML: escaped character is not a Unicode scalar value"
    assert (problem.code, problem.place.line, problem.fix) == ("toml-syntax", 1, "correct this line")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a = 'x'", None),
        ('a = "x"\nb = \'y', 5),
        ('a = """x""', 5),
        ('a = """', 5),
        ("a = '''''", 5),
        ('a = """"""', None),
        ("a = '''x'''", None),
        ("a = '", 5),
    ],
)
def test_the_first_quotation_mark_that_nothing_closes(text: str, column: int | None) -> None:
    found = TomlPlaces(text).unclosed_text()
    assert (found.column if found else None) == column
