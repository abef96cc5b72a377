"""What the leaders have in common, and who leads in one indicator."""

from __future__ import annotations

from typing import Unpack

from dtiscore.analysis.league import League, league as league_of
from dtiscore.analysis.profile import Profile, profile as profile_of
from dtiscore.api.reading import Data, Reading, Weighting
from dtiscore.api.scorecard import unit_code
from dtiscore.api.verbs import score


def profile(
    data: Data,
    methodology: Weighting,
    *,
    top: int = 10,
    level: int | str | None = None,
    **reading: Unpack[Reading],
) -> Profile:
    """Score a table and hold the units ranked up to ``top`` against all others, node by node.

    Args:
        data: the path of a CSV file, ``-``, or a DataFrame with one row per unit (and period).
        methodology: the edition, as for :func:`score`.
        top: the rank up to which a unit is a leader; ties are as the edition ranks them.
        level: which nodes: a depth, ``views``, ``indicators``, ``all``, or the code of a node whose children are meant.
        reading: what is declared about the table, see :class:`Reading`.

    Returns:
        for each period and group: leaders, others, and for every node their means, how many have full marks, what all
        leaders reach, and the effect size (Hedges' g), the largest first.

    Raises:
        UsageFault: nothing below the index has a score, or nobody is outside the first ``top``. Otherwise as
            :func:`score`.
    """
    return profile_of(score(data, methodology, **reading), top, level)


def league(
    data: Data,
    methodology: Weighting,
    indicator: str,
    *,
    unit: str | None = None,
    top: int | None = None,
    **reading: Unpack[Reading],
) -> League:
    """Score a table and order its units by one indicator, in the indicator's own units and direction.

    Args:
        data: the path of a CSV file, ``-``, or a DataFrame with one row per unit (and period).
        methodology: the edition, as for :func:`score`.
        indicator: the code of an indicator, a node or a view; the last two are ordered by their scores.
        unit: a unit to show, by its code, name or an alias: alone, or beside the first ones.
        top: how many units to show; all unless given.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: there is no such indicator or unit. Otherwise as :func:`score`.
    """
    card = score(data, methodology, **reading)
    return league_of(card, indicator, None if unit is None else unit_code(card, unit), top)
