"""Factor scores: what the parts of a node have in common, by their correlations over the frame."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.aggregations.base import HANDBOOK, OverUnits, Weights, weighing
from dtiscore.methodology.arithmetic import Mask, mean, standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.methodology.components import correlated, eigenvectors, varimax
from dtiscore.said import Said, said

_NOISE = 1e-9
"""The part of their sizes that loadings which sum to 0 may sum to by their rounding."""


class FactorScores(OverUnits):
    """Factor scores: principal components of the children over the frame, as z-scores, turned by varimax if several.

    The score is the sum of a unit's scores on the first ``factors`` components, each counted by the share of all variance
    that it holds; the score on a single one is taken as it is. Components are turned so that their loadings sum to more
    than 0: give the children one direction by their rules. Weights do not count, and may come out negative; a missing
    child counts as the mean, and correlations are those of the units that have every child. Of fewer than three of these,
    or where a child is the same for all of them, there are none: an error, as it is where loadings sum to 0, so that
    nothing tells which end is the better.
    """

    equation = said("sum over factors of (sum of l^2 / n) z R^-1 l, l the loadings; z R^-1 l of a single one")
    source = f"{HANDBOOK}, weights based on principal components or factor analysis"
    weighted = False
    undefined_because = said(
        "its parts have no correlations, as one is the same for all units, or go against each other so that nothing tells which "
        "end is the better"
    )
    fix = said(
        "leave out the part that does not vary, give all parts one direction by their rules, or add units"
    )
    keeps_scale = False
    kind: Literal["factor-scores"] = "factor-scores"
    factors: int = Field(default=1, ge=1)
    """How many components are kept."""

    def unfit(self, children: int) -> tuple[Said, Said] | None:
        if self.factors <= children:
            return None
        message = said("{n} children have at most {n} factors, not {kept}", n=children, kept=self.factors)
        return message, said("lower factors")

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        there = weighing(scores, weights)
        standardised = []
        for values, counted in zip(scores, there, strict=True):
            known = values[counted & among].tolist()
            spread = standard_deviation(known, "sample") if len(known) > 2 else 0.0
            if spread == 0.0:
                return np.full(len(values), np.nan)
            standardised.append(np.where(counted, (values - mean(known)) / spread, 0.0))
        complete = np.logical_and.reduce([*there, among])
        if int(complete.sum()) < 3:
            return np.full(len(scores[0]), np.nan)
        columns = [values[complete].tolist() for values in standardised]
        if any(min(column) == max(column) for column in columns):
            return np.full(len(scores[0]), np.nan)
        factor = self._form(columns)
        if factor is None:
            return np.full(len(scores[0]), np.nan)
        result: Values = np.zeros(len(scores[0]))
        for values, coefficient in zip(standardised, factor.tolist(), strict=True):
            result += coefficient * values
        return result

    def _form(self, columns: list[list[float]]) -> Values | None:
        """What each standardised child is multiplied by; ``None`` where it is chance in which direction."""
        matrix = correlated(columns)
        found, vectors = eigenvectors(matrix)
        spreads = np.sqrt(np.maximum(found[: self.factors], 0.0))
        if self.factors == 1:
            single: Values = vectors[:, 0] / spreads[0]
            return None if _sums_to_0(vectors[:, 0]) else single
        loadings = varimax(vectors[:, : self.factors] * spreads)
        # Turned where they sum to less than 0, as the components themselves are.
        loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
        if any(map(_sums_to_0, loadings.T)):
            return None
        held = (loadings**2).sum(axis=0) / len(matrix)
        several: Values = np.linalg.lstsq(matrix, loadings, rcond=1e-12)[0] @ held
        return several


def _sums_to_0(loadings: Values) -> bool:
    """Whether loadings sum to 0 as nearly as they are known."""
    return bool(abs(loadings.sum()) <= _NOISE * np.abs(loadings).sum())
