"""Rules by rank among the units of the frame: ranks, shares and percentiles made of them, bands of percentiles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator, model_validator

from dtiscore.methodology import equality
from dtiscore.methodology.arithmetic import Mask, present
from dtiscore.methodology.base import ExtendedModel, Model, Values
from dtiscore.methodology.rules.base import Direction, Fitted, OutcomeRule, Rule, RuleFault, ZeroRange
from dtiscore.methodology.rules.scaling import HANDBOOK
from dtiscore.methodology.unfit import Unfit, require_percentiles
from dtiscore.said import said

RANKS = f"{HANDBOOK}, ranking of indicators across units"

Ties = Literal["min", "max", "average"]
"""Which rank units of the same value share: the lowest of the ranks that they take up, the highest, or the mean."""


@dataclass(frozen=True, slots=True)
class Ascending:
    """Where values stand among those of a frame, counted from the lowest.

    A value that the frame does not have stands with the next higher one that it has, or with the highest.
    """

    below: Values
    """How many values of the frame are lower; NaN for a missing value."""
    level: Values
    """How many are the same, at least 1."""
    count: int
    """How many values the frame has."""

    def ranks(self, ties: Ties) -> Values:
        """The rank of every value; rank 1 is the lowest value."""
        lowest: Values = self.below + 1.0
        highest: Values = self.below + self.level
        result: Values = {"min": lowest, "max": highest, "average": (lowest + highest) / 2.0}[ties]
        return result


class RankedRule(Rule):
    """A rule that looks at nothing but a value's place among the values of the frame, which its fit keeps, in order.

    A unit from outside the frame takes the place of the next better value in the frame, or of the best.
    """

    direction: Direction = "up"
    """Whether more is better (up) or less (down), in the indicator's own units."""

    @property
    def compares(self) -> bool:
        return True

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def needs_all_units(self) -> bool:
        return True

    def fit(
        self, values: Values, units: Sequence[str] = (), distances: Values | None = None
    ) -> Fitted | ZeroRange:
        tolerance = None if distances is None else equality.Tolerance.from_distances(distances)
        return {"values": tuple(sorted(present(equality.ties_joined(self.upward(values), tolerance))))}

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        known = np.array(fitted["values"], dtype=np.float64)
        level = known[self._next_better(known, equality.least_equal(self.upward(inputs[0]), distances[0]))]
        return self.apply([np.where(np.isnan(inputs[0]), np.nan, self.upward(level))], fitted)

    @staticmethod
    def _next_better(known: Values, values: Values) -> NDArray[np.intp]:
        return np.minimum(np.searchsorted(known, values, side="left"), len(known) - 1)

    def upward(self, values: Values) -> Values:
        """The values, turned round when less is better, so that the highest is the best."""
        return -values + 0.0 if self.direction == "down" else values  # + 0.0 turns -0.0 into 0.0

    def places(self, values: Values, fitted: Fitted) -> Ascending:
        """Where values stand among those of the frame; rank 1 is the worst."""
        known = np.array(fitted["values"], dtype=np.float64)
        turned = self.upward(values)
        missing = np.isnan(turned)
        level = known[self._next_better(known, equality.least_equal(turned))]
        below = np.searchsorted(known, level, side="left")
        through = np.searchsorted(known, level, side="right")
        return Ascending(np.where(missing, np.nan, below), (through - below).astype(np.float64), len(known))


class Rank(RankedRule):
    """The rank among the units of the frame, from 1 for the worst to their number for the best.

    Where less is better the values are turned round before they are ranked, so that ``ties: min`` gives units of the
    same value the lowest of their ranks in either direction.
    """

    gives = "score"
    equation = said("rank of x in ascending order (descending when less is better); the best has the highest")
    source = RANKS
    kind: Literal["rank"] = "rank"
    ties: Ties = "min"
    """Which of the ranks that units of the same value take up they share: the lowest, the highest or the mean."""

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return self.places(inputs[0], fitted).ranks(self.ties)


