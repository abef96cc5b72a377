"""Units by nodes as a table whose cells are the darker the better the unit is placed in the node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from dtiscore.questions.score.pictures.ranking import (
    partition_notes,
    partition_title,
    picture_rows,
    ranked_labels,
    shown_partition,
)
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.pictures.theme import (
    BLUE,
    INK,
    PAPER,
    ROW,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
    told_apart,
    unit_axis,
)
from dtiscore.said import said, spoken
from dtiscore.scoring.scorecard import Partition, Scorecard

MOST_NODES = 20
"""How many nodes stand beside the index, in the order of the screen."""
_CELL = 58
_DARK = 0.8
"""From here on letters in a cell are white."""


def table_picture(
    card: Scorecard, selection: Selection, level: int | str | None, language: str | None
) -> alt.LayerChart:
    """The index and the nodes of a level, of which the ranking shows some unless one is asked for."""
    partition = shown_partition(card)
    rows = picture_rows(card, partition, selection)
    codes = with_scores(card, shown_codes(card, level, selection.sort))
    shown = [card.methodology.index.code, *codes[:MOST_NODES]]
    base = of_records(_records(card, partition, rows, shown, language)).encode(
        x=alt.X(
            "node:N",
            sort=None,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=190, ticks=False, domain=False),
        ),
        y=unit_axis(),
    )
    colour = alt.Color(
        "place:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[PAPER, BLUE], interpolate="lab")
    )
    layers = [
        base.mark_rect(stroke="white").encode(color=colour),
        base.mark_text(fontSize=10).encode(text="written:N", color=alt.Color("ink:N", scale=None)),
    ]
    picture: alt.LayerChart = in_layers(layers, alt.Step(_CELL), alt.Step(ROW)).resolve_scale(
        color="independent"
    )
    return finished(picture, _around(card, partition, rows, codes), language)


def _records(
    card: Scorecard, partition: Partition, rows: Sequence[int], codes: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    edition = card.methodology
    names = [edition.index.code, *(node_name(edition, code) for code in codes[1:])]
    heads = told_apart([in_words(name, language) for name in names], codes)
    labels = ranked_labels(card, rows, language)
    all_rows, records = card.partitions[partition], []
    for code, head in zip(codes, heads, strict=True):
        ranks = card.ranks[code][all_rows]
        last = float(np.nanmax(ranks)) if (ranks == ranks).any() else 1.0
        published = figures.published_column(card.nodes[code].published[list(rows)], edition.publish)
        for row, label, written in zip(rows, labels, published, strict=True):
            rank = float(card.ranks[code][row])
            place = None if rank != rank else 1.0 if last <= 1 else (last - rank) / (last - 1)
            records.append(
                {
                    "unit": label,
                    "node": head,
                    "place": place,
                    "rank": None if rank != rank else rank,
                    "written": spoken(written, language),
                    "ink": "#ffffff" if place is not None and place > _DARK else INK,
                }
            )
    return records


def _around(card: Scorecard, partition: Partition, rows: Sequence[int], codes: Sequence[str]) -> Around:
    title = partition_title(card, partition)
    notes = [
        said("Published scores. The darker a cell, the better the unit is placed in its column."),
        *partition_notes(card, partition, rows),
    ]
    if len(codes) > MOST_NODES:
        notes.append(said("{n} of {all} nodes: the first ones.", n=MOST_NODES, all=len(codes)))
    alternative = said(
        "{title}, as a table of {units} units by the index and {n} nodes, the first unit at the top: {first}.",
        title=title,
        units=len(rows),
        n=min(MOST_NODES, len(codes)),
        first=unit_name(card, rows[0]),
    )
    return Around(title, alternative, notes)
