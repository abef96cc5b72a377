"""What an output says, as a hash: without what tells only which version of dtiscore wrote it, from which bytes."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Any

from dtiscore.errors import DtiscoreError
from dtiscore.project.drawn_from import DrawnFrom
from dtiscore.project.file_hash import file_hash, hash_of
from dtiscore.tables.options import MAX_BYTES, TableOptions
from dtiscore.tables.reading import table_of
from dtiscore.tables.workbooks.reader import Workbook

_OF_MAKING = {"dtiscore", "sha256"}
"""The keys of JSON that tell of the making: what an output was made from stands in the lock by itself."""


def output_content(name: str, data: bytes) -> str:
    """The hash of what an output says; of a form that has nothing beside it, that of its bytes.

    A workbook and a Parquet file are read, since libraries write the same cells in other bytes; of JSON and of a web page
    counts all but where it comes from, and of pictures what they were drawn from, or else their texts: fonts move the rest.
    """
    if isinstance(data, DrawnFrom):
        return output_content(data.name, data.source())
    ending = PurePosixPath(name).suffix
    try:
        if ending in (".xlsx", ".parquet"):
            told = _sheets(name, data) if ending == ".xlsx" else _columns(name, data)
            return hash_of(json.dumps(told, ensure_ascii=False).encode())
        if ending == ".json":
            answer = _without_making(json.loads(data))
            return hash_of(json.dumps(answer, ensure_ascii=False).encode())
        if ending == ".html":
            return file_hash(_PICTURE.sub(_texts, data.rpartition(b"</main>")[0]))
    except (DtiscoreError, ValueError):  # somebody wrote something else over it
        pass
    return file_hash(data)


_PICTURE = re.compile(rb"<svg\b.*?</svg>", re.DOTALL)
_MARK = re.compile(rb"<[^>]*>")


def _texts(picture: re.Match[bytes]) -> bytes:
    """What is written in a picture of a page, without where."""
    return _MARK.sub(b" ", picture[0])


def _sheets(name: str, data: bytes) -> list[list[list[str]]]:
    """The cells of every sheet; of the one that says where it all comes from without what tells of the making."""
    book = Workbook(data, source=name, max_bytes=MAX_BYTES)
    return [
        [list(map(str, row)) for row in records.cells if row[0].rpartition(".")[2] not in _OF_MAKING]
        for sheet in book.sheets_with_content
        for records, _ in [book.records(sheet)]
    ]


def _columns(name: str, data: bytes) -> list[tuple[str, list[str]]]:
    """The columns of a Parquet file."""
    table, _ = table_of(data, name, TableOptions())
    return [(column.header, list(map(str, column.cells))) for column in table.columns]


def _without_making(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_making(value) for key, value in data.items() if key not in _OF_MAKING}
    return [_without_making(value) for value in data] if isinstance(data, list) else data
