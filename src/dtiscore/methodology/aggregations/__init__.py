"""Aggregations: one small model each, by the ``kind`` under which a weighting file names it."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

from dtiscore.methodology.aggregations.base import Aggregation, OverUnits, Weights
from dtiscore.methodology.methods import Methods, methods_of

_MODULES = (
    "means",
    "sums",
    "formulas",
    "ordered",
    "frontier",
    "robust",
    "orders",
    "outranking",
    "unbalance",
    "ideal",
    "factors",
)
"""The modules with aggregations, those first that most editions name."""


def _aggregations() -> Iterator[type[Aggregation]]:
    for name in _MODULES:
        yield from methods_of(import_module(f"dtiscore.methodology.aggregations.{name}"), Aggregation)


AGGREGATIONS = Methods(Aggregation, _aggregations(), by_word=True)

if TYPE_CHECKING:
    AnyAggregation = Aggregation
else:
    AnyAggregation = Annotated[Aggregation, AGGREGATIONS]

__all__ = ["AGGREGATIONS", "Aggregation", "AnyAggregation", "OverUnits", "Weights"]
