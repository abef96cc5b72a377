"""The ranking as bars, best first, with the places that units gained or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from dtiscore.methodology.periods import in_time
from dtiscore.questions.score.shown.notes import gap_marks, gap_note, move_note
from dtiscore.questions.score.shown.selection import Selection
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.scales import bar_top
from dtiscore.render.names import index_title, period_and_group, unit_name
from dtiscore.render.pictures.theme import (
    BLUE,
    DARK_BLUE,
    INK,
    LIGHT_BLUE,
    MOST_UNITS,
    ROW,
    WIDTH,
    Around,
    cut_note,
    finished,
    in_layers,
    in_words,
    of_records,
    shortened,
    told_apart,
    unit_axis,
    ways,
    with_ranks,
)
from dtiscore.render.wording import first_of, listed, side_by_side
from dtiscore.said import Said, counted, said, spoken
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

_NAMED = 4
"""How many of the units that share a rank are named."""


def ranking_picture(card: Scorecard, selection: Selection, language: str | None) -> alt.LayerChart:
    """The ranking of the last period: the first units, and the chosen ones, which stand out."""
    partition = shown_partition(card)
    rows = picture_rows(card, partition, selection)
    base = of_records(_values(card, rows, selection, language)).encode(y=unit_axis())
    top = bar_top(card)
    scale = alt.Undefined if top is None else alt.Scale(domain=[0, top])
    title = visible(card.methodology.index.code)
    bars = base.mark_bar(height=ROW - 4).encode(
        x=alt.X("score:Q", title=title, scale=scale),
        color=alt.Color("kind:N", legend=None, scale=_kinds(selection)),
    )
    beside = base.mark_text(align="right", fontSize=11, color=INK)
    layers = [bars, beside.encode(x=alt.value(WIDTH + 48), text="written:N")]
    if any(row in selection.moves for row in rows):
        moves = ways(up_is_good=card.methodology.rank.first == "best")
        layers.append(beside.encode(x=alt.value(WIDTH + 84), text="move:N", color=moves))
    layered: alt.LayerChart = in_layers(layers, WIDTH, alt.Step(ROW)).resolve_scale(color="independent")
    return finished(layered, _around(card, partition, rows, selection), language)


def shown_partition(card: Scorecard) -> Partition:
    """The ranking that a picture shows: of the last period, of its groups that with most units."""
    last = max((period for period, _ in card.partitions), key=in_time)
    of_last = [one for one in card.partitions if one[0] == last]
    return max(of_last, key=lambda one: len(card.partitions[one]))


def picture_rows(card: Scorecard, partition: Partition, selection: Selection) -> list[int]:
    """The rows that a picture shows: as many of the first as are asked for or stay legible, and the chosen ones."""
    return selection._replace(top=selection.top or MOST_UNITS).rows(card, partition)


def partition_notes(
    card: Scorecard, partition: Partition, rows: Sequence[int], marks: Sequence[str] | None = None
) -> list[str]:
    """What to say where not all units, or not all rankings, are shown, and what the marks behind names mean.

    ``marks`` are those that are drawn, unless they are of the index of each unit.
    """
    notes = [
        *gap_note([*_marks(card, rows).values()] if marks is None else marks),
        *cut_note(len(rows), len(card.partitions[partition])),
    ]
    others = len(card.partitions) - 1
    if others:
        notes.append(
            counted(
                others,
                "{n} ranking of another period or group is not shown; --period and --group choose one.",
                "{n} rankings of other periods or groups are not shown; --period and --group choose one.",
            )
        )
    return notes


def partition_title(card: Scorecard, partition: Partition) -> str:
    """The index, and the period and group that are shown."""
    return side_by_side(index_title(card.methodology), *period_and_group(partition))


def unit_labels(
    card: Scorecard, rows: Sequence[int], language: str | None, marks: Mapping[int, str] | None = None
) -> list[str]:
    """The names of units, all different, marked as on the screen where values are missing or were filled in; without a
    rank they say why. ``marks`` by row are others than those of the index."""
    names = []
    marks = _marks(card, rows) if marks is None else marks
    for row in rows:
        name = shortened(in_words(unit_name(card, row), language))
        if not card.dataset.ranked[row]:
            name = said("{unit} ({reason})", unit=name, reason=said("not ranked"))
        elif card.index.lacks(row):
            reason = said("screened out") if card.screened_out(row) else said("no score")
            name = said("{unit} ({reason})", unit=name, reason=reason)
        elif row in marks:
            name = side_by_side(name, marks[row], between="\u00a0")
        names.append(in_words(name, language))
    return told_apart(names, [card.dataset.units[row] for row in rows], max(map(len, names), default=0))


def _marks(card: Scorecard, rows: Sequence[int]) -> dict[int, str]:
    """By row, the marks of units with a rank of which something is missing or was filled in."""
    found = gap_marks(card)
    return {
        row: found[row]
        for row in rows
        if row in found and card.dataset.ranked[row] and not card.index.lacks(row)
    }


def ranked_labels(card: Scorecard, rows: Sequence[int], language: str | None) -> list[str]:
    """The same with the rank in the index behind each name."""
    ranks = card.ranks[card.methodology.index.code][list(rows)].tolist()
    places = [spoken(figures.rank(rank), language) for rank in ranks]
    return with_ranks(unit_labels(card, rows, language), places)


def _values(
    card: Scorecard, rows: Sequence[int], selection: Selection, language: str | None
) -> list[dict[str, Any]]:
    """A record for each unit."""
    scores = card.published(card.methodology.index.code)[list(rows)].tolist()
    labels = ranked_labels(card, rows, language)
    values = []
    for row, label, score in zip(rows, labels, scores, strict=True):
        move = selection.moves.get(row)
        up = None if move is None else move.up
        values.append(
            {
                "unit": label,
                "score": None if score != score else score,
                "written": spoken(figures.published(score, card.methodology.publish), language),
                "move": "" if move is None else spoken(figures.move(up), language),
                "way": "none" if not up else "up" if up > 0 else "down",
                "kind": "chosen" if card.dataset.units[row] in selection.units else "other",
            }
        )
    return values


def first_in_words(card: Scorecard, order: Sequence[int]) -> Said:
    """Who is first among some rows, the best one first: several where they share the rank."""
    first = _at_rank_of(card, order, order[0])
    units = listed(first_of(first, _NAMED))
    return counted(len(first), "{units} is first", "{units} share the first rank", units=units)


def _at_rank_of(card: Scorecard, order: Sequence[int], row: int) -> list[str]:
    """The names of the units that have the rank of a row."""
    ranks = card.ranks[card.methodology.index.code]
    return [unit_name(card, other) for other in order if ranks[other] == ranks[row]]


def _kinds(selection: Selection) -> alt.Scale:
    """The chosen ones are dark among light ones."""
    return alt.Scale(domain=["chosen", "other"], range=[DARK_BLUE, LIGHT_BLUE if selection.units else BLUE])


def _around(card: Scorecard, partition: Partition, rows: Sequence[int], selection: Selection) -> Around:
    publish, scores = card.methodology.publish, card.index.published
    notes = partition_notes(card, partition, rows)
    if any(row in selection.moves for row in rows):
        told = move_note(card, partition, selection.moves)
        notes.append(told or said("▲ and ▼: places gained and lost since the period before."))
    ranked = [row for row in card.order[partition] if scores[row] == scores[row] and card.dataset.ranked[row]]
    title = partition_title(card, partition)
    if not ranked:
        return Around(title, said("{title}: no unit has a score.", title=title), notes)
    last = _at_rank_of(card, ranked, ranked[-1])
    alternative = said(
        "{title}, as bars by rank: {first} with {score}; {last} with {lowest}.",
        title=title,
        first=first_in_words(card, ranked),
        score=figures.published(float(scores[ranked[0]]), publish),
        last=counted(
            len(last),
            "{units} is last of {of}",
            "{units} share the last rank of {of}",
            units=listed(first_of(last, _NAMED)),
            of=len(ranked),
        ),
        lowest=figures.published(float(scores[ranked[-1]]), publish),
    )
    return Around(title, alternative, notes)
