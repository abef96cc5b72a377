"""A rule by formula: whatever a small arithmetic over columns, or over the value itself, can say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.formula import Formula, ScoringFormula, parse_formula
from dtiscore.methodology.rules.base import Fitted, Rule


class FormulaRule(Rule):
    """A formula over columns of the table; ``x`` stands for the node's own column, or for the score under ``then``.

    A result that is undefined although all inputs are there (a division by zero) is no score.
    """

    equation = "as the file says"
    source = "the edition itself"
    kind: Literal["formula"] = "formula"
    formula: ScoringFormula
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

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        values, _ = self.parsed.evaluate(dict(zip(self.parsed.names, inputs, strict=True)), len(inputs[0]))
        return values
