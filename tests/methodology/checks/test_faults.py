"""Every kind of mistake in a weighting file has its message, its line and its way out: one broken file for each.

A file in ``broken/`` declares in its first lines what must be said of it, and nothing else may be said::

    # expect: CODE line N "words of the message"

JSON and CSV have no comments: their lines stand beside them in ``NAME.expect``. To add a case, add a file.
"""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from pydantic_core import ErrorDetails

from dtiscore.errors import InvalidMethodology, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.checks import (
    columns as column_checks,
    consistency,
    nodes as node_checks,
    preparation as preparation_checks,
    schema_faults,
)
from dtiscore.methodology.documents.document import Document, Syntax, parse_document
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.parsing import methodology_from, parse_methodology
from dtiscore.said import said

BROKEN = Path(__file__).with_name("broken")
CASES = sorted(path.name for path in BROKEN.iterdir() if path.suffix != ".expect")
EXPECTATION = re.compile(r'^# expect: (\S+) line (\d+) "(.*)"$', re.MULTILINE)


def document(text: str, syntax: str, source: str) -> Document:
    if syntax == "csv":
        return read_flat(text, source)
    return parse_document(text, cast("Syntax", syntax), source)


def problems(text: str, syntax: str, source: str = "w") -> list[Problem]:
    with pytest.raises(InvalidMethodology) as caught:
        parse_methodology(document(text, syntax, source))
    return list(caught.value.problems)


def expectations(name: str) -> list[tuple[str, int, str]]:
    beside = BROKEN / f"{name}.expect"
    declared = (beside if beside.exists() else BROKEN / name).read_text(encoding="utf-8")
    return [(code, int(line), words) for code, line, words in EXPECTATION.findall(declared)]


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_is_told_of_in_the_declared_words_and_lines(name: str) -> None:
    found = problems((BROKEN / name).read_text(encoding="utf-8"), name.rpartition(".")[2], name)
    expected = expectations(name)
    assert expected
    assert [(each.code, each.place.line) for each in found] == [(code, line) for code, line, _ in expected]
    for each, (_, _, words) in zip(found, expected, strict=True):
        assert words in str(each)
        assert each.place.file == name
        assert each.place.column


@pytest.mark.parametrize("kept", ["columns: [firms, people]", "leave: [firms_per_1000]"])
def test_a_step_above_one_that_derives_says_which_columns_it_is_about(kept: str) -> None:
    text = (BROKEN / "derived-later.yaml").read_text(encoding="utf-8")
    named = text.replace("columns: [firms_per_1000]", kept)
    above, below = text.partition("prepare:\n")[2].splitlines()[:2]
    moved = text.replace(f"{above}\n{below}", f"{below}\n  - {{step: winsorise}}")
    reached = (
        f"{text.replace(', columns: [firms_per_1000]', '')}    - {{code: people, rule: {{kind: min-max}}}}\n"
    )
    reached += "    - {code: firms, rule: {kind: min-max}}\n"
    for sound in (named, moved, reached):
        assert parse_methodology(parse_document(sound, "yaml", "sound.yaml")).prepare


