"""What must be said beside a ranking: how it ranks, what overlaps, what was prepared, supplied, partial, missing or at odds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.methodology.arithmetic import mean, present
from dtiscore.questions.score.shown.selection import with_scores
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name, unit_name
from dtiscore.render.ranks_in_words import order_of_ranking, ties_of_ranking
from dtiscore.render.wording import first_of, in_a_row, listed, sentence, side_by_side
from dtiscore.said import counted, said, template
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.prepared import Mark
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.visible import visible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dtiscore.analysis.movement import Lists, Move

_MANY = 6
"""How many names a sentence holds before it counts the rest."""


_LISTS: Mapping[Lists, str] = {
    "other": template(
        "{of} units were ranked in the period before and {n} now, not the same: places gained or lost are not told; "
        "--common-units counts them among the units of both."
    ),
    "common": template(
        "± counts places among the units that were ranked in the period before as well ({of} then, {n} now)."
    ),
    "as ranked": template(
        "± subtracts ranks although not the same units were ranked in the period before ({of} then, {n} now)."
    ),
}
"""What became of the places where the period before ranks other units."""
_LIST_UNKNOWN = template(
    "Among which units the earlier ranks are is not known ({n} are ranked now): places gained or lost are not told; "
    "--common-units counts them among the units of both."
)

_PREPARED = {
    Mark.IMPUTED: template("Imputed, for want of data: {n} of {all} values."),
    Mark.TREATED: template("Treated, because of outliers: {n} of {all} values."),
}

_ORIGINS = {
    Origin.SUPPLIED: template("Supplied by the data: {nodes}."),
    Origin.PARTIAL: template("Computed without some parts, whose weight the others share: {nodes}."),
    Origin.ZEROED: template("Missing and counted as 0: {nodes}."),
}


def units_ranked(card: Scorecard, rows: Sequence[int] | NDArray[np.intp]) -> str:
    """How many units these rows are, and how many of them have a rank, if not all."""
    ranked = int((card.ranks[card.methodology.index.code][rows] > 0).sum())
    units = (
        counted(len(rows), "{n} unit", "{n} units")
        if card.summary is None
        else counted(len(rows), "{n} group of units", "{n} groups of units")
    )
    return units if ranked == len(rows) else said("{ranked} of {units} ranked", ranked=ranked, units=units)


def mean_note(card: Scorecard, partition: Partition) -> str | None:
    """The mean of the index over the ranked units of one period and group; ``None`` if none has a score."""
    rows = card.partitions[partition]
    values = present(card.index.published[rows[card.dataset.ranked[rows]]])
    if not values:
        return None
    return said("Mean {value}.", value=figures.published(mean(values), card.methodology.publish))


def move_note(card: Scorecard, partition: Partition, moves: Mapping[int, Move]) -> str | None:
    """Where the period before ranks other units, what became of the places; ``None`` where it ranks the same."""
    rows = card.partitions[partition]
    move = next((moves[row] for row in rows.tolist() if row in moves), None)
    if move is None or move.lists == "same":
        return None
    now = int((card.ranks[card.methodology.index.code][rows] > 0).sum())
    became = _LIST_UNKNOWN if move.of is None and move.lists == "other" else _LISTS[move.lists]
    return said(became, of="?" if move.of is None else move.of, n=now)


def ranking_note(card: Scorecard) -> str:
    """What was ranked, which end comes first, and how ties share."""
    edition = card.methodology
    decimals = counted(edition.publish.decimals, "{n} decimal", "{n} decimals")
    on = (
        said("Ranks on full precision")
        if edition.rank.on == "full"
        else said("Ranks on {decimals} as published", decimals=decimals)
    )
    is_usual = (edition.rank.order, edition.rank.first) == ("descending", "best")
    order = [] if is_usual else [order_of_ranking(edition.rank)]
    return sentence(side_by_side(on, *order, ties_of_ranking(edition.rank), between=", "))


def general_notes(card: Scorecard, codes: Sequence[str]) -> list[str]:
    """All else that holds for the whole scorecard, one sentence each; ``codes`` are the nodes to be shown."""
    return [
        *_summary(card),
        *_overlaps(card, with_scores(card, codes)),
        *_without_scores(card, codes),
        *_preparation(card),
        *_origins(card),
        *_disagreements(card),
        *_unranked(card),
    ]


def _summary(card: Scorecard) -> Iterator[str]:
    """What each row is, where it is a group of units."""
    if card.summary is not None:
        from dtiscore.render.rules_in_words import summary_in_words

        yield said("Each row is a group of units: {summary}.", summary=summary_in_words(card.summary))


IMPUTED, LACKING = "°", "*"
"""What stands behind the name of a unit, and behind a score, of which something was filled in, or is missing."""


def gap_marks(card: Scorecard) -> dict[int, str]:
    """By row, the marks of units with imputed values, and of those whose score was made without some parts."""
    origins = np.array([card.nodes[code].origin for code in card.methodology.nodes])
    lacking = ((origins == Origin.PARTIAL) | (origins == Origin.ZEROED)).any(axis=0)
    return _marks(card, range(len(card.dataset)), card.methodology.indicator_headers, lacking)


def score_marks(card: Scorecard, code: str, rows: Sequence[int]) -> dict[int, str]:
    """By row, the marks of the scores of a node or view: imputed values count at or below it, missing parts at it alone."""
    edition = card.methodology
    tops = edition.view[code].of if code in edition.view else (code,)
    headers = {header for top in tops for node in edition.nodes[top].walk() for header in node.inputs}
    origin = card.nodes[code].origin
    return _marks(card, rows, headers, (origin == Origin.PARTIAL) | (origin == Origin.ZEROED))


def _marks(
    card: Scorecard, rows: Iterable[int], headers: Collection[str], lacking: NDArray[np.bool_]
) -> dict[int, str]:
    prepared = card.prepared
    found = {}
    for row in rows:
        filled = prepared is not None and prepared.mark(row, headers) == Mark.IMPUTED
        if marks := (IMPUTED if filled else "") + (LACKING if lacking[row] else ""):
            found[row] = marks
    return found


def gap_note(marks: Sequence[str]) -> Iterator[str]:
    """What the marks say that stand behind names."""
    if any(IMPUTED in one for one in marks):
        yield said("{mark} behind a name or a score: values were filled in.", mark=IMPUTED)
    if any(LACKING in one for one in marks):
        yield said("{mark} behind a name or a score: parts are missing.", mark=LACKING)


def _overlaps(card: Scorecard, codes: Sequence[str]) -> Iterator[str]:
    """Shown views that share a node cannot be added up, which readers of a table do."""
    edition = card.methodology
    views = [edition.view[code] for code in codes if code in edition.view]
    shared = {code for one, other in combinations(views, 2) for code in one.of if code in other.of}
    if shared:
        names = [node_name(edition, view.code) for view in views if shared & set(view.of)]
        nodes = [node_name(edition, code) for code in edition.nodes if code in shared]
        yield said(
            "{views} share {nodes}: they do not add up to {index}.",
            views=listed(names),
            nodes=listed(nodes),
            index=visible(edition.index.code),
        )


def _without_scores(card: Scorecard, codes: Sequence[str]) -> Iterator[str]:
    """The nodes that were to be shown and have no score in any row."""
    empty = [code for code in codes if code not in with_scores(card, codes)]
    if empty:
        names = [node_name(card.methodology, code) for code in empty]
        yield said("Without a score, for want of data: {nodes}.", nodes=listed(names))


def _preparation(card: Scorecard) -> Iterator[str]:
    """What preparation did to the values that rules read, and whom it left out."""
    prepared = card.prepared
    if prepared is None:
        return
    headers = [header for header in card.methodology.indicator_headers if header in prepared.dataset.numbers]
    values = len(headers) * int(np.sum(prepared.kept))
    for mark, cells in _PREPARED.items():
        n = prepared.count(mark, headers)
        if n:
            yield said(cells, n=n, all=values)
    out = [row for rows in card.order.values() for row in rows if not prepared.kept[row]]
    if out:
        names = [_unit_in_period(card, row) for row in out[:_MANY]]
        yield said(
            "Screened out, without a score: {units}.", units=in_a_row(first_of(names, _MANY, len(out)))
        )


def _unit_in_period(card: Scorecard, row: int) -> str:
    """The name of a row's unit, with its period if the table has several."""
    name, period = unit_name(card, row), card.dataset.periods[row]
    if period is None or len(set(card.dataset.periods)) == 1:
        return name
    return side_by_side(name, visible(period), between=" ")


