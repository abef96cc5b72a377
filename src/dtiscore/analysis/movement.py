"""How units moved between two periods: the change of rank and of score, only where the bases are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dtiscore.analysis.verify import ExpectedTable
from dtiscore.dataset.periods import in_time
from dtiscore.errors import UsageFault
from dtiscore.scoring.ranking import plain_rank
from dtiscore.scoring.scorecard import Scorecard

Key = tuple[str, str | None]
"""A unit and its group."""


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
        return moves_since(card, _earlier(previous))
    ranks, published = card.ranks[code], card.nodes[code].published
    pairs = {
        row: (plain_rank(float(ranks[earlier])), _score(float(published[earlier])))
        for row, earlier in _within(card).items()
    }
    return _moved(card, pairs)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The ranks and scores of an index in an earlier period."""

    period: str | None
    standings: Mapping[Key, tuple[int | float | None, float | None]]
    """Rank and score, in the published form, by unit and group."""
    has_all: bool
    """Whether a unit that is not there had no rank at the time, rather than not being shown."""


def moves_since(card: Scorecard, earlier: Earlier) -> dict[int, Move]:
    """The move of every row since an earlier period; of a unit that it may merely not show nothing is known.

    Raises:
        UsageFault: the period is not earlier.
    """
    present = {period for period in card.dataset.periods if period is not None}
    past = earlier.period
    if present and past is not None and in_time(past) >= in_time(min(present, key=in_time)):
        raise UsageFault(
            f"the previous table is of {past}, which is not before {min(present, key=in_time)}",
            "give the table of an earlier period, or exchange the two",
        )
    known = earlier.standings
    pairs = {row: known[key] for row, key in enumerate(_keys(card)) if key in known}
    unknown = dict.fromkeys(range(len(card.dataset)), Move(None, None, None))
    return _moved(card, pairs) if earlier.has_all else {**unknown, **_moved(card, pairs)}


def earlier_ranking(expected: ExpectedTable, index: str) -> Earlier:
    """The last period of a ranking, of whose units it may show some alone."""
    periods = {entry.period for entry in expected.rows if entry.period is not None}
    last = max(periods, key=in_time) if periods else None
    return Earlier(
        last,
        {
            (entry.unit, entry.group): (entry.ranks.get(index), entry.scores.get(index))
            for entry in expected.rows
            if entry.period == last
        },
        has_all=False,
    )


def _earlier(card: Scorecard) -> Earlier:
    """The last period of a table that was scored."""
    code = card.methodology.index.code
    periods = {period for period in card.dataset.periods if period is not None}
    last = max(periods, key=in_time) if periods else None
    standings = {
        key: (plain_rank(float(card.ranks[code][row])), _score(float(card.nodes[code].published[row])))
        for row, key in enumerate(_keys(card))
        if card.dataset.periods[row] == last
    }
    return Earlier(last, standings, has_all=True)


def _moved(card: Scorecard, pairs: Mapping[int, tuple[int | float | None, float | None]]) -> dict[int, Move]:
    """The moves of some rows from their earlier ranks and scores."""
    ranks = card.ranks[card.methodology.index.code]
    result: dict[int, Move] = {}
    for row, (was, score) in pairs.items():
        now = float(ranks[row])
        result[row] = Move(was, was - now if was is not None and now == now else None, score)
    return result


def _score(value: float) -> float | None:
    return value if value == value else None


def _keys(card: Scorecard) -> list[Key]:
    return list(zip(card.dataset.units, card.dataset.groups, strict=True))


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
