"""A rule, an aggregation or a step in plain data, made by itself: the checks ask it what no table of keys could tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from dtiscore.methodology.base import Model

Part = TypeVar("Part", bound=Model)


def sound(registry: Mapping[str, type[Part]], data: Any, key: str = "kind") -> Part | None:
    """The part that plain data describes; ``None`` where it is no sound one, which the schema tells.

    Args:
        registry: the methods by their names.
        data: what the file says.
        key: under which the file names the method.
    """
    name = data.get(key) if isinstance(data, Mapping) else None
    method = registry.get(name) if isinstance(name, str) else None
    if method is None:
        return None
    try:
        return method.model_validate(data)
    except ValidationError:
        return None
