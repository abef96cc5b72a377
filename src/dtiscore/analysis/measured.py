"""What an indicator measures, in its own units: as read, derived or divided; and which end of it comes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.equality import ties_joined
from dtiscore.methodology.rules.points import Ratio
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.prepared import Mark
from dtiscore.scoring.scorecard import Scorecard


@dataclass(frozen=True, eq=False)
class Measure:
    """The figures of one indicator."""

    values: Values
    """One per row, NaN where nothing was measured: a value that preparation filled in is none."""
    columns: tuple[str, ...]
    """The heading they stand under; two where one is divided by the other."""
    unit: str | None = None
    """The unit of measurement, if the edition names it; of a ratio that of the numerator."""
    per: float = 1.0
    """Of a ratio: per how much of the denominator."""
    per_unit: str | None = None
    """The unit of the denominator; ``None`` where values are no ratio."""


def measure_of(card: Scorecard, code: str) -> Measure | None:
    """The figures of an indicator that reads numbers from one column, or divides one column by another.

    ``None`` for a node with parts, a view, texts, a rule over several columns, and where no row has a figure.
    """
    node = card.methodology.nodes.get(code)
    if node is None or not node.is_indicator or node.rule is None or node.texts:
        return None
    found = [_as_measured(card, header) for header in node.inputs]
    values = [column for column in found if column is not None]
    if not values or len(values) < len(found):
        return None
    if isinstance(node.rule, Ratio):
        measure = _ratio(card.methodology, node.rule, node.inputs, values)
    elif len(values) == 1:
        measure = Measure(values[0], node.inputs, _unit(card.methodology, node.inputs[0]))
    else:
        return None
    return None if np.isnan(measure.values).all() else measure


def highest_first(card: Scorecard, code: str, measure: Measure) -> bool | None:
    """Whether the highest figure of an indicator comes first, in the direction in which its units are ranked.

    That is seen from the scores, which rise or fall with the figures whatever the rule and what follows it; where they
    all are the same, the direction of the rule tells it. ``None`` where neither end is first: the scores rise and fall.
    """
    slopes = _slopes(card, code, measure.values)
    declared = getattr(card.methodology.nodes[code].rule, "direction", None)
    if len(slopes) == 1:
        rising = slopes == {1}
    elif not slopes or declared is not None:
        rising = declared != "down"
    else:
        return None
    return rising == (card.methodology.ranking(code).order == "descending")


def _slopes(card: Scorecard, code: str, values: Values) -> set[int]:
    """Whether computed scores of ranked units rise (1) or fall (-1) from one figure to the next, within each period and group."""
    scores = card.nodes[code]
    usable = (scores.origin == Origin.COMPUTED) & ~np.isnan(values) & ~scores.missing & card.dataset.ranked
    slopes: set[int] = set()
    tolerance = card.precision.tolerance(code, published=False)
    for partition in card.partitions.values():
        rows = partition[usable[partition]]
        ordered = rows[np.argsort(values[rows], kind="stable")]
        reached = ties_joined(scores.score[ordered], tolerance.at(ordered))
        steps = np.diff(reached)[np.diff(values[ordered]) > 0]
        slopes |= {int(slope) for slope in np.sign(steps[steps != 0])}
    return slopes


def _as_measured(card: Scorecard, header: str) -> Values | None:
    """The numbers under a heading as the table brings or derives them, without those that were filled in."""
    if header in card.dataset.numbers:
        return card.dataset.numbers[header]
    if card.prepared is None or header not in card.prepared.dataset.numbers:
        return None
    values = card.prepared.dataset.numbers[header]
    marks = card.prepared.marks.get(header)
    return values if marks is None else np.where(marks == Mark.IMPUTED, np.nan, values)


def _ratio(edition: Methodology, rule: Ratio, headers: tuple[str, ...], inputs: list[Values]) -> Measure:
    """The ratio itself: without its cap, and none where the denominator is 0."""
    uncapped = rule.model_copy(update={"cap": False, "zero_denominator": "no-score"})
    above, below = (_unit(edition, header) for header in headers)
    if above is None or below is None or above == below:
        above = below = None
    return Measure(uncapped.apply(inputs, {}), headers, above, rule.per, below)


def _unit(edition: Methodology, header: str) -> str | None:
    step = edition.derived.get(header)
    if step is not None:
        return step.unit
    column = edition.columns_by_header.get(header)
    return None if column is None else column.unit
