"""Distances to an ideal: how far a unit is from the best that any unit reaches in each part, and from the worst."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.aggregations.base import OverUnits, Weights, weight_table
from dtiscore.methodology.arithmetic import Mask, mean, present, standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.said import said


class Topsis(OverUnits):
    """TOPSIS: how much nearer a unit is to the ideal than to its opposite, from 0 to 1.

    The ideal has the highest score that any unit of the frame reaches in each child, its opposite the lowest one. The
    children are first divided by the length of their column over the frame (``normalisation: vector``), or taken as
    they are (``none``), then weighted. The direction is settled by the rules below: where less is better, so that what
    is higher is better. A missing child takes no part for its unit. Where all units are the same in every child there
    is no ideal: an error.
    """

    equation = said("d- / (d+ + d-), d+ and d- the lengths of w (x - max) and w (x - min) over the children")
    source = (
        "C. L. Hwang, K. Yoon (1981), Multiple Attribute Decision Making: Methods and Applications, Springer"
    )
    undefined_because = said(
        "every unit is the same in each of its parts, so that none is nearer to the ideal"
    )
    fix = said("leave out what does not differ, or aggregate by a mean")
    keeps_scale = False
    kind: Literal["topsis"] = "topsis"
    normalisation: Literal["vector", "none"] = "vector"
    """Whether the children are divided by the length of their column first."""

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        best, worst = np.zeros(len(scores[0])), np.zeros(len(scores[0]))
        for score, weight in zip(scores, weight_table(scores, weights), strict=True):
            known = present(score[among & (weight > 0)])
            size = (
                math.sqrt(math.fsum(value * value for value in known))
                if self.normalisation == "vector"
                else 1.0
            )
            if known and size:
                best += (weight / total / size * (score - max(known))) ** 2
                worst += (weight / total / size * (score - min(known))) ** 2
        to_best, to_worst = np.sqrt(best), np.sqrt(worst)
        whole = to_best + to_worst
        result: Values = to_worst / np.where(whole > 0, whole, np.nan)
        return result


class Wroclaw(OverUnits):
    """The taxonomic measure of development of the Wrocław school: the distance to the ideal, 0 for the ideal itself.

    The ideal has the highest score of the frame in each child, and distances are held against their own mean and standard
    deviation (sample) over the frame: few units exceed 1. Low is good: write ``rank: {order: ascending}`` and ``order:
    descending`` at the parts, or turn it round with ``then``; otherwise it is refused. Weights multiply squared
    differences; equal ones, as the authors have them, count 1 each. The children are comparable
    already, by their rules; a missing child takes no part for its unit. A frame of one unit, or of units that are all
    the same, has nothing to hold distances against: an error.
    """

    equation = said("D / (mean of D + 2 sd of D), D = sqrt(sum of (x - max)^2) over the children")
    source = (
        "Z. Hellwig (1968), Zastosowanie metody taksonomicznej do typologicznego podziału krajów, Przegląd Statystyczny "
        "15(4); in the form of UNESCO (1974)"
    )
    undefined_because = said("the distances of the units to the ideal do not differ from 0")
    fix = said("leave out what does not differ, or aggregate by a mean")
    keeps_scale = False
    low_is_good = True
    kind: Literal["wroclaw"] = "wroclaw"

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        squares = np.zeros(len(scores[0]))
        table = weight_table(scores, weights)
        count = len(table)
        for score, weight in zip(scores, table, strict=True):
            known = present(score[among & (weight > 0)])
            if known:
                squares += weight / total * count * (score - max(known)) ** 2
        distances = np.sqrt(squares)
        within = distances[among].tolist()
        limit = mean(within) + 2.0 * standard_deviation(within, "sample") if len(within) > 1 else 0.0
        if limit == 0.0:
            return np.full(len(distances), np.nan)
        result: Values = distances / limit
        return result
