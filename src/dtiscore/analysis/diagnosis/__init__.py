"""Diagnosis: the statistical audit of an index, from the data it stands on to whether its weights do what they say."""

from __future__ import annotations

from dtiscore.analysis.diagnosis.diagnosis import Diagnosis, diagnose
from dtiscore.analysis.diagnosis.thresholds import Thresholds

__all__ = ["Diagnosis", "Thresholds", "diagnose"]
