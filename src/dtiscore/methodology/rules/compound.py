"""Rules over several columns, each with a rule of its own: parts that add up, and the best of alternative cases."""

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar

import numpy as np
from pydantic import Field, field_validator, model_validator

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Heading, LocalText, Model, Values
from dtiscore.methodology.methods import Methods
from dtiscore.methodology.rules.base import Bounds, Fitted, OutcomeRule, Rule
from dtiscore.methodology.rules.curves import PiecewiseLinear
from dtiscore.methodology.rules.formulas import FormulaRule
from dtiscore.methodology.rules.points import DTI_SHEETS, Boolean, Choice, Fraction, Ratio, Steps
from dtiscore.methodology.rules.scaling import Goalposts
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

_PART_RULES = (Fraction, Boolean, Choice, Steps, Ratio, PiecewiseLinear, Goalposts, FormulaRule)

if TYPE_CHECKING:
    PartRule = Rule
else:
    PartRule = Annotated[Rule, Methods(Rule, _PART_RULES)]
"""The rules that a part may have: those that need nothing but the unit's own row and can give a share."""


Input = TypeVar("Input")


class Part(Model):
    """One column of a compound rule: the share that its rule gives, times its score."""

    column: Heading
    """The heading of the column that the part reads."""
    score: float = Field(ge=0)
    """What the whole of this part earns, in the numbers of the compound rule."""
    rule: PartRule = Fraction()
    """How the cell becomes a share; by default it is a share, 0 to 1."""
    name: LocalText | None = None
    """Its name for people."""

    @field_validator("rule")
    @classmethod
    def _gives_a_share(cls, rule: PartRule) -> PartRule:
        if rule.output != "share":
            raise Unfit(
                said(
                    "{rule} must give a share here, of which the part's score says the whole", rule=rule.kind
                ),
                said("write outcome: share, or take range out"),
            )
        if rule.needs_fit:
            raise Unfit(
                said("a part is scored from its own row alone, and this rule is fitted"),
                said("give the power of box-cox"),
            )
        return rule

    @property
    def inputs(self) -> tuple[str, ...]:
        """The headings that the part reads."""
        return self.rule.inputs(self.column)

    @property
    def highest(self) -> float:
        """The most that the part earns; infinite where its rule is not capped."""
        return self.score if self.rule.capped else math.inf


