"""The answer to a question as a pandas table: the columns that its command writes with ``-f csv``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from dtiscore.errors import UsageFault
from dtiscore.questions.backcast.answer import Backcast
from dtiscore.questions.backcast.shown import backcast_columns
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.compare.columns.answer import Appraisal
from dtiscore.questions.compare.columns.shown import appraisal_columns
from dtiscore.questions.compare.shown import comparison_columns
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.shown.records import diagnosis_columns
from dtiscore.questions.diagnose.shown.tables import Question as Audited
from dtiscore.questions.explain.answer import CellHistory, Explanation
from dtiscore.questions.explain.shown.cell_history import cell_columns
from dtiscore.questions.explain.shown.explanation import explanation_columns
from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.improve.shown.improvement import Shown as Improving
from dtiscore.questions.improve.shown.records import improvement_columns
from dtiscore.questions.league.answer import League
from dtiscore.questions.league.shown import league_columns
from dtiscore.questions.profile.answer import Profile
from dtiscore.questions.profile.shown import profile_columns
from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.robustness.answer.study import Question as Studied
from dtiscore.questions.robustness.shown.records import robustness_columns
from dtiscore.questions.trend.answer import Trend
from dtiscore.questions.trend.shown import Shown as Followed, trend_columns
from dtiscore.questions.whatif.answer import WhatIf
from dtiscore.questions.whatif.shown import whatif_columns

if TYPE_CHECKING:
    import pandas as pd

Answer: TypeAlias = (
    Explanation
    | CellHistory
    | Profile
    | League
    | Comparison
    | Trend
    | Improvement
    | WhatIf
    | Backcast
    | Robustness
    | Diagnosis
    | Appraisal
)
"""What the functions that ask a question return."""

Columns = Mapping[str, list[Any]]

_COLUMNS: Mapping[type[Any], Callable[[Any, str | None, Any], Columns]] = {
    Explanation: lambda answer, language, _: explanation_columns(answer, language),
    CellHistory: lambda answer, language, _: cell_columns(answer, language),
    Profile: lambda answer, language, _: profile_columns(answer, language),
    League: lambda answer, language, _: league_columns(answer, language),
    Comparison: lambda answer, language, _: comparison_columns(answer, language),
    Trend: trend_columns,
    Improvement: improvement_columns,
    WhatIf: lambda answer, language, _: whatif_columns(answer, language),
    Backcast: lambda answer, language, _: backcast_columns(answer, language),
    Robustness: lambda answer, language, show: robustness_columns(answer, show, language),
    Diagnosis: lambda answer, language, show: diagnosis_columns(answer, show, language),
    Appraisal: lambda answer, _, __: appraisal_columns(answer),
}
"""What makes the columns of each answer, in a language, of the table that is asked for."""

_TABLES: Mapping[type[Any], tuple[str, ...]] = {
    Trend: get_args(Followed),
    Improvement: get_args(Improving),
    Robustness: get_args(Studied),
    Diagnosis: get_args(Audited),
}
"""The tables of the answers that have several, the usual one first."""


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

    tables = _TABLES.get(type(answer), ())
    if show is not None and show not in tables:
        message = f'{type(answer).__name__} has no table "{show}"'
        raise UsageFault(
            message, f"it has {', '.join(tables)}" if tables else "leave show out: it has one table"
        )
    return pd.DataFrame(_COLUMNS[type(answer)](answer, language, show or next(iter(tables), "")))
