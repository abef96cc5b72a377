"""Rows come out in the order that is asked for, whether they were held in memory or on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.engines.large_tables import in_memory, plain, random_table, streamed

from dtiscore.engines import score_rows
from dtiscore.engines.score_rows import ScoreRows

COLUMNS = 3


@pytest.mark.parametrize("held", [0, 8 * COLUMNS * 500, 2**20])
@pytest.mark.parametrize("batches", [[1], [700], [1, 2, 3], [400, 0, 1, 650], [100] * 12])
@pytest.mark.parametrize("wanted", [1.0, 0.3, 0.0])
@pytest.mark.parametrize("expected", [None, 5, 2000])
def test_rows_in_any_order(
    held: int, batches: list[int], wanted: float, expected: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_rows, "HELD", held)
    monkeypatch.setattr(score_rows, "_TOGETHER", 8 * COLUMNS * 64)
    random = np.random.default_rng(3)
    values = random.normal(size=(COLUMNS, sum(batches)))
    values[0, ::7] = np.nan
    rows = ScoreRows(COLUMNS)
    if expected is not None:
        rows.expect(expected)
    for end, size in zip(np.cumsum(batches).tolist(), batches, strict=True):
        rows.extend(list(values[:, end - size : end]))
    order = random.permutation(values.shape[1])[: round(wanted * values.shape[1])]
    pieces = list(rows.in_order(order, 32))
    rows.close()
    assert [piece.shape[1] for piece in pieces] == [
        len(order[at : at + 32]) for at in range(0, len(order), 32)
    ]
    assert all(column.flags.c_contiguous for piece in pieces for column in piece)
    np.testing.assert_array_equal(np.hstack([np.empty((COLUMNS, 0)), *pieces]), values[:, order])


@pytest.mark.parametrize("top", [None, 40])
@pytest.mark.parametrize("kind", ["min-max", "z-score"])
def test_scores_on_disk_are_written_as_those_in_memory(
    kind: str, top: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = random_table(tmp_path, 500, seed=8)
    edition = plain({"kind": kind} | ({"divisor": "sample"} if kind == "z-score" else {}))
    wanted = streamed(path, edition, block_bytes=2_000, top=top)
    assert top is not None or wanted == in_memory(path, edition)
    monkeypatch.setattr(score_rows, "HELD", 0)
    assert streamed(path, edition, block_bytes=2_000, top=top) == wanted
