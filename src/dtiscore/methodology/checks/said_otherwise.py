"""Keys that the language says in another way or place, where the nearest of its own would mean another thing."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from dtiscore.methodology.checks.schema_walk import field_kinds, is_model, models_at
from dtiscore.methodology.documents.marks import Path
from dtiscore.said import Said, said, with_or

_AT_THE_NODE = said("write it at the node itself: it reaches down to all that is below")
_OTHERWISE = {
    ("cuts", "at_most"): said(
        "where a limit belongs to the band below it, the band above says above instead of at_least"
    ),
    ("rank", "order"): said("write order beside rank, not in it"),
    ("", "order"): said("write it in rank"),
    ("views", "missing"): said(
        "a view has no score where one of its parts has none; only a formula with if_missing has one there"
    ),
    **{(below, key): _AT_THE_NODE for below in ("groups", "indicators") for key in ("missing", "order")},
}
"""What to write for keys that the language says in another way or place, by the key above them and their own."""


def otherwise(path: Path) -> Said | None:
    """What to write in place of an unknown key, if it is one of these."""
    above = next((key for key in reversed(path[:-1]) if isinstance(key, str)), "")
    return _OTHERWISE.get((above, str(path[-1])))


def elsewhere(root: type[BaseModel], data: Any, path: Path) -> Said | None:
    """Where a key is to be written that stands at the wrong level: beside one of those above it, or within one beside it."""
    key = str(path[-1])
    for length in reversed(range(len(path) - 1)):
        if key != path[length] and any(
            key in field_kinds(model) for model in models_at(root, data, path[:length])
        ):
            return said("write it beside {other}, not below it", other=path[length])
    within = [
        other
        for model in models_at(root, data, path[:-1])
        for other, kinds in field_kinds(model).items()
        if any(is_model(kind) and key in field_kinds(kind) for kind in kinds)
    ]
    return said("write it in {others}", others=with_or(within)) if within else None
