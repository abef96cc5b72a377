"""Which rows a ranking shows, and in which order: the same for screens and for files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.errors import UsageFault
from dtiscore.render.drawing.alphabet import alphabetical
from dtiscore.said import said
from dtiscore.scoring.levels import codes_of
from dtiscore.scoring.scorecard import Partition, Scorecard

if TYPE_CHECKING:
    from dtiscore.analysis.movement import Move
    from dtiscore.methodology import Methodology


class Selection(NamedTuple):
    """What to show of a scorecard."""

    top: int | None = None
    """How many rows of each period and group; all unless given."""
    units: frozenset[str] = frozenset()
    """The codes of units to show: alone, or beside the top ones."""
    sort: str | None = None
    """``rank`` (as without it), ``name``, ``move`` or the code of a node or view."""
    language: str | None = None
    moves: Mapping[int, Move] = {}
    """The move of each row that has a previous period."""

    def rows(self, card: Scorecard, partition: Partition) -> list[int]:
        """The rows to show of one period and group, in order.

        Raises:
            UsageFault: ``sort`` names nothing by which rows can be sorted.
        """
        ordered = self._ordered(card, partition)
        if self.top is None and not self.units:
            return ordered
        first = set(ordered[: self.top]) if self.top is not None else set()
        return [row for row in ordered if row in first or card.dataset.units[row] in self.units]

    def _ordered(self, card: Scorecard, partition: Partition) -> list[int]:
        by_rank = card.order[partition]
        key = _keys(self, card)
        return by_rank if key is None else sorted(by_rank, key=key)


def _keys(selection: Selection, card: Scorecard) -> Callable[[int], Any] | None:
    """The sort key of a row, ``None`` for the order of ranks; Python's sort leaves equals in that order."""
    sort = selection.sort
    if sort is None or sort == "rank":
        return None
    if sort == "name":
        return lambda row: alphabetical(card.name(row, selection.language))
    if sort == "move":
        gains = {row: move.up for row, move in selection.moves.items() if move.up is not None}
        return lambda row: (row not in gains, -gains.get(row, 0.0))
    ranks = card.ranks.get(sort)
    if ranks is None:
        raise UsageFault(
            said('rows cannot be sorted by "{sort}"', sort=sort),
            said("rank, name, move, or one of {ranks}", ranks=", ".join(card.ranks)),
        )
    # NaN sorts nowhere, so whether there is a rank comes first.
    return lambda row: (ranks[row] != ranks[row], 0.0 if ranks[row] != ranks[row] else float(ranks[row]))


def with_scores(card: Scorecard, codes: Sequence[str]) -> list[str]:
    """Those of some nodes and views in which any row has a score: the others would be columns of nothing."""
    return [code for code in codes if not card.nodes[code].missing.all()]


def _named(edition: Methodology, level: int | str | None) -> list[str]:
    """The view or indicator of this code, or the parts of the node of this code; empty where it is no code.

    A number that is a depth of the tree is a depth, although it may be a code as well.
    """
    if not isinstance(level, str) or (level.isdecimal() and int(level) in edition.depths.values()):
        return []
    if level in edition.view:
        return [level]
    node = edition.nodes.get(level)
    return [] if node is None else [child.code for child in node.children] or [level]


def shown_codes(edition: Methodology, level: int | str | None, sort: str | None) -> list[str]:
    """The nodes and views that stand beside the index; the one that rows are sorted by is always among them.

    They are the same whatever a table holds, so that programs find the same columns.

    Raises:
        UsageFault: ``level`` names no level and no node.
    """
    index = edition.index.code
    codes = [code for code in _named(edition, level) or codes_of(edition, level) if code != index]
    if sort is not None and sort in (*edition.nodes, *edition.view) and sort not in (*codes, index):
        codes.append(sort)
    return codes
