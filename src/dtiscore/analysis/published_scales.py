"""Published scores that stand on another scale than those computed, as 0 to 1 beside 0 to 100: they differ in every unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dtiscore.analysis.expected_table import Expected, ExpectedTable, rows_meant
from dtiscore.errors import Place, Problem
from dtiscore.said import said, some_of
from dtiscore.scoring.scorecard import Scorecard

_FEWEST = 3
"""Units below which a common factor may be chance."""
_APART = 3.0
"""How many times as large scores on another scale are at the least."""
_ALIKE = 2.0
"""How far the factor of a unit may be from that of the middle one, as wrong weights leave it."""
_NEAR = 1.5
"""How far the factor may be from a power of ten, which is what the scale is apart by."""
_MANY = 5
"""How many nodes a message names."""


def published_scales(card: Scorecard, expected: ExpectedTable, codes: Iterable[str]) -> list[Problem]:
    """A warning for those of the nodes whose published scores are all about as many times those computed, for each power of ten."""
    meant = [(entry, row) for entry, rows in rows_meant(card, expected) for row in rows]
    found: dict[int, dict[str, float]] = {}
    for code in codes:
        if (factor := _factor(card, meant, code)) is not None:
            found.setdefault(round(math.log10(factor)), {})[code] = factor
    return [_apart(card, expected.source, factors) for factors in found.values()]


def _factor(card: Scorecard, meant: Sequence[tuple[Expected, int]], code: str) -> float | None:
    """How many times the computed scores of a node the published ones are; ``None`` where that is about once, or no common factor."""
    computed = card.nodes[code].published
    pairs = [(score, float(computed[row])) for entry, row in meant if (score := entry.scores.get(code))]
    factors = np.array([score / own for score, own in pairs if own and own == own])
    if len(factors) < _FEWEST or (factors <= 0).any():
        return None
    middle = float(np.median(factors))
    are_alike = bool(np.all((factors * _ALIKE > middle) & (factors < middle * _ALIKE)))
    return middle if are_alike and not 1 / _APART < middle < _APART else None


def _apart(card: Scorecard, source: str, factors: Mapping[str, float]) -> Problem:
    edition, factor = card.methodology, float(np.median([*factors.values()]))
    message = said(
        "the published scores ({nodes}) are about {factor} times those computed",
        nodes=some_of([edition.node_or_view(code).spoken_name for code in factors], _MANY),
        factor=f"{float(f'{factor:.2g}'):g}",
    )
    fix = said("give both on one scale")
    power = round(math.log10(factor))
    if edition.index.maximum is None and 1 / _NEAR < factor / 10.0**power < _NEAR:
        fix = said(
            "if scores are meant to be so, write scale: {scale} in the weighting file",
            scale=f"{edition.scale * 10.0**power:g}",
        )
    return Problem("scales-apart", message, Place(source), fix=fix, severity="warning")
