"""The JSON envelope of ``whatif``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, FixedUnit, Number, Open, Provenance, Rank, Text
from dtiscore.questions.weights.diff.envelope import EditionChange


class ChangedCell(Closed):
    """A cell that was given another value."""

    unit: str
    column: str
    line: int | None
    was: Text
    now: Text
    nodes: list[str]


class CellWithoutEffect(Closed):
    """A changed cell that counts for nothing, because the table supplies a node above it."""

    unit: str
    column: Text
    supplied: str


class WhatifRow(Open):
    """One unit; ``data:CODE`` is what a node's data changed the score by."""

    unit: str
    name: str
    rank_before: Rank
    rank: Rank
    move: Rank
    score_before: Number
    score: Number
    change: Number
    data: Number
    method: Number
    composition: Number
    figures_changed: bool
    fixed_at: Text


class Part(Closed):
    """One node of a unit, before and after."""

    unit: str
    node: str
    score_before: Number
    score: Number
    change: Number
    rank_before: Rank
    rank: Rank


class Whatif(Closed):
    """What other values, weights or rules would change."""

    schema_: Literal["dtiscore/whatif/1"] = Field(alias="schema")
    before: Provenance
    after: Provenance
    cells: list[ChangedCell]
    counting_for_nothing: list[CellWithoutEffect]
    weights_as: Text
    weights_read: list[str]
    edition: list[EditionChange] | None
    fixed: list[FixedUnit]
    rescored: int
    moved: int | None
    not_split: Text
    rows: list[WhatifRow]
    parts: list[Part]


ENVELOPES = {"whatif": Whatif}
