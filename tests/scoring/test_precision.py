"""The largest terms that entered scores, by hand: through weights, rules after a score, and points marked otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.methodology import Methodology
from dtiscore.methodology.equality import relative_tolerance
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring.precision import Precision

Json = dict[str, Any]
ALL = np.arange(3)
TABLE = pd.DataFrame({"unit": list("uvw"), "c": [7.0, -2.0, 1000.0], "d": [-5, 4, -996], "b": [0.5, 0.25, 1]})


def edition(group: Json, form: str = "score", **keys: Any) -> Methodology:
    """An index of 100 points: 60 of the group, which is marked out of 20 and held against -1 to 3, and 40 of b."""
    then = [{"kind": "goalposts", "low": -1, "high": 3, "clip": False}]
    of_60 = {"code": "g", "points": 60, "out_of": 20, "then": then, **group}
    b = {"code": "b", "points": 40, "rule": {"kind": "fraction"}}
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": form, "decimals": 3},
            "index": {"code": "X", "aggregate": "points", "points": 100, "children": [of_60, b]},
            **keys,
        }
    )


def mean(*children: Json, **keys: Any) -> Json:
    return {"aggregate": "arithmetic", "weights": "relative", "children": list(children), **keys}


def precision(methodology: Methodology, table: pd.DataFrame = TABLE) -> Precision:
    return dtiscore.score(table, methodology).precision


C_AND_D = mean(indicator("c", weight=1), indicator("d", weight=1))
STEEP = {
    **C_AND_D,
    "out_of": 0.1,
    "then": [{"kind": "goalposts", "low": 0, "high": 0.0002, "clip": False}],
}
POINTS: Json = {
    "aggregate": "points",
    "children": [
        indicator("c", points=30) | {"rule": {"kind": "goalposts", "low": 20, "high": 25}},
        indicator("d", points=30),
    ],
    "then": [{"kind": "goalposts", "low": 0, "high": 40, "clip": False}],
}
OF_POINTS = TABLE.assign(c=[20.0, 22, 25], d=[0, 10, 30])


def test_terms_that_cancel_count_as_what_becomes_of_them() -> None:
    found = precision(edition(C_AND_D))
    # Half of c and d each; then 20 / (3 - -1) of g's own points a unit, each of which counts for 60 / 20 of the index.
    assert found.nodes["g"].score.tolist() == [30, 30, 45]
    assert found.terms("g", ALL).tolist() == [3.5 * 5 * 3, 2 * 5 * 3, 500 * 5 * 3]
    assert found.terms("b", ALL).tolist() == [20, 10, 40]
    assert found.terms("X", ALL).tolist() == [52.5, 40, 7500]


def test_the_goalposts_of_a_rule_after_a_score_are_terms() -> None:
    found = precision(edition(C_AND_D))
    assert [found.constant(code) for code in ("c", "d", "b", "g", "X")] == [0, 0, 0, 3 * 5 * 3, 45]


def test_the_goalposts_of_parts_are_terms() -> None:
    far = {"kind": "goalposts", "low": 1000, "high": 1100, "range": [1, 3], "clip": False}
    found = precision(
        edition(mean(indicator("c", weight=1) | {"rule": far}, indicator("d", weight=1))),
        TABLE.assign(c=[1000.0, 1050, 1100], d=[0, 1, 2]),
    )
    assert found.constant("c") == 1100 * 2 / 100
    assert found.constant("g") == pytest.approx(22 / 2 * 5 * 3, rel=1e-15)


def test_a_sum_of_points_stands_in_the_points_that_count() -> None:
    found = precision(edition(POINTS), OF_POINTS)
    assert found.nodes["g"].score.tolist() == [0, 11, 30]  # half of what the parts sum to
    assert found.constant("c") == 30 / 5 * 25
    assert found.constant("g") == 30 / 5 * 25 / 2


def test_rounding_leaves_nothing_of_the_terms() -> None:
    found = precision(edition({**C_AND_D, "round": {"decimals": 0}}))
    assert found.terms("g", ALL).tolist() == [30, 30, 45]
    assert found.constant("g") == found.constant("X") == 0


@pytest.mark.parametrize(("form", "of"), [("score", 1), ("fraction", 100)])
def test_a_distance_is_a_share_of_the_largest_term_in_the_numbers_that_are_compared(
    form: str, of: float
) -> None:
    methodology = edition(C_AND_D, form)
    found, share = precision(methodology), relative_tolerance(methodology.exactness.additions["X"])
    sizes = np.array([52.5, 45, 7500])
    assert found.tolerance("X").of(ALL) == pytest.approx(share * sizes / of, rel=1e-12, abs=0)
    assert found.tolerance("X", published=False).of(ALL) == pytest.approx(share * sizes, rel=1e-12, abs=0)
    assert found.cancelling("X") == pytest.approx(np.array([52.5, 40, 7500]) / of, rel=1e-12, abs=0)
    assert found.cancelling("b") is None
    elsewhere = found.by_terms("X", 1.0, lambda rows: np.array([0, 100, 0])[rows])
    assert elsewhere.of(ALL) == pytest.approx(share * np.array([45 / of, 100, 45 / of]), rel=1e-12, abs=0)


@pytest.mark.parametrize("form", ["score", "fraction"])
@pytest.mark.parametrize("group", [C_AND_D, STEEP], ids=["gentle", "steep"])
def test_no_distance_is_larger_than_the_bound_that_spares_looking_at_each(group: Json, form: str) -> None:
    found = precision(edition(group, form), TABLE.assign(d=[-6.9999, 2.0001, -999.9999]))
    for code in found.nodes:
        for published in (True, False):
            tolerance = found.tolerance(code, published=published)
            assert tolerance.most >= tolerance.of(ALL).max()


def test_the_terms_of_a_formula_are_its_own_through_the_rules_after_it() -> None:
    found = precision(edition({"rule": {"kind": "formula", "formula": "(c + d) / 2"}}))
    assert found.terms("g", ALL).tolist() == [3.5 * 5 * 3, 2 * 5 * 3, 500 * 5 * 3]


def test_a_rule_after_a_score_asks_how_exactly_it_is_known_so_far() -> None:
    found, once = precision(edition(C_AND_D)), relative_tolerance(1)
    assert found.distances("g", np.array([1.0, 1.0, 2.0])).tolist() == [once * 3.5, once * 2, once * 500]
    assert found.distances("g", np.array([1.0, 9.0, 2.0])).tolist() == [once * 3.5, once * 9, once * 500]
    points = precision(edition(POINTS), OF_POINTS)
    # 30 / 5 * 25 points of the index are a third of that in the group's own, which count threefold.
    assert points.distances("g", np.array([0.0, 8, 20])) == pytest.approx(
        np.full(3, once * 50), rel=1e-12, abs=0
    )


def test_additions_in_parts_count_too() -> None:
    inner = {"code": "h", "weight": 1, **C_AND_D}
    found = precision(edition(mean(inner, indicator("e", weight=1))), TABLE.assign(e=1.0))
    distances = found.distances("g", np.array([1.0, 1.0, 1.5]))
    assert distances.tolist() == [relative_tolerance(2) * size for size in (3.5 / 2, 1, 500 / 2)]


@pytest.mark.parametrize("form", ["score", "fraction"])
def test_a_view_holds_points_against_numbers_within_what_their_own_terms_leave(form: str) -> None:
    cases = [{"node": "g", "above": 17.25}, {"node": "b"}]
    view = {"code": "V", "of": ["g", "b"], "aggregate": {"kind": "override", "cases": cases}}
    methodology = edition(C_AND_D, form, views=[view])
    # 15 points for 1 more than the mean; c + d is 0.3 in decimals, and 5e-11 more in floating point.
    table = pd.DataFrame({"unit": ["u", "v"], "c": [1000000.3, 1.3], "d": [-1000000, -0.9], "b": [0.5, 0.5]})
    card = dtiscore.score(table, methodology)
    assert card.nodes["g"].score[0] > 17.25
    assert card.nodes["V"].score.tolist() == pytest.approx([20, 18])
