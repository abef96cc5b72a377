"""The answer to a question outside the command line: as a pandas table, and as HTML in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from dtiscore.analysis.answer import Answer
from dtiscore.errors import UsageFault
from dtiscore.questions.backcast.answer import Backcast
from dtiscore.questions.backcast.shown import ShownBackcast
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.columns.answer import Appraisal
from dtiscore.questions.compare.columns.shown import ShownAppraisal
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.diagnosis import ShownDiagnosis
from dtiscore.questions.diagnose.shown.tables import DiagnosisTable
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
from dtiscore.questions.whatif.shown import ShownWhatIf
from dtiscore.render.forms.markdown import shortened
from dtiscore.render.forms.web_page import to_fragment
from dtiscore.render.page import Shown

if TYPE_CHECKING:
    import pandas as pd

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class _Forms:
    """What an answer is made into, in a language, of the table that is asked for."""

    columns: Callable[[Any, str | None, Any], Columns]
    markdown: Callable[[Any, str | None, Any], str]
    tables: tuple[str, ...] = ("",)
    """The tables that it has, the usual one first; a single one has no name."""


def _shown(shown: Callable[[Any, Any], Shown], tables: tuple[str, ...] = ("",)) -> _Forms:
    return _Forms(
        lambda answer, language, show: shown(answer, show).columns(language),
        lambda answer, language, show: shown(answer, show).markdown(language),
        tables,
    )


_FORMS: Mapping[type[Answer], _Forms] = {
    Explanation: _shown(lambda answer, _: ShownExplanation(answer)),
    CellHistory: _shown(lambda answer, _: ShownCellHistory(answer)),
    Profile: _shown(lambda answer, _: ShownProfile(answer)),
    League: _shown(lambda answer, _: ShownLeague(answer)),
    Comparison: _shown(lambda answer, _: ShownComparison(answer)),
    Trend: _shown(ShownTrend, get_args(TrendTable)),
    Improvement: _Forms(
        lambda answer, language, show: ShownImprovement(answer, show).columns(language),
        lambda answer, language, _: ShownImprovement(answer).markdown(language),
        get_args(ImprovementTable),
    ),
    WhatIf: _shown(lambda answer, _: ShownWhatIf(answer)),
    Backcast: _shown(lambda answer, _: ShownBackcast(answer)),
    Robustness: _shown(ShownRobustness, get_args(Studied)),
    Diagnosis: _shown(ShownDiagnosis, get_args(DiagnosisTable)),
    Appraisal: _shown(lambda answer, _: ShownAppraisal(answer)),
}


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

    forms = _FORMS[type(answer)]
    if show is not None and show not in forms.tables:
        message = f'{type(answer).__name__} has no table "{show}"'
        named = ", ".join(forms.tables)
        raise UsageFault(message, f"it has {named}" if named else "leave show out: it has one table")
    return pd.DataFrame(forms.columns(answer, language, forms.tables[0] if show is None else show))


def to_html(answer: Answer) -> str:
    """The answer to a question as a fragment of HTML: what its command writes with ``-f html``, tables cut short."""
    forms = _FORMS[type(answer)]
    return to_fragment(shortened(forms.markdown(answer, None, forms.tables[0]), MOST))
