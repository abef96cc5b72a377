"""How exactly scores are known: within which distance two scores of a node are equal, from the terms that entered them.

The largest term that entered a score is its own size, or that of a weighted part, or of what entered that part, down
to the scores of indicators and the constants of their rules. Where all of them are from 0 up, a linear sum is larger
than each and nothing needs to be looked at; where signs differ, terms may cancel, and they are looked up for those
units alone that stand so near to another that it matters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from functools import cached_property
from math import prod

import numpy as np

from dtiscore.methodology import Methodology, Node, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import Tolerance, relative_tolerance
from dtiscore.methodology.recipe import Recipe
from dtiscore.methodology.rules import Fitted, Rule
from dtiscore.methodology.rules.base import Line
from dtiscore.scoring.combining import largest_terms
from dtiscore.scoring.node_scores import MADE_FROM_CHILDREN, NodeScores
from dtiscore.scoring.reference import Reference
from dtiscore.tables.table import Rows


class Precision:
    """How exactly the scores of one evaluation are known; nodes may still be added to it."""

    def __init__(
        self, methodology: Methodology, reference: Reference, nodes: Mapping[str, NodeScores]
    ) -> None:
        self.methodology = methodology
        self.reference = reference
        self.nodes = nodes
        self._constants: dict[str, float] = {}
        self._largest_themselves: dict[str, bool] = {}

    def of_others(self, nodes: Mapping[str, NodeScores]) -> Precision:
        """That of other rows, scored by the same statistics: what these tell is not looked up again."""
        other = Precision(self.methodology, self.reference, nodes)
        other._constants, other._lines = self._constants, self._lines
        return other

    def with_anew(
        self, reference: Reference, nodes: Mapping[str, NodeScores], codes: Collection[str]
    ) -> Precision:
        """That of the same rows after some nodes learned and were scored anew."""
        other = Precision(self.methodology, reference, nodes)
        other._constants = {code: size for code, size in self._constants.items() if code not in codes}
        anew = other._lines_of(codes)
        other._lines = {**self._lines, **anew}
        # Of all other nodes nothing is larger than it was.
        other._largest = max(
            self._largest, other._largest_of([code for code in codes if code in nodes], anew)
        )
        return other

    def tolerance(self, code: str, *, published: bool = True) -> Tolerance:
        """Within which distance scores of a node are equal; positions are rows.

        ``published``: those in the published form, not rounded, instead of the node's own points or scale.
        """
        scale = self._maximum(code) if published else 1.0
        part = relative_tolerance(self.methodology.exactness.additions[code])

        def of(rows: Rows) -> Values:
            result: Values = part * np.fmax(self.terms(code, rows) / scale, self.constant(code) / scale)
            return result

        return Tolerance(part * self._most / scale, of)

    def cancelling(self, code: str) -> Values | None:
        """The largest terms of all published scores of a node, constants left out; ``None`` where they are the scores."""
        if self._is_largest_itself(code):
            return None
        return self.terms(code, slice(None)) / self._maximum(code)

    def by_terms(self, code: str, most: float, terms: Callable[[Rows], Values]) -> Tolerance:
        """As :meth:`tolerance`, of published scores whose largest terms stand elsewhere."""
        part, constant = (
            relative_tolerance(self.methodology.exactness.additions[code]),
            self.constant(code) / self._maximum(code),
        )
        return Tolerance(most, lambda rows: part * np.fmax(terms(rows), constant))

    def distances(self, code: str, score: Values) -> Values:
        """Within which distance each score, just made of its parts and of no rule after it, equals another.

        In the node's own numbers, as the rules after it read them.
        """
        recipe = self.methodology.recipes[code]
        below = np.fmax(self._terms_below(recipe, slice(None), ~np.isnan(score)), self._constant_of(recipe))
        entered = np.fmax(np.abs(score), below / (self._worth(code) if recipe.adds_points else 1.0))
        additions = recipe.additions + max(
            self.methodology.exactness.additions[part] for part, _ in recipe.parts
        )
        result: Values = entered * relative_tolerance(additions)
        return result

    def terms(self, code: str, rows: Rows | slice) -> Values:
        """The size of the largest term that varies from unit to unit, for some rows, in the node's own points or scale.

        NaN where there is no score.
        """
        scores = self.nodes[code]
        own = np.abs(scores.score[rows])
        if scores.terms is not None:
            own = np.fmax(own, scores.terms[rows] * self._slope_of_own(code))
        recipe = self._recipe(code)
        if recipe is None or self._is_largest_itself(code):
            return own
        made = np.isin(scores.origin[rows], MADE_FROM_CHILDREN)
        if not made.any():
            return own
        below = self._terms_below(recipe, rows, made) * self._slope(code, recipe)
        return np.where(made, np.fmax(own, below), own)

    def _terms_below(self, recipe: Recipe, rows: Rows | slice, made: Mask) -> Values:
        """The size of the largest term that entered an aggregate by its parts, in the rows where it was made of them."""
        terms = [self.terms(part, rows) for part, _ in recipe.parts]
        if not recipe.aggregation.takes_missing:
            return largest_terms(recipe, terms, made)
        terms = [
            np.maximum(term, self.constant(part)) for term, (part, _) in zip(terms, recipe.parts, strict=True)
        ]
        scores = [self.nodes[part].score[rows] for part, _ in recipe.parts]
        return recipe.aggregation.largest_of_scores(scores, terms)

    def constant(self, code: str) -> float:
        """The size of the largest term that is the same for all units: goalposts or a mean that values were held against."""
        if code not in self._constants:
            self._constants[code] = self._constant(code)
        return self._constants[code]

    @cached_property
    def most(self) -> float:
        """No published scores of any node, not rounded, are equal that lie further apart than this."""
        edition = self.methodology
        least = 1.0
        if edition.publish.form != "score":
            least = min(self._maximum(code) for code in edition.exactness.additions)
        return relative_tolerance(max(edition.exactness.additions.values())) * self._most / least

    @cached_property
    def _most(self) -> float:
        """No score of any node has a larger term than this.

        It spares looking at terms where no two scores are so near, and need not be close: but found at once for all nodes.
        """
        after = self.methodology.exactness.with_rules_after
        steepness = prod(self._lines[code].slope for code in after if code in self._lines)
        return self._largest * steepness * self.methodology.exactness.widening

    @cached_property
    def _largest(self) -> float:
        """No score of any node, and no constant of a rule, is larger than this."""
        return self._largest_of(self.nodes, self._lines)

    def _largest_of(self, codes: Iterable[str], lines: Mapping[str, Line]) -> float:
        """The largest of the scores of some nodes, of what entered them, and of the constants of rules."""
        sizes = [line.constant for line in lines.values()]
        for code in codes:
            node, recipe = self.nodes[code], self.methodology.recipes.get(code)
            sizes += [abs(node.lowest), abs(node.highest)]
            if node.terms is not None:
                sizes.append(float(np.fmax.reduce(node.terms, initial=0.0)))
            if recipe is not None and recipe.aggregation.takes_missing:
                sizes.append(float(np.fmax.reduce(self.terms(code, slice(None)), initial=0.0)))
        return max((size for size in sizes if size == size), default=0.0)

    @cached_property
    def _lines(self) -> dict[str, Line]:
        """By code the largest constant of all rules of a node, and the product of the slopes of those after its score."""
        return self._lines_of(self.methodology.exactness.additions)

    def _lines_of(self, codes: Container[str]) -> dict[str, Line]:
        found: dict[str, Line] = {}
        for code, rule in self.methodology.exactness.rules_of_indicators:
            if code in codes:
                top = self.methodology.top(code) if rule.output == "share" else 1.0
                most = max(
                    [rule.line(fitted).constant for fitted in self._fitted(code, rule, None)], default=0.0
                )
                found[code] = Line(1.0, most * top * self._worth(code))
        for code in self.methodology.exactness.with_rules_after:
            if code in codes:
                lines = self._after(code)
                own = found[code].constant if code in found else 0.0
                most = max([own, *(line.constant * self._worth(code) for line in lines)])
                found[code] = Line(max(1.0, prod(line.slope for line in lines) * self._worth(code)), most)
        return found

    def _constant(self, code: str) -> float:
        bearer = self.methodology.node_or_view(code)
        if bearer.round is not None:
            return 0.0
        recipe, worth = self._recipe(code), self._worth(code)
        found = 0.0
        if recipe is not None:
            found = self._constant_of(recipe) / (worth if recipe.adds_points else 1.0)
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
        recipe = self.methodology.recipes.get(code)
        return (
            recipe
            if recipe is not None and recipe.parts and self.methodology.node_or_view(code).round is None
            else None
        )

    def _is_largest_itself(self, code: str) -> bool:
        """Whether every score is at least as large as any term that entered it, for want of signs that differ."""
        if code not in self._largest_themselves:
            recipe = self._recipe(code)
            self._largest_themselves[code] = not self.nodes[code].lowest < 0 and (
                (recipe is None and self.nodes[code].terms is None)
                or (
                    recipe is not None
                    and self.nodes[code].terms is None
                    and recipe.aggregation.linear
                    and all(self._is_largest_itself(part) for part, _ in recipe.parts)
                )
            )
        return self._largest_themselves[code]

    def _slope_of_own(self, code: str) -> float:
        """What a unit of the score that a node's own rule gives becomes by the rules after it."""
        bearer = self.methodology.node_or_view(code)
        is_indicator = isinstance(bearer, Node) and bearer.is_indicator
        return prod(line.slope for line in self._after(code)) if is_indicator else 1.0

    def _slope(self, code: str, recipe: Recipe) -> float:
        """What a unit of the aggregate of its parts makes of a node's score, in the points or scale that counts."""
        return prod(
            (line.slope for line in self._after(code)), start=1.0 if recipe.adds_points else self._worth(code)
        )

    def _maximum(self, code: str) -> float:
        if self.methodology.publish.form == "score":
            return 1.0
        return self.methodology.maximum(code) or 1.0

    def _worth(self, code: str) -> float:
        """How many points count for each of a node's own; 1 where none do, and nothing is scored."""
        if self.methodology.node_or_view(code).out_of is None:
            return 1.0
        return float(self.methodology.in_points(code, np.ones(1))[0]) or 1.0

    def _after(self, code: str) -> list[Line]:
        """The lines of the rules that follow a score."""
        return [
            self._line(code, rule, position)
            for position, rule in enumerate(self.methodology.node_or_view(code).then)
        ]

    def _line(self, code: str, rule: Rule, position: int | None) -> Line:
        """The line of a rule in its node's own points or scale: the steepest of all frames."""
        slope = constant = 0.0
        for fitted in self._fitted(code, rule, position):
            line = rule.line(fitted)
            slope, constant = max(slope, line.slope), max(constant, line.constant)
        if rule.output == "score":
            return Line(slope, constant)
        top = self.methodology.top(code)
        return Line(slope * top, constant * top)

    def _fitted(self, code: str, rule: Rule, position: int | None) -> list[Fitted]:
        """What a rule learned of a node, in every frame; nothing in the one entry of a rule that learns nothing."""
        if not rule.needs_fit:
            return [{}]
        statistics = self.reference.statistics
        if position is not None:
            then = self.reference.then
            statistics = then[position] if position < len(then) else {}
        return [known[code] for known in statistics.values() if known.get(code)]
