"""The leaders above all others in a strip for each part, those first in which they are furthest apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dtiscore.methodology.arithmetic import mean
from dtiscore.methodology.periods import in_time
from dtiscore.questions.profile.answer import Leaders, NodeProfile, Profile
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, node_name, period_and_group
from dtiscore.render.pictures.theme import (
    DARK_BLUE,
    GREY,
    INK,
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
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, spoken

MOST = 40
"""How many parts it shows."""
_STRIP = 32
_LANE = 7
"""How far the leaders lie above the middle of a strip, and the others below."""


def leaders_picture(profile: Profile, language: str | None) -> alt.LayerChart:
    """A strip for each part from the worst to the best score: leaders above, the others below, each with their mean."""
    block = _shown(profile)
    nodes = [one for one in block.nodes if _scores(profile, block, one.code)][:MOST]
    labels = told_apart(
        [in_words(node_name(profile.card.methodology, one.code), language) for one in nodes],
        [one.code for one in nodes],
    )
    marks, means, effects = _records(profile, block, nodes, labels, language)
    who = [in_words(text, language) for text in _WHO]
    colour = alt.Color(
        "who:N",
        title=None,
        scale=alt.Scale(domain=who, range=[DARK_BLUE, GREY]),
        legend=alt.Legend(orient="top", symbolType="circle"),
    )
    x = alt.X(
        "at:Q",
        title=in_words(said("from the worst to the best score"), language),
        scale=alt.Scale(domain=[0, 1], padding=6),
        axis=alt.Axis(labels=False, ticks=False, grid=False),
    )
    base = of_records(marks).encode(x=x, y=unit_axis(grid=True))
    averages = of_records(means).encode(x=x, y=unit_axis())
    layers = [
        _of(base, 0)
        .mark_point(filled=True, shape="circle", size=34, opacity=0.8, yOffset=-_LANE)
        .encode(color=colour),
        _of(base, 1)
        .mark_tick(thickness=1.5, size=10, opacity=tick_opacity(len(block.others)), yOffset=_LANE)
        .encode(color=colour),
        _of(averages, 0).mark_tick(thickness=3, size=12, color=LOSS, yOffset=-_LANE),
        _of(averages, 1).mark_tick(thickness=3, size=12, color=LOSS, yOffset=_LANE),
        of_records(effects)
        .mark_text(align="left", fontSize=10, color=INK)
        .encode(x=alt.value(WIDTH + 12), y=unit_axis(), text="written:N"),
    ]
    return finished(in_layers(layers, WIDTH, alt.Step(_STRIP)), _around(profile, block, nodes), language)


_WHO = (said("leaders"), said("all others"))


def _of(chart: alt.Chart, group: int) -> alt.Chart:
    part: alt.Chart = chart.transform_filter(f"datum.group === {group}")
    return part


def _shown(profile: Profile) -> Leaders:
    """Of the last period, of its groups that with most units."""
    blocks = [one for one in profile.blocks if one.leaders and one.others] or list(profile.blocks)
    last = max((one.partition[0] for one in blocks), key=in_time)
    return max(
        (one for one in blocks if one.partition[0] == last),
        key=lambda one: len(one.leaders) + len(one.others),
    )


def _scores(profile: Profile, block: Leaders, code: str) -> list[float]:
    every = profile.card.nodes[code].score[[*block.leaders, *block.others]].tolist()
    return [score for score in every if score == score]


def _records(
    profile: Profile,
    block: Leaders,
    nodes: Sequence[NodeProfile],
    labels: Sequence[str],
    language: str | None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """A record for each unit of each part, for the mean of each group, and for how far the two are apart."""
    marks: list[dict[str, Any]] = []
    means: list[dict[str, Any]] = []
    effects: list[dict[str, Any]] = []
    who = [in_words(text, language) for text in _WHO]
    for one, label in zip(nodes, labels, strict=True):
        scores = _scores(profile, block, one.code)
        worst, best = min(scores), max(scores)
        if profile.card.methodology.ranking(one.code).order == "ascending":
            worst, best = best, worst
        for group, rows in enumerate((block.leaders, block.others)):
            own = [
                score for score in profile.card.nodes[one.code].score[list(rows)].tolist() if score == score
            ]
            places = [(score - worst) / (best - worst) if best != worst else 0.5 for score in own]
            marks += [{"unit": label, "group": group, "who": who[group], "at": place} for place in places]
            if places:
                means.append({"unit": label, "group": group, "at": mean(places)})
        apart = "" if one.effect is None else spoken(figures.fixed(one.effect, 1), language)
        effects.append({"unit": label, "written": apart})
    return marks, means, effects


def _around(profile: Profile, block: Leaders, nodes: Sequence[NodeProfile]) -> Around:
    edition = profile.card.methodology
    title = side_by_side(
        index_title(edition), *period_and_group(block.partition), said("what separates the leaders")
    )
    notes = [
        said(
            "{n} leaders above, {others} others below, the mean of each as a thick mark; at the right how far they are apart, in "
            "standard deviations (Hedges' g).",
            n=len(block.leaders),
            others=len(block.others),
        )
    ]
    if len(nodes) < len(block.nodes):
        notes.append(said("{n} of {all} parts: the first ones.", n=len(nodes), all=len(block.nodes)))
    if len(profile.blocks) > 1:
        notes.append(said("Other periods and groups are not shown; --period and --group choose one."))
    alternative = said(
        "{title}, a strip for each of {n} parts; the two are furthest apart in {node}.",
        title=title,
        n=len(nodes),
        node=node_name(edition, nodes[0].code) if nodes else said("none"),
    )
    return Around(title, alternative, notes)
