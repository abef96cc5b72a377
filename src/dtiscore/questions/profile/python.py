"""What the leaders have in common."""

from __future__ import annotations

from typing import Unpack

from dtiscore.arguments import Count, checked
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked, asked_each, under_each
from dtiscore.questions.profile.answer import Profile


@checked
def profile(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    *,
    top: Count = 10,
    level: int | str | None = None,
    **reading: Unpack[Reading],
) -> Profile:
    """Score a table and hold the units ranked up to ``top`` against all others, node by node.

    Args:
        data: the path of a CSV file, ``-``, a DataFrame with one row per unit (and period), or a scorecard.
        methodology: the edition, as for :func:`score`; a scorecard has its own.
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
    return asked(data, methodology, reading).profile(top=top, level=level)


@checked
def profile_editions(
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    *,
    top: Count = 10,
    level: int | str | None = None,
    **reading: Unpack[Reading],
) -> list[Profile]:
    """Score a panel and hold its leaders against all others, each period under the edition of a family that governs it.

    Args and errors as for :func:`profile`.

    Returns:
        a profile for each edition under which there is one, that of the last period last; the warnings of its scorecard
        name those under which there is none.
    """
    cards = asked_each(data, methodology, reading)
    return under_each(cards, reading, lambda card: card.profile(top=top, level=level))
