"""The JSON envelope of ``diff``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, Open, Rank, Text
from dtiscore.questions.weights.diff.envelope import WeightsDiff


class DataChange(Closed):
    """A cell that differs, or a unit or column that came or went."""

    what: Literal["cell", "unit came", "unit went", "column came", "column went"]
    unit: Text = None
    name: Text = None
    period: Text = None
    group: Text = None
    code: Text = None
    """The column, by the code of its indicator or its heading."""
    before: Any = None
    after: Any = None


class DataChanges(Closed):
    """What two tables hold differently."""

    compared: int
    """How many cells both have."""
    rows: list[DataChange]


class RankedTable(Closed):
    """A table that was ranked."""

    source: str
    period: Text


class MovedRow(Open):
    """A unit whose rank moved, with the causes where they can be told."""

    unit: str
    name: str
    rank_before: Rank
    rank: Rank
    move: Rank


class MovedRanks(Closed):
    """The ranks that moved in one period and group."""

    before: RankedTable
    after: RankedTable
    group: Text
    index: str
    ranked: int
    not_split: Text
    ranks_not_split: Text
    rows: list[MovedRow]


class Difference(Closed):
    """What two states of tables and editions differ in, and which ranks moved for it."""

    schema_: Literal["dtiscore/diff/1"] = Field(alias="schema")
    dtiscore: str
    before: str
    after: str
    equal: bool
    data: DataChanges | None
    edition: WeightsDiff | None
    ranks: list[MovedRanks]
    not_ranked: Text
    """Why no ranks are compared, where they are not."""


ENVELOPES = {"diff": Difference}
