"""A rule by points of a curve: straight lines between them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from dtiscore.methodology.base import Model, Values
from dtiscore.methodology.rules.base import Bounds, Fitted, Line, OutcomeRule
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said


class Point(Model):
    """One point of a curve; a file may write ``[x, y]`` for it."""

    x: float
    """The value."""
    y: float
    """What it earns."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        made = handler.resolve_ref_schema(handler(schema))
        pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
        return {"anyOf": [made, pair]}

    @model_validator(mode="before")
    @classmethod
    def _pair(cls, data: Any) -> Any:
        if isinstance(data, list | tuple):
            if len(data) != 2:
                raise Unfit(said("a point has two numbers"), said("write [x, y]"))
            return {"x": data[0], "y": data[1]}
        return data


class PiecewiseLinear(OutcomeRule):
    """A curve of straight lines: the value at each point earns what the point says, and between two a part of both.

    Points rise strictly in x; direction is what the points say. Beyond the first and the last point their outcome is
    held, or a value there is an error (``beyond: error``). Where an outcome jumps, write steps instead.
    """

    equation = said("y1 + (x - x1) / (x2 - x1) x (y2 - y1) between the points (x1, y1) and (x2, y2)")
    source = "scoring tables with partial credit; World Bank and UN indices with value functions"
    kind: Literal["piecewise-linear"] = "piecewise-linear"
    points: tuple[Point, ...] = Field(min_length=2)
    """The points as ``[x, y]``: a raw value and the share (or score) that it earns."""
    beyond: Literal["hold", "error"] = "hold"
    """Whether the first and last outcome are held beyond the ends, or a value there is an error."""

    @field_validator("points")
    @classmethod
    def _rising(cls, points: tuple[Point, ...]) -> tuple[Point, ...]:
        if any(right.x <= left.x for left, right in pairwise(points)):
            raise Unfit(said("points rise strictly in x"), said("where the outcome jumps use steps"))
        return points

    @property
    def highest(self) -> float:
        return max(point.y for point in self.points)

    @property
    def flat_beyond(self) -> tuple[float, float]:
        return self.points[0].x, self.points[-1].x

    def bounds(self, column: str, top: float | None) -> Bounds:
        return Bounds() if self.beyond == "hold" else Bounds(self.points[0].x, self.points[-1].x)

    def line(self, fitted: Fitted) -> Line:
        slope = max(abs((right.y - left.y) / (right.x - left.x)) for left, right in pairwise(self.points))
        return Line(slope, 0.0)

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        x = np.array([point.x for point in self.points])
        y = np.array([point.y for point in self.points])
        held = np.minimum(np.maximum(inputs[0], x[0]), x[-1])
        left = np.clip(np.searchsorted(x, held, side="right") - 1, 0, len(x) - 2)
        part = (held - x[left]) / (x[left + 1] - x[left])
        # In this form a part of 0 or 1 gives the outcome of the point itself, to the last bit.
        result: Values = y[left] * (1.0 - part) + y[left + 1] * part
        return result