class Borda(RankedRule):
    """Borda points: how many units of the frame a unit leaves behind.

    Of units with the same value none leaves the other behind (``ties: min``), each does (``max``), or each counts
    half (``average``).
    """

    gives = "score"
    equation = said("rank of x in ascending order (descending when less is better) - 1")
    source = f"{HANDBOOK.split(',')[0]}, step 6: Weighting and aggregation, the rule of Borda"
    kind: Literal["borda"] = "borda"
    ties: Ties = "min"
    """Which of the ranks that units of the same value take up they share: the lowest, the highest or the mean."""

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        points: Values = self.places(inputs[0], fitted).ranks(self.ties) - 1.0
        return points


class RankShare(RankedRule):
    """The rank as a share of the number of units, where rank 1 is the best, as rankings are published.

    ``anchor`` says which end of the scale is reached: the best unit gets 1 and the worst 1/n (``best``), or the worst
    gets 0 and the best (n - 1)/n (``worst``). The two differ by 1/n and are easily mistaken for each other.

    Where less is better, ``reversal`` says whether the values are turned round before they are ranked, or their
    finished ranks after it (n + 1 - rank): units of the same value then share the other end of their ranks.
    """

    equation = said("(n + 1 - rank) / n, or (n - rank) / n with anchor: worst")
    source = f"{RANKS}; Index of Multiple Deprivation, exponential transformation of ranks"
    kind: Literal["rank-share"] = "rank-share"
    anchor: Literal["best", "worst"] = "best"
    """Which unit stands at the end of the scale: the best at 1, or the worst at 0."""
    ties: Ties = "average"
    """Which of the ranks that units of the same value take up they share: the lowest, the highest or the mean."""
    reversal: Literal["before", "after"] = "before"
    """Whether values are turned round before they are ranked, or ranks after it; for direction: down."""

    @model_validator(mode="after")
    def _turned_round(self) -> Self:
        if self.reversal == "after" and self.direction == "up":
            fix = said("write direction: down, or take reversal out")
            raise Unfit(said("reversal says when ranks are turned round, and direction: up turns none"), fix)
        return self

    @property
    def capped(self) -> bool:
        return True

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        places = self.places(inputs[0], fitted)
        # Counted from the worst, the lowest of shared ranks is the highest of those counted from the best.
        turned: dict[Ties, Ties] = {"min": "max", "max": "min", "average": "average"}
        after = self.direction == "down" and self.reversal == "after"
        ascending = places.ranks(self.ties if after else turned[self.ties])
        share: Values = (ascending - (self.anchor == "worst")) / places.count
        return share


