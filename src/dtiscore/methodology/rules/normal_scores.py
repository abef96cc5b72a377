"""Ranks laid over the normal distribution."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal

from dtiscore.methodology.arithmetic import each
from dtiscore.methodology.base import Values
from dtiscore.methodology.rules.base import Fitted
from dtiscore.methodology.rules.ranks import RankedRule, Ties
from dtiscore.said import said

_OFFSETS = {"van-der-waerden": 0.0, "blom": 0.375, "tukey": 1.0 / 3.0, "hazen": 0.5}


class NormalScore(RankedRule):
    """The normal score: the quantile of the standard normal distribution at which the rank of a unit stands.

    Ranks are laid over the distribution as ``positions`` says: van der Waerden's rank / (n + 1), Blom's, Tukey's, or the
    middle of each n-th part (Hazen). Units of the same value share the mean of their ranks unless ``ties`` says otherwise.
    """

    gives = "score"
    equation = said(
        "inverse normal of (rank - a) / (n + 1 - 2 a), a = 0, 3/8, 1/3 or 1/2; rank 1 is the worst"
    )
    source = (
        "B. L. van der Waerden (1952), Order tests for the two-sample problem, Indagationes Mathematicae 14; "
        "G. Blom (1958), Statistical Estimates and Transformed Beta-Variables; Scottish Index of Multiple Deprivation"
    )
    kind: Literal["normal-score"] = "normal-score"
    positions: Literal["van-der-waerden", "blom", "tukey", "hazen"] = "van-der-waerden"
    """Where between 0 and 1 a rank stands: a is 0, 3/8, 1/3 or 1/2."""
    ties: Ties = "average"
    """Which of the ranks that units of the same value take up they share: the lowest, the highest or the mean."""

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        places = self.places(inputs[0], fitted)
        offset = _OFFSETS[self.positions]
        shares = (places.ranks(self.ties) - offset) / (places.count + 1.0 - 2.0 * offset)
        return each(NormalDist().inv_cdf, shares)
