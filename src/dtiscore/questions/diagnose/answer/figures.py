"""All figures of an audit of one scorecard, each computed when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dtiscore.questions.diagnose.answer.association import Method
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.questions.diagnose.answer.changed_cells import ChangedCell, changed_cells
from dtiscore.questions.diagnose.answer.consistency import Consistency, consistencies
from dtiscore.questions.diagnose.answer.distributions import (
    IndicatorAudit,
    UnitAudit,
    indicator_audits,
    unit_audits,
)
from dtiscore.questions.diagnose.answer.importance import Importance, importances
from dtiscore.questions.diagnose.answer.outranking import Outranking, outranking
from dtiscore.questions.diagnose.answer.relations import Relation, relations
from dtiscore.questions.diagnose.answer.separation import Separation, Tie, separations, ties
from dtiscore.questions.diagnose.answer.thresholds import Thresholds
from dtiscore.scoring.scorecard import Scorecard


@dataclass(frozen=True)
class Figures:
    """What the audit of one scorecard measures."""

    subject: Audited
    thresholds: Thresholds
    method: Method
    """Of the correlations."""

    @property
    def card(self) -> Scorecard:
        return self.subject.card

    @cached_property
    def indicators(self) -> Sequence[IndicatorAudit]:
        """Availability and distribution of every indicator, and of nodes that the table supplies."""
        return indicator_audits(self.subject, self.thresholds)

    @cached_property
    def units(self) -> Sequence[UnitAudit]:
        """How much data the table has for each unit, in the order of the ranking."""
        return unit_audits(self.subject)

    @cached_property
    def cells(self) -> Sequence[ChangedCell]:
        """Every cell that preparation filled in or drew in."""
        return changed_cells(self.subject)

    @cached_property
    def outranking(self) -> Outranking:
        """Every unit against every other one."""
        return outranking(self.subject)

    @cached_property
    def relations(self) -> Sequence[Relation]:
        """Correlations within each node, with its parent and with the index, and twins across nodes."""
        return relations(self.subject, self.method, self.thresholds)

    @cached_property
    def consistencies(self) -> Sequence[Consistency]:
        """Cronbach's alpha and principal components of each node, and the alpha of all indicators."""
        return consistencies(self.subject)

    @cached_property
    def importances(self) -> Sequence[Importance]:
        """What each part weighs and how much it matters."""
        return importances(self.subject)

    @cached_property
    def separations(self) -> Sequence[Separation]:
        """How many units share the best and the worst score of each node."""
        return separations(self.subject, self.thresholds)

    @cached_property
    def ties(self) -> Sequence[Tie]:
        """The units with one and the same published index."""
        return ties(self.subject)
