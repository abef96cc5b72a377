"""A report: the answers of other questions to one table, side by side; nothing is computed here that they do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from dtiscore.analysis.answer import units_of
from dtiscore.analysis.movement import Move
from dtiscore.analysis.raising import Raised
from dtiscore.analysis.standings import Standings
from dtiscore.errors import Problem
from dtiscore.questions.compare.answer import Comparison
from dtiscore.questions.diagnose.answer import Diagnosis
from dtiscore.questions.explain.answer import Explanation
from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.profile.answer import Profile
from dtiscore.questions.robustness.answer import Robustness
from dtiscore.questions.trend.answer import Trend
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.visible import visible

SectionName = Literal[
    "ranking", "table", "units", "changes", "lists", "rules", "cuts", "leaders", "firmness", "audit", "method", "notes"
]  # fmt: skip
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
"""What a report is made of, in this order."""


@dataclass(frozen=True, repr=False)
class Report:
    """What there is to say of one table: of the whole, and of each unit."""

    card: Scorecard
    """Of one period and group."""
    explanations: Sequence[Explanation]
    """Of the units that have a section, in the order of the ranking."""
    chosen: Sequence[str] = ()
    """The codes of the units that were asked for; none where every unit has a section."""
    sections: Sequence[SectionName] = SECTIONS
    moves: Mapping[int, Move] = field(default_factory=dict)
    """The move of each row that has a previous period."""
    raised: Mapping[str, Raised] = field(default_factory=dict)
    """By the code of each part that can be raised alone: the ranks that follow."""
    comparison: Comparison | None = None
    """With the period before."""
    former: Standings | None = None
    """The period before on its own list of units, where it was restated on this one."""
    rules: Comparison | None = None
    """This table under the rules before, and under its own."""
    cuts: Comparison | None = None
    """The units by their own assessments, and as they were appraised."""
    trend: Trend | None = None
    profile: Profile | None = None
    study: Robustness | None = None
    diagnosis: Diagnosis | None = None
    plans: Mapping[str, Improvement] = field(default_factory=dict)
    """Of the units that were asked for, by code: the cheapest ways to the next better rank."""
    warnings: Sequence[Problem] = ()

    def __repr__(self) -> str:
        return visible(f"<Report {units_of(self.card)}>")

    def has(self, section: SectionName) -> bool:
        """Whether the section was asked for and there is something to say in it."""
        there = {
            "changes": self.comparison is not None or self.trend is not None,
            "lists": self.former is not None,
            "rules": self.rules is not None,
            "cuts": self.cuts is not None,
            "leaders": self.profile is not None,
            "firmness": self.study is not None,
            "audit": self.diagnosis is not None,
        }
        return section in self.sections and there.get(section, True)
