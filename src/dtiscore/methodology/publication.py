"""What an edition publishes and how it ranks: the form of the score, decimals, ties, the source of it all."""

from typing import Literal

from pydantic import Field

from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.base import Code, Model

TieRule = Literal["min", "max", "dense", "average", "ordinal"]
"""Which rank units with the same value share: the best (1-2-2-4), the worst, consecutive ranks, the mean, or none
(in the order of unit codes)."""


RankOrder = Literal["descending", "ascending"]
"""Which end is rank 1: the highest score (descending) or the lowest."""

First = Literal["best", "worst"]
"""Whether rank 1 is the best unit, or the worst one, as in an index of risk."""


class Publication(Model):
    """The form in which scores are published.

    ``as``: the ``score`` itself, or the ``fraction`` of the maximum points. Decimals concern display, and ranking
    where ranks are taken from the published value; machine-readable output keeps full precision.
    """

    form: Literal["score", "fraction"] = Field(default="score", alias="as")
    """The score itself, or the fraction of the maximum points."""
    decimals: int = Field(ge=0, le=12)
    """How many decimals are published."""
    rounding: Literal["half-up", "half-even"] = "half-up"
    """Where a half goes: away from zero (half-up) or to the even digit (half-even)."""

    @property
    def round(self) -> Rounding:
        """The rounding to the published decimals."""
        # Both were checked as what they are here.
        return Rounding.model_construct(decimals=self.decimals, rule=self.rounding)


class Ranking(Model):
    """How units are ranked: on the published decimals or in full precision, which end is best, what ties share."""

    on: Literal["published", "full"]
    """Whether units are ranked on the published decimals, or on scores in full precision."""
    ties: TieRule = "min"
    """The rank that equal units share: the best (min), the worst (max), consecutive ranks (dense), the mean (average),
    or none (ordinal)."""
    order: RankOrder = "descending"
    """Which end is rank 1: the highest score (descending) or the lowest (ascending)."""
    first: First = "best"
    """Whether rank 1 is the best unit, or the worst one, as in an index of risk."""

    @property
    def low_is_good(self) -> bool:
        """Whether the lowest score is the best one: all that says best, better, lost or improved asks this.

        Which unit comes first is another question, that of ``order``.
        """
        return (self.order == "ascending") != (self.first == "worst")


class OwnRanking(Model):
    """How units are ranked in one node or view, as far as otherwise than in the index; ``order`` stands beside it."""

    on: Literal["published", "full"] | None = None
    """What is compared: the published decimals or full precision; as in the index unless given."""
    ties: TieRule | None = None
    """What equals share; as in the index unless given."""
    then_by: Code | None = None
    """Another node or view, by its code, whose better score comes first among equals; what is equal there too ties."""


class Authority(Model):
    """The decision or publication that fixes the methodology, and where it can be read."""

    decision: str = Field(min_length=1)
    """The number of a decision, or the title of a publication."""
    issuer: str = Field(min_length=1)
    """Who signed or published it."""
    signed: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    """The date of signature or publication: a year, a month or a day."""
    in_force: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    """The date from which it is in force: a year, a month or a day."""
    source: str = Field(min_length=1)
    """An address or citation under which the text itself can be found."""
