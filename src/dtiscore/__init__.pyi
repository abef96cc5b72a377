# The public names, each with the module that defines it: the one list, for people, type checkers and the program.

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
from dtiscore.inputs.compared import Basis as Basis
from dtiscore.inputs.reading import DeclaredTable as DeclaredTable
from dtiscore.inputs.references import load_reference as load_reference
from dtiscore.inputs.scorecard import Scorecard as Scorecard
from dtiscore.inputs.scored import score as score, score_editions as score_editions
from dtiscore.inputs.validation import Validation as Validation
from dtiscore.inputs.weighting import load_methodology as load_methodology
from dtiscore.methodology import Methodology as Methodology
from dtiscore.questions.backcast.answer import Backcast as Backcast
from dtiscore.questions.backcast.python import backcast as backcast
from dtiscore.questions.check.python import check as check, check_editions as check_editions
from dtiscore.questions.compare.answer import Comparison as Comparison
from dtiscore.questions.compare.columns.answer import Appraisal as Appraisal
from dtiscore.questions.compare.columns.python import compare_columns as compare_columns
from dtiscore.questions.compare.python import compare as compare
from dtiscore.questions.diagnose.answer import Diagnosis as Diagnosis, Thresholds as Thresholds
from dtiscore.questions.diagnose.python import diagnose as diagnose
from dtiscore.questions.diff.answer import Diff as Diff
from dtiscore.questions.diff.python import diff as diff
from dtiscore.questions.doctor.answer.checkup import Checkup as Checkup
from dtiscore.questions.doctor.python import doctor as doctor
from dtiscore.questions.explain.answer import CellHistory as CellHistory, Explanation as Explanation
from dtiscore.questions.explain.python import (
    explain as explain,
    explain_cell as explain_cell,
    explain_each as explain_each,
)
from dtiscore.questions.fit.python import fit as fit
from dtiscore.questions.improve.answer import Improvement as Improvement, Limit as Limit
from dtiscore.questions.improve.python import improve as improve
from dtiscore.questions.init.python import init as init
from dtiscore.questions.init.started import Started as Started
from dtiscore.questions.league.answer import League as League
from dtiscore.questions.league.python import league as league, league_editions as league_editions
from dtiscore.questions.profile.answer import Profile as Profile
from dtiscore.questions.profile.python import profile as profile, profile_editions as profile_editions
from dtiscore.questions.report.answer import Report as Report
from dtiscore.questions.report.python import report as report
from dtiscore.questions.robustness.answer import (
    Assumptions as Assumptions,
    MeasurementError as MeasurementError,
    Robustness as Robustness,
    WeightVariation as WeightVariation,
)
from dtiscore.questions.robustness.python import robustness as robustness
from dtiscore.questions.schema.python import schema as schema
from dtiscore.questions.score.on_spark import score_spark as score_spark
from dtiscore.questions.score.streaming import score_stream as score_stream
from dtiscore.questions.showing import to_frame as to_frame
from dtiscore.questions.showing.drawing import plot as plot
from dtiscore.questions.showing.reporting import report_page as report_page
from dtiscore.questions.trend.answer import Trend as Trend
from dtiscore.questions.trend.python import trend as trend
from dtiscore.questions.units.python import RestatedTable as RestatedTable, restate as restate
from dtiscore.questions.validate.python import validate as validate, validate_editions as validate_editions
from dtiscore.questions.weights.derive.python import (
    DerivationChoices as DerivationChoices,
    DerivedWeighting as DerivedWeighting,
    derive_weights as derive_weights,
)
from dtiscore.questions.weights.python import (
    convert as convert,
    import_coinr as import_coinr,
    row_model as row_model,
    template as template,
    template_schema as template_schema,
)
from dtiscore.questions.weights.recover.answer import Recovery as Recovery
from dtiscore.questions.weights.recover.python import (
    recover_weights as recover_weights,
    recovered_edition as recovered_edition,
)
from dtiscore.questions.whatif.answer import (
    PointsChange as PointsChange,
    RuleChange as RuleChange,
    ValueChange as ValueChange,
    WeightChange as WeightChange,
    WhatIf as WhatIf,
)
from dtiscore.questions.whatif.python import whatif as whatif

__version__: str

def __dir__() -> list[str]: ...
