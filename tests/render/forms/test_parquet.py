"""Parquet files: types, full precision, what the metadata tells."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import numpy as np
import pytest
from pyarrow import parquet  # type: ignore[import-untyped]  # pyarrow ships no types

from dtiscore.errors import UsageFault
from dtiscore.render.forms.parquet import to_parquet


def read(data: bytes) -> Any:
    return parquet.read_table(io.BytesIO(data))


@pytest.mark.parametrize(
    ("values", "kind", "held"),
    [
        ([1, None, 3], "int64", [1, None, 3]),
        ([1, 2.5], "double", [1.0, 2.5]),
        ([0.1 + 0.2, float("nan")], "double", [0.30000000000000004, None]),
        ([np.int64(1), np.float64(0.5)], "double", [1.0, 0.5]),
        ([True, None], "bool", [True, None]),
        ([True, 1], "string", ["True", "1"]),
        (["4.10", None, "=1+1"], "string", ["4.10", None, "=1+1"]),
        ([1, "x", 0.5], "string", ["1", "x", "0.5"]),
        ([None, None], "string", [None, None]),
        ([], "string", []),
        ([2**63 - 1, -(2**63)], "int64", [2**63 - 1, -(2**63)]),
        ([2**63], "double", [2.0**63]),
        (["\ud800", "\x1b"], "string", ["\\ud800", "\x1b"]),
    ],
)  # fmt: skip
def test_a_column_has_the_narrowest_type(values: list[Any], kind: str, held: list[Any]) -> None:
    column = read(to_parquet({"x": values})).column("x")
    assert str(column.type) == kind
    assert column.to_pylist() == held


def test_the_metadata_tells_of_the_result() -> None:
    about = {"schema": "dtiscore/ranking/1", "provenance": {"data": {"source": "Huế\udc80.csv"}}}
    data = to_parquet({"a": [1]}, about)
    told = json.loads(read(data).schema.metadata[b"dtiscore"])
    assert told["schema"] == "dtiscore/ranking/1"
    assert told["provenance"]["data"]["source"].startswith("Huế")
    assert read(to_parquet({"a": [1]})).schema.metadata is None


def test_the_same_bytes() -> None:
    columns: dict[str, list[Any]] = {"a": ["x", None], "b": [1, 2.5]}
    assert to_parquet(columns, {"a": 1}) == to_parquet(columns, {"a": 1})


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageFault, match="pyarrow") as caught:
        to_parquet({"a": [1]})
    assert "dtiscore[parquet]" in (caught.value.fix or "")
