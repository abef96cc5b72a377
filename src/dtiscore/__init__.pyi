# The public names, each with the module that defines it: the one list, for people, type checkers and the program.

from dtiscore.analysis.appraisal import Appraisal as Appraisal
from dtiscore.analysis.backcast import Backcast as Backcast
from dtiscore.analysis.compare import Comparison as Comparison
from dtiscore.analysis.diagnosis import (
    Diagnosis as Diagnosis,
    Thresholds as Thresholds,
)
from dtiscore.analysis.explain import (
    CellHistory as CellHistory,
    Explanation as Explanation,
)
from dtiscore.analysis.improvement import (
    Improvement as Improvement,
    Limit as Limit,
)
from dtiscore.analysis.league import League as League
from dtiscore.analysis.profile import Profile as Profile
from dtiscore.analysis.robustness import (
    Assumptions as Assumptions,
    MeasurementError as MeasurementError,
    Robustness as Robustness,
    WeightVariation as WeightVariation,
)
from dtiscore.analysis.trend import Trend as Trend
from dtiscore.analysis.whatif import (
    PointsChange as PointsChange,
    RuleChange as RuleChange,
    ValueChange as ValueChange,
    WeightChange as WeightChange,
    WhatIf as WhatIf,
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
from dtiscore.api.leading import (
    league as league,
    profile as profile,
)
from dtiscore.api.on_spark import score_spark as score_spark
from dtiscore.api.reading import DeclaredTable as DeclaredTable
from dtiscore.api.restating import (
    RestatedTable as RestatedTable,
    restate as restate,
)
from dtiscore.api.robust import robustness as robustness
from dtiscore.api.scorecard import Scorecard as Scorecard
from dtiscore.api.streaming import score_stream as score_stream
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
from dtiscore.sources.doctor.checkup import Checkup as Checkup
from dtiscore.sources.references import load_reference as load_reference
from dtiscore.sources.weighting import load_methodology as load_methodology

__version__: str

def __dir__() -> list[str]: ...
