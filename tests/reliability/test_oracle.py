"""Scores and ranks against an oracle in exact fractions: a sample of what ``python -m fuzz oracle`` compares."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from tests.reliability import oracle
from tests.reliability.against_oracle import compare

ULPS = 8.0
"""What a score may be off, in units of the last place of the largest magnitude met on the way to it."""


@given(seed=st.integers(0, 2**40))
@settings(max_examples=150)
def test_scores_and_ranks_are_those_of_exact_arithmetic(seed: int) -> None:
    found = compare(seed)
    assert found.faults == ()
    assert found.worst <= ULPS


def test_the_sample_compares_scores_of_many_kinds() -> None:
    found = [compare(seed) for seed in range(40)]
    assert sum(each.scores for each in found) > 500
    assert 0 < sum(each.scores == 0 for each in found) < 20  # some means are undefined, for both


def edition(rule: dict[str, Any], aggregate: str = "arithmetic", missing: Any = "no-score") -> dict[str, Any]:
    children = [{"code": "a", "weight": 1.0, "rule": rule}, {"code": "b", "weight": 3.0, "rule": rule}]
    return {"missing": missing, "index": {"code": "m", "aggregate": aggregate, "children": children}}


@pytest.mark.parametrize(
    ("aggregate", "missing", "b", "expected"),
    [
        ("arithmetic", "no-score", 6.0, Fraction(2 + 3 * 6, 4)),
        ("sum", "no-score", 6.0, Fraction(2 + 3 * 6)),
        ("harmonic", "no-score", 6.0, Fraction(4) / (Fraction(1, 2) + Fraction(3, 6))),
        ("arithmetic", "no-score", None, None),
        ("arithmetic", "zero", None, Fraction(2, 4)),
        ("arithmetic", {"kind": "reweight"}, None, Fraction(2)),
        ("sum", {"kind": "reweight"}, None, Fraction(2 * 4)),
        ("arithmetic", {"kind": "reweight", "min_share": 0.5, "count": "weight"}, None, None),
        ("arithmetic", {"kind": "reweight", "min_share": 0.5, "count": "children"}, None, Fraction(2)),
    ],
)
def test_what_the_oracle_itself_computes(
    aggregate: str, missing: Any, b: float | None, expected: Fraction | None
) -> None:
    found = oracle.scores(edition({"kind": "identity"}, aggregate, missing), {"a": [2.0], "b": [b]})["m"][0]
    assert (found and found.value) == expected


def test_the_irrational_steps_of_the_oracle() -> None:
    mean = oracle.scores(edition({"kind": "identity"}, "geometric"), {"a": [16.0], "b": [1.0]})["m"][0]
    assert mean is not None
    assert abs(mean.value - 2) < Fraction(1, 10**50)
    rule = {"kind": "z-score", "divisor": "population", "mean": 0.0, "sd": 1.0}
    (first, last) = oracle.scores(edition(rule), {"a": [1.0, 3.0], "b": [5.0, 9.0]})["m"]
    assert first is not None
    assert last is not None
    assert (float(first.value), float(last.value)) == (-1.0, 1.0)


def test_the_oracle_rounds_and_ranks_by_hand() -> None:
    assert [oracle.rounded(Fraction(x, 8), 2, "half-up") for x in (1, 3, -1)] == [13, 38, -13]
    assert [oracle.rounded(Fraction(x, 8), 2, "half-even") for x in (1, 3, -1)] == [12, 38, -12]
    assert oracle.ranks([5, 7, 5, None, 1], "min") == [2, 1, 2, None, 4]
    assert oracle.ranks([5, 7, 5, None, 1], "max") == [3, 1, 3, None, 4]
    assert oracle.ranks([5, 7, 5, None, 1], "dense") == [2, 1, 2, None, 3]
    assert oracle.ranks([5, 7, 5, None, 1], "average") == [2.5, 1, 2.5, None, 4]
    assert oracle.error_in_ulps(1.0 + 2**-52, oracle.Exact(Fraction(1), Fraction(1))) == 1.0
