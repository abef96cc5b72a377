"""A rule by rounding: what other rules follow is a decimal, as a publication rounds one figure before it makes the next."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from dtiscore.methodology.arithmetic import Rounding, RoundingRule
from dtiscore.methodology.base import Values
from dtiscore.methodology.rules.base import Fitted, Line, Rule
from dtiscore.said import said


class Round(Rule):
    """The value rounded to ``decimals`` places: under ``then``, for the rules that follow it.

    ``half-up`` and ``half-even`` part halves, within 15 significant digits; ``nearest-double`` takes the decimal whose
    float64 is nearer, as R from 4.0 on does; ``up`` is the higher decimal, ``down`` the lower, ``towards-zero`` cuts the rest
    off. What is rounded last of all stands in the node's own ``round``, where ``nearest-double`` also has means and sums
    exact before they are rounded.
    """

    gives = "score"
    equation = said("x to the nearest, next higher or next lower decimal of so many places")
    source = "ISO 80000-1:2022, annex B (halves); R 4.0.0, function round (nearest-double)"
    kind: Literal["round"] = "round"
    decimals: int = Field(ge=0, le=12)
    """How many decimals are left; 0 gives whole numbers."""
    rule: RoundingRule = "half-up"
    """Where a value between two decimals goes."""

    def line(self, fitted: Fitted) -> Line:
        return Line(1.0, 0.0)

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return self._rounding(inputs[0])

    @property
    def compares(self) -> bool:
        return self.rule != "nearest-double"

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        return self._rounding(inputs[0], distances[0])

    @property
    def _rounding(self) -> Rounding:
        return Rounding(decimals=self.decimals, rule=self.rule)
