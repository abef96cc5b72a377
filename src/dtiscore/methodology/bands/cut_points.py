"""Bands by fixed cut points."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from dtiscore.methodology.bands.base import Bands
from dtiscore.methodology.base import Code, ExtendedModel, LocalText, Values
from dtiscore.methodology.equality import Tolerance, greatest_equal, least_equal
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said


class Cut(ExtendedModel):
    """One band: every value from its lower end up, as far as the next."""

    later: ClassVar[frozenset[str]] = frozenset({"above"})

    code: Code
    """The name of the band for programs."""
    at_least: float | None = None
    """The band's lower end, which belongs to it; the lowest band has none."""
    above: float | None = None
    """The same where it belongs to the band below: more than 5, and not 5 itself."""
    name: LocalText | None = None
    """The name of the band for people."""

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.at_least is not None and self.above is not None:
            raise Unfit(
                said("a band begins at a value or above it, not both"), said("keep at_least or above")
            )
        return self

    @property
    def start(self) -> float | None:
        """The lower end, whether or not it belongs to the band."""
        return self.at_least if self.above is None else self.above


class CutBands(Bands):
    """Labels by fixed cut points, from the highest band to the lowest."""

    over_units = False
    kind: Literal["cuts"] = "cuts"
    cuts: tuple[Cut, ...] = Field(min_length=2)
    """The bands from the highest to the lowest; the last is the rest and has no at_least."""

    @field_validator("cuts")
    @classmethod
    def _falling(cls, cuts: tuple[Cut, ...]) -> tuple[Cut, ...]:
        *above, lowest = cuts
        starts = [(cut.start, cut.above is not None) for cut in above if cut.start is not None]
        if len(starts) < len(above):
            raise Unfit(
                said("every band but the last, which is the lowest, names the value it begins at"),
                said("write its at_least, or its above"),
            )
        if lowest.start is not None:
            raise Unfit(
                said("the last band is the lowest and begins nowhere"),
                said("take its lower end out, or add a band below it"),
            )
        if starts != sorted(set(starts), reverse=True):
            raise Unfit(
                said("bands stand from the highest to the lowest"),
                said("put them in order, each lower end once"),
            )
        if len({cut.code for cut in cuts}) < len(cuts):
            raise Unfit(said("two bands have one code"), said("give every band a code of its own"))
        return cuts

    @property
    def names(self) -> Mapping[str, LocalText]:
        return {cut.code: cut.name for cut in self.cuts if cut.name is not None}

    @property
    def starts(self) -> Sequence[float]:
        return [cut.start for cut in self.cuts if cut.start is not None]

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        distances = None if tolerance is None else tolerance.each(len(values))
        reached, passed = greatest_equal(values, distances).tolist(), least_equal(values, distances).tolist()
        return [None if of != of else self._of(of, above) for of, above in zip(reached, passed, strict=True)]

    def _of(self, reached: float, passed: float) -> str:
        """The band of a value, by the greatest number that it equals and by the least."""
        for cut in self.cuts:
            start = cut.start
            if start is None or (reached >= start if cut.above is None else passed > start):
                return cut.code
        raise AssertionError("the last band has no lower end")
