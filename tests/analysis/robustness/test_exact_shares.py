"""Shares and intervals of ranks from 100,000 draws of weights, against areas and sums computed exactly.

Under any weights of three indicators, each order of the units holds on a polygon of the triangle of weights: its area is
the share of that order, exactly, as a fraction. Under weights around the given ones, and under weights that go up and
down by a share, two indicators are enough for a sum and an area by hand.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from tests.analysis.robustness.conftest import scored

import dtiscore
from dtiscore.questions.robustness.answer import Assumptions, Robustness, WeightVariation, study

DRAWS = 100_000
UNITS = {
    "A": (Fraction(9, 10), Fraction(1, 10), Fraction(4, 10)),
    "B": (Fraction(3, 10), Fraction(7, 10), Fraction(5, 10)),
    "C": (Fraction(5, 10), Fraction(4, 10), Fraction(3, 10)),
    "D": (Fraction(1, 10), Fraction(2, 10), Fraction(7, 10)),
}
"""Four units in three indicators; C never leads, because the mean of A and B is at least its equal in each."""

Point = tuple[Fraction, Fraction]
"""The weights of the first two indicators; the third has the rest."""


def error(share: Fraction | float) -> float:
    """Four standard errors of a share that is estimated from all draws, and a draw for shares of 0 and 1."""
    return 4 * math.sqrt(float(share) * (1 - float(share)) / DRAWS) + 1 / DRAWS


def lead(one: str, other: str, point: Point) -> Fraction:
    """By how much the score of one unit exceeds that of another under some weights."""
    weights = (*point, 1 - sum(point))
    return sum((w * (a - b) for w, a, b in zip(weights, UNITS[one], UNITS[other], strict=True)), Fraction(0))


def where(polygon: Sequence[Point], one: str, other: str) -> list[Point]:
    """The part of a convex polygon of weights on which one unit stands above another."""
    kept: list[Point] = []
    for (p, ahead), (q, then) in itertools.pairwise(
        [(p, lead(one, other, p)) for p in [*polygon, *polygon[:1]]]
    ):
        if ahead >= 0:
            kept.append(p)
        if ahead * then < 0:
            at = ahead / (ahead - then)
            kept.append((p[0] + at * (q[0] - p[0]), p[1] + at * (q[1] - p[1])))
    return kept


def area(polygon: Sequence[Point]) -> Fraction:
    """The share of the triangle of all weights that a polygon covers."""
    corners = itertools.pairwise([*polygon, *polygon[:1]])
    return abs(sum((p[0] * q[1] - q[0] * p[1] for p, q in corners), Fraction(0)))


def shares_of_orders() -> Mapping[tuple[str, ...], Fraction]:
    found = {}
    for order in itertools.permutations(UNITS):
        polygon: list[Point] = [
            (Fraction(0), Fraction(0)),
            (Fraction(1), Fraction(0)),
            (Fraction(0), Fraction(1)),
        ]
        for one, other in itertools.pairwise(order):
            polygon = where(polygon, one, other)
        found[order] = area(polygon)
    return found


ORDERS = shares_of_orders()


def share_of_rank(unit: str, rank: int) -> Fraction:
    return sum((share for order, share in ORDERS.items() if order[rank - 1] == unit), Fraction(0))


@pytest.fixture(scope="module")
def any_weights() -> Sequence[Robustness]:
    """The same draws, asked for the first one, two and three ranks."""
    columns = {code: [float(values[at]) for values in UNITS.values()] for at, code in enumerate("xyz")}
    children = [{"code": code, "rule": {"kind": "fraction"}} for code in columns]
    card = scored(columns, {"code": "I", "aggregate": "arithmetic", "weights": "equal", "children": children})
    return [study(card, Assumptions(WeightVariation("simplex")), count=DRAWS, k=k) for k in (1, 2, 3)]


def test_the_orders_cover_the_triangle_once() -> None:
    assert sum(ORDERS.values()) == 1
    # By hand: A = B where 6 x - 6 y - z = 0, which is at x = 1/2 on the side without z and at x = 1/7 on that without y.
    above = where(
        [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))], "A", "B"
    )
    assert area(above) == Fraction(1, 2) * (1 - Fraction(1, 7))


@pytest.mark.parametrize("unit", UNITS)
def test_how_often_among_the_first(any_weights: Sequence[Robustness], unit: str) -> None:
    for k, found in enumerate(any_weights, 1):
        exact = sum((share_of_rank(unit, rank) for rank in range(1, k + 1)), Fraction(0))
        statistics = found.statistics[found.subject.units.index(unit)]
        assert statistics.within == pytest.approx(float(exact), abs=error(exact))


@pytest.mark.parametrize("pair", list(itertools.permutations(UNITS, 2)), ids="".join)
def test_how_often_above_another(any_weights: Sequence[Robustness], pair: tuple[str, str]) -> None:
    one, other = pair
    exact = sum(share for order, share in ORDERS.items() if order.index(one) < order.index(other))
    found = any_weights[0]
    above = found.share_above(found.subject.units.index(one), found.subject.units.index(other))
    assert above == pytest.approx(float(exact), abs=error(exact))


@pytest.mark.parametrize("unit", UNITS)
def test_the_interval_the_middle_and_the_mean(any_weights: Sequence[Robustness], unit: str) -> None:
    upto = list(itertools.accumulate(share_of_rank(unit, rank) for rank in range(1, 5)))
    found = any_weights[0].statistics[any_weights[0].subject.units.index(unit)]
    for share, told in ((0.05, found.low), (0.5, found.median), (0.95, found.high)):
        assert min(abs(float(one) - share) for one in upto) > 0.01  # no rank is a matter of chance here
        assert told == 1 + sum(one < share for one in upto)
    mean = sum(rank * float(share_of_rank(unit, rank)) for rank in range(1, 5))
    assert found.mean == pytest.approx(mean, abs=4 * 1.5 / math.sqrt(DRAWS))
    possible = [rank for rank in range(1, 5) if share_of_rank(unit, rank)]
    assert (found.best, found.worst) == (possible[0], possible[-1])


def test_weights_around_the_given_ones(three: dtiscore.Scorecard) -> None:
    """Two equal weights at a concentration of 24: w is of the beta distribution with 12 and 12, a sum of binomials."""
    found = study(three, Assumptions(WeightVariation("dirichlet", concentration=24.0)), count=DRAWS, k=1)
    unit = {code: at for at, code in enumerate(found.subject.units)}

    def upto(x: Fraction) -> Fraction:
        return sum((math.comb(23, j) * x**j * (1 - x) ** (23 - j) for j in range(12, 24)), Fraction(0))

    for one, other, share in (
        ("A", "B", 1 - upto(Fraction(5, 9))),
        ("B", "C", 1 - upto(Fraction(2, 5))),
        ("A", "C", Fraction(1, 2)),
    ):
        above = found.share_above(unit[one], unit[other])
        assert above == pytest.approx(float(share), abs=error(share))
    first = upto(Fraction(5, 9)) - upto(Fraction(2, 5))
    assert found.statistics[unit["B"]].within == pytest.approx(float(first), abs=error(first))


def test_weights_up_and_down_by_a_quarter(three: dtiscore.Scorecard) -> None:
    """A beats B where x weighs more than 5/4 of y: the area in the square from 3/4 to 5/4 is 5/128 of 1/4."""
    found = study(three, Assumptions(WeightVariation("uniform", share=0.25)), count=DRAWS, k=1)
    unit = {code: at for at, code in enumerate(found.subject.units)}
    share = Fraction(5, 128) / Fraction(1, 4)
    assert found.share_above(unit["A"], unit["B"]) == pytest.approx(float(share), abs=error(share))
