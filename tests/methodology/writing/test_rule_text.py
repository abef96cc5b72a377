"""Another rule in a weighting file, in flow and in block style, with every other letter as it was."""

from __future__ import annotations

from dtiscore.methodology.writing.rule_text import IDENTITY, with_rule

TEXT = """\
# a comment
index:
  code: I
  children:
    - {code: "1", points: 100, rule: {kind: fraction}}   # of a hundred
    - code: "2"
      rule:
        kind: fraction
        of: 100

      points: 50
    - {code: "3", points: 5}
    - code: "4"
      rule: fraction
"""


def test_the_rules_of_the_nodes_that_are_named() -> None:
    assert with_rule(TEXT, ["1", "3"], IDENTITY) == TEXT.replace(
        "points: 100, rule: {kind: fraction}", "points: 100, rule: {kind: identity}"
    )
    assert with_rule(TEXT, ["2"], IDENTITY) == TEXT.replace(
        "kind: fraction\n        of: 100\n", "{kind: identity}\n"
    )
    assert with_rule(TEXT, ["4"], IDENTITY) == TEXT.replace("rule: fraction", "rule: {kind: identity}")
    assert with_rule(TEXT, ["I", "none"], IDENTITY) == TEXT
