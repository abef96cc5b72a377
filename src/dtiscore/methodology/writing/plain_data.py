"""A methodology as the plain data of a weighting file: what a person would write, and no default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.checks.schema_walk import chooser
from dtiscore.methodology.documents.scalars import GREATEST_WHOLE_NUMBER, Value
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.node import MissingRule

PARAGRAPHS: tuple[tuple[str, ...], ...] = (
    ("publish", "rank", "show"),
    ("columns",),
    ("prepare",),
    ("index",),
    ("views",),
    ("summaries",),
    ("bands",),
    ("verified", "unknown", "notes"),
)
"""The keys of a weighting file that stand together below its head, in this order; all others are its head."""

_HEAD = (
    "id",
    "family",
    "title",
    "authority",
    "periods",
    "supersedes",
    "units",
    "layout",
    "licence",
    "missing",
    "scale",
    "frame",
)


def plain_data(methodology: Methodology) -> dict[str, Value]:
    """The methodology as dictionaries, lists, texts and numbers, for a file in any syntax.

    Keys stand in the order in which people write them. What is as by default is left out, a whole number has no
    decimals, a text for all languages and a method without parameters stand alone.
    """
    data = _model(methodology)
    below = [key for paragraph in PARAGRAPHS for key in paragraph]
    head = sorted((key for key in data if key not in below), key=_place_in_head)
    return {key: data[key] for key in [*head, *below] if key in data}


def plain_value(value: Any) -> Value:
    """Any part of a methodology as plain data: a model, a text by language, a list, a single value."""
    if isinstance(value, BaseModel):
        data = _model(value)
        alone = isinstance(value, MissingRule | Aggregation) and list(data) == ["kind"]
        return data["kind"] if alone else data
    if isinstance(value, Mapping):
        return (
            plain_value(value[""]) if list(value) == [""] else {k: plain_value(v) for k, v in value.items()}
        )
    if isinstance(value, tuple | list):
        return [plain_value(item) for item in value]
    return _number(value) if isinstance(value, float) else value


def _place_in_head(key: str) -> int:
    return _HEAD.index(key) if key in _HEAD else len(_HEAD)


def _model(model: BaseModel) -> dict[str, Value]:
    """The fields of a model that say something, children last."""
    data: dict[str, Value] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        as_default = not field.is_required() and value == field.get_default(call_default_factory=True)
        if name == chooser(type(model)) or not as_default:
            data[field.alias or name] = plain_value(value)
    if "children" in data:
        data["children"] = data.pop("children")
    return data


def _number(value: float) -> int | float:
    """A whole number as such, where all its digits are kept; the sign of a negative zero is a digit too."""
    whole = value.is_integer() and abs(value) < GREATEST_WHOLE_NUMBER and repr(value) != "-0.0"
    return int(value) if whole else value
