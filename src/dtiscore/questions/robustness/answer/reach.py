"""How far one unit can rise or fall among others: the weights under which the fewest, or the most, stand above it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dtiscore.analysis.mixed_programmes import mixed_programmes
from dtiscore.methodology import Values
from dtiscore.said import said
from dtiscore.tables.table import Rows

Way = Literal["best", "worst"]
"""Whether a unit is to stand as high as it can, or as low."""
EQUAL = 1e-6
"""The distance within which scores count as equal, in units of the greatest distance in any indicator."""

_SCALE = 1000.0
"""The programme counts distances in thousandths of the greatest, so that EQUAL lies well above its own tolerance."""

_FOUND = said("the best and worst attainable ranks")
"""What is found, for the message where there is no solver."""
_PAIRS = 5
"""How many pairs for each unit a solver is told of that cannot stand on the same side: more take longer than they save."""
_MOST_PAIRED = 1000
"""Of more units no pairs are looked for, as that takes a table of all of them with all."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one unit can rise or fall."""

    rank: int
    """A rank that some weights give."""
    bound: int
    """No weights give a better (or worse) rank than this; equal to ``rank`` where the search was completed."""


@dataclass(frozen=True)
class ShareBounds:
    """Between which bounds the share of each part lies; together they are 1."""

    low: Values
    high: Values

    @classmethod
    def unlimited(cls, parts: int) -> ShareBounds:
        """Any shares at all."""
        return cls(np.zeros(parts), np.ones(parts))

    def most(self, lead: Values) -> Values:
        """For each row of numbers by part the greatest mean that these shares can give it.

        What is free goes to the part with the greatest number as far as its bound admits, then to the next one.
        """
        order = np.argsort(-lead, axis=1, kind="stable")
        rising = np.take_along_axis(lead, order, axis=1)
        room = (self.high - self.low)[order]
        free = 1.0 - float(self.low.sum())
        taken = np.minimum(room, np.maximum(free - (np.cumsum(room, axis=1) - room), 0.0))
        return np.asarray((self.low[order] * rising).sum(axis=1) + (taken * rising).sum(axis=1))

    def least(self, lead: Values) -> Values:
        """The smallest mean that these shares can give each row."""
        return -self.most(-lead)

    def kept(self, shares: Values) -> Values:
        """Shares of a programme, which keeps its bounds but for its own tolerance, within them and of 1."""
        inside = np.clip(shares, self.low, self.high)
        rest = 1.0 - float(inside.sum())
        room = self.high - inside if rest > 0 else inside - self.low
        total = float(room.sum())
        return inside if total <= 0.0 else np.asarray(inside + rest * room / total)


def reach(others: Values, limits: ShareBounds, way: Way, branches: int) -> Reach:
    """The fewest or the most units that can stand above one; ``others`` are their scores less its own, units by parts."""
    widest = float(np.abs(others).max())
    if widest == 0.0:
        return Reach(1, 1)
    lead = others / widest
    always = limits.least(lead) > EQUAL
    open_ = ~always & (limits.most(lead) > EQUAL)
    certain = int(always.sum())
    if not open_.any():
        return Reach(1 + certain, 1 + certain)
    undecided = lead[open_]
    weights, bound = _all_on_one_side(undecided, limits, way) or _solved(undecided, limits, way, branches)
    reached = certain + int((_weighted(undecided, weights) > EQUAL * 1.5).sum())
    proved = certain + bound
    return Reach(1 + reached, 1 + (min(proved, reached) if way == "best" else max(proved, reached)))


def _weighted(lead: Values, weights: Values) -> Values:
    """How far other units are ahead under some weights, added up part by part."""
    ahead = np.zeros(len(lead))
    for column, weight in zip(lead.T, weights.tolist(), strict=True):
        ahead = ahead + column * weight
    return ahead


