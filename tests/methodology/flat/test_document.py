"""The flat weighting file says what the same edition in YAML says, and every fault of its form in one run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import InvalidMethodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import parse_document
from dtiscore.methodology.flat.document import read_flat
from dtiscore.methodology.flat.keys import keys, slot
from dtiscore.methodology.node import Node
from dtiscore.methodology.parsing import parse_methodology

WEIGHTS = Path(__file__).parents[3] / "weights"
EDITIONS = sorted(path.stem for path in WEIGHTS.glob("*.yaml"))


def yaml_data(edition: str) -> dict[str, Any]:
    text = (WEIGHTS / f"{edition}.yaml").read_text(encoding="utf-8")
    return parse_document(text, "yaml", "w.yaml").data


def from_yaml(edition: str) -> Methodology:
    text = (WEIGHTS / f"{edition}.yaml").read_text(encoding="utf-8")
    return parse_methodology(parse_document(text, "yaml", "w.yaml"))


def from_flat(text: str) -> Methodology:
    return parse_methodology(read_flat(text, "w.csv"))


def problems(text: str) -> list[tuple[str, int | None, int | None, str]]:
    found = read_flat(text, "w.csv").problems
    return [(each.code, each.place.line, each.place.column, each.message) for each in found]


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(code, line, column) for code, line, column, _ in problems(text)]


# A writer of flat files, for the comparison alone: rows as dictionaries from heading to text.


def settings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from settings(inner, f"{name}.{key}" if key != "kind" else name)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value, 1):
            yield from settings(item, f"{name}.{number}")
    else:
        yield name, cell(value)


def cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(cell, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def node_rows(node: dict[str, Any], parent: str) -> Iterator[dict[str, str]]:
    own = {key: value for key, value in node.items() if key != "children"}
    row = {"code": node["code"], "parent": parent}
    for key, value in own.items():
        row.update(settings(value, key))
    yield row
    for child in node.get("children", []):
        yield from node_rows(child, node["code"])


def written(data: dict[str, Any], delimiter: str) -> str:
    rows = [
        *node_rows(data["index"], ""),
        *(row for view in data.get("views", []) for row in node_rows(view, "")),
    ]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    whole = {key: value for key, value in data.items() if key not in ("index", "views")}
    for key, value in whole.items():
        for name, text in settings(value, key):
            writer.writerow([f"@{name}", text])
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_shipped_edition_is_the_same_as_a_flat_file(edition: str, delimiter: str) -> None:
    flat = from_flat("\ufeff" + written(yaml_data(edition), delimiter))
    assert flat == from_yaml(edition)
    assert flat.hash == from_yaml(edition).hash


HDI = """\
code\tparent\tname.en\tname.vi\taggregate\tweights\tcolumn\trule\trule.low\trule.high\trule.transform
@id\thdi-2022
@title.en\tHuman Development Index
@title.vi\tChỉ số phát triển con người (HDI)
@authority.decision\tHuman Development Report 2023/24, technical note 1
@authority.issuer\tUnited Nations Development Programme
@authority.source\thttps://hdr.undp.org/data-center/documentation-and-downloads
@periods\t2022
@layout.unit\tiso3
@layout.name\tcountry
@licence\tCC BY 3.0 IGO
@missing\tno-score
@publish.as\tscore
@publish.decimals\t3
@publish.rounding\thalf-up
@rank.on\tpublished
@rank.ties\tmin
@rank.order\tdescending
@columns.1.header\tlife_expectancy
@columns.1.name.en\tLife expectancy at birth
@columns.1.aliases\tle
@columns.1.unit\tyears
@columns.1.min\t0
@columns.1.max\t120
@columns.2.header\texpected_schooling
@columns.2.name.en\tExpected years of schooling
@columns.2.aliases\teys
@columns.2.unit\tyears
@columns.2.min\t0
@columns.2.max\t30
@columns.3.header\tmean_schooling
@columns.3.name.en\tMean years of schooling
@columns.3.aliases\tmys
@columns.3.unit\tyears
@columns.3.min\t0
@columns.3.max\t30
@columns.4.header\tgni_per_capita
@columns.4.name.en\tGross national income per capita, 2017 PPP $
@columns.4.aliases\tgnipc
@columns.4.unit\tPPP $
@columns.4.min\t1
@bands\tcuts
@bands.on\tpublished
@bands.cuts\tVery High=0.8; High=0.7; Medium=0.55; Low
@verified.1.en\t193 of 193 published scores at three decimals, 193 of 193 ranks, all 192 printed groups
HDI\t\tHuman Development Index\tChỉ số phát triển con người\tgeometric\tequal\t\t\t\t\t
health\tHDI\tHealth\tSức khỏe\t\t\tlife_expectancy\tgoalposts\t20\t85\t
education\tHDI\tEducation\tGiáo dục\tarithmetic\tequal\t\t\t\t\t
expected\teducation\tExpected years of schooling\tSố năm đi học kỳ vọng\t\t\texpected_schooling\tgoalposts\t0\t18\t
mean\teducation\tMean years of schooling\tSố năm đi học bình quân\t\t\tmean_schooling\tgoalposts\t0\t15\t
income\tHDI\tIncome\tThu nhập\t\t\tgni_per_capita\tgoalposts\t100\t75000\tlog
"""


def test_the_human_development_index_written_by_hand_is_the_shipped_one() -> None:
    assert from_flat(HDI) == from_yaml("hdi-2022")
    assert from_flat(HDI).hash == from_yaml("hdi-2022").hash


HEAD = """\
@id,mau
@title,Mẫu
@authority.decision,1
@authority.issuer,a
@authority.source,b
@publish.as,score
@publish.decimals,2
@rank.on,full
"""


def one_rule(headings: str, cells: str) -> dict[str, Any]:
    """The data of the one indicator of a small file."""
    text = f"code,parent,aggregate,rule,{headings}\n{HEAD}X,,sum,,{',' * headings.count(',')}\na,X,,{cells}\n"
    document = read_flat(text, "w.csv")
    assert document.problems == ()
    return dict(document.data["index"]["children"][0])


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        ("rule.clip", "goalposts,TRUE", {"kind": "goalposts", "clip": True}),
        ("rule.clip", "goalposts,high", {"kind": "goalposts", "clip": "high"}),
        ("rule.zero_range", "min-max,0.5", {"kind": "min-max", "zero_range": 0.5}),
        ("rule.zero_range", "min-max,error", {"kind": "min-max", "zero_range": "error"}),
        ("rule.range", "min-max,1; 7.5", {"kind": "min-max", "range": [1, 7.5]}),
        ("rule.per", "ratio,1e3", {"kind": "ratio", "per": 1000.0}),
        ("rule.denominator", "ratio,007", {"kind": "ratio", "denominator": "007"}),
        ("rule.yes", "boolean,true", {"kind": "boolean", "yes": ["true"]}),
        ("rule.yes", "boolean,có; 1 ;x;", {"kind": "boolean", "yes": ["có", "1", "x"]}),
        (
            "rule.options",
            "choice,tốt = 1; a=b=0.5",
            {"kind": "choice", "options": [{"value": "tốt", "score": 1}, {"value": "a=b", "score": 0.5}]},
        ),
        (
            "rule.steps",
            "steps,4=20; -1.5=2",
            {"kind": "steps", "steps": [{"at_least": 4, "score": 20}, {"at_least": -1.5, "score": 2}]},
        ),
    ],
)
def test_a_cell_has_the_type_that_its_place_wants(
    headings: str, cells: str, expected: dict[str, Any]
) -> None:
    rule = one_rule(headings, cells)["rule"]
    assert rule == expected
    assert [type(value) for value in rule.values()] == [type(value) for value in expected.values()]


def test_codes_stay_text_and_an_empty_cell_says_nothing() -> None:
    text = f"code,parent,aggregate,rule,note\n{HEAD}X,,sum,,\n01,X,,identity,\n4.10,X,,identity,\n4.1,X,,identity,x\n"
    children = read_flat(text, "w.csv").data["index"]["children"]
    assert [child["code"] for child in children] == ["01", "4.10", "4.1"]
    assert ["note" in child for child in children] == [False, False, True]


def test_a_text_that_cells_hold_keeps_its_dots() -> None:
    """As statistical offices print what they do not know: ``..``, ``n.a.``"""
    name = "@columns.1.texts."
    settings = f"@columns.1.header,a,\n{name}..,missing,\n{name}n.a.,0.5,\n{name}No Practice,18,\n"
    text = f"code,parent,aggregate,rule\n{HEAD}{settings}X,,sum,\na,X,,identity\n"
    texts = {"..": "missing", "n.a.": 0.5, "No Practice": 18}
    assert read_flat(text, "w.csv").data["columns"] == [{"header": "a", "texts": texts}]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('"0,5"', "decimal-comma"),
        ('"1,000"', "decimal-comma"),
        ('"12,5%"', "decimal-comma"),
        ("1.500", "ambiguous-number"),
        ("9007199254740993", "number-out-of-range"),
        ("1e999", "number-out-of-range"),
    ],
)
def test_a_number_that_is_not_certain_is_refused(cell: str, code: str) -> None:
    text = f"code,parent,aggregate,rule,rule.of\n{HEAD}X,,sum,,\na,X,,fraction,{cell}\n"
    assert faults(text) == [(code, 11, 5)]


def test_a_number_with_three_decimals_may_be_needed() -> None:
    assert one_rule("rule.of", "fraction,1.234")["rule"]["of"] == 1.234
    assert one_rule("rule.of", "fraction,0.500")["rule"]["of"] == 0.5


def test_every_value_has_its_line_and_its_column_in_cells() -> None:
    text = f'"code",parent,"note",aggregate,rule,rule.of\r\n{HEAD}\r\nX,,"two\r\nlines",sum,,\r\na,X,,,fraction,2\r\n'
    document = read_flat(text, "w.csv")
    place = document.place(("index", "children", 0, "rule", "of"))
    assert (place.line, place.column, place.header) == (13, 6, "index.children[0].rule.of")
    assert str(document.place(("authority", "issuer"))) == "w.csv:5:2"
    assert str(document.place(("authority", "signed"))) == "w.csv:4:2"


TREE = "code,parent,aggregate,rule\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("X,,sum,\na,Y,,identity\n", (3, 2, 'there is no node "Y" to be the parent of "a"')),
        ("X,,sum,\na,a,,identity\n", (3, 2, '"a" names itself as its parent')),
        ("X,,sum,\na,b,,identity\nb,X,sum,\n", (3, 2, '"b", the parent of "a", stands below it, in line 4')),
        ("X,,sum,\na,b,sum,\nb,a,sum,\n", (3, 2, '"b", the parent of "a", stands below it, in line 4')),
        ("a,X,,identity\nX,,sum,\n", (2, 2, '"X", the parent of "a", stands below it, in line 3')),
        ("X,,sum,\nY,,sum,\n", (3, 1, '"Y" has no parent, like "X" in line 2: an index has one root')),
        ("X,,sum,\n,X,,identity\n", (3, 1, "this row has no code")),
    ],
)
def test_a_tree_that_cannot_be_is_told_of_where_it_breaks(rows: str, expected: tuple[int, int, str]) -> None:
    found = [fault[1:] for fault in problems(TREE + rows)]
    assert found == [expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [("", [("no-root", 1)]), ("X,X\n", [("no-root", 1), ("unknown-parent", 10)])],
)
def test_a_table_without_a_root_says_so_and_only_once(rows: str, expected: list[tuple[str, int]]) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        from_flat(f"code,parent\n{HEAD}{rows}")
    assert [(each.code, each.place.line) for each in caught.value.problems] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("code,parent,nam\n@id,x\nX,,\n", [("unknown-column", 1, 3)]),
        ("code,parent,rule.lwo\n@id,x\nX,,\n", [("unknown-column", 1, 3)]),
        ("code,parent,children\n@id,x\nX,,\n", [("unknown-column", 1, 3)]),
        ("code,parent,name,name\n@id,x\nX,,,\n", [("duplicate-column", 1, 4)]),
        ("code,parent,\n@id,x,\nX,,\n", []),
        ("code,parent,\n@id,x,\nX,,lost\n", [("unknown-column", 3, 3)]),
        ("code,parent,name,name.vi\nX,,a,b\n", [("said-twice", 2, 4)]),
        ("code,parent,rule,rule.kind\nX,,identity,identity\n", [("said-twice", 2, 4)]),
        ("code,parent\nX,\n@id,x\n@id,y\n", [("said-twice", 4, 2)]),
        ("code,parent\nX,\n@id\n", [("missing-value", 3, 2)]),
        ("code,parent\nX,\n@publish,score\n", [("unknown-key", 3, 1)]),
        ("code,parent\nX,\n@index.code,Y\n", [("unknown-key", 3, 1)]),
        ("code,parent\nX,\n@columns,a\n", [("unknown-key", 3, 1)]),
        ("code,parent\nX,\n@notes.2,a\n", [("not-in-sequence", 3, 2)]),
        ("code,parent\nX,\n@columns.2.header,a\n", [("not-in-sequence", 3, 2)]),
        ("code,parent\nX,\n@notes.1,a\n@notes.1,b\n", [("said-twice", 4, 2)]),
        ("code,parent,name\nX,,\n@title,Số, mẫu\n", [("no-meaning-here", 3, 3)]),
        ("code,parent,name\nX,\n", [("ragged-row", 2, 3)]),
        ("code,parent,name\n@id,x\nX,,\nY,X,a,b\n", [("ragged-row", 4, 4)]),
        ("code,parent,of\nX,,\nV,X,X\n", [("no-meaning-here", 3, 2)]),
        ("code,parent,points,of\nX,,,\nV,,3,X\n", [("no-meaning-here", 3, 3)]),
    ],
)
def test_faults_of_the_form(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "document-empty", 1),
        ("\n \n", "document-empty", 1),
        ("name,points\nX,1\n", "missing-column", 1),
        ('code,parent\nX,"\n', "csv-syntax", 2),
        ('code,parent\n@id,x\nX,"a"b\n', "csv-syntax", 3),
        (
            "code,parent\n" + "\n".join(f"n{i},{f'n{i - 1}' if i else ''}" for i in range(12)),
            "document-too-deep",
            12,
        ),
        ("a" * 1_000_001, "document-too-large", 1),
        (f"code,{'a' * 140_000}\n", "csv-syntax", 1),
        (f"code,parent\nX,\n{'a' * 140_000},X\n", "csv-syntax", 3),
    ],
)
def test_a_table_that_cannot_be_read_at_all_is_refused(text: str, code: str, line: int) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        read_flat(text, "w.csv")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert problem.fix


def test_the_first_mistake_hides_no_other() -> None:
    text = """\
