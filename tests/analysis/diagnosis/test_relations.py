"""Pairs of indicators of different nodes that repeat each other: found at a stroke as by asking each pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from tests.analysis.diagnosis.conftest import fraction, mean_of, scored

from dtiscore.questions.diagnose.answer import Thresholds, diagnose, relations
from dtiscore.questions.diagnose.answer.association import METHODS, Method, association

LIMIT = 0.2


@pytest.mark.parametrize("units_at_most", [2000, 5])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("method", METHODS)
def test_none_is_left_out(
    method: Method, seed: int, units_at_most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "_MOST_SIGNS", units_at_most)
    monkeypatch.setattr(relations, "_SIGNS", 7)
    values = np.round(np.random.default_rng(seed).random((12, 9)), 1)  # with ties
    values[:, 4] = 0.5
    values[[2, 7], 5] = np.nan
    columns = {f"x{at}": column for at, column in enumerate(values.T)}
    nodes = [mean_of(f"N{at}", *(fraction(f"x{3 * at + each}") for each in range(3))) for at in range(3)]
    table = {
        code: [None if value != value else value for value in column] for code, column in columns.items()
    }
    found = diagnose(scored(mean_of("I", *nodes), table), Thresholds(collinear=LIMIT, weak=0.1), method)
    across = {(one.first, one.second): one.value for one in found.relations if one.kind == "across"}
    expected = {
        (first, second): value
        for (at, first), (other, second) in combinations(enumerate(columns), 2)
        if at // 3 != other // 3
        and (value := association(columns[first], columns[second], method).value) is not None
        and value > LIMIT
    }
    assert across
    assert across == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("units", [3, 4, 6, 8, 10, 30])
@pytest.mark.parametrize("seed", range(6))
def test_what_runs_against_its_group_is_what_hardly_comes_by_chance(
    method: Method, units: int, seed: int
) -> None:
    """By the p that stands beside it: of four units a part at -1 was called unrelated, since 1.96 standard errors are more than 1."""
    chance = np.random.default_rng(seed)
    first = chance.permutation(units)
    other = units - 1 - first + (chance.permutation(units) * 0.3 if seed else 0)
    table = {"a": (first / units).tolist(), "b": (other / (2 * units)).tolist()}
    edition = mean_of("I", {**fraction("a"), "weight": 0.9}, {**fraction("b"), "weight": 0.1}, weights=1)
    found = diagnose(scored(edition, table), method=method).relations
    (one,) = (each for each in found if (each.kind, each.first) == ("parent", "b"))
    assert one.value is not None
    assert one.p is not None
    assert (one.flag == "negative") == (one.value < 0 and one.p < 0.05), one
    if not seed and method != "kendall":
        assert one.value == pytest.approx(-1)
        assert one.flag == "negative"
