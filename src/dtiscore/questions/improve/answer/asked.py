"""What may be asked of improve: a unit that has a rank, a target it can mean, parts that can be moved by themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dtiscore.arguments import require_kind
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import in_time
from dtiscore.questions.improve.answer.competitors import Competitors, Mean, Target
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.said import said
from dtiscore.scoring.fixed_units import fixed_rows
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.shell_words import with_value


def not_in_last(card: Scorecard, row: int, last: str | None) -> UsageFault:
    """The fault that a unit is not in the last period of its table; ``row`` is that in the last one in which it stands."""
    return UsageFault(
        said('the table has no unit "{name}" in {period}', name=card.named(row), period=str(last)),
        said(
            "say which period is meant: {option}",
            option=with_value("--period", str(card.dataset.periods[row])),
        ),
    )


def row_of(card: Scorecard, unit: str, period: str | None) -> int:
    """The row of a unit in a period, the last one of the table unless given.

    Raises:
        UsageFault: there is none, it has no rank, or it stands in several groups.
    """
    last = list(card.dataset.by_period)[-1]
    rows = [at for at in card.rows_of(unit) if period is None or card.dataset.periods[at] == period]
    if not rows:
        message = said('the table has no unit "{unit}"', unit=unit)
        if period is not None:
            message = said("{first} in {second}", first=message, second=period)
        raise UsageFault(message)
    row = max(rows, key=lambda at: in_time(card.dataset.periods[at]))
    its_last = card.dataset.periods[row]
    # A unit that was renamed or merged since is no longer among those that it would have to outdo.
    if period is None and its_last != last:
        raise not_in_last(card, row, last)
    if np.isnan(card.ranks[card.methodology.index.code][row]):
        message = said('"{name}" has no rank, which alone can be improved', name=card.named(row))
        fix = (
            said("dtiscore explain shows where its values are missing")
            if card.dataset.ranked[row]
            else said("it is an aggregate, which is scored and never ranked: choose one of the units")
        )
        raise UsageFault(message, fix)
    groups = [
        str(card.dataset.groups[at]) for at in rows if card.dataset.periods[at] == card.dataset.periods[row]
    ]
    if len(groups) > 1:
        message = said(
            '"{name}" stands in the groups {groups}', name=card.named(row), groups=", ".join(groups)
        )
        raise UsageFault(message, said("choose the one that is meant: --group NAME"))
    return row


def require_computed(card: Scorecard, row: int) -> None:
    """Make sure that something of the unit makes its index: to raise the index itself is no plan.

    Raises:
        UsageFault: the table supplies the index.
    """
    index = card.methodology.index.code
    if fixed_rows(card, [index], np.array([row], dtype=np.intp)):
        label = card.methodology.nodes[index].spoken_name
        message = said(
            'no change of "{name}" can be planned: the table supplies its {node}, and nothing that makes it',
            name=card.named(row),
            node=label,
        )
        raise UsageFault(message, said("add its figures below {index} to the table", index=index))


def require_target(target: Target, competitors: Competitors, edition: Methodology) -> None:
    """Refuse a target that is none, or no place among the units.

    Raises:
        UsageFault: it is.
    """
    require_kind("to_mean", target.mean, Mean | None)
    if not target.is_one:
        fix = said("give one of --to-rank, --to-score and --to-mean")
        raise UsageFault(said("there must be one target"), fix)
    if target.rank is not None and not 1 <= target.rank <= competitors.of_units:
        message = said(
            "there is no rank {rank} among {units} units", rank=target.rank, units=competitors.of_units
        )
        raise UsageFault(message, said("give a rank from 1 to {units}", units=competitors.of_units))
    if target.score is not None and not math.isfinite(target.score):
        raise UsageFault(
            said("the score to reach is not a finite number"), said("give a number, as it is published")
        )
    if target.score is not None and target.score > 1 and edition.publish.form == "fraction":
        message = said(
            "{index} is published as a fraction, and {score:g} is more than all of it",
            index=edition.index.code,
            score=target.score,
        )
        raise UsageFault(message, said("give a score from 0 to 1, such as 0.8 for 80 of 100 points"))


def require_joint(rescoring: Rescoring, levers: Sequence[Lever]) -> None:
    """Make sure that the edition admits the unit with everything as far as it goes, and so anything less."""
    try:
        rescoring.rescored(levers, np.array([lever.reach for lever in levers]))
    except InvalidData as fault:
        reason = fault.problems[0].message if fault.problems else fault.message
        message = said("the values cannot all go as far as each can alone: {reason}", reason=reason)
        raise UsageFault(
            message, said("give bounds: a highest or lowest value for a column, or fixed")
        ) from fault
