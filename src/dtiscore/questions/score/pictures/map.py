"""The areas of a map of the user's own, the darker the better the unit is placed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.score.pictures.ranking import (
    first_in_words,
    partition_notes,
    partition_title,
    shown_partition,
    unit_labels,
)
from dtiscore.questions.score.pictures.shading import shades
from dtiscore.questions.score.shown.drawing import Area, Drawing
from dtiscore.questions.score.shown.selection import Selection
from dtiscore.render.drawing import figures
from dtiscore.render.pictures.labels import LINE, Place, placed
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    GREY,
    LOSS,
    WIDTH,
    Around,
    finished,
    in_layers,
    ink_on,
    of_records,
    shaded,
)
from dtiscore.said import counted, said, spoken
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

_NAMED = 12
"""Up to so many areas each bears its name; of more the chosen ones and the first of the ranking do."""
_FIRST = 5
_MANY = 250
"""Edges of more areas would hide these."""
Ring = list[tuple[float, float]]

_WIDE = WIDTH + 180
_TALLEST = 2.0
"""How many times as high as wide a picture may be."""


def map_picture(
    card: Scorecard, selection: Selection, drawing: Drawing, language: str | None
) -> alt.LayerChart:
    """The areas with the rank of their units; an area of no unit of the ranking is grey.

    Raises:
        UsageFault: no areas are given.
    """
    areas = drawing.areas
    if areas is None:
        raise UsageFault(
            said("a map needs areas, and no borders are shipped"),
            said("give a GeoJSON file of your own: --map FILE --map-key FIELD"),
        )
    partition = shown_partition(card)
    placed, wide, high = _placed(areas)
    records = _records(card, partition, selection, areas, placed, language)
    shapes = (
        alt.Chart(alt.InlineData(values=records))
        .mark_geoshape(invalid=None)
        .encode(
            color=shaded("place"),
            stroke=alt.Stroke("edge:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        )
        # Coordinates are those of the picture already, so that letters stand where areas lie.
        .properties(projection=alt.Projection(type="identity", scale=1, translate=[0, 0]))
    )
    across, down = (alt.Scale(domain=ends, nice=False, zero=False) for ends in ([0, wide], [high, 0]))
    letters = of_records(_labels(records, (wide, high))).encode(
        x=alt.X("x:Q", axis=None, scale=across), y=alt.Y("y:Q", axis=None, scale=down), text="label:N"
    )
    layers = [
        shapes,
        # A name may be wider than its area: an edge lets it be read on any shade.
        letters.mark_text(
            fontSize=11, fontWeight="bold", lineBreak="\n", lineHeight=LINE, strokeWidth=3, strokeJoin="round"
        ).encode(stroke=alt.Stroke("halo:N", scale=None)),
        letters.mark_text(fontSize=11, fontWeight="bold", lineBreak="\n", lineHeight=LINE).encode(
            color=alt.Color("ink:N", scale=None)
        ),
    ]
    picture = in_layers(layers, wide, high)
    return finished(picture, _around(card, partition, records), language)


def _placed(areas: Mapping[str, Area]) -> tuple[dict[str, list[list[Ring]]], float, float]:
    """The polygons in dots of a picture, flat as they are at their middle latitude, and how wide and high it is."""
    points = [
        point for one in areas.values() for polygon in one.polygons for ring in polygon for point in ring
    ]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrower = max(0.05, math.cos(math.radians((south + north) / 2)))
    across, down = max((east - west) * narrower, 1e-9), max(north - south, 1e-9)
    size = min(_WIDE / across, _WIDE * _TALLEST / down)

    def flat(ring: Sequence[Sequence[float]]) -> Ring:
        dots = [(round((x - west) * narrower * size, 1), round((north - y) * size, 1)) for x, y in ring]
        return [dot for at, dot in enumerate(dots) if not at or dot != dots[at - 1]]

    placed = {
        code: [[flat(ring) for ring in polygon] for polygon in one.polygons] for code, one in areas.items()
    }
    return placed, round(across * size, 1), round(down * size, 1)


def _middle(polygons: Sequence[Sequence[Ring]]) -> tuple[float, float]:
    """The centre of the largest polygon of an area."""
    ring = max((polygon[0] for polygon in polygons), key=lambda one: abs(_doubled(one)))
    doubled = _doubled(ring)
    if not doubled:
        return ring[0]
    x = sum((a + c) * (a * d - c * b) for (a, b), (c, d) in pairwise([*ring, ring[0]]))
    y = sum((b + d) * (a * d - c * b) for (a, b), (c, d) in pairwise([*ring, ring[0]]))
    return round(x / (3 * doubled), 1), round(y / (3 * doubled), 1)


def _doubled(ring: Ring) -> float:
    """Twice the area inside, with the sign of its direction."""
    return sum(a * d - c * b for (a, b), (c, d) in pairwise([*ring, ring[0]]))


def _records(
    card: Scorecard,
    partition: Partition,
    selection: Selection,
    areas: Mapping[str, Area],
    placed: Mapping[str, list[list[Ring]]],
    language: str | None,
) -> list[dict[str, Any]]:
    """A feature for each area, the chosen ones last, so that their edges lie above."""
    code, order = card.methodology.index.code, card.order[partition]
    rows = {card.dataset.units[row]: at for at, row in enumerate(order)}
    places = shades(card, partition, code, order, "rank")
    labels = unit_labels(card, order, language)
    first = len(rows) if len(areas) <= _NAMED else 0 if selection.units else _FIRST
    edge = 0.8 if len(areas) <= _MANY else 0.3
    records = []
    for unit in sorted(areas, key=lambda one: (one in selection.units, rows.get(one, -1), one)):
        at, chosen = rows.get(unit), unit in selection.units
        place = None if at is None else places[at]
        x, y = _middle(placed[unit])
        label = ""
        if at is not None and (chosen or at < first):
            rank = spoken(figures.rank(float(card.ranks[code][order[at]])), language)
            label = f"{labels[at]}\n{rank}"
        records.append(
            {
                "type": "Feature",
                "geometry": {"type": "MultiPolygon", "coordinates": placed[unit]},
                "unit": visible(areas[unit].name) if at is None else labels[at],
                "place": place,
                "label": label,
                "x": x,
                "y": y,
                "edge": LOSS if chosen else GREY if place is None else "#ffffff",
                "width": 2.5 if chosen else edge,
            }
        )
    return records


def _labels(records: Sequence[dict[str, Any]], field: Place) -> list[dict[str, Any]]:
    """The names of areas in the middle of them, or near to it where names would cover each other."""
    named = [one for one in records if one["label"]]
    middles = placed(
        [(one["x"], one["y"]) for one in named], [one["label"] for one in named], field, inside=True
    )
    found = []
    for one, (x, y) in zip(named, middles, strict=True):
        ink = ink_on(one["place"])
        halo = DARK_BLUE if ink == "#ffffff" else "#ffffff"
        # Of several lines the first stands where it is told.
        first = y - LINE * one["label"].count("\n") / 2
        found.append({"x": x, "y": first, "label": one["label"], "ink": ink, "halo": halo})
    return found


def _around(card: Scorecard, partition: Partition, records: Sequence[dict[str, Any]]) -> Around:
    title = partition_title(card, partition)
    order = card.order[partition]
    shown = sum(one["place"] is not None for one in records)
    notes = [
        said(
            "The darker an area, the nearer its unit is to rank 1. The areas are those of the file that was given."
        ),
        *partition_notes(card, partition, order),
    ]
    if shown < len(order):
        notes.append(said("{n} of {all} units have an area.", n=shown, all=len(order)))
    if shown < len(records):
        notes.append(
            counted(
                len(records) - shown,
                "{n} area, white, has no rank.",
                "{n} areas, white, have no rank.",
            )
        )
    alternative = said(
        "{title}, as a map of {n} areas; {first}.",
        title=title,
        n=len(records),
        first=first_in_words(card, order),
    )
    return Around(title, alternative, notes)
