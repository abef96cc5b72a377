"""Robustness: how far ranks depend on weights, rules, imputation, treatment, single indicators and errors of measurement."""

from __future__ import annotations

from dtiscore.questions.robustness.answer.assumptions import Assumptions, MeasurementError, WeightVariation
from dtiscore.questions.robustness.answer.draws import Draws
from dtiscore.questions.robustness.answer.study import Robustness, study

__all__ = ["Assumptions", "Draws", "MeasurementError", "Robustness", "WeightVariation", "study"]
