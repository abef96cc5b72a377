"""The answer to a question outside the command line: as a pandas table, and as HTML in a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dtiscore.analysis.answer import Answer
from dtiscore.arguments import checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.questions import QUESTIONS
from dtiscore.questions.score.shown.notebook import MOST
from dtiscore.render.forms.markdown import shortened
from dtiscore.render.forms.web_page import to_fragment
from dtiscore.render.page import ShownBy
from dtiscore.said import said

if TYPE_CHECKING:
    import pandas as pd

    from dtiscore.questions.showing.drawing import Plots


def _shown() -> Mapping[type[Answer], ShownBy]:
    found: dict[type[Answer], ShownBy] = {}
    for question in QUESTIONS:
        if find_spec(f"dtiscore.questions.{question}.shown") is not None:
            found |= getattr(import_module(f"dtiscore.questions.{question}.shown"), "SHOWN", {})
    return found


SHOWN = _shown()
"""How each question shows its answers, as its ``shown`` says it."""


@checked
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

    shown, tables = SHOWN[type(answer)]
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
    return to_fragment(shortened(SHOWN[type(answer)].shown(answer).markdown(), MOST))
