"""Diagnosis: the statistical audit of an index, from the data it stands on to whether its weights do what they say."""

from __future__ import annotations

from dtiscore.questions.diagnose.answer.diagnosis import Diagnosis, diagnose
from dtiscore.questions.diagnose.answer.thresholds import Thresholds

__all__ = ["Diagnosis", "Thresholds", "diagnose"]
