"""Ranks from counts and along ranges are those of the whole column; neither needs a cluster to be tried."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.engines.spark import ranking
from dtiscore.methodology.equality import FIFTEEN_DIGITS
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring.ranking import rank

SHARED: list[TieRule] = ["min", "max", "dense", "average"]
EVERY: list[TieRule] = [*SHARED, "ordinal"]


def test_the_ranks_of_two_three_and_one_units() -> None:
    before, counts, scores = np.array([0.0, 2.0, 5.0]), np.array([2.0, 3.0, 1.0]), np.array([0.0, 1.0, 2.0])
    found = {ties: ranking.ranks_of_counts(before, counts, scores, ties).tolist() for ties in SHARED}
    assert found == {"min": [1, 3, 6], "max": [2, 5, 6], "dense": [1, 2, 3], "average": [1.5, 4, 6]}


@pytest.mark.parametrize("ties", EVERY)
@given(
    values=st.lists(
        st.integers(0, 6).map(float)
        | st.integers(0, 6).map(lambda steps: 3.0 + steps * 2.0**-51)
        | st.just(math.nan),
        min_size=1,
        max_size=40,
    ),
    groups=st.integers(1, 3),
    parts=st.integers(1, 4),
)
@settings(deadline=None, max_examples=40)
def test_ranks_are_those_of_the_whole_column(
    ties: TieRule, values: list[float], groups: int, parts: int
) -> None:
    pa = pytest.importorskip("pyarrow")
    units = [f"u{i:02}" for i in range(len(values))]
    own = [f"g{i % groups}" for i in range(len(values))]
    batch = pa.RecordBatch.from_pydict(
        {
            "unit": units,
            "period": pa.array([None] * len(values), pa.string()),
            "group_": own,
            "compared": pa.array(values, from_pandas=True),
            "tolerance": [0.0 if value != value else value * FIFTEEN_DIGITS for value in values],
        }
    )
    wanted: dict[str, float] = {}
    for group in set(own):
        rows = [i for i, name in enumerate(own) if name == group]
        ranks = rank(np.array([values[i] for i in rows]), ties, [units[i] for i in rows])
        wanted |= {units[i]: at for i, at in zip(rows, ranks.tolist(), strict=True) if at == at}
    found = along_ranges(pa, levelled(pa, batch, parts), ties, parts)
    assert found == wanted
    near = any(3.0 < value < 4.0 for value in values)
    if not near and ties != "ordinal":
        assert looked_up(batch, ties) == wanted


def looked_up(batch, ties: TieRule) -> dict[str, float]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - pyarrow ships no types
    counts: dict[tuple[None, str, float], int] = {}
    rows = batch.to_pylist()
    for row in rows:
        if row["compared"] is not None:
            key = (None, row["group_"], row["compared"])
            counts[key] = counts.get(key, 0) + 1
    tables = ranking._tables([(*key, count) for key, count in counts.items()], ties)
    ranks = ranking.LookUp("compared", tables).ranks(batch).tolist()
    return {row["unit"]: own for row, own in zip(rows, ranks, strict=True) if own == own}


def levelled(pa, batch, parts: int):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - pyarrow ships no types
    """The rows with scores that tie brought onto one value, found along ranges."""
    near = [
        one
        for part in ranges_of(pa, batch, parts)
        for found in ranking._near(iter(part))
        for one in found.to_pylist()
    ]
    levels = ranking._levels([tuple(row.values()) for row in near])
    (done,) = ranking._onto(levels)(iter([batch]))
    return done


def ranges_of(pa, batch, parts: int):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - pyarrow ships no types
    """Sorted and cut between scores as Spark does it, each partition in batches of three rows."""
    rows = [row for row in batch.to_pylist() if row["compared"] is not None]
    rows.sort(key=lambda row: (row["group_"], -row["compared"], row["unit"]))
    ends = [
        at
        for at in range(1, len(rows))
        if (rows[at]["group_"], rows[at]["compared"]) != (rows[at - 1]["group_"], rows[at - 1]["compared"])
    ]
    cuts = [0, *ends[:: max(1, len(ends) // parts)][: parts - 1], len(rows)]
    ranges = [rows[start:end] for start, end in pairwise(cuts)]

    return [
        [
            pa.RecordBatch.from_pylist(rows[start : start + 3], schema=batch.schema)
            for start in range(0, len(rows), 3)
        ]
        for rows in ranges
    ]


def along_ranges(pa, batch, ties: TieRule, parts: int) -> dict[str, float]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - pyarrow ships no types
    ranges = ranges_of(pa, batch, parts)
    sizes = [
        tuple(row.values())
        for part in ranges
        for one in ranking._sizes(ties)(iter(part))
        for row in one.to_pylist()
    ]
    within = ranking._within(ranking._starts(sizes), ties)
    return {
        row["unit"]: row["rank"] for part in ranges for one in within(iter(part)) for row in one.to_pylist()
    }
