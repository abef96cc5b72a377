"""Summarise: the units of a scorecard by groups, as a scorecard of the groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from dtiscore.errors import InvalidData, Place, Problem, UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.group_figures import Take, by_word, figure_of, size_of
from dtiscore.methodology.summaries import Summary
from dtiscore.said import said, some_of
from dtiscore.scoring.node_scores import NodeScores, Origin
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Dataset, Rows

_MANY = 12
"""How many codes a message names."""


def summarised(card: Scorecard, code: str) -> Scorecard:
    """A scorecard with a row for each group of units, in which every node and view has the figure that a summary takes.

    Units count in the period and group in which they are ranked; what is not ranked, and a unit without a word, counts
    in no group. A node has no figure in a group of which no unit has a score in it, but for a count, which is 0.

    Raises:
        UsageFault: the edition has no summary of this code. InvalidData: the table lacks one of its columns, or a weight
            is below 0 or lacking; ``problems`` lists each.
    """
    summary = _summary(card, code)
    groups, weights = _columns(card, summary)
    members: list[tuple[str, Rows]] = []
    for rows in card.partitions.values():
        ranked = rows[card.dataset.ranked[rows]]
        members += [(word, ranked[at]) for word, at in by_word([groups[row] for row in ranked.tolist()])]

    def of_groups(figure: Callable[[Take, Values, Values | None], float], values: Values) -> Values:
        return np.array(
            [
                figure(summary.take, values[rows], None if weights is None else weights[rows])
                for _, rows in members
            ],
            dtype=np.float64,
        )

    nodes = {
        node: _node(
            of_groups(figure_of, scores.score),
            of_groups(figure_of, scores.published),
            of_groups(size_of, card.precision.terms(node, slice(None))),
        )
        for node, scores in card.nodes.items()
    }
    return replace(
        card,
        dataset=_groups(card.dataset, members),
        nodes=nodes,
        disagreements=(),
        options={**(card.options or {}), "summary": code},
        prepared=None,
        beside=None,
        summary=summary,
    )


def _summary(card: Scorecard, code: str) -> Summary:
    edition = card.methodology
    known = {summary.code: summary for summary in edition.summaries}
    if code not in known:
        fix = (
            said("it has {nodes}", nodes=some_of([*known], _MANY))
            if known
            else said("a weighting file says under summaries by which column units are grouped")
        )
        raise UsageFault(said('{edition} has no summary "{code}"', edition=edition.id, code=code), fix)
    return known[code]


def _columns(card: Scorecard, summary: Summary) -> tuple[tuple[str | None, ...], Values | None]:
    """The words by which units are grouped, and the numbers that they count by."""
    data = card.dataset
    problems: list[Problem] = []
    lacking = [summary.by] if summary.by not in data.labels else []
    if summary.weight is not None and summary.weight not in data.numbers:
        lacking.append(summary.weight)
    for header in lacking:
        message = said(
            'the summary "{name}" reads the column "{column}", which is not in the file',
            name=summary.spoken_name,
            column=header,
        )
        problems.append(
            Problem(
                "missing-column", message, Place(data.raw.source, data.raw.header_line), fix=said("add it")
            )
        )
    groups = data.labels.get(summary.by, (None,) * len(data))
    weights = None if summary.weight is None else data.numbers.get(summary.weight)
    if summary.weight is not None and weights is not None:
        problems += _weights_that_cannot_be_meant(card, summary.weight, weights, groups)
    if problems:
        message = said(
            '{source}: the summary "{name}" cannot be made', source=data.raw.source, name=summary.spoken_name
        )
        raise InvalidData(message, problems=problems)
    return groups, weights


def _weights_that_cannot_be_meant(
    card: Scorecard, column: str, weights: Values, groups: tuple[str | None, ...]
) -> Iterator[Problem]:
    """Weights below 0, and those lacking of units that count: ranked, in a group, with a score in some node."""
    data = card.dataset
    unscored = np.logical_and.reduce([np.isnan(scores.score) for scores in card.nodes.values()])
    counts = data.ranked & ~unscored & np.array([word is not None for word in groups])
    fill = said("fill the cell in, or write 0 if the unit is to count for nothing")
    for row in np.flatnonzero((weights < 0) | (np.isnan(weights) & counts)).tolist():
        place, unit = data.place(row, column), data.units[row]
        if weights[row] < 0:
            message = said('"{column}" is below 0, and units count by it', column=column)
            yield Problem("out-of-range", message, place, fix=said("correct the cell"), unit=unit)
        else:
            message = said('"{column}" is empty, and units count by it', column=column)
            yield Problem("missing-value", message, place, fix=fill, unit=unit)


def _node(score: Values, published: Values, terms: Values) -> NodeScores:
    missing = np.isnan(score)
    origin = np.where(missing, np.uint8(Origin.MISSING), np.uint8(Origin.COMPUTED))
    lowest, highest = (float(reduce(score, initial=np.nan)) for reduce in (np.fmin.reduce, np.fmax.reduce))
    return NodeScores(score, published, origin, lowest, highest, not bool(missing.any()), terms)


def _groups(data: Dataset, members: list[tuple[str, Rows]]) -> Dataset:
    """The table of the groups: their words, in the period and group of their units, which stand in the file."""
    first = [int(rows[0]) for _, rows in members]
    return Dataset(
        units=tuple(word for word, _ in members),
        names=tuple({"": word} for word, _ in members),
        periods=tuple(data.periods[row] for row in first),
        groups=tuple(data.groups[row] for row in first),
        ranked=np.ones(len(members), dtype=np.bool_),
        numbers={},
        outcomes={},
        supplied={},
        raw=data.raw,
        row_in_raw=tuple(data.row_in_raw[row] for row in first),
    )
