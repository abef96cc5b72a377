"""Normalise: what the rules of a node make of its column and of its score, with the statistics of each frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dtiscore.methodology import Methodology, Node, Values, View
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import if_larger, largest_size, relative_tolerance
from dtiscore.methodology.method_names import method_name
from dtiscore.methodology.rules import Fitted, Rule, RuleFault
from dtiscore.said import joined, said
from dtiscore.scoring.domains import Domains
from dtiscore.scoring.fitting import at_bounds, distances, fit_rule, problem_of
from dtiscore.scoring.frames import Frame, frames_of
from dtiscore.scoring.reference import Reference
from dtiscore.tables.table import Dataset

if TYPE_CHECKING:
    from dtiscore.methodology.formula import Formula


class UndefinedFormula(NamedTuple):
    """A formula without a result in some rows, although all that it needs is there."""

    formula: Formula
    inputs: Sequence[Values]
    rows: Mask

    def given(self, row: int) -> str:
        """What the formula was given."""
        names = self.formula.names
        return joined(
            "{first}, {second}",
            (
                said("{name} = {value:.15g}", name=name, value=values[row])
                for name, values in zip(names, self.inputs, strict=True)
            ),
        )


class OwnScore(NamedTuple):
    """What a node's own rule gives, in the points or scale that counts."""

    score: Values
    terms: Values | None
    """As :attr:`dtiscore.scoring.node_scores.NodeScores.terms`."""


