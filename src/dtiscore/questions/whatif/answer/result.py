"""The result before and after changes made in thought: how every unit moved, and which nodes of the changed ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtiscore.analysis.answer import Answer, so_many, units_of
from dtiscore.analysis.reweighting import WeightReading
from dtiscore.methodology import Methodology
from dtiscore.methodology.equality import equal
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.weights.diff.answer import EditionDiff, diff
from dtiscore.questions.whatif.answer.cells import CellChange
from dtiscore.scoring.fixed_units import fixed_rows
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import plain, ranks_of


@dataclass(frozen=True, slots=True)
class NodeMove:
    """One node or view of one unit before and after."""

    node: str
    score_before: float | None
    """In the published form and decimals."""
    score: float | None
    rank_before: int | float | None
    rank: int | float | None

    @property
    def change(self) -> float | None:
        """The change of the score, exact to the published decimals."""
        was, now = self.score_before, self.score
        return None if was is None or now is None else round(now - was, 12)


def overruled(card: Scorecard, cells: Sequence[CellChange]) -> list[tuple[CellChange, str]]:
    """The cells of which everything that reads them lies below a score that the table supplies, with its node."""
    found = []
    for cell in cells:
        row = np.array(card.rows_of(cell.unit)[:1], dtype=np.intp)
        above = [
            card.methodology.parents[code].code for code in cell.nodes if code in card.methodology.parents
        ]
        shut = [fixed for code in above for fixed in fixed_rows(card, [code], row).values()]
        if shut and len(shut) == len(cell.nodes):
            found.append((cell, shut[0]))
    return found


@dataclass(frozen=True, repr=False)
class WhatIf(Answer):
    """The two tables, and what was changed between them."""

    before: Scorecard
    after: Scorecard
    comparison: Comparison
    cells: Sequence[CellChange]
    """The cells that were changed, in the order in which they were given."""
    weights_as: WeightReading | None = None
    """How new weights and points were read; ``None`` where there are none."""

    @property
    def in_short(self) -> str:
        return f"{units_of(self.after)}, {so_many(len(self.cells), 'cell')} changed"

    @property
    def fixed(self) -> Mapping[str, str]:
        """The units that the changed edition cannot reach, each with the node at which the table supplies their score."""
        return self.comparison.fixed

    @property
    def edition(self) -> Methodology:
        """The edition after the change."""
        return self.after.methodology

    @cached_property
    def said_otherwise(self) -> EditionDiff | None:
        """What the edition after says otherwise, titles and notes apart; ``None`` if there is but one edition."""
        before, after = self.before.methodology, self.after.methodology
        if before == after:
            return None
        found = diff(before, after)
        kept = [change for change in found.changes if change.aspect != "about"]
        return EditionDiff(before, after, kept)

    @cached_property
    def relative(self) -> tuple[str, ...]:
        """The nodes below which weights are relative and some was changed: there they need no total in any reading."""
        changed = () if self.said_otherwise is None else self.said_otherwise.changes
        above = (self.edition.parents.get(one.code or "") for one in changed if one.key == "weight")
        return tuple(
            dict.fromkeys(node.code for node in above if node is not None and node.weights == "relative")
        )

    @property
    def marked_as_before(self) -> bool:
        """Whether some points of the table or a rule count for another number of points."""
        changed = () if self.said_otherwise is None else self.said_otherwise.changes
        return any(one.key == "out_of" for one in changed)

    @property
    def changed_units(self) -> tuple[str, ...]:
        """The codes of the units of which a cell was changed, each once."""
        return tuple(dict.fromkeys(cell.unit for cell in self.cells))

    @property
    def moved(self) -> int | None:
        """How many units changed their rank; ``None`` where the change makes or leaves units without one."""
        if not self.comparison.on_one_list:
            return None
        return sum(1 for change in self.comparison.changes if change.up)

    @property
    def rescored(self) -> int:
        """How many units changed their published score."""
        scores = [(one.before.score, one.after.score) for one in self.comparison.changes]
        return sum(
            1
            for was, now in scores
            if not (was is now or (was is not None and now is not None and equal(was, now)))
        )

    def overruled(self) -> list[tuple[CellChange, str]]:
        """The changed cells that count for nothing, because the table itself brings the score of a node above them.

        Each comes with the code of that node.
        """
        return overruled(self.after, self.cells)

    def nodes(self, unit: str) -> list[NodeMove]:
        """How the index, its main nodes, the views, and every node above a changed cell of the unit moved."""
        codes = [code for code in self._codes(unit) if code in self.before.nodes and code in self.after.nodes]
        sides = []
        for card, standings in (
            (self.before, self.comparison.before),
            (self.after, self.comparison.after),
        ):
            row = card.rows_of(unit)[:1]
            sides.append(
                [
                    (plain(card.published(code), row)[0], ranks_of(card, code, row)[0])
                    if standings.is_whole
                    else (plain(card.published(code), row)[0], None)
                    for code in codes
                ]
            )
        return [
            NodeMove(code, was[0], now[0], was[1], now[1])
            for code, was, now in zip(codes, *sides, strict=True)
            if was[0] is not None or now[0] is not None
        ]

    def _codes(self, unit: str) -> list[str]:
        edition = self.edition
        wanted = {edition.index.code, *(child.code for child in edition.index.children), *edition.shown}
        for cell in self.cells:
            for code in cell.nodes if cell.unit == unit else ():
                at = edition.nodes.get(code)
                while at is not None:
                    wanted.add(at.code)
                    at = edition.parents.get(at.code)
        in_tree = [code for code in edition.nodes if code in wanted]
        return [*in_tree, *edition.view]
