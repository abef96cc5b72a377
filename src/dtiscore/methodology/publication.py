"""What an edition publishes and how it ranks: the form of the score, decimals, ties, bands, the source of it all."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field, field_validator

from dtiscore.methodology.arithmetic import Rounding, quantile
from dtiscore.methodology.base import Code, LocalText, Model, Values
from dtiscore.methodology.equality import Tolerance, greatest_equal, least_equal, ties_joined
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

TieRule = Literal["min", "max", "dense", "average", "ordinal"]
"""Which rank units with the same value share: the best (1-2-2-4), the worst, consecutive ranks, the mean, or none
(in the order of unit codes)."""


RankOrder = Literal["descending", "ascending"]
"""Which end is rank 1: the highest score (descending) or the lowest."""


class Publication(Model):
    """The form in which scores are published.

    ``as``: the ``score`` itself, or the ``fraction`` of the maximum points. Decimals concern display, and ranking
    where ranks are taken from the published value; machine-readable output keeps full precision.
    """

    form: Literal["score", "fraction"] = Field(default="score", alias="as")
    decimals: int = Field(ge=0, le=12)
    rounding: Literal["half-up", "half-even"] = "half-up"

    @property
    def round(self) -> Rounding:
        """The rounding to the published decimals."""
        return Rounding(decimals=self.decimals, rule=self.rounding)


class Ranking(Model):
    """How units are ranked: on the published decimals or in full precision, which end is best, what ties share."""

    on: Literal["published", "full"]
    ties: TieRule = "min"
    order: RankOrder = "descending"


class Cut(Model):
    """One band: every value of at least this and below the next."""

    code: Code
    at_least: float | None = None
    """The band's lower end, which belongs to it; the lowest band has none."""
    name: LocalText | None = None


class CutBands(Model):
    """Labels by fixed cut points, from the highest band to the lowest."""

    kind: Literal["cuts"] = "cuts"
    of: Code | None = None
    """The node or view whose score is banded; the index unless given."""
    on: Literal["published", "full"]
    cuts: tuple[Cut, ...] = Field(min_length=2)

    @field_validator("cuts")
    @classmethod
    def _falling(cls, cuts: tuple[Cut, ...]) -> tuple[Cut, ...]:
        *above, lowest = cuts
        starts = [cut.at_least for cut in above if cut.at_least is not None]
        if len(starts) < len(above):
            raise Unfit(
                said("every band but the last, which is the lowest, names the value it begins at"),
                said("write its at_least"),
            )
        if lowest.at_least is not None:
            raise Unfit(
                said("the last band is the lowest and begins nowhere"),
                said("take at_least out of it, or add a band below it"),
            )
        if starts != sorted(set(starts), reverse=True):
            raise Unfit(
                said("bands stand from the highest to the lowest"),
                said("put them in order, each at_least once"),
            )
        return cuts

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        """The band of every value; None for a missing one."""
        reached = greatest_equal(values, None if tolerance is None else tolerance.each(len(values)))
        return [None if value != value else self._of(value) for value in reached.tolist()]

    def _of(self, value: float) -> str:
        for cut in self.cuts:
            if cut.at_least is None or value >= cut.at_least:
                return cut.code
        raise AssertionError("the last band has no lower end")


class QuantileBands(Model):
    """Equal-sized groups 1 to ``count`` by linear-interpolation quantiles (R type 7) of the scores, from the lowest.

    A value on a boundary belongs to the group below it (right-closed), or above it (left-closed).
    """

    kind: Literal["quantiles"] = "quantiles"
    of: Code | None = None
    """The node or view whose score is banded; the index unless given."""
    on: Literal["published", "full"] = "full"
    count: int = Field(ge=2, le=100)
    closed: Literal["right", "left"] = "right"

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        """The group of every value as text; None for a missing one."""
        distances = None if tolerance is None else tolerance.each(len(values))
        values = ties_joined(values, tolerance)
        ordered = sorted(value for value in values.tolist() if value == value)
        if not ordered:
            return [None] * len(values)
        inner = [quantile(ordered, part, self.count) for part in range(1, self.count)]
        if self.closed == "right":
            groups = np.searchsorted(inner, least_equal(values, distances), side="left") + 1
        else:
            groups = np.searchsorted(inner, greatest_equal(values, distances), side="right") + 1
        return [
            None if value != value else str(group)
            for value, group in zip(values.tolist(), groups.tolist(), strict=True)
        ]


class NTileBands(Model):
    """Groups 1 to ``count`` of as many units each as can be, by rank: of 1,909 units nine tenths of 191 and one of 190.

    Where their number cannot be divided, the first groups have one unit more. Units of the same value belong to the
    group of the best placed of them.
    """

    kind: Literal["n-tiles"] = "n-tiles"
    of: Code | None = None
    """The node or view whose score is banded; the index unless given."""
    on: Literal["published", "full"] = "full"
    count: int = Field(ge=2, le=100)
    first: Literal["highest", "lowest"] = "highest"
    """Which end of the scores group 1 holds."""

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        """The group of every value as text; None for a missing one."""
        values = ties_joined(values, tolerance)
        turned = -values if self.first == "highest" else values
        ordered = np.sort(turned[~np.isnan(turned)])
        before = np.searchsorted(ordered, turned, side="left")
        return [
            None if value != value else str(self._group(place, len(ordered)))
            for value, place in zip(values.tolist(), before.tolist(), strict=True)
        ]

    def _group(self, before: int, units: int) -> int:
        """The group of a unit with so many before it."""
        size, larger = divmod(units, self.count)
        in_larger = larger * (size + 1)
        return before // (size + 1) + 1 if before < in_larger else larger + (before - in_larger) // size + 1


Bands = Annotated[CutBands | QuantileBands | NTileBands, Field(discriminator="kind")]


class Authority(Model):
    """The decision or publication that fixes the methodology, and where it can be read."""

    decision: str = Field(min_length=1)
    """The number of a decision, or the title of a publication."""
    issuer: str = Field(min_length=1)
    signed: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    """The date of signature or publication: a year, a month or a day."""
    in_force: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    source: str = Field(min_length=1)
    """An address or citation under which the text itself can be found."""
