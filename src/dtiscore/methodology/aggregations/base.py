"""What an aggregation is: how the scores of a node's children become the node's score, one small model each.

Every formula accumulates in the order in which the file declares the children, so that a score has the same bits in
any batch, order or machine.
"""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from math import isfinite
from typing import ClassVar

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Model, Values
from dtiscore.said import Said, said

HANDBOOK = "OECD/JRC Handbook (2008), step 6: Weighting and aggregation"

_TOGETHER = 1 << 14
"""How many units are summed at a time, so that their sums stay in the cache of a processor."""

Weights = Sequence["float | Values"]
"""One weight per child: a number, or one number per unit where missing children changed the weights."""


class Aggregation(Model):
    """One way to aggregate. A subclass states its parameters as fields and its formula as ``combine``."""

    equation: ClassVar[str] = ""
    source: ClassVar[str] = HANDBOOK
    weighted: ClassVar[bool] = True
    """Whether the weights (or points) of the children count; otherwise each child that is there counts alike."""
    over_units: ClassVar[bool] = False
    """Whether the score of a unit depends on the other units of its frame: then nothing can be scored in batches."""
    low_is_good: ClassVar[bool] = False
    """Whether the lowest score is the best by nature, as of a distance to the best."""
    takes_missing: ClassVar[bool] = False
    """Whether the formula itself says what a missing child gives: its score is then NaN, and so may be the result."""
    undefined_because: ClassVar[Said] = said("its formula has no value here")
    """Why a unit may have no score although every child has one, as the end of a sentence."""
    fix: ClassVar[Said] = said("check the scores below it")
    """What to do then."""
    additive: ClassVar[bool] = False
    """Whether the score is a sum, so that the children which are there must make up for a missing one."""
    linear: ClassVar[bool] = False
    """Whether each child adds its score times a factor that no score changes: a weight, or a share of the weights."""
    keeps_scale: ClassVar[bool] = True
    """Whether the score lies between the lowest and the highest of the children's."""

    kind: str

    @property
    def neutral(self) -> float:
        """What stands in for a missing child, whose weight is then 0."""
        return 0.0

    @abstractmethod
    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        """The node's score from its children's.

        ``scores`` are the children's scores, one array over the units each, without NaN; ``weights`` theirs and
        ``total`` what these sum to (declared, or summed in order).
        """

    def combine_exactly(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        """As :meth:`combine`, of a linear aggregation: the sum exact, and what is made of it rounded once."""
        return self.combine(scores, weights, total)

    def largest_term(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        """The size of the largest term that enters the node's score, which tells how exactly the score is known.

        As :meth:`combine`, of the largest terms in the children's scores instead of the scores: of a linear aggregation
        they are weighted as the scores are, of any other they count as they are.
        """
        return largest(scores)

    tells_zero: ClassVar[bool] = False
    """Whether a score of 0 is another matter than one just above it, as in a product."""

    @property
    def has_limits(self) -> bool:
        """Whether scores are held against numbers, so that it matters which of them a score equals."""
        return False

    def combine_within(self, scores: Sequence[Values], distances: Sequence[Values]) -> tuple[Values, Mask]:
        """Of an aggregation that holds scores against numbers: the node's score, and where its formula has no value.

        ``distances``: within which each of the scores equals another number.
        """
        raise NotImplementedError  # nobody asks it of one without limits

    def largest_of_scores(self, scores: Sequence[Values], terms: Sequence[Values]) -> Values:
        """As :meth:`largest_term` of an aggregation that ``takes_missing``, for which it matters what the scores are."""
        return largest(terms)

    def undefined(self, scores: Sequence[Values]) -> Mask:
        """The units for which the formula has no value, although every child has a score."""
        return np.zeros(len(scores[0]), dtype=np.bool_)

    def names(self, children: Sequence[str]) -> tuple[str, ...]:
        """The codes of the nodes that are combined, given those of the children; a formula may name others below."""
        return tuple(children)

    def numbers(self) -> frozenset[str]:
        """The numbers that a file writes into the aggregation where codes of nodes may stand too, as they are written."""
        return frozenset()

    def unfit(self, children: int) -> tuple[Said, Said] | None:
        """Why the aggregation cannot serve a node with so many children that count, and what to do; ``None`` where it can."""
        return None


class OverUnits(Aggregation):
    """An aggregation that compares units: the score of one depends on the others of its frame."""

    over_units: ClassVar[bool] = True

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return self.compare(scores, weights, total, np.ones(len(scores[0]), dtype=np.bool_))

    def largest_term(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return np.zeros(len(scores[0]))  # made of comparisons: nothing of the children's terms is left in it

    @abstractmethod
    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        """The score of every unit, compared with the units of ``among``.

        A unit outside ``among`` (the EU beside its members, or a later year beside the base year) is scored as if it
        were one more, and counts for nobody else. NaN stands for a score that the frame leaves undefined.
        """


def weighted_sum(scores: Sequence[Values], weights: Weights) -> Values:
    """The sum of weight x score, term by term in the given order."""
    result: Values = np.zeros(len(scores[0]))
    for start in range(0, len(result), _TOGETHER):
        rows = slice(start, start + _TOGETHER)
        total = result[rows]
        for score, weight in zip(scores, weights, strict=True):
            total += score[rows] * (weight[rows] if isinstance(weight, np.ndarray) else weight)
    return result


def exact_weighted_sum(scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
    """The sum of weight x score over the total, exact until its one rounding to a float64; infinity is none."""
    rows = len(scores[0])
    of_weights = [np.broadcast_to(weight, rows).tolist() for weight in weights]
    table = zip(
        zip(*(score.tolist() for score in scores), strict=True),
        zip(*of_weights, strict=True),
        np.broadcast_to(total, rows).tolist(),
        strict=True,
    )
    result = np.full(rows, np.nan)
    for row, (values, shares, whole) in enumerate(table):
        if all(map(isfinite, values)):
            exact = sum(Fraction(x) * Fraction(w) for x, w in zip(values, shares, strict=True))
            result[row] = exact / Fraction(whole)
    return np.where(np.isnan(result), weighted_sum(scores, weights) / total, result)


def largest(terms: Sequence[Values], weights: Weights | None = None) -> Values:
    """The largest of weight x term, all of them from 0 up."""
    result: Values = np.zeros(len(terms[0]))
    for term, weight in zip(terms, weights or [1.0] * len(terms), strict=True):
        np.maximum(result, term * weight, out=result)
    return result


def any_negative(scores: Sequence[Values]) -> Mask:
    """The units of which some score is below 0."""
    result: Mask = np.min(np.array(scores), axis=0) < 0
    return result


def weighing(scores: Sequence[Values], weights: Weights) -> Mask:
    """Which scores count: one row per child, one column per unit; a missing child has weight 0."""
    counted = [np.broadcast_to(np.asarray(weight) > 0, len(scores[0])) for weight in weights]
    result: Mask = np.array(counted, dtype=np.bool_)
    return result


def weight_table(scores: Sequence[Values], weights: Weights) -> Values:
    """The weights as a table: one row per child, one column per unit."""
    rows = [np.broadcast_to(np.asarray(weight, dtype=np.float64), len(scores[0])) for weight in weights]
    result: Values = np.array(rows)
    return result
