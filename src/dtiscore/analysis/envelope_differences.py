"""What JSON envelopes say of two states of a table, an edition or both: the models of ``diff``, ``diffs`` and ``drift``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import ChangeRow, Closed, EditionId, Text
from dtiscore.questions.weights.diff.answer import Aspect, Kind, Part

Cell = float | str | None
"""What a cell holds; null where it is empty."""


class DataRow(Closed):
    """A cell that differs, or a unit or column that one of the two tables lacks."""

    what: Literal["cell", "unit came", "unit went", "column came", "column went"]
    unit: Text = None
    name: Text = None
    period: Text = None
    group: Text = None
    code: Text = None
    """The column, as the edition calls it where there is one."""
    before: Cell = None
    after: Cell = None


class DataDifference(Closed):
    """What two tables say differently."""

    compared: int
    """How many cells both have."""
    rows: list[DataRow]


class SettingChange(Closed):
    """One thing that two editions say differently."""

    aspect: Aspect
    change: Kind
    part: Part
    code: Text
    name: Text
    key: Text
    before: Any
    after: Any


class EditionDifference(Closed):
    """What two editions say differently."""

    schema_: Literal["dtiscore/weights-diff/1"] = Field(alias="schema")
    before: EditionId
    after: EditionId
    equal: bool
    rows: list[SettingChange]


class RankedTable(Closed):
    """A table with ranks."""

    source: str
    period: Text


class RanksMoved(Closed):
    """The units of one period and group whose ranks moved."""

    before: RankedTable
    after: RankedTable
    group: Text
    index: str
    ranked: int
    """How many units both tables have."""
    not_split: Text
    """Why changes of scores are not split, where they are not."""
    ranks_not_split: Text
    rows: list[ChangeRow]


class Difference(Closed):
    """What two tables, two editions or both differ in."""

    schema_: Literal["dtiscore/diff/1"] = Field(alias="schema")
    dtiscore: str
    before: str
    """What the earlier one is called."""
    after: str
    equal: bool
    data: DataDifference | None
    edition: EditionDifference | None
    ranks: list[RanksMoved]
    not_ranked: Text
    """Why there are no ranks, where a table and an edition are known."""


class DifferenceOfTable(Difference):
    """What the states of one table of a project differ in."""

    file: Text
    """The table; null for an output."""


class Differences(Closed):
    """What a project differs in at two times."""

    schema_: Literal["dtiscore/diffs/1"] = Field(alias="schema")
    dtiscore: str
    before: str
    after: str
    equal: bool
    differences: list[DifferenceOfTable]
    """Of each table with its edition that differs."""
    not_told: list[str]
    """Why some of it cannot be told."""
