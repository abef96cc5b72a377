"""The statistical audit of an index: what the figures of one table say of the index itself rather than of its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dtiscore.analysis.answer import Answer, units_of
from dtiscore.errors import UsageFault
from dtiscore.questions.diagnose.answer.association import METHODS, Method
from dtiscore.questions.diagnose.answer.audited import audited
from dtiscore.questions.diagnose.answer.figures import Figures
from dtiscore.questions.diagnose.answer.findings import Finding, findings
from dtiscore.questions.diagnose.answer.thresholds import Thresholds
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard


@dataclass(frozen=True, repr=False)
class Diagnosis(Answer, Figures):
    """The audit of one scorecard: its figures, and what they amount to."""

    @property
    def in_short(self) -> str:
        return units_of(self.card)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What is worth saying, the gravest first."""
        return findings(self)


def diagnose(card: Scorecard, thresholds: Thresholds | None = None, method: Method = "pearson") -> Diagnosis:
    """Audit an index on the figures of one period and group.

    Args:
        card: the scored table.
        thresholds: where figures become findings.
        method: of the correlations.

    Raises:
        UsageFault: the table has several periods or groups, no unit has a rank, or there is no such method.
    """
    if method not in METHODS:
        raise UsageFault(
            said('there is no correlation "{method}"', method=method),
            said("one of {methods}", methods=", ".join(METHODS)),
        )
    return Diagnosis(audited(card), Thresholds() if thresholds is None else thresholds, method)