def _origins(card: Scorecard) -> Iterator[str]:
    """Nodes whose scores were not simply computed from all their parts, with in how many rows."""
    rows, index = len(card.dataset), card.methodology.index.code
    ready = int(np.sum(card.index.origin == Origin.SUPPLIED))
    if ready:
        yield said(
            "Ranked, not computed: {index} itself stands in the data ({n} of {all}).",
            index=visible(index),
            n=ready,
            all=rows,
        )
    nodes = card.methodology.nodes
    origins = np.array([card.nodes[code].origin for code in nodes])
    for origin, told in _ORIGINS.items():
        counts = dict(zip(nodes, (origins == origin).sum(axis=1).tolist(), strict=True))
        named = [
            said("{node} ({n} of {all})", node=node_name(card.methodology, code), n=n, all=rows)
            for code, n in counts.items()
            if n and not (code == index and origin == Origin.SUPPLIED)
        ]
        if named:
            yield said(told, nodes=side_by_side(*first_of(named, _MANY), between=", "))


def _disagreements(card: Scorecard) -> Iterator[str]:
    if not card.disagreements:
        return
    one = card.disagreements[0]
    edition = card.methodology
    scale = (edition.maximum(one.code) or 1.0) if edition.publish.form == "fraction" else 1.0
    most = edition.publish.decimals + 1  # the published decimals alone may hide the difference
    first = said(
        "{unit}, {node}: {supplied} in the data, {computed} computed (used)",
        unit=unit_name(card, one.row),
        node=node_name(edition, one.code),
        supplied=figures.brief(one.supplied / scale, most),
        computed=figures.brief(one.computed / scale, most),
    )
    n = len(card.disagreements)
    yield (
        said("One score in the data differs from what its parts give: {first}.", first=first)
        if n == 1
        else said(
            "{n} scores in the data differ from what their parts give; the first: {first}.", n=n, first=first
        )
    )


def _unranked(card: Scorecard) -> Iterator[str]:
    """How many rows have no rank, and why."""
    aggregates = int(np.sum(~card.dataset.ranked))
    kept = True if card.prepared is None else card.prepared.kept
    without = int(np.sum(card.index.missing & card.dataset.ranked & kept))
    parts = []
    if without:
        parts.append(said("{n} without a score", n=counted(without, "{n} unit", "{n} units")))
    if aggregates:
        parts.append(said("{n} scored for comparison only", n=counted(aggregates, "{n} unit", "{n} units")))
    if parts:
        yield said("Not ranked: {aggregates}.", aggregates=side_by_side(*parts, between=", "))
