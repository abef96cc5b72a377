"""Laws that hold for every rule over one column: monotone in its direction, within its range, blind to order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from tests.methodology.rules.columns import RULES, rule

from dtiscore.methodology.rules import Fitted, Rule, RuleFault, ZeroRange

BOTH = ("up", "down")
TIES = ("min", "max", "average")


def directed(kind: str, **parameters: Any) -> list[Rule]:
    """The same rule upward and downward."""
    return [rule(kind, direction=direction, **parameters) for direction in BOTH]


WITHIN_0_AND_1: list[Rule] = [
    *directed("min-max"),
    *directed("distance-to-maximum"),
    *directed("min-max", transform="log"),
    *directed("min-max", transform="log10"),
    *directed("min-max", transform="log1p"),
    *directed("min-max", transform="sqrt"),
    *directed("min-max", transform="power", power=3),
    *directed("min-max", transform="box-cox"),
    *directed("distance-to-maximum", transform="box-cox", power=-2),
    *directed("goalposts", low=5, high=500),
    *directed("goalposts", low=5, high=500, transform="box-cox"),
    rule("distance-to-target", target=2000, cap=True),
    rule("distance-to-target", target=0.001, direction="down", cap=True),
    rule("distance-to-target", target=0.001, direction="down", cap=True, transform="box-cox"),
    *directed("fraction-of-maximum"),
    rule("share-of-total"),
    *(made for ties in TIES for made in directed("rank-share", ties=ties)),
    *(made for ties in TIES for made in directed("rank-share", ties=ties, anchor="worst")),
    *(rule("rank-share", ties=ties, direction="down", reversal="after") for ties in TIES),
    *(made for ties in TIES for made in directed("percentile-rank", ties=ties)),
    *(made for ties in TIES for made in directed("percentile-rank", ties=ties, of="all")),
    *(made for ties in TIES for made in directed("categorical", ties=ties)),
    rule("piecewise-linear", points=[[1, 0], [10, 0.3], [600, 1]]),
]
UNBOUNDED: list[Rule] = [
    *directed("z-score", divisor="sample"),
    *directed("z-score", divisor="population", transform="box-cox"),
    rule("distance-to-target", target=2000),
    *directed("z-score", divisor="sample", centre="minimum"),
    *directed("z-score", divisor="population", centre=100, transform="log"),
    *(made for ties in TIES for made in directed("normal-score", ties=ties)),
    *(made for ties in TIES for made in directed("rank", ties=ties)),
    *(made for ties in TIES for made in directed("borda", ties=ties)),
    *(
        made
        for figure in ("mean", "median", "minimum", "maximum")
        for made in directed("relative-to", figure=figure)
    ),
    *directed("relative-to", figure="mean", form="difference"),
    *directed("above-mean"),
]
EVERY = [*WITHIN_0_AND_1, *UNBOUNDED]

CELLS = st.lists(st.floats(0.01, 1000).map(lambda value: round(value, 3)), min_size=3, max_size=15)
FEW = settings(max_examples=12)  # of each rule; there are many
NOISE = 1e-9
"""What the last bits of logarithms and powers may do to the order of values that are almost the same."""


def fit(method: Rule, values: np.ndarray) -> Fitted:
    """The fit of a rule; values that it cannot be fitted to are left out of a law."""
    if not method.needs_fit:
        return {}
    try:
        fitted = method.fit(values)
    except RuleFault:
        assume(False)
        raise
    assume(not isinstance(fitted, ZeroRange))
    assert not isinstance(fitted, ZeroRange)
    return fitted


def named(method: Rule) -> str:
    return " ".join(str(value) for key, value in method if key != "points" and value not in (None, "none"))


@pytest.mark.parametrize("method", EVERY, ids=named)
@FEW
@given(cells=CELLS)
def test_a_better_value_never_scores_less(method: Rule, cells: list[float]) -> None:
    values = np.array(sorted(cells))
    scores = method.apply([values], fit(method, values))
    assert np.isfinite(scores).all()
    steps = np.diff(scores) * (-1 if getattr(method, "direction", "up") == "down" else 1)
    assert (steps >= -NOISE * np.maximum(1.0, np.abs(scores[1:]))).all()


@pytest.mark.parametrize("method", EVERY, ids=named)
@FEW
@given(cells=CELLS)
def test_equal_values_score_the_same_and_missing_ones_nothing(method: Rule, cells: list[float]) -> None:
    values = np.array([*cells, *cells, math.nan])
    scores = method.apply([values], fit(method, values))
    assert (scores[: len(cells)] == scores[len(cells) : -1]).all()
    assert np.isnan(scores[-1])


@pytest.mark.parametrize("method", [each for each in EVERY if each.makes_anew], ids=named)
@FEW
@given(cells=CELLS)
def test_scores_that_may_be_written_over_are_made_anew(method: Rule, cells: list[float]) -> None:
    values = np.array(cells)
    fitted = fit(method, values)
    first, second = method.apply([values], fitted), method.apply([values], fitted)
    assert not np.shares_memory(first, values)
    assert not np.shares_memory(first, second)


@pytest.mark.parametrize("method", WITHIN_0_AND_1, ids=named)
@FEW
@given(cells=CELLS)
def test_the_units_of_the_frame_stay_within_the_scale(method: Rule, cells: list[float]) -> None:
    values = np.array(cells)
    assume(values.max() < 2000)
    scores = method.apply([values], fit(method, values))
    assert (scores >= -1e-12).all()
    assert (scores <= 1 + 1e-12).all()
    assert method.capped


@pytest.mark.slow
@pytest.mark.parametrize("method", EVERY, ids=named)
@FEW
@given(cells=CELLS, seed=st.integers(0, 99))
def test_the_order_of_the_units_changes_no_bit(method: Rule, cells: list[float], seed: int) -> None:
    values = np.array([*cells, math.nan])
    order = np.random.default_rng(seed).permutation(len(values))
    fitted, shuffled = fit(method, values), fit(method, values[order])
    assert fitted == shuffled
    assert (
        method.apply([values[order]], shuffled).tobytes() == method.apply([values], fitted)[order].tobytes()
    )


@pytest.mark.slow
@pytest.mark.parametrize("method", EVERY, ids=named)
@FEW
@given(cells=CELLS)
def test_a_unit_scored_by_itself_has_the_same_bits(method: Rule, cells: list[float]) -> None:
    values = np.array(cells)
    fitted = fit(method, values)
    together = method.apply([values], fitted)
    apart = [method.apply([values[i : i + 1]], fitted)[0] for i in range(len(values))]
    assert np.array(apart).tobytes() == together.tobytes()


@pytest.mark.parametrize("method", EVERY, ids=named)
def test_a_rule_is_the_same_after_a_round_trip_through_plain_data(method: Rule) -> None:
    assert RULES.validate_python(method.model_dump()) == method
    assert RULES.validate_json(method.model_dump_json()) == method
