"""The profile of one unit as a radar: a spoke for each part, the shape of the unit beside those of the mean and the best."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.explain.answer.nodes import NodeExplanation
from dtiscore.questions.explain.pictures.profile import (
    MARKED,
    around,
    known_parts,
    part_labels,
    share_of,
    shown_parts,
    written,
)
from dtiscore.render.pictures.theme import GREY, INK, PALE, finished, in_layers, in_words, of_records
from dtiscore.said import said

MOST_SPOKES = 12
"""How many parts a radar shows; of an index with more it shows groups of them."""
_LEAST = 3
_WIDE, _HIGH, _RADIUS = 620, 400, 135
_RINGS = (0.25, 0.5, 0.75, 1.0)
_LETTERS = 24
"""How many of a name go into a line."""
_LINE = 12.5
"""How far lines are apart."""
_DASHES = {"best": [2, 2], "mean": [6, 3], "peers": [8, 3, 2, 3], "score": [1, 0]}


def radar_picture(explanation: Explanation, language: str | None) -> alt.LayerChart:
    """The shape of the unit over those of the mean, the best and its peers.

    Raises:
        UsageFault: there are fewer than three parts.
    """
    parts = known_parts(explanation)
    shown = shown_parts(explanation, parts, MOST_SPOKES)
    if len(shown) < _LEAST:
        raise UsageFault(
            said("a radar needs three parts with scores, and there are {n}", n=len(shown)),
            said("choose the other picture: {picture}", picture="--picture profile"),
        )
    of_top = all(node.top and node.top > 0 for node in shown)
    shapes = _shapes(explanation, shown, language, of_top=of_top)
    kinds = [kind for kind in MARKED if any(one["kind"] == kind for one in shapes)]
    names = [in_words(MARKED[kind].name, language) for kind in kinds]
    colour = alt.Scale(domain=names, range=[MARKED[kind].colour for kind in kinds])
    dash = alt.Scale(domain=names, range=[_DASHES[kind] for kind in kinds])
    legend = alt.Legend(orient="top", symbolType="stroke")
    lines = of_records(shapes).encode(
        **_at("x", "y"),
        detail="who:N",
        order="step:Q",
        color=alt.Color("who:N", title=None, scale=colour, legend=legend),
        strokeDash=alt.StrokeDash("who:N", title=None, scale=dash, legend=legend),
    )
    spokes = [{"x": 0.0, "y": 0.0, "to_x": x, "to_y": y} for x, y in _around_circle(len(shown), 1.0)]
    unit = of_records([one for one in shapes if one["kind"] == "score" and one["step"] < len(shown)])
    layers = [
        of_records(_rings(len(shown)))
        .mark_line(color=PALE)
        .encode(**_at("x", "y"), detail="ring:N", order="step:Q"),
        of_records(spokes).mark_rule(color=PALE).encode(**_at("x", "y"), x2="to_x:Q", y2="to_y:Q"),
        lines.mark_line(strokeWidth=2),
        unit.mark_circle(size=50, color=MARKED["score"].colour, opacity=1).encode(**_at("x", "y")),
        *_names(explanation, shown, language),
        of_records([{"x": 0.0, "y": ring, "label": f"{ring:.0%}"} for ring in _RINGS if of_top])
        .mark_text(fontSize=9, color=GREY, align="left", dx=3)
        .encode(**_at("x", "y"), text="label:N"),
    ]
    words = around(
        explanation,
        len(shown),
        len(parts),
        said("From the middle to the edge: share of the most that can be scored.")
        if of_top
        else said("From the middle to the edge: from the lowest to the highest score."),
        said("a spoke for each of {n} parts, with the mean and the best", n=len(shown)),
    )
    return finished(in_layers(layers, _WIDE, _HIGH), words, language)


def _at(x: str, y: str) -> dict[str, Any]:
    """Where marks stand, counted in lengths of a spoke from the middle."""
    across, up = _WIDE / 2 / _RADIUS, _HIGH / 2 / _RADIUS
    return {
        "x": alt.X(f"{x}:Q", axis=None, scale=alt.Scale(domain=[-across, across], nice=False)),
        "y": alt.Y(f"{y}:Q", axis=None, scale=alt.Scale(domain=[-up, up], nice=False)),
    }


def _around_circle(spokes: int, length: float) -> list[tuple[float, float]]:
    """So far out on each spoke, from the top on as a clock goes."""
    turns = [2 * math.pi * at / spokes for at in range(spokes)]
    return [(round(length * math.sin(turn), 6), round(length * math.cos(turn), 6)) for turn in turns]


def _rings(spokes: int) -> list[dict[str, Any]]:
    """The corners of each ring, the first of them at the end again."""
    rings = {ring: _around_circle(spokes, ring) for ring in _RINGS}
    return [
        {"ring": ring, "step": step, "x": x, "y": y}
        for ring, corners in rings.items()
        for step, (x, y) in enumerate([*corners, corners[0]])
    ]


def _shapes(
    explanation: Explanation, shown: Sequence[NodeExplanation], language: str | None, *, of_top: bool
) -> list[dict[str, Any]]:
    """A record for each corner of each shape, the first of them at the end again."""
    records = []
    shares = [share_of(explanation, node, of_top=of_top) for node in shown]
    spokes = _around_circle(len(shown), 1.0)
    for kind, marked in MARKED.items():
        values = [getattr(node, kind) for node in shown]
        for step, at in enumerate([*range(len(shown)), 0]):
            value = values[at]
            if value is not None:
                out = min(1.0, max(0.0, shares[at](float(value))))
                x, y = spokes[at]
                records.append(
                    {
                        "kind": kind,
                        "who": in_words(marked.name, language),
                        "step": step,
                        "value": float(value),
                        "share": out,
                        "x": round(x * out, 6),
                        "y": round(y * out, 6),
                    }
                )
    return records


def _names(
    explanation: Explanation, shown: Sequence[NodeExplanation], language: str | None
) -> list[alt.Chart]:
    """The names of the parts outside, with the score and rank of the unit, written away from the middle."""
    sides: dict[Literal["left", "center", "right"], list[dict[str, Any]]] = {
        "left": [],
        "center": [],
        "right": [],
    }
    ends = _around_circle(len(shown), 1.0)
    for node, label, (x, y) in zip(shown, part_labels(explanation, shown, language), ends, strict=True):
        lines = [*textwrap.wrap(label, _LETTERS), in_words(written(explanation, node), language)]
        side: Literal["left", "center", "right"] = "center" if abs(x) < 0.01 else "left" if x > 0 else "right"
        # Further out where letters lie above or below the end of their spoke, by half of their lines.
        up = 1.09 + (0.05 + 0.045 * len(lines)) * abs(y)
        # Of several lines the first stands where it is told.
        first = y * up + _LINE * (len(lines) - 1) / (2 * _RADIUS)
        sides[side].append({"x": round(x * 1.09, 6), "y": round(first, 6), "label": "\n".join(lines)})
    return [
        of_records(records)
        .mark_text(align=side, baseline="middle", fontSize=10.5, lineBreak="\n", lineHeight=_LINE, color=INK)
        .encode(**_at("x", "y"), text="label:N")
        for side, records in sides.items()
        if records
    ]
