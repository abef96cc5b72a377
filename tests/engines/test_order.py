"""The order of the rows of a large table is that of a stable sort, whatever the values are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from hypothesis import given, strategies as st
from tests.engines.large_tables import plain

from dtiscore.engines.order import RankedBy, are_in_order, ranked
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring.ranking import keys, rank, undoubled

ROWS = 1000


def ranked_by(**ranking: str) -> Methodology:
    """An edition that publishes one decimal and ranks so."""
    return load_methodology(plain(publish={"as": "score", "decimals": 1}, rank=ranking))


def scores(seed: int, largest: float) -> np.ndarray:
    generator = np.random.default_rng(seed)
    values = generator.integers(-60, 60, ROWS) / 60.0 * largest
    values[generator.random(ROWS) < 0.1] = np.nan
    values[:3] = 0.0, -0.0, largest
    return values


@pytest.mark.parametrize("on", ["published", "full"])
@pytest.mark.parametrize("order", ["ascending", "descending"])
@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
@pytest.mark.parametrize("largest", [1.0, 100.0, 2.0**51 / 10.0, 2.0**52 / 10.0, 1e30, 1e300])
@pytest.mark.parametrize("shuffled", [False, True])
def test_ranks_and_order_are_those_of_memory(
    on: str, order: str, ties: TieRule, largest: float, shuffled: bool
) -> None:
    values = scores(7, largest)
    places = np.random.default_rng(1).permutation(ROWS) if shuffled else np.arange(ROWS)
    codes = [f"{place:04}" for place in places.tolist()]
    edition = ranked_by(on=on, order=order, ties=ties)
    half = [np.arange(ROWS // 2), np.arange(ROWS // 2, ROWS)]
    doubled, found = ranked(
        RankedBy(edition.rank, edition.publish),
        values,
        np.ones(ROWS, np.bool_),
        half,
        places if shuffled else None,
    )
    ranks = undoubled(doubled)
    compared = keys(values, edition.rank, edition.publish)
    for rows in half:
        wanted = rank(compared[rows], ties, [codes[row] for row in rows.tolist()])
        np.testing.assert_array_equal(ranks[rows], wanted)
    last = np.where(np.isnan(ranks), np.inf, ranks)
    wanted_order = [sorted(rows.tolist(), key=lambda row: (last[row], codes[row])) for rows in half]
    assert found.tolist() == [*wanted_order[0], *wanted_order[1]]


def test_no_rows_have_no_order() -> None:
    none: list[np.ndarray] = [np.empty(0), np.empty(0, np.bool_), np.empty(0, np.intp)]
    edition = ranked_by(on="published", ties="max")
    ranks, order = ranked(RankedBy(edition.rank, edition.publish), none[0], none[1], [none[2]], None)
    assert len(ranks) == len(order) == 0


@given(st.lists(st.lists(st.text(max_size=3), max_size=4), max_size=4), st.booleans())
def test_codes_in_parts_are_in_order_if_their_list_is(parts: list[list[str]], tidy: bool) -> None:
    if tidy:
        every = sorted(text for part in parts for text in part)
        parts = [[every.pop(0) for _ in part] for part in parts]
    codes = [pa.array(part, pa.string()) for part in parts]
    every = [text for part in parts for text in part]
    assert are_in_order(codes) == (every == sorted(every))
    assert are_in_order(codes, strictly=True) == (every == sorted(set(every)))
