"""Rules of scoring sheets: a share of the maximum, yes or no, an ordered choice, a table of steps, a ratio."""

import math
from abc import abstractmethod
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from dtiscore.methodology import equality
from dtiscore.methodology.base import Heading, LocalText, Model, Values, fold
from dtiscore.methodology.rules.base import Bounds, Fitted, Line, OutcomeRule, Rule
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

DTI_SHEETS = "scoring tables of Vietnamese DTI decisions and their local copies"


class Fraction(Rule):
    """The value is a part of a known maximum.

    ``of`` is the value that earns the whole (1 for a fraction, 100 for percent, 0.8 where 80 % earns full marks).
    Values above it are errors unless ``cap`` says that they earn the whole and no more.
    """

    equation = said("x / of, at most 1 with cap")
    source = DTI_SHEETS
    kind: Literal["fraction"] = "fraction"
    of: float = Field(default=1.0, gt=0)
    """The value that earns the whole."""
    cap: bool = False
    """Whether more than that earns the whole as well, and is no error."""

    @property
    def capped(self) -> bool:
        return True

    @property
    def flat_beyond(self) -> tuple[float, float]:
        return -math.inf, self.of if self.cap else math.inf

    def bounds(self, column: str, top: float | None) -> Bounds:
        return Bounds(0.0, None if self.cap else self.of)

    def line(self, fitted: Fitted) -> Line:
        return Line(1.0 / self.of, 0.0)

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        share: Values = inputs[0] / self.of
        return np.minimum(share, 1.0) if self.cap else share


class Identity(Rule):
    """The value is the score already, in the node's own points or scale."""

    gives = "score"
    equation = "x"
    source = "OECD/JRC Handbook (2008), step 5: no normalisation"
    kind: Literal["identity"] = "identity"

    def bounds(self, column: str, top: float | None) -> Bounds:
        return Bounds() if top is None else Bounds(0.0, top)

    def line(self, fitted: Fitted) -> Line:
        return Line(1.0, 0.0)

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return inputs[0]


class Ratio(Rule):
    """One column divided by another: "a / b x maximum points" of the scoring sheets.

    ``per`` multiplies the ratio (1000 for "per 1,000 people"). A denominator of 0 is an error unless
    ``zero_denominator`` names the share that it earns or says ``no-score``. ``cap`` holds the ratio at 1.
    """

    equation = said("numerator / denominator x per, at most 1 with cap")
    source = DTI_SHEETS
    kind: Literal["ratio"] = "ratio"
    numerator: Heading | None = None
    """The heading of the column that is divided; the node's own unless given."""
    denominator: Heading
    """The heading of the column that it is divided by."""
    per: float = Field(default=1.0, gt=0)
    """What the ratio is multiplied by."""
    cap: bool = False
    """Whether the ratio is held at 1."""
    zero_denominator: Literal["error", "no-score"] | float = "error"
    """What a denominator of 0 gives: an error, no score, or this share."""

    @property
    def capped(self) -> bool:
        return self.cap and (isinstance(self.zero_denominator, str) or self.zero_denominator <= 1.0)

    def inputs(self, column: str) -> tuple[str, ...]:
        return (self.numerator or column, self.denominator)

    def bounds(self, column: str, top: float | None) -> Bounds:
        if column == self.denominator:
            return Bounds(0.0, strict_low=self.zero_denominator == "error")
        return Bounds(0.0)

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        numerator, denominator = inputs
        empty = denominator == 0
        share: Values = numerator / np.where(empty, 1.0, denominator) * self.per
        if self.cap:
            share = np.minimum(share, 1.0)
        instead = self.zero_denominator if isinstance(self.zero_denominator, float) else np.nan
        return np.where(empty & ~np.isnan(numerator), instead, share)

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        numerator, denominator = inputs
        terms = np.maximum(sizes[0], np.abs(numerator) / denominator * sizes[1])
        return np.where(denominator == 0, 0.0, terms / denominator * self.per)


