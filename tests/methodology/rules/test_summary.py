"""What batches leave behind gives the same fit as the whole column, to the last bit, however it is parted."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from pydantic import TypeAdapter

from dtiscore.methodology.rules import RULES, AnyRule, Rule, RuleFault, ZeroRange
from dtiscore.methodology.rules.batch_summary import BatchSummary
from dtiscore.methodology.rules.summary import WholeSummary

FINITE = st.floats(min_value=-1e100, max_value=1e100)
POSITIVE = st.floats(min_value=1e-3, max_value=1e6)


def rule(**given: Any) -> Rule:
    found: Rule = TypeAdapter(AnyRule).validate_python(given)
    return found


def merged(asked: Rule, values: np.ndarray, units: list[str], batches: int) -> BatchSummary:
    """As on a cluster: batches travel as JSON, and those that want squares are summed again about the mean of all."""

    def once(about: float | None) -> BatchSummary:
        parts = [
            BatchSummary.from_list(
                json.loads(json.dumps(asked.summary(values[rows], [units[i] for i in rows], about).as_list()))
            )
            for rows in np.array_split(np.arange(len(values)), batches)
        ]
        return BatchSummary.merged(parts)

    first = once(None)
    return once(first.mean) if asked.moments == 2 else first


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        rule(kind="min-max"),
        rule(kind="min-max", transform="log"),
        rule(kind="z-score", divisor="sample"),
        rule(kind="z-score", divisor="sample", centre="maximum"),
        rule(kind="z-score", divisor="population", transform="sqrt"),
        rule(kind="distance-to-maximum", direction="down"),
        rule(kind="distance-to-target", target=1e7),
        rule(kind="distance-to-unit", unit="u1"),
        rule(kind="fraction-of-maximum"),
        rule(kind="fraction-of-maximum", direction="down"),
        rule(kind="share-of-total"),
        rule(kind="relative-to", figure="mean"),
        rule(kind="relative-to", figure="minimum"),
        rule(kind="relative-to", figure="maximum"),
        rule(kind="relative-to", unit="u1"),
        rule(kind="above-mean"),
    ],
    ids=lambda asked: (
        " ".join(str(value) for value in asked.model_dump(exclude_defaults=True).values()) or asked.kind
    ),
)
@settings(deadline=None, max_examples=40)
@given(values=st.lists(POSITIVE | st.just(math.nan), min_size=2, max_size=40), batches=st.integers(1, 7))
def test_a_fit_from_batches_has_the_bits_of_the_fit_of_the_whole(
    asked: Rule, values: list[float], batches: int
) -> None:
    column = np.array([*values, 0.5])
    units = [f"u{i}" for i in range(len(column))]

    def outcome(whole: bool) -> Any:
        try:
            fitted = (
                asked.fit(column, units) if whole else asked.fit_from(merged(asked, column, units, batches))
            )
        except RuleFault as fault:
            return fault.code, str(fault)
        return fitted if isinstance(fitted, ZeroRange) else dict(fitted)

    assert outcome(whole=False) == outcome(whole=True)


def test_every_rule_that_is_fitted_can_be_merged_or_says_that_it_needs_all_units() -> None:
    needs = {
        kind for kind, found in RULES.items() if found.fit is not Rule.fit and found.fit_from is Rule.fit_from
    }
    every = {"rank", "borda", "rank-share", "percentile-rank", "categorical", "normal-score"}
    assert needs == every
    assert all(rule(kind=kind).needs_all_units for kind in every)


def test_what_a_summary_answers() -> None:
    values = np.array([3.0, math.nan, 1.0, 2.0])
    batch = BatchSummary.of(values, None, moments=2, about=2.0)
    for summary in (WholeSummary(values), batch):
        assert (summary.count, summary.low, summary.high, summary.total) == (3, 1.0, 3.0, 6.0)
        assert summary.squares(2.0) == (3 - 2) ** 2 + (1 - 2) ** 2
        assert summary.deviation("sample") == math.sqrt(2 / 2)
        assert summary.deviation("population") == math.sqrt(2 / 3)
