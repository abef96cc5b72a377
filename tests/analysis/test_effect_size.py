"""Hedges' g by hand, where it is not defined, and the laws it keeps."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from dtiscore.analysis.effect_size import Outcome, hedges_g


def test_two_against_two_by_hand() -> None:
    # Means 7 and 2; variances ((5-7)^2 + (9-7)^2) / 1 = 8 and ((1-2)^2 + (3-2)^2) / 1 = 2, pooled (8 + 2) / 2 = 5;
    # d = 5 / sqrt(5); the correction for 2 degrees of freedom is 1 - 3 / (4 * 2 - 1) = 4 / 7.
    g, outcome = hedges_g([5.0, 9.0], [1.0, 3.0])
    assert outcome == "measured"
    assert g == pytest.approx(math.sqrt(5) * 4 / 7, rel=1e-14)


def test_one_leader_is_measured_in_the_spread_of_the_others() -> None:
    # 10 against 1, 2, 3: variance of the others 1, 2 degrees of freedom: (10 - 2) / 1 * 4 / 7.
    g, outcome = hedges_g([10.0], [1.0, 2.0, 3.0])
    assert outcome == "measured"
    assert g == pytest.approx(8 * 4 / 7)


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ([1.0, 1.0], [0.0, 0.0], "apart"),
        ([1.0, 1.0], [1.0, 1.0], "constant"),
        ([0.1, 0.1, 0.1], [0.1], "constant"),  # three tenths do not have a mean of exactly a tenth
        ([], [1.0, 2.0, 3.0, 4.0], "too-few"),
        ([1.0, 2.0, 3.0, 4.0], [], "too-few"),
        ([1.0, 2.0], [3.0], "too-few"),
        ([5.0], [5.0], "too-few"),
    ],
)
def test_where_there_is_no_number(first: list[float], second: list[float], outcome: Outcome) -> None:
    assert hedges_g(first, second) == (None, outcome)


groups = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=9)


@given(groups, groups, st.integers(-50, 50), st.sampled_from([0.5, 2.0, 64.0]))
def test_neither_the_origin_nor_the_unit_of_measurement_matters(
    first: list[float], second: list[float], shift: int, scale: float
) -> None:
    moved = ([(value + shift) * scale for value in group] for group in (first, second))
    g, outcome = hedges_g(first, second)
    again, outcome_again = hedges_g(*moved)
    assert outcome == outcome_again
    if g is not None:
        assert again == pytest.approx(g, rel=1e-9, abs=1e-12)


@given(groups, groups)
def test_exchanged_groups_have_the_opposite_effect(first: list[float], second: list[float]) -> None:
    (one, _), (other, _) = hedges_g(first, second), hedges_g(second, first)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one == -other
