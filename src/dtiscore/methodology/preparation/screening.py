"""Screen: units with too few data are left out of the index, for everybody to see."""

from typing import ClassVar, Literal

from pydantic import Field

from dtiscore.methodology.base import Heading
from dtiscore.methodology.preparation.base import PreparationStep


class Screen(PreparationStep):
    """Keep the units that have a value in at least ``min_share`` of the columns (all that indicators read, unless
    named); the others get no score and take no part in what is fitted afterwards.

    ``min_share_nonzero`` asks the same of values other than 0, among those present.
    """

    source: ClassVar[str] = "OECD/JRC Handbook (2008), step 3: Imputation of missing data (data availability)"
    step: Literal["screen"] = "screen"
    min_share: float = Field(ge=0, le=1)
    """The least share of the columns in which a unit must have a value."""
    min_share_nonzero: float | None = Field(default=None, ge=0, le=1)
    """The least share of its values that must not be 0."""
    columns: tuple[Heading, ...] | None = None
    """The headings that count; all that indicators read unless given."""
    keep: tuple[str, ...] = ()
    """Codes of units that stay whatever they lack."""
    drop: tuple[str, ...] = ()
    """Codes of units that are left out whatever they have."""

    @property
    def is_about_all(self) -> bool:
        counts = self.min_share > 0 or self.min_share_nonzero is not None
        return counts and self.columns is None
