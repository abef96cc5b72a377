"""Shapley values and the parts of nodes, against hand-written arithmetic."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.analysis.node_parts import Attribution, innermost, node_parts
from dtiscore.analysis.shapley import shapley, shapley_of_each
from dtiscore.methodology.aggregations import means
from dtiscore.methodology.arithmetic import natural_logarithm
from dtiscore.methodology.base import Values


def test_two_changes_that_multiply() -> None:
    # 2 x 3 becomes 4 x 5: alone the first adds 6, the second 4; together 14, of which 4 arise from both.
    first, second = shapley([Fraction(6), Fraction(12), Fraction(10), Fraction(20)], 2)
    assert first == Fraction(6 + 10, 2)
    assert second == Fraction(4 + 8, 2)


def test_three_changes_of_which_one_does_nothing() -> None:
    values = [Fraction(0), Fraction(1), Fraction(2), Fraction(3)] * 2  # the third changes nothing
    assert shapley(values, 3) == [1, 2, 0]


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.floats(-1e6, 1e6), min_size=2**n, max_size=2**n)))
def test_the_parts_add_up_exactly(values: list[float]) -> None:
    exact = [Fraction(value) for value in values]
    players = len(values).bit_length() - 1
    assert sum(shapley(exact, players)) == exact[-1] - exact[0]


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.floats(-1e6, 1e6), min_size=2**n, max_size=2**n)))
def test_each_part_is_the_mean_over_all_orders(values: list[float]) -> None:
    players = len(values).bit_length() - 1
    orders = list(permutations(range(players)))
    gained = [Fraction(0)] * players
    for order in orders:
        done = 0
        for player in order:
            gained[player] += Fraction(values[done | 1 << player]) - Fraction(values[done])
            done |= 1 << player
    assert shapley(values, players) == [each / len(orders) for each in gained]


OUTCOMES = st.floats(-1e6, 1e6) | st.floats(allow_nan=False, allow_infinity=False)
"""Ordinary ones, which fit side by side, and any, of which some are far smaller than others."""


@given(
    st.tuples(st.integers(1, 4), st.integers(0, 70)).flatmap(
        lambda of: st.lists(
            st.lists(OUTCOMES, min_size=2 ** of[0], max_size=2 ** of[0]), min_size=of[1], max_size=of[1]
        )
    )
)
def test_cases_side_by_side_are_divided_as_each_by_itself(cases: list[list[float]]) -> None:
    players = len(cases[0]).bit_length() - 1 if cases else 2
    found = shapley_of_each(np.array(cases).reshape(len(cases), 2**players).T, players)
    assert found == [shapley(case, players) for case in cases]


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1e-30, 1.0, 2.0**50, 2.0**51, 1e300])
def test_outcomes_of_any_size_are_divided_exactly(size: float) -> None:
    values = np.random.default_rng(1).random((2**12, 3)) * size
    assert shapley_of_each(values, 12) == [shapley(case, 12) for case in values.T.tolist()]


def edition_of(aggregate: str, weights: tuple[float, float] = (1.0, 1.0)) -> dict[str, Any]:
    """An index of a group of two indicators and a third one."""
    return {
        **HEAD,
        "title": {"en": "Nested"},
        "publish": {"as": "score", "decimals": 4},
        "rank": {"on": "published"},
        "index": {
            "code": "X",
            "aggregate": aggregate,
            "weights": "relative",
            "children": [
                {
                    "code": "g",
                    "aggregate": "arithmetic",
                    "weights": "relative",
                    "weight": weights[0],
                    "children": [
                        indicator("a", weight=3),
                        indicator("b", weight=1),
                    ],
                },
                {"code": "c", "weight": weights[1], "rule": {"kind": "identity"}},
            ],
        },
    }


def parts(weights: dict[str, Any], before: dict[str, float], after: dict[str, float]) -> dict[str, Fraction]:
    cards = [
        dtiscore.score(
            pd.DataFrame([{"unit": "U", **row}, {"unit": "V", "a": 1.0, "b": 1.0, "c": 1.0}]), weights
        )
        for row in (before, after)
    ]
    (found,) = node_parts(cards[0], cards[1], [(0, 0)])
    for code, node in cards[1].methodology.nodes.items():
        if node.children and any(child.code in found for child in node.children):
            assert sum(found[child.code] for child in node.children) == found[code]
    inner = innermost(cards[1].methodology.index, found)
    assert sum(found[code] for code in inner) == found["X"]
    return found


def test_a_weighted_mean_gives_each_its_weight_times_its_change() -> None:
    found = parts(edition_of("arithmetic", (1.0, 3.0)), {"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 5, "c": 3})
    assert float(found["g"]) == pytest.approx(1 / 4 * (3 / 4 * 1 + 1 / 4 * 4))
    assert float(found["a"]) == pytest.approx(1 / 4 * 3 / 4 * 1)
    assert float(found["b"]) == pytest.approx(1 / 4 * 1 / 4 * 4)
    assert float(found["c"]) == pytest.approx(3 / 4 * 2)


def test_changes_that_cancel_out_in_a_sum_are_both_told() -> None:
    found = parts(edition_of("arithmetic"), {"a": 1, "b": 4, "c": 1}, {"a": 2, "b": 1, "c": 1})
    assert found["g"] == found["X"] == 0
    assert [float(found[code]) for code in "ab"] == pytest.approx([3 / 8, -3 / 8])


def test_a_geometric_mean_is_shared_over_both_orders() -> None:
    # The square root of 4 x 9 becomes that of 16 x 25.
    found = parts(edition_of("geometric"), {"a": 4, "b": 4, "c": 9}, {"a": 20, "b": 4, "c": 25})
    assert float(found["X"]) == pytest.approx(20 - 6)
    assert float(found["g"]) == pytest.approx(((12 - 6) + (20 - 10)) / 2)
    assert float(found["c"]) == pytest.approx(((10 - 6) + (20 - 12)) / 2)
    assert found["a"] == found["g"]
    assert found["b"] == 0


def test_a_unit_whose_parts_came_and_went_leaves_the_medians_of_others_to_be_divided() -> None:
    """With none of its parts changed but the one that went, the unit has none: no median, and no error."""
    edition = {**edition_of("median"), "missing": {"kind": "reweight"}}
    before = pd.DataFrame({"unit": list("UV"), "a": [1.0, None], "b": [2.0, None], "c": [3.0, 4.0]})
    after = pd.DataFrame({"unit": list("UV"), "a": [1.0, 5.0], "b": [2.0, 5.0], "c": [5.0, None]})
    found, whole = node_parts(
        dtiscore.score(before, edition), dtiscore.score(after, edition), [(0, 0), (1, 1)]
    )
    assert [float(found[code]) for code in ("X", "g", "c")] == [1, 0, 1]
    assert whole == {"X": 1}


@pytest.mark.parametrize("edition", ["hdi-2022", "gaps"])
def test_units_that_did_not_change_are_divided_as_each_by_itself(edition: str, examples: Path) -> None:
    """Those divided alike share what was found for one of them."""
    if edition == "gaps":
        nan = np.nan
        a, b = [1.0, 2.0, nan, 4.0, 2.0, 7.0], [3.0, nan, 1.0, 1.0, 5.0, 2.0]
        table = pd.DataFrame({"unit": list("UVWXYZ"), "a": a, "b": b, "c": a})
        before = dtiscore.score(table, {**edition_of("geometric"), "missing": {"kind": "reweight"}})
        after = dtiscore.score(table.assign(a=[9.0, *a[1:]]), before.methodology)
    else:
        before = dtiscore.score(examples / "hdi" / "2022.csv", edition)
        table = pd.read_csv(examples / "hdi" / "2022.csv", dtype=str)
        table.loc[5, "life_expectancy"] = "70.5"
        after = dtiscore.score(table, edition)
    both = [row for row in range(len(before.dataset)) if not np.isnan(before.index.score[row])]
    attribution = Attribution(before, after, [(row, row) for row in both])
    assert sum(attribution.stands) == len(both) - 1
    for at in range(len(both)):
        assert attribution.of(at) == attribution.divided(at)
    assert len({frozenset(attribution.of(at)) for at in range(len(both))}) == (3 if edition == "gaps" else 1)


@pytest.mark.parametrize(("most", "parts"), [(4 * 2, {"X", "g", "a", "b", "c"}), (4 * 2 - 1, {"X"})])
def test_a_sum_with_more_gaps_than_can_be_held_is_not_divided(
    most: int, parts: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four subsets of the children of X, of two units each of which has a gap."""
    monkeypatch.setattr("dtiscore.analysis.node_parts._MOST_CORNERS", most)
    edition = {**edition_of("arithmetic"), "missing": {"kind": "reweight"}}
    before = pd.DataFrame(
        {"unit": list("UVW"), "a": [1.0, 2.0, 3.0], "b": [2.0, 3.0, 4.0], "c": [3.0, 4.0, 5.0]}
    )
    after = before.assign(c=[float("nan"), float("nan"), 6.0])
    pairs = [(row, row) for row in range(3)]
    found = node_parts(dtiscore.score(before, edition), dtiscore.score(after, edition), pairs)
    assert [{*one} for one in found] == [parts, parts, {"X", "g", "a", "b", "c"}]


def test_of_each_child_two_columns_of_logarithms_are_taken_for_all_subsets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With gaps, too: a missing child stands as 1, whichever of the others changed."""
    children = [{"code": f"x{at}", "weight": 1.0, "rule": {"kind": "identity"}} for at in range(6)]
    index = {"code": "X", "aggregate": "geometric", "weights": "relative", "children": children}
    edition = {**edition_of("geometric"), "index": index, "missing": {"kind": "reweight"}}
    before, after = np.random.default_rng(2).random((2, 4, 6)) + 1
    before[0, 0] = np.nan
    tables = [
        pd.DataFrame(values, columns=[f"x{at}" for at in range(6)]).assign(unit=list("UVWY"))
        for values in (before, after)
    ]
    cards = [dtiscore.score(table, edition) for table in tables]
    taken: list[int] = []

    def counted(values: Values) -> Values:
        taken.append(len(values))
        return natural_logarithm(values)

    monkeypatch.setattr(means, "natural_logarithm", counted)
    means._logarithms_of_bits.cache_clear()
    parts = node_parts(cards[0], cards[1], [(row, row) for row in range(4)])
    assert [len(part) for part in parts] == [7] * 4
    assert len(taken) == 2 * 6
