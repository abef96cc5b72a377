"""Ranks by hand under every tie rule, and against scipy's rankdata."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import rankdata  # type: ignore[import-untyped]  # scipy ships no types

from dtiscore.methodology.publication import Publication, Ranking, TieRule
from dtiscore.scoring.ranking import keys, plain_rank, rank

TIES: tuple[TieRule, ...] = ("min", "max", "dense", "average", "ordinal")


def listed(ranks: np.ndarray) -> list[float | None]:
    return [None if value != value else value for value in ranks.tolist()]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("min", [1, 2, 2, 2, 5, 6]),
        ("max", [1, 4, 4, 4, 5, 6]),
        ("dense", [1, 2, 2, 2, 3, 4]),
        ("average", [1, 3, 3, 3, 5, 6]),
        ("ordinal", [1, 4, 2, 3, 5, 6]),  # the three equals in the order of their codes b, c, d
    ],
)
def test_what_equals_share(ties: TieRule, expected: list[float]) -> None:
    values = np.array([0.9, 0.8, 0.8, 0.8, 0.7, 0.1])
    assert rank(values, ties, ["z", "d", "b", "c", "a", "e"]).tolist() == expected


def test_two_equals_share_a_half_rank_on_average() -> None:
    assert rank(np.array([5.0, 5.0, 1.0]), "average", ["a", "b", "c"]).tolist() == [1.5, 1.5, 3.0]


@pytest.mark.parametrize("ties", TIES)
def test_units_without_a_value_are_not_ranked(ties: TieRule) -> None:
    ranks = rank(np.array([math.nan, 0.3, math.nan, 0.6]), ties, ["a", "b", "c", "d"])
    assert listed(ranks) == [None, 2, None, 1]


@pytest.mark.parametrize("ties", TIES)
def test_no_unit_one_unit_and_no_value(ties: TieRule) -> None:
    assert listed(rank(np.array([]), ties, [])) == []
    assert listed(rank(np.array([0.5]), ties, ["a"])) == [1]
    assert listed(rank(np.array([math.nan]), ties, ["a"])) == [None]


@pytest.mark.parametrize("ties", TIES)
@given(values=st.lists(st.integers(-3, 3), min_size=1, max_size=25))
def test_ranks_are_those_of_scipy(ties: TieRule, values: list[int]) -> None:
    # scipy breaks ties of "ordinal" by position: codes that rise with the position say the same.
    compared = np.array(values, dtype=np.float64)
    codes = [f"{i:02}" for i in range(len(values))]
    assert rank(compared, ties, codes).tolist() == rankdata(-compared, method=ties).tolist()


@pytest.mark.parametrize("ties", TIES)
@given(values=st.lists(st.integers(-3, 3), min_size=1, max_size=15), seed=st.integers(0, 99))
def test_the_order_of_rows_is_irrelevant(ties: TieRule, values: list[int], seed: int) -> None:
    compared = np.array(values, dtype=np.float64)
    codes = [f"{i:02}" for i in range(len(values))]
    order = np.random.default_rng(seed).permutation(len(values))
    shuffled = rank(compared[order], ties, [codes[i] for i in order])
    assert shuffled.tolist() == rank(compared, ties, codes)[order].tolist()


def test_published_decimals_make_ties_that_full_precision_does_not() -> None:
    # Yên Bái and Thanh Hóa 2022, 0.6350 both, share rank 15; the next province is 17th.
    values, published = (
        np.array([0.63504, 0.63496, 0.6349]),
        Publication.model_validate({"as": "score", "decimals": 4}),
    )
    on_published = keys(values, Ranking(on="published"), published)
    on_full = keys(values, Ranking(on="full"), published)
    assert rank(on_published, "min", ["a", "b", "c"]).tolist() == [1, 1, 3]
    assert rank(on_full, "min", ["a", "b", "c"]).tolist() == [1, 2, 3]


def test_the_lowest_may_be_the_best() -> None:
    published = Publication.model_validate({"as": "score", "decimals": 1})
    compared = keys(np.array([3.0, 1.0, 2.0, math.nan]), Ranking(on="full", order="ascending"), published)
    assert listed(rank(compared, "min", list("abcd"))) == [3, 1, 2, None]


@pytest.mark.parametrize(
    ("written", "as_is"),
    [
        (3.0, "3"),
        (2.5, "2.5"),
        (-1.0, "-1"),
        (np.float64(4.0), "4"),
        (7, "7"),
        (math.nan, "None"),
        (None, "None"),
    ],
)
def test_a_rank_is_written_whole_where_it_is(written: float | None, as_is: str) -> None:
    assert repr(plain_rank(written)) == as_is
