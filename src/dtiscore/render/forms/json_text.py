"""JSON and JSON Lines that differ in no byte between runs and hold no character that acts on a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dtiscore.methodology.arithmetic import in_full
from dtiscore.methodology.writing.quotes import json_lines

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def to_json(payload: Mapping[str, Any]) -> str:
    """A payload as indented JSON in the order of its keys.

    Characters that act or hide are written as JSON escapes, so that the text is safe to show and reads back equal. A
    decimal is a number with all its places, which the library for JSON cannot write.

    Raises:
        ValueError: the payload holds NaN or infinity.
    """
    return json_lines(_indented(payload, "\n")) + "\n"


def to_jsonl(columns: Mapping[str, Sequence[Any]]) -> str:
    """Columns as one JSON object per row and line; ``None`` as null.

    Raises:
        ValueError: a column holds NaN or infinity.
    """
    keys = [_ENCODER.encode(heading) for heading in columns]
    lines = []
    for row in zip(*columns.values(), strict=True):
        parts = [f"{key}: {_written(value)}" for key, value in zip(keys, row, strict=True)]
        lines.append(json_lines(f"{{{', '.join(parts)}}}") + "\n")
    return "".join(lines)


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The rows of columns, each as a mapping by heading."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _indented(value: Any, line: str) -> str:
    """A value with what it holds on lines of its own; ``line`` is the end of one and the indentation of the next."""
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        parts = [f"{_ENCODER.encode(str(key))}: {_indented(one, inner)}" for key, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    if isinstance(value, list | tuple) and value:
        parts = [_indented(one, inner) for one in value]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]"
    return _written(value)


def _written(value: Any) -> str:
    return in_full(value) if isinstance(value, Decimal) else _ENCODER.encode(value)
