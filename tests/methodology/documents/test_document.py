"""The contract of a document: equal data in three syntaxes, true places, every fault in one run, sane limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import ExitCode, InvalidMethodology, Place, Problem, errors_of
from dtiscore.methodology.documents import draft as document_draft
from dtiscore.methodology.documents.document import (
    GREATEST_BYTES,
    Document,
    Mark,
    Path,
    Syntax,
    parse_document,
)
from dtiscore.methodology.documents.marks import Lines, path_text

SYNTAXES: tuple[Syntax, ...] = ("yaml", "toml", "json")

YAML = """\
id: dti-province-2022
signed: 2022-05-20
periods: ["2021", "2022"]
index:
  code: DTI
  children:
    - {code: "1", points: 100, weight: 0.25, scored: true}
    - code: "4.10"
      name: {vi: Nhận thức số}
"""

TOML = """\
id = "dti-province-2022"
signed = 2022-05-20
periods = ["2021", "2022"]

[index]
code = "DTI"

[[index.children]]
code = "1"
points = 100
weight = 0.25
scored = true

[[index.children]]
code = "4.10"
name.vi = "Nhận thức số"
"""

JSON = """\
{
  "id": "dti-province-2022", "signed": "2022-05-20",
  "periods": ["2021", "2022"],
  "index": {
    "code": "DTI",
    "children": [
      {"code": "1", "points": 100, "weight": 0.25, "scored": true},
      {"code": "4.10", "name": {"vi": "Nhận thức số"}}
    ]
  }
}
"""

CONTENT = {
    "id": "dti-province-2022",
    "signed": "2022-05-20",
    "periods": ["2021", "2022"],
    "index": {
        "code": "DTI",
        "children": [
            {"code": "1", "points": 100, "weight": 0.25, "scored": True},
            {"code": "4.10", "name": {"vi": "Nhận thức số"}},
        ],
    },
}


def faults(text: str, syntax: Syntax = "yaml") -> list[tuple[str, int | None, int | None]]:
    _, found = _read_or_refused(text, syntax)
    assert errors_of(found)
    return [(problem.code, problem.place.line, problem.place.column) for problem in found]


@pytest.mark.parametrize(("syntax", "text"), [("yaml", YAML), ("toml", TOML), ("json", JSON)])
def test_the_same_content_gives_equal_data_of_plain_types(syntax: Syntax, text: str) -> None:
    data = parse_document(text, syntax, "w").data
    assert data == CONTENT
    child = data["index"]["children"][0]
    assert [type(value) for value in child.values()] == [str, int, float, bool]
    assert type(data["signed"]) is str


@pytest.mark.parametrize(
    ("syntax", "text", "points", "vi"),
    [("yaml", YAML, (7, 19), (9, 14)), ("toml", TOML, (10, 1), (16, 1)), ("json", JSON, (7, 21), (8, 33))],
)
def test_a_place_is_where_the_key_stands(
    syntax: Syntax, text: str, points: tuple[int, int], vi: tuple[int, int]
) -> None:
    document = parse_document(text, syntax, "w.file")
    first, second = ("index", "children", 0), ("index", "children", 1)
    assert document.place((*first, "points")) == Place("w.file", *points, "index.children[0].points")
    assert document.place((*second, "name", "vi")) == Place("w.file", *vi, "index.children[1].name.vi")


def test_the_place_of_what_is_missing_is_what_should_hold_it() -> None:
    document = parse_document(YAML, "yaml", "w.yaml")
    missing = ("index", "children", 1, "rule", "kind")
    assert document.place(missing) == Place("w.yaml", 8, 7, "index.children[1].rule.kind")
    assert document.place(("title",)) == Place("w.yaml", 1, 1, "title")
    assert document.place(()) == Place("w.yaml", 1, 1, None)


def test_data_without_a_text_have_places_without_lines() -> None:
    given_data = {"index": {"children": [1]}}
    document = Document.of(given_data, "<data>")
    assert document.place(("index", "children", 0)) == Place("<data>", None, None, "index.children[0]")
    document.data["index"]["children"].append(2)
    assert given_data == {"index": {"children": [1]}}


def test_paths_are_written_as_people_write_them() -> None:
    assert path_text(("index", "children", 0, "mã_cột", "a-b")) == "index.children[0].mã_cột.a-b"
    assert path_text(("of", "7", "a.b", "x\x07")) == 'of["7"]["a.b"]["x\\x07"]'
    assert path_text(()) == ""


def test_offsets_become_lines_and_columns_from_one() -> None:
    lines = Lines("ab\n\nđc")
    assert [lines.mark(offset) for offset in (0, 2, 3, 4, 5)] == [
        Mark(1, 1),
        Mark(1, 3),
        Mark(2, 1),
        Mark(3, 1),
        Mark(3, 2),
    ]


def _flow(value: Any, syntax: Syntax) -> str:
    """The value in the bracket form that the three syntaxes share but for one sign."""
    if isinstance(value, dict):
        sign = " = " if syntax == "toml" else ": "
        return (
            "{"
            + ", ".join(json.dumps(k, ensure_ascii=False) + sign + _flow(v, syntax) for k, v in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, syntax) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _written(data: dict[str, Any], syntax: Syntax) -> str:
    if syntax != "toml":
        return _flow(data, syntax)
    return "\n".join(f"{json.dumps(k, ensure_ascii=False)} = {_flow(v, syntax)}" for k, v in data.items())


def _paths(value: Any, path: Path = ()) -> list[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, item in inner for found in _paths(item, (*path, step)))]


_SEEN = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
)
_TEXTS = st.text(_SEEN | st.sampled_from("\n\t\"\\'#=[]{},.:"), max_size=12)
_SCALARS = (
    st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000)
    | _TEXTS
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)
_DATA = st.dictionaries(_TEXTS, _VALUES, min_size=1, max_size=5)


@given(_DATA, st.sampled_from(SYNTAXES))
def test_any_data_come_back_as_they_were_written(data: dict[str, Any], syntax: Syntax) -> None:
    read = parse_document(_written(data, syntax), syntax, "w").data
    assert json.dumps(read) == json.dumps(data)  # as text, so that 1, 1.0 and True differ


@given(_DATA, st.sampled_from(SYNTAXES))
def test_every_value_has_its_place_and_no_other_has(data: dict[str, Any], syntax: Syntax) -> None:
    text = _written(data, syntax)
    marks = parse_document(text, syntax, "w").marks
    assert set(marks) == set(_paths(data))
    lines = text.split("\n")
    for path, mark in marks.items():
        if path and isinstance(path[-1], str):
            key = json.dumps(path[-1], ensure_ascii=False)
            assert lines[mark.line - 1].startswith(key, mark.column - 1)


def _read_or_refused(text: str, syntax: Syntax) -> tuple[dict[str, Any], Sequence[Problem]]:
    try:
        document = parse_document(text, syntax, "w")
    except InvalidMethodology as refusal:
        return {}, refusal.problems
    return document.data, document.problems


_PIECES = st.sampled_from(
    [*"aé7\n\t ,:=.#-?!&*|>%@~'\"\\[]{}", "\n  ", ": ", "- ", '"""', "[[", "<<", "\\ud800", "\ud800"]
)


