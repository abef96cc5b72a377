"""Standings: who had which score and rank in one period, computed or published, and on which unit scheme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import fold
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring.ranking import plain_rank, rank
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import require_one_partition
from dtiscore.scoring.table import plain, ranks_of
from dtiscore.units.restating import restate
from dtiscore.units.scheme import UnitScheme

Restatement = Literal["mean"]
"""How merged units get a score: the plain mean of their parts, as for DTI 2024."""

PUBLISHED_TIES: TieRule = "min"
"""What equal scores share where ranks are made from scores alone: the best rank."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in one period."""

    name: Mapping[str, str]
    """By language, as in :class:`dtiscore.dataset.table.Dataset`."""
    rank: int | float | None
    """``None`` where none was published and none may be computed."""
    score: float | None
    """In the published form."""


@dataclass(frozen=True)
class Standings:
    """The units of one table in one period."""

    source: str
    period: str | None
    index: str
    scheme: UnitScheme | None
    units: Mapping[str, Standing]
    """By code."""
    of: int | None
    """Among how many units the ranks are; ``None`` where that is not known."""
    is_whole: bool
    """Whether no unit of the scheme is lacking; ranks in a table that is not whole are published ones."""
    higher_is_better: bool = True
    restated_from: str | None = None
    """The scheme on which the figures stood before they were restated."""
    sha256: str | None = None
    """The hash of the table as it was read; ``None`` for one that never was a file."""

    @property
    def label(self) -> str:
        """The period, or the table where that is not known."""
        return self.period or self.source


def standings_of(card: Scorecard) -> Standings:
    """The standings of a scorecard of one period; ranks only where the table is whole.

    Raises:
        UsageFault: the table has several periods or groups.
    """
    require_one_partition(card, "one of them is looked at")
    code, data = card.methodology.index.code, card.dataset
    ranked = np.flatnonzero(data.ranked).tolist()
    is_whole = holds_all([data.units[row] for row in ranked], data.scheme)
    scores = plain(card.published(code), ranked)
    ranks = ranks_of(card, code, ranked) if is_whole else [None] * len(ranked)
    return Standings(
        source=card.provenance.data,
        period=data.periods[0] if data.periods else None,
        index=code,
        scheme=data.scheme,
        units={
            data.units[row]: Standing(data.names[row], place, score)
            for row, place, score in zip(ranked, ranks, scores, strict=True)
        },
        of=_ranked_units(data.scheme, sum(place is not None for place in ranks)),
        is_whole=is_whole,
        higher_is_better=card.methodology.rank.order == "descending",
        sha256=card.provenance.data_sha256,
    )


def published_standings(  # noqa: PLR0913 - the columns of a published table and what is known of it
    source: str,
    period: str | None,
    index: str,
    scheme: UnitScheme | None,
    units: Mapping[str, tuple[Mapping[str, str], float | None]],
    ranks: Mapping[str, float] | None,
    *,
    higher_is_better: bool = True,
    sha256: str | None = None,
) -> Standings:
    """The standings that a table of published figures gives.

    Args:
        source: the table.
        period: of when it is.
        index: the code of the index.
        scheme: the scheme of its units.
        units: the name and the score of each, by code.
        ranks: the published ranks; without them those of a whole table follow from its scores (equal ones share the
            best rank), and a partial table has none. Where no scheme is known, ranks with gaps say that units lack.
        higher_is_better: whether the highest score is rank 1.
        sha256: the hash of the table.
    """
    is_whole = holds_all(list(units), scheme) and (scheme is not None or _have_no_gaps(ranks))
    scored = {code: score for code, (_, score) in units.items() if score is not None}
    known = ranks if ranks is not None else {}
    if ranks is None and is_whole and len(scored) == len(units):
        known = _ranked(scored, higher_is_better=higher_is_better)
    return Standings(
        source,
        period,
        index,
        scheme,
        {code: Standing(name, plain_rank(known.get(code)), score) for code, (name, score) in units.items()},
        _ranked_units(scheme, len(units) if is_whole else None),
        is_whole,
        higher_is_better,
        sha256=sha256,
    )


