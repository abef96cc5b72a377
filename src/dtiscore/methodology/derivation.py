"""Where the weights of a node come from, when a method derived them from judgements or data."""

from pydantic import Field

from dtiscore.methodology.base import LocalText, Model


class WeightParameter(Model):
    """One thing to know of a derivation: a choice that was made, or a figure that it gave."""

    name: str = Field(min_length=1, max_length=60)
    """What it is called."""
    value: float | str
    """A number or a text."""


class DerivedWeights(Model):
    """How the weights of a node's children were made, enough to make them again."""

    method: str = Field(min_length=1, max_length=60)
    """The name by which ``dtiscore weights derive`` knows the method."""
    parameters: tuple[WeightParameter, ...] = ()
    """The choices that were made, and figures that it gave."""
    data: str | None = Field(default=None, min_length=1)
    """The name of the file of judgements or data, without its folder."""
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """The hash of that file."""
    dtiscore: str | None = Field(default=None, min_length=1)
    """The version that derived them."""
    note: LocalText | None = None
    """What else to know of the derivation."""
