"""Standings: who had which score and rank in one period, computed or published, and on which unit scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Node
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.publication import First, TieRule
from dtiscore.said import said
from dtiscore.scoring.node_scores import MADE_FROM_CHILDREN, Origin
from dtiscore.scoring.ranking import Ranks, plain_rank, rank
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import require_one_partition
from dtiscore.scoring.table import plain, ranks_of
from dtiscore.tables.table import Dataset
from dtiscore.units.scheme import UnitScheme

Restatement = Literal["mean"]
"""How merged units get a score: the plain mean of their parts, as for DTI 2024."""

PUBLISHED_TIES: TieRule = "min"
"""What equal scores share where ranks are made from scores alone: the best rank."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in one period."""

    name: Mapping[str, str]
    """By language, as in :class:`dtiscore.tables.table.Dataset`."""
    rank: int | float | None
    """``None`` where none was published and none may be computed."""
    score: float | None
    """In the published form."""
    place: int | float | None = None
    """The rank among the units of the table itself, whether they are all there are or not."""


@dataclass(frozen=True)
class Standings:
    """The units of one table in one period."""

    source: str
    period: str | None
    index: str
    scheme: UnitScheme | None
    units: Mapping[str, Standing]
    """By code."""
    listed: frozenset[str] | None
    """The codes of the units among which the ranks are; ``None`` where that is not known."""
    is_whole: bool
    """Whether no unit of the scheme is lacking; ranks in a table that is not whole are published ones."""
    higher_is_better: bool = True
    first: First | None = None
    """Whether rank 1 is the best unit or the worst; ``None`` where nobody says, of published figures."""
    restated_from: str | None = None
    """The scheme on which the figures stood before they were restated."""
    is_draft: bool = False
    """Whether the edition under which it was scored is a draft."""
    without_parts: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    """By code, of each restated unit that has no score since parts of it have none: the names of these parts."""
    sha256: str | None = None
    """The hash of the table as it was read; ``None`` for one that never was a file."""
    ties: TieRule = "min"
    """What units of equal score share."""
    is_common: bool = False
    """Whether the ranks are among the units that every table compared has, and no longer those of the whole list."""
    fits: Sequence[UnitScheme] = ()
    """Where no scheme is stated: the known ones of which every unit of the table may be."""
    is_published: bool = False
    """Whether the figures were read as they were published, rather than scored."""
    elsewhere: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    """Where one group was chosen: the group and the name of every unit of the others, by its code."""
    lacking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By code, of each unit whose score was made without some parts: the codes of the nodes that it lacks."""
    supplied: Mapping[str, frozenset[str]] | None = None
    """By code, of each unit for which the table brings the score of whole nodes: the codes of the topmost of these.
    ``None`` where that is not known: published figures, and a ranking, which brings what may have been computed."""

    @property
    def of(self) -> int | None:
        """Among how many units the ranks are; ``None`` where that is not known."""
        return None if self.listed is None else len(self.listed)

    @property
    def names(self) -> dict[str, Mapping[str, str]]:
        """The name of each unit by its code."""
        return {code: one.name for code, one in self.units.items()}

    @property
    def label(self) -> str:
        """The period, or the table where that is not known."""
        return self.period or self.source


def standings_of(card: Scorecard, of: str | None = None) -> Standings:
    """The standings of a scorecard of one period and group; ranks only where the table it is of is whole.

    ``of`` the index, or of the node or view with this code.

    Raises:
        UsageFault: the table has several periods or groups.
    """
    require_one_partition(card, said("one of them is looked at"))
    code, data = of or card.methodology.index.code, card.dataset
    ranking = card.methodology.ranking(code)
    ranked = np.flatnonzero(data.ranked).tolist()
    codes = [data.units[row] for row in ranked]
    is_whole = holds_all(_units_of_table(data), data.scheme)
    scores = plain(card.published(code), ranked)
    places = ranks_of(card, code, ranked)
    return Standings(
        source=card.provenance.data,
        period=data.periods[0] if data.periods else None,
        index=code,
        scheme=data.scheme,
        units={
            unit: Standing(data.names[row], place if is_whole else None, score, place)
            for unit, row, place, score in zip(codes, ranked, places, scores, strict=True)
        },
        listed=frozenset(unit for unit, place in zip(codes, places, strict=True) if place is not None)
        if is_whole
        else _listed(data.scheme),
        is_whole=is_whole,
        higher_is_better=ranking.order == "descending",
        first=ranking.first,
        sha256=card.provenance.data_sha256,
        ties=ranking.ties,
        is_draft=card.methodology.draft,
        elsewhere=_of_other_groups(data),
        lacking=_codes_where(card, code, ranked, (Origin.MISSING, Origin.ZEROED)),
        supplied=None if data.raw.is_ranking else _codes_where(card, code, ranked, (Origin.SUPPLIED,)),
    )


def _codes_where(
    card: Scorecard, code: str, rows: Sequence[int], origins: Sequence[Origin]
) -> dict[str, frozenset[str]]:
    """By unit, the nodes with one of some origins that count in its score of a node or view; none below a supplied one."""
    edition = card.methodology
    found: dict[int, list[str]] = {}

    def walk(node: Node, counts: Mask) -> None:
        origin = card.nodes[node.code].origin[rows]
        for at in np.flatnonzero(counts & np.isin(origin, origins)).tolist():
            found.setdefault(at, []).append(node.code)
        below = counts & np.isin(origin, MADE_FROM_CHILDREN)
        if below.any():
            for child, weight in zip(node.children, node.child_weights, strict=True):
                if weight:
                    walk(child, below)

    there = card.nodes[code].origin[rows] != Origin.MISSING
    for top in edition.view[code].of if code in edition.view else (code,):
        walk(edition.nodes[top], there)
    return {card.dataset.units[rows[at]]: frozenset(codes) for at, codes in found.items()}


def _of_other_groups(data: Dataset) -> dict[str, tuple[str, Mapping[str, str]]]:
    """The group and the name of each unit that the table has in the one period of some rows, though not among these."""
    table, here = data.selected_from, frozenset(data.units)
    if table is None or not data.groups or data.groups[0] is None:
        return {}
    rows = [row for period in data.periods[:1] for row in table.by_period[period].tolist()]
    return {
        table.units[row]: (group, table.names[row])
        for row in rows
        if (group := table.groups[row]) is not None and table.units[row] not in here
    }


def _units_of_table(data: Dataset) -> list[str]:
    """The ranked units of the table in the one period of some rows, those of its other groups included."""
    table = data.selected_from or data
    of_period = [table.by_period[period] for period in data.periods[:1]]
    return [table.units[row] for rows in of_period for row in rows[table.ranked[rows]].tolist()]


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
    is_whole = holds_all(list(units), scheme) and (
        scheme is not None or have_no_gaps(np.array(list((ranks or {}).values())))
    )
    scored = {code: score for code, (_, score) in units.items() if score is not None}
    places = ranks if ranks is not None else best_first(scored, higher_is_better=higher_is_better)
    known = places if ranks is not None or (is_whole and len(scored) == len(units)) else {}
    return Standings(
        source,
        period,
        index,
        scheme,
        {
            code: Standing(name, plain_rank(known.get(code)), score, plain_rank(places.get(code)))
            for code, (name, score) in units.items()
        },
        frozenset(known or units) if is_whole else _listed(scheme),
        is_whole,
        higher_is_better,
        sha256=sha256,
        is_published=True,
    )


def require_one_end(tables: Iterable[Standings]) -> None:
    """Make sure that rank 1 is the best unit in all tables, or the worst in all, as far as they say.

    Raises:
        UsageFault: it is not, so that places gained in one count as lost in another.
    """
    if {"best", "worst"} <= {table.first for table in tables}:
        raise UsageFault(
            said(
                "rank 1 is the worst unit under one edition and the best under another: their ranks cannot be compared"
            ),
            said(
                "count ranks from the same end: under rank of one weighting file write first as in the other, and the opposite order"
            ),
        )


def holds_all(units: Sequence[str], scheme: UnitScheme | None) -> bool:
    """Whether every ranked unit of a scheme is there; without a scheme a table is all there is."""
    return scheme is None or {unit.code for unit in scheme.units if unit.ranked} <= set(units)


def have_no_gaps(ranks: Ranks) -> bool:
    """Whether these are the ranks of all units of some list, whichever ranks equal ones share."""
    codes = list(map(str, range(len(ranks))))
    rules: tuple[TieRule, ...] = ("min", "max", "average", "dense")
    return any(np.array_equal(rank(-ranks, ties, codes), ranks) for ties in rules)


def best_first(scores: Mapping[str, float], *, higher_is_better: bool) -> dict[str, float]:
    """The rank of each score; equal ones share the best."""
    values = np.array(list(scores.values()))
    found = rank(values if higher_is_better else -values, PUBLISHED_TIES, list(scores))
    return dict(zip(scores, found.tolist(), strict=True))


def names_in(tables: Iterable[Standings]) -> dict[str, Mapping[str, str]]:
    """What the units of some tables are called by their codes: as in the last table that has more than the code."""
    found: dict[str, Mapping[str, str]] = {}
    for table in tables:
        for code, one in table.units.items():
            if code not in found or {*one.name.values()} != {code}:
                found[code] = one.name
    return found


def _listed(scheme: UnitScheme | None) -> frozenset[str] | None:
    """The units among which the published ranks of a table are that lacks some of them."""
    return None if scheme is None else frozenset(unit.code for unit in scheme.units if unit.ranked)
