"""Units by nodes as a table whose cells are the darker the better the unit is placed in the node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.questions.score.pictures.ranking import (
    partition_notes,
    partition_title,
    picture_rows,
    ranked_labels,
    shown_partition,
)
from dtiscore.questions.score.pictures.shading import shades
from dtiscore.questions.score.shown.drawing import Shade
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.pictures.theme import (
    ROW,
    Around,
    finished,
    in_layers,
    in_words,
    ink_on,
    of_records,
    shaded,
    told_apart,
    unit_axis,
)
from dtiscore.said import said, spoken
from dtiscore.scoring.scorecard import Partition, Scorecard

MOST_NODES = 20
"""How many nodes stand beside the index, in the order of the screen."""
_CELL = 58
_LETTERS = 36
"""How many of the name of a node stand above its column."""


def table_picture(
    card: Scorecard, selection: Selection, level: int | str | None, shade: Shade, language: str | None
) -> alt.LayerChart:
    """The index and the nodes of a level, of which the ranking shows some unless one is asked for."""
    partition = shown_partition(card)
    rows = picture_rows(card, partition, selection)
    codes = with_scores(card, shown_codes(card.methodology, level, selection.sort))
    shown = [card.methodology.index.code, *codes[:MOST_NODES]]
    base = of_records(_records(card, partition, rows, shown, shade, language)).encode(
        x=alt.X(
            "node:N",
            sort=None,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=300, ticks=False, domain=False),
        ),
        y=unit_axis(),
    )
    layers = [
        base.mark_rect(stroke="white", invalid=None).encode(color=shaded("place")),
        base.mark_text(fontSize=10).encode(text="written:N", color=alt.Color("ink:N", scale=None)),
    ]
    picture: alt.LayerChart = in_layers(layers, alt.Step(_CELL), alt.Step(ROW)).resolve_scale(
        color="independent"
    )
    return finished(picture, _around(card, partition, rows, codes, shade), language)


def _records(
    card: Scorecard,
    partition: Partition,
    rows: Sequence[int],
    codes: Sequence[str],
    shade: Shade,
    language: str | None,
) -> list[dict[str, Any]]:
    edition = card.methodology
    names = [edition.index.code, *(node_name(edition, code) for code in codes[1:])]
    heads = told_apart([in_words(name, language) for name in names], codes, _LETTERS)
    labels = ranked_labels(card, rows, language)
    records = []
    for head, code in zip(heads, codes, strict=True):
        places = shades(card, partition, code, rows, shade)
        published = figures.published_column(card.nodes[code].published[list(rows)], edition.publish)
        for row, label, place, written in zip(rows, labels, places, published, strict=True):
            rank = float(card.ranks[code][row])
            records.append(
                {
                    "unit": label,
                    "node": head,
                    "place": place,
                    "rank": None if rank != rank else rank,
                    "written": spoken(written, language),
                    "ink": ink_on(place),
                }
            )
    return records


_SHADES: dict[Shade, str] = {
    "rank": said("Published scores. The darker a cell, the nearer the unit is to rank 1 in its column."),
    "score": said(
        "Published scores. The darker a cell, the nearer the score is to that of rank 1 in its column."
    ),
    "thirds": said(
        "Published scores. Dark: among the first third in its column; pale: among the last third."
    ),
}


def _around(
    card: Scorecard, partition: Partition, rows: Sequence[int], codes: Sequence[str], shade: Shade
) -> Around:
    title = partition_title(card, partition)
    notes = [
        _SHADES[shade],
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
