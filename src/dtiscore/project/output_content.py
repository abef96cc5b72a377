"""What an output says, as a hash: without what tells only which version of dtiscore wrote it, from which bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import Any

from dtiscore.errors import DtiscoreError
from dtiscore.tables.options import TableOptions
from dtiscore.tables.reading import table_of

_FIRST_SHEET = TableOptions(sheet="1")
"""Beside which a workbook of ours has one that says where it comes from."""
_OF_MAKING = {"dtiscore", "sha256"}
"""The keys of JSON that tell of the making: what an output was made from stands in the lock by itself."""


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def output_content(name: str, data: bytes) -> str:
    """The hash of what an output says; of a form that has nothing beside it, that of its bytes.

    A workbook and a Parquet file are read, since libraries write the same cells in other bytes; of JSON and of a web page
    counts all but where it comes from.
    """
    ending = PurePosixPath(name).suffix
    try:
        if ending in (".xlsx", ".parquet"):
            return hash_of(_cells(name, data))
        if ending == ".json":
            told = _without_making(json.loads(data))
            return hash_of(json.dumps(told, ensure_ascii=False).encode())
        if ending == ".html":
            return hash_of(data.rpartition(b"</main>")[0])
    except (DtiscoreError, ValueError):  # somebody wrote something else over it
        pass
    return hash_of(data)


def _cells(name: str, data: bytes) -> bytes:
    options = _FIRST_SHEET if name.endswith(".xlsx") else TableOptions()
    table, _ = table_of(data, name, options)
    columns = [(column.header, [str(cell) for cell in column.cells]) for column in table.columns]
    return json.dumps(columns, ensure_ascii=False).encode()


def _without_making(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_making(value) for key, value in data.items() if key not in _OF_MAKING}
    return [_without_making(value) for value in data] if isinstance(data, list) else data
