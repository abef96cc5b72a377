"""Benefit of the doubt: each unit is weighted as suits it best, and held against the best practice of its frame."""

import math
from collections.abc import Sequence
from types import ModuleType
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.errors import UsageFault
from dtiscore.methodology.aggregations.base import HANDBOOK, OverUnits, Weights, any_negative, weighing
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import ExtendedModel, Values
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Said, said

Preference = Literal["most", "between", "least", "free"]
"""Where a child stands in an order of importance."""


class BenefitOfTheDoubt(ExtendedModel, OverUnits):
    """Benefit of the doubt: the highest share of best practice that any weights give a unit, 1 for the best.

    A linear programme for each unit finds the weights that favour it most, while under the same weights no unit of the
    frame exceeds 1. Left alone it puts all weight on what a unit is best at; ``min_share`` and ``max_share`` hold each
    child between two shares: of the ``contribution`` (weight x score) that the child makes to the unit's own score, or
    of the ``weight`` itself, as ``share_of`` says. A missing child takes no part for its unit, and the shares of the
    others widen in proportion; on the frontier it counts as 0. A negative child is an error; a unit that is 0 on every
    child scores 0, and so does one that is 0 on a child which must contribute.

    With ``direction``, one number for each child that counts in the order of the file, a unit is moved that way, in the
    units of the children, until it reaches best practice after b such steps, and scores 1 / (1 + b): what is hard to
    raise can be given a short step.

    A unit that is not of the frame (of a later year, where the frame is a base year) is held against the frame and itself:
    beyond all of the frame it scores 1, and no more.

    With ``undesirable``, true or false for each child that counts in the order of the file, less of those that say true is
    better, as raw values have it: under weights by which no unit of the frame has more good than harm, a unit is moved
    to best practice by b times itself, what is good up and what is harm down, and scores 1 / (1 + b). ``min_share`` is
    then the least share of each child in the whole of the means of the frame (``share_of: mean``), from which on weights
    of 0 are excluded; units that lack a child set no frontier for those that have it. With ``preference``, a word for each
    child that counts, the one that is ``most`` important has at least the share of every other in that whole, and those
    ``between`` at least the share of the one that is ``least``; ``free`` says no more of a child.
    """

    later: ClassVar[frozenset[str]] = frozenset({"undesirable", "preference"})

    equation = said("max over w of sum of w x, where sum of w x is at most 1 for every unit")
    source = (
        f"{HANDBOOK}, benefit of the doubt; L. Cherchye, W. Moesen, N. Rogge, T. Van Puyenbroeck (2007), "
        "An introduction to 'benefit of the doubt' composite indicators, Social Indicators Research 82; with undesirable "
        "ones A. Zanella, A. Camanho, T. Dias (2015), European Journal of Operational Research 245"
    )
    weighted = False
    undefined_because = said("a part of it is negative, or no weights are within its limits")
    fix = said("move the scale to 0 and above, for example with goalposts or min-max")
    keeps_scale = False
    kind: Literal["benefit-of-the-doubt"] = "benefit-of-the-doubt"
    min_share: float = Field(default=0.0, ge=0, le=1)
    """The least share of each child."""
    max_share: float = Field(default=1.0, gt=0, le=1)
    """The largest share of each child."""
    share_of: Literal["contribution", "weight", "mean"] | None = None
    """Of what ``min_share`` and ``max_share`` are shares; required with them."""
    direction: tuple[float, ...] | None = None
    """One step towards best practice, for each child that counts; without it a unit is raised in proportion to itself."""
    undesirable: tuple[bool, ...] | None = None
    """Whether less is better, for each child that counts."""
    preference: tuple[Preference, ...] | None = None
    """Beside undesirable children: which child counts most, which least, for each child that counts."""

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        bounded = self.min_share > 0 or self.max_share < 1
        if bounded != (self.share_of is not None):
            raise Unfit(
                said("shares are shares of something"),
                said("write share_of: contribution or weight with the bounds"),
            )
        if self.direction is not None and (
            bounded or min(self.direction, default=0) < 0 or not any(self.direction)
        ):
            raise Unfit(
                said("a direction has steps of 0 and above, some of them above 0, and no shares beside it"),
                said("leave out min_share, max_share and share_of, or correct the direction"),
            )
        harmed = self.undesirable is not None
        if harmed and (self.direction is not None or self.max_share < 1 or all(self.undesirable or ())):
            raise Unfit(
                said(
                    "beside undesirable children there is a good one, and neither a direction nor a max_share"
                ),
                said("leave out direction and max_share, or say false for one of them"),
            )
        if (self.share_of == "mean") != (harmed and bounded):
            raise Unfit(
                said("shares of the means are those of an aggregation with undesirable children"),
                said("write share_of: mean there alone"),
            )
        if self.preference is not None and not self._orders(self.preference, harmed=harmed):
            raise Unfit(
                said(
                    "an order of importance is one of children some of which are undesirable: one is most, at most one "
                    "least, and those between stand above one that is least"
                ),
                said("correct preference, or leave it out"),
            )
        if self.min_share > self.max_share:
            raise Unfit(
                said("min_share lies above max_share, so that no weights would do"),
                said("exchange or correct them"),
            )
        return self

    @staticmethod
    def _orders(preference: Sequence[Preference], *, harmed: bool) -> bool:
        """Whether the words of all children make an order."""
        ends = preference.count("most"), preference.count("least")
        return harmed and ends[0] == 1 and ends[1] <= 1 and (ends[1] == 1 or "between" not in preference)

    def unfit(self, children: int) -> tuple[Said, Said] | None:
        if self.undesirable is not None and len(self.undesirable) != children:
            message = said(
                "undesirable says true or false {given} times for {n} children that count",
                given=len(self.undesirable),
                n=children,
            )
            return message, said("write one for each")
        if self.preference is not None and len(self.preference) != children:
            message = said(
                "preference has {given} words for {n} children that count",
                given=len(self.preference),
                n=children,
            )
            return message, said("write one for each")
        if self.direction is not None and len(self.direction) != children:
            given = len(self.direction)
            message = said(
                "its direction has {given} steps for {n} children that count", given=given, n=children
            )
            return message, said("write one for each")
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
        return any_negative(scores)

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        there = weighing(scores, weights).T
        table = np.where(there, np.array(scores).T, 0.0)
        sizes = self._sizes(table)
        if not sizes.any():
            return np.zeros(len(table))
        sizes = np.where(sizes == 0.0, 1.0, sizes)
        table = table / sizes
        optimize = _solver()
        result = np.zeros(len(table))
        for row in range(len(table)):
            peers = table[among] if among[row] else np.vstack([table[among], table[row]])
            if self.undesirable is not None:
                # Whoever lacks a child has no harm there, which would count as the least there is.
                counted = there[among] if among[row] else np.vstack([there[among], there[row]])
                peers = peers[np.all(counted[:, there[row]], axis=1)]
                result[row] = self._harmed(table[row], there[row], peers, optimize)
            elif self.direction is None:
                result[row] = self._best(table[row], there[row], peers, optimize)
            else:
                result[row] = self._moved(
                    table[row], there[row], peers, np.array(self.direction) / sizes, optimize
                )
        return result

    def _sizes(self, table: Values) -> Values:
        """By what each child is divided to be of one size near 1, whatever its scale: a solver's tolerance is absolute.

        No score depends on the units in which a child is measured, but under shares of the weights themselves.
        """
        highest = np.max(table, axis=0, initial=0.0)
        return np.full_like(highest, np.max(highest)) if self.share_of == "weight" else highest

    def _moved(self, own: Values, there: Mask, peers: Values, step: Values, optimize: ModuleType) -> float:
        """1 / (1 + b), b the most steps of one unit within what some mixture of its peers reaches.

        By the dual programme: the least of ``best - w own``, ``best`` the highest ``w x`` of any peer, over the weights of
        which one step is worth 1.
        """
        own, peers, step = own[there], peers[:, there], step[there]
        if not step.any():
            return math.nan
        longest = float(np.max(step))
        solved = optimize.linprog(
            np.append(-own, 1.0),
            A_ub=np.hstack([peers, -np.ones((len(peers), 1))]),
            b_ub=np.zeros(len(peers)),
            A_eq=np.append(step / longest, 0.0)[np.newaxis, :],
            b_eq=[1.0],
            bounds=(0, None),
            method="highs",
        )
        steps = math.nan if solved.fun is None else max(solved.fun, 0.0) / longest
        return float(round(1.0 / (1.0 + steps), 12)) if solved.status == 0 else math.nan

    def _harmed(self, own: Values, there: Mask, peers: Values, optimize: ModuleType) -> float:
        """1 / (1 + b), b the least excess of harm over good in one unit whose whole is 1, no peer having more good than harm."""
        size = np.maximum(np.max(peers, axis=0), np.max(own, initial=0.0) * 1e-9)[there]
        own, peers = own[there] / size, peers[:, there] / size
        sign = np.where(np.array(self.undesirable)[there], 1.0, -1.0)
        means = np.mean(peers, axis=0)
        least = min(1.0, self.min_share * len(there) / len(own))
        shares = least * np.tile(means, (len(own), 1)) - np.diag(means)
        order = self._order(means, np.flatnonzero(there).tolist())
        rows = np.vstack([-sign * peers, *([shares] if self.min_share else []), *order])
        solved = optimize.linprog(
            sign * own,
            A_ub=rows,
            b_ub=np.zeros(len(rows)),
            A_eq=own[np.newaxis, :],
            b_eq=[1.0],
            bounds=(0, None),
            method="highs",
        )
        return float(round(1.0 / (1.0 + max(solved.fun, 0.0)), 12)) if solved.status == 0 else math.nan

    def _order(self, means: Values, children: Sequence[int]) -> list[Values]:
        """The order of importance of the children of a unit as rows of a programme: each times the weights is at most 0."""
        words = [] if self.preference is None else [self.preference[child] for child in children]
        above = [
            (a, b) for a, word in enumerate(words) if word == "most" for b in range(len(words)) if b != a
        ]
        above += [
            (a, b)
            for a, word in enumerate(words)
            if word == "between"
            for b, other in enumerate(words)
            if other == "least"
        ]
        rows = []
        for a, b in above:
            row = np.zeros(len(means))
            row[a], row[b] = -means[a], means[b]
            rows.append(row)
        return rows

    def _best(self, own: Values, there: Mask, peers: Values, optimize: ModuleType) -> float:
        """The optimum of one unit: its scores, the children it has, and the scores of its frame."""
        if not own.any():
            return 0.0
        size = float(np.max(own))  # of a unit that is small in everything, too
        own, peers = own[there] / size, peers[:, there]
        bounds = self._share_bounds(own, len(there))
        limits = np.concatenate([np.ones(len(peers)), np.zeros(len(bounds))])
        solved = optimize.linprog(
            -own, A_ub=np.vstack([peers, bounds]), b_ub=limits, bounds=(0, None), method="highs"
        )
        # The vertex is exact but for the noise of some divisions, without which the best units score 1 and tie.
        return float(round(-solved.fun * size, 12)) + 0.0 if solved.status == 0 else math.nan

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
