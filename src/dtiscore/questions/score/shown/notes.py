"""What must be said beside a ranking: how it ranks, what overlaps, what was prepared, supplied, partial, missing or at odds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.methodology.arithmetic import mean, present
from dtiscore.questions.score.shown.selection import with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.old_names import node_name, unit_name
from dtiscore.render.phrases import counted, in_a_row, listed, say, sentence
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.preparation import Mark
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Lists, Move

_MANY = 6
"""How many names a sentence holds before it counts the rest."""


_LISTS: Mapping[Lists, str] = {
    "other": "other list before",
    "common": "common list before",
    "as ranked": "as ranked before",
}
"""The phrases for what became of the places where the period before ranks other units."""


def mean_note(card: Scorecard, partition: Partition, language: str | None) -> str | None:
    """The mean of the index over the ranked units of one period and group; ``None`` if none has a score."""
    rows = card.partitions[partition]
    values = present(card.index.published[rows[card.dataset.ranked[rows]]])
    if not values:
        return None
    return say(language, "mean is", value=figures.published(mean(values), card.methodology.publish))


def move_note(
    card: Scorecard, partition: Partition, moves: Mapping[int, Move], language: str | None
) -> str | None:
    """Where the period before ranks other units, what became of the places; ``None`` where it ranks the same."""
    rows = card.partitions[partition]
    move = next((moves[row] for row in rows.tolist() if row in moves), None)
    if move is None or move.lists == "same":
        return None
    phrase = _LISTS[move.lists]
    if move.of is None and move.lists == "other":
        phrase = "list before unknown"
    now = int((card.ranks[card.methodology.index.code][rows] > 0).sum())
    return say(language, phrase, of="?" if move.of is None else move.of, n=now)


def ranking_note(card: Scorecard, language: str | None) -> str:
    """What was ranked, which end comes first, and how ties share."""
    edition = card.methodology
    decimals = counted(language, edition.publish.decimals, "decimal")
    on = (
        say(language, "on full")
        if edition.rank.on == "full"
        else say(language, "on published", decimals=decimals)
    )
    parts = [on]
    if edition.rank.order == "ascending":
        parts.append(say(language, "lowest first"))
    return sentence(", ".join([*parts, say(language, f"ties {edition.rank.ties}")]))


def general_notes(card: Scorecard, codes: Sequence[str], language: str | None) -> list[str]:
    """All else that holds for the whole scorecard, one sentence each; ``codes`` are the nodes to be shown."""
    return [
        *_overlaps(card, with_scores(card, codes), language),
        *_without_scores(card, codes, language),
        *_preparation(card, language),
        *_origins(card, language),
        *_disagreements(card, language),
        *_unranked(card, language),
    ]


def _overlaps(card: Scorecard, codes: Sequence[str], language: str | None) -> Iterator[str]:
    """Shown views that share a node cannot be added up, which readers of a table do."""
    edition = card.methodology
    views = [edition.view[code] for code in codes if code in edition.view]
    shared = {code for one, other in combinations(views, 2) for code in one.of if code in other.of}
    if shared:
        names = [node_name(edition, view.code, language) for view in views if shared & set(view.of)]
        nodes = [node_name(edition, code, language) for code in edition.nodes if code in shared]
        yield say(
            language,
            "overlap",
            views=listed(language, names),
            nodes=listed(language, nodes),
            index=visible(edition.index.code),
        )


def _without_scores(card: Scorecard, codes: Sequence[str], language: str | None) -> Iterator[str]:
    """The nodes that were to be shown and have no score in any row."""
    empty = [code for code in codes if code not in with_scores(card, codes)]
    if empty:
        names = [node_name(card.methodology, code, language) for code in empty]
        yield say(language, "without scores", nodes=listed(language, names))


def _preparation(card: Scorecard, language: str | None) -> Iterator[str]:
    """What preparation did to the values that rules read, and whom it left out."""
    prepared = card.prepared
    if prepared is None:
        return
    headers = [header for header in card.methodology.indicator_headers if header in prepared.dataset.numbers]
    values = len(headers) * int(np.sum(prepared.kept))
    for mark in (Mark.IMPUTED, Mark.TREATED):
        n = prepared.count(mark, headers)
        if n:
            yield say(language, f"cells {mark.name.lower()}", n=n, all=values)
    out = [row for rows in card.order.values() for row in rows if not prepared.kept[row]]
    if out:
        names = [_unit_in_period(card, row, language) for row in out[:_MANY]]
        if len(out) > _MANY:
            names.append(say(language, "others", n=len(out) - _MANY))
        yield say(language, "units screened out", units=in_a_row(names))


def _unit_in_period(card: Scorecard, row: int, language: str | None) -> str:
    """The name of a row's unit, with its period if the table has several."""
    name, period = unit_name(card, row, language), card.dataset.periods[row]
    return name if period is None or len(set(card.dataset.periods)) == 1 else f"{name} {visible(period)}"


def _origins(card: Scorecard, language: str | None) -> Iterator[str]:
    """Nodes whose scores were not simply computed from all their parts, with in how many rows."""
    rows, index = len(card.dataset), card.methodology.index.code
    ready = int(np.sum(card.index.origin == Origin.SUPPLIED))
    if ready:
        yield say(language, "index supplied", index=visible(index), n=ready, all=rows)
    for origin in (Origin.SUPPLIED, Origin.PARTIAL, Origin.ZEROED):
        counts = {code: int(np.sum(card.nodes[code].origin == origin)) for code in card.methodology.nodes}
        named = [
            say(language, "node in units", node=node_name(card.methodology, code, language), n=n, all=rows)
            for code, n in counts.items()
            if n and not (code == index and origin == Origin.SUPPLIED)
        ]
        if named:
            if len(named) > _MANY:
                named = [*named[:_MANY], say(language, "others", n=len(named) - _MANY)]
            yield say(language, f"origin {origin.name.lower()}", nodes=", ".join(named))


def _disagreements(card: Scorecard, language: str | None) -> Iterator[str]:
    if not card.disagreements:
        return
    one = card.disagreements[0]
    edition = card.methodology
    scale = (edition.maximum(one.code) or 1.0) if edition.publish.form == "fraction" else 1.0
    most = edition.publish.decimals + 1  # the published decimals alone may hide the difference
    first = say(
        language,
        "disagreement",
        unit=unit_name(card, one.row, language),
        node=node_name(edition, one.code, language),
        supplied=figures.brief(one.supplied / scale, most),
        computed=figures.brief(one.computed / scale, most),
    )
    n = len(card.disagreements)
    yield (
        say(language, "disagree one", first=first) if n == 1 else say(language, "disagree", n=n, first=first)
    )


def _unranked(card: Scorecard, language: str | None) -> Iterator[str]:
    """How many rows have no rank, and why."""
    aggregates = int(np.sum(~card.dataset.ranked))
    kept = True if card.prepared is None else card.prepared.kept
    without = int(np.sum(card.index.missing & card.dataset.ranked & kept))
    parts = []
    if without:
        parts.append(say(language, "without score", n=counted(language, without, "unit")))
    if aggregates:
        parts.append(say(language, "scored only", n=counted(language, aggregates, "unit")))
    if parts:
        yield say(language, "unranked", aggregates=", ".join(parts))
