"""The functions of dtiscore for Python: the verbs of the command line under the same names."""

from __future__ import annotations

from dtiscore.analysis.robustness import Assumptions, MeasurementError, Robustness, WeightVariation
from dtiscore.api.comparing import Basis, compare, compare_columns, trend
from dtiscore.api.editions import convert, diff, import_coinr, template
from dtiscore.api.reading import Data, Reading, Weighting
from dtiscore.api.restating import RestatedTable, restate
from dtiscore.api.robust import measurement_error, robustness
from dtiscore.api.scorecard import Scorecard, unit_code, unit_codes
from dtiscore.api.verbs import Validation, check, explain, fit, score, score_editions, validate
from dtiscore.api.weighting import DerivationChoices, DerivedWeighting, derive_weights
from dtiscore.sources.references import load_reference
from dtiscore.sources.weighting import load_methodology

__all__ = [
    "Assumptions",
    "Basis",
    "Data",
    "DerivationChoices",
    "DerivedWeighting",
    "MeasurementError",
    "Reading",
    "RestatedTable",
    "Robustness",
    "Scorecard",
    "Validation",
    "WeightVariation",
    "Weighting",
    "check",
    "compare",
    "compare_columns",
    "convert",
    "derive_weights",
    "diff",
    "explain",
    "fit",
    "import_coinr",
    "load_methodology",
    "load_reference",
    "measurement_error",
    "restate",
    "robustness",
    "score",
    "score_editions",
    "template",
    "trend",
    "unit_code",
    "unit_codes",
    "validate",
]
