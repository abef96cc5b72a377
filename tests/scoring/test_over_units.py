"""Aggregations that compare units: over which they compare, what batches cannot do, and COINr's Copeland scores."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, group, indicator

from dtiscore import InvalidData, Scorecard, UsageFault, fit, score
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from

Json = dict[str, Any]
ROWS = ("unit,a,b", "x,3,1", "y,4,0", "z,0,3")


def edition(index: Json, **keys: Any) -> Methodology:
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 6},
            "index": index,
            **keys,
        }
    )


def pair(aggregate: str | Json, **keys: Any) -> Methodology:
    """An index of the columns a and b."""
    children = [indicator(code) for code in "ab"]
    return edition({"code": "X", "aggregate": aggregate, "children": children}, **keys)


def scored(methodology: Methodology, tmp_path: Path, *lines: str) -> dict[str, float | None]:
    """The index of each row, by unit, or by unit and period where there are several."""
    card = card_of(methodology, tmp_path, *lines)
    names = [f"{u} {p}" if p else u for u, p in zip(card.dataset.units, card.dataset.periods, strict=True)]
    values = card.index.score.tolist()
    return {name: None if value != value else value for name, value in zip(names, values, strict=True)}


def card_of(methodology: Methodology, tmp_path: Path, *lines: str) -> Scorecard:
    table = tmp_path / "data.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return score(table, methodology)


def test_units_are_compared_within_their_period(tmp_path: Path) -> None:
    rows = ("unit,year,a,b", "x,2020,3,3", "y,2020,1,1", "x,2021,5,5", "y,2021,9,9")
    assert scored(pair("copeland"), tmp_path, *rows) == {"x 2020": 1, "y 2020": -1, "x 2021": -1, "y 2021": 1}
    together = scored(pair("copeland", frame="all"), tmp_path, *rows)
    assert together == {"x 2020": -1, "y 2020": -3, "x 2021": 1, "y 2021": 3}


def test_other_periods_are_held_against_the_base(tmp_path: Path) -> None:
    rows = ("unit,year,a,b", "x,2020,3,3", "y,2020,1,1", "x,2021,5,5", "y,2021,2,2")
    found = scored(pair("copeland", frame={"base": "2020"}), tmp_path, *rows)
    assert found == {"x 2020": 1, "y 2020": -1, "x 2021": 2, "y 2021": 0}


def test_an_aggregate_that_is_not_ranked_counts_for_nobody(tmp_path: Path) -> None:
    table = tmp_path / "data.csv"
    table.write_text("unit,a,b\nAT,3,3\nSE,1,1\nEU,2,2\n", encoding="utf-8")
    card = score(table, pair("copeland", units="eu-27"), allow_missing_units=True)
    # The EU lies above one country and below the other, which have one other country each to be compared with.
    found = dict(zip(card.dataset.units, card.index.score.tolist(), strict=True))
    assert found == {"AT": 1, "SE": -1, "EU": 0}


def test_missing_children_follow_the_rule_of_the_edition(tmp_path: Path) -> None:
    rows = ("unit,a,b", "x,3,", "y,1,9", "z,0,0")
    assert scored(pair("copeland", missing="reweight"), tmp_path, *rows) == {"x": 2, "y": 0, "z": -2}
    # COINr scores a unit that lacks what the threshold asks for, and counts it as outranked or outranking.
    assert scored(pair("copeland", missing="no-score"), tmp_path, *rows) == {"x": None, "y": 1, "z": -1}


def test_a_score_that_the_frame_leaves_undefined_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="2 scores are undefined") as caught:
        scored(pair("ampi"), tmp_path, "unit,a,b", "x,3,1", "y,3,2")
    assert [problem.unit for problem in caught.value.problems] == ["x", "y"]
    assert "a part of it is the same for every unit" in caught.value.problems[0].message
    with pytest.raises(InvalidData, match="1 score is undefined") as caught:
        scored(pair("mpi"), tmp_path, "unit,a,b", "x,3,1", "y,3,-3")
    assert "average 0 or below" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("kind", "order"),
    [*((kind, "descending") for kind in ("ampi", "factor-scores", "topsis")), ("wroclaw", "ascending")],
)
def test_parts_that_differ_in_their_last_bit_alone_are_the_same(
    kind: str, order: str, tmp_path: Path
) -> None:
    # 0.1 + 0.2 + 0.3 is not the float64 of 0.3 + 0.2 + 0.1: stretched over a range, that bit would be a whole scale.
    parts = group("G", "sum", *(indicator(code) for code in "abc"), order="descending")
    one = edition({"code": "X", "aggregate": kind, "children": [parts]}, rank={"on": "full", "order": order})
    with pytest.raises(InvalidData, match="3 scores are undefined"):
        scored(one, tmp_path, "unit,a,b,c", "x,0.1,0.2,0.3", "y,0.3,0.2,0.1", "z,0.3,0.1,0.2")


@pytest.mark.parametrize("kind", ["copeland", "outranking", "kemeny", "benefit-of-the-doubt", "ampi"])
def test_a_saved_reference_cannot_stand_for_the_other_units(kind: str, tmp_path: Path) -> None:
    card = card_of(pair(kind), tmp_path, "unit,a,b", "x,3,1", "y,4,2")
    with pytest.raises(UsageFault, match=rf'"X" \({kind}\) compares all units'):
        score(tmp_path / "data.csv", pair(kind), reference=card.reference)
    with pytest.raises(UsageFault, match=rf'"X" \({kind}\) compares all units') as caught:
        fit(tmp_path / "data.csv", pair(kind))
    assert caught.value.fix == "score the whole table at once, without a saved reference"


@pytest.mark.parametrize(("kind", "top"), [("copeland", None), ("mpi", None), ("median", 1.0)])
def test_only_what_keeps_the_scale_of_its_parts_has_a_highest_score(
    kind: str, top: float | None, tmp_path: Path
) -> None:
    children = [{"code": code, "rule": {"kind": "min-max"}} for code in "ab"]
    card = card_of(edition({"code": "X", "aggregate": kind, "children": children}), tmp_path, *ROWS)
    assert card.explain("x").index.top == top


def asem(aggregate: str, shared_data: Path) -> Methodology:
    """COINr's demo: 49 indicators, 8 pillars, 2 sub-indices, aggregated in one way at every level."""
    with (shared_data / "coinr/in_iMeta.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Type"] in ("Indicator", "Aggregate")]

    def node(code: str) -> Json:
        children = [node(row["iCode"]) for row in rows if row["Parent"] == code]
        if not children:
            return indicator(code)
        return {"code": code, "aggregate": aggregate, "weights": "equal", "children": children}

    return edition(node("Index"), layout={"unit": "uCode"})


