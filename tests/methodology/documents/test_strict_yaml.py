"""Weighting files in YAML: what is refused, where it stands, and in which words, with either of PyYAML's parsers."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from tests.conftest import before_hours_pass

from dtiscore.errors import InvalidMethodology, Problem, errors_of
from dtiscore.methodology.documents import strict_yaml
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.documents.marks import Mark
from dtiscore.methodology.documents.yaml_syntax import plain_words


@pytest.fixture(autouse=True, params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name = str(request.param)
    if name == "Python":
        monkeypatch.setattr(strict_yaml, "LOADER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("this PyYAML has no parser in C")
    return name


def read(text: str) -> dict[str, Any]:
    return parse_document(text, "yaml", "w.yaml").data


def problems(text: str) -> list[Problem]:
    """The faults of a text that is read nevertheless, or of one that cannot be."""
    try:
        found = parse_document(text, "yaml", "w.yaml").problems
    except InvalidMethodology as refusal:
        found = tuple(refusal.problems)
    assert errors_of(found)
    return list(found)


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems(text)]


def test_values_of_every_kind() -> None:
    text = """\
--- # a remark
empty:
nothing: ~
quoted: ["01", 'no', "1:30", "2022-05-20"]
folded: one
  two
kept: |
  line 1
  line 2
braces: {"a": 1, "7": -0.5,}
...
"""
    assert read(text) == {
        "empty": None,
        "nothing": None,
        "quoted": ["01", "no", "1:30", "2022-05-20"],
        "folded": "one two",
        "kept": "line 1\nline 2\n",
        "braces": {"a": 1, "7": -0.5},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", [("yaml-anchor", 1, 4)]),
        ("a: &x {b: 1}\n", [("yaml-anchor", 1, 4)]),
        ("a: &x\n  - 1\n", [("yaml-anchor", 1, 4)]),
        ("&x a: 1\n", [("yaml-anchor", 1, 1)]),
        ("b: *x\n", [("yaml-alias", 1, 4)]),
        ("a: {b: [*x, *y]}\n", [("yaml-alias", 1, 9), ("yaml-alias", 1, 13)]),
        ("*x : 1\nb: 01\n", [("yaml-alias", 1, 1), ("yaml-ambiguous-scalar", 2, 4)]),
        ("a: !!str 7\n", [("yaml-tag", 1, 4)]),
        ("a: !!python/object:os.system {}\n", [("yaml-tag", 1, 4)]),
        ("a: ! 7\n", [("yaml-tag", 1, 4)]),
        ("!!str a: 1\n", [("yaml-tag", 1, 1)]),
        ("a: !x &y [1]\n", [("yaml-anchor", 1, 4), ("yaml-tag", 1, 4)]),
        ("a:\n  <<: {b: 1}\n", [("yaml-merge-key", 2, 3)]),
        ("a: 1\n---\nb: 2\n", [("yaml-several-documents", 2, 1)]),
        ("a: 1\n---\n", [("yaml-several-documents", 2, 1)]),
        ("7: a\n", [("yaml-key-not-text", 1, 1)]),
        ("a: {yes: 1, No: 2, ~: 3, 0.5: 4, 01: 5, n: 6, ON: 7, true: 8}\n", [
            ("yaml-key-not-text", 1, column) for column in (5, 13, 20, 26, 34, 41, 47, 54)
        ]),
        ("? [a]\n: b: 01\n", [("yaml-key-not-text", 1, 3), ("yaml-ambiguous-scalar", 2, 6)]),
        ("{a: 1}: b\n", [("yaml-key-not-text", 1, 1)]),
        ("a: {weight: 0,5}\n", [("yaml-key-not-text", 1, 15)]),
        ("a: {code:x, points: 1}\n", [("yaml-missing-space", 1, 5)]),
        ('a: "\\a"\n', [("hidden-character", 1, 4)]),
        ('"\\0": 1\n', [("hidden-character", 1, 1)]),
    ],
)  # fmt: skip
def test_refusals_and_their_places(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert sorted(faults(text)) == sorted(expected)


def test_the_two_places_of_a_duplicate_key_are_named() -> None:
    (problem,) = problems("a:\n  points: 1\n  code: x\n  points: 2\n")
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml-duplicate-key", 4, 3)
    assert problem.place.header == "a.points"
    assert problem.message == 'the key "points" stands twice, in lines 2 and 4'
    (problem,) = problems('a: {b: 1, "b": 2}\n')
    assert problem.message == 'the key "b" stands twice, in columns 5 and 11 of line 1'


def test_a_key_that_stands_three_times_is_two_faults() -> None:
    assert faults("a: 1\na: 2\na: 3\n") == [("yaml-duplicate-key", 2, 1), ("yaml-duplicate-key", 3, 1)]


def test_equal_keys_of_two_mappings_are_no_duplicates() -> None:
    assert read("a: {c: 1}\nb: {c: 1}\n") == {"a": {"c": 1}, "b": {"c": 1}}


def test_the_key_on_of_a_ranking_is_text() -> None:
    assert read("rank: {on: published, ties: min}\n") == {"rank": {"on": "published", "ties": "min"}}
    assert faults("rank: {published: on}\n") == [("yaml-ambiguous-scalar", 1, 19)]


def test_all_faults_of_a_file_come_in_one_run_in_its_order() -> None:
    text = """\
