"""How a unit can improve: the levers of its index, what each brings, and the cheapest plans to a rank or a score."""

from __future__ import annotations

from dtiscore.analysis.improvement.lever import Lever, Limit
from dtiscore.analysis.improvement.plan import Change, Outcome, Plan
from dtiscore.analysis.improvement.race import Target
from dtiscore.analysis.improvement.study import Improvement, Room, improve

__all__ = ["Change", "Improvement", "Lever", "Limit", "Outcome", "Plan", "Room", "Target", "improve"]
