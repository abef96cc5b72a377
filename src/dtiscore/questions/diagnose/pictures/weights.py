"""What each part weighs in the index, as a tree of boxes, each as wide as it weighs below the one that it is a part of."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.methodology import Node
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, node_name
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    INK,
    LIGHT_BLUE,
    PALE,
    PAPER,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
)
from dtiscore.said import said, spoken
from dtiscore.visible import visible

_HIGH = 760
"""Of the whole; boxes lie from left to right, so that names can be read."""
_BOX = 190
_LINE = 13
_LEAST = 9
"""The height from which on a box has letters."""


@dataclass(frozen=True)
class _Box:
    """A node and where its box stands."""

    node: Node
    depth: int
    start: float
    share: float


def weights_picture(diagnosis: Diagnosis, language: str | None) -> alt.LayerChart:
    """The tree from the index at the left to the indicators at the right.

    Raises:
        UsageFault: the aggregation of the index looks at no weights.
    """
    edition = diagnosis.card.methodology
    boxes = list(_boxes(edition.index, 0, 0.0, 1.0, diagnosis.subject.stated))
    if len(boxes) < 2:
        raise UsageFault(
            said("{index} is put together without weights", index=visible(edition.index.code)),
            said("ask for another picture: dtiscore plot --help"),
        )
    leaves = sum(1 for box in boxes if not any(one.node in box.node.children for one in boxes))
    high = min(1500, max(240, 30 * leaves)) if leaves <= 60 else 1500
    labels = _labels(diagnosis, boxes, high, language)
    records = [_record(diagnosis, box, high, lines) for box, lines in zip(boxes, labels, strict=True)]
    depth = max(box.depth for box in boxes) + 1
    base = of_records(records).encode(
        x=alt.X("left:Q", axis=None, scale=alt.Scale(domain=[0, depth], nice=False)),
        y=alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[1, 0], nice=False)),
    )
    letters = base.transform_filter("datum.label != ''").encode(
        x=alt.X("written:Q", axis=None),
        y=alt.Y("middle:Q", axis=None),
        text="label:N",
        color=alt.Color("ink:N", scale=None),
    )
    layers = [
        base.mark_rect(strokeWidth=1.5).encode(
            x2="right:Q",
            y2="bottom:Q",
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        ),
        letters.mark_text(align="left", baseline="middle", fontSize=11, lineBreak="\n"),
    ]
    return finished(in_layers(layers, _BOX * depth, high), _around(diagnosis, boxes), language)


def _boxes(
    node: Node, depth: int, start: float, share: float, stated: dict[str, float] | Any
) -> Iterator[_Box]:
    yield _Box(node, depth, start, share)
    for child in node.children:
        if child.is_scored and child.code in stated:
            part = share * stated[child.code]
            yield from _boxes(child, depth + 1, start, part, stated)
            start += part


_FILLS = (DARK_BLUE, LIGHT_BLUE, "#c9dfee", PAPER, PALE)


def _labels(diagnosis: Diagnosis, boxes: list[_Box], high: float, language: str | None) -> list[list[str]]:
    """The lines in each box; a code stands before names that are the same as far as there is room for them."""
    names = [in_words(node_name(diagnosis.card.methodology, box.node.code), language) for box in boxes]
    found = [_lines(box, name, high, language) for box, name in zip(boxes, names, strict=True)]
    times = Counter(map(tuple, found))
    return [
        lines if times[tuple(lines)] == 1 else _lines(box, f"{visible(box.node.code)} {name}", high, language)
        for box, name, lines in zip(boxes, names, found, strict=True)
    ]


def _lines(box: _Box, name: str, high: float, language: str | None) -> list[str]:
    """A name and its share, or if they have no room the share and what of the name has."""
    share = spoken(figures.percent(box.share, 1), language)
    lines = textwrap.wrap(f"{name}\u2002{share}", 32)
    fits = max(1, int(box.share * high // _LINE))
    if len(lines) > fits:
        lines = textwrap.wrap(f"{share}\u2002{name}", 32)[:fits]
        lines[-1] = f"{lines[-1][:30]}…"
    return lines


def _record(diagnosis: Diagnosis, box: _Box, high: float, lines: Sequence[str]) -> dict[str, Any]:
    room = box.share * high
    has_data = diagnosis.subject.has_score(box.node.code)
    return {
        "node": box.node.code,
        "left": box.depth,
        "right": box.depth + 1,
        "top": box.start,
        "bottom": box.start + box.share,
        # Of several lines the first stands where it is told.
        "middle": box.start + (room - _LINE * (len(lines) - 1)) / (2 * high),
        "written": box.depth + 0.03,
        "share": box.share,
        "label": "\n".join(lines) if room >= _LEAST else "",
        "fill": _FILLS[min(box.depth, len(_FILLS) - 1)] if has_data else "#ffffff",
        "edge": "#ffffff" if has_data else PALE,
        "ink": "#ffffff" if box.depth == 0 and has_data else INK,
    }


def _around(diagnosis: Diagnosis, boxes: list[_Box]) -> Around:
    edition = diagnosis.card.methodology
    title = said("{index} · what each part weighs", index=index_title(edition))
    inner = [box for box in boxes if not box.node.children or box.node.is_indicator]
    largest = max(inner or boxes[1:], key=lambda box: box.share)
    unknown = not all(diagnosis.subject.has_score(box.node.code) for box in boxes)
    notes = [said("Each box is as high as what it weighs in the index, by the weights on the way up.")]
    if unknown:
        notes.append(said("White: not in this table."))
    alternative = said(
        "{title}, as a tree of {n} boxes; of the innermost ones {node} weighs most, {share}.",
        title=title,
        n=len(boxes),
        node=node_name(edition, largest.node.code),
        share=figures.percent(largest.share, 1),
    )
    return Around(title, alternative, notes)
