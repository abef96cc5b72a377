"""Normalisation rules: one small model each, by the ``kind`` under which a weighting file names it."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

from dtiscore.methodology.methods import Methods, methods_of
from dtiscore.methodology.rules.base import (
    Bounds,
    Direction,
    Fitted,
    OutcomeRule,
    Rule,
    RuleFault,
    ZeroRange,
)

_MODULES = (
    "scaling",
    "points",
    "curves",
    "formulas",
    "compound",
    "distances",
    "frame_goalposts",
    "rounding",
    "proportions",
    "ranks",
)
"""The modules with rules, those first that most editions name."""


def _rules() -> Iterator[type[Rule]]:
    for name in _MODULES:
        yield from methods_of(import_module(f"dtiscore.methodology.rules.{name}"), Rule)


RULES = Methods(Rule, _rules())

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Rule, RULES]

__all__ = [
    "RULES",
    "AnyRule",
    "Bounds",
    "Direction",
    "Fitted",
    "OutcomeRule",
    "Rule",
    "RuleFault",
    "ZeroRange",
]
