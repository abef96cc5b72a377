"""What a result says of itself beside its rows: where it comes from and how it was made, for files that hold both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_IDENTIFY = frozenset({"sha256", "provenance"})
"""Keys by which a record is known to tell of an input rather than to be a row of the result."""


def kind_of(payload: Mapping[str, Any]) -> str:
    """What the rows of an envelope for JSON are, by the name of its schema: ``ranking`` of ``dtiscore/ranking/1``."""
    return str(payload["schema"]).split("/")[1]


def about_of(payload: Mapping[str, Any]) -> dict[str, Any]:
    """An envelope for JSON without its rows and its other tables; records that tell of inputs stay."""
    return {key: _kept(value) for key, value in payload.items() if not _is_table(key, value)}


def told(about: Mapping[str, Any]) -> dict[str, Any]:
    """All that is said, by the path of its keys: ``provenance.data.rows``; members of a list are numbered from 1."""
    return dict(_paths(about, ""))


def told_beside(payload: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What is told beside the rows, by the path of its keys, and what the rows are.

    The name of its schema alone is worth neither a sheet, which would have to be told from the other, nor a note.
    """
    about = about_of(payload)
    return told(about) if set(about) - {"schema"} else {}, kind_of(payload)


def _kept(value: Any) -> Any:
    if isinstance(value, Mapping):
        return about_of(value)
    return [_kept(one) for one in value] if isinstance(value, list | tuple) else value


def _is_table(key: str, value: Any) -> bool:
    if key == "rows" and isinstance(value, list):
        return True
    records = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    return bool(records) and not any(map(_identifies, records))


def _identifies(value: Any) -> bool:
    return isinstance(value, Mapping) and (
        bool(_IDENTIFY & set(value)) or any(map(_identifies, value.values()))
    )


def _paths(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        items = [(str(key), one) for key, one in value.items()]
    elif isinstance(value, list | tuple):
        items = [(str(number), one) for number, one in enumerate(value, 1)]
    else:
        yield path, value
        return
    for key, one in items:
        yield from _paths(one, f"{path}.{key}" if path else key)
