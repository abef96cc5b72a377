"""Derive: a new column from others by a formula, such as firms per 1,000 people."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from dtiscore.methodology.base import Heading, LocalText
from dtiscore.methodology.formula import Formula, FormulaText, parse_formula
from dtiscore.methodology.preparation.base import PreparationStep


class Derive(PreparationStep):
    """A column computed from columns of the same row; an undefined result (a division by zero) is an error."""

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

    @property
    def parsed(self) -> Formula:
        """The formula, parsed."""
        return parse_formula(self.formula)

    @property
    def reads(self) -> tuple[str, ...]:
        return self.parsed.names

    def operations(self, before: Mapping[str, int]) -> Mapping[str, int]:
        return {self.column: self.parsed.operations(before)}