def _all_on_one_side(lead: Values, limits: ShareBounds, way: Way) -> tuple[Values, int] | None:
    """Weights that put none of the units above, or all of them, and how many that is; ``None`` where there are none.

    That takes no variables of 0 or 1, and so a fraction of the time. Among many parts most units can stand first and last.
    """
    milp, constraint, bounds = mixed_programmes(_FOUND)
    units, parts = lead.shape
    least, most = (-np.inf, EQUAL * _SCALE) if way == "best" else (2 * EQUAL * _SCALE, np.inf)
    result = milp(
        np.zeros(parts),
        constraints=[constraint(lead * _SCALE, least, most), constraint(np.ones((1, parts)), 1.0, 1.0)],
        bounds=bounds(limits.low, limits.high),
        options={"presolve": False},  # which takes longer than it saves
    )
    return (limits.kept(result.x), 0 if way == "best" else units) if result.success else None


def _solved(lead: Values, limits: ShareBounds, way: Way, branches: int) -> tuple[Values, int]:
    """The weights that put the fewest (most) units above, and how many at least (at most) there must be."""
    milp, constraint, bounds = mixed_programmes(_FOUND)
    units, parts = lead.shape
    if way == "best":
        # lead · w <= EQUAL + z (most lead - EQUAL): a unit with z = 0 does not stand above.
        slack = limits.most(lead) - EQUAL
        rows = np.hstack([lead, -np.diag(slack)]) * _SCALE
        orders = constraint(rows, -np.inf, EQUAL * _SCALE)
        pairs, at_least, at_most = _pairs(lead, 2 * EQUAL), 1.0, np.inf
        sign = 1.0
    else:
        # lead · w >= least lead + z (2 EQUAL - least lead): a unit with z = 1 does stand above.
        low = limits.least(lead)
        rows = np.hstack([lead, -np.diag(2 * EQUAL - low)]) * _SCALE
        orders = constraint(rows, low * _SCALE, np.inf)
        pairs, at_least, at_most = _pairs(-lead, -EQUAL), -np.inf, 1.0
        sign = -1.0
    whole = constraint(np.hstack([np.ones(parts), np.zeros(units)])[np.newaxis, :], 1.0, 1.0)
    apart = [constraint(_chosen(pairs, parts, units), at_least, at_most)] if len(pairs) else []
    result = milp(
        np.hstack([np.zeros(parts), np.full(units, sign)]),
        constraints=[orders, whole, *apart],
        integrality=np.hstack([np.zeros(parts), np.ones(units)]),
        bounds=bounds(np.hstack([limits.low, np.zeros(units)]), np.hstack([limits.high, np.ones(units)])),
        # Presolving finds nothing to leave out, and takes a quarter of the time.
        options={"node_limit": branches, "presolve": False},
    )
    middle = limits.low + (limits.high - limits.low) / parts
    weights = limits.kept(middle if result.x is None else result.x[:parts])
    proved = result.mip_dual_bound
    if proved is None or not math.isfinite(proved):
        return weights, 0 if way == "best" else units
    return weights, math.ceil(proved - 1e-6) if way == "best" else math.floor(-proved + 1e-6)


def _pairs(lead: Values, limit: float) -> Rows:
    """Pairs of units of which some mean exceeds a limit in every part: no shares leave both of them below it.

    A solver that knows them is spared most branches: relaxed, its rows let half of each stand on either side. Of many
    pairs those come of which the most means do so.
    """
    units = len(lead)
    if units > _MOST_PAIRED:
        return np.empty((0, 2), np.intp)
    first, second = np.triu_indices(units, 1)
    low, high = np.zeros(len(first)), np.ones(len(first))
    for part in lead.T:
        # From which share of the first unit on, or up to which, the mean exceeds the limit.
        more, lacking = part[first] - part[second], limit - part[second]
        share = lacking / np.where(more, more, 1.0)
        low = np.where(more > 0, np.maximum(low, share), low)
        high = np.where(more < 0, np.minimum(high, share), high)
        high[(more == 0) & (lacking >= 0)] = -1.0
        # Parts only narrow it, so that a pair without a mean left (not by rounding alone) is looked at no further.
        left = high - low > 1e-9
        first, second, low, high = first[left], second[left], low[left], high[left]
    pairs = np.column_stack([first, second])
    widest = np.argsort(low - high, kind="stable")
    return pairs[widest[: _PAIRS * units]]


def _chosen(pairs: Rows, parts: int, units: int) -> Values:
    """The two variables of each pair, as rows of a programme."""
    rows = np.zeros((len(pairs), parts + units))
    np.put_along_axis(rows, parts + pairs, 1.0, axis=1)
    return rows
