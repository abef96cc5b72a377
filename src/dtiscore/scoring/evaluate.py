"""Normalise and aggregate: the scores of every node, each a pure function of the unit's row and the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from dtiscore.dataset.availability import enough, unforgiven
from dtiscore.dataset.table import Dataset
from dtiscore.errors import InvalidData, Problem
from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import rows_where
from dtiscore.scoring.reference import Reference


class Origin(IntEnum):
    """Where a score comes from."""

    MISSING = 0
    COMPUTED = 1
    SUPPLIED = 2
    """Brought by the table for the node as a whole."""
    PARTIAL = 3
    """Computed from those children that have a score."""
    ZEROED = 4
    """Missing, and counted as 0 by the edition's missing rule."""


@dataclass(frozen=True)
class NodeScores:
    """The scores of one node or view, one per row."""

    score: Values
    """In the node's own points or scale; NaN where there is none."""
    published: Values
    """In the form in which the edition publishes, not rounded."""
    origin: NDArray[np.uint8]

    @property
    def missing(self) -> Mask:
        """The rows without a score."""
        return np.isnan(self.score)


@dataclass(frozen=True)
class Disagreement:
    """A score that the table brings and that differs from what its parts give, beyond the published decimals."""

    row: int
    code: str
    computed: float
    supplied: float


@dataclass
class Evaluation:
    """The scores of all nodes and views over one table or batch."""

    nodes: dict[str, NodeScores] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)


def evaluate(methodology: Methodology, dataset: Dataset, reference: Reference) -> Evaluation:
    """Score every node for every row.

    Raises:
        InvalidData: a formula is undefined for some unit (a negative value under a geometric mean), a score exceeds
            floating point, or is missing where the edition forbids it; ``problems`` lists every case.
    """
    run = _Run(methodology, dataset, reference)
    with np.errstate(
        over="ignore", divide="ignore", invalid="ignore"
    ):  # infinity is reported, with unit and node
        run.node(methodology.index)
        if not run.problems:
            run.report_missing()
        for view in methodology.views:
            run.view(view)
    if run.problems:
        count = "1 score is" if len(run.problems) == 1 else f"{len(run.problems)} scores are"
        raise InvalidData(f"{dataset.raw.source}: {count} undefined", problems=run.problems)
    return run.result