@given(st.text(max_size=60) | st.lists(_PIECES, max_size=25).map("".join), st.sampled_from(SYNTAXES))
def test_any_text_is_read_or_refused_in_words(text: str, syntax: Syntax) -> None:
    data, problems = _read_or_refused(text, syntax)
    assert data or errors_of(problems)
    for problem in problems:
        assert problem.place.line
        assert problem.place.column
        assert problem.fix
        str(problem).encode("utf-8")  # no half character is sent to an output


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("syntax", "text"), [("yaml", YAML), ("toml", TOML), ("json", JSON)])
def test_line_ends_and_a_byte_order_mark_change_nothing(
    syntax: Syntax, text: str, mark: str, end: str
) -> None:
    document = parse_document(mark + text.replace("\n", end), syntax, "w")
    assert document == parse_document(text, syntax, "w")


def test_a_refusal_says_how_many_faults_there_are_and_is_a_usage_fault() -> None:
    with pytest.raises(InvalidMethodology) as caught:
        parse_document("a: 01\nb: [\n", "yaml", "w.yaml")
    assert caught.value.message == "w.yaml: 2 faults in the YAML text"
    assert caught.value.exit_code is ExitCode.USAGE
    assert str(caught.value.problems[0].place) == "w.yaml:1:4"
    for text, kind in [("[1]", "a list"), ("1", "a single value")]:
        with pytest.raises(InvalidMethodology, match="1 fault in the JSON text") as caught:
            parse_document(text, "json", "w.json")
        assert caught.value.problems[0].message == f"the file holds {kind}, not keys with values"