index: &main
  code: 01
  points: 1_000
  points: 1e3
  yes: 1
  again: *main
  since: 1:30
"""
    assert faults(text) == [
        ("yaml-anchor", 1, 8),
        ("yaml-ambiguous-scalar", 2, 9),
        ("yaml-ambiguous-scalar", 3, 11),
        ("yaml-duplicate-key", 4, 3),
        ("yaml-ambiguous-scalar", 4, 11),
        ("yaml-key-not-text", 5, 3),
        ("yaml-alias", 6, 10),
        ("yaml-ambiguous-scalar", 7, 10),
    ]


def test_a_refused_value_is_shown_with_its_path_and_the_way_out() -> None:
    (problem,) = problems("index:\n  children:\n    - code: 08\n")
    assert problem.place.header == "index.children[0].code"
    assert problem.raw == "08"
    assert str(problem) == (
        "w.yaml:3:13: yaml-ambiguous-scalar: as a number this would lose its leading zero, and some programs would "
        'read it in base eight "08"; write it in quotes, or the number without the leading zero'
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: [1, 2\nb: 1\n", 2, "a list in [ ] lacks a comma or is never closed (it is opened in line 1)"),
        ("a: {b: 1\nc: {\n", 2, "a mapping in { } lacks a comma or is never closed (it is opened in line 1)"),
        ("a: b: c\n", 1, "a colon stands where no key can be"),
        ("a:\n\t- b\n", 2, "a tab stands where YAML wants spaces"),
        ("a: 'x\nb: 1\n", 3, "a quotation mark is never closed (it is opened in line 1)"),
        ("- a\nb: c\n", 2, "this line does not fit the lines above it"),
        ("a: 1\n  b: 2\n", 2, "a colon stands where no key can be"),
        ("a:\n    b: 1\n  c: 2\n", 3, "this line does not fit the lines above it"),
        ("a: @x\n", 1, "text without quotes cannot start with @"),
        ("a: 50\nb: %\n", 2, "text without quotes cannot start with %"),
        ("a: 1\nb\nc: 1\n", 3, "this line has no colon after its key, or text runs over from the line above"),
        ('a: "\\q"\n', 1, "a backslash in double quotes starts no known sign"),
        ('a: "\\xZZ"\n', 1, "a backslash in double quotes is followed by no valid character number"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, line: int, words: str) -> None:
    (problem,) = problems(text)
    assert problem.code == "yaml-syntax"
    assert problem.message == words
    assert problem.place.line == line
    assert problem.fix


def test_a_character_number_that_no_character_has_is_a_syntax_fault() -> None:
    # Python's parser fails here without a place, so the order differs.
    codes = {code for code, _, _ in faults('a: 01\nb: "\\UFFFFFFFF"\n')}
    assert codes == {"yaml-ambiguous-scalar", "yaml-syntax"}


def test_an_error_without_a_place_is_told_at_the_beginning() -> None:
    error = ValueError("no such character")
    assert plain_words(error, "x") == (
        "the text is not YAML",
        "the parser says: no such character",
        Mark(1, 1),
    )
    assert plain_words(yaml.MarkedYAMLError(problem="odd"), "x") == (
        "the text is not YAML: odd", "correct this line", Mark(1, 1),
    )  # fmt: skip


def test_faults_before_a_syntax_error_are_told_too() -> None:
    assert [code for code, _, _ in faults("a: 01\na: 1\nb: [\n")] == [
        "yaml-ambiguous-scalar",
        "yaml-duplicate-key",
        "yaml-syntax",
    ]


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    with before_hours_pass():
        codes = [code for code, _, _ in faults("\n".join(lines))]
    assert (codes.count("yaml-anchor"), codes.count("yaml-alias")) == (30, 29 * 9)


def test_collections_as_keys_cannot_nest_without_end() -> None:
    codes = [code for code, _, _ in faults("{? " * 50 + "a" + "}" * 50)]
    assert codes.count("document-too-deep") == 1


def test_a_file_of_a_hundred_indicators_is_read_fast(parser: str) -> None:
    indicator = '  - {{code: "{0}", name: {{vi: Chỉ số {0}, en: Indicator {0}}}, points: {0}, column: cot_{0}, rule: {{kind: fraction}}}}'
    text = "index:\n" + "\n".join(indicator.format(i) for i in range(1, 101))
    times = []
    for _ in range(5):
        start = time.process_time()
        assert len(read(text)["index"]) == 100
        times.append(time.process_time() - start)
    assert min(times) < (
        0.1 if parser == "C" else 1.5
    )  # ten times what it takes where nothing else is measured
