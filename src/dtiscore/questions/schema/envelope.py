"""The JSON envelope of ``schema`` without a name."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed


class SchemaRow(Closed):
    """A JSON Schema that ``schema`` prints."""

    name: str
    version: int
    command: str
    """The command whose JSON it describes, or that reads such a file."""


class Schemas(Closed):
    """The JSON Schemas there are."""

    schema_: Literal["dtiscore/schemas/1"] = Field(alias="schema")
    rows: list[SchemaRow]


ENVELOPES = {"schemas": Schemas}
