"""The tables in which one unit has other figures, told from the scores that stand: as if each were scored for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings, strategies as st

import dtiscore
from dtiscore.analysis import mixed_tables
from dtiscore.analysis.rank_split import RankSplits

UNITS = "ABCDEFGHIJ"
RULES: Sequence[Mapping[str, Any]] = (
    {"kind": "min-max"},
    {"kind": "min-max", "direction": "down", "zero_range": 0.5},
    {"kind": "min-max", "transform": "log1p", "range": [1, 10]},
    {"kind": "distance-to-maximum", "zero_range": 1},
    {"kind": "fraction-of-maximum"},
    {"kind": "z-score", "divisor": "sample"},
    {"kind": "rank-share"},
    {"kind": "share-of-total"},
    {"kind": "identity"},
)
PREPARATIONS: Sequence[Sequence[Mapping[str, Any]]] = (
    (),
    ({"step": "derive", "column": "d", "formula": "c + a"},),
    ({"step": "impute", "method": "mean"},),
    ({"step": "screen", "min_share": 0.5},),
)


def edition(
    rules: Sequence[Mapping[str, Any]],
    aggregates: tuple[str, str],
    prepare: Sequence[Mapping[str, Any]],
    on: str,
    missing: str,
) -> dict[str, Any]:
    codes = "abd" if any("column" in step for step in prepare) else "abc"
    children = [{"code": code, "rule": dict(rule)} for code, rule in zip(codes, rules, strict=True)]
    below, above = aggregates
    return {
        "id": "exchanged",
        "title": {"en": "Exchanged"},
        "authority": {"decision": "1", "issuer": "x", "source": "https://example.org"},
        "publish": {"as": "score", "decimals": 3},
        "rank": {"on": on, "ties": "min"},
        "missing": missing,
        **({"prepare": list(prepare)} if prepare else {}),
        "index": {
            "code": "X",
            "aggregate": above,
            "weights": "equal",
            "children": [
                {"code": "P", "aggregate": below, "weights": "equal", "children": children[:2]},
                children[2],
            ],
        },
    }


NUMBER = st.integers(1, 3) | st.decimals(1, 9, places=1).map(float)
ROW = st.tuples(NUMBER, NUMBER, NUMBER | NUMBER | st.none())
ROWS = st.dictionaries(st.sampled_from(UNITS), ROW, min_size=1)
TABLES = st.tuples(ROWS.filter(lambda rows: len(rows) > 4), ROWS).map(
    lambda rows: (rows[0], rows[0] | rows[1])
)
"""Two tables of which the later has some rows as they were, so that many figures move no end of their column."""


def frame(rows: Mapping[str, tuple[float | None, ...]]) -> pd.DataFrame:
    return pd.DataFrame([{"unit": unit, "a": a, "b": b, "c": c} for unit, (a, b, c) in rows.items()])


EDITIONS = st.builds(
    edition,
    st.tuples(*[st.sampled_from(RULES[:5]) | st.sampled_from(RULES)] * 3),
    st.tuples(*[st.sampled_from(["arithmetic", "geometric", "minimum", "median", "copeland"])] * 2),
    st.sampled_from(PREPARATIONS[:2]) | st.sampled_from(PREPARATIONS),
    st.sampled_from(["published", "full"]),
    st.sampled_from(["reweight", "no-score", "zero", "error"]),
)


FILLED = edition(
    [{"kind": "min-max", "zero_range": 0.5}] * 3, ("arithmetic",) * 2, PREPARATIONS[2], "full", "error"
)


def rank_splits(tables: Sequence[pd.DataFrame], method: Mapping[str, Any]) -> RankSplits | None:
    """Why ranks moved between two tables; ``None`` where one of them cannot be scored."""
    before, after = tables
    try:
        compared = dtiscore.compare(before, after, dict(method), None, dtiscore.Basis(across="as ranked"))
    except dtiscore.DtiscoreError:
        return None
    return compared.rank_splits()


BESIDE_A_GAP = {"A": (3, 3, 3), "B": (2, 2, None), "C": (2, 2, 2), "D": (1, 1, 1), "E": (2, 2, 2.5)}
"""B is given the mean of c, by which it stands above C, also where C has 2.15: that moves the mean."""


@settings(deadline=None, max_examples=60)
@given(TABLES, EDITIONS)
@example((BESIDE_A_GAP, BESIDE_A_GAP | {"C": (2, 2, 2.15)}), FILLED)
def test_as_if_each_table_were_scored_for_itself(
    tables: tuple[Mapping[str, Any], Mapping[str, Any]], method: Mapping[str, Any]
) -> None:
    frames = [frame(rows) for rows in tables]
    quickly = rank_splits(frames, method)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mixed_tables, "row_exchange", lambda *_: None)
        assert rank_splits(frames, method) == quickly


def test_what_a_row_of_the_other_table_lacks_is_told() -> None:
    """A fills the gaps of B and C, and lacks itself what it would fill in the table that has its later figures alone."""
    before = frame({"A": (1, 2, 3), "B": (0, None, None), "C": (2, None, None)})
    after = frame({"B": (1, 2, 3), "C": (2, 1, 0), "D": (0, 0, 1), "A": (3, None, None)})
    found = rank_splits([before, after], FILLED)
    assert found is not None
    assert '"b" has no score' in str(found.not_split)
    assert "A" not in found.by_unit


def test_many_units_that_move_no_end_are_not_too_many() -> None:
    """More tables than are scored one by one; the rank with one's own later figures alone, by numpy."""
    draw = np.random.default_rng(29)
    before = draw.integers(0, 1000, (400, 3)).astype(float)
    after = np.clip(before + draw.integers(-150, 150, (400, 3)), 0, 1000)
    units = [f"U{number:03}" for number in range(400)]
    frames = [
        frame({unit: tuple(row) for unit, row in zip(units, table.tolist(), strict=True)})
        for table in (before, after)
    ]
    found = rank_splits(
        frames, edition([{"kind": "min-max"}] * 3, ("arithmetic",) * 2, (), "published", "error")
    )
    assert found is not None
    assert len(found.by_unit) == 400
    for at, unit in enumerate(units):
        mixed = before.copy()
        mixed[at] = after[at]
        share = (mixed - mixed.min(axis=0)) / np.ptp(mixed, axis=0)
        score = ((share[:, 0] + share[:, 1]) / 2 + share[:, 2]) / 2
        rank = 1 + np.count_nonzero(score.round(3) > score.round(3)[at])
        assert found.by_unit[unit].alone["own"] == rank
