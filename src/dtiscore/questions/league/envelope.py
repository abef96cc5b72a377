"""The JSON envelope of ``league``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Number, Provenance, Rank, Text


class Indicator(Closed):
    """By what the units are ordered."""

    code: str
    name: str
    ordered_by: Literal["score", "value"]
    columns: list[str]
    unit: Text
    per: Text
    per_unit: float | int | str | None
    first: Literal["highest", "lowest"]


class LeagueRow(Closed):
    """One unit in its place."""

    period: Text = None
    group: Text = None
    rank: Rank
    of: int
    unit: str
    name: str
    value: Number
    mean: Number
    times_mean: Number
    to_mean: Number
    to_best: Number
    reading: str
    """The row as a sentence."""


class League(Closed):
    """The units in the order of one indicator."""

    schema_: Literal["dtiscore/league/1"] = Field(alias="schema")
    provenance: Provenance
    indicator: Indicator
    without_value: int
    rows: list[LeagueRow]


class Leagues(Closed):
    """The same of a panel that falls under several editions."""

    schema_: Literal["dtiscore/leagues/1"] = Field(alias="schema")
    leagues: list[League]


ENVELOPES = {"league": League, "leagues": Leagues}