def codes_in(module: ModuleType) -> set[str]:
    """The codes of the faults that a module can tell of, from its calls of Fault(path, code, …) and draft.fault(code, …)."""
    tree = ast.parse(inspect.getsource(module))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [call.args[1] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Fault"]
    given += [
        call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "fault"
    ]
    return {str(node.value) for node in given if isinstance(node, ast.Constant)}


@pytest.mark.parametrize(
    "module",
    [column_checks, consistency, node_checks, preparation_checks],
    ids=lambda module: module.__name__,
)
def test_no_fault_of_consistency_is_left_without_a_case(module: ModuleType) -> None:
    declared = {code for name in CASES for code, _, _ in expectations(name)}
    assert len(codes_in(module)) >= 3
    assert codes_in(module) - declared == set()


def _words(text: ast.expr) -> str:
    """The words of a message as the source writes them, without the values put into it."""
    return "".join(
        str(part.value)
        for part in ast.walk(text)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def test_a_value_is_never_refused_without_a_way_out() -> None:
    """What stands after the first semicolon of a message is shown as what to do."""
    silent = []
    for path in sorted(Path(inspect.getfile(Methodology)).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ValueError":
                words = _words(node.args[0])
                if words and "; " not in words:
                    silent.append(words)
    assert silent == []


def test_five_different_faults_are_told_in_one_run_in_the_order_of_the_file() -> None:
    text = (BROKEN / "five-faults.yaml").read_text(encoding="utf-8")
    with pytest.raises(InvalidMethodology) as caught:
        parse_methodology(parse_document(text, "yaml", "five-faults.yaml"))
    assert caught.value.message == "five-faults.yaml: 5 faults in the weighting file"
    assert [str(each.place) for each in caught.value.problems] == [
        "five-faults.yaml:13:8",
        "five-faults.yaml:19:3",
        "five-faults.yaml:21:76",
        "five-faults.yaml:22:104",
        "five-faults.yaml:25:24",
    ]


SOUND = """\
id: mau-2024
title: {vi: Chỉ số mẫu, en: Sample index}
authority: {decision: 1/QĐ-UBND, issuer: UBND tỉnh, signed: 2024-05-20, source: https://example.org}
publish: {as: score, decimals: 3}
rank: {on: full}
index:
  code: CHI_SO
  aggregate: geometric
  weights: 1
  children:
    - {code: "01", weight: 0.6, rule: {kind: goalposts, low: 20, high: 85, clip: low}}
    - {code: "4.10", weight: 0.4, optional: true, rule: {kind: steps, steps: [{at_least: 1, score: 0.5}]}}
views:
  - {code: RIENG, of: ["01"]}
"""

SOUND_TOML = """\
id = "mau-2024"
title = {vi = "Chỉ số mẫu", en = "Sample index"}
rank.on = "full"
publish = {as = "score", decimals = 3}

[authority]
decision = "1/QĐ-UBND"
issuer = "UBND tỉnh"
signed = 2024-05-20
source = "https://example.org"

[index]
code = "CHI_SO"
aggregate = "geometric"
weights = 1.0

[[index.children]]
code = "01"
weight = 0.6
rule = {kind = "goalposts", low = 20, high = 85.0, clip = "low"}

[[index.children]]
code = "4.10"
weight = 0.4
optional = true
[index.children.rule]
kind = "steps"
steps = [{at_least = 1, score = 0.5}]

[[views]]
code = "RIENG"
of = ["01"]
"""

SOUND_JSON = """\
{"views": [{"of": ["01"], "code": "RIENG"}],
 "index": {"code": "CHI_SO", "aggregate": {"kind": "geometric"}, "weights": 1,
  "children": [
   {"code": "01", "weight": 0.6, "rule": {"kind": "goalposts", "low": 2e1, "high": 85, "clip": "low"}},
   {"code": "4.10", "weight": 0.4, "optional": true,
    "rule": {"kind": "steps", "steps": [{"at_least": 1, "score": 0.5}]}}]},
 "rank": {"on": "full"}, "publish": {"as": "score", "decimals": 3},
 "authority": {"decision": "1/QĐ-UBND", "issuer": "UBND tỉnh", "signed": "2024-05-20",
               "source": "https://example.org"},
 "title": {"vi": "Chỉ số mẫu", "en": "Sample index"}, "id": "mau-2024"}
"""

SOUND_FLAT = """\
code;parent;weight;rule;rule.low;rule.high;rule.clip;rule.steps;aggregate;weights;optional;of
@id;mau-2024
@title.vi;Chỉ số mẫu
@title.en;Sample index
@authority.decision;1/QĐ-UBND
@authority.issuer;UBND tỉnh
@authority.signed;2024-05-20
@authority.source;https://example.org
@publish.as;score
@publish.decimals;3
@rank.on;full
CHI_SO;;;;;;;;geometric;1;;
01;CHI_SO;0.6;goalposts;20;85;low;;;;;
4.10;CHI_SO;0.4;steps;;;;1=0.5;;;TRUE;
RIENG;;;;;;;;;;;01
"""


def sound(text: str, syntax: str) -> Methodology:
    return parse_methodology(document(text, syntax, "w"))


@pytest.mark.parametrize(
    ("text", "syntax"), [(SOUND_TOML, "toml"), (SOUND_JSON, "json"), (SOUND_FLAT, "csv")]
)
def test_the_same_content_is_an_equal_methodology_with_an_equal_hash(text: str, syntax: str) -> None:
    expected = sound(SOUND, "yaml")
    assert sound(text, syntax) == expected
    assert sound(text, syntax).hash == expected.hash


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json", "csv"])
def test_another_content_has_another_hash(syntax: str) -> None:
    text = {"yaml": SOUND, "toml": SOUND_TOML, "json": SOUND_JSON, "csv": SOUND_FLAT}[syntax]
    other = sound(text.replace("4.10", "4.1"), syntax)
    assert other != sound(SOUND, "yaml")
    assert other.hash != sound(SOUND, "yaml").hash


def test_a_warning_alone_forbids_nothing() -> None:
    text = SOUND.replace("weight: 0.6", "weight: 0.6000000000000000001")
    assert [each.severity for each in parse_document(text, "yaml", "w").problems] == ["warning"]
    assert sound(text, "yaml") == sound(SOUND, "yaml")


def test_data_without_a_text_have_the_same_faults_without_lines() -> None:
    data = parse_document(SOUND, "yaml", "w").data
    del data["authority"]["issuer"]
    with pytest.raises(InvalidMethodology, match="1 fault in the weighting file") as caught:
        methodology_from(data)
    assert str(caught.value.problems[0]) == (
        '<data>: missing-key: "issuer" is required and absent; add issuer and its value to "authority"'
    )


def test_a_refused_value_is_told_of_once_and_its_neighbours_are_checked() -> None:
    text = SOUND.replace("weight: 0.6", "weight: 0_6").replace("clip: low", "clip: both")
    assert [each.code for each in problems(text, "yaml")] == ["yaml-ambiguous-scalar", "not-a-choice"]


def test_a_key_with_the_name_of_its_kind_leads_to_the_right_line() -> None:
    text = SOUND.replace("rule: {kind: steps,", "rule: {kind: steps,\n        otherwise: none,\n       ")
    (problem,) = problems(text, "yaml")
    assert (problem.code, problem.place.line) == ("not-a-number", 13)
    assert problem.place.header == "index.children[1].rule.otherwise"


def test_keys_of_the_kind_that_is_meant_are_suggested() -> None:
    text = SOUND + "bands: {kind: quantiles, count: 5, clsoed: right}\n"
    (problem,) = problems(text, "yaml")
    assert problem.fix == "did you mean closed?"


def test_the_last_of_two_values_is_checked_beside_the_duplicate() -> None:
    text = SOUND.replace("  weights: 1", "  weights: 1\n  weights: relatve")
    assert [(each.code, each.place.line) for each in problems(text, "yaml")] == [
        ("yaml-duplicate-key", 10),
        ("not-a-choice", 10),
    ]


def test_where_a_word_or_a_mapping_may_stand_the_keys_of_the_mapping_are_told_of() -> None:
    text = SOUND + 'frame: {bse: "2020"}\n'
    assert [str(each) for each in problems(text, "yaml", "w.yaml")] == [
        'w.yaml:15:1: missing-key: "base" is required and absent; add base and its value to "frame"',
        'w.yaml:15:9: unknown-key: "bse" is not a key here; did you mean base?',
    ]


def test_an_error_that_the_schema_does_not_word_keeps_the_words_it_came_with() -> None:
    details = ErrorDetails(type="odd", loc=("x",), msg="Input is odd", input=1)
    assert schema_faults._broken_rule(said('"x"'), ("x",), details) == (
        "invalid-value",
        "Input is odd",
        "correct it",
    )


SHARE = "{kind: goalposts, low: 0, high: 10}"
MEAN = """\
id: mean-2024
title: {en: Mean}
authority: {decision: D, issuer: I, source: https://example.org}
publish: {as: fraction, decimals: 3}
rank: {on: full}
SCALE
index:
  code: I
  aggregate: points
  points: 100
  children:
    - code: M
      points: 60
      aggregate: AGGREGATE
      weights: equal
      FURTHER
      children: [{code: a, rule: RULE}, {code: b, rule: RULE}]
    - {code: c, points: 40, rule: {kind: fraction}}
"""


@pytest.mark.parametrize(
    ("aggregate", "rule", "scale", "further", "found"),
    [
        ("arithmetic", SHARE, "", "", True),
        ("{kind: geometric, zero: allow}", SHARE, "", "", True),
        ("minimum", SHARE, "scale: 100", "", True),
        ("arithmetic", SHARE, "", "out_of: 2", True),
        ("arithmetic", "{kind: steps, steps: [{at_least: 3, score: 1}]}", "", "", True),
        ("arithmetic", SHARE, "scale: 60", "", False),
        ("arithmetic", SHARE, "", "out_of: 1", False),
        ("arithmetic", SHARE, "scale: 100", "out_of: 100", False),
        ("arithmetic", "{kind: identity}", "", "", False),
        ("arithmetic", "{kind: z-score, divisor: sample}", "", "", False),
        ("arithmetic", "{kind: steps, outcome: score, steps: [{at_least: 3, score: 60}]}", "", "", False),
        ("sum", SHARE, "scale: 30", "", False),
        ("{kind: formula, formula: 30 * a + 30 * b}", SHARE, "", "", False),
        ("arithmetic", SHARE, "", "then: [{kind: fraction}]", False),
    ],
)
def test_a_mean_in_points_says_what_its_parts_are_marked_out_of(
    aggregate: str, rule: str, scale: str, further: str, found: bool
) -> None:
    text = MEAN.replace("AGGREGATE", aggregate).replace("RULE", rule).replace("SCALE", scale)
    text = text.replace("FURTHER", further)
    if not found:
        assert parse_methodology(document(text, "yaml", "w")).id == "mean-2024"
        return
    (problem,) = problems(text, "yaml")
    assert (problem.code, problem.place.line) == ("mean-not-in-points", 13)


def test_an_index_that_is_a_mean_in_points_says_it_too() -> None:
    text = MEAN.replace(
        "  aggregate: points\n  points: 100", "  aggregate: arithmetic\n  points: 100\n  weights: equal"
    )
    children = (
        "[{code: a, rule: RULE}, {code: G, aggregate: points, children: [{code: p, points: 1, rule: RULE}]}]"
    )
    text = f"{text[: text.index('  children:')]}  children: {children}\n".replace("RULE", SHARE).replace(
        "SCALE", ""
    )
    (problem,) = problems(text, "yaml")
    assert (problem.code, problem.fix) == (
        "mean-not-in-points",
        "write out_of: 1 (what its parts are marked out of)",
    )
    mended = text.replace("points: 100", "points: 100\n  out_of: 1")
    assert parse_methodology(document(mended, "yaml", "w")).index.own_maximum == 1
