"""The peers of a unit: those of its group, or the units most like it, and where it stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.base import fold
from dtiscore.methodology.equality import EXACT
from dtiscore.said import first_few, said
from dtiscore.scoring.ranking import plain_rank, rank
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import ranks_of
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.table import Rows

NEAREST = 5
"""How many units are peers where no group says who they are."""

PeerKind = Literal["column", "profile", "rank"]


@dataclass(frozen=True, slots=True)
class Peer:
    """One unit beside another."""

    unit: str
    row: int
    rank: int | float | None
    """In the index, among all that are ranked together."""
    score: float
    distance: float | None
    """How unlike the two profiles are; ``None`` where that did not choose the peers."""


@dataclass(frozen=True)
class Peers:
    """The peers of one unit, from the best to the last, and its standing among them."""

    kind: PeerKind
    """``column``: units with the same word in a column; ``profile``: those with the nearest scores in all parts;
    ``rank``: those with the nearest ranks."""
    column: str | None
    group: str | None
    """The word that the peers share."""
    members: Sequence[Peer]
    """Without the unit itself."""
    rank: int | float | None
    """The unit's rank among its peers and itself."""
    of: int

    @property
    def rows(self) -> list[int]:
        """The rows of the peers."""
        return [peer.row for peer in self.members]

    def as_dict(self) -> dict[str, Any]:
        """The peers as plain data."""
        return {
            "by": self.kind if self.column is None else self.column,
            "group": self.group,
            "rank": self.rank,
            "of": self.of,
            "units": [
                {"unit": peer.unit, "rank": peer.rank, "score": peer.score, "distance": peer.distance}
                for peer in self.members
            ],
        }


def peers_of(
    card: Scorecard, row: int, rivals: Rows, parts: Sequence[str], by: str | None = None
) -> Peers | None:
    """The peers of a unit.

    Args:
        card: the scorecard.
        row: the row of the unit.
        rivals: the rows that are ranked together with it.
        parts: the codes of the nodes whose scores make up a profile.
        by: the heading of a column whose words make groups, ``rank`` or ``profile``; profile unless given.

    Returns:
        ``None`` where the unit has no score, or where nobody asked and there are too few units to choose from.

    Raises:
        UsageFault: the table has no such column, or the unit's cell in it is blank.
    """
    scores = card.index.score
    ranked = card.ranks[card.methodology.index.code]
    others = rivals[(rivals != row) & ~np.isnan(ranked[rivals])]
    column = None if by is None else _column(card, by)
    if column is not None:
        cells = [column.cells[at].strip() for at in card.dataset.row_in_raw]
        if not cells[row]:
            place = card.dataset.raw.place(column, card.dataset.row_in_raw[row])
            raise UsageFault(
                said("{place}: the group of the unit is blank", place=place),
                said("write it, or name another column"),
            )
        chosen = [at for at in others.tolist() if fold(cells[at]) == fold(cells[row])]
        return _among(card, row, chosen, "column", {}, (column.header, cells[row]))
    if by not in (None, "profile", "rank"):
        raise _no_column(card, by)
    if scores[row] != scores[row] or (by is None and len(others) <= NEAREST):
        return None
    if by == "rank":
        distances = np.abs(ranked[others] - ranked[row])
    else:
        distances = _profile_distances(card, row, others, parts)
    known = np.flatnonzero(~np.isnan(distances))
    if len(known) > NEAREST:  # no need to put all in order
        known = known[distances[known] <= np.partition(distances[known], NEAREST - 1)[NEAREST - 1]]
    units = card.dataset.units
    near = sorted((float(distances[at]), units[others[at]], int(others[at])) for at in known)[:NEAREST]
    away = {at: distance for distance, _, at in near}
    return _among(card, row, [*away], "rank" if by == "rank" else "profile", away, (None, None))


def _column(card: Scorecard, by: str) -> RawColumn | None:
    """The column of the file under this heading; the words rank and profile are no headings unless the file has them."""
    return next((one for one in card.dataset.raw.columns if fold(one.header) == fold(by)), None)


def _no_column(card: Scorecard, by: str | None) -> UsageFault:
    headers = first_few([column.header for column in card.dataset.raw.columns])
    return UsageFault(
        said(
            '{source} has no column "{by}" that could group its units', source=card.dataset.raw.source, by=by
        ),
        said("profile, rank, or one of {headers}", headers=headers),
    )


def _profile_distances(card: Scorecard, row: int, others: Rows, parts: Sequence[str]) -> Values:
    """The root mean square of the differences in all parts that both units have, each in standard deviations."""
    squares, counts = np.zeros(len(others)), np.zeros(len(others))
    for code in parts:
        values = card.nodes[code].score
        theirs = values[others]
        there = ~np.isnan(theirs)
        spread = float(np.std(theirs[there])) if there.any() else 0.0
        if not spread or values[row] != values[row]:
            continue
        apart = (theirs - values[row]) / spread
        squares += np.where(there, apart * apart, 0.0)
        counts += there
    with np.errstate(invalid="ignore"):  # of no common part there is no distance
        distances: Values = np.sqrt(squares / counts)
    return distances


def _among(
    card: Scorecard,
    row: int,
    chosen: Sequence[int],
    kind: PeerKind,
    distances: dict[int, float],
    named: tuple[str | None, str | None],
) -> Peers:
    edition, units = card.methodology, card.dataset.units
    together = [row, *chosen]
    compared = card.compared(edition.index.code)[together]
    if not card.dataset.ranked[row]:
        compared[0] = np.nan
    ranks = rank(compared, edition.rank.ties, [units[at] for at in together], EXACT)
    order = sorted(range(1, len(together)), key=lambda at: (float(ranks[at]), units[together[at]]))
    places = ranks_of(card, edition.index.code, together)
    members = [
        Peer(
            units[together[at]],
            together[at],
            places[at],
            float(card.index.score[together[at]]),
            distances.get(together[at]) if kind == "profile" else None,
        )
        for at in order
    ]
    column, group = named
    return Peers(kind, column, group, members, plain_rank(ranks[0]), int((~np.isnan(ranks)).sum()))
