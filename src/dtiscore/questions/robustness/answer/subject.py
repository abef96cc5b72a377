"""The subject of a study: one scorecard, the rows that are ranked against each other, and what in it can vary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import InvalidData, UsageFault
from dtiscore.methodology import Methodology, Node, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.robustness.answer.assumptions import OWN
from dtiscore.questions.robustness.answer.combining import gaps
from dtiscore.questions.robustness.answer.grouping import with_labels
from dtiscore.questions.robustness.answer.variants import Editions, Variant
from dtiscore.questions.weights.derive.answer.edition import weighted_children
from dtiscore.said import said
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.scoring.prepared import Prepared
from dtiscore.scoring.ranking import Ranks
from dtiscore.scoring.rescored import rescored
from dtiscore.scoring.scorecard import Scorecard, Unseen
from dtiscore.scoring.selection import require_one_partition
from dtiscore.tables.availability import other_missing_rule
from dtiscore.tables.table import Rows


class Variants:
    """The variants of a subject that have been scored so far, shared by the threads of a study."""

    def __init__(self) -> None:
        self.known: dict[Variant, Subject] = {}
        self.prepared: dict[Variant, Prepared] = {}
        """The whole table as variants prepare it that differ in rules and aggregation alone."""
        self.lock = Lock()

    def __reduce__(self) -> tuple[type[Variants], tuple[()]]:
        # A lock cannot be copied, nor go to another process; what is needed there is scored there.
        return Variants, ()


@dataclass(frozen=True)
class Subject:
    """The units of one period and group that have a rank, best first, and their nominal scores."""

    card: Scorecard
    rows: Rows
    """The row of each unit, in the order of the ranking; every array of a study follows it."""

    variants: Variants = field(default_factory=Variants, compare=False, repr=False)

    @cached_property
    def units(self) -> list[str]:
        return [self.card.dataset.units[row] for row in self.rows.tolist()]

    def under(self, variant: Variant) -> Subject:
        """The same units scored under a variant of the edition; each variant is scored once.

        Raises:
            UsageFault: a choice is unknown, or the edition has nothing that it could replace.
            InvalidData: the variant cannot score the table.
        """
        with self.variants.lock:
            if variant not in self.variants.known:
                edition = self.editions.under(variant)
                same = edition is self.card.methodology
                self.variants.known[variant] = (
                    self if same else Subject(self._scored(edition, variant), self.rows)
                )
            return self.variants.known[variant]

    @cached_property
    def with_compared(self) -> Subject:
        """The same with the units without a rank at the end, where some score is compared with theirs, or fitted on them.

        Such a unit lacks a score in the index, and may have one in the part that compares or fits.
        """
        if not any(map(_looks_at_others, self.card.methodology.nodes.values())):
            return self
        others = np.flatnonzero(
            self.card.dataset.ranked & ~np.isin(np.arange(len(self.card.dataset)), self.rows)
        )
        return replace(self, rows=np.concatenate([self.rows, others]))

    @cached_property
    def editions(self) -> Editions:
        return Editions(self.card.methodology)

    def _labelled(self, edition: Methodology) -> Scorecard:
        """The scorecard with the columns of words that an edition groups units by."""
        card = self.card
        unseen = card.beside
        beside = (
            None if unseen is None else Unseen(with_labels(replace(card, dataset=unseen.dataset), edition))
        )
        return replace(card, dataset=with_labels(card, edition), beside=beside)

    def _scored(self, edition: Methodology, variant: Variant) -> Scorecard:
        """The table scored under an edition that may group units by other columns than the one that it was read for."""
        prepared, preparation = self.variants.prepared, variant.of_preparation
        try:
            card = rescored(self._labelled(edition), edition, prepared=prepared.get(preparation))
        except InvalidData as fault:
            first = fault.problems[0]
            if variant.imputation == OWN or first.code == "undefined-aggregate":  # of figures that are there
                raise
            message = said(
                "with the imputation {method}, {unit}: {what}",
                method=variant.imputation,
                unit=first.unit,
                what=first.message,
            )
            fix = said("leave that choice out")
            if (node := edition.nodes.get(first.indicator or "")) is not None:
                fix = said(
                    "{fix}, or {rule}",
                    fix=fix,
                    rule=other_missing_rule(edition, node),
                )
            raise UsageFault(message, fix) from fault
        if card.prepared is not None and card.beside is None:
            prepared[preparation] = card.prepared
        return card

    @cached_property
    def ranks(self) -> Ranks:
        """The nominal ranks."""
        ranks: Ranks = self.card.ranks[self.card.methodology.index.code][self.rows]
        return ranks

    def score(self, code: str) -> Values:
        """The nominal scores of a node."""
        return self._scores[code]

    @cached_property
    def _scores(self) -> dict[str, Values]:
        return {code: node.score[self.rows] for code, node in self.card.nodes.items()}

    def gaps(self, code: str) -> Mask | None:
        """The units without a nominal score of a node, as one column; ``None`` where each has one."""
        return self._gaps[code]

    @cached_property
    def _gaps(self) -> dict[str, Mask | None]:
        return {code: gaps(score[:, np.newaxis]) for code, score in self._scores.items()}

    def computed(self, code: str) -> Mask:
        """The units whose score of a node the edition makes, of children or of cells, rather than the table supplies."""
        if code not in self._computed:
            self._computed[code] = _is_computed(self.card.nodes[code].origin[self.rows])
        return self._computed[code]

    @cached_property
    def _computed(self) -> dict[str, Mask]:
        """Those that were asked for so far."""
        return {}

    def is_computed(self, node: Node) -> bool:
        """Whether the score of some unit is aggregated from children rather than read or supplied."""
        return bool(node.children) and bool(self.computed(node.code).any())

    @cached_property
    def weighted(self) -> dict[str, dict[str, float]]:
        """For each node whose weights count, those of its children that have scores, in the file's own numbers."""
        counted = {node.code: self.counted(node) for node in self.counting(self.card.methodology.index)}
        return {code: children for code, children in counted.items() if len(children) > 1}

    @cached_property
    def unweighted(self) -> list[str]:
        """The nodes that are made of several parts by an aggregation that looks at no weights, in the order of the file."""
        return [
            node.code
            for node in self.counting(self.card.methodology.index)
            if node.aggregate is not None
            and not node.aggregate.weighted
            and self.is_computed(node)
            and len(weighted_children(node)) > 1
        ]

    def counting(self, node: Node) -> Iterator[Node]:
        """A node and all below it that count in it, in the order of the file; what is collected alone does not."""
        yield node
        for child in weighted_children(node):
            yield from self.counting(child)

    def counted(self, node: Node) -> dict[str, float]:
        """The weights of the children that have scores, in the file's own numbers; none where no weight counts."""
        if node.aggregate is None or not node.aggregate.weighted or not self.is_computed(node):
            return {}
        codes = [c.code for c in weighted_children(node) if not np.isnan(self.score(c.code)).all()]
        return {code: node.weight_by_child[code] for code in codes}

    @cached_property
    def removable(self) -> list[str]:
        """The indicators and nodes that can be left out one at a time, in the order of the file: others stand beside them.

        Raises:
            UsageFault: there are none.
        """
        found = {
            code for node in self.counting(self.card.methodology.index) for code in self._beside_others(node)
        }
        if not found:
            message = said(
                "nothing of {edition} can be left out: no part stands beside another one, or formulas name them",
                edition=self.card.methodology.id,
            )
            raise UsageFault(message, said("vary something else, such as an error of measurement"))
        return [code for code in self.card.methodology.nodes if code in found]

    def _beside_others(self, node: Node) -> list[str]:
        """The children without any of which a node can be made of the rest; a formula names each that it is made of."""
        aggregate = node.aggregate
        if aggregate is None or aggregate.takes_missing or not self.is_computed(node):
            return []
        codes = [c.code for c in weighted_children(node) if not np.isnan(self.score(c.code)).all()]
        is_fit = aggregate.weighted or aggregate.unfit(len(codes) - 1) is None
        return codes if len(codes) > 1 and is_fit else []

    def taken_along(self, code: str) -> str:
        """The node that goes with another that is left out: one whose only part it is, or whose formula names it, goes too.

        Raises:
            UsageFault: nothing stands beside it, or a formula names it.
        """
        if (found := self._taken_along(code)) is None:
            message = said(
                '"{node}" cannot be left out: nothing stands beside it, or a formula names it', node=code
            )
            raise UsageFault(message, said("leave it out of the draws"))
        return found

    def _taken_along(self, code: str) -> str | None:
        above = (node.code for node in self.card.methodology.above(code))
        return next((one for one in (code, *above) if one in self.removable), None)

    def level(self, code: str) -> int:
        """How far a node stands below the index, 1 for its main parts."""
        return self.card.methodology.depths[code]

    @cached_property
    def leaves(self) -> list[str]:
        """What nothing below is computed for and can be left out, by itself or with what cannot be made without it."""
        ends = [
            node.code for node in self.counting(self.card.methodology.index) if not self.is_computed(node)
        ]
        scored = [code for code in ends if not np.isnan(self.score(code)).all()]
        return [code for code in scored if self._taken_along(code) is not None]


