"""The Mazziotta-Pareto index, plain and adjusted, by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

MISSING = math.nan
UP = {"kind": "mpi", "penalty": "add"}


def test_unbalance_is_subtracted_or_added(combine: Any) -> None:
    # 90, 100, 110: mean 100, variance (100 + 0 + 100) / 3 over n; 100 has no unbalance at all.
    parts = [[90.0, 100.0], [100.0, 100.0], [110.0, 100.0]]
    assert combine("mpi", parts) == pytest.approx([100 - 200 / 3 / 100, 100.0], rel=1e-15)
    assert combine(UP, parts) == pytest.approx([100 + 200 / 3 / 100, 100.0], rel=1e-15)


def test_the_same_mean_scores_less_the_more_its_parts_differ(combine: Any) -> None:
    even, uneven = combine("mpi", [[100.0, 130.0], [100.0, 70.0]])
    assert (even, uneven) == pytest.approx((100.0, 100 - 30**2 / 100), rel=1e-15)


def test_weights_count_in_mean_and_variance(combine: Any) -> None:
    # Weights 3 and 1 on 80 and 120: mean 90, variance (3 * 100 + 900) / 4 = 300.
    assert combine("mpi", [[80.0], [120.0]], [3, 1]) == pytest.approx([90 - 300 / 90], rel=1e-15)
    assert combine("mpi", [[80.0], [MISSING], [120.0]], [3, 7, 1]) == pytest.approx(
        [90 - 300 / 90], rel=1e-15
    )


def test_a_mean_of_0_or_below_has_no_unbalance(combine: Any) -> None:
    scores = combine("mpi", [[1.0, -1.0, -5.0], [1.0, 1.0, -5.0]])
    assert scores[0] == 1.0
    assert [math.isnan(score) for score in scores] == [False, True, True]


def test_the_adjusted_index_puts_the_mean_of_the_frame_at_100(combine: Any) -> None:
    # First part: mean 20, range 20: 100 + 60 (x - 20) / 20. Second: mean 4, range 6: 100 + 10 (x - 4).
    parts = [[10.0, 20.0, 30.0], [1.0, 7.0, 4.0]]
    adjusted = [(70, 70), (100, 130), (130, 100)]
    expected = [(a + b) / 2 - ((a - b) / 2) ** 2 / ((a + b) / 2) for a, b in adjusted]
    assert combine("ampi", parts) == pytest.approx(expected, rel=1e-14)
    assert combine("ampi", parts)[0] == pytest.approx(70.0)
    plus = [(a + b) / 2 + ((a - b) / 2) ** 2 / ((a + b) / 2) for a, b in adjusted]
    assert combine({"kind": "ampi", "penalty": "add"}, parts) == pytest.approx(plus, rel=1e-14)


def test_a_unit_beside_the_frame_is_measured_by_it_and_changes_nobody(combine: Any) -> None:
    within = combine("ampi", [[10.0, 20.0, 30.0], [1.0, 7.0, 4.0]])
    beside = combine(
        "ampi", [[10.0, 20.0, 30.0, 40.0], [1.0, 7.0, 4.0, 4.0]], among=[True, True, True, False]
    )
    assert beside[:3] == within
    assert beside[3] == pytest.approx(130 - 30**2 / 130, rel=1e-14)  # 160 and 100


def test_a_part_that_is_the_same_for_all_leaves_no_range(combine: Any) -> None:
    assert all(map(math.isnan, combine("ampi", [[5.0, 5.0], [1.0, 2.0]])))
    assert all(map(math.isnan, combine("ampi", [[5.0], [1.0]])))  # one unit


def test_a_missing_part_is_left_out_of_mean_and_range(combine: Any) -> None:
    # Of the first part 10 and 30 are there: mean 20, range 20; the second unit has its second part alone.
    scores = combine("ampi", [[10.0, MISSING, 30.0], [1.0, 7.0, 4.0]])
    assert scores == pytest.approx([70.0, 130.0, 115 - 15**2 / 115], rel=1e-14)


def test_a_sample_divides_the_variance_by_one_less(combine: Any) -> None:
    parts = [[90.0, 100.0], [100.0, MISSING], [110.0, 100.0]]
    assert combine({"kind": "mpi", "divisor": "sample"}, parts) == pytest.approx([100 - 100 / 100, 100.0])
    assert combine({"kind": "mpi", "divisor": "sample"}, [[90.0], [MISSING]]) == [90.0]


def test_a_reference_stands_at_100_instead_of_the_mean(combine: Any) -> None:
    parts = [[10.0, 20.0, 30.0], [1.0, 7.0, 4.0]]
    assert combine({"kind": "ampi", "reference": [20, 4]}, parts) == combine("ampi", parts)
    # 100 + 3 (x - 10) and 100 + 10 (x - 1).
    found = combine({"kind": "ampi", "reference": [10, 1]}, parts)
    assert found == pytest.approx([100.0, 145 - 15**2 / 145, 145 - 15**2 / 145], rel=1e-14)


def test_mean_min_between_the_mean_and_the_lowest(combine: Any) -> None:
    parts = [[80.0], [100.0], [120.0]]
    for alpha, expected in ((0, 100.0), (0.5, 90.0), (1, 80.0)):
        assert combine({"kind": "mean-min", "alpha": alpha}, parts) == [expected]
    # sqrt(20^2 + 15^2) - 15 = 10.
    assert combine({"kind": "mean-min", "alpha": 1, "beta": 15}, parts) == pytest.approx([90.0], rel=1e-15)
    assert combine({"kind": "mean-min", "alpha": 1}, [[80.0], [MISSING], [120.0]], [3, 9, 1]) == [80.0]
