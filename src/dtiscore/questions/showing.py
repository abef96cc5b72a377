"""The answer to a question outside the command line: as a pandas table, and as HTML in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, get_args

from dtiscore.analysis.answer import Answer
from dtiscore.analysis.movement import moves
from dtiscore.errors import UsageFault
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.standings import units_named
from dtiscore.inputs.unit_codes import unit_codes
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
from dtiscore.questions.score.shown.ranking import PictureKind, ShownRanking
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

    from dtiscore.render.pictures.theme import Picture

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


def plot(
    answer: Answer | Scorecard,
    kind: PictureKind = "ranking",
    *,
    units: Collection[str] = (),
    top: int | None = None,
    level: int | str | None = None,
    language: str | None = None,
) -> Picture:
    """An answer as a chart of Vega-Altair, as its command draws it with ``-o picture.svg``; a notebook shows it.

    Args:
        answer: a scorecard, or what :func:`explain`, :func:`compare`, :func:`trend` or :func:`robustness` returned.
        kind: what is drawn of a scorecard: ``ranking``, ``points``, ``table``, or two ``nodes``.
        units: the units in front, by code, name or alias; of a comparison the one that is meant.
        top: how many of the first units are shown.
        level: the nodes of a ``table`` or the two ``nodes``, as :meth:`Scorecard.to_frame` has it.
        language: ``vi`` or ``en``; English unless given, among names as the edition has them.

    Raises:
        UsageFault: Altair is not installed, or the answer has no such picture.
    """
    from dtiscore.render.pictures.library import require_library

    require_library()
    if isinstance(answer, Scorecard):
        moved = moves(answer) if len(set(answer.dataset.periods)) > 1 else {}
        chosen = unit_codes([answer], list(units))
        return ShownRanking(answer, level, top, chosen, moves=moved, drawn_as=kind).picture(language)
    if isinstance(answer, Comparison):
        codes = units_named([answer.before, answer.after], list(units))
        return ShownComparison(answer, codes, top).picture(language)
    if isinstance(answer, Trend):
        return ShownTrend(answer, "units", units_named(answer.tables, list(units)), top).picture(language)
    return SHOWN[type(answer)](answer).picture(language)


def to_html(answer: Answer) -> str:
    """The answer to a question as a fragment of HTML: what its command writes with ``-f html``, tables cut short."""
    return to_fragment(shortened(SHOWN[type(answer)](answer).markdown(), MOST))