def _is_computed(origin: NDArray[np.uint8]) -> Mask:
    """Where the edition made a score, of all its parts or of some."""
    computed: Mask = (origin == Origin.COMPUTED) | (origin == Origin.PARTIAL)
    return computed


def subject_of(card: Scorecard) -> Subject:
    """What is studied of a scorecard.

    Raises:
        UsageFault: it has several periods or groups, or fewer than two units with a rank.
    """
    require_one_partition(card, said("robustness is studied of one"))
    _require_all_scores(card)
    ranks = card.ranks[card.methodology.index.code]
    (ordered,) = card.order.values()
    rows = [row for row in ordered if ranks[row] == ranks[row]]
    if len(rows) < 2:
        raise UsageFault(
            said("fewer than two units have a rank, and nothing can change places"), said("add units")
        )
    return Subject(card, np.array(rows, dtype=np.intp))


def _require_all_scores(card: Scorecard) -> None:
    """Make sure that replicates hold all units with whose scores those of the study are compared or fitted."""
    nodes = [] if card.beside is None else list(card.methodology.nodes.values())
    for node in nodes:
        if _looks_at_others(node):
            message = said(
                '"{node}" depends on the scores of units in other periods or groups', node=node.spoken_name
            )
            fix = said("keep the rows of one period and group in the table")
            if reaches_over_periods(card.methodology):  # one period alone would be another question
                fix = said("study an edition that is fitted on each period: replicates hold the units of one")
            raise UsageFault(message, fix)


def _looks_at_others(node: Node) -> bool:
    """Whether what is made of the parts of a node, or of its score, depends on the scores of other units."""
    over_units = node.aggregate is not None and node.aggregate.over_units
    return over_units or any(rule.needs_fit for rule in node.then)