code;parent;nme;points;rule;rule.of;of
@id;mau
@publish.decimal;2
X;;;;;;
a;X;;"1,5";fraction;100
b;Y;;1.5;fraction;;
V;;;;identity;;X
W;;;;;;;X
"""
    assert faults(text) == [
        ("unknown-column", 1, 3),
        ("unknown-key", 3, 1),
        ("decimal-comma", 5, 4),
        ("ragged-row", 5, 7),
        ("unknown-parent", 6, 2),
        ("no-meaning-here", 7, 5),
        ("ragged-row", 8, 8),
    ]


def test_what_is_suggested_can_be_written() -> None:
    for model in (Node, Methodology):
        assert keys(model)
        assert all(slot(model, key) is not None for key in keys(model))
    assert {"rule.low", "aggregate.zero", "missing.min_share", "round.decimals", "name.vi"} <= set(keys(Node))
    assert slot(Node, "then") is None
    assert slot(Node, "then.1") == slot(Node, "then.1.kind")
    assert {"authority.decision", "rank.on", "columns.1.header", "notes.1.vi"} <= set(keys(Methodology))


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*'ab@;,"\n\t=.1', "code", "parent", "@id", "of", "\r\n"])).map("".join)
)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_flat("code,parent,of,points,rule.steps\n" + text, "w.csv").problems
    except InvalidMethodology as refusal:
        found = tuple(refusal.problems)
        assert found
    for problem in found:
        assert problem.place.line
        assert problem.place.column
        assert problem.fix
