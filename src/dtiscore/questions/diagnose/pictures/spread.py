"""How the values of each indicator are spread over the units: a strip for each, far-off ones with their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.methodology.arithmetic import quantile
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.diagnose.answer.distributions import IndicatorAudit
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, node_name, unit_name
from dtiscore.render.pictures.theme import (
    GREY,
    INK,
    LIGHT_BLUE,
    LOSS,
    WIDTH,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
    tick_opacity,
    told_apart,
    unit_axis,
)
from dtiscore.said import counted, said, spoken

MOST = 40
"""How many indicators it shows: those with most far-off values, in the order of the file."""
_STRIP = 34
_FEW = 100
"""Up to so many units each is a dot, more of them are lines, which show where they are dense."""


def spread_picture(diagnosis: Diagnosis, language: str | None) -> alt.LayerChart:
    """A strip for each indicator from its lowest to its highest value: the middle half as a bar, units as dots."""
    audits = [one for one in diagnosis.indicators if one.spread.minimum is not None]
    shown = _shown(audits)
    labels = told_apart(
        [in_words(node_name(diagnosis.card.methodology, one.code), language) for one in shown],
        [one.code for one in shown],
    )
    dots, boxes, ends = [], [], []
    for one, label in zip(shown, labels, strict=True):
        strip_dots, box = _strip(diagnosis, one, label, language)
        dots += strip_dots
        boxes.append(box)
        ends += _ends(one, label, language)
    y = unit_axis()
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 1], padding=6))
    within, far = ([one for one in dots if one["kind"] == kind] for kind in ("within", "far"))
    units = of_records(within)
    opacity = tick_opacity(len(dots) / max(1, len(shown)))
    layers = [
        of_records(boxes).mark_bar(height=12, color=LIGHT_BLUE).encode(x=x, x2="to:Q", y=y),
        of_records(boxes)
        .mark_tick(thickness=2, size=16, color=INK)
        .encode(x=alt.X("middle:Q", axis=None), y=y),
        (
            units.mark_circle(size=30, color=GREY, opacity=max(0.3, opacity))
            if len(dots) <= _FEW * len(shown)
            else units.mark_tick(thickness=1.5, size=12, color=GREY, opacity=opacity)
        ).encode(x=x, y=y),
        of_records(far)
        .mark_point(filled=True, shape="diamond", size=50, color=LOSS, opacity=0.9)
        .encode(x=x, y=y),
        _names(dots, "left").encode(x=x, y=y, text="label:N"),
        _names(dots, "right").encode(x=x, y=y, text="label:N"),
        of_records(ends)
        .mark_text(align="left", fontSize=10, color=INK)
        .encode(x=alt.value(WIDTH + 12), y=y, text="written:N"),
    ]
    return finished(
        in_layers(layers, WIDTH, alt.Step(_STRIP)), _around(diagnosis, shown, len(audits)), language
    )


def _names(dots: Sequence[dict[str, Any]], side: str) -> alt.Chart:
    """The names of far-off units above their dots, those at the left beginning there."""
    chosen = [one for one in dots if one["label"] and one["side"] == side]
    letters: alt.Chart = of_records(chosen).mark_text(
        align="left" if side == "left" else "right", dy=-11, fontSize=9, color=INK
    )
    return letters


def _shown(audits: Sequence[IndicatorAudit]) -> list[IndicatorAudit]:
    if len(audits) <= MOST:
        return list(audits)
    most = sorted(audits, key=lambda one: -len(one.beyond))[:MOST]
    return [one for one in audits if one in most]


def _strip(
    diagnosis: Diagnosis, one: IndicatorAudit, label: str, language: str | None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The units of one indicator, and its middle half."""
    subject = diagnosis.subject
    values = subject.values(one.code) if one.basis == "values" else subject.score(one.code)
    assert values is not None
    low, high = float(one.spread.minimum or 0.0), float(one.spread.maximum or 0.0)

    def at(value: float) -> float:
        return (value - low) / (high - low) if high > low else 0.5

    far = sorted(one.beyond, key=lambda place: float(values[place]))
    middle = one.spread.median if one.spread.median is not None else low
    # One name at each side, that of the furthest: more would lie over each other.
    at_left = [place for place in far[:1] if at(float(values[place])) < 0.5]
    at_right = [place for place in far[-1:] if at(float(values[place])) >= 0.5]
    named = {*at_left, *at_right}
    dots = []
    for place, value in enumerate(values.tolist()):
        if value == value:
            name = in_words(unit_name(diagnosis.card, int(subject.rows[place])), language)
            dots.append(
                {
                    "unit": label,
                    "at": at(value),
                    "kind": "far" if place in one.beyond else "within",
                    "label": name if place in named else "",
                    "side": "left" if at(value) < 0.5 else "right",
                }
            )
    there = sorted(value for value in values.tolist() if value == value)
    first, third = quantile(there, 1, 4), quantile(there, 3, 4)
    return dots, {"unit": label, "at": at(first), "to": at(third), "middle": at(float(middle))}


def _ends(one: IndicatorAudit, label: str, language: str | None) -> list[dict[str, Any]]:
    low, high = (figures.short(end, 4) for end in (one.spread.minimum, one.spread.maximum))
    told = low if low == high else said("{low} to {high}", low=low, high=high)
    if one.beyond:
        told = said("{ends} · {far}", ends=told, far=counted(len(one.beyond), "{n} far off", "{n} far off"))
    return [{"unit": label, "written": spoken(told, language)}]


def _around(diagnosis: Diagnosis, shown: Sequence[IndicatorAudit], every: int) -> Around:
    title = said("{index} · how values are spread", index=index_title(diagnosis.card.methodology))
    notes = [
        said(
            "Each dot or line is a unit, between the lowest and the highest value of its strip, as they stand in the table; the bar is "
            "the middle half, its mark the median. Diamonds: beyond {fence} times the middle half.",
            fence=figures.brief(diagnosis.thresholds.fence, 2),
        )
    ]
    if len(shown) < every:
        notes.append(
            said("{n} of {all} indicators: those with most values far off.", n=len(shown), all=every)
        )
    far = sum(len(one.beyond) for one in shown)
    alternative = said(
        "{title}, as a strip for each of {n} indicators; {far}.",
        title=title,
        n=len(shown),
        far=counted(far, "{n} value is far off", "{n} values are far off"),
    )
    return Around(title, alternative, notes)
