"""The edges of every rule, aggregation and missing rule, each with its outcome: a score by hand, or a fault by its code.

The tables run through a whole edition, so that an outcome is what a person gets. A method that is added adds its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.methodology import aggregations, rules

Outcome = Sequence[float | None] | str
"""The scores of the units, ``None`` for no score; or the code of the fault that refuses the table."""

EDITION = {
    **HEAD,
    "publish": {"as": "score", "decimals": 3},
    "rank": {"on": "full", "order": "ascending"},  # of wroclaw the lowest is the best
}


def outcome(folder: Path, index: Mapping[str, Any], code: str, *lines: str) -> Outcome:
    """The scores of a node over a table, or the one code with which the table is refused."""
    table = folder / "table.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        card = dtiscore.score(table, EDITION | {"index": {"missing": "no-score", **index}})
    except InvalidData as refused:
        codes = {
            problem.code if problem.fix else f"{problem.code} without a way out"
            for problem in refused.problems
        }
        return " and ".join(sorted(codes))
    return [None if score != score else float(score) for score in card.nodes[code].score]


def same(found: Outcome, expected: Outcome, allowed: float = 1e-12) -> bool:
    if isinstance(found, str) or isinstance(expected, str):
        return found == expected
    return found == [x if x is None else pytest.approx(x, rel=1e-12, abs=allowed) for x in expected]


COLUMNS: dict[str, Sequence[float | None]] = {
    "zero range": (7, 7, 7),
    "one unit": (7,),
    "ties": (1, 3, 3, 5),
    "all missing": (None, None),
    "negative": (-4, -2, 2),
    "huge": (1e15, 5e14, 0),
}
"""The edges of one column."""

NOTHING: Outcome = [None, None]
TENTH = {"column": "x", "rule": {"kind": "fraction", "of": 10}}

RULES: dict[str, tuple[dict[str, Any], tuple[Outcome, ...]]] = {
    "above-mean": (  # the mean of 1, 3, 3, 5 is 3; a mean below 0 has no share
        {},
        ([0, 0, 0], [0], [-1, 0, 0, 1], NOTHING, "not-positive", [1, 0, -1]),
    ),
    "best-of": (  # 5 and the better of 10 and 4 points for tenths
        {
            "outcome": "score",
            "base": [TENTH | {"score": 5}],
            "cases": [TENTH | {"score": s} for s in (10, 4)],
        },
        (
            [15 * 0.7] * 3,
            [15 * 0.7],
            [15 * 0.1, 15 * 0.3, 15 * 0.3, 15 * 0.5],
            NOTHING,
            "out-of-range",
            "out-of-range",
        ),
    ),
    "borda": ({}, ([0, 0, 0], [0], [0, 1, 1, 3], NOTHING, [0, 1, 2], [2, 1, 0])),
    "categorical": (  # the percentiles 100/3, 100, (25, 50, 50, 100), (100/3, 200/3, 100) among the Handbook's bands
        {},
        ([0.4] * 3, [1], [0.4, 0.5, 0.5, 1], NOTHING, [0.4, 0.6, 1], [1, 0.6, 0.4]),
    ),
    "distance-to-maximum": (
        {},
        (
            "zero-range",
            "zero-range",
            [1 - (5 - 1) / 4, 1 - (5 - 3) / 4, 1 - (5 - 3) / 4, 1],
            NOTHING,
            [0, 1 - (2 + 2) / 6, 1],
            [1, 0.5, 0],
        ),
    ),
    "distance-to-target": (
        {"target": 9},
        (
            [0, 0, 0],
            [0],
            [0, (3 - 1) / (9 - 1), (3 - 1) / (9 - 1), (5 - 1) / (9 - 1)],
            NOTHING,
            [0, (-2 + 4) / (9 + 4), (2 + 4) / (9 + 4)],
            [1e15 / 9, 5e14 / 9, 0],
        ),
    ),
    "distance-to-unit": (
        {"unit": "b"},
        (
            "goal-not-beyond-worst",
            "no-reference-unit",
            [0, 1, 1, (5 - 1) / (3 - 1)],
            NOTHING,
            [0, 1, (2 + 4) / (-2 + 4)],
            [2, 1, 0],
        ),
    ),
    "formula": (  # 1 / 0 has no value
        {"formula": "1 / x"},
        (
            [1 / 7] * 3,
            [1 / 7],
            [1, 1 / 3, 1 / 3, 1 / 5],
            NOTHING,
            [1 / -4, 1 / -2, 1 / 2],
            [1e-15, 2e-15, None],
        ),
    ),
    "fraction": (
        {"of": 10},
        ([0.7] * 3, [0.7], [0.1, 0.3, 0.3, 0.5], NOTHING, "out-of-range", "out-of-range"),
    ),
    "fraction-of-maximum": (
        {},
        ([1, 1, 1], [1], [1 / 5, 3 / 5, 3 / 5, 1], NOTHING, [-4 / 2, -2 / 2, 1], [1, 0.5, 0]),
    ),
    "frame-goalposts": (  # from the lowest to the mean of the two highest: 1 to 4, -4 to 0, 0 to 7.5e14
        {"low_percentile": 0, "high_mean_of": 2},
        (
            "zero-range",
            "too-few-units",
            [0, (3 - 1) / (4 - 1), (3 - 1) / (4 - 1), 1],
            NOTHING,
            [0, (-2 + 4) / (0 + 4), 1],
            [1, 5e14 / 7.5e14, 0],
        ),
    ),
    "goalposts": (
        {"low": 0, "high": 10},
        ([0.7] * 3, [0.7], [0.1, 0.3, 0.3, 0.5], NOTHING, [0, 0, 0.2], [1, 1, 0]),
    ),
    "identity": ({}, ([7] * 3, [7], [1, 3, 3, 5], NOTHING, [-4, -2, 2], [1e15, 5e14, 0])),
    "min-max": (
        {},
        (
            "zero-range",
            "zero-range",
            [0, (3 - 1) / (5 - 1), (3 - 1) / (5 - 1), 1],
            NOTHING,
            [0, (-2 + 4) / (2 + 4), 1],
            [1, 0.5, 0],
        ),
    ),
    "parts": (
        {"outcome": "score", "parts": [TENTH | {"score": 5}, TENTH | {"score": 4}]},
        (
            [9 * 0.7] * 3,
            [9 * 0.7],
            [9 * 0.1, 9 * 0.3, 9 * 0.3, 9 * 0.5],
            NOTHING,
            "out-of-range",
            "out-of-range",
        ),
    ),
    "percentile-rank": (
        {},
        ([0, 0, 0], "one-unit", [0, 1 / 3, 1 / 3, 1], NOTHING, [0, 1 / 2, 1], [1, 1 / 2, 0]),
    ),
    "normal-score": (  # ties share the mean of their ranks; 0.6744… is the upper quartile of the normal distribution
        {},
        (
            [0, 0, 0],
            [0],
            [-0.8416212335729143, 0, 0, 0.8416212335729143],
            NOTHING,
            [-0.6744897501960817, 0, 0.6744897501960817],
            [0.6744897501960817, 0, -0.6744897501960817],
        ),
    ),
    "piecewise-linear": (
        {"points": [[0, 0], [5, 1]]},
        ([1, 1, 1], [1], [1 / 5, 3 / 5, 3 / 5, 1], NOTHING, [0, 0, 2 / 5], [1, 1, 0]),
    ),
    "rank": ({}, ([1, 1, 1], [1], [1, 2, 2, 4], NOTHING, [1, 2, 3], [3, 2, 1])),
    "rank-share": (  # ties share the mean of their ranks
        {},
        (
            [(3 + 1 - 2) / 3] * 3,
            [1],
            [1 / 4, (4 + 1 - 2.5) / 4, (4 + 1 - 2.5) / 4, 1],
            NOTHING,
            [1 / 3, 2 / 3, 1],
            [1, 2 / 3, 1 / 3],
        ),
    ),
    "ratio": (  # by itself; 0 / 0 is refused as long as the file does not say what it earns
        {"numerator": "x", "denominator": "x"},
        ([1, 1, 1], [1], [1, 1, 1, 1], NOTHING, "out-of-range", "out-of-range"),
    ),
    "relative-to": (
        {"figure": "mean"},
        ([1, 1, 1], [1], [1 / 3, 1, 1, 5 / 3], NOTHING, "not-positive", [1e15 / 5e14, 1, 0]),
    ),
    "round": (  # whole numbers are rounded already
        {"decimals": 0},
        ([7] * 3, [7], [1, 3, 3, 5], NOTHING, [-4, -2, 2], [1e15, 5e14, 0]),
    ),
    "share-of-total": (
        {},
        (
            [1 / 3] * 3,
            [1],
            [1 / 12, 3 / 12, 3 / 12, 5 / 12],
            NOTHING,
            "out-of-range",
            [1e15 / 1.5e15, 5e14 / 1.5e15, 0],
        ),
    ),
    "steps": (
        {"steps": [{"at_least": 3, "score": 1}]},
        ([1, 1, 1], [1], [0, 1, 1, 1], NOTHING, [0, 0, 0], [1, 1, 0]),
    ),
    "z-score": (  # the variances are (4 + 0 + 0 + 4) / 4 and, around -4/3, (64 + 4 + 100) / 27
        {"divisor": "population"},
        (
            "zero-range",
            "zero-range",
            [-2 / sqrt(2), 0, 0, 2 / sqrt(2)],
            NOTHING,
            [x / sqrt(168 / 27) for x in (-8 / 3, -2 / 3, 10 / 3)],
            [sqrt(3 / 2), 0, -sqrt(3 / 2)],
        ),
    ),
}
"""By rule: its parameters, and its outcome at each edge of a column in their order."""

TEXTS: dict[str, tuple[dict[str, Any], dict[tuple[str, ...], Outcome]]] = {
    "boolean": (
        {},
        {("yes",): [1], ("yes", "no", "no"): [1, 0, 0], ("", ""): NOTHING, ("perhaps",): "unknown-choice"},
    ),
    "choice": (
        {"options": [{"value": "head", "score": 1}, {"value": "deputy", "score": 0.5}]},
        {
            ("head",): [1],
            ("head", "deputy", "deputy"): [1, 0.5, 0.5],
            ("", ""): NOTHING,
            ("x",): "unknown-choice",
        },
    ),
}
"""The rules over texts: their edges are one unit, ties, nothing at all, and a text that is none of theirs."""


def test_every_rule_has_its_edges() -> None:
    assert {*RULES, *TEXTS} == set(rules.RULES)


@pytest.mark.parametrize("edge", COLUMNS)
@pytest.mark.parametrize("kind", RULES)
def test_the_edges_of_a_rule(kind: str, edge: str, tmp_path: Path) -> None:
    parameters, outcomes = RULES[kind]
    expected = dict(zip(COLUMNS, outcomes, strict=True))[edge]
    cells = ("" if cell is None else f"{cell:.0f}" for cell in COLUMNS[edge])
    lines = [f"{unit},{cell}" for unit, cell in zip("abcd", cells, strict=False)]
    indicator = {"code": "x", "rule": {"kind": kind} | parameters}
    found = outcome(
        tmp_path, {"code": "I", "aggregate": "sum", "children": [indicator]}, "x", "unit,x", *lines
    )
    assert same(found, expected)


@pytest.mark.parametrize(("kind", "cells"), [(kind, cells) for kind in TEXTS for cells in TEXTS[kind][1]])
def test_the_edges_of_a_rule_over_texts(kind: str, cells: tuple[str, ...], tmp_path: Path) -> None:
    parameters, outcomes = TEXTS[kind]
    lines = [f"{unit},{cell}" for unit, cell in zip("abc", cells, strict=False)]
    indicator = {"code": "x", "rule": {"kind": kind} | parameters}
    found = outcome(
        tmp_path, {"code": "I", "aggregate": "sum", "children": [indicator]}, "x", "unit,x", *lines
    )
    assert same(found, outcomes[cells])


def test_what_a_ratio_of_nothing_is(tmp_path: Path) -> None:
    def found(**keys: Any) -> Outcome:
        ratio = {"kind": "ratio", "numerator": "p", "denominator": "q"} | keys
        index = {"code": "I", "aggregate": "sum", "children": [{"code": "x", "rule": ratio}]}
        return outcome(tmp_path, index, "x", "unit,p,q", "a,0,0", "b,1,4")

    assert found() == "out-of-range"
    assert found(zero_denominator="no-score") == [None, 1 / 4]
    assert found(zero_denominator=1) == [1, 1 / 4]


TABLES: dict[str, Sequence[tuple[float | None, float | None]]] = {
    "zero range": ((4, 9), (4, 9), (4, 9)),
    "one unit": ((4, 9),),
    "ties": ((4, 9), (9, 4), (1, 1)),
    "all missing": ((None, None), (4, 9), (9, 16)),
    "one missing": ((None, 9), (4, 9), (9, 16)),
    "zero": ((0, 9), (4, 9), (9, 16)),
    "negative": ((-4, 9), (4, 9), (9, 16)),
    "huge": ((4e90, 9e90), (4, 9), (0.25, 1)),
}
"""The edges of two children, a and b, of equal weight; where some are missing, the others share their weight."""


def unbalanced(a: float, b: float) -> float:
    """The mean less the variance over the mean, of two parts."""
    mean, half = (a + b) / 2, (a - b) / 2
    return mean - half * half / mean


def spread(low: float, middle: float, high: float, value: float) -> float:
    """100 + 60 (x - mean) / (max - min) over three units."""
    return 100 + 60 * (value - (low + middle + high) / 3) / (high - low)


def of_wroclaw(*distances: float) -> list[float]:
    """Distances to the ideal over their mean and two standard deviations."""
    mean = sum(distances) / len(distances)
    variance = sum((distance - mean) ** 2 for distance in distances) / (len(distances) - 1)
    return [distance / (mean + 2 * sqrt(variance)) for distance in distances]


def of_factor(a: Sequence[float], b: Sequence[float]) -> list[float]:
    """The scores on what two columns that run together have in common: (z_a + z_b) over the root of 2 (1 + r)."""
    z = [[(x - mean(column)) / stdev(column) for x in column] for column in (a, b)]
    r = sum(x * y for x, y in zip(*z, strict=True)) / (len(a) - 1)
    return [(x + y) / sqrt(2 * (1 + r)) for x, y in zip(*z, strict=True)]


def of_topsis(to_best: float, to_worst: float) -> float:
    """How much nearer a unit is to the ideal, of squared distances."""
    return sqrt(to_worst) / (sqrt(to_best) + sqrt(to_worst))


HARMONIC, RATIO = 2 / (1 / 4 + 1 / 9), 4 / 9
TWO_UNITS = 70.0, 130.0  # one at each end of the range, half of 60 from the mean
UNDEFINED = "undefined-aggregate"

AGGREGATIONS: dict[str, tuple[dict[str, Any], tuple[Outcome, ...]]] = {
    "ampi": (
        {},
        (
            UNDEFINED,
            UNDEFINED,
            [unbalanced(spread(1, 4, 9, 4), spread(1, 4, 9, 9))] * 2 + [spread(1, 4, 9, 1)],
            [None, *TWO_UNITS],
            [
                spread(9, 9, 16, 9),
                unbalanced(70, spread(9, 9, 16, 9)),
                unbalanced(130, spread(9, 9, 16, 16)),
            ],
            [unbalanced(spread(0, 4, 9, a), spread(9, 9, 16, b)) for a, b in ((0, 9), (4, 9), (9, 16))],
            [unbalanced(spread(-4, 4, 9, a), spread(9, 9, 16, b)) for a, b in ((-4, 9), (4, 9), (9, 16))],
            [140, 80, 80],  # the mean is a third of the range, and the others are next to nothing
        ),
    ),
    "arithmetic": (
        {},
        (
            [6.5] * 3,
            [6.5],
            [6.5, 6.5, 1],
            [None, 6.5, 12.5],
            [9, 6.5, 12.5],
            [4.5, 6.5, 12.5],
            [2.5, 6.5, 12.5],
            [6.5e90, 6.5, 0.625],
        ),
    ),
    "benefit-of-the-doubt": (  # the best share of the best: 9 of 16, 4 of 9; of (4, 9) and (9, 4) half of 1 + 1 to 13
        {},
        (
            [1, 1, 1],
            [1],
            [1, 1, 2 / 13],
            [None, 9 / 16, 1],
            [9 / 16, 9 / 16, 1],
            [9 / 16, 9 / 16, 1],
            UNDEFINED,
            [1, 0, 0],
        ),
    ),
    "copeland": (
        {},
        (
            [0, 0, 0],
            [0],
            [1, 1, -2],
            [None, -1, 1],
            [-1, -1, 2],  # on b alone the first two tie
            [-2, 0, 2],
            [-2, 0, 2],
            [2, 0, -2],
        ),
    ),
    "factor-scores": (  # of two children the sum of their z-scores; three units that have both are the fewest
        {},
        (
            UNDEFINED,
            UNDEFINED,
            of_factor((4, 9, 1), (9, 4, 1)),
            UNDEFINED,
            UNDEFINED,
            of_factor((0, 4, 9), (9, 9, 16)),
            of_factor((-4, 4, 9), (9, 9, 16)),
            [2 / sqrt(3), -1 / sqrt(3), -1 / sqrt(3)],
        ),
    ),
    "formula": (
        {"formula": "a / b"},
        (
            [RATIO] * 3,
            [RATIO],
            [RATIO, 9 / 4, 1],
            [None, RATIO, 9 / 16],
            [None, RATIO, 9 / 16],
            [0, RATIO, 9 / 16],
            [-RATIO, RATIO, 9 / 16],
            [RATIO, RATIO, 0.25],
        ),
    ),
    "geometric": (
        {},
        ([6] * 3, [6], [6, 6, 1], [None, 6, 12], [9, 6, 12], UNDEFINED, UNDEFINED, [6e90, 6, 0.5]),
    ),
    "harmonic": (
        {},
        (
            [HARMONIC] * 3,
            [HARMONIC],
            [HARMONIC, HARMONIC, 1],
            [None, HARMONIC, 2 / (1 / 9 + 1 / 16)],
            [9, HARMONIC, 2 / (1 / 9 + 1 / 16)],
            UNDEFINED,
            UNDEFINED,
            [HARMONIC * 1e90, HARMONIC, 2 / (4 + 1)],
        ),
    ),
    "kemeny": (  # units that tie stand before each other equally often
        {},
        (
            [1, 1, 1],
            [0],
            [1.5, 1.5, 0],
            [None, 0, 1],
            [0.5, 0.5, 2],
            [0, 1, 2],
            [0, 1, 2],
            [2, 1, 0],
        ),
    ),
    "maximum": (
        {},
        (
            [9] * 3,
            [9],
            [9, 9, 1],
            [None, 9, 16],
            [9, 9, 16],
            [9, 9, 16],
            [9, 9, 16],
            [9e90, 9, 1],
        ),
    ),
    "median": (
        {},
        (
            [6.5] * 3,
            [6.5],
            [6.5, 6.5, 1],
            [None, 6.5, 12.5],
            [9, 6.5, 12.5],
            [4.5, 6.5, 12.5],
            [2.5, 6.5, 12.5],
            [6.5e90, 6.5, 0.625],
        ),
    ),
    "minimum": (
        {},
        (
            [4] * 3,
            [4],
            [4, 4, 1],
            [None, 4, 9],
            [9, 4, 9],
            [0, 4, 9],
            [-4, 4, 9],
            [4e90, 4, 0.25],
        ),
    ),
    "mpi": (
        {},
        (
            [unbalanced(4, 9)] * 3,
            [unbalanced(4, 9)],
            [unbalanced(4, 9), unbalanced(4, 9), 1],
            [None, unbalanced(4, 9), unbalanced(9, 16)],
            [9, unbalanced(4, 9), unbalanced(9, 16)],
            [0, unbalanced(4, 9), unbalanced(9, 16)],  # 4.5 - 4.5^2 / 4.5
            [2.5 - 6.5**2 / 2.5, unbalanced(4, 9), unbalanced(9, 16)],
            [unbalanced(4, 9) * 1e90, unbalanced(4, 9), unbalanced(0.25, 1)],
        ),
    ),
    "outranking": (
        {},
        (
            [1, 1, 1],
            [0],
            [1.5, 1.5, 0],
            [None, 0, 1],
            [0.5, 0.5, 2],
            [0.25, 0.75, 2],
            [0.25, 0.75, 2],
            [2, 1, 0],
        ),
    ),
    "override": (
        {"cases": [{"node": "a", "above": 2}, {"node": "b", "times": 0.5}]},
        (
            [4] * 3,
            [4],
            [4, 9, 0.5],
            [None, 4, 9],
            [9 / 2, 4, 9],
            [9 / 2, 4, 9],
            [9 / 2, 4, 9],
            [4e90, 4, 0.5],
        ),
    ),
    "owa": (
        {"places": [0.75, 0.25]},
        (
            [0.75 * 9 + 0.25 * 4] * 3,
            [0.75 * 9 + 0.25 * 4],
            [7.75, 7.75, 1],
            [None, 7.75, 0.75 * 16 + 0.25 * 9],
            [9, 7.75, 14.25],
            [0.75 * 9, 7.75, 14.25],
            [0.75 * 9 - 0.25 * 4, 7.75, 14.25],
            [7.75e90, 7.75, 0.75 + 0.25 / 4],
        ),
    ),
    "points": (  # of 20 and 20; 9 of 20 are 18 of 40
        {},
        (
            [13] * 3,
            [13],
            [13, 13, 2],
            [None, 13, 25],
            [18, 13, 25],
            [9, 13, 25],
            "out-of-range",
            "out-of-range",
        ),
    ),
    "power": (
        {"power": 2},
        (
            [sqrt(97 / 2)] * 3,
            [sqrt(97 / 2)],
            [sqrt(97 / 2), sqrt(97 / 2), 1],
            [None, sqrt(97 / 2), sqrt(337 / 2)],
            [9, sqrt(97 / 2), sqrt(337 / 2)],
            [9 / sqrt(2), sqrt(97 / 2), sqrt(337 / 2)],
            UNDEFINED,
            [sqrt(97 / 2) * 1e90, sqrt(97 / 2), sqrt(17 / 32)],
        ),
    ),
    "mean-min": (  # half of the way from the mean to the lowest
        {"alpha": 0.5},
        (
            [5.25] * 3,
            [5.25],
            [5.25, 5.25, 1],
            [None, 5.25, 10.75],
            [9, 5.25, 10.75],
            [2.25, 5.25, 10.75],
            [-0.75, 5.25, 10.75],
            [5.25e90, 5.25, 0.4375],
        ),
    ),
    "order-m": (  # of two drawn from three the best is the first, second and third with chances of 1, 3 and 5 of 9
        {"m": 2},
        (
            [1, 1, 1],
            [1],
            [81 / 58, 81 / 58, 3 / 11],
            [None, 12 / 19, 36 / 31],
            [81 / 116, 81 / 107, 81 / 57],
            [81 / 116, 81 / 107, 81 / 57],
            UNDEFINED,
            [9 / 5, 0, 0],
        ),
    ),
    "topsis": (  # the columns are 97, 113 and 418 long, squared
        {},
        (
            UNDEFINED,
            UNDEFINED,
            [of_topsis(25, 73)] * 2 + [0],
            [None, 0, 1],
            [0, 0, 1],
            [0, of_topsis(25 / 97 + 49 / 418, 16 / 97), 1],
            [0, of_topsis(25 / 113 + 49 / 418, 64 / 113), 1],
            [1, 0, 0],
        ),
    ),
    "wroclaw": (
        {},
        (
            UNDEFINED,
            UNDEFINED,
            of_wroclaw(5, 5, sqrt(128)),
            [None, *of_wroclaw(sqrt(74), 0)],
            of_wroclaw(sqrt(98), sqrt(74), 0),  # b alone counts twice
            of_wroclaw(sqrt(130), sqrt(74), 0),
            of_wroclaw(sqrt(218), sqrt(74), 0),
            of_wroclaw(0, 1, 1),
        ),
    ),
    "sum": (
        {},
        (
            [13] * 3,
            [13],
            [13, 13, 2],
            [None, 13, 25],
            [18, 13, 25],
            [9, 13, 25],
            [5, 13, 25],
            [1.3e91, 13, 1.25],
        ),
    ),
}
"""By aggregation: its parameters, and its outcome at each edge of two children in their order."""


def two_children(kind: str, parameters: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    children: list[dict[str, Any]] = [{"code": code, "rule": {"kind": "identity"}} for code in "ab"]
    if kind == "points":
        children = [child | {"points": 20} for child in children]
    return {"code": "I", "aggregate": {"kind": kind, **parameters}, "children": children, **keys}


def rows(table: Sequence[tuple[float | None, ...]]) -> list[str]:
    written = [["" if cell is None else f"{cell:.2f}" for cell in row] for row in table]
    return ["unit,a,b", *(f"{unit},{','.join(cells)}" for unit, cells in zip("uvw", written, strict=False))]


def test_every_aggregation_has_its_edges() -> None:
    assert set(AGGREGATIONS) == set(aggregations.AGGREGATIONS)


@pytest.mark.parametrize("edge", TABLES)
@pytest.mark.parametrize("kind", AGGREGATIONS)
def test_the_edges_of_an_aggregation(kind: str, edge: str, tmp_path: Path) -> None:
    parameters, outcomes = AGGREGATIONS[kind]
    if kind == "benefit-of-the-doubt":
        pytest.importorskip("scipy")
    missing = "reweight" if "missing" in edge else "no-score"
    found = outcome(tmp_path, two_children(kind, parameters, missing=missing), "I", *rows(TABLES[edge]))
    solver = 1e-9 if kind == "benefit-of-the-doubt" else 1e-12
    assert same(found, dict(zip(TABLES, outcomes, strict=True))[edge], solver)


GAPS = ((None, None), (None, 9), (4, None), (4, 9))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("no-score", [None, None, None, (4 + 3 * 9) / 4]),
        ("reweight", [None, 9, 4, (4 + 3 * 9) / 4]),
        (
            {"kind": "reweight", "min_share": 0.5},
            [None, 9, 4, (4 + 3 * 9) / 4],
        ),  # one of two is half, and enough
        ({"kind": "reweight", "min_share": 0.51}, [None, None, None, (4 + 3 * 9) / 4]),
        ({"kind": "reweight", "min_share": 0.75, "count": "weight"}, [None, 9, None, (4 + 3 * 9) / 4]),
        ("zero", [0, 3 * 9 / 4, 4 / 4, (4 + 3 * 9) / 4]),  # the parts below have the rule of their node
        ("error", "missing-value"),
    ],
)
def test_the_missing_rules_of_a_node_of_weights_1_and_3(
    rule: str | dict[str, Any], expected: Outcome, tmp_path: Path
) -> None:
    index = two_children("arithmetic", {}, weights="relative", missing=rule)
    index["children"] = [
        child | {"weight": weight} for child, weight in zip(index["children"], (1, 3), strict=True)
    ]
    if rule == "error":
        index["children"] = [child | {"missing": "error"} for child in index["children"]]
    assert same(outcome(tmp_path, index, "I", *[*rows(GAPS[:3]), "x,4,9"]), expected)


@pytest.mark.parametrize(
    ("rule", "expected"), [("zero", [0, 0 + 9 / 2, 4 / 2]), ("no-score", [None, None, None])]
)
def test_the_missing_rules_of_indicators(rule: str, expected: Outcome, tmp_path: Path) -> None:
    index = two_children("arithmetic", {})
    index["children"] = [child | {"missing": rule} for child in index["children"]]
    assert same(outcome(tmp_path, index, "I", *rows(GAPS[:3])), expected)
