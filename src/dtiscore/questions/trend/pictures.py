"""Ranks or scores over the periods as lines, those of some units in front of all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from dtiscore.analysis.standings import Standing
from dtiscore.questions.trend.answer import Trend, UnitTrend
from dtiscore.render.changes import MOST_DECIMALS, basis_notes, followed, table_label
from dtiscore.render.drawing import figures
from dtiscore.render.names import draft_note, name_of
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
    rank_axis,
    told_apart,
)
from dtiscore.render.wording import in_a_row
from dtiscore.said import said, spoken, template

Followed = Literal["rank", "score"]
"""What the lines follow."""

IN_FRONT = 6
"""How many units stand in front unless some are chosen: the first of the last period."""
_PERIOD, _RANK = 110, 13
"""The room between two periods, and between two ranks."""
_HEIGHT = 420
"""That of a picture of scores."""
_LETTERS = 13
"""The height of a label."""


@dataclass(frozen=True)
class _Upwards:
    """What stands along the height of a picture: ranks, the first at the top, or scores, the end of rank 1 at the top."""

    figure: Followed
    low: float
    high: float
    is_turned: bool
    """Whether the low end is at the top."""
    height: float
    decimals: int

    @classmethod
    def of(cls, trend: Trend, shown: Sequence[UnitTrend], figure: Followed) -> _Upwards:
        values = [
            value for one in shown for each in one.standings if (value := _value(each, figure)) is not None
        ]
        low, high = min(values, default=1.0), max(values, default=1.0)
        if figure == "rank":
            return cls(figure, 1, max(2.0, high), True, min(900, max(220, _RANK * int(high))), 0)
        if low == high:
            low, high = low - 1, high + 1
        decimals = figures.decimals_of(values, MOST_DECIMALS)
        return cls(figure, low, high, not trend.tables[-1].higher_is_better, _HEIGHT, decimals)

    def written(self, value: float | None) -> str:
        return figures.rank(value) if self.figure == "rank" else figures.fixed(value, self.decimals)

    def y(self, language: str | None) -> alt.Y:
        title = said("rank") if self.figure == "rank" else said("score")
        scale = alt.Scale(
            domain=[self.low, self.high], reverse=self.is_turned, nice=False, zero=False, padding=8
        )
        axis = rank_axis(1, self.high) if self.figure == "rank" else alt.Axis()
        return alt.Y("at:Q", title=in_words(title, language), scale=scale, axis=axis)


def lines_picture(
    trend: Trend, figure: Followed, units: frozenset[str], top: int | None, language: str | None
) -> alt.LayerChart:
    """The ranks or scores of the first units and the chosen ones; these stand in front, or else the last leaders."""
    shown = [one for at, one in enumerate(trend.units) if at < (top or MOST_UNITS) or one.unit in units]
    in_front = [one for one in shown if one.unit in units] or shown[:IN_FRONT]
    behind = [one for one in shown if one not in in_front]
    upwards = _Upwards.of(trend, shown, figure)
    x = alt.X("period:N", sort=None, title=None, scale=alt.Scale(padding=0.2), axis=alt.Axis(labelAngle=0))
    y = upwards.y(language)
    base = of_records(_records(trend, behind, upwards, [PALE] * len(behind), language)).encode(x=x, y=y)
    colours = [CATEGORIES[at % len(CATEGORIES)] for at in range(len(in_front))]
    front = of_records(_records(trend, in_front, upwards, colours, language)).encode(
        x=x, y=y, color=alt.Color("tint:N", scale=None)
    )
    labels = of_records(_labels(trend, in_front, upwards, language))
    layers = [
        base.mark_line(color=PALE, strokeWidth=1.5).encode(detail="unit:N"),
        base.mark_circle(color=GREY, size=10, opacity=0.7),
        front.mark_line(strokeWidth=2.5).encode(detail="unit:N"),
        front.mark_point(size=55, filled=True, opacity=1).encode(shape=alt.Shape("shape:N", scale=None)),
        labels.mark_text(align="left", dx=10, fontSize=11, color=INK).encode(x=x, y=y, text="label:N"),
    ]
    width = alt.Step(_PERIOD) if len(trend.tables) > 2 else 3 * _PERIOD
    around = _around(trend, in_front, len(shown), upwards)
    return finished(in_layers(layers, width, upwards.height), around, language)


def _value(standing: Standing | None, figure: Followed) -> float | None:
    value = None if standing is None else getattr(standing, figure)
    return None if value is None else float(value)


def _records(
    trend: Trend, units: Sequence[UnitTrend], upwards: _Upwards, colours: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    """A record for each unit and period; without a figure the line breaks there."""
    names = _names(units, language)
    return [
        {
            "unit": name,
            "period": table_label(table),
            "at": _value(standing, upwards.figure),
            "tint": colour,
            "shape": SHAPES[at % len(SHAPES)],
        }
        for at, (one, name, colour) in enumerate(zip(units, names, colours, strict=True))
        for table, standing in zip(trend.tables, one.standings, strict=True)
    ]


def _labels(
    trend: Trend, units: Sequence[UnitTrend], upwards: _Upwards, language: str | None
) -> list[dict[str, Any]]:
    """The names beside the last figure of each unit, moved so far that none covers another one."""
    ends = [_end(one, upwards) for one in units]
    known = [at for at, end in enumerate(ends) if end is not None]
    room = _LETTERS * (upwards.high - upwards.low) / upwards.height
    places = apart([end[1] for end in ends if end is not None], room, upwards.low, upwards.high)
    names = _names(units, language)
    return [
        {
            "period": table_label(trend.tables[end[0]]),
            "at": place,
            "label": f"{names[at]}\u2002{spoken(upwards.written(end[1]), language)}",
        }
        for at, place in zip(known, places, strict=True)
        if (end := ends[at]) is not None
    ]


def _names(units: Sequence[UnitTrend], language: str | None) -> list[str]:
    return told_apart([in_words(name_of(one.name), language) for one in units], [one.unit for one in units])


def _end(one: UnitTrend, upwards: _Upwards) -> tuple[int, float] | None:
    """The last period of a unit in which its figure is known, and that figure."""
    known = [
        (at, value)
        for at, standing in enumerate(one.standings)
        if (value := _value(standing, upwards.figure)) is not None
    ]
    return known[-1] if known else None


def _around(trend: Trend, in_front: Sequence[UnitTrend], shown: int, upwards: _Upwards) -> Around:
    title = followed(trend.tables, trend.name)
    ranks = template("{title}, ranks as lines, the first rank at the top: {units}.")
    scores = template("{title}, scores as lines, the first rank at the top: {units}.")
    alternative = said(
        ranks if upwards.figure == "rank" else scores,
        title=title,
        units=in_a_row([_course(one, upwards) for one in in_front]),
    )
    notes = [*draft_note(trend.drafts), *cut_note(shown, len(trend.units)), *basis_notes(trend.tables)]
    return Around(title, alternative, notes)


def _course(one: UnitTrend, upwards: _Upwards) -> str:
    written = [upwards.written(_value(standing, upwards.figure)) for standing in one.standings]
    return said("{unit} from {first} to {last}", unit=name_of(one.name), first=written[0], last=written[-1])
