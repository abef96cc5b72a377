"""Which periods of a panel fall under which edition, for a page that shows several editions."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.methodology.periods import in_time
from dtiscore.render.wording import in_a_row
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.visible import visible


def editions_apart(cards: Sequence[Scorecard]) -> str:
    """The sentence that says so of the scorecards, one of each edition."""
    governed = []
    for card in cards:
        periods = {period for period in card.dataset.periods if period is not None}
        names = ", ".join(map(visible, sorted(periods, key=in_time)))
        governed.append(f"{visible(card.methodology.id)}: {names}")
    return said(
        "Each period is scored under the edition that governs it ({editions}); scores of different editions do not "
        "compare.",
        editions=in_a_row(governed),
    )
