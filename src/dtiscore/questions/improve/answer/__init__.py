"""How a unit can improve: the levers of its index, what each brings, and the cheapest plans to a rank or a score."""

from __future__ import annotations

from dtiscore.questions.improve.answer.change import PlannedChange
from dtiscore.questions.improve.answer.competitors import Target
from dtiscore.questions.improve.answer.lever import Lever, Limit
from dtiscore.questions.improve.answer.plan import Outcome, Plan
from dtiscore.questions.improve.answer.room import Room
from dtiscore.questions.improve.answer.study import Improvement, improve

__all__ = ["Improvement", "Lever", "Limit", "Outcome", "Plan", "PlannedChange", "Room", "Target", "improve"]
