"""The JSON envelope of ``check``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_differences import DifferenceOfTable
from dtiscore.analysis.envelope_parts import Closed, Provenance, Text
from dtiscore.questions.check.drift.answer import How, Kind


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


class Verifications(Closed):
    """The same of a panel that falls under several editions."""

    schema_: Literal["dtiscore/verifications/1"] = Field(alias="schema")
    agrees: bool
    verifications: list[Verification]


class MovedThing(Closed):
    """One thing that is not as the lock says."""

    kind: Kind
    what: str
    """A file, an edition or an output by its name."""
    how: How
    columns: list[str]
    """Of a table: where something moved; of an edition the codes of its nodes."""
    rows: list[str]
    """Of a table: the units, with their periods and groups."""


class ToldThing(Closed):
    """What is other than the lock says, and moves nothing."""

    kind: Literal["saved anew", "version"]
    what: str
    before: str | None
    after: str | None


class Drift(Closed):
    """A project held against its lock."""

    schema_: Literal["dtiscore/drift/1"] = Field(alias="schema")
    dtiscore: str
    lock: str
    holds: bool
    outputs: int
    """How many outputs the lock knows."""
    moved: list[MovedThing]
    told: list[ToldThing]
    differences: list[DifferenceOfTable]
    """The cells, settings and ranks that moved, where the former ones were found."""
    not_told: list[str]


class Locks(Closed):
    """What two locks of a project differ in."""

    schema_: Literal["dtiscore/locks/1"] = Field(alias="schema")
    before: str
    after: str
    equal: bool
    """Whether nothing but versions of software differs."""
    dtiscore: str
    moved: list[MovedThing]
    told: list[ToldThing]
    differences: list[DifferenceOfTable]
    """The cells, settings and ranks that moved, where git has the files of both."""
    not_told: list[str]


ENVELOPES = {"verification": Verification, "verifications": Verifications, "drift": Drift, "locks": Locks}
