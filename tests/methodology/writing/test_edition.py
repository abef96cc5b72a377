"""What is written as a weighting file says the same when it is read, in every syntax, and reads like a person's."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from typing import Any, get_args

import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.errors import UsageFault
from dtiscore.files.catalogue import edition_ids
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology, text_in
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.parsing import methodology_from, parse_methodology
from dtiscore.methodology.writing.edition import TextSyntax, methodology_text
from dtiscore.methodology.writing.yaml_text import flow_text, yaml_text
from dtiscore.visible import visible_lines

SYNTAXES: tuple[TextSyntax, ...] = get_args(TextSyntax)


def read(text: str, syntax: TextSyntax) -> Methodology:
    if syntax == "csv":
        return parse_methodology(read_flat(text, "w.csv"))
    return parse_methodology(parse_document(text, syntax, "w"))


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("edition", edition_ids())
def test_every_shipped_edition_reads_back_equal(edition: str, syntax: TextSyntax) -> None:
    methodology = load_methodology(edition)
    again = read(methodology_text(methodology, syntax), syntax)
    assert again == methodology
    assert again.hash == methodology.hash


@pytest.mark.parametrize("edition", edition_ids())
def test_what_was_read_back_is_written_alike(edition: str) -> None:
    text = methodology_text(load_methodology(edition), "yaml")
    assert methodology_text(read(text, "yaml"), "yaml") == text


def sample(**changes: Any) -> Methodology:
    data: dict[str, Any] = {
        "id": "mau-2024",
        "title": {"vi": "Chỉ số mẫu", "en": "Sample: an index"},
        "authority": {"decision": "1/QĐ-UBND", "issuer": "UBND tỉnh", "signed": "2024-05-20", "source": "s"},
        "periods": ["2023", "2024"],
        "publish": {"as": "fraction", "decimals": 4},
        "rank": {"on": "published"},
        "index": {
            "code": "DTI",
            "aggregate": "points",
            "points": 100,
            "children": [
                {
                    "code": "1",
                    "name": {"vi": "Nhận thức, thể chế"},
                    "points": 60,
                    "rule": {"kind": "fraction"},
                },
                {
                    "code": "2",
                    "points": 40,
                    "aggregate": "points",
                    "children": [
                        {
                            "code": "2.10",
                            "points": 40,
                            "rule": {
                                "kind": "steps",
                                "steps": [{"at_least": 0.5, "score": 0.5}, {"at_least": 1, "score": 1}],
                            },
                        }
                    ],
                },
            ],
        },
    }
    return methodology_from({**data, **changes})


def test_the_yaml_reads_like_that_of_a_person() -> None:
    assert (
        methodology_text(sample(), "yaml")
        == """\
# yaml-language-server: $schema=weighting-file.schema.json
id: mau-2024
title: {vi: Chỉ số mẫu, en: "Sample: an index"}
authority: {decision: 1/QĐ-UBND, issuer: UBND tỉnh, signed: "2024-05-20", source: s}
periods: ["2023", "2024"]

publish: {as: fraction, decimals: 4}
rank: {on: published}

index:
  code: DTI
  points: 100
  aggregate: points
  children:
    - {code: "1", name: {vi: "Nhận thức, thể chế"}, points: 60, rule: {kind: fraction}}
    - code: "2"
      points: 40
      aggregate: points
      children:
        - {code: "2.10", points: 40, rule: {kind: steps, steps: [{at_least: 0.5, score: 0.5}, {at_least: 1, score: 1}]}}
