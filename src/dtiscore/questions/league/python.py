"""Who leads in one indicator."""

from __future__ import annotations

from typing import Unpack

from dtiscore.arguments import Count, checked
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked, asked_each, under_each
from dtiscore.inputs.unit_codes import cards_with
from dtiscore.questions.league.answer import League


@checked
def league(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    indicator: str = "",
    *,
    unit: str | None = None,
    top: Count | None = None,
    **reading: Unpack[Reading],
) -> League:
    """Score a table and order its units by one indicator, in the indicator's own units and direction.

    Args:
        data: the path of a CSV file, ``-``, a DataFrame with one row per unit (and period), or a scorecard.
        methodology: the edition, as for :func:`score`; a scorecard has its own.
        indicator: the code of an indicator, a node or a view; the last two are ordered by their scores.
        unit: a unit to show, by its code, name or an alias: alone, or beside the first ones.
        top: how many units to show; all unless given.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: there is no such indicator or unit. Otherwise as :func:`score`.
    """
    return asked(data, methodology, reading, indicator=indicator).league(indicator, unit=unit, top=top)


@checked
def league_editions(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    indicator: str = "",
    *,
    unit: str | None = None,
    top: Count | None = None,
    **reading: Unpack[Reading],
) -> list[League]:
    """Score a panel and order its units by one indicator, each period under the edition of a family that governs it.

    Args and errors as for :func:`league`.

    Returns:
        a league for each edition that has the indicator, that of the last period last; the warnings of its scorecard name
        those that have not.
    """
    cards = asked_each(data, methodology, reading, indicator=indicator)
    if unit is not None:
        cards = cards_with(cards, unit)
    return under_each(cards, reading, lambda card: card.league(indicator, unit=unit, top=top))
