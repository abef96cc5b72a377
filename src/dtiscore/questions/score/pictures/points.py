"""The points of each unit by the parts that earned them, and those that it lost, as stacked bars."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from dtiscore.errors import UsageFault
from dtiscore.questions.explain.answer.contributions import Contributions
from dtiscore.questions.explain.answer.unit import parts_of
from dtiscore.questions.score.pictures.ranking import (
    first_in_words,
    partition_notes,
    partition_title,
    picture_rows,
    ranked_labels,
    shown_partition,
)
from dtiscore.questions.score.shown.selection import Selection
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name
from dtiscore.render.pictures.theme import (
    CATEGORIES,
    GREY,
    PALE,
    ROW,
    WIDTH,
    Around,
    finished,
    in_layers,
    in_words,
    of_records,
    told_apart,
    unit_axis,
)
from dtiscore.said import said
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible


def points_picture(card: Scorecard, selection: Selection, language: str | None) -> alt.LayerChart:
    """What each part adds to the index of each unit, and what is lost where the index has a maximum.

    Raises:
        UsageFault: the index is no sum of its parts.
    """
    partition = shown_partition(card)
    rows = picture_rows(card, partition, selection)
    of_rows = _parts(card, rows)
    drawn = {code for parts in of_rows for code in parts}
    codes = [code for code in card.methodology.nodes if code in drawn]
    labels = told_apart([in_words(node_name(card.methodology, code), language) for code in codes], codes)
    apart, lost = (in_words(text, language) for text in (_TOGETHER, _LOST))
    kinds = {**dict(zip(codes, labels, strict=True)), _TOGETHER: apart, _LOST: lost}
    records = _records(card, rows, of_rows, kinds, language)
    used = [kind for kind in kinds.values() if any(one["part"] == kind for one in records if one["at"] >= 0)]
    colours = {**dict(zip(labels, CATEGORIES, strict=False)), apart: GREY, lost: PALE}
    maximum = card.methodology.index.maximum
    scale = alt.Scale(domain=[0, maximum]) if maximum and _is_within(records, maximum) else alt.Undefined
    bars = (
        of_records(records)
        .mark_bar(height=ROW - 4)
        .encode(
            y=unit_axis(),
            x=alt.X("points:Q", stack="zero", title=in_words(said("points"), language), scale=scale),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=used, range=[colours[one] for one in used]),
                legend=alt.Legend(orient="top", columns=2, symbolType="square"),
            ),
            order=alt.Order("at:Q"),
        )
    )
    picture = in_layers([bars], WIDTH + 80, alt.Step(ROW))
    return finished(picture, _around(card, partition, rows, codes, of_rows), language)


_NOTHING = -1
"""The place of what stands for no score, which keeps the row of its unit and is no part."""
_EXACT = 1e-9
"""The share of all parts up to which a rest is of the arithmetic."""
_TOGETHER, _LOST = said("not told apart into parts"), said("lost")


def _parts(card: Scorecard, rows: Sequence[int]) -> list[Sequence[str]]:
    """The parts of each unit: its innermost ones where colours tell those of all units apart, else the main ones.

    What is innermost of one unit, such as a node that the table supplies, may be made of others in the next. Where a node is
    no weighted sum, what it is made of adds nothing that could be told, and it is a part itself.
    """
    innermost: list[Sequence[str]] = [_innermost(card, row) for row in rows]
    if len({code for parts in innermost for code in parts}) <= len(CATEGORIES):
        return innermost
    main = [child.code for child in card.methodology.index.children if child.is_scored]
    if len(main) > len(CATEGORIES):
        raise UsageFault(
            said("{n} parts are too many for colours to tell them apart", n=len(main)),
            said("choose another picture: {picture}", picture="--picture table"),
        )
    return [main] * len(rows)


def _innermost(card: Scorecard, row: int) -> Sequence[str]:
    """The innermost parts of a unit of which it is known what they add to the index."""
    edition, contributions = card.methodology, Contributions(card, row)
    found: dict[str, None] = {}
    for code in parts_of(card, row):
        node = edition.nodes[code]
        known = card.nodes[code].score[row] == card.nodes[code].score[row]
        while (
            known
            and contributions.to_index(node) is None
            and (above := edition.parents.get(node.code)) is not None
        ):
            node = above
        found.setdefault(code if node is edition.index else node.code)
    return [*found]


def _records(
    card: Scorecard,
    rows: Sequence[int],
    of_rows: Sequence[Sequence[str]],
    kinds: dict[str, str],
    language: str | None,
) -> list[dict[str, Any]]:
    """A record for each part of each unit, and for what is lost."""
    edition, index = card.methodology, card.index
    records: list[dict[str, Any]] = []
    known = False
    for row, label, codes in zip(rows, ranked_labels(card, rows, language), of_rows, strict=True):
        score = float(index.score[row])
        there = _added(card, row, codes)
        is_told = index.origin[row] != Origin.SUPPLIED and bool(there)
        known |= is_told
        whole: dict[str, float] = {_TOGETHER: score} if score == score else {}
        parts = there if is_told else whole
        if edition.index.maximum and score == score:
            parts = {**parts, _LOST: max(0.0, edition.index.maximum - score)}
        records += [
            {"unit": label, "part": kinds[code], "points": points, "at": at}
            for at, (code, points) in enumerate(parts.items())
        ] or [{"unit": label, "part": kinds[_TOGETHER], "points": 0.0, "at": _NOTHING}]
    if not known:
        raise UsageFault(
            said(
                "{index} is no sum of parts whose scores are known, so there are no points to stack",
                index=visible(edition.index.code),
            ),
            said("choose another picture: {picture}", picture="--picture table"),
        )
    return records


def _of_rounding(card: Scorecard, rows: Sequence[int], of_rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """By how much the parts of a unit add up to another number than its score, as nodes are rounded on the way up."""
    most = 0.0
    for row, codes in zip(rows, of_rows, strict=True):
        added = _added(card, row, codes).values()
        score = float(card.index.score[row])
        if added and score == score and card.index.origin[row] != Origin.SUPPLIED:
            rest = abs(score - math.fsum(added))
            most = max(most, rest if rest > _EXACT * math.fsum(map(abs, added)) else 0.0)
    if most:
        yield said(
            "Nodes are rounded on the way up to the index, so that the parts add up to at most {most} more or less than the score.",
            most=figures.brief(most, 6),
        )


def _added(card: Scorecard, row: int, codes: Sequence[str]) -> dict[str, float]:
    """What the parts of a unit add to the index, as far as that is known."""
    edition, contributions = card.methodology, Contributions(card, row)
    adds = {code: contributions.to_index(edition.nodes[code]) for code in codes}
    return {code: added for code, added in adds.items() if added is not None}


def _is_within(records: Sequence[dict[str, Any]], maximum: float) -> bool:
    """Whether all points are between none and the maximum, so that a full bar is the maximum."""
    totals: dict[str, float] = {}
    for one in records:
        totals[one["unit"]] = totals.get(one["unit"], 0.0) + one["points"]
    return all(one["points"] >= 0 for one in records) and max(totals.values()) <= maximum * (1 + 1e-9)


def _around(
    card: Scorecard,
    partition: Partition,
    rows: Sequence[int],
    codes: Sequence[str],
    of_rows: Sequence[Sequence[str]],
) -> Around:
    title = partition_title(card, partition)
    alternative = said(
        "{title}, as stacked bars, a colour for each of {n} parts; {first} with {points} points.",
        title=title,
        n=len(codes),
        first=first_in_words(card, rows),
        points=figures.brief(float(card.index.score[rows[0]])),
    )
    notes = [
        said("What each part adds to the index."),
        *_of_rounding(card, rows, of_rows),
        *partition_notes(card, partition, rows),
    ]
    return Around(title, alternative, notes)
