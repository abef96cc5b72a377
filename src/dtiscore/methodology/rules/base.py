"""What a normalisation rule is: parameters, the columns it reads, the cells it admits, and its formula."""

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Model, Values
from dtiscore.methodology.rules.summary import Summary, WholeSummary
from dtiscore.said import Said, said

if TYPE_CHECKING:
    from dtiscore.methodology.formula import Formula
    from dtiscore.methodology.rules.batch_summary import BatchSummary

Fitted = Mapping[str, Any]
"""The statistics of one column over the units of a frame that a rule needs, by name: numbers (min, max, mean, sd) or
lists of numbers."""

Direction = Literal["up", "down"]
"""Whether more is better (up) or worse (down), always in the indicator's own units."""


class Bounds(NamedTuple):
    """The numbers a cell may hold; ``None`` is no bound. ``strict_low`` excludes the bound itself."""

    low: float | None = None
    high: float | None = None
    strict_low: bool = False

    @property
    def bind(self) -> bool:
        """Whether there is any number that a cell may not hold."""
        return self.low is not None or self.high is not None

    def admits(self, value: float) -> bool:
        """Whether a cell may hold this value."""
        if self.low is not None and (value < self.low or (self.strict_low and value == self.low)):
            return False
        return self.high is None or value <= self.high


class Line(NamedTuple):
    """A straight line from a value to its score, by the sizes of its two terms, slope x value and constant."""

    slope: float
    constant: float


class ZeroRange(NamedTuple):
    """A rule cannot be fitted: all units of a frame hold the same value, and the file does not say what then."""

    value: float


class RuleFault(ValueError):
    """A rule cannot be fitted to the units of a frame; ``str()`` says why."""

    def __init__(self, code: str, message: Said, fix: Said) -> None:
        super().__init__(message)
        self.code, self.message, self.fix = code, message, fix


def by_direction(up: str, down: str) -> Said:
    """The formula of a rule that has another one where less is better; its parts are called as the directions are."""
    return said("{up}; {down} when less is better", up=up, down=down)


