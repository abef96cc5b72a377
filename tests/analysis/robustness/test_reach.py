"""What is looked for before a mixed programme is solved: weights that put all other units on one side."""

from __future__ import annotations

import numpy as np
import pytest

from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer import reach as searching
from dtiscore.questions.robustness.answer.reach import Reach, ShareBounds, Way, reach


def whole_scores(seed: int, units: int, parts: int) -> Values:
    """Whole scores from 0 to 9, some of which are equal, units by parts."""
    return np.random.default_rng(seed).integers(0, 10, (units, parts)).astype(np.float64)


@pytest.mark.parametrize(("way", "rank"), [("best", 1), ("worst", 4)])
def test_a_unit_that_can_be_first_or_last_needs_no_mixed_programme(
    way: Way, rank: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a programme with a variable of 0 or 1 for each unit")

    monkeypatch.setattr(searching, "_solved", refuse)
    # In no part is the unit the first or the last, but half of each of the first two makes it first, of others last.
    scores = np.array([[6, 6, 2, 2], [9, 0, 9, 0], [0, 9, 0, 9], [3, 3, 3, 3]], dtype=np.float64)
    assert reach(scores[1:] - scores[0], ShareBounds.unlimited(4), way, 1000) == Reach(rank, rank)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("way", ["best", "worst"])
def test_it_finds_what_a_mixed_programme_finds(way: Way, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = whole_scores(seed, 12, 2 + seed % 5)
    parts = scores.shape[1]
    own = np.full(parts, 1 / parts)
    limits = ShareBounds.unlimited(parts) if seed % 3 else ShareBounds(own * 0.5, np.minimum(own * 1.5, 1.0))
    found = reach(scores[1:] - scores[0], limits, way, 1000)
    monkeypatch.setattr(searching, "_all_on_one_side", lambda *_: None)
    assert reach(scores[1:] - scores[0], limits, way, 1000) == found
