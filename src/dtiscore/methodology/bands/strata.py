"""Bands that hold like with like: limits by the cumulative root of frequencies."""

from itertools import accumulate
from math import sqrt
from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.bands.base import Bands
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import Tolerance, least_equal, ties_joined


class DaleniusHodgesBands(Bands):
    """Groups 1 to ``count`` from the lowest, whose units differ as little as can be, by the rule of Dalenius and Hodges.

    The range of the scores is parted into ``classes`` of equal width, and the square roots of the numbers of units in
    them are summed from the lowest: a group ends with the class at which that sum is nearest to its share of the whole,
    the lower of two. A score at a limit belongs to the group below it. Where all scores are the same, all are in group 1.

    Source: T. Dalenius, J. L. Hodges (1959), Minimum variance stratification, Journal of the American Statistical
    Association 54; grades of marginalisation (CONAPO).
    """

    kind: Literal["dalenius-hodges"] = "dalenius-hodges"
    on: Literal["published", "full"] = "full"
    """Whether groups are told by the published decimals, or by scores in full precision."""
    count: int = Field(ge=2, le=100)
    """How many groups there are."""
    classes: int | None = Field(default=None, ge=2, le=10_000)
    """How many classes of equal width; ten for each group, or as many as there are units if these are fewer, unless given."""

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        distances = None if tolerance is None else tolerance.each(len(values))
        values = ties_joined(values, tolerance)
        known = np.sort(values[~np.isnan(values)])
        limits = self._limits(known) if len(known) else []
        groups = np.searchsorted(limits, least_equal(values, distances), side="left") + 1
        return [
            None if value != value else str(group)
            for value, group in zip(values.tolist(), groups.tolist(), strict=True)
        ]

    def _limits(self, known: Values) -> list[float]:
        """The upper limit of each group but the last, given the scores in order."""
        low, high = float(known[0]), float(known[-1])
        if low == high:
            return [high] * (self.count - 1)
        classes = self.classes or min(10 * self.count, len(known))
        ends = [low + (high - low) * (place / classes) for place in range(1, classes)] + [high]
        through = np.searchsorted(known, ends, side="right").tolist()
        counts = [after - before for before, after in zip([0, *through], through, strict=False)]
        summed = list(accumulate(map(sqrt, counts)))
        wanted = [summed[-1] * part / self.count for part in range(1, self.count)]
        return [ends[min(range(classes), key=lambda at: abs(summed[at] - want))] for want in wanted]