class Rule(Model):
    """How a raw value becomes a score.

    A rule *gives* either a ``share`` of what its node can reach (0 to 1 for most rules), which is multiplied by
    the node's points or scale, or the ``score`` itself. A subclass is one method: its parameters as fields, its
    formula as ``apply``. A weighting file names it by its ``kind``.
    """

    gives: ClassVar[Literal["share", "score"]] = "share"
    cells: ClassVar[Literal["number", "text"]] = "number"
    equation: ClassVar[str] = ""
    """The formula in one line, for people."""
    source: ClassVar[str] = ""
    """Where the method is described."""
    makes_anew: ClassVar[bool] = False
    """Whether what ``apply`` returns is nobody else's, neither an input nor kept, so that it may be written over."""

    kind: str

    @property
    def output(self) -> Literal["share", "score"]:
        """What ``apply`` returns; a few rules let the file choose."""
        return self.gives

    @property
    def compares(self) -> bool:
        """Whether values are compared, with each other or with a number of the file, so that it matters which are equal."""
        return False

    @property
    def fit_compares(self) -> bool:
        """The same of a fit, which for a range asks whether all values are equal."""
        return self.compares

    @property
    def capped(self) -> bool:
        """Whether no admitted cell earns a share above 1."""
        return False

    @property
    def capped_by_frame(self) -> bool:
        """Whether that is so of the units of the frame alone: one from outside may earn more."""
        return False

    def inputs(self, column: str) -> tuple[str, ...]:
        """The headings this rule reads for a node whose own column is ``column``."""
        return (column,)

    def texts(self, column: str) -> Mapping[str, Mapping[str, float]]:
        """The headings among the inputs whose cells are texts: what every admitted text earns, by its folded form.

        ``apply`` receives such a column as the numbers that its texts earn.
        """
        return {}

    def admitted_texts(self, column: str) -> tuple[str, ...]:
        """The texts that a cell of ``column`` may hold, as the weighting file writes them; none where it holds a number."""
        return ()

    @property
    def parsed(self) -> "Formula | None":
        """The formula, of a rule for which the weighting file says one."""
        return None

    def suffices(self, there: Sequence[Mask]) -> Mask:
        """The rows with a score, given for each input in which rows it has a value; all inputs unless told."""
        result: Mask = np.logical_and.reduce(list(there))
        return result

    def line(self, fitted: Fitted) -> Line:
        """The straight line along which scores follow values, after a transform if there is one; none unless told."""
        return Line(0.0, 0.0)

    @property
    def operations(self) -> int:
        """How many operations in a row lead from the inputs to the result, beside those of a line."""
        return 0

    @property
    def may_cancel(self) -> bool:
        """Whether a term may be larger than the result, beside those that the inputs and the constants of a line are."""
        return False

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        """The size of the largest term that entered each result and varies, given those that entered the inputs.

        As far as the line leads; of a rule that compares, nothing of the terms is left in the result.
        """
        result: Values = self.line(fitted).slope * sizes[0]
        return result

    def bounds(self, column: str, top: float | None) -> Bounds:
        """The numbers that a cell of ``column`` may hold; ``top`` is the node's maximum of points, if any."""
        return Bounds()

    @property
    def flat_beyond(self) -> tuple[float, float]:
        """The values below the first and above the second of which the score stays the same; infinite where it does not."""
        return -math.inf, math.inf

    @property
    def needs_fit(self) -> bool:
        """Whether statistics over all units are needed before any unit can be scored."""
        return False

    @property
    def needs_all_units(self) -> bool:
        """Whether a fit needs every value at once, as ranks do: fits over batches of units cannot be merged."""
        return False

    @property
    def moments(self) -> int:
        """What a fit asks of a summary: the ends alone (0), the sum as well (1), or the spread about the mean (2)."""
        return 0

    @property
    def asks_for_ends(self) -> bool:
        """Whether a fit asks for the lowest and the highest value and for nothing else."""
        return not (self.moments or self.needs_all_units or self.named_unit)

    @property
    def named_unit(self) -> str | None:
        """The code of the unit whose own value a fit asks for, if any."""
        return None

    def measured(self, values: Values) -> Values:
        """The values as they enter the sums of a summary."""
        return values

    def fit(
        self, values: Values, units: Sequence[str] = (), distances: Values | None = None
    ) -> Fitted | ZeroRange:
        """The statistics over the values of one frame (at least one is present).

        Args:
            values: one for each unit.
            units: their codes.
            distances: within which each value equals another; as of numbers of which no more is known unless given.

        Raises:
            RuleFault: the units of the frame do not give what the rule needs.
        """
        return self.fit_from(WholeSummary(values, self.measured, units, distances))

    def fit_from(self, summary: Summary) -> Fitted | ZeroRange:
        """The same statistics from what the values of the frame left behind, whole or in batches.

        A rule that :attr:`needs_all_units` cannot be fitted so. Raises ``RuleFault`` as :meth:`fit`.
        """
        return {}

    def summary(
        self,
        values: Values,
        units: Sequence[str] = (),
        about: float | None = None,
        distances: Values | None = None,
    ) -> "BatchSummary":
        """What a batch of units of a frame leaves behind for :meth:`fit_from`; ``about`` is the mean of all, if known."""
        from dtiscore.methodology.rules.batch_summary import BatchSummary

        batch = BatchSummary.of(values, self.measured, moments=self.moments, about=about, distances=distances)
        unit = self.named_unit
        if unit is None or unit not in units:
            return batch
        return replace(batch, units={unit: tuple(WholeSummary(values, None, units).values_of(unit))})

    @abstractmethod
    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        """The share or score of every unit; NaN where an input is missing. Elementwise in the units."""

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        """As :meth:`apply`, to inputs of which it is known within which distance each equals another number."""
        return self.apply(inputs, fitted)


class OutcomeRule(Rule):
    """A rule whose outcomes stand in the file, either as shares of the maximum or as the score itself."""

    outcome: Literal["share", "score"] = "share"
    """Whether the numbers in the rule are shares of the node's maximum or scale, or scores: its points."""

    @property
    def output(self) -> Literal["share", "score"]:
        return self.outcome

    @property
    @abstractmethod
    def highest(self) -> float:
        """The most that any cell earns, in the numbers of the rule; infinite where nothing bounds it."""

    @property
    def capped(self) -> bool:
        return self.highest <= 1.0
