"""What if a value, a weight or a rule were another one: changes of a table and an edition, and the two results."""

from __future__ import annotations

from dtiscore.questions.whatif.answer.changes import (
    AnyChange,
    EditionChange,
    PointsChange,
    RuleChange,
    ValueChange,
    WeightChange,
)
from dtiscore.questions.whatif.answer.result import NodeMove, WhatIf

__all__ = [
    "AnyChange",
    "EditionChange",
    "NodeMove",
    "PointsChange",
    "RuleChange",
    "ValueChange",
    "WeightChange",
    "WhatIf",
]
