"""What a workbook of a ranking has beside it: what parts add and lose, what changed since the period before, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dtiscore.questions.explain.answer.contributions import Contributions
from dtiscore.questions.explain.answer.unit import parts_of
from dtiscore.render.drawing.scales import bar_top
from dtiscore.render.forms.looks import Look
from dtiscore.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Move
    from dtiscore.render.page import Columns

MOST_CELLS = 200_000
"""Up to so many cells of units by parts are told what each part adds; more are no sheet to read."""


def ranking_sheets(
    card: Scorecard,
    rows: Sequence[int],
    moves: Mapping[int, Move],
    notes: Iterable[str],
    language: str | None,
) -> dict[str, Columns]:
    """The further sheets by name, each only where there is something to tell."""
    found = {code for row in rows for code in parts_of(card, row)}
    codes = [code for code in card.methodology.nodes if code in found]
    sheets: dict[str, Columns] = {}
    who = _who(card, rows, language)
    if 0 < len(rows) * len(codes) <= MOST_CELLS:
        by_row = [Contributions(card, row) for row in rows]
        adds = {code: [one.to_index(card.methodology.nodes[code]) for one in by_row] for code in codes}
        if any(value is not None for values in adds.values() for value in values):
            sheets["contributions"] = {**who, **_headed("to_index", adds)}
        lost = {code: values for code in codes if (values := _lost(card, code, rows)) is not None}
        if card.methodology.index.maximum and lost:
            sheets["lost points"] = {**who, **_headed("lost", lost)}
    known = [row for row in rows if row in moves]
    if known:
        published = card.index.published
        now = [float(published[row]) for row in known]
        before = [moves[row].score for row in known]
        sheets["changes"] = {
            **_who(card, known, language),
            "rank": card.ranks[card.methodology.index.code][known].tolist(),
            "previous_rank": [moves[row].rank for row in known],
            "move": [moves[row].up for row in known],
            "score": now,
            "previous_score": before,
            "change": [None if was is None else new - was for new, was in zip(now, before, strict=True)],
        }
    sheets["notes"] = {"note": list(notes)}
    return sheets


def _headed(figure: str, values: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return {f"{figure}:{code}": column for code, column in values.items()}


def _who(card: Scorecard, rows: Sequence[int], language: str | None) -> dict[str, list[Any]]:
    data = card.dataset
    columns: dict[str, list[Any]] = {
        "period": [data.periods[row] for row in rows],
        "group": [data.groups[row] for row in rows],
    }
    told = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    return {
        **told,
        "unit": [data.units[row] for row in rows],
        "name": [card.name(row, language) for row in rows],
    }


def _lost(card: Scorecard, code: str, rows: Sequence[int]) -> list[float | None] | None:
    """How far each row stays below the maximum of a part, in points; ``None`` of a part without one."""
    maximum = card.methodology.nodes[code].maximum
    if not maximum:
        return None
    return [
        None if score != score else maximum - score for score in card.nodes[code].score[list(rows)].tolist()
    ]


def ranking_looks(card: Scorecard) -> dict[str, Look]:
    """How columns of a ranking look in a workbook: the index as bars, parts in shades, the better the darker."""
    edition = card.methodology
    looks: dict[str, Look] = {}
    for code in card.nodes:
        if code == edition.index.code and bar_top(card) is None:
            continue  # bars of negative scores would mislead
        up = edition.ranking(code).order != "ascending"
        look: Look = "bars" if code == edition.index.code else "better up" if up else "better down"
        looks[edition.figure_headings.of(code, "published")] = look
    return looks