@pytest.mark.parametrize(
    ("aggregate", "name"),
    [("arithmetic", "amean"), ("geometric", "gmean"), ("harmonic", "hmean"), ("copeland", "copeland")],
)
def test_coinr_at_every_level(aggregate: str, name: str, shared_data: Path) -> None:
    # COINr 1.1.14, Aggregate() over its ASEM data after min-max 1 to 100; Copeland by a wrapper, as it stops otherwise.
    card = score(shared_data / "coinr/agg_input_N1.csv", asem(aggregate, shared_data))
    with (shared_data / f"coinr/agg_N1_{name}_Original.csv").open(encoding="utf-8") as file:
        expected = {row["uCode"]: row for row in csv.DictReader(file)}
    compared = 0
    for row, unit in enumerate(card.dataset.units):
        for code, value in list(expected[unit].items())[1:]:
            assert card.nodes[code].score[row] == pytest.approx(float(value), rel=1e-12, abs=1e-9)
            compared += 1
    assert compared == 51 * 11


def test_a_period_in_which_no_unit_is_whole_is_left_without_scores(tmp_path: Path) -> None:
    rows = ("unit,year,a,b", "x,2020,,3", "y,2020,1,", "x,2021,5,5", "y,2021,9,9")
    assert scored(pair("copeland", missing="no-score"), tmp_path, *rows) == {
        "x 2020": None, "y 2020": None, "x 2021": -1, "y 2021": 1,
    }  # fmt: skip