class Normaliser:
    """Applies rules to the rows of a table; whatever goes wrong is noted in ``problems``."""

    def __init__(
        self,
        methodology: Methodology,
        dataset: Dataset,
        reference: Reference,
        kept: Mask,
        *,
        fitting: bool,
        trials: bool = False,
    ) -> None:
        """``fitting``: rules on scores are fitted as the scores come, otherwise ``reference`` knows them.

        ``trials``: the rows are what rules would be fitted to, so that no share of points lies beyond their ends.
        """
        self.methodology = methodology
        self.dataset = dataset
        self.reference = reference
        self.kept = kept
        self.keeps_all = bool(kept.all())
        self.fitting = fitting
        self.trials = trials
        self.frames = frames_of(methodology, dataset)
        self.only_frame = self.frames[0] if len(self.frames) == 1 else None
        """The frame that holds for every row, where there is one."""
        if self.only_frame is not None and not self.only_frame.is_whole(len(dataset)):
            self.only_frame = None
        self.learned: list[dict[str | None, dict[str, Fitted]]] = []
        if fitting:  # of nodes that are not scored anew
            self.learned = [
                {frame: dict(known) for frame, known in statistics.items()} for statistics in reference.then
            ]
        self.domains = Domains(methodology, dataset, kept)
        self.problems = self.domains.problems
        self.undefined: dict[str, UndefinedFormula] = {}
        """By the code of the node: why it has no score in some rows, where a formula is the reason."""

    def own_score(self, node: Node) -> OwnScore | None:
        """What a node's own rule makes of its own column."""
        columns = self.dataset.inputs(node)
        if columns is None or node.rule is None:
            return None
        inputs = [
            self.domains.admitted(node, node.rule, header, values)
            for header, values in zip(node.inputs, columns, strict=True)
        ]
        within = self._distances(node, inputs) if node.rule.compares else None
        result = self._held(node, node.rule, self._applied(node, node.rule, inputs, None, within))
        self._note_undefined(node, node.rule, inputs, result)
        self._report_unlearned(node, node.rule, inputs[0])
        self.domains.report_beyond_maximum(node, node.rule, result)
        score = self._on_scale(node, node.rule, result, own=node.rule.makes_anew)
        terms = self._terms(node, node.rule, inputs, score)
        if node.then and node.is_indicator:  # an aggregate's own column supplies its score, then included
            operations = self.methodology.exactness.operations_before
            score = self.then(
                node, score, lambda own: largest_size(own, terms) * relative_tolerance(operations(node))
            )
        score = self.methodology.in_points(node.code, score)
        if terms is not None:
            terms = np.abs(self.methodology.in_points(node.code, terms))
        return OwnScore(score if self.keeps_all else np.where(self.kept, score, np.nan), terms)

    def _held(self, node: Node | View, rule: Rule, result: Values) -> Values:
        """A share of points, of trials not beyond what the rule gives once it has been fitted to them."""
        if not self.trials or rule.output != "share" or not rule.needs_fit:
            return result
        return np.clip(result, 0.0, 1.0) if self.methodology.own_maximum(node.code) else result

    def _distances(self, node: Node, inputs: Sequence[Values]) -> list[Values] | None:
        """Within which distance each input of a node equals another number; ``None`` if of all their size alone tells."""
        found = [distances(self.methodology, self.dataset, header) for header in node.inputs]
        if all(known is None for known in found):
            return None
        return [
            np.abs(values) * relative_tolerance() if known is None else known
            for values, known in zip(inputs, found, strict=True)
        ]

    def _terms(self, node: Node, rule: Rule, inputs: Sequence[Values], score: Values) -> Values | None:
        """The sizes of the largest terms that entered the scores of a node's own rule, in the node's own numbers.

        ``None`` where none is larger than the score itself.
        """
        known = {header: self.dataset.terms[header] for header in node.inputs if header in self.dataset.terms}
        if not rule.may_cancel and not known:
            return None
        if not rule.may_cancel and len(node.inputs) == 1:
            # NaN where none is larger than the number itself, and so is what is made of it.
            sizes = [*known.values()]
            return if_larger(score, self._on_scale(node, rule, self._sizes(node, rule, inputs, sizes)))
        sizes = [
            largest_size(values, known.get(header))
            for header, values in zip(node.inputs, inputs, strict=True)
        ]
        result = self._sizes(node, rule, inputs, sizes)
        if not rule.may_cancel:
            result[np.logical_and.reduce([np.isnan(terms) for terms in known.values()])] = np.nan
        return if_larger(score, self._on_scale(node, rule, result))

    def _sizes(self, node: Node, rule: Rule, inputs: Sequence[Values], sizes: Sequence[Values]) -> Values:
        return self._by_frame(node, rule, None, (inputs, sizes), rule.largest_term)

    def then(self, node: Node | View, score: Values, within: Callable[[Values], Values]) -> Values:
        """The score of a node, in its own numbers, after the rules that follow it.

        ``within`` which distance each score, just made, equals another: a rule that compares scores asks.
        """
        for position, rule in enumerate(node.then):
            bounds = rule.bounds(rule.inputs("x")[0], self.methodology.own_maximum(node.code))
            distances: Values | None = None
            if rule.compares or rule.fit_compares or bounds.bind:
                distances = within(score) if position == 0 else np.abs(score) * relative_tolerance()
            if bounds.bind and distances is not None:
                score = self.domains.admitted_score(node, rule, bounds, at_bounds(bounds, score, distances))
            if rule.needs_fit and self.fitting:
                self._fit(node, rule, position, score, distances)
            known = None if distances is None else [distances]
            result = self._held(node, rule, self._applied(node, rule, [score], position, known))
            self._note_undefined(node, rule, [score] * len(rule.inputs("x")), result)
            self.domains.report_beyond_maximum(node, rule, result)
            score = self._on_scale(node, rule, result)
        return score

    def _fit(
        self, node: Node | View, rule: Rule, position: int, score: Values, distances: Values | None
    ) -> None:
        """Learn from the scores of the units of each frame; where none has a score there is nothing to learn."""
        while len(self.learned) <= position:
            self.learned.append({frame.key: {} for frame in self.frames})
        for frame in self.frames:
            rows = frame.fitted_on[self.kept[frame.fitted_on]]
            values = score[rows]
            if np.isnan(values).all():
                continue
            within = None if distances is None else distances[rows]
            units = [self.dataset.units[row] for row in rows.tolist()]
            try:
                self.learned[position][frame.key][node.code] = fit_rule(
                    rule, values, units, node.spoken_name, frame, within
                )
            except RuleFault as fault:
                self.problems.append(problem_of(fault, node, self.dataset, frame))

    def _applied(
        self,
        node: Node | View,
        rule: Rule,
        inputs: Sequence[Values],
        position: int | None,
        distances: Sequence[Values] | None = None,
    ) -> Values:
        """What a rule gives in every row; nothing in a frame of which nothing was learned.

        ``distances``: within which each number of the inputs equals another, where more is known of it than its size.
        """
        if distances is None:
            return self._by_frame(node, rule, position, (inputs,), rule.apply)
        return self._by_frame(node, rule, position, (inputs, distances), rule.apply_within)

    def _by_frame(
        self,
        node: Node | View,
        rule: Rule,
        position: int | None,
        given: Sequence[Sequence[Values]],
        method: Callable[..., Values],
    ) -> Values:
        """What a method of a rule makes of columns in every row, each frame by what was learned of it."""
        if not rule.needs_fit:
            return method(*given, {})
        if self.only_frame is not None:
            fitted = self._statistics(self.only_frame, node.code, position)
            return method(*given, fitted) if fitted else np.full(len(self.dataset), np.nan)
        result = np.full(len(self.dataset), np.nan)
        for frame in self.frames:
            fitted = self._statistics(frame, node.code, position)
            if fitted:
                within = [[values[frame.rows] for values in each] for each in given]
                result[frame.rows] = method(*within, fitted)
        return result

    def _report_unlearned(self, node: Node, rule: Rule, values: Values) -> None:
        """Report the first figure of each frame for which its rule has learned nothing, though others count on the node."""
        if not rule.needs_fit or node.code not in self.methodology.counted:
            return
        fix = said("fit it on units and periods that have figures, or give the indicator the weight 0")
        for frame in (one for one in self.frames if not self._statistics(one, node.code, None)):
            rows = frame.rows
            rows = rows[self.kept[rows] & self.dataset.ranked[rows] & ~np.isnan(values[rows])]
            if len(rows):
                message = said(
                    '"{subject}" has figures, and no unit on which {rule} is fitted has one',
                    subject=node.spoken_name,
                    rule=method_name(rule.kind),
                )
                if frame.key is not None and self.fitting:  # a saved reference knows what it was fitted on
                    message = said("{what} in {period}", what=message, period=frame.key)
                self.domains.report("nothing-to-fit", message, int(rows[0]), node.code, fix)

    def _note_undefined(
        self, node: Node | View, rule: Rule, inputs: Sequence[Values], result: Values
    ) -> None:
        """Keep in mind which formula left a row without a score."""
        if rule.parsed is None or not (gaps := np.isnan(result)).any() or not inputs:
            return
        gaps &= rule.suffices([~np.isnan(values) for values in inputs])
        if gaps.any():
            self.undefined[node.code] = UndefinedFormula(rule.parsed, inputs, gaps)

    def _statistics(self, frame: Frame, code: str, position: int | None) -> Fitted:
        if position is not None and self.fitting:
            return self.learned[position][frame.key].get(code, {})
        return self.reference.of(frame.key, code, position)

    def _on_scale(self, node: Node | View, rule: Rule, result: Values, *, own: bool = False) -> Values:
        """What a rule gave as a score: a share is a share of the node's own points or of the index's scale.

        ``own``: nobody else has what it gave, which may be written over.
        """
        if rule.output == "score":
            return result
        top = self.methodology.top(node.code)
        return result if top == 1.0 else np.multiply(result, top, out=result if own else None)
