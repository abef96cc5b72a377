"""Improve: the cheapest changes with which a unit reaches a rank or a score, under bounds and costs of a small file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from dtiscore.arguments import Count, checked
from dtiscore.inputs.last_moves import last_moves
from dtiscore.inputs.plans import Others, plans_of, require_sense
from dtiscore.inputs.reading import Data, Reading, Weighting
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked_each
from dtiscore.inputs.unit_codes import cards_with, unit_code
from dtiscore.inputs.validation import require_allowed
from dtiscore.methodology.periods import in_time
from dtiscore.questions.improve.answer import Improvement, Limit, Target
from dtiscore.questions.improve.answer.asked import not_in_last
from dtiscore.questions.improve.answer.competitors import Mean


@checked
def improve(  # noqa: PLR0913 - the options of one command
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    unit: str = "",
    *,
    to_rank: Count | None = None,
    to_score: float | None = None,
    to_mean: Mean | None = None,
    bounds: Data | Mapping[str, Limit] | None = None,
    others: Others = "still",
    previous: Data | Scorecard | None = None,
    plans: Count = 3,
    **reading: Unpack[Reading],
) -> Improvement:
    """The cheapest changes with which a unit reaches a rank or a score, each plan confirmed by scoring the table anew.

    Args:
        data: the table or its scorecard; of a panel, ``period`` says which period, else it is the last one, under the
            edition that governs it.
        methodology: the edition, as for :func:`score`; a scorecard has its own.
        unit: the unit, by its code, name or an alias of its scheme.
        to_rank: the rank to reach; one that is shared with another unit counts where the edition lets ties share the
            better rank.
        to_score: or the value of the index to reach, in the form in which the edition publishes.
        to_mean: or the mean of all ranked units, as it is once the unit has moved (``moving``) or as it is now (``held``).
        bounds: how far each column can go, in which steps and at what cost: limits by heading, or a table with the
            columns ``column``, ``lowest``, ``highest``, ``cost_per_point``, ``cost_per_unit``, ``step`` and ``fixed``,
            all but the first optional.
        others: whether the other units stay as they are or move on as they last did.
        previous: the table of the period before, or its scorecard, for ``others="trend"``; a panel has it already. Where
            another edition governs that period, it is scored under the one of the period asked for.
        plans: plans with up to so many changes are made, and the cheapest of all.
        reading: what is declared about the table, see :class:`Reading`.

    Returns:
        the plans, what each indicator brings at the unit's position, and the best that can be reached.

    Raises:
        UsageFault: no unit is called so, it has no rank, there is no such target, the bounds name a column that the
            index is not made of, or scipy is needed and not installed.
        InvalidData: a table is invalid.
    """
    require_sense(others, previous)
    card = _asked(data, methodology, unit, reading)
    moved = last_moves(card, previous, methodology, reading) if others == "trend" else None
    found = plans_of(card, unit, Target(to_rank, to_score, to_mean), bounds, moved, plans)
    require_allowed(found.warnings, reading)
    return found


def _asked(data: Data | Scorecard, methodology: Weighting | None, unit: str, reading: Reading) -> Scorecard:
    """The scorecard; of a panel under several editions that of the last period.

    Raises:
        UsageFault: the unit stands in none of its periods, but in an earlier one. Otherwise as :func:`asked_each`.
    """
    cards = asked_each(data, methodology, reading, unit=unit)
    last, card = cards[-1], cards_with(cards, unit)[-1]
    if card is not last:
        row = card.rows_of(unit_code(card, unit))[-1]
        raise not_in_last(card, row, max(last.dataset.periods, key=in_time))
    return last
