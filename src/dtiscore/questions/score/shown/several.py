"""The rankings of a panel that falls under several editions: one after the other, or as one table with their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.render.drawing.screen import Screen, paragraph, to_text
from dtiscore.render.forms.markdown import escaped
from dtiscore.render.phrases import in_a_row, say
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.periods import in_time
from dtiscore.tables.rankings.form import RANKINGS_SCHEMA
from dtiscore.visible import visible


def rankings_screen(texts: Sequence[str], cards: Sequence[Scorecard], screen: Screen) -> str:
    """The rankings below each other, and that they do not compare."""
    note = to_text(paragraph(_note(cards, screen.language), screen), screen)
    return "\n".join([*texts, note])


def rankings_markdown(texts: Sequence[str], cards: Sequence[Scorecard], language: str | None) -> str:
    """The same as one Markdown page."""
    return "\n".join([*texts, f"{escaped(_note(cards, language))}\n"])


def rankings_columns(
    rankings: Sequence[Mapping[str, Sequence[Any]]], cards: Sequence[Scorecard]
) -> dict[str, list[Any]]:
    """The rows of all rankings under each other, the id of their edition first; ``None`` where an edition lacks a column.

    Columns stand in the order of the rankings, those that only a later edition has behind those before them.
    """
    sizes = [len(next(iter(ranking.values()), ())) for ranking in rankings]
    columns: dict[str, list[Any]] = {
        "edition": [card.methodology.id for card, size in zip(cards, sizes, strict=True) for _ in range(size)]
    }
    for heading in dict.fromkeys(heading for ranking in rankings for heading in ranking):
        columns[heading] = [
            value
            for ranking, size in zip(rankings, sizes, strict=True)
            for value in ranking.get(heading, [None] * size)
        ]
    return columns


def rankings_payload(payloads: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The envelopes of all rankings in one."""
    return {"schema": RANKINGS_SCHEMA, "rankings": [dict(payload) for payload in payloads]}


def _note(cards: Sequence[Scorecard], language: str | None) -> str:
    said = []
    for card in cards:
        periods = dict.fromkeys(period for period in card.dataset.periods if period is not None)
        said.append(
            f"{visible(card.methodology.id)}: {', '.join(map(visible, sorted(periods, key=in_time)))}"
        )
    return say(language, "editions apart", editions=in_a_row(said))
