"""The JSON envelope of ``config``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Text


class SettingRow(Closed):
    """A value in effect."""

    setting: str
    """The option, or the key of a project and a name in it."""
    value: str
    """As it is typed, several one a line; empty where there is none."""
    source: Literal["environment", "project", "default"]
    origin: Text
    """The variable, or the file and line; null of a default."""


class Config(Closed):
    """Every value in effect, and where it comes from."""

    schema_: Literal["dtiscore/config/1"] = Field(alias="schema")
    rows: list[SettingRow]


ENVELOPES = {"config": Config}
