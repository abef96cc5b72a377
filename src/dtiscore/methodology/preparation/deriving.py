"""Derive: a new column from others by a formula, such as firms per 1,000 people, or one figure of its group or periods."""

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import ExtendedModel, Heading, LocalText, Values
from dtiscore.methodology.figures_along import BETWEEN, Along, figure_along
from dtiscore.methodology.formula import Formula, FormulaText, parse_formula
from dtiscore.methodology.group_figures import WEIGHTED, Take, by_word, figure_of, size_of
from dtiscore.methodology.preparation.base import FrameKind, PreparationStep, Settings
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

_ALL = "value"
"""The name of what is taken of all units together."""


class Derive(ExtendedModel, PreparationStep):
    """A column computed from columns of the same row; an undefined result (a division by zero) is an error.

    With ``take`` the column holds one figure of what the formula gives in the units of the frame, or with ``by`` in
    those of the unit's group: the same for all of them, for other formulas to compare with. A unit without a group, or
    of a group without a value, has none; a count of such a group is 0. A unit without a weight counts for nothing.

    With ``along`` it holds one figure of what the formula gives in the unit's periods up to this one: the ``difference``
    of this one to the first of them, the compound rate of ``growth`` and the ``slope`` of the fitted line for each step
    of time, the ``mean``, ``sum``, ``min``, ``max`` or ``count`` of all, the value of the ``previous`` one that has any.
    ``periods`` says how far back they go: all the way unless given. Where this period has no value there is none, nor where
    no other one has, but of those that may be of one: mean, sum, min, max and count. A growth from 0 or less is undefined.
    """

    later: ClassVar[frozenset[str]] = frozenset({"along", "periods", "take", "by", "weight", "frame"})

    source: ClassVar[str] = "OECD/JRC Handbook (2008), step 2: Data selection (scaling by size)"
    step: Literal["derive"] = "derive"
    column: Heading
    """The heading of the column that is made."""
    formula: FormulaText
    """The arithmetic over other columns of the same row."""
    name: LocalText | None = None
    """The name of the column for people."""
    unit: str | None = None
    """Its unit of measurement."""
    along: Along | None = None
    """One figure of the values of the unit's periods up to this one: difference, growth, slope, mean, sum, min, max, count, or the value of the previous one."""
    periods: float | None = Field(default=None, gt=0)
    """How far back these periods go, in the unit of the periods: years, halves of a year, quarters or months."""
    take: Take | None = None
    """One figure of many units in place of the value of each: their mean, median, sum, min, max or count."""
    by: Heading | None = None
    """The heading of a column of words: the figure is that of the unit's own group."""
    weight: Heading | None = None
    """The heading of a column of numbers that units count by in a mean, sum or count."""

    frame: FrameKind | None = None
    """Over which rows the figure is taken, where that is otherwise than in the edition: of each period, of all, or of one."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.take is None and (self.by, self.weight, self.frame) != (None, None, None):
            raise Unfit(
                said("by, weight and frame are about a figure of many units, which take names"),
                said("add take: mean, or take them out"),
            )
        if self.periods is not None and self.along is None:
            raise Unfit(
                said("periods says how far back a figure looks, which along names"),
                said("add along: growth, or take periods out"),
            )
        if self.weight is not None and self.take not in WEIGHTED:
            raise Unfit(
                said("only a mean, a sum and a count weight units"),
                said("take weight out"),
            )
        return self

    @property
    def parsed(self) -> Formula:
        """The formula, parsed."""
        return parse_formula(self.formula)

    @property
    def reads(self) -> tuple[str, ...]:
        weight = () if self.weight is None else (self.weight,)
        return tuple(dict.fromkeys((*self.parsed.names, *weight)))

    @property
    def makes(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def own_frame(self) -> FrameKind | None:
        return self.frame

    @property
    def looks_at_others(self) -> bool:
        return self.take is not None or self.along is not None

    @property
    def over_periods(self) -> bool:
        return self.along is not None

    @property
    def looks_at_other_units(self) -> bool:
        return self.take is not None

    @property
    def labels(self) -> tuple[str, ...]:
        return () if self.by is None else (self.by,)

    def operations(self, before: Mapping[str, int]) -> Mapping[str, int]:
        # A sum is exact before it is rounded: its rounding, the products in it, the division.
        figures = 3 * (self.take is not None) + 6 * (self.along is not None)
        return {self.column: self.parsed.operations(before) + figures}

    def figures_along(self, values: Values, times: Values, sizes: Values) -> tuple[Values, Values, Mask]:
        """One unit's figures in the order of its periods, the sizes of the largest terms in them, given those of the
        values, and where one is undefined although all is there."""
        assert self.along is not None
        found, largest = np.full(len(values), np.nan), np.full(len(values), np.nan)
        undefined = np.zeros(len(values), dtype=np.bool_)
        there = ~np.isnan(values)
        for at in np.flatnonzero(there).tolist():
            window = there[: at + 1].copy()
            if self.periods is not None:
                window &= times[at] - times[: at + 1] <= self.periods
            if self.along in BETWEEN and window.sum() < 2:
                continue
            rows = np.flatnonzero(window)
            figure = figure_along(self.along, values[rows], times[rows], sizes[rows])
            undefined[at] = figure is None
            if figure is not None:
                found[at], largest[at] = figure
        return found, largest, undefined

    def fit(self, values: Values, weights: Values | None, groups: tuple[str | None, ...]) -> Settings:
        """The figure that ``take`` names, of each group or of all; empty without it. Figures of nothing are left out."""
        if self.take is None:
            return {}
        if self.by is None:
            found = {_ALL: figure_of(self.take, values, weights)}
        else:
            found = {
                f"{_ALL} of {group}": figure_of(
                    self.take, values[rows], None if weights is None else weights[rows]
                )
                for group, rows in by_word(groups)
            }
        return {name: figure for name, figure in found.items() if figure == figure}

    def largest_terms(
        self, sizes: Values, weights: Values | None, groups: tuple[str | None, ...]
    ) -> dict[str | None, float]:
        """The size of the largest term in the figure of each group, or of all under ``None``, given those of the values."""
        assert self.take is not None
        if self.by is None:
            return {None: size_of(self.take, sizes, weights)}
        return {
            group: size_of(self.take, sizes[rows], None if weights is None else weights[rows])
            for group, rows in by_word(groups)
        }

    def figure(self, group: str | None, settings: Settings) -> float:
        """The figure that holds for the units of a group; NaN where there is none."""
        name = _ALL if self.by is None else None if group is None else f"{_ALL} of {group}"
        value = float("nan") if name is None else settings.get(name, float("nan"))
        assert isinstance(value, float)
        return value
