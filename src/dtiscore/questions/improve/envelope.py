"""The JSON envelope of ``improve``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Number, Provenance, Rank, Text


class Target(Closed):
    """What is to be reached: one of the three."""

    rank: int | None
    score: Number
    mean: Text


class Standing(Closed):
    """Where the unit stands, or would stand."""

    score: Number
    rank: Rank
    mean: Number


class PlannedChange(Closed):
    """One value to be reached."""

    code: str
    name: str
    column: str
    now: Text
    value: Number
    """Null where the value is a word, which ``text`` has."""
    text: str
    score_now: Number
    score: Number
    gain: Number
    effort: Number
    whatif: str
    """What ``whatif --value`` is given to try it."""


class Plan(Closed):
    """A set of changes that reaches the target."""

    changes: list[PlannedChange]
    effort: Number
    cheapest: bool
    proved: bool
    score: Number
    rank: Rank
    mean: Number


class RoomRow(Closed):
    """What one indicator can bring."""

    code: str
    name: str
    column: str
    now: Text
    score_now: Number
    top: Number
    direction: Text
    fixed: bool
    per_unit: Number
    next: Text
    next_gain: Number
    full: Text
    full_gain: Number
    full_effort: Number
    full_rank: Rank


class Improvement(Closed):
    """The least that takes a unit to a target."""

    schema_: Literal["dtiscore/improvement/1"] = Field(alias="schema")
    provenance: Provenance
    unit: str
    name: str
    period: Text
    group: Text
    target: Target
    wanted: Number
    others: Literal["still", "trend"]
    reached: bool
    reachable: bool
    exact: bool
    now: Standing
    best: Standing
    without_value: list[str]
    plans: list[Plan]
    rows: list[RoomRow]


ENVELOPES = {"improvement": Improvement}
