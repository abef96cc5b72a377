"""How far two groups of units lie apart, measured in the spread within them."""

from __future__ import annotations

import math
from typing import Literal

from dtiscore.methodology.arithmetic import mean, standard_deviation

Outcome = Literal["measured", "apart", "constant", "too-few"]
"""``measured``: there is an effect size. ``apart``: neither group has any spread and they differ, so that no number is
large enough. ``constant``: all units of both hold one and the same value. ``too-few``: a group is empty, or both hold
fewer than four units together, from which no spread can be told."""


def hedges_g(first: list[float], second: list[float]) -> tuple[float | None, Outcome]:
    """Hedges' g: the difference of two means in pooled standard deviations, corrected for small groups.

    d = (m1 - m2) / s with s^2 = ((n1 - 1) s1^2 + (n2 - 1) s2^2) / (n1 + n2 - 2) is Cohen's d with the pooled sample
    standard deviation; g = d (1 - 3 / (4 (n1 + n2 - 2) - 1)). Source: Hedges (1981), Distribution theory for Glass's
    estimator of effect size; Borenstein et al. (2009), Introduction to Meta-Analysis, 4.18 to 4.22.

    Returns:
        g, positive where the first group has the higher mean, and ``measured``; or ``None`` and why there is none.
    """
    freedom = len(first) + len(second) - 2
    if not first or not second or freedom < 2:
        return None, "too-few"
    if min(first) == max(first) and min(second) == max(second):
        return None, "constant" if first[0] == second[0] else "apart"
    squares = math.fsum(
        (len(group) - 1) * standard_deviation(group, "sample") ** 2 for group in (first, second)
    )
    spread = math.sqrt(squares / freedom)
    if spread == 0.0:  # values so close together that their squares vanish
        return None, "apart"
    return (mean(first) - mean(second)) / spread * (1 - 3 / (4 * freedom - 1)), "measured"
