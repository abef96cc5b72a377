"""How exactly scores are known: within which distance two scores of a node are equal, from the terms that entered them.

The largest term that entered a score is its own size, or that of a weighted part, or of what entered that part, down
to the scores of indicators and the constants of their rules. Where all of them are from 0 up, a linear sum is larger
than each and nothing needs to be looked at; where signs differ, terms may cancel, and they are looked up for those
units alone that stand so near to another that it matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod

import numpy as np

from dtiscore.dataset.table import Rows
from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.equality import Tolerance, share
from dtiscore.methodology.rules import Rule
from dtiscore.methodology.rules.base import Line
from dtiscore.scoring.combining import Recipe, largest_terms, recipe_of
from dtiscore.scoring.node_scores import MADE_FROM_CHILDREN, NodeScores
from dtiscore.scoring.reference import Reference

_OF_POWERS = 8
"""For how many additions each term of a mean that goes by logarithms or powers counts: the logarithm of a score from
0.001 to 1,000 is at most about 7, and an error in it is one of the score relative to its size."""


class Precision:
    """How exactly the scores of one evaluation are known; nodes may still be added to it."""

    def __init__(
        self, methodology: Methodology, reference: Reference, nodes: Mapping[str, NodeScores]
    ) -> None:
        self.methodology = methodology
        self.reference = reference
        self.nodes = nodes
        self._recipes: dict[str, Recipe | None] = {}
        self._constants: dict[str, float] = {}

    def tolerance(self, code: str, *, published: bool = True) -> Tolerance:
        """Within which distance scores of a node are equal; positions are rows.

        ``published``: those in the published form, not rounded, instead of the node's own points or scale.
        """
        scale = self._maximum(code) if published else 1.0
        part, constant = share(roundings(self.methodology, code)), self.constant(code) / scale
        most = part * max(constant, self._bound(code) / scale)
        return Tolerance(most, lambda rows: part * np.fmax(self.terms(code, rows) / scale, constant))

    def cancelling(self, code: str) -> Values | None:
        """The largest terms of all published scores of a node, constants left out; ``None`` where they are the scores."""
        if self._is_largest_itself(code):
            return None
        return self.terms(code, slice(None)) / self._maximum(code)

    def by_terms(self, code: str, most: float, terms: Callable[[Rows], Values]) -> Tolerance:
        """As :meth:`tolerance`, of published scores whose largest terms stand elsewhere."""
        part, constant = share(roundings(self.methodology, code)), self.constant(code) / self._maximum(code)
        return Tolerance(most, lambda rows: part * np.fmax(terms(rows), constant))

    def distances(self, code: str, score: Values) -> Values:
        """Within which distance each score, just made of its parts and of no rule after it, equals another.

        In the node's own numbers, as the rules after it read them.
        """
        bearer = _bearer(self.methodology, code)
        recipe = recipe_of(self.methodology, bearer)
        parts = [self.terms(part, slice(None)) for part, _ in recipe.parts]
        below = np.fmax(largest_terms(recipe, parts, ~np.isnan(score)), self._constant_of(recipe))
        entered = np.fmax(np.abs(score), below / (self._worth(code) if _adds_points(bearer, recipe) else 1.0))
        result: Values = entered * share(_additions(self.methodology, recipe))
        return result

    def _maximum(self, code: str) -> float:
        if self.methodology.publish.form == "score":
            return 1.0
        return self.methodology.maximum(code) or 1.0

    def terms(self, code: str, rows: Rows | slice) -> Values:
        """The size of the largest term that varies from unit to unit, for some rows, in the node's own points or scale.

        NaN where there is no score.
        """
        scores = self.nodes[code]
        own: Values = np.abs(scores.score[rows])
        recipe = self._recipe(code)
        if recipe is None or self._is_largest_itself(code):
            return own
        made = np.isin(scores.origin[rows], MADE_FROM_CHILDREN)
        if not made.any():
            return own
        below = largest_terms(recipe, [self.terms(part, rows) for part, _ in recipe.parts], made)
        below = below * self._slope(code, recipe)
        return np.where(made, np.fmax(own, below), own)

    def constant(self, code: str) -> float:
        """The size of the largest term that is the same for all units: goalposts or a mean that values were held against."""
        if code not in self._constants:
            self._constants[code] = self._constant(code)
        return self._constants[code]

    def _constant(self, code: str) -> float:
        bearer = _bearer(self.methodology, code)
        if bearer.round is not None:
            return 0.0
        recipe, worth = self._recipe(code), self._worth(code)
        found = 0.0
        if recipe is not None:
            found = self._constant_of(recipe) / (worth if _adds_points(bearer, recipe) else 1.0)
        elif isinstance(bearer, Node) and bearer.rule is not None and bearer.is_indicator:
            found = self._line(code, bearer.rule, None).constant
        for line in self._after(code):
            found = max(found * line.slope, line.constant)
        return found * worth

    def _constant_of(self, recipe: Recipe) -> float:
        constants = [np.array([self.constant(part)]) for part, _ in recipe.parts]
        if not any(constant[0] for constant in constants):
            return 0.0
        return float(largest_terms(recipe, constants, np.ones(1, dtype=np.bool_))[0])

    def _recipe(self, code: str) -> Recipe | None:
        """What a score is made of; ``None`` where it is read, or rounded after it was made."""
        if code not in self._recipes:
            bearer = _bearer(self.methodology, code)
            has_parts = isinstance(bearer, View) or bool(bearer.children)
            recipe = recipe_of(self.methodology, bearer) if has_parts and bearer.round is None else None
            self._recipes[code] = recipe if recipe is not None and recipe.parts else None
        return self._recipes[code]

    def _is_largest_itself(self, code: str) -> bool:
        """Whether every score is at least as large as any term that entered it, for want of signs that differ."""
        recipe = self._recipe(code)
        if self.nodes[code].lowest < 0:
            return False
        if recipe is None:
            return True
        return recipe.aggregation.linear and all(self._is_largest_itself(part) for part, _ in recipe.parts)

    def _bound(self, code: str) -> float:
        """No score of the node has a larger term than this."""
        scores = self.nodes[code]
        own = float(np.fmax(abs(scores.lowest), abs(scores.highest)))
        recipe = self._recipe(code)
        if recipe is None or self._is_largest_itself(code):
            return own
        below = max(self._bound(part) for part, _ in recipe.parts)
        return float(np.fmax(own, below * _widening(recipe) * self._slope(code, recipe)))

    def _slope(self, code: str, recipe: Recipe) -> float:
        """What a unit of the aggregate of its parts makes of a node's score, in the points or scale that counts."""
        adds_points = _adds_points(_bearer(self.methodology, code), recipe)
        return prod(
            (line.slope for line in self._after(code)), start=1.0 if adds_points else self._worth(code)
        )

    def _worth(self, code: str) -> float:
        """How many points count for each of a node's own; 1 where none do, and nothing is scored."""
        return float(self.methodology.in_points(code, np.ones(1))[0]) or 1.0

    def _after(self, code: str) -> list[Line]:
        """The lines of the rules that follow a score."""
        then = _bearer(self.methodology, code).then
        return [self._line(code, rule, position) for position, rule in enumerate(then)]

    def _line(self, code: str, rule: Rule, position: int | None) -> Line:
        """The line of a rule in its node's own points or scale: the steepest of all frames."""
        if rule.needs_fit:
            statistics = self.reference.statistics
            if position is not None:
                then = self.reference.then
                statistics = then[position] if position < len(then) else {}
            fitted = [known[code] for known in statistics.values() if known.get(code)]
        else:
            fitted = [{}]
        lines = [rule.line(one) for one in fitted]
        top = 1.0
        if rule.output == "share":
            maximum = self.methodology.own_maximum(code)
            top = self.methodology.scale if maximum is None else maximum
        return Line(
            max((line.slope for line in lines), default=0.0) * top,
            max((line.constant for line in lines), default=0.0) * top,
        )


