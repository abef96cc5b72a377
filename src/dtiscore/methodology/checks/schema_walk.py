"""Ways through the schema by its types: the keys of a model, the items of a list, the models at a path of a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.methods import Methods


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """The types that an annotation admits, one by one, without ``None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        sort, *beside = get_args(annotation)
        methods = next((each for each in beside if isinstance(each, Methods)), None)
        return alternatives(sort) if methods is None else tuple(methods.values())
    if origin in (Union, UnionType):
        return tuple(kind for part in get_args(annotation) for kind in alternatives(part))
    return () if annotation is NoneType else (annotation,)


def item_kinds(kind: Any) -> tuple[Any, ...]:
    """The types of the items of a list; none for any other type."""
    return alternatives(get_args(kind)[0]) if get_origin(kind) is tuple else ()


def value_kinds(kind: Any) -> tuple[Any, ...]:
    """The types of the values of a mapping whose keys are free; none for any other type."""
    return alternatives(get_args(kind)[1]) if get_origin(kind) is dict else ()


def is_model(kind: Any) -> bool:
    """Whether a type is a group of keys rather than a single value."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def field_kinds(model: type[BaseModel]) -> dict[str, tuple[Any, ...]]:
    """The keys of a model as a file writes them, with the types of their values."""
    return {field.alias or name: alternatives(field.annotation) for name, field in model.model_fields.items()}


def models_at(root: type[BaseModel], data: Any, path: Path) -> list[type[BaseModel]]:
    """The models that a mapping in a file may be, by the path to it from a mapping of the model ``root``.

    Where the mapping says which of several models it is, that model alone.
    """
    kinds: tuple[Any, ...] = (root,)
    at = data
    for step in path:
        at = at[step]
        if isinstance(step, int):
            kinds = tuple(item for kind in kinds for item in item_kinds(kind))
        else:
            models = filter(is_model, kinds)
            named = tuple(kind for one in kinds for kind in value_kinds(one))
            kinds = tuple(kind for model in models for kind in field_kinds(model).get(step, ())) or named
        kinds = tuple(kind for kind in kinds if is_chosen(kind, at)) or kinds
    return [kind for kind in kinds if is_model(kind)]


CHOOSERS = ("kind", "step")
"""The keys by which a file says which of several models it means: rules, aggregations and bands; preparation."""


def chooser(kind: Any) -> str | None:
    """The key by which a file says that it means this model among others; ``None`` for types without one."""
    return next((key for key in CHOOSERS if is_model(kind) and key in kind.model_fields), None)


def is_chosen(kind: Any, value: Any) -> bool:
    """Whether a value in a file says that it is of this model."""
    key = chooser(kind)
    return key is not None and isinstance(value, Mapping) and kind.model_fields[key].default == value.get(key)
