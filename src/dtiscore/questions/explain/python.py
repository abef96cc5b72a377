"""Explain: where one unit stands and why, and how one of its cells became points."""

from __future__ import annotations

from typing import Unpack

from dtiscore.arguments import checked
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked_each
from dtiscore.inputs.unit_codes import cards_with
from dtiscore.questions.explain.answer import CellHistory, Explanation


@checked
def explain(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    unit: str = "",
    *,
    peers: str | None = None,
    **reading: Unpack[Reading],
) -> Explanation:
    """Score a table and explain one unit, called by its code, name or an alias of its scheme.

    Of a panel the last period in which the unit stands is explained, unless ``period`` is declared, under the edition that
    governs it.

    Args:
        data: the table, as for :func:`dtiscore.score`, or a scorecard.
        methodology: the edition, likewise; a scorecard has its own.
        unit: the unit.
        peers: by what its peers are chosen: the heading of a column of groups, ``profile`` (the most alike in all
            parts, which is taken unless something is given) or ``rank`` (the nearest ranks).
        reading: what is declared about the table; ``group`` says which one, where the unit stands in several.

    Raises:
        UsageFault: there is no such unit, group or column; or the unit stands in several groups and none is named.
            Otherwise as :func:`dtiscore.score`.
    """
    cards = asked_each(data, methodology, reading, unit=unit)
    return cards_with(cards, unit)[-1].explain(unit, peers=peers)


@checked
def explain_each(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    unit: str = "",
    *,
    peers: str | None = None,
    every_period: bool = False,
    **reading: Unpack[Reading],
) -> list[Explanation]:
    """Score a table and explain each row of one unit: one for each of its groups, of the last or of every period.

    Args and errors as for :func:`explain`; with ``every_period`` all periods of a panel are explained, in order.
    """
    cards = cards_with(asked_each(data, methodology, reading, unit=unit), unit)
    return [
        each
        for card in (cards if every_period else cards[-1:])
        for each in card.explain_each(unit, peers=peers, every_period=every_period)
    ]


@checked
def explain_cell(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    unit: str = "",
    cell: str = "",
    **reading: Unpack[Reading],
) -> CellHistory:
    """Score a table and tell the history of one cell: from its text in the file to what it adds to the index.

    Args:
        data: the table, as for :func:`dtiscore.score`, or a scorecard.
        methodology: the edition, likewise; a scorecard has its own.
        unit: the unit, by its code, name or an alias.
        cell: the code of the indicator, or the heading of a column that only one indicator reads.
        reading: what is declared about the table; ``period`` says which one of a panel, the last unless given, and
            ``group`` which one of several groups.

    Raises:
        UsageFault: there is no such unit, group or indicator. Otherwise as :func:`dtiscore.score`.
    """
    cards = asked_each(data, methodology, reading, unit=unit, cell=cell)
    return cards_with(cards, unit)[-1].explain_cell(unit, cell)
