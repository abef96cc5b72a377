"""JSON and JSON Lines that differ in no byte between runs and hold no character that acts on a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.methodology.writing.quotes import json_lines


def to_json(payload: Mapping[str, Any]) -> str:
    """A payload as indented JSON in the order of its keys.

    Characters that act or hide are written as JSON escapes, so that the text is safe to show and reads back equal.

    Raises:
        ValueError: the payload holds NaN or infinity.
    """
    return f"{json_lines(json.dumps(payload, ensure_ascii=False, allow_nan=False, indent=2))}\n"


def to_jsonl(columns: Mapping[str, Sequence[Any]]) -> str:
    """Columns as one JSON object per row and line; ``None`` as null.

    Raises:
        ValueError: a column holds NaN or infinity.
    """
    return "".join(
        f"{json_lines(json.dumps(row, ensure_ascii=False, allow_nan=False))}\n" for row in rows_of(columns)
    )


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The rows of columns, each as a mapping by heading."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