class CompoundRule(OutcomeRule):
    """A rule made of parts; ``at_most`` caps what they earn together."""

    at_most: float | None = Field(default=None, gt=0)
    """The most that the parts earn together; more is cut off."""

    @property
    @abstractmethod
    def all_parts(self) -> tuple[Part, ...]:
        """Every part, in the order in which ``inputs`` lists what they read."""

    @property
    @abstractmethod
    def together(self) -> float:
        """The most that the parts earn before the cap."""

    @model_validator(mode="after")
    def _one_meaning_per_column(self) -> Self:
        """A column is read once as text or number, so that its cells have one meaning to the whole rule."""
        read: dict[str, Mapping[str, float] | None] = {}
        for part in self.all_parts:
            texts = part.rule.texts(part.column)
            for header in part.inputs:
                if read.setdefault(header, texts.get(header)) != texts.get(header):
                    raise Unfit(
                        said(
                            '"{header}" is read in two ways, as numbers and texts or with other texts',
                            header=header,
                        ),
                        said("give each part a column of its own"),
                    )
        return self

    @property
    def highest(self) -> float:
        return self.together if self.at_most is None else min(self.together, self.at_most)

    def inputs(self, column: str) -> tuple[str, ...]:
        return tuple(header for part in self.all_parts for header in part.inputs)

    def texts(self, column: str) -> dict[str, Mapping[str, float]]:
        return {h: texts for part in self.all_parts for h, texts in part.rule.texts(part.column).items()}

    def admitted_texts(self, column: str) -> tuple[str, ...]:
        readers = (part for part in self.all_parts if column in part.inputs)
        return tuple(text for part in readers for text in part.rule.admitted_texts(part.column))

    def bounds(self, column: str, top: float | None) -> Bounds:
        found = [part.rule.bounds(column, None) for part in self.all_parts if column in part.inputs]
        lows = [(bound.low, bound.strict_low) for bound in found if bound.low is not None]
        highs = [bound.high for bound in found if bound.high is not None]
        low, strict_low = max(lows, default=(None, False))
        return Bounds(low, min(highs, default=None), strict_low)

    def by_part(self, inputs: Sequence[Input]) -> list[Sequence[Input]]:
        """What belongs to each part, of something that is there for each of the inputs."""
        ends = list(accumulate(len(part.inputs) for part in self.all_parts))
        return [inputs[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    @property
    def compares(self) -> bool:
        return any(part.rule.compares for part in self.all_parts)

    @property
    def operations(self) -> int:
        return len(self.all_parts) - 1 + max(part.rule.operations for part in self.all_parts)

    @property
    def may_cancel(self) -> bool:
        return any(part.rule.may_cancel for part in self.all_parts)

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        found = zip(self.all_parts, self.by_part(inputs), self.by_part(sizes), strict=True)
        terms = [part.rule.largest_term(own, size, {}) * part.score for part, own, size in found]
        result: Values = np.fmax.reduce(terms)
        return result

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        found = zip(self.all_parts, self.by_part(inputs), strict=True)
        return self.together_earned([part.rule.apply(own, {}) * part.score for part, own in found])

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        found = zip(self.all_parts, self.by_part(inputs), self.by_part(distances), strict=True)
        return self.together_earned(
            [part.rule.apply_within(own, within, {}) * part.score for part, own, within in found]
        )

    @abstractmethod
    def together_earned(self, earned: Sequence[Values]) -> Values:
        """The score of every row, given what each part earns, NaN where an input of it is missing."""

    def cut(self, values: Values) -> Values:
        """The values under the cap."""
        return values if self.at_most is None else np.minimum(values, self.at_most)


class Parts(CompoundRule):
    """A sum of parts, each with a column, a score and a rule: "ratio x 45 + 1 point for each application, at most 5".

    That is ``{column: ratio, score: 45}`` and ``{column: applications, score: 5, rule: {kind: fraction, of: 5, cap:
    true}}``. Every part needs a value.
    """

    equation = said("sum of score x share over the parts, at most at_most")
    source = DTI_SHEETS
    kind: Literal["parts"] = "parts"
    parts: tuple[Part, ...] = Field(min_length=1)
    """Each a column, its score, and a rule that gives a share of it: fraction (by default, of 1), boolean, choice, steps, ratio, piecewise-linear, goalposts or formula."""

    @property
    def all_parts(self) -> tuple[Part, ...]:
        return self.parts

    @property
    def together(self) -> float:
        return math.fsum(part.highest for part in self.parts)

    def together_earned(self, earned: Sequence[Values]) -> Values:
        first, *others = earned
        for other in others:
            first = first + other
        return self.cut(first)


class BestOf(CompoundRule):
    """The best of alternative cases counts, on top of a base that every unit can earn.

    A case whose cell is empty does not apply; a unit needs a value in one of the cases, and in every part of the base.
    """

    equation = said(
        "sum of score x share over the base + the highest score x share of the cases, at most at_most"
    )
    source = DTI_SHEETS
    kind: Literal["best-of"] = "best-of"
    cases: tuple[Part, ...] = Field(min_length=2)
    """The alternatives, each a column, its score and a rule as in ``parts``."""
    base: tuple[Part, ...] = ()
    """What is earned beside the best case, in parts."""

    @property
    def all_parts(self) -> tuple[Part, ...]:
        return (*self.cases, *self.base)

    @property
    def together(self) -> float:
        return max(part.highest for part in self.cases) + math.fsum(part.highest for part in self.base)

    def suffices(self, there: Sequence[Mask]) -> Mask:
        found = zip(self.all_parts, self.by_part(there), strict=True)
        filled = [part.rule.suffices(own) for part, own in found]
        result: Mask = np.logical_or.reduce(filled[: len(self.cases)])
        for base in filled[len(self.cases) :]:
            result = result & base
        return result

    def together_earned(self, earned: Sequence[Values]) -> Values:
        best, *others = earned[: len(self.cases)]
        for other in others:
            best = np.fmax(best, other)  # the one that is there, if the other is missing
        for base in earned[len(self.cases) :]:
            best = best + base
        return self.cut(best)
