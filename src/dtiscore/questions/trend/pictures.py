"""Ranks over the periods as lines, those of some units in front of all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.questions.trend.answer import Trend, UnitTrend
from dtiscore.render.changes import basis_notes, followed, table_label
from dtiscore.render.drawing import figures
from dtiscore.render.names import name_of
from dtiscore.render.pictures.theme import (
    CATEGORIES,
    GREY,
    INK,
    MOST_UNITS,
    PALE,
    SHAPES,
    Around,
    apart,
    cut_note,
    finished,
    in_layers,
    in_words,
    of_records,
    told_apart,
)
from dtiscore.render.wording import in_a_row
from dtiscore.said import said, spoken

IN_FRONT = 6
"""How many units stand in front unless some are chosen: the first of the last period."""
_PERIOD, _RANK = 110, 13
"""The room between two periods, and between two ranks."""
_LETTERS = 13
"""The height of a label."""


def ranks_picture(
    trend: Trend, units: frozenset[str], top: int | None, language: str | None
) -> alt.LayerChart:
    """The ranks of the first units and the chosen ones; these stand in front, or else the first of the last period."""
    shown = [one for at, one in enumerate(trend.units) if at < (top or MOST_UNITS) or one.unit in units]
    in_front = [one for one in shown if one.unit in units] or shown[:IN_FRONT]
    behind = [one for one in shown if one not in in_front]
    last = max((standing.rank or 1.0 for one in shown for standing in one.standings if standing), default=1.0)
    height = min(900, max(220, _RANK * int(last)))
    x = alt.X("period:N", sort=None, title=None, scale=alt.Scale(padding=0.2), axis=alt.Axis(labelAngle=0))
    scale = alt.Scale(domain=[1, max(2.0, last)], reverse=True, nice=False, zero=False, padding=8)
    y = alt.Y("rank:Q", title=in_words(said("rank"), language), scale=scale, axis=_axis(last))
    base = of_records(_records(trend, behind, [PALE] * len(behind), language)).encode(x=x, y=y)
    colours = [CATEGORIES[at % len(CATEGORIES)] for at in range(len(in_front))]
    front = of_records(_records(trend, in_front, colours, language)).encode(
        x=x, y=y, color=alt.Color("tint:N", scale=None)
    )
    labels = of_records(_labels(trend, in_front, last, height, language))
    layers = [
        base.mark_line(color=PALE, strokeWidth=1.5).encode(detail="unit:N"),
        base.mark_circle(color=GREY, size=10, opacity=0.7),
        front.mark_line(strokeWidth=2.5).encode(detail="unit:N"),
        front.mark_point(size=55, filled=True, opacity=1).encode(shape=alt.Shape("shape:N", scale=None)),
        labels.mark_text(align="left", dx=10, fontSize=11, color=INK).encode(x=x, y=y, text="label:N"),
    ]
    width = alt.Step(_PERIOD) if len(trend.tables) > 2 else 3 * _PERIOD
    return finished(in_layers(layers, width, height), _around(trend, in_front, len(shown)), language)


def _axis(last: float) -> alt.Axis:
    step = next((step for step in (1, 5, 10, 20, 50, 100, 200) if last <= 12 * step), 500)
    return alt.Axis(values=[1, *range(step if step > 1 else 2, int(last) + 1, step)], format="d")


def _records(
    trend: Trend, units: Sequence[UnitTrend], colours: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    """A record for each unit and period; without a rank the line breaks there."""
    names = _names(units, language)
    return [
        {
            "unit": name,
            "period": table_label(table),
            "rank": None if standing is None or standing.rank is None else float(standing.rank),
            "tint": colour,
            "shape": SHAPES[at % len(SHAPES)],
        }
        for at, (one, name, colour) in enumerate(zip(units, names, colours, strict=True))
        for table, standing in zip(trend.tables, one.standings, strict=True)
    ]


def _labels(
    trend: Trend,
    units: Sequence[UnitTrend],
    last: float,
    height: float,
    language: str | None,
) -> list[dict[str, Any]]:
    """The names beside the last rank of each unit, moved so far that none covers another one."""
    ends = [_end(one) for one in units]
    known = [at for at, end in enumerate(ends) if end is not None]
    ranks = [end[1] for end in ends if end is not None]
    at_ranks = apart(ranks, _LETTERS * (max(2.0, last) - 1) / height, 1, max(2.0, last))
    names = _names(units, language)
    return [
        {
            "period": table_label(trend.tables[end[0]]),
            "rank": place,
            "label": f"{names[at]}\u2002{spoken(figures.rank(end[1]), language)}",
        }
        for at, place in zip(known, at_ranks, strict=True)
        if (end := ends[at]) is not None
    ]


def _names(units: Sequence[UnitTrend], language: str | None) -> list[str]:
    return told_apart([in_words(name_of(one.name), language) for one in units], [one.unit for one in units])


def _end(one: UnitTrend) -> tuple[int, float] | None:
    """The last period of a unit in which its rank is known, and that rank."""
    known = [
        (at, float(standing.rank))
        for at, standing in enumerate(one.standings)
        if standing is not None and standing.rank is not None
    ]
    return known[-1] if known else None


def _around(trend: Trend, in_front: Sequence[UnitTrend], shown: int) -> Around:
    title = followed(trend.tables, trend.name)
    alternative = said(
        "{title}, ranks as lines, the first rank at the top: {units}.",
        title=title,
        units=in_a_row([_course(one) for one in in_front]),
    )
    return Around(title, alternative, [*cut_note(shown, len(trend.units)), *basis_notes(trend.tables)])


def _course(one: UnitTrend) -> str:
    ranks = [figures.rank(None if standing is None else standing.rank) for standing in one.standings]
    return said("{unit} from {first} to {last}", unit=name_of(one.name), first=ranks[0], last=ranks[-1])
