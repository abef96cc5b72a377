"""What bands are: labels of scores, which people read instead of a number."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from dtiscore.methodology.base import Code, LocalText, Model, Values
from dtiscore.methodology.equality import Tolerance


class Bands(Model):
    """Labels of scores, as "very high" or one of five groups; a weighting file names by ``kind`` how they are told."""

    over_units: ClassVar[bool] = True
    """Whether the label of a unit depends on the scores of all of them."""

    kind: str
    of: Code | None = None
    """The node or view whose score is banded; the index unless given."""
    on: Literal["published", "full"]
    """Whether bands are told by the published decimals, or by scores in full precision."""

    @property
    def names(self) -> Mapping[str, LocalText]:
        """The names of the bands that have one, by label."""
        return {}

    @property
    def starts(self) -> Sequence[float]:
        """The scores at which bands begin, where the file says them."""
        return ()

    @abstractmethod
    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        """The band of every value; None for a missing one."""
