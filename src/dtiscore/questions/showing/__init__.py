"""The answer to a question outside the command line: as a pandas table, and as HTML in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, get_args

from dtiscore.analysis.answer import Answer
from dtiscore.errors import UsageFault
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.questions.backcast.answer import Backcast
from dtiscore.questions.backcast.shown import ShownBackcast
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.columns.answer import Appraisal
from dtiscore.questions.compare.columns.shown import ShownAppraisal
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis
from dtiscore.questions.diagnose.shown.tables import DiagnosisTable
from dtiscore.questions.diff.answer import Diff
from dtiscore.questions.diff.shown.difference import ShownDifference
from dtiscore.questions.explain.answer import CellHistory, Explanation
from dtiscore.questions.explain.shown.cell_history import ShownCellHistory
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.questions.improve.shown.records import ImprovementTable
from dtiscore.questions.league.answer import League
from dtiscore.questions.league.shown import ShownLeague
from dtiscore.questions.profile.answer import Profile
from dtiscore.questions.profile.shown import ShownProfile
from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.study import Question as Studied
from dtiscore.questions.robustness.shown.robustness import ShownRobustness
from dtiscore.questions.score.shown.notebook import MOST
from dtiscore.questions.trend.answer import Trend
from dtiscore.questions.trend.shown import ShownTrend, TrendTable
from dtiscore.questions.whatif.answer import WhatIf
from dtiscore.questions.whatif.shown.whatif import ShownWhatIf
from dtiscore.render.forms.markdown import shortened
from dtiscore.render.forms.web_page import to_fragment
from dtiscore.render.page import Shown
from dtiscore.said import said

if TYPE_CHECKING:
    import pandas as pd

    from dtiscore.questions.showing.drawing import Plots

SHOWN: Mapping[type[Answer], Callable[..., Shown]] = {
    Explanation: ShownExplanation,
    CellHistory: ShownCellHistory,
    Profile: ShownProfile,
    League: ShownLeague,
    Comparison: ShownComparison,
    Diff: ShownDifference,
    Trend: ShownTrend,
    Improvement: ShownImprovement,
    WhatIf: ShownWhatIf,
    Backcast: ShownBackcast,
    Robustness: ShownRobustness,
    Diagnosis: ShownDiagnosis,
    Appraisal: ShownAppraisal,
}
"""How each question shows its answer; where it has several tables, the one to show comes second."""

_TABLES: Mapping[type[Answer], tuple[str, ...]] = {
    Trend: get_args(TrendTable),
    Improvement: get_args(ImprovementTable),
    Robustness: get_args(Studied),
    Diagnosis: get_args(DiagnosisTable),
}
"""The tables of those that have several, the usual one first."""


def to_frame(answer: Answer, show: str | None = None, language: str | None = None) -> pd.DataFrame:
    """The answer to a question as a pandas table in full precision, as its command writes it with ``-f csv``.

    Args:
        answer: what :func:`explain`, :func:`compare`, :func:`robustness` or the function of another question returned.
        show: which of its tables, as the command has it with ``--show``; the usual one unless given.
        language: of names, ``vi`` or ``en``; the edition's own unless given.

    Raises:
        UsageFault: the answer has no such table.
    """
    import pandas as pd

    shown, tables = SHOWN[type(answer)], _TABLES.get(type(answer), ())
    if show is not None and show not in tables:
        message = said('{name} has no table "{show}"', name=type(answer).__name__, show=show)
        fix = said("leave show out: it has one table")
        if tables:
            fix = said("it has {tables}", tables=", ".join(tables))
        raise UsageFault(message, fix)
    return pd.DataFrame((shown(answer) if show is None else shown(answer, show)).columns(language))


def plots(answer: Answer | Scorecard) -> Plots:
    """The pictures of an answer, a method for each kind."""
    from dtiscore.questions.showing.drawing import Plots

    return Plots(answer)


def to_html(answer: Answer) -> str:
    """The answer to a question as a fragment of HTML: what its command writes with ``-f html``, tables cut short."""
    return to_fragment(shortened(SHOWN[type(answer)](answer).markdown(), MOST))
