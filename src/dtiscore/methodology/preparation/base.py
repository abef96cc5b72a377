"""What a step of preparation is: one thing done to raw columns before they are normalised."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from dtiscore.methodology.base import ExtendedModel, Heading, Model, Values


class BasePeriod(Model):
    """A frame that is fitted on one period and holds for all."""

    base: str = Field(min_length=1)
    """The period whose units everything is fitted on, as its column writes it."""


FrameKind = Literal["period", "all"] | BasePeriod
"""Over which rows something is fitted: the units of each period, of all together, or of one for all."""

Settings = Mapping[str, "float | str | tuple[float, ...]"]
"""What a step learned from the units of a frame about one column, by name; plain values, so that it can be saved."""


class PreparationStep(Model):
    """One step of preparation. A subclass is one method; subclasses register themselves by their ``step``."""

    source: ClassVar[str] = ""
    """Where the method is described."""

    step: str

    @property
    def reads(self) -> tuple[str, ...]:
        """Headings of numeric columns that the step reads beside the ones it changes."""
        return ()

    @property
    def filled(self) -> tuple[str, ...]:
        """Headings of raw columns that the step itself names to fill them, whether or not an indicator reads them."""
        return ()

    @property
    def makes(self) -> tuple[str, ...]:
        """Headings of columns that the step makes or fills from those that it reads."""
        return self.filled

    @property
    def labels(self) -> tuple[str, ...]:
        """Headings of columns of words that the step reads, such as a group."""
        return ()

    @property
    def is_about_all(self) -> bool:
        """Whether it changes or counts all columns that indicators read."""
        return False

    @property
    def looks_at_others(self) -> bool:
        """Whether what it makes of a row depends on other rows."""
        return False

    @property
    def over_periods(self) -> bool:
        """Whether what it makes of a row depends on other periods of its unit."""
        return False

    @property
    def looks_at_other_units(self) -> bool:
        """Whether what it makes of a row depends on rows of other units."""
        return self.looks_at_others and not self.over_periods

    @property
    def own_frame(self) -> FrameKind | None:
        """Over which rows it is fitted, where that is otherwise than in the edition."""
        return None

    def operations(self, before: Mapping[str, int]) -> Mapping[str, int]:
        """How many operations in a row lead to the columns that it makes of others, given how many led to those."""
        return {}


class ColumnStep(ExtendedModel, PreparationStep):
    """A step that changes columns one by one: all that indicators read, or those of ``columns``.

    ``fit`` sees the column over the units of a frame, ``apply`` changes any rows by what was fitted: the new value of
    a row depends on nothing but the row and the settings.
    """

    later: ClassVar[frozenset[str]] = frozenset({"frame"})
    fills: ClassVar[bool] = False
    """Whether the step fills missing values."""
    ties: ClassVar[bool] = False
    """Whether it counts values one by one, and equal ones together: it is then fitted on these as one value."""
    columns: tuple[Heading, ...] | None = None
    """The headings that it is about; all that indicators read unless given."""
    leave: tuple[Heading, ...] = ()
    """Columns to leave alone."""
    frame: FrameKind | None = None
    """Over which rows the step is fitted, where that is otherwise than in the edition: of each period, of all, or of one."""

    @property
    def is_about_all(self) -> bool:
        return self.columns is None

    @property
    def own_frame(self) -> FrameKind | None:
        return self.frame

    @property
    def looks_at_others(self) -> bool:
        return True

    @abstractmethod
    def fit(self, values: Values, groups: tuple[str | None, ...]) -> Settings:
        """What is to be known of a column before any row can be changed; ``groups`` is empty unless asked for."""

    @abstractmethod
    def apply(self, values: Values, groups: tuple[str | None, ...], settings: Settings) -> Values:
        """The column changed, elementwise; the very same array where nothing is."""

    def sizes(self, sizes: Values, changed: Values, settings: Settings) -> Values:
        """Of the largest terms that entered the values of a column after it was changed, given those before."""
        return sizes


class PanelStep(PreparationStep):
    """A step that fills a column of one unit over its periods, in order; it needs the whole panel at once."""

    fills: ClassVar[bool] = True
    columns: tuple[Heading, ...] | None = None
    """The headings that it is about; all that indicators read unless given."""

    @property
    def is_about_all(self) -> bool:
        return self.columns is None

    @property
    def looks_at_others(self) -> bool:
        return True

    @property
    def over_periods(self) -> bool:
        return True

    @abstractmethod
    def along(self, values: Values, periods: Values) -> Values:
        """One unit's values in the order of its periods, whose positions in time are ``periods``."""

    def sources(self, values: Values, periods: Values) -> list[int | None]:
        """For each of one unit's values in the order of its periods: the place of the one that is carried there, if any."""
        return [None] * len(values)

    @abstractmethod
    def sizes_along(self, sizes: Values, periods: Values) -> Values:
        """Of the largest terms that entered the values of :meth:`along`, given those of the values that are there."""
