"""The functions of dtiscore for Python: the verbs of the command line under the same names."""

from __future__ import annotations

from dtiscore.api.reading import Data, Reading, Weighting
from dtiscore.api.restating import RestatedTable, restate
from dtiscore.api.scorecard import Scorecard, unit_code
from dtiscore.api.verbs import Validation, check, explain, score, validate
from dtiscore.sources.weighting import load_methodology

__all__ = [
    "Data",
    "Reading",
    "RestatedTable",
    "Scorecard",
    "Validation",
    "Weighting",
    "check",
    "explain",
    "load_methodology",
    "restate",
    "score",
    "unit_code",
    "validate",
]
