"""The JSON envelope of ``doctor``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Text


class FindingRow(Closed):
    """What was found about one topic of a table."""

    topic: str
    declare: Text
    """The options that would say it."""
    reason: str
    file: Text
    line: int | None
    column: int | None
    sample: Text
    remedy: Text


class Suggested(Closed):
    """Declarations under which the table was read."""

    declarations: dict[str, Any]
    command: str
    errors: int | None


class Doctor(Closed):
    """How a table can be read."""

    schema_: Literal["dtiscore/doctor/1"] = Field(alias="schema")
    source: str
    errors: int | None
    """How many there are without any declaration; null where no table can be read."""
    rows: list[FindingRow]
    suggested: list[Suggested]


ENVELOPES = {"doctor": Doctor}
