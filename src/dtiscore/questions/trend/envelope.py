"""The JSON envelope of ``trend``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, ComparedTable, Number, Open


class Lead(Closed):
    """A run of periods in which a unit was first."""

    unit: str
    first: str
    last: str
    periods: int


class SpreadRow(Closed):
    """How far apart the units were in a period."""

    period: str
    units: int | None
    mean: Number
    sd: Number
    range: Number


class TrendRow(Open):
    """One unit; its ranks and scores stand under ``rank:PERIOD`` and ``score:PERIOD``."""

    unit: str
    name: str
    growth: Number
    yearly: Number
    relative: Number
    longest_lead: int


class Trend(Closed):
    """Scores and ranks over several periods."""

    schema_: Literal["dtiscore/trend/1"] = Field(alias="schema")
    dtiscore: str
    on_one_list: bool
    tables: list[ComparedTable]
    leads: list[Lead]
    spread: list[SpreadRow]
    rows: list[TrendRow]


ENVELOPES = {"trend": Trend}
