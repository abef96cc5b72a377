"""Robustness: how far ranks depend on weights, rules, imputation, treatment, single indicators and errors of measurement."""

from __future__ import annotations

from dtiscore.analysis.robustness.assumptions import Assumptions, MeasurementError, WeightVariation
from dtiscore.analysis.robustness.draws import Draws
from dtiscore.analysis.robustness.study import Robustness, study

__all__ = ["Assumptions", "Draws", "MeasurementError", "Robustness", "WeightVariation", "study"]
