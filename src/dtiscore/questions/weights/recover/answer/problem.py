"""A recovery as a problem of numbers: what is asked for, and what limits it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from dtiscore.methodology import Values
from dtiscore.questions.weights.recover.answer.limits import Limits


class Asked(NamedTuple):
    """A number that is asked for: a sum of the unknown numbers, each times a factor, in a unit of its own."""

    code: str
    factors: Sequence[float]
    unit: float
    stated: float | None

    def of(self, numbers: Values) -> float:
        """It, given the unknown numbers, without the noise of their last bits."""
        return float(f"{float((np.array(self.factors) * numbers).sum()) * self.unit:.12g}")


@dataclass(frozen=True)
class Problem:
    """Unknown numbers, between what limits they lie, and what of them is asked for."""

    what: Literal["weights", "goalposts"]
    limits: Limits
    asked: Sequence[Asked]
    whole: float | None
    """What the numbers that are asked for sum to, where they do."""
    equations: Values
    """The factors of the unknown numbers for each unit whose score and parts are published, units by numbers."""
    candidates: Callable[[Values], Iterator[Values]]
    """Of the middle of what is allowed: numbers near it that people would rather have written, the plainest first."""
    stated: Values | None
    """The unknown numbers as the draft has them."""
    score: Callable[[int, Values], float]
    """The score, in the published form, that numbers give a row; NaN where a part of it is not known."""
