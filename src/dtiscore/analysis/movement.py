"""How units moved between two periods: the change of rank and of score, only where the bases are the same."""

from __future__ import annotations

from dataclasses import dataclass

from dtiscore.dataset.periods import in_time
from dtiscore.errors import UsageFault
from dtiscore.scoring.ranking import plain_rank
from dtiscore.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Move:
    """One unit's move from the previous period."""

    rank: int | float | None
    """The previous rank."""
    up: float | None
    """Places gained; negative when lost."""
    score: float | None
    """The previous score, in the published form."""


def moves(card: Scorecard, previous: Scorecard | None = None) -> dict[int, Move]:
    """The move of every row that has a previous period.

    ``previous`` is the scorecard of an earlier table; without it, the periods of a panel follow on each other.

    Raises:
        UsageFault: the two are of different indices or stand on different unit schemes, so that their ranks cannot
            be compared, or the previous one is not earlier.
    """
    code = card.methodology.index.code
    if previous is not None:
        if previous.methodology.index.code != code:
            raise UsageFault(
                f"ranks cannot be compared: one table is scored as {code}, the other as "
                f"{previous.methodology.index.code}",
                "score both tables under editions of the same index",
            )
        if previous.methodology.units != card.methodology.units:
            raise UsageFault(
                f"ranks cannot be compared: one table stands on {card.methodology.units}, "
                f"the other on {previous.methodology.units}",
                "restate the earlier table first: dtiscore units restate",
            )
        present = {period for period in card.dataset.periods if period is not None}
        past = {period for period in previous.dataset.periods if period is not None}
        if present and past and in_time(max(past, key=in_time)) >= in_time(min(present, key=in_time)):
            raise UsageFault(
                f"the previous table is of {max(past, key=in_time)}, which is not before {min(present, key=in_time)}",
                "give the table of an earlier period, or exchange the two",
            )
        before = _last_rows(previous)
        source = previous
        pairs = {row: before[key] for row, key in enumerate(_keys(card)) if key in before}
    else:
        source, pairs = card, _within(card)
    ranks, published = source.ranks[source.methodology.index.code], source.nodes[code].published
    result: dict[int, Move] = {}
    for row, earlier in pairs.items():
        was, now = float(ranks[earlier]), float(card.ranks[code][row])
        up = was - now if was == was and now == now else None
        score = float(published[earlier])
        result[row] = Move(plain_rank(was), up, score if score == score else None)
    return result


def _keys(card: Scorecard) -> list[tuple[str, str | None]]:
    return list(zip(card.dataset.units, card.dataset.groups, strict=True))


def _last_rows(card: Scorecard) -> dict[tuple[str, str | None], int]:
    """For each unit its row in the last period of a table."""
    periods = {period for period in card.dataset.periods if period is not None}
    last = max(periods, key=in_time) if periods else None
    return {key: row for row, key in enumerate(_keys(card)) if card.dataset.periods[row] == last}


def _within(card: Scorecard) -> dict[int, int]:
    """For each row of a panel the row of the same unit in the period before."""
    periods = sorted({period for period in card.dataset.periods if period is not None}, key=in_time)
    previous = dict(zip(periods[1:], periods, strict=False))
    at = {(key, card.dataset.periods[row]): row for row, key in enumerate(_keys(card))}
    pairs: dict[int, int] = {}
    for row, key in enumerate(_keys(card)):
        period = card.dataset.periods[row]
        earlier = at.get((key, previous.get(period))) if period is not None and period in previous else None
        if earlier is not None:
            pairs[row] = earlier
    return pairs
