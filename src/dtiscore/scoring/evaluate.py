"""Normalise and aggregate: the scores of every node, each a pure function of the unit's row and the reference.

Long because what a run has scored is at hand for each next node: one class, a method for each way in which a score
comes about.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import InvalidData, Problem
from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import rows_where
from dtiscore.methodology.equality import held_at_zero, ties_joined
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.recipe import Recipe
from dtiscore.said import Said, counted, said
from dtiscore.scoring.combining import combine, combine_within
from dtiscore.scoring.node_scores import MADE_FROM_CHILDREN, Known, NodeScores, Origin, ScoresSoFar
from dtiscore.scoring.normalising import Normaliser
from dtiscore.scoring.precision import Precision
from dtiscore.scoring.reference import Reference
from dtiscore.tables.availability import enough, other_missing_rule, unforgiven
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.table import Dataset

__all__ = ["MADE_FROM_CHILDREN", "Disagreement", "Evaluation", "NodeScores", "Origin", "evaluate"]


class Disagreement(NamedTuple):
    """A score that the table brings and that differs from what its parts give, beyond the published decimals."""

    row: int
    code: str
    computed: float
    supplied: float


@dataclass(eq=False)
class Evaluation:
    """The scores of all nodes and views over one table or batch."""

    reference: Reference
    """The statistics behind them, with what was learned from the scores themselves."""
    nodes: dict[str, NodeScores] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)


def evaluate(
    methodology: Methodology,
    dataset: Dataset,
    reference: Reference,
    kept: Mask | None = None,
    *,
    fitting: bool = False,
    known: Known | None = None,
) -> Evaluation:
    """Score every node for every row.

    Args:
        methodology: the edition.
        dataset: the table after preparation.
        reference: the fitted statistics.
        kept: the rows that screening kept, all unless given; the others get no score.
        fitting: whether rules on scores are fitted to these rows; otherwise the reference knows them.
        known: scores that stand as they are, and which nodes and views are scored anew.

    Raises:
        InvalidData: a formula is undefined for some unit (a negative value under a geometric mean), a score exceeds
            floating point, or is missing where the edition forbids it; ``problems`` lists every case.
    """
    kept = np.ones(len(dataset), dtype=np.bool_) if kept is None else kept
    trials = known is not None and known.trials
    normaliser = Normaliser(methodology, dataset, reference, kept, fitting=fitting, trials=trials)
    run = _Run(methodology, normaliser, known)
    # Infinity is reported, with unit and node.
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        run.node(methodology.index)
        if not run.problems:
            run.report_missing()
        for view in methodology.views:
            if not run.stands(view.code):
                run.view(view)
    if run.problems:
        message = counted(
            len(run.problems),
            "{source}: {n} score is undefined",
            "{source}: {n} scores are undefined",
            source=dataset.raw.source,
        )
        raise InvalidData(message, problems=run.problems)
    if run.normaliser.learned:
        run.result.reference = replace(reference, then=tuple(run.normaliser.learned))
    return run.result


class _Run:
    """One evaluation, walking up the tree."""

    def __init__(self, methodology: Methodology, normaliser: Normaliser, known: Known | None) -> None:
        self.methodology = methodology
        self.known = known
        self.normaliser = normaliser
        self.dataset = normaliser.dataset
        self.kept = normaliser.kept
        self.no_score = np.full(len(self.dataset), np.nan)
        self.no_score.flags.writeable = False
        self.problems = normaliser.problems
        self.partial = set() if known is None else set(known.partial)
        """The nodes of which some score may lack a part."""
        self.result = Evaluation(normaliser.reference)
        self.scores = ScoresSoFar({} if known is None else known.scores)

    def stands(self, code: str) -> bool:
        """Whether the scores of a node or view are known, and not to be made anew."""
        return self.known is not None and code not in self.known.anew

    @property
    def precision(self) -> Precision:
        """How exactly the scores so far are known, by all that was learned of them until now."""
        reference = self.normaliser.reference
        if self.normaliser.learned:
            reference = replace(reference, then=tuple(self.normaliser.learned))
        nodes: Mapping[str, NodeScores] = self.result.nodes
        if self.known is not None:
            nodes = ChainMap(self.result.nodes, self.known.scores)  # type: ignore[arg-type]  # nobody writes to it
        return Precision(self.methodology, reference, nodes)

    def node(self, node: Node) -> None:
        """Score the children, then the node: computed, else supplied by the table, else by its missing rule."""
        score, origin = self.no_score, np.zeros(len(self.dataset), dtype=np.uint8)
        if node.children:
            for child in node.children:
                if not self.stands(child.code):
                    self.node(child)
            score, origin = self.aggregate(node)
            score = self.rounded(node, score)  # before it is held against one that the table brings
        own, terms = self.normaliser.own_score(node), None
        if own is not None:
            terms = (
                own.terms
                if score is self.no_score or own.terms is None
                else np.where(np.isnan(score), own.terms, np.nan)
            )
            score = self.supply(
                node.code, score, origin, own.score, Origin.SUPPLIED if node.children else Origin.COMPUTED
            )
        brought = self.dataset.supplied.get(node.code)
        if brought is not None:
            score = self.supply(
                node.code, score, origin, self.from_published(node.code, brought), Origin.SUPPLIED
            )
        if self.methodology.missing_rule(node).kind == "zero":
            origin[np.isnan(score)] = Origin.ZEROED
            score = np.where(np.isnan(score), 0.0, score)
        score = self.rounded(node, score)
        score, origin = self.of_kept(score, origin)
        result = self.keep(node.code, score, origin, terms if node.round is None else None)
        if not result.complete:
            self.report_too_large(node, score)

    def keep(
        self, code: str, score: Values, origin: NDArray[np.uint8], terms: Values | None = None
    ) -> NodeScores:
        """Keep the scores of a node or view; a row without one has no origin."""
        # NaN passes through both: two reductions tell what a mask would, and the ends as well.
        lowest = float(np.minimum.reduce(score, initial=np.inf))
        highest = float(np.maximum.reduce(score, initial=-np.inf))
        complete = len(score) == 0 or (lowest >= -LARGEST and highest <= LARGEST)
        if not complete:
            origin[np.isnan(score)] = Origin.MISSING
            lowest, highest = float(np.fmin.reduce(score)), float(np.fmax.reduce(score))
        result = NodeScores(score, self.published(code, score), origin, lowest, highest, complete, terms)
        self.result.nodes[code] = self.scores[code] = result
        return result

    def of_kept(self, score: Values, origin: NDArray[np.uint8]) -> tuple[Values, NDArray[np.uint8]]:
        """The scores of units that screening kept, whatever the others have been given or bring."""
        if self.normaliser.keeps_all:
            return score, origin
        return np.where(self.kept, score, np.nan), np.where(self.kept, origin, np.uint8(Origin.MISSING))

    def supply(
        self, code: str, score: Values, origin: NDArray[np.uint8], other: Values, kind: Origin
    ) -> Values:
        """Fill in the scores that are lacking; where both are there, note those that disagree."""
        if score is self.no_score:
            origin.fill(kind)  # where there is a score: in the end only these have an origin
            return other
        lacking = np.isnan(score)
        origin[lacking & ~np.isnan(other)] = kind
        decimals = self.methodology.publish.decimals
        apart = np.abs(self.published(code, score) - self.published(code, other)) > 0.51 * 10.0**-decimals
        for row in rows_where(apart):
            self.result.disagreements.append(Disagreement(row, code, float(score[row]), float(other[row])))
        return np.where(lacking, other, score)

    def published(self, code: str, score: Values) -> Values:
        """The score of a node or view in the form in which the edition publishes it."""
        maximum = None if self.methodology.publish.form == "score" else self.methodology.maximum(code)
        if maximum is None:
            return score
        if maximum == 0:
            return np.full(len(score), np.nan)
        result: Values = score / maximum
        return result

    def from_published(self, code: str, value: Values) -> Values:
        """The other way round: a value that the table brings in the published form, in points or scale."""
        edition = self.methodology
        maximum = edition.maximum(code)
        if edition.publish.form == "score" or maximum is None:
            column = self.dataset.headings.get(edition.figure_headings.of(code))
            ours = column is not None and edition.figure_headings.is_ours(code, column.header)
            return value if ours else edition.in_points(code, value)
        result: Values = value * maximum
        return result

    def rounded(self, node: Node | View, score: Values) -> Values:
        """The score to the decimals at which the edition rounds a node or view, in its own numbers."""
        if node.round is None:
            return score
        edition = self.methodology
        return edition.in_points(node.code, node.round(edition.in_own(node.code, score)))

    def aggregate(self, node: Node) -> tuple[Values, NDArray[np.uint8]]:
        """Combine the children that count, where enough of them have a score."""
        recipe = self.methodology.recipes[node.code]
        children = [self.scores[child.code] for child in node.children]
        available = self.kept
        if not any(node.child_weights) or not all(child.complete for child in children):
            there = [~child.missing for child in children]
            available = available & enough(self.methodology.missing_rule(node), there, node.child_weights)
        if not recipe.parts:  # a group that is collected, not scored
            return self.no_score, np.zeros(len(available), dtype=np.uint8)
        score = self.combined(node, recipe, available)
        score = self.followed(node, score, adds_points=recipe.adds_points)
        origin = np.where(np.isnan(score), np.uint8(Origin.MISSING), np.uint8(Origin.COMPUTED))
        for code, part in [(code, self.scores[code]) for code, _ in recipe.parts]:
            if part.complete and code not in self.partial:
                continue
            self.partial.add(node.code)
            partial = part.missing | (part.origin == Origin.PARTIAL)
            origin[~np.isnan(score) & partial & (not recipe.aggregation.takes_missing)] = Origin.PARTIAL
        return score, origin

    def combined(self, node: Node | View, recipe: Recipe, available: Mask) -> Values:
        """The aggregation of some nodes; where it is undefined that is reported."""
        aggregation = recipe.aggregation
        parts = [(self.scores[code], weight) for code, weight in recipe.parts]
        scored = [(part.score, weight) for part, weight in parts]
        if aggregation.over_units:
            # Last bits tell no units apart, and would be stretched over a range where scores differ in nothing else.
            precision = self.precision
            scored = [(self.ties_joined(code, precision), weight) for code, weight in recipe.parts]
        elif aggregation.tells_zero:
            precision = self.precision
            scored = [(self.zero_held(code, precision), weight) for code, weight in recipe.parts]
        complete = all(part.complete for part, _ in parts)
        if aggregation.has_limits:
            result = combine_within(aggregation, [part.score for part, _ in parts], self.distances(recipe))
        else:
            frames = self.normaliser.frames
            result = combine(
                aggregation,
                scored,
                available,
                recipe.declared,
                frames,
                complete=complete,
                exactly=node.rounds_float64s,
            )
        alone = {*result.alone.tolist()}
        for row in rows_where(result.undefined & self.kept):
            reason, fix = aggregation.undefined_because, aggregation.fix
            if row in alone:
                reason = said("no unit that it is to be compared with has a score in all its parts")
                fix = said("fill in the figures of the units or the period of the frame")
            message = said(
                'the {aggregation} aggregate "{node}" is not defined: {reason}',
                aggregation=method_name(aggregation.kind),
                node=node.spoken_name,
                reason=reason,
            )
            self.problems.append(self.problem("undefined-aggregate", message, row, node.code, fix))
        return result.score

    def distances(self, recipe: Recipe) -> list[Values]:
        """Within which each score of the parts of a recipe equals another number."""
        precision, rows = self.precision, len(self.dataset)
        return [precision.tolerance(code, published=False).each(rows) for code, _ in recipe.parts]

    def ties_joined(self, code: str, precision: Precision) -> Values:
        """The scores of a node with equal ones on one value, in each frame, for units to be compared by them."""
        tolerance = precision.tolerance(code, published=False)
        result = self.scores[code].score
        for frame in self.normaliser.frames:
            own = result[frame.rows]
            level = ties_joined(own, tolerance.at(frame.rows))
            if level is not own:
                result = result.copy()
                result[frame.rows] = level
        return result

    def zero_held(self, code: str, precision: Precision) -> Values:
        """The scores of a node, those that equal 0 at 0."""
        return held_at_zero(self.scores[code].score, precision.tolerance(code, published=False))

    def view(self, view: View) -> None:
        """An aggregate beside the tree: no score where one of its nodes has none."""
        available = self.kept & np.logical_and.reduce([~self.scores[code].missing for code in view.of])
        recipe = self.methodology.recipes[view.code]
        score = self.combined(view, recipe, available)
        score = self.rounded(view, self.followed(view, score, adds_points=recipe.adds_points))
        origin = np.where(np.isnan(score), np.uint8(Origin.MISSING), np.uint8(Origin.COMPUTED))
        brought = self.dataset.supplied.get(view.code)
        if brought is not None:
            score = self.supply(
                view.code, score, origin, self.from_published(view.code, brought), Origin.SUPPLIED
            )
        score, origin = self.of_kept(score, origin)
        if not self.keep(view.code, score, origin).complete:
            self.report_too_large(view, score)

    def followed(self, node: Node | View, score: Values, *, adds_points: bool) -> Values:
        """An aggregated score after the rules that follow it, which read and give the node's own numbers."""
        edition = self.methodology
        own = edition.in_own(node.code, score) if adds_points and node.then else score
        score = self.normaliser.then(node, own, lambda score: self.precision.distances(node.code, score))
        return score if adds_points and not node.then else edition.in_points(node.code, score)

    def report_too_large(self, node: Node | View, score: Values) -> None:
        """Report every score that is larger than a cell may be, as its square or a sum of such might not be finite."""
        for row in rows_where(np.abs(score) > LARGEST):
            message = said('the score of "{node}" is too large to be computed with', node=node.spoken_name)
            fix = said(
                "check the cells it is made from: a number is far too large, or a denominator almost 0"
            )
            self.problems.append(self.problem("not-finite", message, row, node.code, fix))

    def report_missing(self) -> None:
        """Report every score that is missing where the edition does not forgive it."""
        if all(scores.complete for scores in self.result.nodes.values()):
            return
        nodes = {code: self.scores[code] for code in self.methodology.nodes}
        has = {code: ~scores.missing | ~self.kept for code, scores in nodes.items()}
        supplied = {code: (scores.origin == Origin.SUPPLIED) | ~self.kept for code, scores in nodes.items()}
        for node, rows in unforgiven(self.methodology, has, supplied):
            for row in rows_where(rows):
                message = said(
                    '"{node}" has no score, which {edition} does not allow',
                    node=node.spoken_name,
                    edition=self.methodology.id,
                )
                fix = said(
                    "check the cells it is made from, or {rule}",
                    rule=other_missing_rule(self.methodology, node),
                )
                undefined = self.normaliser.undefined.get(node.code)
                if undefined is not None and undefined.rows[row]:
                    message = said(
                        '"{node}" has no score: {formula} with {cells} is undefined',
                        node=node.spoken_name,
                        formula=undefined.formula.text,
                        cells=undefined.given(row),
                    )
                    fix = said("correct the formula, or guard it with max, clip or if_at_least")
                self.problems.append(self.problem("missing-score", message, row, node.code, fix))

    def problem(self, code: str, message: Said, row: int, node: str, fix: Said) -> Problem:
        place = self.dataset.place(row)
        return Problem(code, message, place, fix=fix, unit=self.dataset.units[row], indicator=node)
