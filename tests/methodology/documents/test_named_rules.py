"""Rules that a file names once: as if each node had written them, told once where they are wrong."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD

from dtiscore.errors import InvalidMethodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.documents.named_rules import written_out
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.parsing import methodology_from, parse_methodology

TENTH = {"kind": "fraction", "of": 10}
BOX = {"kind": "min-max"}
WHOLE = {"kind": "round", "decimals": 0}
RULES: dict[str, Any] = {"tenth": TENTH, "chain": [TENTH, BOX]}


def index(*children: dict[str, Any], rules: dict[str, Any] | None = None, **keys: Any) -> Methodology:
    named = {} if rules is None else {"rules": rules}
    return methodology_from(
        HEAD | named | {"index": {"code": "I", "aggregate": "sum", "children": list(children), **keys}}
    )


def test_a_name_is_as_if_its_rules_stood_there() -> None:
    once = index(
        {"code": "a", "rule": "tenth"},
        {"code": "b", "rule": "chain", "then": [WHOLE]},
        {"code": "c"},
        rules=RULES,
        below={"indicators": {"rule": "chain"}},
        then=["chain", WHOLE],
    )
    again = index(
        {"code": "a", "rule": TENTH},
        {"code": "b", "rule": TENTH, "then": [BOX, WHOLE]},
        {"code": "c", "rule": TENTH, "then": [BOX]},
        then=[TENTH, BOX, WHOLE],
    )
    assert once == again
    assert once.hash == again.hash


def test_views_take_names_too() -> None:
    view = {"code": "V", "of": ["a"], "then": ["tenth"]}
    data = HEAD | {"index": {"code": "I", "aggregate": "sum", "children": [{"code": "a", "rule": TENTH}]}}
    made = methodology_from(data | {"rules": {"tenth": TENTH}, "views": [view]})
    assert made == methodology_from(data | {"views": [view | {"then": [TENTH]}]})


TEXT = """
id: test
title: Test
authority: {decision: none, issuer: nobody, source: made}
publish: {as: score, decimals: 2}
rank: {on: full}
rules:
  bad: [{kind: goalposts, low: 0, hihg: 1}]
  unused: {kind: identity}
  min-max: {kind: identity}
  tenth: {kind: fraction, of: 10}
index:
  code: I
  aggregate: sum
  children:
    - {code: a, rule: bad}
    - {code: b, rule: bad, then: [{kind: round, decimal: 1}]}
    - {code: c, rule: tneth}
    - {code: d, rule: {kind: tenth, of: 3}}
"""


def test_a_fault_is_told_once_where_it_is_said() -> None:
    with pytest.raises(InvalidMethodology) as refused:
        parse_methodology(parse_document(TEXT, "yaml", "own.yaml"))
    assert [(each.code, each.place.line, each.place.header) for each in refused.value.problems] == [
        ("missing-key", 8, "rules.bad[0].high"),
        ("unknown-key", 8, "rules.bad[0].hihg"),
        ("no-meaning-here", 9, "rules.unused"),
        ("not-a-choice", 10, "rules.min-max"),
        ("missing-key", 17, "index.children[1].then[0].decimals"),
        ("unknown-key", 17, "index.children[1].then[0].decimal"),
        ("unknown-rule", 18, "index.children[2].rule"),
        ("no-meaning-here", 19, "index.children[3].rule.of"),
    ]
    assert "did you mean tenth" in str(refused.value.problems[6].fix)


def test_a_fault_of_a_rule_that_is_no_chain_stands_at_its_own_key() -> None:
    text = TEXT[: TEXT.index("rules:")] + (
        "rules:\n  lone:\n    kind: goalposts\n    low: 0\n    high: x\n"
        "index: {code: I, aggregate: sum, children: [{code: a, rule: lone}]}\n"
    )
    with pytest.raises(InvalidMethodology) as refused:
        parse_methodology(parse_document(text, "yaml", "own.yaml"))
    assert [(each.code, each.place.line, each.place.header) for each in refused.value.problems] == [
        ("not-a-number", 11, "rules.lone.high")
    ]


def test_a_file_without_names_is_left_alone() -> None:
    document = parse_document("index: {code: I}\n", "yaml", "own.yaml")
    assert written_out(document) is document


def test_names_and_a_tree_of_points_stand_in_a_flat_file() -> None:
    head = (
        "@id,test\n@title,Test\n@authority.decision,none\n@authority.issuer,nobody\n@authority.source,made\n"
    )
    rules = "@rules.chain.1,fraction\n@rules.chain.1.of,10\n@rules.chain.2,min-max\n"
    rows = (
        "@publish.decimals,2\n@rank.on,full\nI,sum,\n1,sum,\n1.1,sum,\n1.1.1,,chain\n1.10,,chain\n2,,chain\n"
    )
    made = parse_methodology(read_flat("code,aggregate,rule\n" + head + rules + rows, "own.csv"))
    chain = {"rule": TENTH, "then": [BOX]}
    inner = {"code": "1.1", "aggregate": "sum", "children": [{"code": "1.1.1", **chain}]}
    again = index(
        {"code": "1", "aggregate": "sum", "children": [inner, {"code": "1.10", **chain}]},
        {"code": "2", **chain},
    )
    assert made.index == again.index
    with pytest.raises(InvalidMethodology) as refused:
        parse_methodology(
            read_flat("code,aggregate,rule\n" + head + rules + rows + "3.1,,chain\n", "own.csv")
        )
    assert [(each.code, each.raw, each.place.line) for each in refused.value.problems] == [
        ("unknown-parent", "3", 18)
    ]
