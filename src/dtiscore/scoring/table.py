"""A scorecard as columns of plain values, from which data frames and files are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dtiscore.methodology import Values
from dtiscore.methodology.figure_headings import Figure
from dtiscore.scoring.ranking import plain_rank
from dtiscore.scoring.scorecard import Scorecard

Columns = dict[str, list[Any]]
"""Plain Python values by heading, all of one length; ``None`` where there is no value."""


def columns_of(
    card: Scorecard,
    codes: Sequence[str],
    rows: Iterable[int],
    *,
    language: str | None = None,
    figures: Sequence[Figure] = ("score",),
) -> Columns:
    """The index, and the nodes and views in ``codes``, for some rows in the given order.

    ``figures`` are given in turn for all of them: ``score`` in full precision, ``published`` as exact decimals, ``rank`` of
    what stands beside the index, whose own rank comes first.
    """
    chosen = list(rows)
    data = card.dataset
    columns: Columns = {}
    if any(period is not None for period in data.periods):
        columns["period"] = [data.periods[row] for row in chosen]
    if any(group is not None for group in data.groups):
        columns["group"] = [data.groups[row] for row in chosen]
    columns["rank"] = ranks_of(card, card.methodology.index.code, chosen)
    columns["unit"] = [data.units[row] for row in chosen]
    columns["name"] = [card.name(row, language) for row in chosen]
    index = card.methodology.index.code
    for figure in figures:
        for code in dict.fromkeys([index, *codes]):
            if (code, figure) != (index, "rank"):
                columns[card.methodology.figure_headings.of(code, figure)] = _figure(
                    card, code, figure, chosen
                )
    if card.methodology.bands is not None:
        columns["band"] = [card.bands[row] for row in chosen]
    return columns


def _figure(card: Scorecard, code: str, figure: Figure, rows: Sequence[int]) -> list[Any]:
    if figure == "rank":
        return ranks_of(card, code, rows)
    values = card.nodes[code].published
    return (
        card.methodology.publish.round.written(values[rows]) if figure == "published" else plain(values, rows)
    )


def ranks_of(card: Scorecard, code: str, rows: Sequence[int]) -> list[int | float | None]:
    """The ranks of some rows in a node: whole numbers where the tie rule gives such."""
    ranks = card.ranks[code]
    return [plain_rank(ranks[row]) for row in rows]


def plain(values: Values, rows: Sequence[int]) -> list[float | None]:
    """Some of the values as Python floats, ``None`` for a missing one."""
    return [None if (value := float(values[row])) != value else value for row in rows]
