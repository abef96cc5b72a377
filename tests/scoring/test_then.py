"""Rules on the score of a node that compare units with each other: fitted once there are scores, saved with the rest."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.made import HEAD

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset

Json = dict[str, Any]
MIN_MAX: Json = {"kind": "min-max"}


def edition(*children: Json, then: list[Json] | None = None, **keys: Any) -> Methodology:
    """The arithmetic mean of a and b, unless told otherwise, and what follows it."""
    parts = children or tuple({"code": code, "rule": {"kind": "identity"}} for code in "ab")
    index = {
        "code": "X",
        "aggregate": "arithmetic",
        "weights": "relative" if any("weight" in part for part in parts) else "equal",
        "children": list(parts),
        "then": [MIN_MAX] if then is None else then,
    }
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            "missing": "no-score",
            "index": index,
            **keys,
        }
    )


def dataset(methodology: Methodology, text: str) -> Dataset:
    headings, *rows = [line.split(",") for line in text.split()]
    lines = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], lines) for i, name in enumerate(headings)]
    made, problems = check(RawTable("data.csv", tuple(columns), len(rows)), methodology)
    assert made is not None, [str(problem) for problem in problems]
    return made


def scored(methodology: Methodology, text: str, reference: Reference | None = None) -> Scorecard:
    return score_dataset(methodology, dataset(methodology, text), reference=reference)


def scores(card: Scorecard, code: str = "X") -> list[float | None]:
    return [None if np.isnan(value) else value for value in card.nodes[code].score.tolist()]


def test_a_mean_is_rescaled_over_the_units() -> None:
    # Means 2, 4 and 6: the least is 0, the greatest 1.
    assert scores(scored(edition(), "unit,a,b u,1,3 v,4,4 w,6,6")) == [0.0, 0.5, 1.0]


def test_z_scores_are_added_and_their_mean_is_brought_back_to_0_to_100() -> None:
    parts = [{"code": code, "rule": {"kind": "z-score", "divisor": "population"}} for code in "ab"]
    # a: 1, 2, 3 has sd sqrt(2/3) and z -r, 0, r; b: 1, 3, 2 has -r, r, 0. The means are -r, r/2, r/2.
    card = scored(edition(*parts, scale=100.0), "unit,a,b u,1,1 v,2,3 w,3,2")
    assert scores(card) == pytest.approx([0.0, 100.0, 100.0], abs=1e-12)


def test_rules_follow_each_other_each_fitted_to_what_the_one_before_gave() -> None:
    # Means 2, 4, 10; squares 4, 16, 100; then (x - 4) / 96; then ranks as shares of them, from the best.
    square: Json = {"kind": "formula", "formula": "x ** 2"}
    table = "unit,a,b u,2,2 v,4,4 w,10,10"
    assert scores(scored(edition(then=[square, MIN_MAX]), table)) == [0.0, 12 / 96, 1.0]
    doubled: Json = {"kind": "formula", "formula": "x * 2"}
    both = scored(edition(then=[MIN_MAX, doubled, {"kind": "min-max", "range": [1, 7]}]), table)
    assert scores(both) == [1.0, 2.5, 7.0]  # shares 0, 2/8, 1


def test_an_indicator_may_be_rescaled_after_its_own_rule() -> None:
    logged: Json = {
        "code": "a",
        "rule": {"kind": "formula", "formula": "a * a"},
        "then": [MIN_MAX],
    }
    # Squares 1, 4 and 9: (x - 1) / 8.
    assert scores(scored(edition(logged, then=[]), "unit,a u,1 v,2 w,3"), "a") == [0.0, 3 / 8, 1.0]


def test_a_view_is_rescaled_like_a_node() -> None:
    view = {"code": "V", "of": ["a", "b"], "then": [MIN_MAX]}
    card = scored(edition(then=[], views=[view], scale=10.0), "unit,a,b u,1,3 v,4,4 w,6,6")
    assert scores(card, "V") == [0.0, 5.0, 10.0]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [("period", [0.0, 1.0, 0.0, 1.0]), ("all", [0.0, 0.5, 0.25, 1.0]), ({"base": "2021"}, [0, 1, 0.5, 2])],
)
def test_each_frame_is_fitted_for_itself(frame: Any, expected: list[float]) -> None:
    card = scored(edition(frame=frame), "unit,year,a,b u,2021,2,2 v,2021,4,4 u,2022,3,3 v,2022,6,6")
    assert scores(card) == expected


def test_a_unit_without_a_score_does_not_take_part_and_gets_none() -> None:
    assert scores(scored(edition(), "unit,a,b u,1,3 v,4,4 w,,600")) == [0.0, 1.0, None]


def test_a_frame_without_any_score_learns_nothing() -> None:
    card = scored(edition(), "unit,year,a,b u,2021,2,2 v,2021,4,4 u,2022,,3 v,2022,,6")
    assert scores(card) == [0.0, 1.0, None, None]


def test_equal_scores_have_no_range_and_the_node_is_named() -> None:
    with pytest.raises(InvalidData) as caught:
        scored(edition(), "unit,year,a,b u,2021,2,4 v,2021,3,3 u,2022,1,3 v,2022,2,6")
    (problem,) = caught.value.problems
    assert (problem.code, problem.indicator, problem.place.line) == ("zero-range", "X", 2)
    assert problem.message == 'every unit in 2021 has 3 for "X"'


def test_a_saved_reference_serves_batches_and_later_units() -> None:
    methodology = edition()
    whole = dataset(methodology, "unit,a,b u,1,3 v,4,4 w,6,6")
    saved = json.loads(json.dumps(fit(methodology, whole).as_dict()))
    reference = Reference.from_dict(saved)
    assert saved["then"] == [{"": {"X": {"min": 2.0, "max": 6.0}}}]
    for row, expected in enumerate([0.0, 0.5, 1.0]):
        alone = score_dataset(methodology, whole.take(np.array([row])), reference=reference)
        assert scores(alone) == [expected]
    assert scores(scored(methodology, "unit,a,b x,8,8", reference)) == [1.5]  # beyond the best of that year
    assert score_dataset(methodology, whole).reference.hash == reference.hash


def test_a_reference_without_rules_on_scores_says_nothing_of_them() -> None:
    methodology = edition({"code": "a", "rule": MIN_MAX}, then=[])
    assert "then" not in fit(methodology, dataset(methodology, "unit,a u,1 v,2")).as_dict()


def test_a_constant_indicator_that_is_collected_and_not_scored_stops_nobody() -> None:
    children = [
        {"code": "a", "weight": 1, "rule": MIN_MAX},
        {"code": "b", "weight": 0, "rule": MIN_MAX},
    ]
    card = scored(edition(*children, then=[]), "unit,a,b u,1,5 v,2,5")
    assert (scores(card), scores(card, "b")) == ([0.0, 1.0], [None, None])


def follows(rule: Json, *then: Json, points: float | None = None) -> Methodology:
    """An index of one indicator, whose own rule other rules follow."""
    node: Json = {"code": "a", "rule": rule, "then": list(then)}
    index: Json = {"code": "X", "aggregate": "arithmetic", "children": [node]}
    if points is not None:
        index = {"code": "X", "aggregate": "points", "children": [node | {"points": points}]}
    return methodology_from({**HEAD, "index": index})


IDENTITY: Json = {"kind": "identity"}
LOGARITHMIC: Json = {"kind": "goalposts", "low": 1, "high": 10, "transform": "log"}


@pytest.mark.parametrize(
    ("methodology", "values", "code"),
    [
        # 10 of 10 points are above 5, and 10/5 of the points twice of what there is
        (follows({"kind": "fraction"}, {"kind": "fraction", "of": 5}, points=10), (1.0, 0.2), "out-of-range"),
        (follows({"kind": "fraction"}, {"kind": "goalposts", "low": 0, "high": 5, "clip": False}, points=10), (1.0, 0.2), "beyond-maximum"),
        # a square would put -9 above 3
        (follows(IDENTITY, {"kind": "goalposts", "low": 0, "high": 10, "transform": "power", "power": 2, "clip": False}), (-9.0, 3.0), "out-of-range"),
        (follows(IDENTITY, {"kind": "piecewise-linear", "points": [[0, 0], [10, 1]], "beyond": "error"}), (-500.0, 3.0), "out-of-range"),
        (follows(IDENTITY, {"kind": "share-of-total"}), (-1.0, 3.0), "out-of-range"),
        (follows(IDENTITY, {"kind": "fraction-of-maximum", "direction": "down"}), (-1.0, 3.0), "out-of-range"),
        *((follows(IDENTITY, LOGARITHMIC | {"transform": transform}), (-1.0, 3.0), "out-of-range") for transform in ("log", "log10", "log1p", "sqrt")),
        (follows(IDENTITY, {"kind": "min-max", "transform": "log"}), (0.0, 3.0, 5.0), "out-of-range"),
    ],
)  # fmt: skip
def test_a_rule_that_follows_is_defined_for_what_the_one_before_gives(
    methodology: Methodology, values: tuple[float, ...], code: str
) -> None:
    rows = " ".join(f"u{at},{value}" for at, value in enumerate(values))
    with pytest.raises(InvalidData) as refused:
        score_dataset(methodology, dataset(methodology, f"unit,a {rows}"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.unit, problem.indicator) == (code, "u0", "a")


def test_a_rule_that_follows_an_aggregate_is_held_to_what_it_is_defined_for() -> None:
    methodology = edition(then=[LOGARITHMIC])
    with pytest.raises(InvalidData) as refused:
        score_dataset(methodology, dataset(methodology, "unit,a,b u0,0,0 u1,2,3"))
    assert [(one.code, one.unit, one.indicator) for one in refused.value.problems] == [
        ("out-of-range", "u0", "X")
    ]
