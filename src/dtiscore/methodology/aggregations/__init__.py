"""Aggregations: one small model each, joined by their ``kind`` into those a weighting file may name."""

from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BeforeValidator, Field

from dtiscore.methodology.aggregations import (
    formulas,
    frontier,
    means,
    ordered,
    orders,
    outranking,
    sums,
    unbalance,
)
from dtiscore.methodology.aggregations.base import Aggregation, OverUnits, Weights


def _as_model(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


if TYPE_CHECKING:
    AnyAggregation = Aggregation
else:
    # The union is made from whatever the modules above define, so that a new aggregation touches one file.
    AnyAggregation = Annotated[
        Union[tuple(Aggregation.registry.values())],  # noqa: UP007 - made at run time
        Field(discriminator="kind"),
        BeforeValidator(_as_model, json_schema_input_type=str | dict[str, Any]),
    ]

__all__ = [
    "Aggregation",
    "AnyAggregation",
    "OverUnits",
    "Weights",
    "formulas",
    "frontier",
    "means",
    "ordered",
    "orders",
    "outranking",
    "sums",
    "unbalance",
]