def on_one_basis(
    tables: Sequence[Standings], restated: Restatement | None = None, on: UnitScheme | None = None
) -> list[Standings]:
    """The same standings on one unit scheme: as they are, or with the older ones restated.

    Args:
        tables: the standings, of one index.
        restated: how to restate those on an older scheme; without it different schemes are refused.
        on: the scheme to stand on; the newest among the tables unless given.

    Raises:
        UsageFault: the tables are of different indices, or stand on different schemes and nothing says how to restate.
        InvalidData: a table to be restated is not whole; ``problems`` lists what is missing.
    """
    first = tables[0]
    for table in tables:
        if fold(table.index) != fold(first.index):
            message = f"{first.label} holds {first.index}, {table.label} holds {table.index}: they cannot be compared"
            raise UsageFault(message, "give tables of the same index")
    target = on or _newest([table.scheme for table in tables])
    others = [table for table in tables if _id(table.scheme) != _id(target)]
    if not others:
        return list(tables)
    if restated is None or target is None or any(table.scheme is None for table in others):
        said = ", ".join(f"{table.label}: {_id(table.scheme) or 'no scheme'}" for table in tables)
        message = f"ranks on different lists of units cannot be compared ({said})"
        raise UsageFault(message, "--restate mean restates the older tables by the mean of the merged units")
    return [
        table if _id(table.scheme) == target.id else _restated(table, target, restated) for table in tables
    ]


def holds_all(units: Sequence[str], scheme: UnitScheme | None) -> bool:
    """Whether every ranked unit of a scheme is there; without a scheme a table is all there is."""
    return scheme is None or {unit.code for unit in scheme.units if unit.ranked} <= set(units)


def _have_no_gaps(ranks: Mapping[str, float] | None) -> bool:
    """Whether these are the ranks of all units of some list, whichever ranks equal ones share."""
    if not ranks:
        return True
    codes, places = list(ranks), np.array(list(ranks.values()))
    rules: tuple[TieRule, ...] = ("min", "max", "average", "dense")
    return any(np.array_equal(rank(-places, ties, codes), places) for ties in rules)


def _restated(table: Standings, target: UnitScheme, method: Restatement) -> Standings:
    assert table.scheme is not None
    codes = list(table.units)
    scores = [table.units[code].score for code in codes]
    values = np.array([np.nan if score is None else score for score in scores])
    result = restate({table.index: values}, codes, table.scheme, target, method)
    merged = dict(zip(result.units, result.columns[table.index].tolist(), strict=True))
    ranks = _ranked(merged, higher_is_better=table.higher_is_better)
    return Standings(
        source=table.source,
        period=table.period,
        index=table.index,
        scheme=target,
        units={
            code: Standing(target.by_code[code].name, plain_rank(ranks[code]), score)
            for code, score in merged.items()
        },
        of=len(merged),
        is_whole=True,
        higher_is_better=table.higher_is_better,
        restated_from=table.scheme.id,
        sha256=table.sha256,
    )


def _ranked(scores: Mapping[str, float], *, higher_is_better: bool) -> dict[str, float]:
    values = np.array(list(scores.values()))
    found = rank(values if higher_is_better else -values, PUBLISHED_TIES, list(scores))
    return dict(zip(scores, found.tolist(), strict=True))


def _newest(schemes: Sequence[UnitScheme | None]) -> UnitScheme | None:
    """The scheme that none of the others follows; that of the last table where they do not follow on each other."""
    by_id = {scheme.id: scheme for scheme in schemes if scheme is not None}
    last = [scheme for scheme in by_id.values() if scheme.successor not in by_id]
    return last[0] if len(last) == 1 else schemes[-1]


def _ranked_units(scheme: UnitScheme | None, counted: int | None) -> int | None:
    return counted if scheme is None else sum(unit.ranked for unit in scheme.units)


def _id(scheme: UnitScheme | None) -> str | None:
    return None if scheme is None else scheme.id
