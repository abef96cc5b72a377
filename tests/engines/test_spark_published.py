"""Published scores on Spark are made by whole columns, the same as one at a time; it needs no cluster to be tried."""

from __future__ import annotations

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest

from dtiscore.engines.spark.published import _completing
from dtiscore.methodology.arithmetic import Rounding

ROUNDING = Rounding(decimals=2)
SCORES = [0.125, -0.125, -0.001, 12.0, None, 4e9]


def published(scores: list[float | None]) -> list[object]:
    batch = pa.RecordBatch.from_pydict({"s0": pa.array(scores, pa.float64())})
    (made,) = _completing(["s0"], {}, ROUNDING, {"s0": "p0"})(iter([batch]))
    found: list[object] = made.column("p0").to_pylist()
    return found


def test_scores_are_published_by_whole_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ROUNDING.written(np.array(SCORES, np.float64))
    monkeypatch.setattr(Rounding, "written", lambda *_: pytest.fail("a decimal is made for each score"))
    assert published(SCORES) == expected
    assert [str(score) for score in expected] == ["0.13", "-0.13", "0.00", "12.00", "None", "4000000000.00"]


def test_a_column_with_a_score_beyond_float64s_that_count_is_published_one_at_a_time() -> None:
    assert published([1e17, 0.125]) == ROUNDING.written(np.array([1e17, 0.125]))
