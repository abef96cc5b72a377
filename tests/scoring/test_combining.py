"""Scores of parts made into one: what gives way without being asked."""

from __future__ import annotations

import numpy as np

from dtiscore.methodology.aggregations.means import Arithmetic
from dtiscore.scoring.combining import combine

NAN = np.nan


def test_a_part_without_a_score_gives_way_unless_all_are_known_to_have_one() -> None:
    parts = [(np.array([1.0, NAN]), 3.0), (np.array([5.0, 7.0]), 1.0)]
    everywhere = np.ones(2, dtype=np.bool_)
    found = combine(Arithmetic(), parts, everywhere, None, ())
    assert found.score.tolist() == [(3 * 1 + 5) / (3 + 1), 7.0]
    assert not found.undefined.any()
