"""How exactly scores can be known: how often they are rounded on the way, and how much larger their terms may grow.

:mod:`dtiscore.scoring.precision` tells from it which scores of a table are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.methodology.node import Node, View
from dtiscore.methodology.preparation import PreparationStep
from dtiscore.methodology.recipe import Recipe
from dtiscore.methodology.rules import Rule


class Exactness:
    """What an edition tells of it, whatever the table.

    Args:
        steps: those of preparation.
        bearers: the nodes and views by code, each after those of which it is made.
        recipes: what those are made of that are made of others, by code.
        in_points: makes of the own numbers of a node or view, named by its code, the points that count.
    """

    def __init__(
        self,
        steps: Sequence[PreparationStep],
        bearers: Mapping[str, Node | View],
        recipes: Mapping[str, Recipe],
        in_points: Callable[[str, Values], Values],
    ) -> None:
        self._steps = steps
        self._bearers = bearers
        self._recipes = recipes
        self._in_points = in_points

    @cached_property
    def operations(self) -> dict[str, int]:
        """How many operations in a row lead to each column that preparation makes of others, by heading."""
        found: dict[str, int] = {}
        for step in self._steps:
            found.update(step.operations(found))
        return found

    def operations_before(self, node: Node) -> int:
        """How many operations in a row lead to the score that a node's own rule gives it."""
        led = max((self.operations.get(header, 0) for header in node.inputs), default=0)
        return led + (node.rule.operations if node.rule is not None else 0)

    @cached_property
    def additions(self) -> dict[str, int]:
        """How many additions in a row lead to the scores of every node and view, on the longest way.

        Operations that made a column of others count as additions do: each of them rounds once.
        """
        found: dict[str, int] = {}
        for code, bearer in self._bearers.items():
            if bearer.round is not None:
                found[code] = 0
                continue
            recipe = self._recipes.get(code)
            led = 0
            if recipe is not None:
                below = () if recipe.aggregation.over_units else [found[part] for part, _ in recipe.parts]
                led = max(below, default=0) + recipe.additions
            found[code] = max(led, self.operations_before(bearer)) if isinstance(bearer, Node) else led
        return found

    @cached_property
    def widening(self) -> float:
        """How many times as large as itself a term can be in any score above it, rules after scores left out."""
        found: dict[str, float] = {}
        for code in self._bearers:
            recipe = self._recipes.get(code)
            if recipe is None or not recipe.parts:
                found[code] = 1.0
                continue
            own = float(self._in_points(code, np.ones(1))[0])
            found[code] = max(1.0, own) * recipe.widening * max(found[part] for part, _ in recipe.parts)
        return max(found.values())

    @cached_property
    def rules_of_indicators(self) -> tuple[tuple[str, Rule], ...]:
        """The code and the rule of every indicator that has one."""
        return tuple(
            (code, bearer.rule)
            for code, bearer in self._bearers.items()
            if isinstance(bearer, Node) and bearer.rule is not None and bearer.is_indicator
        )

    @cached_property
    def with_rules_after(self) -> tuple[str, ...]:
        """The nodes and views with a rule after their score."""
        return tuple(code for code, bearer in self._bearers.items() if bearer.then)
