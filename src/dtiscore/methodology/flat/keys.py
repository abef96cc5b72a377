"""What the headings and settings of a flat weighting file may be called, read from the schema itself.

A key such as ``rule.low`` is a path through the models of a methodology, so that a new rule or setting needs no line
here. What has a kind may be called by its own name (``rule`` is ``rule.kind``), the entries of a list of larger
things are numbered from 1 (``columns.1.header``), and a text may name its language (``name.vi``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, get_origin

from pydantic import BaseModel

from dtiscore.methodology.checks.schema_walk import chooser, field_kinds, is_model, item_kinds, value_kinds
from dtiscore.methodology.documents.marks import Path

_ROWS_OF_THEIR_OWN = frozenset({"children", "index", "views"})
"""Keys of the schema that a flat file says by its rows."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_POSITION = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one value in the schema."""

    path: Path
    kinds: tuple[Any, ...]
    """The types that the value may have there."""


@lru_cache(1024)
def slot(model: type[BaseModel], key: str) -> Slot | None:
    """The place that a key names in a model, or ``None`` when no single cell can fill such a place."""
    path: Path = ()
    kinds: tuple[Any, ...] = (model,)
    steps = key.split(".")
    while steps:
        # A text that cells hold may have dots, and nothing stands below it: it is all that remains of the key.
        length = len(steps) if _maps_texts(kinds) else 1
        step, steps = ".".join(steps[:length]), steps[length:]
        taken = _step(kinds, step)
        if taken is None:
            return None
        path, kinds = (*path, taken[0]), taken[1]
    if kinds and all(map(is_model, kinds)):
        choice = chooser(kinds[0])
        taken = _step(kinds, choice) if choice else None
        if taken is None:
            return None
        path, kinds = (*path, taken[0]), taken[1]
    entries = any(is_entry(item) for kind in kinds for item in item_kinds(kind))
    return None if entries and pair_keys(kinds) is None else Slot(path, kinds)


def _step(kinds: tuple[Any, ...], step: str) -> tuple[str | int, tuple[Any, ...]] | None:
    """The step of a path that ``step`` writes from values of these types, and the types behind it."""
    inside = tuple(kind for found in kinds if is_model(found) for kind in _field_kinds(found, step))
    if inside:
        return step, inside
    if any(get_origin(kind) is dict for kind in kinds):
        values = tuple(value for kind in kinds for value in value_kinds(kind))
        return (step, values) if values != (str,) or _LANGUAGE.fullmatch(step) else None
    listed = tuple(kind for found in kinds for kind in item_kinds(found))
    if any(map(is_entry, listed)):
        return (int(step) - 1, listed) if _POSITION.fullmatch(step) else None
    return None


def _maps_texts(kinds: tuple[Any, ...]) -> bool:
    """Whether the values are mappings from free texts to numbers, so that any key may follow."""
    return any(float in value_kinds(kind) for kind in kinds)


def is_number(place: Slot) -> bool:
    """Whether a number may stand in a place: alone, in a list, or as a part of a pair."""
    pair = pair_keys(place.kinds)
    items = [item for kind in place.kinds for item in item_kinds(kind)]
    if pair is not None:
        return True
    return any(kind in (int, float) for kind in (*place.kinds, *items))


@cache
def keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a model knows, in the order of the schema, for suggestions."""
    return tuple(key for key in dict.fromkeys(_keys(model)) if slot(model, key) is not None)


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for key, kinds in field_kinds(model).items():
        if key not in _ROWS_OF_THEIR_OWN:
            yield from _keys_from(key, kinds)


def _keys_from(key: str, kinds: tuple[Any, ...]) -> Iterator[str]:
    """The key itself and all that may follow it, whether or not a cell can hold as much."""
    yield key
    for kind in kinds:
        if is_model(kind):
            yield from (f"{key}.{inner}" for inner in _keys(kind) if inner != chooser(kind))
        elif value_kinds(kind) == (str,):
            yield from (f"{key}.vi", f"{key}.en")
    items = tuple(item for kind in kinds for item in item_kinds(kind))
    if any(map(is_entry, items)) and pair_keys(kinds) is None:
        yield from _keys_from(f"{key}.1", items)


def is_entry(kind: Any) -> bool:
    """Whether an item of a list is more than a single value: a group of keys, or a text in several languages."""
    return is_model(kind) or get_origin(kind) is dict


def pair_keys(kinds: tuple[Any, ...]) -> tuple[str, str] | None:
    """The two keys that ``first=second`` fills where a list of such groups is wanted, as in a table of steps."""
    for found in kinds:
        for item in item_kinds(found):
            if is_model(item) and chooser(item) is None:
                first, second = list(field_kinds(item).items())[:2]
                return (first[0], second[0]) if float in second[1] else None
    return None


def _field_kinds(model: type[BaseModel], key: str) -> tuple[Any, ...]:
    return () if key in _ROWS_OF_THEIR_OWN else field_kinds(model).get(key, ())
