"""Factor scores with gaps, against numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest


@pytest.mark.parametrize("seed", range(5))
def test_correlations_are_those_of_the_units_that_have_every_part(combine: Any, seed: int) -> None:
    chance = np.random.default_rng(seed)
    table = chance.normal(size=(25, 4)) + chance.normal(size=(25, 1))
    table[chance.random(table.shape) < 0.15] = np.nan
    complete = table[~np.isnan(table).any(axis=1)]
    values, vectors = np.linalg.eigh(np.corrcoef(complete.T))
    first = vectors[:, -1] * np.sign(vectors[:, -1].sum())
    standardised = (table - np.nanmean(table, axis=0)) / np.nanstd(table, axis=0, ddof=1)
    expected = np.nan_to_num(standardised) @ first / np.sqrt(values[-1])
    assert combine("factor-scores", table.T.tolist()) == pytest.approx(expected.tolist(), rel=1e-9)


def test_a_part_that_is_the_same_for_all_complete_units_has_no_correlations(combine: Any) -> None:
    parts = [[1.0, 2.0, 4.0, 3.0, 5.0], [2.0, 2.0, 2.0, 2.0, 7.0], [3.0, 1.0, 2.0, 4.0, np.nan]]
    assert np.isnan(combine("factor-scores", parts)).all()


@pytest.mark.parametrize("factors", [1, 2])
@pytest.mark.parametrize("order", [1, -1])
def test_where_loadings_sum_to_0_nothing_tells_which_end_is_the_better(
    combine: Any, factors: int, order: int
) -> None:
    """Two parts that go against each other load +0.7 and -0.7, whichever comes first."""
    parts = [[1.0, 2.0, 3.0, 7.0], [9.0, 8.0, 4.0, 5.0]][::order]
    found = combine({"kind": "factor-scores", "factors": 1}, parts)
    assert np.isnan(found).all()
    with_a_third = combine({"kind": "factor-scores", "factors": factors}, [*parts, [1.0, 3.0, 2.0, 6.0]])
    assert not np.isnan(with_a_third).any()
