"""Two nodes against each other, a point for each unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.score.pictures.ranking import (
    partition_notes,
    partition_title,
    shown_partition,
    unit_labels,
)
from dtiscore.questions.score.shown.drawing import Drawing
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.names import node_name
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    INK,
    LIGHT_BLUE,
    WIDTH,
    Around,
    apart,
    finished,
    in_layers,
    in_words,
    of_records,
)
from dtiscore.said import said, some_of
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.suggestions import did_you_mean
from dtiscore.units.matching import nearest

_LETTERS = 15
"""The height of a name."""
_FEW = 200
"""Up to so many points are large."""
_NAMED = 5
"""How many units are named unless some are chosen: the first of the ranking."""


def nodes_picture(
    card: Scorecard, selection: Selection, level: int | str | None, drawing: Drawing, language: str | None
) -> alt.LayerChart:
    """Two nodes by their codes, or the first two of a level; chosen units are named, or else the first of the ranking.

    Raises:
        UsageFault: the level has fewer than two nodes with scores, or no node with scores has such a code.
    """
    partition = shown_partition(card)
    codes = _codes(card, level, drawing)
    records = _records(card, partition, codes, selection, language)
    axes = [
        alt.Axis(title=in_words(node_name(card.methodology, code), language), grid=True) for code in codes
    ]
    scale = alt.Scale(zero=False, padding=12, nice=True)
    x, y = alt.X("first:Q", axis=axes[0], scale=scale), alt.Y("second:Q", axis=axes[1], scale=scale)
    kind = alt.Scale(domain=["named", "other"], range=[DARK_BLUE, LIGHT_BLUE])
    base = of_records(records).encode(x=x, y=y)
    letters = of_records(_labels(records)).encode(
        x=x, y=alt.Y("height:Q", axis=axes[1], scale=scale), text="label:N"
    )
    layers = [
        base.mark_circle(
            size=60 if len(records) <= _FEW else 22, opacity=max(0.25, min(0.9, _FEW / len(records)))
        ).encode(color=alt.Color("kind:N", legend=None, scale=kind)),
        # Letters stand on points where there are many: a white edge lets them be read.
        letters.mark_text(align="left", dx=9, fontSize=11, stroke="white", strokeWidth=3, strokeJoin="round"),
        letters.mark_text(align="left", dx=9, fontSize=11, color=INK),
    ]
    return finished(in_layers(layers, WIDTH, WIDTH), _around(card, partition, codes, len(records)), language)


def _codes(card: Scorecard, level: int | str | None, drawing: Drawing) -> list[str]:
    known = with_scores(card, list(card.nodes))
    for code in (drawing.x, drawing.y):
        if code is not None and code not in known:
            message = said('no node "{code}" has scores in this table', code=code)
            raise UsageFault(
                message,
                did_you_mean(nearest(code, known)) or said("it has {codes}", codes=some_of(known, 12)),
            )
    shown = with_scores(card, shown_codes(card, level, None))
    first = drawing.x or next((code for code in shown if code != drawing.y), None)
    second = drawing.y or next((code for code in shown if code != first), None)
    if first is None or second is None:
        message = said("a picture of two nodes needs two that have scores")
        raise UsageFault(
            message, said("choose another level: --level 1; or nodes by their codes: --x CODE --y CODE")
        )
    return [first, second]


def _records(
    card: Scorecard, partition: Partition, codes: Sequence[str], selection: Selection, language: str | None
) -> list[dict[str, Any]]:
    """A record for each unit that has both scores, those that are named last, so that they lie above."""
    rows = card.order[partition]
    named = {row for row in rows if card.dataset.units[row] in selection.units} or set(rows[:_NAMED])
    first, second = (card.published(code) for code in codes)
    records = [
        {
            "unit": label,
            "first": float(first[row]),
            "second": float(second[row]),
            "label": label if row in named else "",
            "kind": "named" if row in named else "other",
        }
        for row, label in zip(rows, unit_labels(card, rows, language), strict=True)
        if first[row] == first[row] and second[row] == second[row]
    ]
    return sorted(records, key=lambda one: one["kind"], reverse=True)


def _labels(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The names beside their points, moved up or down so far that none covers another one."""
    heights = [one["second"] for one in records]
    named = [one for one in records if one["label"]]
    low, high = min(heights, default=0.0), max(heights, default=1.0)
    moved = apart([one["second"] for one in named], _LETTERS * (high - low) / WIDTH, low, high)
    return [
        {"first": one["first"], "height": height, "label": one["label"]}
        for one, height in zip(named, moved, strict=True)
    ]


def _around(card: Scorecard, partition: Partition, codes: Sequence[str], shown: int) -> Around:
    first, second = (node_name(card.methodology, code) for code in codes)
    title = partition_title(card, partition)
    alternative = said(
        "{title}, a point for each of {n} units: {first} to the right, {second} upwards.",
        title=title,
        n=shown,
        first=first,
        second=second,
    )
    return Around(title, alternative, partition_notes(card, partition, card.order[partition]))
