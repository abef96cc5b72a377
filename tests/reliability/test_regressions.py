"""Faults that the experiments of this folder found once, each with the input that shows it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dtiscore.cli import main
from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.inputs.scored import score
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.units.python import restate
from dtiscore.questions.validate.python import validate
from tests.made import HEAD, indicator

Json = dict[str, Any]


def edition(*children: Json, **keys: Any) -> Json:
    return {
        **HEAD,
        "publish": {"as": "score", "decimals": 3},
        "index": {"code": "M", "aggregate": "arithmetic", "weights": "equal", "children": list(children)},
        **keys,
    }


def codes(caught: pytest.ExceptionInfo[Any]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def nested(depth: int) -> Json:
    data: Json = {}
    for _ in range(depth):
        data = {"index": data}
    return data


@pytest.mark.parametrize("depth", [30, 400, 100_000])
def test_deeply_nested_data_are_refused(depth: int) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        methodology_from(nested(depth))
    assert codes(caught) == ["document-too-deep"]


def test_data_that_hold_themselves_are_refused() -> None:
    data = edition(indicator("x"))
    data["index"]["children"].append(data)
    with pytest.raises(InvalidMethodology) as caught:
        methodology_from(data)
    assert codes(caught) == ["document-too-deep"]


def test_goalposts_whose_distance_no_float_holds_are_refused() -> None:
    rule = {"kind": "goalposts", "low": -1e308, "high": 1e308}
    with pytest.raises(InvalidMethodology, match="too great") as caught:
        methodology_from(edition({"code": "x", "rule": rule}))
    assert codes(caught) == ["invalid-value", "number-out-of-range", "number-out-of-range"]


@pytest.mark.parametrize("missing", ["no-score", "reweight"])
def test_our_own_table_is_read_again_where_a_unit_has_no_score(missing: str, tmp_path: Path) -> None:
    weights, table = tmp_path / "w.json", tmp_path / "t.csv"
    weights.write_text(json.dumps(edition(indicator("x"), indicator("y"), missing=missing)), encoding="utf-8")
    table.write_text("unit,x,y\na,1,2\nb,,3\nc,2,2\n", encoding="utf-8")
    for source, target in (("t.csv", "r1.csv"), ("r1.csv", "r2.csv"), ("r2.csv", "r3.csv")):
        arguments = ["score", str(tmp_path / source), "-w", str(weights), "-o", str(tmp_path / target), "-q"]
        assert main(arguments) == 0
    assert (tmp_path / "r1.csv").read_bytes() == (tmp_path / "r3.csv").read_bytes()
    with (tmp_path / "r3.csv").open(encoding="utf-8") as file:
        found = {row["unit"]: row["M.score"] for row in csv.DictReader(file)}
    assert found == {"a": "1.5", "b": "" if missing == "no-score" else "3.0", "c": "2.0"}


def test_a_column_that_is_there_in_no_form_is_still_told_of() -> None:
    frame = pd.DataFrame({"unit": ["a"], "y": [2.0]})
    found = validate(frame, edition(indicator("x"), indicator("y"), missing="no-score"))
    assert [problem.code for problem in found.problems] == ["missing-column"]


def test_no_two_scores_share_a_heading() -> None:
    methodology = methodology_from(edition(indicator("a"), indicator("a.score"), indicator("b", column="c")))
    headings = {code: methodology.figure_headings.of(code) for code in methodology.nodes}
    assert headings == {
        "M": "M.score", "a": "a.score.score", "a.score": "a.score.score.score", "b": "b.score"
    }  # fmt: skip


def test_a_column_is_not_read_as_numbers_and_in_parts_as_texts() -> None:
    part = {"column": "x", "score": 1.0, "rule": {"kind": "boolean"}}
    other = {"code": "q", "rule": {"kind": "parts", "parts": [part, {"column": "z", "score": 1.0}]}}
    with pytest.raises(InvalidMethodology) as caught:
        methodology_from(edition(indicator("x"), other))
    assert codes(caught) == ["mixed-column"]
    methodology_from(edition(indicator("z"), other))  # both as numbers


def test_groups_that_would_be_called_alike_are_refused() -> None:
    frame = pd.DataFrame({"unit": ["u", "v"], "x": [1.0, 2.0], "g": ["a · b", "a"], "h": ["c", "b · c"]})
    with pytest.raises(InvalidData) as caught:
        score(frame, edition(indicator("x")), by=["g", "h"])
    assert codes(caught) == ["ambiguous-group"]
    frame["g"] = ["a · b", "a · b"]
    assert [key[1] for key in score(frame, edition(indicator("x")), by=["g", "h"]).partitions] == [
        "a · b · b · c",
        "a · b · c",
    ]


def test_restating_tells_what_was_noticed_in_the_table(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("code;x\n02;1.234\n08;0.5\n", encoding="utf-8")
    found = restate(table, "vn-province-34", old="vn-province-63", partial=True, method="mean")
    assert [problem.code for problem in found.warnings] == ["settled-number-style"]


RULES: tuple[Mapping[str, Any], ...] = (
    {"kind": "z-score", "divisor": "sample"},
    {"kind": "share-of-total"},
    {"kind": "min-max"},
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["kind"])
def test_derived_numbers_near_the_end_of_floating_point_are_told_of(rule: Mapping[str, Any]) -> None:
    frame = pd.DataFrame({"unit": list("abc"), "x": [9e79, 5e79, 1.0]})
    derive = {"step": "derive", "column": "r", "formula": "x * 1e100 * 1e100 * 1e28"}
    with pytest.raises(InvalidData) as caught:
        score(frame, edition({"code": "q", "column": "r", "rule": rule}, prepare=[derive]))
    assert set(codes(caught)) == {"undefined-formula"}


@pytest.mark.parametrize("name", ["../secret.yaml", "/etc/secret.yaml", "sub/../../secret.yaml"])
def test_a_weighting_file_names_no_file_outside_its_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("id: s\n", encoding="utf-8")
    (folder / "w.json").write_text(json.dumps(edition(indicator("x"), units=name)), encoding="utf-8")
    (folder / "t.csv").write_text("unit,x\na,1\n", encoding="utf-8")
    with pytest.raises(UsageFault, match="outside its own folder"):
        score(folder / "t.csv", folder / "w.json")


def test_what_derives_to_a_usual_number_is_scored() -> None:
    frame = pd.DataFrame({"unit": list("ab"), "x": [2.0, 4.0]})
    derive = {"step": "derive", "column": "r", "formula": "x / 2"}
    card = score(frame, edition(indicator("q", column="r"), prepare=[derive]))
    np.testing.assert_array_equal(card.index.score, [1.0, 2.0])
