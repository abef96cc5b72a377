"""What is said once for all nodes below: taken from the nearest, told once where it is wrong, the same as if repeated."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD

from dtiscore.errors import InvalidMethodology
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.parsing import methodology_from, parse_methodology

TENTH = {"kind": "fraction", "of": 10}
BOX = {"kind": "min-max"}
TWO = {"decimals": 2}


def index(below: dict[str, Any] | None = None, *children: dict[str, Any], **keys: Any) -> Methodology:
    node = {"code": "I", "aggregate": "sum", "children": list(children), **keys}
    return methodology_from(HEAD | {"index": node if below is None else node | {"below": below}})


def test_it_is_as_if_every_node_said_it() -> None:
    once = index(
        {"groups": {"aggregate": "minimum", "round": TWO}, "indicators": {"rule": TENTH, "then": [BOX]}},
        {"code": "G", "children": [{"code": "a"}, {"code": "b", "rule": BOX, "then": []}]},
        {"code": "c"},
    )
    a = {"code": "a", "rule": TENTH, "then": [BOX]}
    group = {"code": "G", "aggregate": "minimum", "round": TWO, "children": [a, {"code": "b", "rule": BOX}]}
    again = index(None, group, {"code": "c", "rule": TENTH, "then": [BOX]})
    assert once == again
    assert once.hash == again.hash


def test_the_nearest_counts_and_the_node_that_says_it_takes_nothing() -> None:
    made = index(
        {"indicators": {"rule": TENTH, "round": TWO}},
        {
            "code": "G",
            "aggregate": "sum",
            "below": {"indicators": {"rule": BOX}},
            "children": [{"code": "a"}],
        },
        {"code": "b"},
    )
    kinds = {code: (node.rule.kind, node.round) for code, node in made.nodes.items() if node.rule is not None}
    assert [kind for kind, _ in kinds.values()] == ["min-max", "fraction"]
    assert all(rounding is not None and rounding.decimals == 2 for _, rounding in kinds.values())
    assert made.index.round is None  # what is said below does not reach the node that says it


def test_a_fault_is_told_once_where_it_is_said() -> None:
    text = """
id: test
title: Test
authority: {decision: none, issuer: nobody, source: made}
publish: {as: score, decimals: 2}
rank: {on: full}
index:
  code: I
  aggregate: sum
  below:
    indicators: {rule: {kind: goalposts, low: 0, hihg: 1}, colour: 1}
    groups: {aggregate: sum}
  children: [{code: a}, {code: b}, {code: c}]
"""
    with pytest.raises(InvalidMethodology) as refused:
        parse_methodology(parse_document(text, "yaml", "own.yaml"))
    assert [(each.code, each.place.line, each.place.header) for each in refused.value.problems] == [
        ("missing-key", 11, "index.below.indicators.rule.high"),
        ("unknown-key", 11, "index.below.indicators.rule.hihg"),
        ("unknown-key", 11, "index.below.indicators.colour"),
        ("no-meaning-here", 12, "index.below.groups.aggregate"),
    ]
    assert refused.value.problems[-1].message == 'nothing below takes "aggregate"'


def test_it_may_stand_in_a_flat_file(tmp_path: Any) -> None:
    head = (
        "@id,test\n@title,Test\n@authority.decision,none\n@authority.issuer,nobody\n@authority.source,made\n"
    )
    rows = "@publish.decimals,2\n@rank.on,full\nI,,sum,fraction,10,2\nG,I,sum,,,\na,G,,,,\nb,I,,,,\n"
    file = tmp_path / "own.csv"
    keys = (
        "code,parent,aggregate,below.indicators.rule,below.indicators.rule.of,below.groups.round.decimals\n"
    )
    file.write_text(keys + head + rows, encoding="utf-8")
    made = load_methodology(file)
    a = {"code": "a", "rule": TENTH}
    again = index(
        None, {"code": "G", "aggregate": "sum", "round": TWO, "children": [a]}, {"code": "b", "rule": TENTH}
    )
    assert made.index == again.index
