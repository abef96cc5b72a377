"""The weights that a reader can move: the tree as the script recomputes it, and why not where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Any

from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.equality import relative_tolerance
from dtiscore.methodology.method_names import method_name
from dtiscore.render.names import node_name
from dtiscore.said import said
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.scorecard import Scorecard

_LINEAR = ("arithmetic", "sum", "points")


@dataclass(frozen=True)
class Weights:
    """The groups of an edition whose weights can be moved: those from the index down that are plain weighted sums.

    The script takes of each group ``factor * sum(weight * value) / sum(weight)`` over the parts that have a value. In a
    tree of points values are fractions of the maximum, so that points are weights and what is below keeps its share.
    """

    card: Scorecard

    @cached_property
    def groups(self) -> list[Node]:
        """The nodes that the script recomputes, parents first; none where the index itself is no such sum."""
        found: list[Node] = []

        def add(node: Node) -> None:
            if self._why_not(node) is None:
                found.append(node)
                for child in node.children:
                    add(child)

        add(self.card.methodology.index)
        return found

    @cached_property
    def leaves(self) -> list[str]:
        """The codes of the parts that the script takes as they are."""
        inner = {node.code for node in self.groups}
        return [code for node in self.groups for code, _ in self._parts(node) if code not in inner]

    @property
    def why_not(self) -> str | None:
        """Why no weights can be moved; ``None`` where they can."""
        edition = self.card.methodology
        index = node_name(edition, edition.index.code)
        reason = self._why_not(edition.index)
        if reason is None and not any(len(self._parts(node)) > 1 for node in self.groups):
            reason = said("{node} is supplied by the data, and its parts are not known", node=index)
        return reason

    def _why_not(self, node: Node) -> str | None:
        edition = self.card.methodology
        name = node_name(edition, node.code)
        recipe = edition.recipes.get(node.code)
        if recipe is None or self.card.nodes[node.code].missing.all():
            return said("{node} has no parts", node=name)
        if recipe.aggregation.kind not in _LINEAR:
            return said(
                "{node} is made of its parts by {method}, which is no weighted mean or sum",
                node=name,
                method=method_name(recipe.aggregation.kind),
            )
        if node.then or node.round is not None or (node.out_of is not None and not node.adds_points):
            return said("{node} goes through a rule of its own after its parts are added up", node=name)
        origins = self.card.nodes[node.code].origin
        if (origins == Origin.SUPPLIED).all():
            return said("{node} is supplied by the data, and its parts are not known", node=name)
        return None

    def _parts(self, node: Node) -> list[tuple[str, float]]:
        """The parts of a group that count and have a score in some row, with their weights or points."""
        parts = self.card.methodology.recipes[node.code].parts
        nodes = self.card.methodology.nodes
        return [
            (code, (nodes[code].maximum or 0.0) if node.adds_points else weight)
            for code, weight in parts
            if not self.card.nodes[code].missing.all()
        ]

    def _factor(self, node: Node) -> float:
        """What a weighted mean of the parts is multiplied by."""
        recipe, parents = self.card.methodology.recipes[node.code], self.card.methodology.parents
        if node.adds_points:
            parent = parents.get(node.code)
            as_fraction = self.card.methodology.publish.form == "fraction"
            inner = parent.adds_points if parent is not None else as_fraction
            return 1.0 if inner else float(node.maximum or 1.0)
        total = fsum(weight for _, weight in recipe.parts)
        if recipe.aggregation.additive:
            return total
        return total / recipe.declared if recipe.declared else 1.0

    def tree(self) -> Mapping[str, Any]:
        """The groups as plain data; a part is the place of a group, or ``-1 - place`` of a leaf."""
        edition = self.card.methodology
        place = {node.code: at for at, node in enumerate(self.groups)}
        leaf = {code: -1 - at for at, code in enumerate(self.leaves)}
        return {
            "groups": [
                {
                    "f": self._factor(node),
                    "p": [place.get(code, leaf.get(code)) for code, _ in self._parts(node)],
                    "c": [code for code, _ in self._parts(node)],
                    "w": [weight for _, weight in self._parts(node)],
                }
                for node in self.groups
            ],
            "near": relative_tolerance(edition.exactness.additions[edition.index.code]),
        }

    def values(self, row: int) -> tuple[list[float | None], dict[int, float]]:
        """The values of the leaves of one unit, and those of groups that the table supplies, by their place."""
        supplied = {
            at: value
            for at, node in enumerate(self.groups)
            if self.card.nodes[node.code].origin[row] == Origin.SUPPLIED
            and (value := self._value(node.code, row)) is not None
        }
        return [self._value(code, row) for code in self.leaves], supplied

    def _value(self, code: str, row: int) -> float | None:
        """The value of a node as the script adds it up: within points as a fraction of its maximum."""
        score = float(self.card.nodes[code].score[row])
        if score != score:
            return None
        edition: Methodology = self.card.methodology
        parent = edition.parents.get(code)
        if parent is not None and parent.adds_points:
            return score / (edition.nodes[code].maximum or 1.0)
        if parent is None and edition.index.adds_points and edition.publish.form == "fraction":
            return score / (edition.index.maximum or 1.0)
        return score

    def sliders(self) -> list[dict[str, Any]]:
        """The groups with more than one part, each with its sliders, for the template."""
        edition = self.card.methodology
        found = []
        for place, node in enumerate(self.groups):
            parts = self._parts(node)
            if len(parts) > 1:
                total = fsum(weight for _, weight in parts)
                step = float(f"{total / 1000:.0e}") if total else 0.001
                found.append(
                    {
                        "place": place,
                        "name": node_name(edition, node.code),
                        "parts": [
                            {"code": code, "name": node_name(edition, code), "weight": weight}
                            for code, weight in parts
                        ],
                        "most": total,
                        "step": step,
                        "points": node.adds_points,
                    }
                )
        return found
