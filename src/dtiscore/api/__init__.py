"""The functions of dtiscore for Python: the verbs of the command line under the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.late import loader

if TYPE_CHECKING:
    from dtiscore.analysis.diagnosis import Diagnosis as Diagnosis, Thresholds as Thresholds
    from dtiscore.analysis.improvement import Improvement as Improvement, Limit as Limit
    from dtiscore.analysis.robustness import (
        Assumptions as Assumptions,
        MeasurementError as MeasurementError,
        Robustness as Robustness,
        WeightVariation as WeightVariation,
    )
    from dtiscore.analysis.whatif import (
        PointsChange as PointsChange,
        RuleChange as RuleChange,
        ValueChange as ValueChange,
        WeightChange as WeightChange,
    )
    from dtiscore.api.appraising import compare_columns as compare_columns
    from dtiscore.api.backcasting import backcast as backcast
    from dtiscore.api.checking import check as check
    from dtiscore.api.comparing import (
        Basis as Basis,
        compare as compare,
        trend as trend,
    )
    from dtiscore.api.diagnosing import diagnose as diagnose
    from dtiscore.api.editions import (
        convert as convert,
        diff as diff,
        import_coinr as import_coinr,
        template as template,
    )
    from dtiscore.api.examining import doctor as doctor
    from dtiscore.api.explaining import (
        explain as explain,
        explain_cell as explain_cell,
        explain_each as explain_each,
    )
    from dtiscore.api.frames import to_frame as to_frame
    from dtiscore.api.improving import improve as improve
    from dtiscore.api.leading import league as league, profile as profile
    from dtiscore.api.reading import (
        Data as Data,
        DeclaredTable as DeclaredTable,
        Reading as Reading,
        Weighting as Weighting,
    )
    from dtiscore.api.restating import RestatedTable as RestatedTable, restate as restate
    from dtiscore.api.robust import measurement_error as measurement_error, robustness as robustness
    from dtiscore.api.scorecard import (
        Scorecard as Scorecard,
        unit_code as unit_code,
        unit_codes as unit_codes,
    )
    from dtiscore.api.supposing import whatif as whatif
    from dtiscore.api.verbs import (
        Validation as Validation,
        fit as fit,
        score as score,
        score_editions as score_editions,
        validate as validate,
    )
    from dtiscore.api.weighting import (
        DerivationChoices as DerivationChoices,
        DerivedWeighting as DerivedWeighting,
        derive_weights as derive_weights,
    )
    from dtiscore.sources.doctor.checkup import Checkup as Checkup
    from dtiscore.sources.references import load_reference as load_reference
    from dtiscore.sources.weighting import load_methodology as load_methodology

_HOMES = {
    "dtiscore.analysis.diagnosis": (
        "Diagnosis",
        "Thresholds",
    ),
    "dtiscore.analysis.improvement": (
        "Improvement",
        "Limit",
    ),
    "dtiscore.analysis.robustness": (
        "Assumptions",
        "MeasurementError",
        "Robustness",
        "WeightVariation",
    ),
    "dtiscore.analysis.whatif": (
        "PointsChange",
        "RuleChange",
        "ValueChange",
        "WeightChange",
    ),
    "dtiscore.api.appraising": ("compare_columns",),
    "dtiscore.api.backcasting": ("backcast",),
    "dtiscore.api.checking": ("check",),
    "dtiscore.api.comparing": (
        "Basis",
        "compare",
        "trend",
    ),
    "dtiscore.api.diagnosing": ("diagnose",),
    "dtiscore.api.editions": (
        "convert",
        "diff",
        "import_coinr",
        "template",
    ),
    "dtiscore.api.examining": ("doctor",),
    "dtiscore.api.explaining": (
        "explain",
        "explain_cell",
        "explain_each",
    ),
    "dtiscore.api.frames": ("to_frame",),
    "dtiscore.api.improving": ("improve",),
    "dtiscore.api.leading": (
        "league",
        "profile",
    ),
    "dtiscore.api.reading": (
        "Data",
        "DeclaredTable",
        "Reading",
        "Weighting",
    ),
    "dtiscore.api.restating": (
        "RestatedTable",
        "restate",
    ),
    "dtiscore.api.robust": (
        "measurement_error",
        "robustness",
    ),
    "dtiscore.api.scorecard": (
        "Scorecard",
        "unit_code",
        "unit_codes",
    ),
    "dtiscore.api.supposing": ("whatif",),
    "dtiscore.api.verbs": (
        "Validation",
        "fit",
        "score",
        "score_editions",
        "validate",
    ),
    "dtiscore.api.weighting": (
        "DerivationChoices",
        "DerivedWeighting",
        "derive_weights",
    ),
    "dtiscore.sources.doctor.checkup": ("Checkup",),
    "dtiscore.sources.references": ("load_reference",),
    "dtiscore.sources.weighting": ("load_methodology",),
}
"""The public names by the module that defines them."""

__all__ = [name for names in _HOMES.values() for name in names]

__getattr__ = loader(__name__, _HOMES)
