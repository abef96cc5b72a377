"""The JSON envelope of ``backcast``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, ComparedTable, EditionId, FixedUnit, Open, Text


class Scored(ComparedTable):
    """A period that was scored."""

    scored: Literal[True]


class NotScored(Closed):
    """A period that cannot be scored under an edition, and why."""

    scored: Literal[False]
    reason: str
    missing_columns: list[str]
    other_faults: int
    fix: Text


class BackcastPeriod(Closed):
    """One period, under today's edition and under the one in force then."""

    period: str
    source: str
    now: Scored | NotScored
    made_by: EditionId | None
    made: list[str]
    fixed: list[FixedUnit]
    edition_then: EditionId | None
    then: Scored | NotScored | None


class BackcastRow(Open):
    """One unit; the figures of each period stand under ``rank:PERIOD``, ``score:PERIOD``, ``move:PERIOD`` and the like."""

    unit: str
    name: str


class Backcast(Closed):
    """Earlier periods under today's edition."""

    schema_: Literal["dtiscore/backcast/1"] = Field(alias="schema")
    dtiscore: str
    edition: EditionId
    periods: list[BackcastPeriod]
    rows: list[BackcastRow]


ENVELOPES = {"backcast": Backcast}
