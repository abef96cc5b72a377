"""The JSON envelopes of ``units``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Open, Text


class UnitRow(Open):
    """A list of units, or a unit of one."""


class Units(Closed):
    """The lists of units, or the units of one."""

    schema_: Literal["dtiscore/units/1"] = Field(alias="schema")
    rows: list[UnitRow]


class MatchRow(Closed):
    """A text, and the unit that it means."""

    text: str
    code: Text
    name: Text
    by: Text
    problem: Text
    note: Text


class Matches(Closed):
    """Which units are meant."""

    schema_: Literal["dtiscore/matches/1"] = Field(alias="schema")
    rows: list[MatchRow]


class RestatedRow(Open):
    """A unit of the other list, with the columns of the table."""

    code: str
    name: str
    made_of: str


class Restated(Closed):
    """A table restated on another list of units."""

    schema_: Literal["dtiscore/restated/1"] = Field(alias="schema")
    rows: list[RestatedRow]


ENVELOPES = {"units": Units, "matches": Matches, "restated": Restated}
