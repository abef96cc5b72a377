"""Weights from judgements by hand, and the faults of tables of judgements, all in one run."""

from __future__ import annotations

import math

import pytest

from dtiscore.errors import InvalidData
from dtiscore.questions.weights.derive.answer import Judgements, budget_allocation, equal, points

NOTHING = math.nan


def judgements(*rows: tuple[float, ...], codes: str = "abc") -> Judgements:
    return Judgements("experts.csv", range(2, 2 + len(rows)), list(codes), rows)


def test_equal_weights() -> None:
    assert equal(["a", "b", "c", "d"]).shares == {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}


def test_points_are_shares_of_their_sum() -> None:
    assert points(judgements((100, 60, 40))).shares == pytest.approx(
        {"a": 0.5, "b": 0.3, "c": 0.2}, rel=1e-15
    )


def test_each_person_counts_alike_however_many_points_they_give() -> None:
    derived = points(judgements((1, 1, 2), (30, 60, 10)))
    assert derived.shares == pytest.approx({"a": 0.275, "b": 0.425, "c": 0.3}, rel=1e-15)
    assert derived.parameters == {"respondents": 2}


def test_a_budget_is_averaged_over_the_experts() -> None:
    derived = budget_allocation(judgements((50, 30, 20), (20, 60, 20), (20, 30, 50)))
    assert derived.shares == pytest.approx({"a": 0.3, "b": 0.4, "c": 0.3}, rel=1e-15)
    # They differ alike on each: 50, 20, 20 has mean 30 and variance (400 + 100 + 100) / 2.
    assert derived.parameters == {"respondents": 3, "total": 100, "largest_sd": round(math.sqrt(300), 6)}


def test_a_budget_of_another_size() -> None:
    assert budget_allocation(judgements((5, 3, 2)), 10).shares == {"a": 0.5, "b": 0.3, "c": 0.2}
    # The sum of tenths is a tenth of ten, whatever its last bit says.
    assert sum(budget_allocation(judgements((0.1, 0.2, 0.7)), 1).shares.values()) == pytest.approx(1)


def test_every_fault_of_a_budget_is_told_with_its_line() -> None:
    with pytest.raises(InvalidData, match=r"experts\.csv: 4 faults") as caught:
        budget_allocation(judgements((50, 30, 21), (50, NOTHING, 50), (120, -20, 0), (0, 0, 0)))
    found = [(problem.code, problem.place.line, problem.indicator) for problem in caught.value.problems]
    assert found == [
        ("points-do-not-sum", 2, None),
        ("missing-value", 3, "b"),
        ("out-of-range", 4, "b"),
        ("points-do-not-sum", 5, None),
    ]
    assert caught.value.problems[0].message == "this row sums to 101, not to 100"


def test_points_of_nothing_are_refused() -> None:
    with pytest.raises(InvalidData) as caught:
        points(judgements((0, 0, 0), (1, NOTHING, 1)))
    assert [problem.code for problem in caught.value.problems] == ["nothing-given", "missing-value"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((1, 1, 1), [1 / 3] * 3),
        ((0, 0, 7), [0, 0, 1]),
        ((5e90, 3e90, 2e90), [0.5, 0.3, 0.2]),
        ((NOTHING, NOTHING, NOTHING), ["missing-value"] * 3),
        ((-1, 1, 1), ["out-of-range"]),
    ],
    ids=["ties", "all for one", "huge", "all missing", "negative"],
)
def test_the_edges_of_points_of_one_person(given: tuple[float, ...], expected: list[float | str]) -> None:
    if isinstance(expected[0], str):
        with pytest.raises(InvalidData) as caught:
            points(judgements(given))
        assert [problem.code for problem in caught.value.problems] == expected
    else:
        assert list(points(judgements(given)).shares.values()) == pytest.approx(expected, rel=1e-15)
