"""What an audit says of nodes where less is better, of gaps, and of rules that do without one of their columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.questions.diagnose.answer.alpha import cronbach, cronbach_without_each

DRAW = np.random.default_rng(7)
COMMON = DRAW.normal(50, 12, 14)


def noisy(sign: int) -> list[float]:
    return [float(value) for value in 50 + sign * (COMMON - 50) + DRAW.normal(0, 4, 14)]


def test_a_part_in_which_less_is_better_is_turned() -> None:
    """Risk falls as coping rises: turned round, the parts hang together, in alpha as in correlations."""
    risk = group("risk", "arithmetic", indicator("r1"), indicator("r2"), weights="equal", order="ascending")
    cope = group("cope", "arithmetic", indicator("c1"), indicator("c2"), weights="equal")
    index = group("I", {"kind": "formula", "formula": "(cope + 100 - risk) / 2"}, risk, cope)
    table = pd.DataFrame(
        {"unit": range(14), "r1": noisy(-1), "r2": noisy(-1), "c1": noisy(1), "c2": noisy(1)}
    )
    found = {
        (one.code, one.all_indicators): one.alpha.value
        for one in dtiscore.diagnose(table, {**HEAD, "scale": 100, "index": index}).consistencies
    }
    turned = table.assign(r1=-table["r1"], r2=-table["r2"]).drop(columns="unit").to_numpy().T
    of_parts = np.array([turned[:2].mean(axis=0), turned[2:].mean(axis=0)])
    assert found["I", True] == pytest.approx(_alpha(turned))
    assert found["I", False] == pytest.approx(_alpha(of_parts))
    assert _alpha(of_parts) > 0.8


def _alpha(columns: Any) -> float:
    """By numpy: of columns without gaps."""
    k = len(columns)
    return float(k / (k - 1) * (1 - columns.var(axis=1, ddof=1).sum() / columns.sum(axis=0).var(ddof=1)))


def test_alpha_is_at_most_1_with_gaps_too() -> None:
    """Those who have b too differ most in a: by pairs the two go together more than a varies, and alpha would be 1.09."""
    a = np.array([0.0, 0, 4, 5, 6, 5, 4, 5, 10, 10])
    b = np.array([0.0, 0, *[np.nan] * 5, 0, 10, 10])
    whole = _alpha(np.array([a, b])[:, ~np.isnan(b)])
    assert cronbach([a, b]).value == pytest.approx(whole)
    assert cronbach_without_each([a, b, np.arange(10.0)])[2].value == pytest.approx(whole)
    assert whole < 1


def test_who_has_what_a_rule_needs_lacks_nothing() -> None:
    fixed = {"kind": "goalposts", "low": 0, "high": 100}
    cases = [{"column": column, "score": 1, "rule": fixed} for column in ("grid", "solar")]
    children = [
        indicator("a", rule=fixed),
        indicator("b", rule={"kind": "best-of", "cases": cases}),
        indicator("c", rule={"kind": "formula", "formula": "if_missing(c1, c2)"}),
    ]
    edition = {**HEAD, "scale": 100, "index": group("I", "arithmetic", *children, weights="equal")}
    numbers = pd.Series([float(10 * at + 5) for at in range(10)])
    odd = pd.Series([at % 2 == 1 for at in range(10)])
    columns = {
        "grid": numbers.where(odd),
        "solar": numbers.where(~odd),
        "c1": numbers.where(~odd),
        "c2": numbers.where(odd),
    }
    table = pd.DataFrame({"unit": range(10), "a": numbers, **columns})
    found = dtiscore.diagnose(table, edition)
    assert {one.code: one.available for one in found.indicators} == {"a": 10, "b": 10, "c": 10}
    assert dtiscore.improve(table, edition, unit="5", to_rank=1).missing == []
