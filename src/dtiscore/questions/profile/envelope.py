"""The JSON envelope of ``profile``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Number, Provenance, Text


class LeadersOf(Closed):
    """The leaders of a period and group, and how many others there are."""

    period: Text
    group: Text
    leaders: list[str]
    others: int
    split_among_equals: bool
    without_score: int
    unranked: int


class ProfileRow(Closed):
    """What separates the leaders from the others in one node."""

    period: Text = None
    group: Text = None
    code: str
    name: str
    leaders: int
    others: int
    leaders_scored: int
    others_scored: int
    leaders_at_full: int | None
    others_at_full: int | None
    leaders_mean_score: Number
    others_mean_score: Number
    leaders_mean_value: Number
    others_mean_value: Number
    effect_size: Number
    outcome: str
    leaders_least_score: Number
    others_reaching_it: int | None
    leaders_least_value: Number


class Profile(Closed):
    """What the leading units have in common."""

    schema_: Literal["dtiscore/profile/1"] = Field(alias="schema")
    provenance: Provenance
    top: int
    effect_size: str
    groups: list[LeadersOf]
    rows: list[ProfileRow]


class Profiles(Closed):
    """The same of a panel that falls under several editions."""

    schema_: Literal["dtiscore/profiles/1"] = Field(alias="schema")
    profiles: list[Profile]


ENVELOPES = {"profile": Profile, "profiles": Profiles}
