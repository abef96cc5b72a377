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
from dtiscore.questions.score.shown.notes import score_marks
from dtiscore.questions.score.shown.selection import Selection, shown_codes, with_scores
from dtiscore.render.names import node_name
from dtiscore.render.pictures.labels import LINE, placed
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    GREY,
    INK,
    LIGHT_BLUE,
    WIDTH,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
)
from dtiscore.said import counted, said, some_of
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.suggestions import did_you_mean
from dtiscore.units.matching import nearest

_ROOM = 0.05
"""Of an axis beyond the values at its ends."""
_FEW = 200
"""Up to so many points are large."""
_EDGE = 8
"""How far beside its point such a line ends, where the name begins or ends."""
_AWAY = 1.5 * LINE
"""From so far above or below its point on a line leads to a name."""
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
        alt.Axis(title=in_words(node_name(card.methodology, code), language), grid=True, tickCount=8)
        for code in codes
    ]
    ends = [_ends([one[field] for one in records]) for field in ("first", "second")]
    across, up = (alt.Scale(domain=end, zero=False, nice=False) for end in ends)
    x, y = alt.X("first:Q", axis=axes[0], scale=across), alt.Y("second:Q", axis=axes[1], scale=up)
    others, named = ([one for one in records if one["kind"] == kind] for kind in ("other", "named"))
    labels = _labels(named, ends)
    letters = of_records(labels).encode(
        x=alt.X("across:Q", axis=axes[0], scale=across),
        y=alt.Y("up:Q", axis=axes[1], scale=up),
        text="label:N",
    )
    size = 60 if len(records) <= _FEW else 22
    layers = [
        of_records(others)
        .mark_circle(size=size, color=LIGHT_BLUE, opacity=max(0.25, min(0.9, _FEW / max(1, len(records)))))
        .encode(x=x, y=y),
        of_records([one for one in labels if one["is_away"]])
        .mark_rule(color=GREY)
        .encode(x=x, x2="line_to:Q", y=y, y2="up:Q"),
        # Letters stand on points where there are many: a white edge lets them be read.
        letters.mark_text(fontSize=11, stroke="white", strokeWidth=3, strokeJoin="round"),
        letters.mark_text(fontSize=11, color=INK),
        of_records(named).mark_circle(size=size, color=DARK_BLUE, opacity=1).encode(x=x, y=y),
    ]
    return finished(in_layers(layers, WIDTH, WIDTH), _around(card, partition, codes, records), language)


def _codes(card: Scorecard, level: int | str | None, drawing: Drawing) -> list[str]:
    known = with_scores(card, list(card.nodes))
    for code in (drawing.x, drawing.y):
        if code is not None and code not in known:
            message = said('no node "{code}" has scores in this table', code=code)
            raise UsageFault(
                message,
                did_you_mean(nearest(code, known)) or said("it has {codes}", codes=some_of(known, 12)),
            )
    shown = with_scores(card, shown_codes(card.methodology, level, None))
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
    marks = _marks(card, codes, rows)
    records = [
        {
            "unit": label,
            "mark": marks.get(row, ""),
            "first": float(first[row]),
            "second": float(second[row]),
            "label": label if row in named else "",
            "kind": "named" if row in named else "other",
        }
        for row, label in zip(rows, unit_labels(card, rows, language, marks), strict=True)
        if first[row] == first[row] and second[row] == second[row]
    ]
    return sorted(records, key=lambda one: one["kind"], reverse=True)


def _marks(card: Scorecard, codes: Sequence[str], rows: Sequence[int]) -> dict[int, str]:
    """By row, the marks of units of which something is missing or was filled in within the two nodes."""
    found: dict[int, str] = {}
    for code in codes:
        for row, marks in score_marks(card, code, rows).items():
            found[row] = "".join(dict.fromkeys(found.get(row, "") + marks))
    return found


def _labels(named: Sequence[dict[str, Any]], ends: Sequence[Sequence[float]]) -> list[dict[str, Any]]:
    """The names near their points, none over another one; a line leads to what stands away from its point."""
    (west, east), (south, north) = ends
    points = [
        ((one["first"] - west) / (east - west) * WIDTH, (north - one["second"]) / (north - south) * WIDTH)
        for one in named
    ]
    places = placed(points, [one["label"] for one in named], (WIDTH, WIDTH))
    return [
        {
            "first": one["first"],
            "second": one["second"],
            "label": one["label"],
            "across": west + x / WIDTH * (east - west),
            "up": north - y / WIDTH * (north - south),
            "line_to": west + (point[0] + (_EDGE if x > point[0] else -_EDGE)) / WIDTH * (east - west),
            "is_away": abs(y - point[1]) > _AWAY,
        }
        for one, point, (x, y) in zip(named, points, places, strict=True)
    ]


def _ends(values: Sequence[float]) -> list[float]:
    """The ends of an axis: those of the values with some room, so that a picture has as much room for letters as it is high."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * _ROOM or abs(high) * _ROOM or 1.0
    return [low - room, high + room]


def _around(
    card: Scorecard, partition: Partition, codes: Sequence[str], records: Sequence[dict[str, Any]]
) -> Around:
    first, second = (node_name(card.methodology, code) for code in codes)
    title = partition_title(card, partition)
    alternative = said(
        "{title}, a point for each of {n} units: {first} to the right, {second} upwards.",
        title=title,
        n=len(records),
        first=first,
        second=second,
    )
    marks = [str(one["mark"]) for one in records if one["kind"] == "named"]
    notes = partition_notes(card, partition, card.order[partition], marks)
    if others := sum(one["kind"] == "other" and bool(one["mark"]) for one in records):
        notes.append(
            counted(
                others,
                "{n} point without a name is of a unit of which parts of these nodes are missing or were filled in.",
                "{n} points without a name are of units of which parts of these nodes are missing or were filled in.",
            )
        )
    return Around(title, alternative, notes)