"""
    )


def test_the_toml_has_a_table_for_each_group_and_a_line_for_each_leaf() -> None:
    text = methodology_text(sample(), "toml")
    assert text.startswith(
        '#:schema ./weighting-file.schema.json\nid = "mau-2024"\ntitle = {vi = "Chỉ số mẫu", en = "Sample: an index"}\n'
    )
    assert (
        '\n[[index.children]]\ncode = "2"\npoints = 40\naggregate = "points"\nchildren = [\n  {code = "2.10"'
        in text
    )
    assert tomllib.loads(text)["index"]["children"][1]["children"][0]["code"] == "2.10"


def test_the_json_is_plain_and_names_the_schema_that_editors_look_for() -> None:
    data = json.loads(methodology_text(sample(), "json"))
    assert next(iter(data.items())) == ("$schema", "./weighting-file.schema.json")
    assert data["index"]["children"][0] == {
        "code": "1",
        "name": {"vi": "Nhận thức, thể chế"},
        "points": 60,
        "rule": {"kind": "fraction"},
    }


def test_the_flat_table_has_settings_then_a_row_for_each_node() -> None:
    assert methodology_text(sample(), "csv").splitlines() == [
        "code,parent,name.vi,points,rule,rule.steps,aggregate",
        "@id,mau-2024",
        "@title.vi,Chỉ số mẫu",
        "@title.en,Sample: an index",
        "@authority.decision,1/QĐ-UBND",
        "@authority.issuer,UBND tỉnh",
        "@authority.signed,2024-05-20",
        "@authority.source,s",
        "@periods,2023; 2024",
        "@publish.as,fraction",
        "@publish.decimals,4",
        "@rank.on,published",
        "DTI,,,100,,,points",
        '1,DTI,"Nhận thức, thể chế",60,fraction,,',
        "2,DTI,,40,,,points",
        "2.10,2,,40,steps,0.5=0.5; 1=1,",
    ]


def test_views_preparation_and_long_lists_have_their_place_in_a_flat_table() -> None:
    methodology = sample(
        views=[{"code": "V", "name": "Riêng", "of": ["1", "2"]}],
        prepare=[{"step": "derive", "column": "c", "formula": "a / b"}, {"step": "screen", "min_share": 0.5}],
        notes=["một; hai", {"vi": "ba"}],
    )
    text = methodology_text(methodology, "csv")
    assert read(text, "csv") == methodology
    assert "@prepare.1,derive\n@prepare.1.column,c\n@prepare.1.formula,a / b\n@prepare.2,screen\n" in text
    assert text.splitlines()[-1] == "V,,,Riêng,,,,,1; 2"


def test_what_a_flat_table_cannot_say_is_refused_not_lost() -> None:
    with pytest.raises(UsageFault, match="cannot be said in full as CSV") as caught:
        methodology_text(sample(layout={"missing": ["not known; see note"]}), "csv")
    assert caught.value.fix == "write it as YAML"


def test_what_is_lost_is_named() -> None:
    with pytest.raises(UsageFault, match="cannot be said in full as CSV") as caught:
        methodology_text(sample(title="Mẫu "), "csv")
    assert caught.value.message.endswith(': title is "Mẫu ", and would be read back as "Mẫu"')


def test_what_no_file_can_hold_is_refused_with_its_reason() -> None:
    for syntax in SYNTAXES:
        with pytest.raises(UsageFault, match="mau-2024 cannot be written as") as caught:
            methodology_text(sample(title="a\u202eb"), syntax)
        assert "hidden-character" in {problem.code for problem in caught.value.problems}


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=12
).filter(lambda text: text.strip() == text)
WORDS = """\
no on null ~ 1e3 0x1f 1_000 01 12:30 2024-05-20 {a} [a a] *a &a !a > % | @a `a` 'a' a"b" a\\b a,b = << ? - a:"""
TRICKY = st.sampled_from([*WORDS.split(), "a: b", "a #b", "- a"])
"""Texts that some program of YAML, or a reader of flat tables, takes for something else."""
NUMBERS = st.floats(min_value=-1e300, max_value=1e300, allow_nan=False).filter(
    lambda x: x == 0 or abs(x) > 1e-300
)


@given(
    title=TEXTS | TRICKY, name=TEXTS | TRICKY, low=NUMBERS, high=NUMBERS, weights=st.lists(NUMBERS.map(abs))
)
@settings(max_examples=60, deadline=None)
def test_any_text_and_number_survives_yaml_toml_and_json(
    title: str, name: str, low: float, high: float, weights: list[float]
) -> None:
    low, high = sorted((low, high))
    rule = {"kind": "goalposts", "low": low, "high": high} if low < high else {"kind": "identity"}
    children = [{"code": "x", "name": {"vi": name, "no": title}, "weight": 1, "rule": rule}]
    children += [{"code": f"w{i}", "weight": w, "rule": {"kind": "identity"}} for i, w in enumerate(weights)]
    index = {"code": "I", "aggregate": "sum", "weights": "relative", "children": children}
    methodology = sample(title=title, publish={"decimals": 1}, index=index)
    for syntax in ("yaml", "toml", "json"):
        assert read(methodology_text(methodology, syntax), syntax).hash == methodology.hash


@given(TEXTS | TRICKY)
def test_a_text_in_yaml_is_read_as_itself_alone_and_in_braces(text: str) -> None:
    data: dict[str, Any] = {"a": text, "b": {"c": [text, {text: text}]}}
    assert parse_document(yaml_text(data), "yaml", "w").data == data
    assert parse_document(f"x: {flow_text(text)}\n", "yaml", "w").data == {"x": text}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_lists_of_texts_and_texts_that_hold_the_signs_of_a_list(syntax: TextSyntax) -> None:
    options = [{"value": "a=b", "score": 1}, {"value": "c;d", "score": 0}]
    child = {"code": "1", "rule": {"kind": "choice", "options": options}}
    index = {"code": "DTI", "aggregate": "arithmetic", "weights": "equal", "children": [child]}
    methodology = sample(
        notes=["Một; hai", {"vi": "Ba", "en": "Three"}], index=index, publish={"as": "score", "decimals": 2}
    )
    assert read(methodology_text(methodology, syntax), syntax) == methodology
    plain = sample(notes=["Một; hai", "Ba"])
    assert read(methodology_text(plain, syntax), syntax) == plain


def test_a_text_with_and_without_a_language_has_no_place_in_a_flat_file() -> None:
    with pytest.raises(UsageFault, match=r'a flat file has no place for "title\."') as caught:
        methodology_text(sample(title={"": "Index", "vi": "Chỉ số"}), "csv")
    assert caught.value.fix == "write the edition as YAML, TOML or JSON"


@pytest.mark.parametrize("text", ["a ##vso[x]", "##[error]x"])
def test_what_would_command_a_log_has_no_place_in_a_flat_file(text: str) -> None:
    with pytest.raises(UsageFault, match="no log takes it for a command") as caught:
        methodology_text(sample(notes=[text, "b"]), "csv")
    assert text in caught.value.message
    assert caught.value.fix == "write the edition as YAML, TOML or JSON"


@pytest.mark.parametrize("text", ["a\tb", "\u200fa", "a\u061cb"])
def test_what_acts_where_it_is_printed_has_no_place_in_a_flat_file(text: str) -> None:
    with pytest.raises(UsageFault, match="the tabs and signs that nobody sees of") as caught:
        methodology_text(sample(notes=[text, "b"]), "csv")
    assert caught.value.fix == "write the edition as YAML, TOML or JSON"


NOTES = [
    "=1+2",
    "'=1+2",
    "''-a",
    "+x",
    "-a",
    "-1",
    "-1.5e3",
    "@x",
    "＝1",
    "a;=1",
    "a,'=1",
    "it's -1",
    "'",
    "'a",
    "a\n=b",
]


def test_a_flat_file_holds_nothing_that_a_spreadsheet_takes_for_a_formula() -> None:
    options = [{"value": "=a", "score": 1}, {"value": "-1", "score": 0}]
    child = {"code": "-a.1", "name": {"en": "=1+2"}, "rule": {"kind": "choice", "options": options}}
    index = {"code": "I", "aggregate": "arithmetic", "weights": "equal", "children": [child]}
    plain = sample(notes=NOTES, index=index, publish={"as": "score", "decimals": 4})
    text = methodology_text(plain, "csv")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if re.match("[=+＝-]", cell)] == [
        "-1",
        "-1.5e3",
        "-1",
    ]
    assert {"'=1+2", "''=1+2", "a;'=1", "'-a.1"} <= {*cells}
    assert read(text, "csv") == plain
    saved_with_semicolons = io.StringIO()
    csv.writer(saved_with_semicolons, delimiter=";").writerows(csv.reader(io.StringIO(text)))
    assert read(saved_with_semicolons.getvalue(), "csv") == plain


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json"])
def test_what_would_act_where_it_is_shown_is_an_escape_that_reads_back(syntax: TextSyntax) -> None:
    notes = ["a\u200fb", "a ##vso[x]", "##[error]x", "::error::x", "tag\U000e0041", "a\ufe0f", "\u200d: x"]
    text = methodology_text(sample(notes=notes), syntax)
    assert visible_lines(text) == text
    assert [text_in(note, None) for note in read(text, syntax).notes] == notes
