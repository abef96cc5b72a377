"""Impute: fill missing values, each cell marked down to the scorecard."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.arithmetic import mean, present, quantile
from dtiscore.methodology.base import Heading, Values
from dtiscore.methodology.preparation.base import ColumnStep, PanelStep, PreparationStep, Settings
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

HANDBOOK = "OECD/JRC Handbook (2008), step 3: Imputation of missing data"


class Impute(ColumnStep):
    """Fill missing values with a fixed ``value``, the ``mean`` or ``median`` over the units of the frame.

    With ``by`` the mean or median is that of the unit's group (a column of words); a group without any value stays
    missing, and so does a unit without a group.
    """

    source: ClassVar[str] = HANDBOOK
    fills: ClassVar[bool] = True
    step: Literal["impute"] = "impute"
    method: Literal["value", "mean", "median"]
    """What is filled in: a fixed value, the mean or the median over the units of the frame."""
    value: float | None = None
    """The fixed value."""
    by: Heading | None = None
    """The heading of a column of words: the mean or median is that of the unit's own group."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.method == "value") != (self.value is not None):
            raise Unfit(
                said("a value is given for method: value, and only for it"), said("add value, or take it out")
            )
        if self.method == "value" and self.by is not None:
            raise Unfit(said("a fixed value has no groups"), said("take by out"))
        return self

    @property
    def looks_at_others(self) -> bool:
        return self.method != "value"

    @property
    def labels(self) -> tuple[str, ...]:
        return (self.by,) if self.by is not None else ()

    def fit(self, values: Values, groups: tuple[str | None, ...]) -> Settings:
        if self.value is not None:
            return {"value": self.value}
        if self.by is None:
            known = present(values)
            return {"value": self._centre(known)} if known else {}
        cells = values.tolist()
        members = {
            group: [value for row in rows if (value := cells[row]) == value]
            for group, rows in _members(groups)
        }
        return {f"value of {group}": self._centre(known) for group, known in members.items() if known}

    def _centre(self, known: list[float]) -> float:
        return mean(known) if self.method == "mean" else quantile(sorted(known), 1, 2)

    def apply(self, values: Values, groups: tuple[str | None, ...], settings: Settings) -> Values:
        lacking = np.isnan(values)
        if not lacking.any():
            return values
        if self.by is None:
            return np.where(lacking, float(settings.get("value", np.nan)), values)  # type: ignore[arg-type]  # a number
        filled = values.copy()
        for row in np.flatnonzero(lacking).tolist():
            if groups[row] is not None:
                filled[row] = settings.get(f"value of {groups[row]}", np.nan)
        return filled


@lru_cache(maxsize=1)
def _members(groups: tuple[str | None, ...]) -> list[tuple[str, list[int]]]:
    """The groups in order, each with its rows; they are the same for each column of a table."""
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(row)
    return sorted(members.items())


class ImputeFrom(PreparationStep):
    """Fill the missing values of one column from another one, times a factor."""

    source: ClassVar[str] = HANDBOOK
    step: Literal["impute-from"] = "impute-from"
    column: Heading
    """The column to fill."""
    other: Heading
    """The heading of the column whose value is taken."""
    factor: float = 1.0
    """What that value is multiplied by."""

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.other,)

    @property
    def filled(self) -> tuple[str, ...]:
        return (self.column,)

    def operations(self, before: Mapping[str, int]) -> Mapping[str, int]:
        led = [before[header] + 1 for header in (self.column, self.other) if header in before]
        return {self.column: max(led)} if led else {}


class ImputeAlong(PanelStep):
    """Fill the missing values of a unit from its other periods.

    ``previous``: the last value before, not older than ``max_periods`` if given. ``linear``: on the line between the
    values before and after; beyond the first and last value the nearest one is held. A unit with a single value keeps
    that one in all periods. ``constant``: the last value before, and before the first value that one.
    """

    source: ClassVar[str] = HANDBOOK
    step: Literal["impute-along"] = "impute-along"
    method: Literal["previous", "linear", "constant"]
    """The last value before (previous), that or else the first one after (constant), or the line between the two (linear)."""
    max_periods: float | None = Field(default=None, gt=0)
    """How far back ``previous`` may look, in the unit of the periods: years, halves of a year, quarters or months."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.method != "previous" and self.max_periods is not None:
            raise Unfit(said("max_periods says how far back method: previous may look"), said("take it out"))
        return self

    def along(self, values: Values, periods: Values) -> Values:
        return self._filled(values, periods, lambda *ends: _between(values, periods, *ends))

    def sizes_along(self, sizes: Values, periods: Values) -> Values:
        return self._filled(sizes, periods, lambda before, _, after: float(max(sizes[before], sizes[after])))

    def sources(self, values: Values, periods: Values) -> list[int | None]:
        found: list[int | None] = [None] * len(values)
        for row, before, after in _gaps(values):
            found[row] = self._source(row, before, after, periods)
        return found

    def _source(self, row: int, before: int | None, after: int | None, periods: Values) -> int | None:
        """The place of the value that is carried to a row, given those before and after it that have one."""
        if self.method == "linear" and before is not None and after is not None:
            return None
        if before is not None:
            return before if self._recent(float(periods[row] - periods[before])) else None
        return None if self.method == "previous" else after

    def _filled(
        self,
        values: Values,
        periods: Values,
        between: Callable[[int, int, int], float],
    ) -> Values:
        """Values with the missing ones from other periods; ``between`` makes one, given the rows before and after it."""
        filled = values.copy()
        for row, before, after in _gaps(values):
            source = self._source(row, before, after, periods)
            if source is not None:
                filled[row] = values[source]
            elif self.method == "linear" and before is not None and after is not None:
                filled[row] = between(before, row, after)
        return filled

    def _recent(self, age: float) -> bool:
        return self.max_periods is None or age <= self.max_periods


def _gaps(values: Values) -> Iterator[tuple[int, int | None, int | None]]:
    """Each place without a value, with the nearest before and after it that have one."""
    known = np.flatnonzero(~np.isnan(values)).tolist()
    for row in np.flatnonzero(np.isnan(values)).tolist():
        before = max((at for at in known if at < row), default=None)
        yield row, before, min((at for at in known if at > row), default=None)


def _between(values: Values, periods: Values, before: int, row: int, after: int) -> float:
    """The value at a row on the line from the one before to the one after."""
    start, end = float(values[before]), float(values[after])
    way = float(periods[row] - periods[before]) / float(periods[after] - periods[before])
    return start + (end - start) * way
