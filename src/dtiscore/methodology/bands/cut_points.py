"""Bands by fixed cut points."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator

from dtiscore.methodology.bands.base import Bands
from dtiscore.methodology.base import Code, LocalText, Model, Values
from dtiscore.methodology.equality import Tolerance, greatest_equal
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said


class Cut(Model):
    """One band: every value of at least this and below the next."""

    code: Code
    """The name of the band for programs."""
    at_least: float | None = None
    """The band's lower end, which belongs to it; the lowest band has none."""
    name: LocalText | None = None
    """The name of the band for people."""


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

    @property
    def names(self) -> Mapping[str, LocalText]:
        return {cut.code: cut.name for cut in self.cuts if cut.name is not None}

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        reached = greatest_equal(values, None if tolerance is None else tolerance.each(len(values)))
        return [None if value != value else self._of(value) for value in reached.tolist()]

    def _of(self, value: float) -> str:
        for cut in self.cuts:
            if cut.at_least is None or value >= cut.at_least:
                return cut.code
        raise AssertionError("the last band has no lower end")
