"""What is audited of a scorecard: the units of one period and group, the nodes that have scores, their values as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtiscore.errors import InvalidData, UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.preparation.screening import Screen
from dtiscore.questions.diagnose.answer.association import Column
from dtiscore.questions.weights.derive.answer.edition import nominal_shares
from dtiscore.said import said
from dtiscore.scoring.evaluate import MADE_FROM_CHILDREN, Origin
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import Mark
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import require_one_partition
from dtiscore.tables.table import Dataset, Rows


@dataclass(frozen=True)
class Audited:
    """The units that take part in the ranking, best first, and the nodes that have a score for some of them."""

    card: Scorecard
    rows: Rows
    """The row of each unit; every array of an audit follows it."""

    @cached_property
    def units(self) -> list[str]:
        """The code of each unit."""
        return [self.card.dataset.units[row] for row in self.rows.tolist()]

    @property
    def index(self) -> Node:
        return self.card.methodology.index

    def score(self, code: str) -> Values:
        """The scores of a node, in its own points or scale, equal ones on one value: what is noise of bits does not vary."""
        if code not in self._scores:
            self._scores[code] = self.card.levelled(code, self.rows)
        return self._scores[code]

    @cached_property
    def _scores(self) -> dict[str, Values]:
        return {}

    def upward(self, code: str) -> Values:
        """The scores of a node, turned where the lowest is the best one, so that more is better."""
        turned = self.card.methodology.ranking(code).low_is_good
        return -self.score(code) if turned else self.score(code)

    def column(self, code: str) -> Column:
        """The same, with what correlations need of it kept for the next one."""
        if code not in self._columns:
            self._columns[code] = Column(self.upward(code))
        return self._columns[code]

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The nodes that count in the index and have scores, parents before children, in the order of the file."""
        return tuple(node.code for node in self._counting(self.index) if self._has_scores(node))

    @cached_property
    def _scored(self) -> frozenset[str]:
        return frozenset(self.codes)

    def has_score(self, code: str) -> bool:
        """Whether a node counts in the index and has scores."""
        return code in self._scored

    def _counting(self, node: Node) -> list[Node]:
        below = [inner for child in node.children if child.is_scored for inner in self._counting(child)]
        return [node, *below]

    def _has_scores(self, node: Node) -> bool:
        return not bool(np.isnan(self.score(node.code)).all())

    def is_computed(self, code: str) -> bool:
        """Whether the score of some unit is aggregated from the children rather than read or supplied."""
        node = self.card.methodology.nodes[code]
        origin = self.card.nodes[code].origin[self.rows]
        return bool(node.children) and bool(np.isin(origin, MADE_FROM_CHILDREN).any())

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Those that nothing below them was computed for: indicators, and nodes that the table supplies."""
        return tuple(code for code in self.codes if not self.is_computed(code) and code != self.index.code)

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """The leaves that stand below no other leaf: what a supplied node is made of is not counted beside it."""
        leaves = frozenset(self.leaves)
        return tuple(code for code in self.leaves if not self.ancestors(code) & leaves)

    def ancestors(self, code: str) -> set[str]:
        """The nodes above a node."""
        return {node.code for node in self.card.methodology.above(code)}

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """The indicators that count in the edition and have no data in this table."""
        counting = [node.code for node in self._counting(self.index) if node.is_indicator]
        return tuple(code for code in counting if not self.has_score(code))

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """For each node above others, those of its children that count and have scores."""
        nodes = self.card.methodology.nodes
        found = {
            node.code: tuple(child.code for child in node.children if self.has_score(child.code))
            for node in self._counting(self.index)
        }
        return {code: children for code, children in found.items() if children and nodes[code].children}

    def is_whole(self, code: str) -> bool:
        """Whether a node is computed, for every unit that it has a score of, from children that are all in the table."""
        node = self.card.methodology.nodes[code]
        scored = [child.code for child in node.children if child.is_scored]
        supplied = bool((self.card.nodes[code].origin[self.rows] == Origin.SUPPLIED).any())
        return self.is_computed(code) and not supplied and tuple(scored) == self.groups.get(code, ())

    @cached_property
    def stated(self) -> Mapping[str, float]:
        """The weight of each node in its parent, as a share of 1; none where an aggregation looks at no weights."""
        shares: dict[str, float] = {}
        for node in self._counting(self.index):
            shares |= nominal_shares(node)
        return shares

    @cached_property
    def effective(self) -> Mapping[str, float]:
        """The weight in the index of each node that counts, where all weights on the way up are known."""
        weights = self.card.methodology.effective_weights
        return {code: weight for code, weight in weights.items() if weight}

    def on_one_scale(self, codes: tuple[str, ...]) -> dict[str, Values]:
        """Scores that compare, more being better: as shares of the maximum points where all of the nodes have such."""
        maxima = [self.card.methodology.nodes[code].maximum for code in codes]
        if all(maxima):
            return {code: self.upward(code) / top for code, top in zip(codes, maxima, strict=True) if top}
        return {code: self.upward(code) for code in codes}

    @cached_property
    def as_read(self) -> Dataset:
        """The table before anything was imputed or treated, with its derived columns."""
        edition, prepared = self.card.methodology, self.card.prepared
        if prepared is None:
            return self.card.dataset
        steps = tuple(step for step in edition.prepare if isinstance(step, Derive | Screen))
        try:
            return prepare(edition.model_copy(update={"prepare": steps}), self.card.dataset).dataset
        except InvalidData:
            return prepared.dataset  # a column can be derived only from what an earlier step has filled in

    def values(self, code: str) -> Values | None:
        """The column of numbers that a leaf reads, as it was read; ``None`` where it reads texts, several or none."""
        node = self.card.methodology.nodes[code]
        if node.rule is None or len(node.inputs) != 1 or node.texts:
            return None
        numbers = self.as_read.numbers.get(node.inputs[0])
        if numbers is None or bool(np.isnan(numbers[self.rows]).all()):
            return None
        values: Values = numbers[self.rows]
        return values

    def available(self, code: str) -> Mask:
        """For which units the table itself has what a leaf reads, or supplies its score."""
        node = self.card.methodology.nodes[code]
        supplied: Mask = self.card.nodes[code].origin[self.rows] == Origin.SUPPLIED
        inputs = self.as_read.inputs(node)
        if inputs is None or node.rule is None:
            return supplied
        return node.rule.suffices([~np.isnan(column[self.rows]) for column in inputs]) | supplied

    def marked(self, code: str, mark: Mark) -> int:
        """For how many units preparation did so to what a leaf reads."""
        prepared = self.card.prepared
        if prepared is None:
            return 0
        weightiest = prepared.weightiest(self.card.methodology.nodes[code].inputs)
        return int(np.sum(weightiest[self.rows] == mark))


def audited(card: Scorecard) -> Audited:
    """What is audited of a scorecard.

    Raises:
        UsageFault: it has several periods or groups, or no unit has a rank.
    """
    require_one_partition(card, said("an audit is of one of them"))
    ranks = card.ranks[card.methodology.index.code]
    rows = [row for ordered in card.order.values() for row in ordered if card.dataset.ranked[row]]
    if not any(ranks[row] == ranks[row] for row in rows):
        raise UsageFault(
            said("no unit has a rank, so that there is nothing to audit"), said("give a table with scores")
        )
    return Audited(card, np.array(rows, dtype=np.intp))