def _bearer(methodology: Methodology, code: str) -> Node | View:
    return methodology.view.get(code) or methodology.nodes[code]


def _adds_points(bearer: Node | View, recipe: Recipe) -> bool:
    """Whether the aggregate of its parts stands in the points that count, and not in a node's own."""
    return bearer.adds_points if isinstance(bearer, Node) else recipe.aggregation.additive


def _widening(recipe: Recipe) -> float:
    """How many times as large as its part a term can be, also where other parts are missing and it makes up for them."""
    weights = [weight for _, weight in recipe.parts if weight > 0]
    if not weights or not recipe.aggregation.linear:
        return 1.0
    if not recipe.aggregation.additive:
        return max(1.0, sum(weights) / (recipe.declared or sum(weights)))
    return max(1.0, *weights) * sum(weights) / min(weights)


def roundings(methodology: Methodology, code: str) -> int:
    """How many additions in a row lead to the scores of a node, on the longest way."""
    bearer = _bearer(methodology, code)
    if bearer.round is not None or (isinstance(bearer, Node) and not bearer.children):
        return 0
    return _additions(methodology, recipe_of(methodology, bearer))


def _additions(methodology: Methodology, recipe: Recipe) -> int:
    if not recipe.parts or recipe.aggregation.over_units:
        return 0
    own = len(recipe.parts) - 1 if recipe.aggregation.linear else _OF_POWERS * len(recipe.parts)
    return own + max(roundings(methodology, part) for part, _ in recipe.parts)
