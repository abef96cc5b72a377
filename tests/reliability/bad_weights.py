"""Weighting files that are hostile, broken or read differently by different programs; each is refused."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reliability.case import Fault, error

HEAD = """\
id: w
title: W
authority: {decision: none, issuer: nobody, source: made for this test}
publish: {as: score, decimals: 2}
rank: {on: full}
"""
INDEX = """\
index:
  code: M
  aggregate: arithmetic
  weights: equal
  children:
    - {code: x, rule: {kind: identity}}
"""
SOUND = HEAD + INDEX


@dataclass(frozen=True)
class BrokenFile:
    """One weighting file that must be refused with exit status 2."""

    name: str
    text: str
    faults: tuple[Fault, ...]
    ending: str = "yaml"


def _yaml(name: str, old: str, new: str, *faults: Fault) -> BrokenFile:
    """The sound file with one thing changed."""
    assert old in SOUND
    return BrokenFile(name, SOUND.replace(old, new, 1), faults)


def _formula(name: str, formula: str) -> BrokenFile:
    rule = "{kind: formula, formula: " + f'"{formula}"' + "}"
    return BrokenFile(
        f"formula-{name}", SOUND.replace("{kind: identity}", rule), (error("invalid-value", 11, 39),)
    )


CASES = (
    # Texts that could grow, run or reach out
    BrokenFile(
        "bomb-of-aliases", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + SOUND,
        (
            error("yaml-anchor", 1, 4), error("yaml-anchor", 2, 4), error("yaml-alias", 2, 8), error("yaml-alias", 2, 12),
            error("unknown-key", 3, 1), error("yaml-alias", 3, 5), error("yaml-alias", 3, 9),
        ),
    ),
    _yaml("anchor", "title: W", "title: &t W", error("yaml-anchor", 2, 8)),
    _yaml("alias-of-nothing", "title: W", "title: *t", error("yaml-alias", 2, 8)),
    _yaml("tag-that-runs", "title: W", "title: !!python/object/apply:os.system [id]", error("yaml-tag", 2, 8)),
    _yaml("tag-of-binary", "title: W", "title: !!binary aGk=", error("yaml-tag", 2, 8)),
    _yaml("tag-of-text", "title: W", "title: !!str 5", error("yaml-tag", 2, 8)),
    _yaml("merge-key", "title: W", "title: W\n<<: {id: z}", error("yaml-merge-key", 3, 1)),
    _yaml("include", "title: W", "include: /etc/passwd\ntitle: W", error("unknown-key", 2, 1)),
    _yaml("extends", "title: W", "extends: ../../secret.yaml\ntitle: W", error("unknown-key", 2, 1)),
    _yaml("two-documents", "index:", "---\nindex:", error("missing-key", 1, 1), error("yaml-several-documents", 6, 1)),
    # Deeper than 1,000 newer YAML parsers stop by themselves, at another place than older ones.
    BrokenFile("nested-900-deep", HEAD + "index: " + "[" * 900 + "]" * 900, (error("document-too-deep", 6, 27),)),
    BrokenFile("nested-1000-deep-json", '{"a": ' * 1000 + "1" + "}" * 1000, (error("document-too-deep", 1, 121),), "json"),
    BrokenFile("nested-1000-deep-toml", "a = " + "[" * 1000 + "]" * 1000, (error("document-too-deep", 1, 25),), "toml"),
    BrokenFile("a-megabyte-too-much", "# " + "x" * 1_000_001 + "\n" + SOUND, (error("document-too-large", 1, 1),)),
    # One text, several readings
    _yaml("key-twice", "title: W", "title: W\ntitle: V", error("yaml-duplicate-key", 3, 1)),
    _yaml("number-with-leading-zero", "decimals: 2", "decimals: 02", error("yaml-ambiguous-scalar", 4, 32)),
    _yaml("sexagesimal", "decimals: 2", "decimals: 1:30", error("yaml-ambiguous-scalar", 4, 32)),
    _yaml("norway", "code: x", "code: NO", error("yaml-ambiguous-scalar", 11, 14)),
    _yaml("exponent-without-point", "decimals: 2", "decimals: 1e3", error("yaml-ambiguous-scalar", 4, 32)),
    _yaml("underscored-number", "decimals: 2", "decimals: 1_0", error("yaml-ambiguous-scalar", 4, 32)),
    _yaml("hexadecimal-number", "decimals: 2", "decimals: 0x2", error("yaml-ambiguous-scalar", 4, 32)),
    _yaml("infinity", "decimals: 2", "decimals: .inf", error("number-not-finite", 4, 32)),
    _yaml("not-a-number", "decimals: 2", "decimals: .nan", error("number-not-finite", 4, 32)),
    _yaml("code-a-number", "code: x", "code: 1", error("not-text", 11, 8)),
    _yaml("code-a-truth-value", "code: x", "code: true", error("not-text", 11, 8)),
    _yaml("missing-space-after-colon", "title: W", "title:W", error("yaml-syntax", 3, 1)),
    _yaml("tab", "  code: M", "\tcode: M", error("yaml-syntax", 7, 1)),
    _yaml("hidden-character-in-a-code", "code: x", "code: x\u200b", error("invalid-value", 11, 8)),
    _yaml("bidi-override", "title: W", "title: \u202eW", error("hidden-character", 2, 8)),
    _yaml("terminal-escape", "title: W", 'title: "\x1b[2JW"', error("hidden-character", 2, 9)),
    _yaml("bracket-not-closed", "{on: full}", "{on: full", error("yaml-syntax", 6, 6)),
    BrokenFile("only-a-list", "- a\n- b\n", (error("document-not-mapping", 1, 1),)),
    BrokenFile("only-a-word", "hello\n", (error("document-not-mapping", 1, 1),)),
    BrokenFile("empty-weighting-file", "", (error("document-empty", 1, 1),)),
    BrokenFile("json-comma-at-the-end", '{"id": "w",}', (error("json-syntax", 1, 11),), "json"),
    BrokenFile("json-key-twice", '{"id": "w", "id": "v"}', (error("missing-key", 1, 1), error("json-duplicate-key", 1, 13)), "json"),
    BrokenFile("json-infinity", '{"id": Infinity}', (error("missing-key", 1, 1), error("number-not-finite", 1, 8)), "json"),
    BrokenFile("json-cut", '{"id": "w', (error("json-syntax", 1, 8),), "json"),
    BrokenFile("toml-key-twice", 'id = "w"\nid = "v"\n', (error("toml-duplicate-key", 2, 1),), "toml"),
    BrokenFile("toml-date", "id = 07:32:00\n", (error("missing-key", 1, 1), error("toml-time", 1, 1)), "toml"),
    BrokenFile("toml-stray-bracket-in-a-list", "a = [\n  1 }\n]\n", (error("toml-syntax", 2, 5),), "toml"),
    BrokenFile("toml-cut", 'id = "w\n', (error("toml-syntax", 1, 6),), "toml"),
    # Keys and values
    _yaml("key-misspelt", "title: W", "titel: W", error("missing-key", 1, 1), error("unknown-key", 2, 1)),
    _yaml("source-missing", ", source: made for this test", "", error("missing-key", 3, 1)),
    _yaml("rule-unknown", "identity", "identiy", error("not-a-choice", 11, 17)),
    _yaml("aggregate-unknown", "arithmetic", "average", error("not-a-choice", 8, 3)),
    _yaml("decimals-negative", "decimals: 2", "decimals: -1", error("out-of-range", 4, 22)),
    _yaml("decimals-many", "decimals: 2", "decimals: 400", error("out-of-range", 4, 22)),
    _yaml("decimals-a-word", "decimals: 2", "decimals: two", error("not-a-number", 4, 22)),
    _yaml("decimals-comma", "decimals: 2", 'decimals: "2,5"', error("not-a-number", 4, 22)),
    _yaml("weight-negative", "code: x,", "code: x, weight: -1,", error("weights-not-equal", 9, 3), error("out-of-range", 11, 17)),
    _yaml("children-empty", "    - {code: x, rule: {kind: identity}}\n", "    []\n", error("no-rule", 6, 1), error("not-an-aggregate", 8, 3), error("not-an-aggregate", 9, 3)),
    _yaml("id-that-climbs", "id: w", "id: ../w", error("wrong-form", 1, 1)),
    _yaml("goalposts-turned", "{kind: identity}", "{kind: goalposts, low: 2, high: 1}", error("invalid-value", 11, 17)),
    _yaml("goalposts-beyond-float", "{kind: identity}", "{kind: goalposts, low: -1.0e+308, high: 1.0e+308}", error("number-out-of-range", 11, 46), error("number-out-of-range", 11, 63)),
    _yaml("period-a-number", "title: W", "title: W\nperiods: [2022]", error("not-text", 3, 11)),
    # Formulas that are no arithmetic
    _formula("attribute", "x.__class__"),
    _formula("import", "__import__('os')"),
    _formula("call-of-eval", "eval(x)"),
    _formula("subscript", "x[0]"),
    _formula("lambda", "lambda: x"),
    _formula("comparison", "x > 1"),
    _formula("text", "'a' * 9999999"),
    _formula("format-string", "f'{x}'"),
    _formula("list", "[x]"),
    _formula("comprehension", "(x for x in x)"),
    _formula("walrus", "(x := 1)"),
    _formula("bit-operation", "x << 9999"),
    _formula("modulo", "x % 2"),
    _formula("parenthesis-open", "(x"),
    _formula("unknown-function", "total(x, x)"),
    _formula("too-many-values", "abs(x, x)"),
    _formula("decimal-comma", "x * 0,5"),
    _formula("product-without-sign", "2x"),
    _formula("too-long", "x + " * 300 + "x"),
    _formula("too-deep", "abs(" * 150 + "x" + ")" * 150),
    _formula("number-too-large", "x * 1e999"),
    _formula("empty", " "),
)  # fmt: skip
