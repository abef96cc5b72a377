"""The JSON envelope of ``weights recover``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Number, Provenance, Text


class RecoveredNumber(Closed):
    """What is published tells of one weight, or of one goalpost."""

    code: str
    """Of the part; ``low`` or ``high`` of a goalpost."""
    name: Text
    stated: Number
    """What the draft says."""
    least: Number
    """The least that agrees with all that is published; null where nothing bounds it."""
    most: Number
    found: Number
    """One that agrees with it together with the others; null where nothing bounds them."""
    identifiable: bool
    """Whether scores in full precision would tell it."""


class Ranks(Closed):
    """The ranks among which that of a unit is, which mostly are one."""

    first: float
    last: Number
    """Null where it may be any from the first on."""


class UnexplainedUnit(Closed):
    """A unit whose published score, or rank, is not what the numbers that were found give."""

    unit: str
    name: Text
    period: Text
    published: Number
    found: Number
    rank: Ranks | None
    """As published."""
    found_rank: Ranks | None
    """By the scores that the numbers which were found give, as these were rounded."""


class OtherMean(Closed):
    """Another mean than that of the draft, of which some weights explain the published scores."""

    aggregate: str
    unexplained: int
    """How many units it leaves unexplained."""


class Recovery(Closed):
    """The weights of a node, or the goalposts of an indicator, that its published results allow."""

    schema_: Literal["dtiscore/recovery/2"] = Field(alias="schema")
    provenance: Provenance
    node: str
    what: Literal["weights", "goalposts"]
    whole: Number
    """What the weights sum to; null of goalposts, and of sums whose weights are free."""
    scores: int
    """How many published scores there were."""
    ranks: int
    as_stated: bool
    """Whether the numbers that were found are those of the draft."""
    other_mean: OtherMean | None
    """What explains most scores where the mean of the draft does not; null where nothing does, or is needed."""
    rows: list[RecoveredNumber]
    unexplained: list[UnexplainedUnit]
