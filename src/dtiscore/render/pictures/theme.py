"""How all pictures look: colours, letters and signs of numbers, and the words around what is drawn.

Colours are of Okabe and Ito's palette, which no common colour blindness confuses, and differ in lightness too, so that
a copy in grey keeps the difference. What the names of units and nodes are is data: they stand in the values of a picture,
never in its field names or expressions.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Any, TypeAlias, TypeVar

import altair as alt

from dtiscore.said import Figure, said, spoken
from dtiscore.visible import visible

Picture: TypeAlias = alt.Chart | alt.LayerChart | alt.VConcatChart | alt.HConcatChart
AnyPicture = TypeVar("AnyPicture", alt.Chart, alt.LayerChart, alt.VConcatChart, alt.HConcatChart)

INK, GREY, PALE, PAPER = "#222222", "#8a8f94", "#dfe3e6", "#f2f7fb"
BLUE, LIGHT_BLUE, DARK_BLUE = "#0072b2", "#8fbfdd", "#003f66"
SHADE = "#005a8f"
"""The end of shades from pale to dark, which letters can be read on."""
GAIN, LOSS = "#0072b2", "#d55e00"
"""Of what is better and what is worse; signs and directions tell which rose."""

CATEGORIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#555555")
"""For things without an order, at most so many."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Of points of several things, beside their colours."""

LETTERS = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first is what vl-convert brings along, with all Vietnamese letters, so that every machine measures alike."""

MOST_UNITS = 70
"""How many units one picture shows unless more are asked for: one page of print, all provinces among them."""
WIDTH = 420
"""Of the field in which bars and points stand."""
ROW = 16
"""The height of a unit in a list of them."""
_BLACK = "#000000"
_DARK = 0.79
"""From here to the dark end of :data:`SHADE` white letters can be read better than black ones; either has 4.5 times its light."""
_NAME = 44
"""How many letters of a name stand beside a picture."""
_FIGURE_SPACE = "\u2007"
"""As wide as a digit."""
_LINE = 96
"""How many letters a line above a picture has."""


@dataclass(frozen=True)
class Around:
    """The words around a picture."""

    title: str
    alternative: str
    """A sentence of what it shows, for those who cannot see it."""
    notes: Sequence[str] = ()


def in_words(text: str, language: str | None) -> str:
    """A text in a language, safe to show."""
    return visible(spoken(text, language))


def finished(picture: AnyPicture, around: Around, language: str | None) -> AnyPicture:
    """A picture with its words, in the looks and signs of all."""
    lines = [line for note in around.notes for line in _lines(note, language)]
    title = alt.TitleParams(
        _lines(around.title, language, 72), subtitle=lines or alt.Undefined, anchor="start", frame="bounds"
    )
    worded = picture.properties(
        title=title, description=in_words(around.alternative, language), background="white"
    )
    styled: AnyPicture = (
        worded.configure(font=LETTERS, locale=alt.Locale(number=_number_locale(language)))
        .configure_view(stroke=None)
        .configure_title(
            fontSize=15, color=INK, subtitleColor="#555555", subtitleFontSize=11, subtitlePadding=6, offset=12
        )
        .configure_axis(
            labelFontSize=11,
            titleFontSize=11,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            gridColor=PALE,
            domainColor=GREY,
            tickColor=GREY,
            labelLimit=360,
            titleLimit=420,
        )
        # Numbers at the ends stand below their own ticks, with room between them.
        .configure_axisQuantitative(labelFlush=False, labelOverlap="greedy", labelSeparation=8)
        .configure_legend(labelFontSize=11, titleFontSize=11, titleFontWeight="normal", labelLimit=360)
    )
    return styled


def of_records(records: list[dict[str, Any]]) -> alt.Chart:
    """The beginning of a picture: a record for each thing that it shows, under field names of our own."""
    return alt.Chart(alt.InlineData(values=records))


def in_layers(
    layers: Sequence[alt.Chart], width: float | alt.Step, height: float | alt.Step
) -> alt.LayerChart:
    """Marks over each other in one field; a step is the room for each unit or period."""
    field: alt.LayerChart = alt.LayerChart(layer=list(layers)).properties(width=width, height=height)
    return field


def unit_axis(*, grid: bool = False) -> alt.Y:
    """Units below each other by the field ``unit``, in the order of the data."""
    axis = alt.Axis(ticks=False, domain=False, labelPadding=6, grid=grid)
    return alt.Y("unit:N", sort=None, title=None, axis=axis)


def rank_axis(first: float, last: float) -> alt.Axis:
    """An axis of ranks from one to another, with whole ones only, the first and then round ones."""
    least, most = ceil(first), floor(last)
    step = next((step for step in (1, 5, 10, 20, 50, 100, 200) if most - least < 12 * step), 500)
    return alt.Axis(values=[least, *range(least + step - least % step, most + 1, step)], format="d")


def shortened(name: str, most: int = _NAME) -> str:
    """A name with so many letters at most."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def told_apart(names: Sequence[str], codes: Sequence[str], most: int = _NAME) -> list[str]:
    """Names as labels, which must differ: a code in brackets follows where several are the same, as far as they are shown."""
    shown = [shortened(name, most) for name in names]
    times = Counter(shown)
    return [
        name if times[name] == 1 else f"{name} ({visible(code)})"
        for name, code in zip(shown, codes, strict=True)
    ]


