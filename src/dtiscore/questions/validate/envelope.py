"""The JSON envelopes of ``validate`` and ``weights check``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, EditionId, Text


class CheckedTable(Closed):
    """The table that was checked."""

    source: str
    sha256: Text
    rows: int
    columns: int


class ProblemRow(Closed):
    """One fault of a table or a weighting file."""

    severity: Literal["error", "warning"]
    code: str
    """A stable name; docs/problems.md lists all."""
    file: str
    line: int | None
    column: int | None
    """Of a table the number of the cell, of a weighting file that of the character."""
    header: Text
    """The heading of the column, or the path of the key."""
    unit: Text
    indicator: Text
    raw: Text
    """The cell or value as it stands in the file."""
    message: str
    fix: Text


class Problems(Closed):
    """Every problem of a table, with what was checked; or the faults of weighting files, which stand alone."""

    schema_: Literal["dtiscore/problems/1"] = Field(alias="schema")
    methodology: EditionId | None = None
    data: CheckedTable | None = None
    valid: bool | None = None
    counts: dict[str, int] | None = None
    """How many problems there are of each code."""
    rows: list[ProblemRow]


class Validations(Closed):
    """The problems of several tables."""

    schema_: Literal["dtiscore/validations/2"] = Field(alias="schema")
    valid: bool
    tables: list[Problems]
    unread: list[str]
    """The tables that were named and could not be read; stderr says why."""


ENVELOPES = {"problems": Problems, "validations": Validations}
