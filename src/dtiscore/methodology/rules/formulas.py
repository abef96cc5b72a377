"""A rule by formula: whatever a small arithmetic over columns, or over the value itself, can say."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import relative_tolerance
from dtiscore.methodology.formula import Formula, ScoringFormula, parse_formula
from dtiscore.methodology.formula_evaluation import Given, Result
from dtiscore.methodology.rules.base import Fitted, Rule
from dtiscore.said import said


class FormulaRule(Rule):
    """A formula over columns of the table; ``x`` stands for the node's own column, or for the score under ``then``.

    A result that is undefined although all inputs are there (a division by zero) is no score.
    """

    equation = said("as the file says")
    source = "the edition itself"
    kind: Literal["formula"] = "formula"
    formula: ScoringFormula
    """The arithmetic over columns of the row, in which x is the node's own column or score."""
    outcome: Literal["share", "score"] = "score"
    """Whether the result is a share of the node's maximum or scale, or the score itself."""

    @property
    def output(self) -> Literal["share", "score"]:
        return self.outcome

    @property
    def parsed(self) -> Formula:
        """The formula, parsed."""
        return parse_formula(self.formula)

    def inputs(self, column: str) -> tuple[str, ...]:
        return tuple(column if name == "x" else name for name in self.parsed.names)

    def suffices(self, there: Sequence[Mask]) -> Mask:
        parsed = self.parsed
        result: Mask = np.ones(len(there[0]), dtype=np.bool_)
        for name, mask in zip(parsed.names, there, strict=True):
            if name in parsed.needed:
                result &= mask
        return result

    @property
    def compares(self) -> bool:
        return True  # what equals 0 is 0 in it, and is not divided by

    @property
    def operations(self) -> int:
        return self.parsed.operations({})

    @property
    def may_cancel(self) -> bool:
        return self.parsed.may_cancel

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        return self._result(inputs, sizes).size

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return self._result(inputs, ()).values

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        return self._result(inputs, [each / relative_tolerance() for each in distances]).values

    def _result(self, inputs: Sequence[Values], sizes: Sequence[Values]) -> Result:
        return self.parsed.result(Given.of(self.parsed.names, inputs, sizes))
