"""The answer to a question as a pandas table: the columns that its command writes with ``-f csv``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from dtiscore.analysis.appraisal import Appraisal
from dtiscore.analysis.backcast import Backcast
from dtiscore.analysis.compare import Comparison
from dtiscore.analysis.diagnosis import Diagnosis
from dtiscore.analysis.explain import CellHistory, Explanation
from dtiscore.analysis.improvement import Improvement
from dtiscore.analysis.league import League
from dtiscore.analysis.profile import Profile
from dtiscore.analysis.robustness import Robustness
from dtiscore.analysis.robustness.study import Question as Studied
from dtiscore.analysis.trend import Trend
from dtiscore.analysis.whatif import WhatIf
from dtiscore.errors import UsageFault
from dtiscore.render.appraisal import appraisal_columns
from dtiscore.render.auditing.records import diagnosis_columns
from dtiscore.render.auditing.tables import Question as Audited
from dtiscore.render.backcast import backcast_columns
from dtiscore.render.comparison import comparison_columns
from dtiscore.render.explaining.cell_history import cell_columns
from dtiscore.render.explaining.explanation import explanation_columns
from dtiscore.render.improving.improvement import Shown as Improving
from dtiscore.render.improving.records import improvement_columns
from dtiscore.render.league import league_columns
from dtiscore.render.profile import profile_columns
from dtiscore.render.robust.records import robustness_columns
from dtiscore.render.trend import Shown as Followed, trend_columns
from dtiscore.render.whatif import whatif_columns

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
