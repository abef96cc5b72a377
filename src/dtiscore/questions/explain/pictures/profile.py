"""The profile of one unit: in each part where it stands among all others, their mean, the best one and its peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import altair as alt

from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.explain.answer.nodes import NodeExplanation
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, node_name, period_and_group, unit_name
from dtiscore.render.pictures.theme import (
    CATEGORIES,
    DARK_BLUE,
    GREY,
    INK,
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
from dtiscore.render.wording import side_by_side
from dtiscore.said import said

MOST_PARTS = 40
"""How many parts a profile shows; of an index with more it shows groups of them."""
_STRIP = 30


class Marked(NamedTuple):
    """What is marked in the profile of a unit."""

    name: str
    colour: str
    shape: str
    below: int
    """How far below the middle of a strip, so that none hides another."""


MARKED = {
    "best": Marked(said("best"), CATEGORIES[2], "triangle-down", -9),
    "mean": Marked(said("mean"), CATEGORIES[1], "diamond", -9),
    "peers": Marked(said("its peers"), CATEGORIES[3], "square", 9),
    "score": Marked(said("the unit"), DARK_BLUE, "circle", 0),
}
"""By the fields of what is known of a node."""


def profile_picture(explanation: Explanation, language: str | None) -> alt.LayerChart:
    """A strip for each part: how much of the most is scored by the unit and by all others."""
    parts = known_parts(explanation)
    shown = shown_parts(explanation, parts, MOST_PARTS)
    of_top = all(node.top and node.top > 0 for node in shown)
    labels = part_labels(explanation, shown, language)
    others, marks = _records(explanation, shown, labels, language, of_top=of_top)
    y, x = unit_axis(), _share_axis(language, of_top=of_top)
    kinds = [kind for kind in MARKED if any(one["kind"] == kind for one in marks)]
    names = [in_words(MARKED[kind].name, language) for kind in kinds]
    colour = alt.Scale(domain=names, range=[MARKED[kind].colour for kind in kinds])
    shape = alt.Scale(domain=names, range=[MARKED[kind].shape for kind in kinds])
    colours = alt.Color("who:N", title=None, scale=colour, legend=alt.Legend(orient="top"))
    shapes = alt.Shape("who:N", title=None, scale=shape, legend=alt.Legend(orient="top"))
    layers = [
        of_records(others)
        .mark_tick(
            thickness=1.5, size=_STRIP - 10, color=GREY, opacity=tick_opacity(len(others) / len(shown))
        )
        .encode(x=x, y=y),
        *(
            of_records([one for one in marks if one["kind"] == kind])
            .mark_point(
                filled=True, size=80 if kind == "score" else 60, opacity=1, yOffset=MARKED[kind].below
            )
            .encode(x=x, y=y, color=colours, shape=shapes)
            for kind in kinds
        ),
        of_records([one for one in marks if one["kind"] == "score"])
        .mark_text(align="left", fontSize=11, color=INK)
        .encode(x=alt.value(WIDTH + 12), y=y, text="written:N"),
    ]
    words = around(
        explanation,
        len(shown),
        len(parts),
        said("Each line in a strip is a unit."),
        said("a strip for each of {n} parts, with all units, the mean and the best", n=len(shown)),
    )
    return finished(in_layers(layers, WIDTH, alt.Step(_STRIP)), words, language)


def known_parts(explanation: Explanation) -> list[NodeExplanation]:
    """The innermost parts of which the unit has a score."""
    return [node for node in explanation.parts or [explanation.index] if node.score is not None]


def part_labels(
    explanation: Explanation, shown: Sequence[NodeExplanation], language: str | None
) -> list[str]:
    """Their names, all different."""
    edition = explanation.card.methodology
    names = [in_words(node_name(edition, node.code), language) for node in shown]
    return told_apart(names, [node.code for node in shown])


def shown_parts(
    explanation: Explanation, parts: Sequence[NodeExplanation], most: int
) -> Sequence[NodeExplanation]:
    """The innermost parts, or where they are more than ``most`` those of the deepest level that has few enough."""
    if len(parts) <= most:
        return parts
    views = explanation.card.methodology.view
    nodes = [one for one in explanation.nodes[1:] if one.score is not None and one.code not in views]
    for depth in range(max(one.depth for one in nodes) - 1, 0, -1):
        level = [one for one in nodes if one.depth == depth]
        if len(level) <= most:
            return level
    return parts[:most]


def _share_axis(language: str | None, *, of_top: bool) -> alt.X:
    title = (
        said("share of the most that can be scored")
        if of_top
        else said("from the lowest to the highest score")
    )
    scale = alt.Scale(domain=[0, 1], clamp=True, padding=8)
    # Between two scores that are written nowhere a per cent would tell nothing.
    axis = alt.Axis(format=".0%") if of_top else alt.Axis(labels=False, ticks=False, grid=False)
    return alt.X("share:Q", title=in_words(title, language), scale=scale, axis=axis)


def _records(
    explanation: Explanation,
    parts: Sequence[NodeExplanation],
    labels: Sequence[str],
    language: str | None,
    *,
    of_top: bool,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A record for each other unit, and one for each thing that is marked, in each part."""
    others, marks = [], []
    for node, label in zip(parts, labels, strict=True):
        share = share_of(explanation, node, of_top=of_top)
        others += [{"unit": label, "share": share(score)} for score in _scores(explanation, node)]
        for kind, marked in MARKED.items():
            value = getattr(node, kind)
            if value is not None:
                told = written(explanation, node) if kind == "score" else ""
                marks.append(
                    {
                        "unit": label,
                        "kind": kind,
                        "who": in_words(marked.name, language),
                        "value": float(value),
                        "share": share(float(value)),
                        "written": in_words(told, language),
                    }
                )
    return others, marks