def with_ranks(labels: Sequence[str], ranks: Sequence[str]) -> list[str]:
    """Labels with ranks behind them, each as wide as the widest one, so that names end below each other."""
    digits = max(map(len, ranks), default=0)
    return [
        f"{label}\u2002{str(rank).rjust(digits, _FIGURE_SPACE)}"
        for label, rank in zip(labels, ranks, strict=True)
    ]


def shaded(field: str, ends: tuple[float, float] = (0, 1), *, both_ways: bool = False) -> Any:
    """A colour for a field from pale to dark, or from one end to the other; white where there is nothing."""
    low, high = ends
    one_way = alt.Scale(domain=[low, high], range=[PAPER, SHADE], interpolate="lab")
    two = alt.Scale(domain=[low, (low + high) / 2, high], range=[LOSS, PAPER, SHADE], interpolate="lab")
    colour = alt.Color(f"{field}:Q", legend=None, scale=two if both_ways else one_way)
    return alt.condition(f"datum.{field} === null", alt.value("white"), colour)


def ways(*, up_is_good: bool = True) -> alt.Color:
    """The colour of what rises and of what falls, by which of the two is better."""
    good_first = [GAIN, LOSS] if up_is_good else [LOSS, GAIN]
    scale = alt.Scale(domain=["up", "down", "none"], range=[*good_first, GREY])
    return alt.Color("way:N", legend=None, scale=scale)


def tick_opacity(units: float) -> float:
    """Of the marks of so many units in a strip, so that it is dark only where many of them lie."""
    return max(0.06, min(0.8, 40 / max(1.0, units)))


def ink_on(share: float | None) -> str:
    """The colour of letters on such a shade, by how far it is from pale (0) to dark (1); black on the other end (-1) too."""
    return INK if share is None else "#ffffff" if share > _DARK else _BLACK


def apart(places: Sequence[float], gap: float, first: float, last: float) -> list[float]:
    """Places moved as little as keeps each this far from the next, between the first and the last where they have room."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    moved = list(places)
    for before, at in pairwise(order):
        moved[at] = max(moved[at], moved[before] + gap)
    beyond = last
    for at in reversed(order):
        moved[at] = max(min(moved[at], beyond), first) if beyond >= first else moved[at]
        beyond = moved[at] - gap
    return moved


def _lines(text: str, language: str | None, length: int = _LINE) -> list[str]:
    return textwrap.wrap(in_words(text, language), length) or [""]


def _number_locale(language: str | None) -> alt.NumberLocale:
    """The signs of numbers along axes."""
    thousands, decimals = (spoken(Figure(sign), language) for sign in (",", "."))
    return alt.NumberLocale(decimal=decimals, thousands=thousands, grouping=[3], currency=["", ""])


def cut_note(shown: int, every: int) -> list[str]:
    """What to say where a picture does not show all units."""
    if shown >= every:
        return []
    return [said("{n} of {all} units: the first ones, and those that were asked for.", n=shown, all=every)]
