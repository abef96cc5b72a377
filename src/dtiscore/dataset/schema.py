"""The pydantic model of one row of a table, built from an edition: types, bounds, choices, required columns.

Whole columns are tried first (:meth:`RowSchema.suspects`); only rows with a cell that fails there pass through the
model, which words the fault. Both decide by the same bounds and choices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import PydanticCustomError

from dtiscore.dataset.raw import Ends
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import fold
from dtiscore.methodology.node import Node
from dtiscore.methodology.rules import Bounds

LARGEST = 1e100
"""The largest number a cell may hold: sums and squares of such numbers are still far from infinite."""


class Row(BaseModel):
    """The base of every row model: strict, and open for columns that the edition does not use."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", populate_by_name=False)


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell that breaks the schema."""

    header: str
    code: str
    message: str
    fix: str | None


class RowSchema:
    """What the cells of one edition's tables may hold."""

    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self.bounds: dict[str, Bounds] = {}
        self.choices: dict[str, list[Node]] = {}
        for node in methodology.index.walk():
            for header in dict.fromkeys(node.inputs):
                if header in node.texts:
                    self.choices.setdefault(header, []).append(node)
                else:
                    self._narrow(header, node.bounds(header))
        for column in methodology.columns:
            self._narrow(column.header, Bounds(column.min, column.max))

    def _narrow(self, header: str, bounds: Bounds) -> None:
        known = self.bounds.get(header, Bounds(-LARGEST, LARGEST))
        low, strict = max((known.low, known.strict_low), (bounds.low, bounds.strict_low), key=_low_order)
        highs = [high for high in (known.high, bounds.high) if high is not None]
        self.bounds[header] = Bounds(low, min(highs, default=None), strict)

    @cached_property
    def model(self) -> type[Row]:
        """The model of one row; it takes long to make, and only tables with a fault need it."""
        methodology = self.methodology
        fields: dict[str, Any] = {}
        for i, header in enumerate(dict.fromkeys([*methodology.raw_headers, *self.bounds])):
            if header in self.choices:
                codes = [node.code for node in self.choices[header]]
                cell: Any = Annotated[str | None, AfterValidator(_choice_check(codes, self.admitted(header)))]
            else:
                cell = Annotated[
                    float | None, AfterValidator(_bounds_check(self.bounds.get(header, Bounds())))
                ]
            fields[f"column_{i}"] = (cell, Field(default=None, alias=header))
        return create_model("Row", __base__=Row, **fields)

    def suspects(self, header: str, values: Values) -> Mask:
        """The rows whose number breaks the bounds of its column."""
        return outside(self.bounds.get(header, Bounds()), values)

    def keeps_bounds(self, header: str, ends: Ends) -> bool:
        """Whether all numbers of a column keep its bounds, as far as its ends tell."""
        bounds = self.bounds.get(header, Bounds())
        return not ends.filled or (bounds.admits(ends.low) and bounds.admits(ends.high))

    def admitted(self, header: str) -> list[str]:
        """The folded texts that every indicator which reads a column of text knows."""
        first, *others = [node.texts[header] for node in self.choices.get(header, ())]
        return [text for text in first if all(text in other for other in others)]

    def score_bounds(self, code: str) -> Bounds:
        """The scores that a table itself may bring for a node or view, in the published form.

        Where the maximum of points bounds them, a bit of arithmetic noise above it is admitted.
        """
        edition = self.methodology
        maximum = edition.own_maximum(code)
        parts = edition.view[code].of if code in edition.view else (code,)
        rules = [indicator.rule for part in parts for indicator in edition.nodes[part].indicators()]
        if not maximum or any(rule is None or (rule.output == "share" and not rule.capped) for rule in rules):
            return Bounds(-LARGEST, LARGEST)
        return Bounds(-LARGEST, (1.0 if edition.publish.form == "fraction" else maximum) * (1 + 1e-9))

    def faults(self, row: Mapping[str, float | str | None]) -> list[CellFault]:
        """Every fault of one row, given its cells by heading."""
        try:
            self.model.model_validate(dict(row))
        except ValidationError as error:
            return [
                CellFault(str(item["loc"][0]), item["type"], item["msg"], item.get("ctx", {}).get("fix"))
                for item in error.errors(include_url=False)
            ]
        return []


def outside(bounds: Bounds, values: Values) -> Mask:
    """The rows whose number breaks the bounds; a missing one does not."""
    result = np.zeros(len(values), dtype=np.bool_)
    if bounds.low is not None:
        result |= (values <= bounds.low) if bounds.strict_low else (values < bounds.low)
    if bounds.high is not None:
        result |= values > bounds.high
    return result


def _low_order(bound: tuple[float | None, bool]) -> tuple[float, bool]:
    low, strict = bound
    return (-np.inf if low is None else low, strict)


def _bounds_check(bounds: Bounds) -> Callable[[float | None], float | None]:
    def check(value: float | None) -> float | None:
        if value is None or bounds.admits(value):
            return value
        if bounds.high is not None and value > bounds.high:
            fix = (
                "is the column in percent? declare --percent {heading}"
                if _percent(value, bounds)
                else "correct the cell; where more is possible, the edition says so: cap in the rule, max of the column"
            )
            raise PydanticCustomError(
                "out-of-range",
                "{value} is above the maximum {high}",
                {"value": _plain(value), "high": _plain(bounds.high), "fix": fix},
            )
        word = "not above" if bounds.strict_low else "below the minimum"
        why = (
            "the rule takes a logarithm or divides by it" if bounds.strict_low else "the edition begins there"
        )
        raise PydanticCustomError(
            "out-of-range",
            "{value} is {word} {low}",
            {
                "value": _plain(value),
                "word": word,
                "low": _plain(bounds.low or 0.0),
                "fix": f"correct the cell: {why}",
            },
        )

    return check


def _percent(value: float, bounds: Bounds) -> bool:
    return bounds.high == 1.0 and 1.0 < value <= 100.0


def _plain(value: float) -> str:
    return f"{value:.15g}"


def _choice_check(codes: Sequence[str], admitted: Sequence[str]) -> Callable[[str | None], str | None]:
    def check(text: str | None) -> str | None:
        if text is None or fold(text) in admitted:
            return text
        raise PydanticCustomError(
            "unknown-choice",
            'this is not among the answers to "{code}"',
            {"code": '" and "'.join(codes), "fix": "write one of: " + ", ".join(admitted[:12])},
        )

    return check