class TextRule(OutcomeRule):
    """A rule over text cells: every admitted text has an outcome, any other text is an error."""

    cells: ClassVar[Literal["number", "text"]] = "text"

    @property
    @abstractmethod
    def answers(self) -> tuple[str, ...]:
        """Every admitted text, as the weighting file writes it."""

    @abstractmethod
    def outcomes(self) -> dict[str, float]:
        """The outcome of every admitted text, keyed by its folded form."""

    def texts(self, column: str) -> dict[str, dict[str, float]]:
        return {column: self.outcomes()}

    def admitted_texts(self, column: str) -> tuple[str, ...]:
        return self.answers

    @property
    def highest(self) -> float:
        return max(self.outcomes().values())

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return inputs[0]  # text cells are turned into their outcomes when the table is read


class Boolean(TextRule):
    """Yes or no: the whole maximum or nothing, by the texts that say the one or the other."""

    equation = said("1 if yes, otherwise 0")
    source = DTI_SHEETS
    kind: Literal["boolean"] = "boolean"
    yes: tuple[str, ...] = ("1", "true", "yes", "có", "đạt", "x")
    """The texts that earn the maximum."""
    no: tuple[str, ...] = ("0", "false", "no", "không", "chưa", "không đạt")
    """The texts that earn nothing."""

    @model_validator(mode="after")
    def _disjoint(self) -> Self:
        both = {fold(text) for text in self.yes} & {fold(text) for text in self.no}
        if both:
            raise Unfit(
                said('"{both}" stands under both yes and no', both=min(both)), said("keep it under one")
            )
        return self

    @property
    def answers(self) -> tuple[str, ...]:
        return (*self.yes, *self.no)

    def outcomes(self) -> dict[str, float]:
        return {fold(text): 1.0 for text in self.yes} | {fold(text): 0.0 for text in self.no}


class Option(Model):
    """One option of an ordered choice."""

    value: str = Field(min_length=1)
    """The text of the cell."""
    score: float
    """What it earns: a share of the maximum, or points (outcome)."""
    name: LocalText | None = None
    """Its name for people."""


class Choice(TextRule):
    """An ordered choice: the options from best to worst, each with its share of the maximum or its points."""

    equation = said("the share (or points) of the option chosen")
    source = DTI_SHEETS
    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=1)
    """The texts that a cell may hold, from the best to the worst, each with what it earns."""

    @field_validator("options")
    @classmethod
    def _ordered(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        folded = [fold(option.value) for option in options]
        if len(set(folded)) < len(folded):
            raise Unfit(said("an option stands twice"), said("keep one"))
        if any(better.score < worse.score for better, worse in pairwise(options)):
            raise Unfit(
                said("options stand from best to worst, and a later one has a higher score"),
                said("put the highest score first"),
            )
        return options

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)

    def outcomes(self) -> dict[str, float]:
        return {fold(option.value): option.score for option in self.options}


class Step(Model):
    """One row of a table of steps."""

    at_least: float
    """The least value that reaches the step."""
    score: float
    """What it earns: a share of the maximum, or points (outcome)."""


class Steps(OutcomeRule):
    """A table of steps: the value earns what the highest step it reaches says, ``otherwise`` below them all.

    Where low scores are good, ``otherwise: 0`` is the best of them: say what a value below all steps earns.
    """

    equation = said(
        "the share (or points) of the highest step with x >= at_least, equal in 15 significant digits"
    )
    source = DTI_SHEETS
    kind: Literal["steps"] = "steps"
    steps: tuple[Step, ...] = Field(min_length=1)
    """The steps, each with the least value that reaches it and what it earns."""
    otherwise: float = 0.0
    """What a value below all steps earns."""

    @field_validator("steps")
    @classmethod
    def _ordered(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        starts = [step.at_least for step in steps]
        if starts != sorted(set(starts)) and starts != sorted(set(starts), reverse=True):
            raise Unfit(
                said("steps rise or fall strictly by at_least"), said("put them in order, each value once")
            )
        return tuple(sorted(steps, key=lambda step: step.at_least))

    @property
    def highest(self) -> float:
        return max(self.otherwise, *(step.score for step in self.steps))

    @property
    def compares(self) -> bool:
        return True

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return self._reached(inputs, equality.greatest_equal(inputs[0]))

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        return self._reached(inputs, equality.greatest_equal(inputs[0], distances[0]))

    def _reached(self, inputs: Sequence[Values], greatest: Values) -> Values:
        starts = [step.at_least for step in self.steps]
        outcomes = np.array([self.otherwise, *(step.score for step in self.steps)])
        reached = np.searchsorted(starts, greatest, side="right")
        return np.where(np.isnan(inputs[0]), np.nan, outcomes[reached])
