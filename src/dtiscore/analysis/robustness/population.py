"""The scores of a population of replicates at once: the tree walked upwards once, over replicates by units."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dtiscore.analysis.robustness.combining import Part, combined
from dtiscore.analysis.robustness.draws import Draws
from dtiscore.analysis.robustness.subject import COMPUTED, Subject, indicator_values
from dtiscore.analysis.robustness.variants import Variant, edition_of
from dtiscore.dataset.table import Rows
from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.rules import Rule
from dtiscore.scoring import score_dataset
from dtiscore.scoring.frames import frames_of

BLOCK_BYTES = 4 << 20
"""About how large an array of replicates by units by units may be; larger populations are parted."""


def parts_of(count: int, units: int, block_bytes: int = BLOCK_BYTES) -> Iterator[Rows]:
    """The replicates in parts of which each stays within a few MiB."""
    size = max(1, block_bytes // (units * max(units, 8)))
    for start in range(0, count, size):
        yield np.arange(start, min(start + size, count), dtype=np.intp)


def scores_of(subject: Subject, draws: Draws, *, block_bytes: int = BLOCK_BYTES) -> Values:
    """The index of every unit in every replicate, replicates by units, in the published form in full precision.

    Preparation, fitting and normalisation happen once for each variant of the edition that occurs, in the nominal
    code. Where a unit has no nominal score in a node, or one that was supplied, so it is in every replicate. What was
    fitted on the units (a minimum, a mean) stays as it is under errors of measurement, and values beyond what a rule
    admits are held at its bound.

    Raises:
        UsageFault: a choice is unknown, or the score of some replicate is undefined.
        InvalidData: a variant cannot score the table.
    """
    result = np.full((draws.count, len(subject.rows)), np.nan)
    for variant, rows in draws.variants.items():
        studied = _under(subject, variant)
        for part in parts_of(len(rows), len(subject.rows), block_bytes):
            at = rows[part]
            result[at] = _Population(studied, draws.take(at)).index()
    _require_scores(subject, result)
    return result


def _require_scores(subject: Subject, scores: Values) -> None:
    """A replicate may leave some units without a score, but not all of them, nor one unit in every replicate."""
    missing = np.isnan(scores)
    if missing.all(axis=1).any():
        row = int(np.flatnonzero(missing.all(axis=1))[0]) + 1
        raise UsageFault(f"in replicate {row} no unit has a score", "give some part a weight above 0")
    if missing.all(axis=0).any():
        unit = subject.units[int(np.flatnonzero(missing.all(axis=0))[0])]
        raise UsageFault(
            f'"{unit}" has a score in no replicate',
            "leave the unit out, or give a weight to what it has data for",
        )


def _under(subject: Subject, variant: Variant) -> Subject:
    edition = edition_of(subject.card.methodology, variant)
    if edition is subject.card.methodology:
        return subject
    return Subject(score_dataset(edition, subject.card.dataset), subject.rows)


class _Population:
    """Some replicates of one variant."""

    def __init__(self, subject: Subject, draws: Draws) -> None:
        self.subject = subject
        self.methodology = subject.card.methodology
        self.draws = draws
        self.excluded = [self._widened(code) for code in draws.texts.get("excluded", ())]

    def index(self) -> Values:
        """The index in its published form."""
        code = self.methodology.index.code
        score = self._node(self.methodology.index)
        maximum = self.methodology.maximum(code)
        return score / maximum if self.methodology.publish.form == "fraction" and maximum else score

    def _widened(self, code: str) -> str:
        """The node that has to go with another that is left out: one whose only part it is goes too."""
        while code in self.methodology.parents:
            parent = self.methodology.parents[code]
            if parent.code in self.subject.weighted or parent.code not in self.methodology.parents:
                return code
            code = parent.code
        return code

    def _node(self, node: Node) -> Values:
        nominal = self.subject.score(node.code)[np.newaxis, :]
        if node.is_indicator:
            noise = self._noise(node)
            return nominal if noise is None else noise
        if not self.subject.is_computed(node):
            return nominal
        assert node.aggregate is not None
        computed = np.isin(self.subject.card.nodes[node.code].origin[self.subject.rows], COMPUTED)
        scores = {child.code: self._node(child) for child in node.children}
        given = dict(zip(scores, node.child_weights, strict=True))
        counted = [code for code in scores if given[code] != 0]
        parts = [
            Part(scores.get(code, nominal), self._weight(code, given.get(code, 1.0)), given.get(code, 1.0))
            for code in node.aggregate.names(counted)
        ]
        if all(len(scores[code]) == 1 for code in counted) and not any(map(self._varies, counted)):
            return nominal
        declared = node.weights if isinstance(node.weights, float) else None
        score = combined(node.aggregate, parts, computed, declared)
        for rule in node.then:
            score = self._on_scale(node, rule, rule.apply([score.ravel()], {}).reshape(score.shape))
        if node.round is not None:
            score = node.round(score)
        return np.where(computed, score, nominal)

    def _varies(self, code: str) -> bool:
        return f"weight:{code}" in self.draws.numbers or code in self.excluded

    def _weight(self, code: str, given: float) -> Values:
        """The weight of a child in every replicate, replicates by 1."""
        drawn = self.draws.numbers.get(f"weight:{code}")
        weight = np.full((1, 1), given) if drawn is None else drawn[:, np.newaxis]
        if code in self.excluded:
            out = np.array([excluded == code for excluded in self.excluded])[:, np.newaxis]
            weight = np.where(out, 0.0, weight)
        return weight

    def _on_scale(self, node: Node, rule: Rule, result: Values) -> Values:
        """What a rule gave as a score, as nominal scoring has it."""
        if rule.output == "score":
            return result
        return result * (self.methodology.scale if node.maximum is None else node.maximum)

    def _noise(self, node: Node) -> Values | None:
        """The scores of an indicator whose values are off, replicates by units; ``None`` where they are not."""
        names = [f"error:{node.code}:{unit}" for unit in self.subject.units]
        if node.rule is None or not any(name in self.draws.numbers for name in names):
            return None
        ((header, values),) = indicator_values(self.subject, node.code).items()
        nothing = np.zeros(self.draws.count)
        noisy = np.stack([self.draws.numbers.get(name, nothing) for name in names], axis=1) + values
        bounds = node.rule.bounds(header, node.maximum)
        if bounds.low is not None:
            lowest = np.nextafter(bounds.low, np.inf) if bounds.strict_low else bounds.low
            noisy = np.maximum(noisy, lowest)
        if bounds.high is not None:
            noisy = np.minimum(noisy, bounds.high)
        score = self._on_scale(node, node.rule, self._applied(node, node.rule, noisy))
        for rule in node.then:
            score = self._on_scale(node, rule, rule.apply([score.ravel()], {}).reshape(score.shape))
        if node.round is not None:
            score = node.round(score)
        nominal = self.subject.score(node.code)
        return np.where(np.isnan(values) | np.isnan(score), nominal, score)

    def _applied(self, node: Node, rule: Rule, values: Values) -> Values:
        """What a rule makes of values, with the statistics fitted nominally."""
        card = self.subject.card
        result = np.full(values.shape, np.nan)
        for frame in frames_of(card.methodology, card.dataset):
            inside = np.isin(self.subject.rows, frame.rows)
            fitted = card.reference.of(frame.key, node.code) if rule.needs_fit else {}
            applied = rule.apply([values[:, inside].ravel()], fitted)
            result[:, inside] = applied.reshape(len(values), -1)
        return result
