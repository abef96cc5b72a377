"""A tile for each unit, about where it lies: the layout stands in the list of units, and no borders are drawn."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.score.pictures.ranking import (
    partition_notes,
    partition_title,
    shown_partition,
    unit_labels,
)
from dtiscore.questions.score.pictures.shading import shades
from dtiscore.questions.score.shown.selection import Selection
from dtiscore.render.drawing import figures
from dtiscore.render.names import unit_name
from dtiscore.render.pictures.theme import INK, PALE, Around, finished, in_layers, ink_on, of_records, shaded
from dtiscore.said import counted, said, spoken
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

_WIDE, _HIGH = 82, 50
"""Of a tile."""
_LETTERS = 13
"""How many of a name go into a line."""


def tiles_picture(card: Scorecard, selection: Selection, language: str | None) -> alt.LayerChart:
    """A tile for each unit, the darker the better it is placed, with its name and its rank; chosen units have a frame.

    Raises:
        UsageFault: the list of units has no layout, or the table has no list of units.
    """
    scheme = card.dataset.scheme
    if scheme is None or not any(unit.tile for unit in scheme.units):
        message = said("the units of this table have no tiles")
        if scheme is not None:
            message = said("the units of {scheme} have no tiles", scheme=visible(scheme.id))
        raise UsageFault(
            message,
            said(
                "choose another picture: {picture}; or {other} with areas of your own",
                picture="--picture table",
                other="--picture map",
            ),
        )
    partition = shown_partition(card)
    records = _records(card, partition, selection, language)
    base = of_records(records).encode(x=_axis("column", alt.X), y=_axis("line", alt.Y))
    ink = alt.Color("ink:N", scale=None)
    letters = base.encode(color=ink)
    layers = [
        base.mark_rect(strokeWidth=2, invalid=None).encode(
            color=shaded("place"), stroke=alt.Stroke("frame:N", scale=None)
        ),
        *(
            letters.transform_filter(f"datum.lines === {lines}")
            .mark_text(fontSize=10, lineBreak="\n", lineHeight=11, dy=dy, baseline="middle")
            .encode(text="label:N")
            for lines, dy in ((1, -9), (2, -16))
        ),
        letters.mark_text(fontSize=11, fontWeight="bold", dy=14).encode(text="written:N"),
    ]
    picture: alt.LayerChart = in_layers(layers, alt.Step(_WIDE), alt.Step(_HIGH)).resolve_scale(
        color="independent", stroke="independent"
    )
    return finished(picture, _around(card, partition, records), language)


def _axis(field: str, channel: Any) -> Any:
    return channel(f"{field}:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0.02))


def _records(
    card: Scorecard, partition: Partition, selection: Selection, language: str | None
) -> list[dict[str, Any]]:
    """A record for each unit of the list that has a tile; those that the table lacks are pale."""
    assert card.dataset.scheme is not None
    rows = {card.dataset.units[row]: row for row in card.order[partition]}
    code = card.methodology.index.code
    order = list(rows.values())
    places = dict(zip(order, shades(card, partition, code, order, "rank"), strict=True))
    labels = dict(zip(order, unit_labels(card, order, language), strict=True))
    records = []
    for unit in card.dataset.scheme.units:
        if unit.tile is None:
            continue
        row = rows.get(unit.code)
        place = None if row is None else places[row]
        name = visible(unit.label(language)) if row is None else labels[row]
        lines = textwrap.wrap(name, _LETTERS, max_lines=2, placeholder="…")
        records.append(
            {
                "unit": name,
                "column": unit.tile[0],
                "line": unit.tile[1],
                "label": "\n".join(lines),
                "lines": len(lines),
                "written": figures.NONE
                if row is None
                else spoken(figures.rank(float(card.ranks[code][row])), language),
                "place": place,
                "ink": ink_on(place),
                "frame": INK if unit.code in selection.units else "#ffffff" if place is not None else PALE,
            }
        )
    return records


def _around(card: Scorecard, partition: Partition, records: list[dict[str, Any]]) -> Around:
    title = partition_title(card, partition)
    lacking = sum(one["place"] is None for one in records)
    notes = [
        said(
            "The rank of each unit, the darker the nearer to 1, about where the unit lies. The layout is dtiscore's own."
        ),
        *partition_notes(card, partition, card.order[partition]),
    ]
    if lacking:
        notes.append(counted(lacking, "{n} unit has no rank here.", "{n} units have no rank here."))
    alternative = said(
        "{title}, as a tile for each of {n} units about where it lies; the darkest is {first}.",
        title=title,
        n=len(records),
        first=unit_name(card, card.order[partition][0]),
    )
    return Around(title, alternative, notes)
