"""The explanations of one unit in several groups or periods, below each other; a single one stands as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.explain.shown.explanation import (
    explanation_columns,
    explanation_markdown,
    explanation_payload,
    explanation_screen,
)
from dtiscore.render.drawing.screen import Screen

EXPLANATIONS_SCHEMA = "dtiscore/explanations/1"


def explanations_screen(explanations: Sequence[Explanation], screen: Screen, *, gaps: bool = False) -> str:
    """The explanations as text, with an empty line between them."""
    return "\n".join(explanation_screen(one, screen, gaps=gaps) for one in explanations)


def explanations_markdown(
    explanations: Sequence[Explanation], language: str | None = None, *, gaps: bool = False
) -> str:
    """The explanations as one Markdown page."""
    return "\n".join(explanation_markdown(one, language, gaps=gaps) for one in explanations)


def explanations_payload(explanations: Sequence[Explanation]) -> dict[str, Any]:
    """The envelope of the one explanation, or of several the envelopes of all in one."""
    payloads = [explanation_payload(one) for one in explanations]
    return payloads[0] if len(payloads) == 1 else {"schema": EXPLANATIONS_SCHEMA, "explanations": payloads}


def explanations_columns(
    explanations: Sequence[Explanation], language: str | None = None
) -> dict[str, list[Any]]:
    """The nodes of all explanations as plain columns; of several with the period and the group before them."""
    if len(explanations) == 1:
        return explanation_columns(explanations[0], language)
    columns: dict[str, list[Any]] = {}
    for one in explanations:
        data, nodes = one.card.dataset, len(one.nodes)
        when = {"period": [data.periods[one.row]] * nodes, "group": [data.groups[one.row]] * nodes}
        for heading, values in (when | explanation_columns(one, language)).items():
            columns.setdefault(heading, []).extend(values)
    return columns