def _scores(explanation: Explanation, node: NodeExplanation) -> list[float]:
    """Of all units of the ranking."""
    card = explanation.card
    rivals = card.peers_of(explanation.row)
    return [score for score in card.nodes[node.code].score[rivals].tolist() if score == score]


def share_of(explanation: Explanation, node: NodeExplanation, *, of_top: bool) -> Callable[[float], float]:
    """Where a score stands in its strip: as a share of the most, or between the lowest and the highest score there is."""
    low, high = 0.0, float(node.top or 1.0)
    if not of_top:
        scores = _scores(explanation, node)
        low, high = min(scores), max(scores)

    def share(score: float) -> float:
        return (score - low) / (high - low) if high > low else 0.5

    return share


def written(explanation: Explanation, node: NodeExplanation) -> str:
    """The score of the unit in a node, and its rank."""
    score = figures.published(node.published, explanation.card.methodology.publish)
    if node.rank is None:
        return score
    return side_by_side(score, said("rank {rank} of {n}", rank=figures.rank(node.rank), n=node.of))


def around(explanation: Explanation, shown: int, every: int, note: str, alternative: str) -> Around:
    """The words around so many of the parts of a unit: how to read them, and what is drawn."""
    card, row, index = explanation.card, explanation.row, explanation.index
    edition, data = card.methodology, card.dataset
    title = side_by_side(
        unit_name(card, row), index_title(edition), *period_and_group((data.periods[row], data.groups[row]))
    )
    notes = [note]
    if shown < every:
        notes.append(
            said("{n} groups of its {all} parts, which are too many for one picture.", n=shown, all=every)
        )
    told = [title, written(explanation, index)]
    if (ends := explanation.best_and_worst_placed) is not None:
        first, last = ends
        told.append(
            said(
                "best placed in {first}, worst in {last}",
                first=node_name(edition, first.code),
                last=node_name(edition, last.code),
            )
        )
    sentence = said("{told}; {drawn}.", told=side_by_side(*told, between="; "), drawn=alternative)
    return Around(title, sentence, notes)
