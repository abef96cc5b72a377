"""Arrow arrays made of buffers are those that pyarrow itself makes, without pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet

from dtiscore.tables import arrow_values, parquet_pieces
from dtiscore.tables.parquet_pieces import ParquetPieces


@pytest.mark.parametrize("kind", ["float64", "float32", "int64", "int32"])
def test_numbers_of_any_type(kind: str) -> None:
    values = np.arange(10, dtype=kind)[::3]  # not contiguous
    assert arrow_values.numbers(values).equals(pa.array(values))


def test_truth_values_and_texts() -> None:
    mask = np.arange(19) % 3 == 0
    assert arrow_values.flags(mask).equals(pa.array(mask))
    texts = ["", "Đà Nẵng", "a", ""]
    assert arrow_values.texts(texts).equals(pa.array(texts, pa.string()))
    assert arrow_values.texts([]).equals(pa.array([], pa.string()))
    assert [arrow_values.scalar(value).as_py() for value in ("", "ộ", 2.5)] == ["", "ộ", 2.5]


def test_nothing_of_it_loads_pandas() -> None:
    code = (
        "import sys, numpy as np\n"
        "from dtiscore.tables import arrow_values as a\n"
        "a.numbers(np.ones(2)), a.flags(np.ones(2, bool)), a.texts(['x']), a.scalar('x')\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("at_once", [1, 2**27])
def test_groups_of_rows_are_read_together_up_to_a_number_of_rows(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_pieces, "_AT_ONCE", at_once)
    file = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"x": pa.array(range(10))}), file, row_group_size=3)
    pieces = list(ParquetPieces(pa.OSFile(str(file)), "t").pieces([1], 7))
    assert [len(piece[1]) for piece in pieces] == [6, 4]
    assert [value for piece in pieces for value in piece[1].to_pylist()] == list(range(10))