@pytest.mark.parametrize(
    ("text", "syntax", "code", "data"),
    [
        ("a: 01\nb: yes\n", "yaml", "yaml-ambiguous-scalar", {"a": "01", "b": "yes"}),
        ("a: 1\na: 2\n", "yaml", "yaml-duplicate-key", {"a": 2}),
        ('{"a": 1, "a": 2}', "json", "json-duplicate-key", {"a": 2}),
        ("a: &x 1\nb: *x\n", "yaml", "yaml-anchor", {"a": 1, "b": "*x"}),
        ("a: !!int 7\n", "yaml", "yaml-tag", {"a": "7"}),
        ("a: 1\n---\nb: 2\n", "yaml", "yaml-several-documents", {"a": 1}),
        ("a = inf\n", "toml", "number-not-finite", {"a": "inf"}),
        ('{"a": 1e999}', "json", "number-out-of-range", {"a": "1e999"}),
        ('{"a": 1.0e+308}', "json", "number-out-of-range", {"a": "1.0e+308"}),  # two of them have no sum
        ("a: x\x07\n", "yaml", "hidden-character", {"a": "x\N{REPLACEMENT CHARACTER}"}),
    ],
)
def test_what_a_refused_value_is_read_as_so_that_other_faults_are_found(
    text: str, syntax: Syntax, code: str, data: dict[str, Any]
) -> None:
    document = parse_document(text, syntax, "w")
    assert document.problems[0].code == code
    assert errors_of(document.problems)
    assert document.data == data


@pytest.mark.parametrize(
    ("text", "syntax", "code"),
    [
        ("", "yaml", "document-empty"),
        ("# only a remark\n", "yaml", "document-empty"),
        ("{}", "yaml", "document-empty"),
        ("# only a remark\n", "toml", "document-empty"),
        ("{}", "json", "document-empty"),
        ("", "json", "json-syntax"),
        ("- 1\n", "yaml", "document-not-mapping"),
        ("code:1\n", "yaml", "document-not-mapping"),
        ("[1]", "json", "document-not-mapping"),
        ('"text"', "json", "document-not-mapping"),
    ],
)
def test_a_document_is_one_mapping_that_holds_something(text: str, syntax: Syntax, code: str) -> None:
    assert faults(text, syntax) == [(code, 1, 1)]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_twenty_levels_are_allowed_and_one_more_is_not(syntax: Syntax) -> None:
    def nested(lists: int) -> str:
        value: list[Any] = []
        for _ in range(lists - 1):
            value = [value]
        return _written({"a": value}, syntax)

    assert parse_document(nested(19), syntax, "w").data["a"]
    assert [code for code, _, _ in faults(nested(20), syntax)] == ["document-too-deep"]


