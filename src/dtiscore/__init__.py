"""Composite indices from a raw indicator table and a weighting file.

The public names load on first use: ``import dtiscore`` alone costs nothing, and the command line can
answer ``--version`` without pandas or pydantic.
"""

from __future__ import annotations

from dtiscore.late import loader

TYPE_CHECKING = False  # as typing has it, which would take a third of the time that --version has
if TYPE_CHECKING:
    from dtiscore.analysis.diagnosis import Thresholds as Thresholds
    from dtiscore.analysis.improvement import Limit as Limit
    from dtiscore.analysis.robustness import (
        Assumptions as Assumptions,
        MeasurementError as MeasurementError,
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
    from dtiscore.api.examining import doctor as doctor
    from dtiscore.api.explaining import (
        explain as explain,
        explain_cell as explain_cell,
        explain_each as explain_each,
    )
    from dtiscore.api.frames import to_frame as to_frame
    from dtiscore.api.improving import improve as improve
    from dtiscore.api.leading import league as league, profile as profile
    from dtiscore.api.on_spark import score_spark as score_spark
    from dtiscore.api.reading import DeclaredTable as DeclaredTable
    from dtiscore.api.restating import restate as restate
    from dtiscore.api.robust import robustness as robustness
    from dtiscore.api.scorecard import Scorecard as Scorecard
    from dtiscore.api.streaming import score_stream as score_stream
    from dtiscore.api.supposing import whatif as whatif
    from dtiscore.api.verbs import (
        fit as fit,
        score as score,
        score_editions as score_editions,
        validate as validate,
    )
    from dtiscore.errors import (
        AnswerIsNo as AnswerIsNo,
        CheckFailed as CheckFailed,
        DtiscoreError as DtiscoreError,
        InvalidData as InvalidData,
        InvalidMethodology as InvalidMethodology,
        Problem as Problem,
        SourceFault as SourceFault,
        UsageFault as UsageFault,
    )
    from dtiscore.methodology import Methodology as Methodology
    from dtiscore.sources.references import load_reference as load_reference
    from dtiscore.sources.weighting import load_methodology as load_methodology

__version__ = "0.1.0"

_HOMES = {
    "dtiscore.analysis.diagnosis": ("Thresholds",),
    "dtiscore.analysis.improvement": ("Limit",),
    "dtiscore.analysis.robustness": (
        "Assumptions",
        "MeasurementError",
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
    "dtiscore.api.reading": ("DeclaredTable",),
    "dtiscore.api.on_spark": ("score_spark",),
    "dtiscore.api.streaming": ("score_stream",),
    "dtiscore.api.restating": ("restate",),
    "dtiscore.api.robust": ("robustness",),
    "dtiscore.api.scorecard": ("Scorecard",),
    "dtiscore.api.supposing": ("whatif",),
    "dtiscore.api.verbs": (
        "fit",
        "score",
        "score_editions",
        "validate",
    ),
    "dtiscore.errors": (
        "AnswerIsNo",
        "CheckFailed",
        "DtiscoreError",
        "InvalidData",
        "InvalidMethodology",
        "Problem",
        "SourceFault",
        "UsageFault",
    ),
    "dtiscore.methodology": ("Methodology",),
    "dtiscore.sources.references": ("load_reference",),
    "dtiscore.sources.weighting": ("load_methodology",),
}
"""The public names by the module that defines them."""

__all__ = ["__version__", *(name for names in _HOMES.values() for name in names)]  # noqa: PLE0604 - strings

__getattr__ = loader(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
