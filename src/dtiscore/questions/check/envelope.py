"""The JSON envelope of ``check``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Provenance, Text


class Compared(Closed):
    """How many values of each kind were compared."""

    scores: int
    ranks: int
    bands: int


class DifferenceRow(Closed):
    """A value that is not as expected."""

    unit: str
    name: str
    period: Text
    what: Literal["score", "rank", "band", "unit"]
    node: str
    expected: float | int | str | None
    computed: float | int | str | None
    line: int | None
    """Where it stands in the expected table; null for a unit that is not there."""


class Verification(Closed):
    """Scores held against a published or committed table."""

    schema_: Literal["dtiscore/verification/1"] = Field(alias="schema")
    provenance: Provenance
    agrees: bool
    compared: Compared
    tolerance: float | None
    """Null: scores were rounded to the decimals of the expected table, and had to be equal."""
    largest: float
    """The largest distance between an expected and a computed score."""
    rows: list[DifferenceRow]


ENVELOPES = {"verification": Verification}
