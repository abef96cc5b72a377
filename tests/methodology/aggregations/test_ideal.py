"""Distances to an ideal, by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

MISSING = math.nan
PLAIN = {"kind": "topsis", "normalisation": "none"}


def test_topsis_by_hand(combine: Any) -> None:
    # Lengths of the columns 5 and 1; halves of them: 0.3, 0.4, 0 and 0, 0, 0.5. Ideal (0.4, 0.5), opposite (0, 0).
    found = combine("topsis", [[3.0, 4.0, 0.0], [0.0, 0.0, 1.0]])
    assert found == pytest.approx(
        [0.3 / (math.sqrt(0.1**2 + 0.5**2) + 0.3), 0.4 / (0.5 + 0.4), 0.5 / (0.4 + 0.5)], rel=1e-15
    )


def test_weights_and_scale_of_topsis(combine: Any) -> None:
    parts = [[0.0, 1.0, 0.5], [1.0, 0.0, 0.5]]
    assert combine(PLAIN, parts) == pytest.approx([0.5, 0.5, 0.5])
    assert combine(PLAIN, parts, [3, 1]) == pytest.approx([0.25, 0.75, 0.5])
    # The length of a column is taken out: ten times the scores are the same; without it they weigh ten times.
    tens = [[10 * score for score in parts[0]], parts[1]]
    assert combine("topsis", tens) == pytest.approx(combine("topsis", parts))
    assert combine(PLAIN, tens) == pytest.approx([1 / 11, 10 / 11, 0.5])


def test_the_ideal_scores_1_and_its_opposite_0(combine: Any) -> None:
    assert combine("topsis", [[1.0, 5.0, 3.0], [2.0, 9.0, 4.0]])[:2] == [0.0, 1.0]


def test_a_missing_part_and_a_unit_beside_the_frame(combine: Any) -> None:
    assert combine(PLAIN, [[0.0, 1.0, MISSING], [0.0, 1.0, 0.25]]) == pytest.approx([0.0, 1.0, 0.25])
    within = combine("topsis", [[1.0, 2.0, 4.0], [3.0, 1.0, 2.0]])
    beside = combine("topsis", [[1.0, 2.0, 4.0, 9.0], [3.0, 1.0, 2.0, 9.0]], among=[True, True, True, False])
    assert beside[:3] == within


@pytest.mark.parametrize("kind", ["topsis", "wroclaw"])
def test_units_that_are_all_the_same_have_no_ideal(kind: str, combine: Any) -> None:
    assert all(map(math.isnan, combine(kind, [[2.0, 2.0], [3.0, 3.0]])))


def test_wroclaw_by_hand(combine: Any) -> None:
    # Distances to (4, 3): 5, 0 and 1, of mean 2 and variance (9 + 4 + 1) / 2 = 7.
    found = combine("wroclaw", [[0.0, 4.0, 4.0], [0.0, 3.0, 2.0]])
    limit = 2 + 2 * math.sqrt(7)
    assert found == pytest.approx([5 / limit, 0.0, 1 / limit], rel=1e-15)
    # Three times the weight of the other is 1.5 and 0.5 of equal ones: squares 24 + 4.5, 0 and 0.5.
    heavy = combine("wroclaw", [[0.0, 4.0, 4.0], [0.0, 3.0, 2.0]], [3, 1])
    assert heavy[0] / heavy[2] == pytest.approx(math.sqrt(28.5 / 0.5))


def test_a_frame_of_one_has_nothing_to_hold_distances_against(combine: Any) -> None:
    assert math.isnan(combine("wroclaw", [[2.0], [3.0]])[0])
