"""What nodes weigh: among their siblings as shares, and in the whole index."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.made import HEAD

from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.aggregations import AGGREGATIONS
from dtiscore.methodology.parsing import methodology_from


def test_what_each_node_weighs_is_written_in_full(run: Run, shared_data: Path) -> None:
    """All levels of ASEM, against ``get_eff_weights`` of COINr; the digits are those of R."""
    with (shared_data / "coinr/weights_effective.csv").open(encoding="utf-8") as file:
        wanted = {row["iCode"]: float(row["EffWeight"]) for row in csv.DictReader(file)}
    rows = list(csv.DictReader(io.StringIO(run("weights", "show", "asem-2018", "-f", "csv").stdout)))
    assert {row["code"]: float(row["share"]) for row in rows} == pytest.approx(wanted, rel=1e-14)
    assert [
        (row["parent"], row["level"], row["share_of_parent"]) for row in rows if row["code"] == "Physical"
    ] == [("Conn", "2", "0.2")]


def weighed(aggregate: str, **weights: float) -> Node:
    children = tuple(
        Node.model_validate({"code": code, "weight": weight}) for code, weight in weights.items()
    )
    return Node.model_validate({"code": "X", "aggregate": {"kind": aggregate}, "children": children})


def test_shares_are_weights_over_their_sum() -> None:
    node = weighed("arithmetic", a=1.0, b=3.0, c=0.0)
    assert node.weight_by_child == {"a": 1.0, "b": 3.0, "c": 0.0}
    assert node.child_shares == {"a": 1 / 4, "b": 3 / 4, "c": 0.0}


def test_points_are_what_children_weigh_where_they_are_added() -> None:
    children = tuple(
        Node.model_validate({"code": code, "points": points}) for code, points in (("a", 60.0), ("b", 20.0))
    )
    node = Node.model_validate({"code": "X", "aggregate": {"kind": "points"}, "children": children})
    assert node.adds_points
    assert node.child_shares == {"a": 60 / 80, "b": 20 / 80}


@pytest.mark.parametrize("node", [weighed("minimum", a=1.0, b=3.0), weighed("arithmetic", a=0.0, b=0.0)])
def test_there_are_no_shares_where_weights_do_not_count_or_there_are_none(node: Node) -> None:
    assert node.child_shares == {}


def test_a_node_weighs_the_product_of_the_shares_above_it() -> None:
    assert two_levels("arithmetic").effective_weights == {
        "X": 1.0,
        "G": 3 / 4,
        "a": 3 / 4 * (1 / 5),
        "b": 3 / 4 * (4 / 5),
        "c": 1 / 4,
    }


def test_below_an_aggregation_without_weights_nothing_is_known() -> None:
    assert two_levels("maximum").effective_weights == {"X": 1.0, "G": 3 / 4, "c": 1 / 4}


def two_levels(below: str) -> Methodology:
    """An index of G (weight 3, of a and b) and c (weight 1)."""
    rule = {"kind": "identity"}
    a, b, c = (
        dict[str, object](code=code, weight=w, rule=rule) for code, w in (("a", 1), ("b", 4), ("c", 1))
    )
    if below == "maximum":  # it takes no weights
        a, b = (dict[str, object](code=code, rule=rule) for code in "ab")
    declared = {} if below == "maximum" else {"weights": "relative"}
    group = {"code": "G", "weight": 3, "aggregate": below, **declared, "children": [a, b]}
    return methodology_from(
        {
            **HEAD,
            "index": {"code": "X", "aggregate": "arithmetic", "weights": "relative", "children": [group, c]},
        }
    )


@pytest.mark.parametrize(
    "name", ["dti-province-2022", "hdi-2022", "desi-2022", "townsend-2011", "public-services-766"]
)
def test_the_indicators_of_an_edition_weigh_all_of_it(name: str) -> None:
    methodology = load_methodology(name)
    weights = methodology.effective_weights
    assert sum(weights[node.code] for node in methodology.index.indicators()) == pytest.approx(1.0)


def test_the_factor_of_a_child_is_the_same_at_any_scores_exactly_where_an_aggregation_says_so() -> None:
    """``linear`` is what splitting an index among its parts rests on, so that it is held for each kind that claims it."""
    linear = {kind for kind, aggregation in AGGREGATIONS.items() if aggregation.linear}
    assert linear == {"arithmetic", "points", "sum"}
