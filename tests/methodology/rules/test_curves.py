"""Piecewise linear: by hand between the points, what is held or refused beyond them, how a file may write them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.methodology.rules.columns import admitted, applied, rule

POINTS: list[list[float]] = [[0, 0], [50, 0.8], [100, 1]]


def test_a_value_between_two_points_earns_a_part_of_both() -> None:
    method = rule("piecewise-linear", points=POINTS)
    expected = [0.0, 25 / 50 * 0.8, 0.8, pytest.approx(0.8 + 25 / 50 * 0.2), 1.0, None]
    assert applied(method, (0.0, 25.0, 50.0, 75.0, 100.0, None)) == expected


def test_the_points_themselves_earn_what_they_say_to_the_last_bit() -> None:
    points = [[0.1, 0.3], [0.7, 0.1], [1.1, 0.7]]
    assert applied(rule("piecewise-linear", points=points), (0.1, 0.7, 1.1)) == [0.3, 0.1, 0.7]


def test_beyond_the_ends_the_outcome_is_held() -> None:
    method = rule("piecewise-linear", points=POINTS)
    assert applied(method, (-1e100, 1e100)) == [0.0, 1.0]
    assert admitted(method, -1e100, 1e100) == [True, True]


def test_beyond_the_ends_cells_may_be_refused() -> None:
    method = rule("piecewise-linear", points=POINTS, beyond="error")
    assert admitted(method, -0.1, 0.0, 100.0, 100.1) == [False, True, True, False]


def test_a_curve_may_fall_and_rise_again() -> None:
    method = rule("piecewise-linear", points=[[0, 1], [10, 0], [20, 1]])
    assert applied(method, (5.0, 10.0, 15.0)) == [0.5, 0.0, 0.5]


def test_its_outcomes_may_be_points() -> None:
    method = rule("piecewise-linear", points=[[0, 0], [4, 20]], outcome="score")
    assert (method.output, applied(method, (3.0,))) == ("score", [15.0])


def test_a_file_may_write_points_by_name() -> None:
    named = [{"x": x, "y": y} for x, y in POINTS]
    assert rule("piecewise-linear", points=named) == rule("piecewise-linear", points=POINTS)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([[0, 0]], "at least 2"),
        ([[0, 0], [0, 1]], "rise strictly in x; where the outcome jumps use steps"),
        ([[1, 0], [0, 1]], "rise strictly"),
        ([[0, 0], [1, 1, 1]], r"a point has two numbers; write \[x, y\]"),
        ([[0, 0], ["1", 1]], "valid number"),
    ],
)
def test_points_that_are_no_curve_are_refused(points: list[Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        rule("piecewise-linear", points=points)


@pytest.mark.parametrize(("top", "capped"), [(1, True), (1.2, False)])
def test_whether_a_cell_can_earn_more_than_the_whole(top: float, capped: bool) -> None:
    assert rule("piecewise-linear", points=[[0, 0], [1, top]]).capped is capped
