"""What the cells of one edition's tables may hold: the row model, asked of whole columns or of one row.

Whole columns are looked at first (:meth:`RowSchema.suspects`), by the bounds that stand in the fields of the row model;
only rows with a cell that fails there pass through the model itself, which costs more and knows every fault of a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.rules import Bounds
from dtiscore.said import Said, said
from dtiscore.tables.raw import Ends
from dtiscore.tables.row_model import LARGEST, Row, admitted_texts, fields_of, model_of

IN_PERCENT = said("is the column in percent?")
"""The way out of numbers up to 100 in a column of parts of 1, before it is known how the table heads that."""


class Breach(NamedTuple):
    """One cell that breaks the schema."""

    header: str
    code: str
    message: Said
    fix: Said | None


class RowSchema:
    """What the cells of one edition's tables may hold."""

    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self._fields = fields_of(methodology)
        self.bounds = {header: field.bounds for header, field in self._fields.items()}

    @cached_property
    def model(self) -> type[Row]:
        """The model of one row; it takes long to make, and only tables with a fault need it."""
        return model_of(self._fields)

    def suspects(self, header: str, values: Values) -> Mask:
        """The rows whose number breaks the bounds of its column."""
        return outside(self.bounds.get(header, Bounds()), values)

    def keeps_bounds(self, header: str, ends: Ends) -> bool:
        """Whether all numbers of a column keep its bounds, as far as its ends tell."""
        bounds = self.bounds.get(header, Bounds())
        return not ends.filled or (bounds.admits(ends.low) and bounds.admits(ends.high))

    def admitted(self, header: str) -> list[str]:
        """The folded texts that every indicator which reads a column of text knows."""
        return admitted_texts(self.methodology, header)

    def score_bounds(self, code: str, heading: str) -> Bounds:
        """The scores that a table itself may bring for a node or view under a heading, in the published form.

        Where the maximum of points bounds them, a bit of arithmetic noise above it is admitted.
        """
        edition = self.methodology
        maximum = edition.maximum_under(code, heading)
        parts = edition.view[code].of if code in edition.view else (code,)
        rules = [indicator.rule for part in parts for indicator in edition.nodes[part].indicators()]
        if not maximum or any(rule is None or (rule.output == "share" and not rule.capped) for rule in rules):
            return Bounds(-LARGEST, LARGEST)
        return Bounds(-LARGEST, (1.0 if edition.publish.form == "fraction" else maximum) * (1 + 1e-9))

    def faults(self, row: Mapping[str, float | str | None]) -> list[Breach]:
        """Every fault of one row, given its cells by heading."""
        try:
            self.model.model_validate(dict(row))
        except ValidationError as error:
            return [self._fault(one) for one in error.errors(include_url=False)]
        return []

    def _fault(self, error: ErrorDetails) -> Breach:
        """What pydantic found, in our words."""
        header, value = str(error["loc"][0]), error["input"]
        if isinstance(value, float):
            return Breach(header, "out-of-range", *_out_of_range(value, self.bounds[header]))
        about = error["ctx"]
        message = said("this is not among the answers to {codes}", codes=about["codes"])
        return Breach(header, error["type"], message, about["fix"])


def outside(bounds: Bounds, values: Values) -> Mask:
    """The rows whose number breaks the bounds; a missing one does not."""
    result = np.zeros(len(values), dtype=np.bool_)
    if bounds.low is not None:
        result |= (values <= bounds.low) if bounds.strict_low else (values < bounds.low)
    if bounds.high is not None:
        result |= values > bounds.high
    return result


def _out_of_range(value: float, bounds: Bounds) -> tuple[Said, Said]:
    """What is wrong with a number that the bounds do not admit, and what may be done."""
    if bounds.high is not None and value > bounds.high:
        message = said("{value:.15g} is above the maximum {high:.15g}", value=value, high=bounds.high)
        if bounds.high == 1.0 and value <= 100.0:
            return message, IN_PERCENT
        return message, said(
            "correct the cell; where more is possible, the edition says so: cap in the rule, max of the column"
        )
    low = bounds.low or 0.0
    if bounds.strict_low:
        message = said("{value:.15g} is not above {low:.15g}", value=value, low=low)
        return message, said("correct the cell: the rule takes a logarithm or divides by it")
    message = said("{value:.15g} is below the minimum {low:.15g}", value=value, low=low)
    return message, said("correct the cell: the edition begins there")
