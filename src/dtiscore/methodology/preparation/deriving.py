"""Derive: a new column from others by a formula, such as firms per 1,000 people, or one figure of the unit's group."""

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from dtiscore.methodology.base import ExtendedModel, Heading, LocalText, Values
from dtiscore.methodology.formula import Formula, FormulaText, parse_formula
from dtiscore.methodology.group_figures import WEIGHTED, Take, by_word, figure_of
from dtiscore.methodology.preparation.base import PreparationStep, Settings
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

_ALL = "value"
"""The name of what is taken of all units together."""


class Derive(ExtendedModel, PreparationStep):
    """A column computed from columns of the same row; an undefined result (a division by zero) is an error.

    With ``take`` the column holds one figure of what the formula gives in the units of the frame, or with ``by`` in
    those of the unit's group: the same for all of them, for other formulas to compare with. A unit without a group, or
    of a group without a value, has none.
    """

    later: ClassVar[frozenset[str]] = frozenset({"take", "by", "weight"})

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
    take: Take | None = None
    """One figure of many units in place of the value of each: their mean, median, sum, min, max or count."""
    by: Heading | None = None
    """The heading of a column of words: the figure is that of the unit's own group."""
    weight: Heading | None = None
    """The heading of a column of numbers that units count by in a mean, sum or count."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.take is None and (self.by is not None or self.weight is not None):
            raise Unfit(
                said("by and weight are about a figure of many units, which take names"),
                said("add take: mean, or take them out"),
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
    def looks_at_others(self) -> bool:
        return self.take is not None

    @property
    def labels(self) -> tuple[str, ...]:
        return () if self.by is None else (self.by,)

    def operations(self, before: Mapping[str, int]) -> Mapping[str, int]:
        # A sum is exact before it is rounded: its rounding, the products in it, the division.
        return {self.column: self.parsed.operations(before) + (0 if self.take is None else 3)}

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

    def figure(self, group: str | None, settings: Settings) -> float:
        """The figure that holds for the units of a group; NaN where there is none."""
        name = _ALL if self.by is None else None if group is None else f"{_ALL} of {group}"
        value = float("nan") if name is None else settings.get(name, float("nan"))
        assert isinstance(value, float)
        return value