def test_a_bracket_closes_one_level() -> None:
    text = "[[]" + "[" * 20
    assert document_draft.first_too_deep(zip(text, range(len(text)), strict=True)) == len(text) - 1
    assert document_draft.first_too_deep(zip(text[:-1], range(len(text) - 1), strict=True)) is None


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_brackets_without_end_are_refused_before_they_exhaust_a_parser(syntax: Syntax) -> None:
    text = "a = " + "[" * 100_000 if syntax == "toml" else "[" * 100_000
    assert [code for code, _, _ in faults(text, syntax)] == ["document-too-deep"]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_as_many_values_as_allowed_and_not_one_more(syntax: Syntax, monkeypatch: pytest.MonkeyPatch) -> None:
    assert document_draft.GREATEST_NODES == 100_000
    monkeypatch.setattr(document_draft, "GREATEST_NODES", 5)
    # The mapping and the list are values too.
    assert parse_document(_written({"a": [1, 1, 1]}, syntax), syntax, "w").data == {"a": [1, 1, 1]}
    assert [code for code, _, _ in faults(_written({"a": [1, 1, 1, 1]}, syntax), syntax)] == [
        "document-too-large"
    ]


def test_the_size_is_counted_in_bytes() -> None:
    longest = "a: " + "đ" * ((GREATEST_BYTES - 4) // 2) + "x"
    assert parse_document(longest, "yaml", "w").data["a"].endswith("đx")
    assert faults(longest + "x") == [("document-too-large", 1, 1)]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_kind_of_hidden_character_is_named_once_with_its_number(syntax: Syntax) -> None:
    data = {"a": "x\u202ey\u202e", "b": "\u0085"}
    _, problems = _read_or_refused(_written(data, syntax), syntax)
    assert [problem.message for problem in problems] == [
        "the hidden character U+202E stands in the text 2 times, first here",
        "the hidden character U+0085 stands in the text once here",
    ]


def test_faults_behind_a_hidden_character_are_found_too() -> None:
    assert faults("a: x\x07\nb: 01\n") == [("hidden-character", 1, 5), ("yaml-ambiguous-scalar", 2, 4)]


@pytest.mark.parametrize(
    ("syntax", "text"), [("yaml", "a: {}\n"), ("toml", "a = {}\n"), ("json", '{{"a": {}}}')]
)
class TestNumbers:
    """Numbers that a 64-bit float cannot keep, in each syntax."""

    def test_whole_numbers_are_exact(self, syntax: Syntax, text: str) -> None:
        for number in (2**53, -(2**53)):
            assert parse_document(text.format(number), syntax, "w").data == {"a": number}
        for digits in ("9007199254740993", "-9007199254740993", "1" + "0" * 20, "9" * 5000):
            assert [code for code, _, _ in faults(text.format(digits), syntax)] == ["number-out-of-range"]

    def test_numbers_beyond_the_greatest_and_the_smallest_are_refused(
        self, syntax: Syntax, text: str
    ) -> None:
        for digits in ("1.0e+400", "-1.0e+400", "1.0e-400"):
            assert [code for code, _, _ in faults(text.format(digits), syntax)] == ["number-out-of-range"]
        assert parse_document(text.format("0.0e-400"), syntax, "w").data == {"a": 0.0}
        assert parse_document(text.format("1.5e-3"), syntax, "w").data == {"a": 0.0015}

    def test_digits_that_are_lost_are_warned_of(self, syntax: Syntax, text: str) -> None:
        assert parse_document(text.format("0.33333333333333331"), syntax, "w").problems == ()
        document = parse_document(text.format("0.333333333333333333"), syntax, "w")
        (warning,) = document.problems
        assert (warning.code, warning.severity, warning.raw) == (
            "number-rounded",
            "warning",
            "0.333333333333333333",
        )
        assert document.data == {"a": 1 / 3}


def test_plain_data_may_be_as_deep_as_a_text() -> None:
    lists: Any = 1
    for _ in range(19):
        lists = [lists]
    assert Document.of({"a": lists}, "s").data["a"]  # a mapping and 19 lists
    with pytest.raises(InvalidMethodology) as caught:
        Document.of({"a": [lists]}, "s")
    assert [problem.code for problem in caught.value.problems] == ["document-too-deep"]


def test_a_key_of_twenty_parts_is_one_of_twenty_levels() -> None:
    assert parse_document(".".join("a" * 20) + " = 1\n", "toml", "w").data["a"]
    assert [code for code, _, _ in faults(".".join("a" * 21) + " = 1\n", "toml")] == ["document-too-deep"]