class _Run:
    """One evaluation, walking up the tree."""

    def __init__(self, methodology: Methodology, dataset: Dataset, reference: Reference) -> None:
        self.methodology = methodology
        self.dataset = dataset
        self.reference = reference
        self.frames = dataset.frames(methodology.frame)
        self.result = Evaluation()
        self.problems: list[Problem] = []

    def node(self, node: Node) -> NodeScores:
        """Score the children, then the node: computed, else supplied by the table, else by its missing rule."""
        rows = len(self.dataset)
        score = np.full(rows, np.nan)
        origin = np.zeros(rows, dtype=np.uint8)
        if node.children:
            score, origin = self.aggregate(node, [self.node(child) for child in node.children])
            if node.round is not None:
                score = node.round(
                    score
                )  # before it is held against a score that the table brings, rounded too
        own = self.own_score(node)
        if own is not None:
            score = self.supply(
                node.code, score, origin, own, Origin.SUPPLIED if node.children else Origin.COMPUTED
            )
        brought = self.dataset.supplied.get(node.code)
        if brought is not None:
            score = self.supply(
                node.code, score, origin, self.from_published(node.code, brought), Origin.SUPPLIED
            )
        if self.methodology.missing_rule(node).kind == "zero":
            origin[np.isnan(score)] = Origin.ZEROED
            score = np.where(np.isnan(score), 0.0, score)
        if node.round is not None:
            score = node.round(score)
        self.report_infinite(node, np.isinf(score))
        result = NodeScores(score, self.published(node.code, score), origin)
        self.result.nodes[node.code] = result
        return result

    def own_score(self, node: Node) -> Values | None:
        """What the node's own rule makes of its own column, in the node's points or scale."""
        inputs = self.dataset.inputs(node)
        if inputs is None or node.rule is None:
            return None
        if node.rule.needs_fit:
            result = np.full(len(self.dataset), np.nan)
            for frame, rows in self.frames.items():
                fitted = self.reference.of(frame, node.code)
                if fitted:
                    result[rows] = node.rule.apply([values[rows] for values in inputs], fitted)
        else:
            result = node.rule.apply(inputs, {})
        if node.rule.output == "score":
            return result
        top = self.methodology.scale if node.maximum is None else node.maximum
        return result if top == 1.0 else result * top

    def supply(
        self, code: str, score: Values, origin: NDArray[np.uint8], other: Values, kind: Origin
    ) -> Values:
        """Fill in the scores that are lacking; where both are there, note those that disagree."""
        lacking = np.isnan(score)
        origin[lacking & ~np.isnan(other)] = kind
        decimals = self.methodology.publish.decimals
        apart = np.abs(self.published(code, score) - self.published(code, other)) > 0.51 * 10.0**-decimals
        for row in rows_where(apart):
            self.result.disagreements.append(Disagreement(row, code, float(score[row]), float(other[row])))
        return np.where(lacking, other, score)

    def published(self, code: str, score: Values) -> Values:
        """The score of a node or view in the form in which the edition publishes it."""
        maximum = self.methodology.maximum(code)
        if self.methodology.publish.form == "score" or maximum is None:
            return score
        if maximum == 0:
            return np.full(len(score), np.nan)
        result: Values = score / maximum
        return result

    def from_published(self, code: str, value: Values) -> Values:
        """The other way round: a published value in the node's own points or scale."""
        maximum = self.methodology.maximum(code)
        if self.methodology.publish.form == "score" or maximum is None:
            return value
        result: Values = value * maximum
        return result

    def aggregate(self, node: Node, children: Sequence[NodeScores]) -> tuple[Values, NDArray[np.uint8]]:
        """Combine the children that count, where enough of them have a score."""
        rule = self.methodology.missing_rule(node)
        weights = node.child_weights
        available = enough(rule, [~child.missing for child in children], weights)
        counted = [(child, weight) for child, weight in zip(children, weights, strict=True) if weight != 0]
        if not counted:  # a group that is collected, not scored
            return np.full(len(available), np.nan), np.zeros(len(available), dtype=np.uint8)
        assert node.aggregate is not None
        declared = node.weights if isinstance(node.weights, float) else None
        score = self.combine(node, node.aggregate, counted, available, declared)
        origin = np.where(available, np.uint8(Origin.COMPUTED), np.uint8(Origin.MISSING))
        for child, _ in counted:
            origin[available & (child.missing | (child.origin == Origin.PARTIAL))] = Origin.PARTIAL
        return score, origin

    def combine(
        self,
        node: Node | View,
        aggregation: Aggregation,
        counted: Sequence[tuple[NodeScores, float]],
        available: Mask,
        declared: float | None,
    ) -> Values:
        """The aggregation over the rows where it is available; the weights of missing children fall away."""
        gaps = [available & child.missing for child, _ in counted]
        scores = [
            np.where(available & ~child.missing, child.score, aggregation.neutral) for child, _ in counted
        ]
        undefined = available & aggregation.undefined(scores)
        if undefined.any():
            self.report_undefined(node, aggregation, undefined)
            scores = [np.where(undefined, aggregation.neutral, score) for score in scores]
        full = sum(weight for _, weight in counted)
        if not any(gap.any() for gap in gaps):
            result = aggregation.combine(scores, [weight for _, weight in counted], declared or full)
        else:
            thinned = [np.where(gap, 0.0, weight) for gap, (_, weight) in zip(gaps, counted, strict=True)]
            there = np.zeros(len(available))
            for weight in thinned:
                there = there + weight
            there = np.where(there == 0, full, there)
            complete = ~np.logical_or.reduce(gaps)
            total = np.where(complete, declared or full, there)
            result = aggregation.combine(scores, thinned, total)
            if aggregation.additive:
                result = np.where(complete, result, result * full / there)
        return np.where(available, result, np.nan)

    def view(self, view: View) -> None:
        """An aggregate beside the tree: no score where one of its nodes has none."""
        parts = [self.result.nodes[code] for code in view.of]
        nodes = [self.methodology.nodes[code] for code in view.of]
        weights = view.weight or tuple(1.0 if node.maximum is None else node.maximum for node in nodes)
        available = np.logical_and.reduce([~part.missing for part in parts])
        aggregation = view.aggregate or self.methodology.index.aggregate
        assert aggregation is not None
        score = self.combine(view, aggregation, list(zip(parts, weights, strict=True)), available, None)
        if view.round is not None:
            score = view.round(score)
        origin = np.where(available, np.uint8(Origin.COMPUTED), np.uint8(Origin.MISSING))
        brought = self.dataset.supplied.get(view.code)
        if brought is not None:
            score = self.supply(
                view.code, score, origin, self.from_published(view.code, brought), Origin.SUPPLIED
            )
        self.result.nodes[view.code] = NodeScores(score, self.published(view.code, score), origin)

    def report_undefined(self, node: Node | View, aggregation: Aggregation, rows: Mask) -> None:
        for row in rows_where(rows):
            message = f'the {aggregation.kind} mean of "{node.label(None)}" is not defined: a part of it is 0 or below'
            fix = (
                "check the goalposts, rescale above 0, or write {kind: geometric, zero: allow} if 0 is meant"
            )
            self.problems.append(self.problem("undefined-aggregate", message, row, node.code, fix))

    def report_infinite(self, node: Node, rows: Mask) -> None:
        for row in rows_where(rows):
            message = f'the score of "{node.label(None)}" is too large for a floating-point number'
            fix = "check the cells it is made from: a number is far too large, or a denominator almost 0"
            self.problems.append(self.problem("not-finite", message, row, node.code, fix))

    def report_missing(self) -> None:
        """Report every score that is missing where the edition does not forgive it."""
        nodes = {code: scores for code, scores in self.result.nodes.items() if code in self.methodology.nodes}
        has = {code: ~scores.missing for code, scores in nodes.items()}
        supplied = {code: scores.origin == Origin.SUPPLIED for code, scores in nodes.items()}
        for node, rows in unforgiven(self.methodology, has, supplied):
            for row in rows_where(rows):
                message = f'"{node.label(None)}" has no score, which {self.methodology.id} does not allow'
                fix = "check the cells it is made from, or declare a missing rule in the weighting file"
                self.problems.append(self.problem("missing-score", message, row, node.code, fix))

    def problem(self, code: str, message: str, row: int, node: str, fix: str) -> Problem:
        place = self.dataset.place(row)
        return Problem(code, message, place, fix=fix, unit=self.dataset.units[row], indicator=node)


def origins(nodes: Mapping[str, NodeScores], code: str) -> set[Origin]:
    """The origins that occur among the scores of one node."""
    return {Origin(value) for value in np.unique(nodes[code].origin).tolist()}
