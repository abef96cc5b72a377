"""The JSON envelope of ``run``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed


class OutputRow(Closed):
    """An output, and what became of it."""

    output: str
    """Its name in the project."""
    file: str
    """From the folder of the project."""
    state: Literal["new", "changed", "same", "current"]
    """Made for the first time, with another content, with the same content, or not made as nothing had changed."""


class RunOfProject(Closed):
    """The outputs of a project that were made, or with --check would be."""

    schema_: Literal["dtiscore/run/1"] = Field(alias="schema")
    rows: list[OutputRow]


ENVELOPES = {"run": RunOfProject}
