"""The scores of a population of replicates at once: the tree walked upwards once, over units by replicates."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.rules import Rule, RuleFault, ZeroRange
from dtiscore.questions.robustness.answer.combining import Part, combined, gaps
from dtiscore.questions.robustness.answer.draws import CELL, ERROR, WEIGHT, Draws, span
from dtiscore.questions.robustness.answer.measured import indicator_values, treated
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import said
from dtiscore.scoring.frames import frames_of
from dtiscore.tables.table import Rows

PART_BYTES = 1 << 20
"""About how large an array of units by replicates may be, so that a few of them stay in the cache of a processor."""


def parts_of(count: int, units: int, part_bytes: int = PART_BYTES) -> Iterator[Rows]:
    """The replicates in parts of which each stays small."""
    size = max(1, part_bytes // (8 * units))
    for start in range(0, count, size):
        yield np.arange(start, min(start + size, count), dtype=np.intp)


def scores_of(subject: Subject, draws: Draws, *, part_bytes: int = PART_BYTES) -> Values:
    """The index of every unit in every replicate, units by replicates, in the published form in full precision.

    Preparation, fitting and normalisation happen once for each variant of the edition that occurs, in the nominal
    code. Where a unit has no nominal score in a node, or one that was supplied, so it is in every replicate. What was
    fitted on the units (a minimum, a mean) stays as it is under errors of measurement, and values beyond what a rule
    admits are held at its bound.

    Raises:
        UsageFault: a choice is unknown, or the score of some replicate is undefined.
        InvalidData: a variant cannot score the table.
    """
    units = len(subject.rows)
    result = np.full((units, draws.count), np.nan)
    for variant, rows in draws.variants.items():
        studied = subject.under(variant)
        for part in parts_of(len(rows), units, part_bytes):
            result[:, span(rows[part])] = _Population(studied, draws.take(rows[part])).index()
    return result


def require_scores(subject: Subject, missing: Mask) -> None:
    """A replicate may leave some units without a score, but not all of them, nor one unit in every replicate.

    Args:
        subject: what is studied.
        missing: units by replicates.

    Raises:
        UsageFault: a replicate or a unit has none.
    """
    if missing.all(axis=0).any():
        row = int(np.flatnonzero(missing.all(axis=0))[0]) + 1
        raise UsageFault(
            said("in replicate {row} no unit has a score", row=row), said("give some part a weight above 0")
        )
    if missing.all(axis=1).any():
        unit = subject.units[int(np.flatnonzero(missing.all(axis=1))[0])]
        raise UsageFault(
            said('"{unit}" has a score in no replicate', unit=unit),
            said("leave the unit out, or give a weight to what it has data for"),
        )


class _Population:
    """Some replicates of one variant."""

    def __init__(self, subject: Subject, draws: Draws) -> None:
        self.subject = subject.with_compared
        self.asked = len(subject.rows)
        self.methodology = subject.card.methodology
        self.draws = draws
        excluded = draws.texts.get("excluded", ())
        widened = {code: subject.taken_along(code) for code in set(excluded) if code}
        self.excluded = np.array([widened.get(code, code) for code in excluded])
        self.ever_excluded = frozenset(widened.values())
        self.erring = frozenset(code for _, code, _ in draws.errors)
        self.scores: dict[str, Values] = {}
        """The scores that differ from the nominal ones, by node. One replicate has the shape of what is the same in all."""

    def index(self) -> Values:
        """The index of the units that have a rank, in its published form."""
        code = self.methodology.index.code
        self._node(self.methodology.index)
        score = self.scores.get(code, self._nominal(code))[: self.asked]
        maximum = self.methodology.maximum(code)
        return score / maximum if self.methodology.publish.form == "fraction" and maximum else score

    def _node(self, node: Node) -> None:
        """Keep the scores of a node, units by replicates, unless they are the nominal ones in all of them."""
        score = self._noise(node) if node.is_indicator else self._aggregated(node)
        if score is not None:
            self.scores[node.code] = score

    def _nominal(self, code: str) -> Values:
        """The nominal scores of a node, as one replicate that stands for all."""
        return self.subject.score(code)[:, np.newaxis]

    def _aggregated(self, node: Node) -> Values | None:
        """The scores made from those of the children; ``None`` where nothing below varies, or nothing is made."""
        if not self.subject.is_computed(node):
            return None
        assert node.aggregate is not None
        computed, nominal = self.subject.computed(node.code), self._nominal(node.code)
        for child in node.children:
            self._node(child)
        given = node.weight_by_child
        names = node.aggregate.names([code for code, weight in given.items() if weight != 0])
        if not any(code in self.scores or self._varies(code) for code in names):
            return None
        parts = [self._part(code, given.get(code, 1.0)) for code in names]
        declared = node.weights if isinstance(node.weights, float) else None
        score = combined(node.aggregate, parts, computed, declared)
        if node.adds_points:
            score = self.methodology.in_own(node.code, score)
        score = self._finished(node, score)
        return score if computed.all() else np.where(computed[:, np.newaxis], score, nominal)

    def _finished(self, node: Node, own: Values) -> Values:
        """Scores in a node's own numbers after the rules that follow and its rounding, in the points that count."""
        score = self._then(node, own)
        return self.methodology.in_points(node.code, score if node.round is None else node.round(score))

    def _then(self, node: Node, score: Values) -> Values:
        """The scores after the rules that follow them, each fitted to the scores of its replicate where it must be."""
        for rule in node.then:
            if rule.needs_fit:
                result = np.stack([self._refitted(rule, replicate) for replicate in score.T], axis=1)
            else:
                result = rule.apply([score.ravel()], {}).reshape(score.shape)
            score = self._on_scale(node, rule, result)
        return score

    def _refitted(self, rule: Rule, score: Values) -> Values:
        """What a rule makes of the scores of one replicate, in each frame; nothing where it cannot be fitted."""
        result = np.full(score.shape, np.nan)
        for frame in frames_of(self.methodology, self.subject.card.dataset):
            inside = np.isin(self.subject.rows, frame.rows)
            learnt = np.isin(self.subject.rows, frame.fitted_on) & ~np.isnan(score)
            if not learnt.any():
                continue
            units = [unit for unit, there in zip(self.subject.units, learnt, strict=True) if there]
            try:
                fitted = rule.fit(score[learnt], units)
            except RuleFault:
                continue
            if not isinstance(fitted, ZeroRange):
                result[inside] = rule.apply([score[inside]], fitted)
        return result

    def _part(self, code: str, given: float) -> Part:
        """A node as a part of another one, in which the edition gives it a weight."""
        score, weight = self.scores.get(code), self._weight(code, given)
        if score is None:
            return Part(self._nominal(code), weight, given, self.subject.gaps(code))
        return Part(score, weight, given, gaps(score))

    def _varies(self, code: str) -> bool:
        return f"{WEIGHT}{code}" in self.draws.numbers or code in self.ever_excluded

    def _weight(self, code: str, given: float) -> Values:
        """The weight of a child in every replicate, 1 by replicates."""
        drawn = self.draws.numbers.get(f"{WEIGHT}{code}")
        weight = np.full((1, 1), given) if drawn is None else drawn[np.newaxis, :]
        if code in self.ever_excluded:
            weight = np.where(self.excluded == code, 0.0, weight)
        return weight

    def _on_scale(self, node: Node, rule: Rule, result: Values) -> Values:
        """What a rule gave as a score, as nominal scoring has it."""
        if rule.output == "score":
            return result
        return result * (self.methodology.scale if node.own_maximum is None else node.own_maximum)

    def _noise(self, node: Node) -> Values | None:
        """The scores of an indicator whose values are off, units by replicates; ``None`` where they are not."""
        if node.rule is None or node.code not in self.erring:
            return None
        ((header, values),) = indicator_values(self.subject, node.code).items()
        if np.isnan(values).all():  # nothing was measured, nor learned
            return None
        errors = np.stack([self._error(node.code, unit) for unit in self.subject.units])
        noisy = treated(self.subject, header, values[:, np.newaxis] + errors)
        bounds = node.bounds(header)
        if bounds.low is not None:
            lowest = np.nextafter(bounds.low, np.inf) if bounds.strict_low else bounds.low
            noisy = np.maximum(noisy, lowest)
        if bounds.high is not None:
            noisy = np.minimum(noisy, bounds.high)
        score = self._on_scale(node, node.rule, self._applied(node, node.rule, noisy))
        score = self._finished(node, score)
        nominal = self.subject.score(node.code)[:, np.newaxis]
        return np.where(np.isnan(values)[:, np.newaxis] | np.isnan(score), nominal, score)

    def _error(self, code: str, unit: str) -> Values:
        """What is added to one cell in every replicate, drawn for the whole indicator or for this cell alone."""
        total = np.zeros(self.draws.count)
        for kind in (ERROR, CELL):
            drawn = self.draws.numbers.get(f"{kind}{code}:{unit}")
            total = total if drawn is None else total + drawn
        return total

    def _applied(self, node: Node, rule: Rule, values: Values) -> Values:
        """What a rule makes of values, with the statistics fitted nominally."""
        card = self.subject.card
        result = np.full(values.shape, np.nan)
        for frame in frames_of(card.methodology, card.dataset):
            inside = np.isin(self.subject.rows, frame.rows)
            fitted = card.reference.of(frame.key, node.code) if rule.needs_fit else {}
            applied = rule.apply([values[inside].ravel()], fitted)
            result[inside] = applied.reshape(-1, values.shape[1])
        return result