class PercentileRank(ExtendedModel, RankedRule):
    """The percentile rank: how many of the units of the frame a unit leaves behind, as a share.

    ``of: others`` counts among the other units, from 0 for the worst to 1 for the best; a frame of one unit has none
    and is an error. ``of: all`` divides the rank by the number of units, the worst included, as the Handbook does.
    With ``above: 0`` only values above 0 are ranked and counted, and the others earn 0: where nothing was found of a
    pollutant there is no rank of it.
    """

    later: ClassVar[frozenset[str]] = frozenset({"above"})

    equation = said("(rank - 1) / (n - 1), or rank / n with of: all; rank 1 is the worst")
    source = f"{HANDBOOK}, percentile ranks (Table 15: 100 x rank / n); CalEnviroScreen 2.0 (2014), percentiles above 0"
    kind: Literal["percentile-rank"] = "percentile-rank"
    of: Literal["others", "all"] = "others"
    """Among whom it counts: the other units, or all of them."""
    above: float | None = None
    """What a value has to exceed to be ranked; any value is unless given."""
    ties: Ties = "min"
    """Which of the ranks that units of the same value take up they share: the lowest, the highest or the mean."""

    @property
    def capped(self) -> bool:
        return True

    def fit(
        self, values: Values, units: Sequence[str] = (), distances: Values | None = None
    ) -> Fitted | ZeroRange:
        if self.above is not None:
            values = np.where(self._passes(values, distances), values, np.nan)
        if self.of == "others" and len(present(values)) == 1:
            message = said("one unit alone has a value, and no other to be compared with")
            raise RuleFault("one-unit", message, said("fill in more units, or write of: all"))
        return super().fit(values, units, distances)

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return self._of_ranked(inputs[0], None, lambda values: self._share(values, fitted), fitted)

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        ranked = super().apply_within
        return self._of_ranked(
            inputs[0], distances[0], lambda values: ranked([values], distances, fitted), fitted
        )

    def _share(self, values: Values, fitted: Fitted) -> Values:
        places = self.places(values, fitted)
        ranks = places.ranks(self.ties)
        share: Values = ranks / places.count if self.of == "all" else (ranks - 1.0) / (places.count - 1.0)
        return share

    def _of_ranked(
        self, values: Values, distances: Values | None, share: Callable[[Values], Values], fitted: Fitted
    ) -> Values:
        """The shares of the values that are ranked, and 0 for the others."""
        if self.above is None:
            return share(values)
        passes = self._passes(values, distances)
        ranked = np.where(passes, values, np.nan)
        return np.where(
            passes, share(ranked) if fitted["values"] else ranked, np.where(values != values, np.nan, 0.0)
        )

    def _passes(self, values: Values, distances: Values | None) -> Mask:
        """Which values exceed the least that is ranked."""
        result: Mask = equality.least_equal(values, distances) > (self.above or 0.0)
        return result


class Band(Model):
    """One band of percentiles."""

    above: float = Field(ge=0, lt=100)
    """The percentile that has to be passed, from 0 to 100."""
    score: float
    """What a unit in the band earns."""


HANDBOOK_BANDS = tuple(
    Band(above=above, score=score)
    for above, score in ((5.0, 0.2), (15.0, 0.4), (35.0, 0.5), (65.0, 0.6), (85.0, 0.8), (95.0, 1.0))
)


class Categorical(RankedRule, OutcomeRule):
    """Bands of percentiles: a unit earns what the highest percentile that it passes says.

    The percentile is 100 x rank / n, rank 1 the worst. Without ``bands`` the Handbook's hold: 1, 0.8, 0.6, 0.5, 0.4
    and 0.2 of the scale above the 95th, 85th, 65th, 35th, 15th and 5th percentile, and nothing below.
    """

    equation = said(
        "the score of the highest band with 100 x rank / n above its percentile; otherwise below them all"
    )
    source = f"{HANDBOOK}, categorical scales (Table 15)"
    kind: Literal["categorical"] = "categorical"
    bands: tuple[Band, ...] = Field(default=HANDBOOK_BANDS, min_length=1)
    """The bands as ``{above: percentile, score: share}``, rising or falling."""
    otherwise: float = 0.0
    """What a unit earns that passes none of them."""
    ties: Ties = "min"
    """Which of the ranks that units of the same value take up they share: the lowest, the highest or the mean."""

    @field_validator("bands")
    @classmethod
    def _ordered(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        starts = [band.above for band in bands]
        if starts != sorted(set(starts)) and starts != sorted(set(starts), reverse=True):
            raise Unfit(
                said("bands rise or fall strictly by above"), said("put them in order, each percentile once")
            )
        require_percentiles(max(starts))
        return tuple(sorted(bands, key=lambda band: band.above))

    @property
    def highest(self) -> float:
        return max(self.otherwise, *(band.score for band in self.bands))

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        places = self.places(inputs[0], fitted)
        ranks = places.ranks(self.ties)
        result = np.where(np.isnan(ranks), np.nan, self.otherwise)
        for band in self.bands:
            # Multiplied out, so that the 19th of 20 stands exactly at the 95th percentile and does not pass it.
            result = np.where(100.0 * ranks > band.above * places.count, band.score, result)
        return result
