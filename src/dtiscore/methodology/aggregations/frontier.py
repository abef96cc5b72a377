"""Benefit of the doubt: each unit is weighted as suits it best, and held against the best practice of its frame."""

from collections.abc import Sequence
from types import ModuleType
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.errors import UsageFault
from dtiscore.methodology.aggregations.base import HANDBOOK, OverUnits, Weights, weighing
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Said, said


class BenefitOfTheDoubt(OverUnits):
    """Benefit of the doubt: the highest share of best practice that any weights give a unit, 1 for the best.

    A linear programme for each unit finds the weights that favour it most, while under the same weights no unit of the
    frame exceeds 1. Left alone it puts all weight on what a unit is best at; ``min_share`` and ``max_share`` hold each
    child between two shares: of the ``contribution`` (weight x score) that the child makes to the unit's own score, or
    of the ``weight`` itself, as ``share_of`` says. A missing child takes no part for its unit, and the shares of the
    others widen in proportion; on the frontier it counts as 0. A negative child is an error; a unit that is 0 on every
    child scores 0, and so does one that is 0 on a child which must contribute.
    """

    equation = said("max over w of sum of w x, where sum of w x is at most 1 for every unit")
    source = (
        f"{HANDBOOK}, benefit of the doubt; L. Cherchye, W. Moesen, N. Rogge, T. Van Puyenbroeck (2007), "
        "An introduction to 'benefit of the doubt' composite indicators, Social Indicators Research 82"
    )
    weighted = False
    undefined_because = said("a part of it is negative")
    fix = said("move the scale to 0 and above, for example with goalposts or min-max")
    keeps_scale = False
    kind: Literal["benefit-of-the-doubt"] = "benefit-of-the-doubt"
    min_share: float = Field(default=0.0, ge=0, le=1)
    """The least share of each child."""
    max_share: float = Field(default=1.0, gt=0, le=1)
    """The largest share of each child."""
    share_of: Literal["contribution", "weight"] | None = None
    """Of what ``min_share`` and ``max_share`` are shares; required with them."""

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        bounded = self.min_share > 0 or self.max_share < 1
        if bounded != (self.share_of is not None):
            raise Unfit(
                said("shares are shares of something"),
                said("write share_of: contribution or weight with the bounds"),
            )
        if self.min_share > self.max_share:
            raise Unfit(
                said("min_share lies above max_share, so that no weights would do"),
                said("exchange or correct them"),
            )
        return self

    def unfit(self, children: int) -> tuple[Said, Said] | None:
        if self.min_share * children > 1 + 1e-12:
            message = said(
                "{n} children of at least {share:g} each exceed 1", n=children, share=self.min_share
            )
            return message, said("lower min_share")
        if self.max_share * children < 1 - 1e-12:
            message = said(
                "{n} children of at most {share:g} each do not reach 1", n=children, share=self.max_share
            )
            return message, said("raise max_share")
        return None

    def undefined(self, scores: Sequence[Values]) -> Mask:
        result: Mask = np.min(np.array(scores), axis=0) < 0
        return result

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        there = weighing(scores, weights).T
        table = np.where(there, np.array(scores).T, 0.0)
        # Of one size near 1, whatever the scale: a solver's tolerance is absolute.
        largest = float(np.max(table, initial=0.0))
        if largest == 0.0:
            return np.zeros(len(table))
        table = table / largest
        optimize = _solver()
        result = np.zeros(len(table))
        for row in range(len(table)):
            peers = table[among] if among[row] else np.vstack([table[among], table[row]])
            result[row] = self._best(table[row], there[row], peers, optimize)
        return result

    def _best(self, own: Values, there: Mask, peers: Values, optimize: ModuleType) -> float:
        """The optimum of one unit: its scores, the children it has, and the scores of its frame."""
        if not own.any():
            return 0.0
        own, peers = own[there], peers[:, there]
        bounds = self._share_bounds(own, len(there))
        limits = np.concatenate([np.ones(len(peers)), np.zeros(len(bounds))])
        solved = optimize.linprog(
            -own, A_ub=np.vstack([peers, bounds]), b_ub=limits, bounds=(0, None), method="highs"
        )
        # Rounded where the solver's tolerance ends, so that the best units score 1 and tie.
        return float(round(-solved.fun, 9)) + 0.0 if solved.status == 0 else float("nan")

    def _share_bounds(self, own: Values, children: int) -> Values:
        """The bounds on shares as rows of a programme: each times the weights is at most 0."""
        size = np.eye(len(own))
        if self.share_of is None:
            return size[:0]
        whole = np.ones((len(own), len(own)))
        if self.share_of == "contribution":
            size, whole = size * own, whole * own
        wider = children / len(own)
        low, high = min(1.0, self.min_share * wider), min(1.0, self.max_share * wider)
        return np.vstack([low * whole - size, size - high * whole])


def _solver() -> ModuleType:
    try:
        from scipy import optimize  # type: ignore[import-untyped]  # scipy ships no types
    except ImportError as error:
        message = said(
            "benefit-of-the-doubt solves linear programmes, for which scipy is needed and not installed"
        )
        raise UsageFault(message, said("install it: pip install 'dtiscore[stats]'")) from error
    result: ModuleType = optimize
    return result
