"""Scores of parts made into one: what gives way without being asked."""

from __future__ import annotations

import numpy as np
import pytest

from dtiscore.methodology.aggregations.means import Arithmetic, Geometric
from dtiscore.scoring.combining import combine

NAN = np.nan


def test_a_part_without_a_score_gives_way_unless_all_are_known_to_have_one() -> None:
    parts = [(np.array([1.0, NAN]), 3.0), (np.array([5.0, 7.0]), 1.0)]
    everywhere = np.ones(2, dtype=np.bool_)
    found = combine(Arithmetic(), parts, everywhere, None, ())
    assert found.score.tolist() == [(3 * 1 + 5) / (3 + 1), 7.0]
    assert not found.undefined.any()


@pytest.mark.parametrize(
    "scale", [([2, 10], [1, 10]), ([10, 2], [10, 1]), ([1, 7], [0, 100]), ([0, 10], [10, 1])]
)
def test_what_stands_in_for_a_missing_part_has_a_geometric_mean_on_another_scale(
    scale: tuple[list[float], list[float]],
) -> None:
    mean = Geometric.model_validate({"rescale": {"from": scale[0], "to": scale[1]}})
    found = combine(
        mean, [(np.array([4.0]), 1.0), (np.array([NAN]), 1.0)], np.ones(1, dtype=np.bool_), None, ()
    )
    assert not found.undefined.any()
    assert found.score == pytest.approx([4.0], rel=1e-12)
