"""The JSON envelopes of ``compare``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import (
    ChangeRow,
    Closed,
    ComparedTable,
    EditionId,
    FixedUnit,
    Number,
    Open,
    Text,
)


class Comparison(Closed):
    """Why scores and ranks moved from one table to another."""

    schema_: Literal["dtiscore/comparison/1"] = Field(alias="schema")
    dtiscore: str
    before: ComparedTable
    after: ComparedTable
    editions: list[EditionId] | None
    on_one_list: bool
    across: Text
    came: list[str]
    gone: list[str]
    fixed: list[FixedUnit]
    not_split: Text
    """Why changes are not split, where they are not."""
    ranks_not_split: Text
    rows: list[ChangeRow]


class SumRow(Closed):
    """What the rows of one group lost and gained together."""

    heading: Text
    group: Text
    rows: int
    first: float
    second: float
    lost: float
    lost_on: int
    gained: float
    gained_on: int
    net: float


class AppraisalRow(Open):
    """One row of the table."""

    row: Text
    first: Number
    second: Number
    change: Number


class Appraisal(Closed):
    """Two columns of one table compared, such as a self-assessment and an appraisal."""

    schema_: Literal["dtiscore/appraisal/1"] = Field(alias="schema")
    dtiscore: str
    source: str
    sha256: Text
    first: str
    second: str
    incomplete: list[str]
    sums: list[SumRow]
    rows: list[AppraisalRow]


ENVELOPES = {"comparison": Comparison, "appraisal": Appraisal}
