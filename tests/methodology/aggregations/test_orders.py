"""Kemeny's best order: by hand, on the Handbook's five countries, and against every order tried in turn."""

from __future__ import annotations

import csv
import math
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.errors import UsageFault
from dtiscore.methodology.aggregations.orders import Kemeny, best_support, mean_units_below, outranking_matrix

TABLE = st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=4, max_size=4), min_size=1, max_size=5)


def test_the_best_orders_of_the_handbook_score_6_375(shared_data: Path) -> None:
    with (shared_data / "indices/tai_handbook/published_outranking_5.csv").open(encoding="utf-8") as file:
        matrix = np.array([[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]])
    assert best_support(matrix) == 6.375
    # Table 37: USA-SWE-FIN, SWE-FIN-USA or SWE-USA-FIN, and then JPN-KOR; the units here are FIN, USA, SWE, JPN, KOR.
    assert mean_units_below(matrix).tolist() == [(2 + 3 + 2) / 3, (4 + 2 + 3) / 3, (3 + 4 + 4) / 3, 1.0, 0.0]


def test_a_majority_for_one_order_is_followed(combine: Any) -> None:
    assert combine("kemeny", [[3.0, 1.0, 2.0], [3.0, 1.0, 2.0], [1.0, 2.0, 3.0]]) == [2, 0, 1]


def test_a_circle_of_equal_majorities_leaves_all_units_alike(combine: Any) -> None:
    # a > b > c, b > c > a, c > a > b: three best orders, each unit once at each place.
    assert combine("kemeny", [[3.0, 2.0, 1.0], [1.0, 3.0, 2.0], [2.0, 1.0, 3.0]]) == [1, 1, 1]


def test_ties_are_shared_among_all_best_orders(combine: Any) -> None:
    assert combine("kemeny", [[1.0, 1.0, 5.0]]) == [0.5, 0.5, 2]
    assert combine("kemeny", [[7.0]]) == [0]


def test_a_missing_part_does_not_vote(combine: Any) -> None:
    assert combine("kemeny", [[2.0, 1.0], [math.nan, 9.0]]) == [1, 0]


def test_a_unit_beside_the_frame_is_put_where_it_fits(combine: Any) -> None:
    assert combine("kemeny", [[3.0, 1.0, 2.0]], among=[True, True, False]) == [1, 0, 1]


def test_more_units_than_can_be_ordered_are_refused_by_name(combine: Any) -> None:
    assert Kemeny.most_units == 12
    assert combine("kemeny", [list(range(12))]) == list(range(12))
    with pytest.raises(UsageFault, match=r"kemeny .* at most 12; here are 13") as caught:
        combine("kemeny", [list(range(13))])
    assert "copeland" in str(caught.value)


@given(parts=TABLE)
@settings(max_examples=40)
def test_against_every_order_in_turn(parts: list[list[float]]) -> None:
    matrix = outranking_matrix([np.array(part) for part in parts], [1.0] * len(parts))
    supports = {
        order: sum(matrix[i, j] for i, j in combinations(order, 2)) for order in permutations(range(4))
    }
    best = max(supports.values())
    orders = [order for order, support in supports.items() if support > best - 1e-9]
    assert best_support(matrix) == pytest.approx(best)
    below = [sum(3 - order.index(unit) for order in orders) / len(orders) for unit in range(4)]
    assert mean_units_below(matrix).tolist() == pytest.approx(below)
