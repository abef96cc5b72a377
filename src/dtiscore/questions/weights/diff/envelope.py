"""The JSON envelope of ``weights diff``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dtiscore.analysis.envelope_parts import Closed, EditionId, Text
from dtiscore.questions.weights.diff.answer import Aspect, Kind, Part


class EditionChange(Closed):
    """One thing that two editions say differently."""

    aspect: Aspect
    change: Kind
    part: Part
    code: Text
    name: Text
    key: Text
    before: Any
    after: Any


class WeightsDiff(Closed):
    """All that two editions say differently."""

    schema_: Literal["dtiscore/weights-diff/1"] = Field(alias="schema")
    before: EditionId
    after: EditionId
    equal: bool
    rows: list[EditionChange]
