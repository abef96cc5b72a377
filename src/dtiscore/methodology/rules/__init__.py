"""Normalisation rules: one small model each, joined by their ``kind`` into the rules a weighting file may name."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from dtiscore.methodology.rules import (
    compound,
    curves,
    distances,
    formulas,
    frame_goalposts,
    points,
    proportions,
    ranks,
    scaling,
)
from dtiscore.methodology.rules.base import (
    Bounds,
    Direction,
    Fitted,
    OutcomeRule,
    Rule,
    RuleFault,
    ZeroRange,
)
from dtiscore.methodology.rules.points import TextRule

if TYPE_CHECKING:
    AnyRule = Rule
else:
    # The union is made from whatever the modules above define, so that a new rule touches one file.
    AnyRule = Annotated[Union[tuple(Rule.registry.values())], Field(discriminator="kind")]  # noqa: UP007 - made at run time

__all__ = [
    "AnyRule",
    "Bounds",
    "Direction",
    "Fitted",
    "OutcomeRule",
    "Rule",
    "RuleFault",
    "TextRule",
    "ZeroRange",
    "compound",
    "curves",
    "distances",
    "formulas",
    "frame_goalposts",
    "points",
    "proportions",
    "ranks",
    "scaling",
]
