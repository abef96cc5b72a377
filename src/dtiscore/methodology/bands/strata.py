"""Bands that hold like with like: limits by the cumulative root of frequencies."""

from itertools import accumulate
from math import sqrt
from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.bands.base import Bands
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import Tolerance, greatest_equal, least_equal, ties_joined


class DaleniusHodgesBands(Bands):
    """Groups 1 to ``count`` from the lowest, whose units differ as little as can be, by the rule of Dalenius and Hodges.

    The range of the scores is parted into ``classes`` of equal width, and the square roots of the numbers of units in
    them are summed from the lowest. Each group is to hold an equal share of the whole sum; since classes stay whole,
    ``limits`` says which of them ends it:

    - ``nearest``: the class at which the sum is nearest to the shares of the groups so far, the lower of two. A score at
      a limit belongs to the group below it, and a score where two classes meet to the lower class.
    - ``balanced``: the one with which a group, counted from the end of the group before, stays below its share, or the
      one after it. Of all these limits those count under which the squares of what the groups' sums miss their share by
      have the least sum, the lower where two do. A score at a limit belongs to the group above it, and one where two
      classes meet to the upper class. So does the R package stratification, and with it Mexico's index of
      marginalisation of 2020; as there, empty classes at the start of a group are not counted when its end is sought.
      Where no such limits leave every group a class, they are the nearest ones.

    Where all scores are the same, all are in group 1.

    Source: T. Dalenius, J. L. Hodges (1959), Minimum variance stratification, Journal of the American Statistical
    Association 54; S. Baillargeon, L.-P. Rivest (2011), The construction of stratified designs in R with the package
    stratification, Survey Methodology 37; grades of marginalisation (CONAPO).
    """

    kind: Literal["dalenius-hodges"] = "dalenius-hodges"
    on: Literal["published", "full"] = "full"
    """Whether groups are told by the published decimals, or by scores in full precision."""
    count: int = Field(ge=2, le=100)
    """How many groups there are."""
    classes: int | None = Field(default=None, ge=2, le=10_000)
    """How many classes of equal width; ten for each group, or as many as there are units if these are fewer, unless given."""
    limits: Literal["nearest", "balanced"] = "nearest"
    """Which class ends a group: that with the sum nearest to its share, or those that make the groups' sums most alike."""

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        distances = None if tolerance is None else tolerance.each(len(values))
        values = ties_joined(values, tolerance)
        ends = self._ends(values[~np.isnan(values)])
        least, greatest = least_equal(values, distances), greatest_equal(values, distances)
        limits = self._balanced(ends, greatest) if self.limits == "balanced" else None
        groups = (
            np.searchsorted(self._nearest(ends, least), least, side="left")
            if limits is None
            else np.searchsorted(limits, greatest, side="right")
        )
        return [
            None if value != value else str(group + 1)
            for value, group in zip(values.tolist(), groups.tolist(), strict=True)
        ]

    def _ends(self, known: Values) -> list[float]:
        """The upper end of each class; of scores that are all the same there is one class, and of none no class."""
        if not len(known) or known.min() == known.max():
            return [float(value) for value in known[:1]]
        low, high = float(known.min()), float(known.max())
        classes = self.classes or min(10 * self.count, len(known))
        return [low + (high - low) * (place / classes) for place in range(1, classes)] + [high]

    def _nearest(self, ends: list[float], least: Values) -> list[float]:
        """The upper limit of each group but the last, which belongs to it, given the least that each score equals."""
        if len(ends) < 2:
            return ends * (self.count - 1)
        summed = _summed_roots(least, ends, "right")
        wanted = [summed[-1] * part / self.count for part in range(1, self.count)]
        # A last bit of a sum decides nothing: of two that are as near it is the lower.
        return [
            ends[min(range(len(ends)), key=lambda at: round(abs(summed[at] - want), 9))] for want in wanted
        ]

    def _balanced(self, ends: list[float], greatest: Values) -> list[float] | None:
        """The upper limit of each group but the last, which belongs to the next, given the most that each score equals."""
        if len(ends) < 2:
            return None
        balanced = balanced_ends(_summed_roots(greatest, ends, "left"), self.count)
        return None if balanced is None else [ends[place - 1] for place in balanced]


def _summed_roots(values: Values, ends: list[float], meeting: Literal["left", "right"]) -> list[float]:
    """The roots of the numbers of scores in each class, summed from the lowest; the last class has all that is left."""
    known = np.sort(values[~np.isnan(values)])
    through = [*np.searchsorted(known, ends[:-1], side=meeting).tolist(), len(known)]
    counts = [after - before for before, after in zip([0, *through], through, strict=False)]
    return list(accumulate(map(sqrt, counts)))


Choice = tuple[float, tuple[int, ...]]
"""How far the sums of the groups so far are from equal, as a sum of squares, and how many classes end with each."""


def balanced_ends(summed: list[float], count: int) -> tuple[int, ...] | None:
    """How many classes there are up to the end of each group but the last, so that the groups' sums are most alike.

    Args:
        summed: the sums of the roots up to the end of each class.
        count: how many groups there are.

    Returns:
        Of choices that are alike the one with the lower ends; None where no choice leaves every group a class.
    """
    sums, share = [0.0, *summed], summed[-1] / count
    found: dict[int, Choice] = {0: (0.0, ())}  # the best by where it ends: what follows depends on that alone
    for _ in range(count - 1):
        further: dict[int, Choice] = {}
        for start, (apart, ends) in found.items():
            within = sum(0.0 < each - sums[start] < share for each in sums)
            for end in (start + within, start + within + 1):
                if start < end < len(summed):
                    option = (apart + (sums[end] - sums[start] - share) ** 2, (*ends, end))
                    further[end] = min(option, further.get(end, option), key=_rounded)
        found = further
    whole = [(apart + (sums[-1] - sums[start] - share) ** 2, ends) for start, (apart, ends) in found.items()]
    return min(whole, key=_rounded)[1] if whole else None


def _rounded(choice: Choice) -> Choice:
    """A choice to compare by: a last bit of its sum decides nothing."""
    return round(choice[0], 9), choice[1]
