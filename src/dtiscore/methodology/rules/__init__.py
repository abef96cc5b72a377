"""Normalisation rules: one small model each, by the ``kind`` under which a weighting file names it."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from dtiscore.methodology.methods import Methods, methods_of
from dtiscore.methodology.rules.base import Bounds, Direction, Fitted, OutcomeRule, Rule, RuleFault, ZeroRange

_MODULES = (
    "scaling",
    "z_scores",
    "points",
    "curves",
    "formulas",
    "compound",
    "distances",
    "frame_goalposts",
    "rounding",
    "proportions",
    "ranks",
    "normal_scores",
)
"""The modules with rules, those first that most editions name."""


def _rules() -> Iterator[type[Rule]]:
    for name in _MODULES:
        yield from methods_of(import_module(f"dtiscore.methodology.rules.{name}"), Rule)


RULES = Methods(Rule, _rules())


def _as_tuples(rules: Any) -> Any:
    if not isinstance(rules, dict):
        return rules
    return {name: tuple(chain) if isinstance(chain, list) else chain for name, chain in rules.items()}


class _OrName:
    """Says to editors that a name of ``rules`` may stand there, which is written out before the file is read."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


if TYPE_CHECKING:
    AnyRule = Rule
    WrittenRule = Rule
else:
    WrittenRule = Annotated[Rule, RULES]
    AnyRule = Annotated[WrittenRule, _OrName()]


class _OrOne:
    """Says to editors that a single rule needs no list around it."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


NamedRules = Annotated[
    dict[str, Annotated[tuple[WrittenRule, ...], Field(min_length=1), _OrOne()]], BeforeValidator(_as_tuples)
]
"""Chains of rules by name."""

__all__ = [
    "RULES",
    "AnyRule",
    "Bounds",
    "Direction",
    "Fitted",
    "NamedRules",
    "OutcomeRule",
    "Rule",
    "RuleFault",
    "ZeroRange",
]
