"""Copeland and outranking sums by hand, on the Handbook's five countries, and where values are missing."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from dtiscore.methodology.aggregations import majorities as module
from dtiscore.methodology.aggregations.majorities import majorities
from dtiscore.methodology.aggregations.orders import outranking_matrix

MISSING = math.nan
TABLE = st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=4, max_size=4), min_size=1, max_size=5)
# Table 36 of the Handbook counts the eight indicators of Finland, USA, Sweden, Japan and Korea: in halves of 1/8.
UNITS = ("FIN", "USA", "SWE", "JPN", "KOR")


def handbook(shared_data: Path) -> list[list[float]]:
    with (shared_data / "indices/tai_handbook/input_5_impact_matrix.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(row["unit_id"] for row in rows) == UNITS
    return [[float(row[column]) for row in rows] for column in list(rows[0])[1:]]


def test_the_outranking_matrix_of_the_handbook(shared_data: Path) -> None:
    with (shared_data / "indices/tai_handbook/published_outranking_5.csv").open(encoding="utf-8") as file:
        published = [[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]]
    columns = [np.array(column) for column in handbook(shared_data)]
    assert outranking_matrix(columns, [0.125] * 8).tolist() == published


def test_copeland_and_sums_of_the_handbook(combine: Any, shared_data: Path) -> None:
    parts = handbook(shared_data)
    assert combine("copeland", parts, [0.125] * 8) == [1, 2, 3, -2, -4]
    rows = [0.5 + 0.375 + 0.75 + 0.625, 0.5 + 0.5 + 0.625 + 0.625, 0.625 + 0.5 + 0.75 + 0.625, 1.625, 1.375]
    assert combine("outranking", parts, [0.125] * 8) == rows


def test_a_majority_is_strict_and_half_against_half_is_none(combine: Any) -> None:
    # a beats b on the first, b beats a on the second: one half each, though 0.1 + 0.4 and 0.2 + 0.3 differ in bits.
    assert combine("copeland", [[2.0, 1.0], [1.0, 2.0]]) == [0, 0]
    parts = [[2.0, 1.0], [1.0, 2.0], [1.0, 2.0], [2.0, 1.0]]
    assert combine("copeland", parts, [0.1, 0.2, 0.3, 0.4]) == [0, 0]
    assert combine("copeland", parts, [0.1, 0.2, 0.3, 0.41]) == [1, -1]


def test_a_tie_gives_half_of_its_weight_to_each(combine: Any) -> None:
    # 0.5 tied, 0.3 for a, 0.2 for b.
    parts = [[5.0, 5.0], [2.0, 1.0], [1.0, 2.0]]
    assert combine("copeland", parts, [0.5, 0.3, 0.2]) == [1, -1]
    assert combine("outranking", parts, [0.5, 0.3, 0.2]) == pytest.approx([0.25 + 0.3, 0.25 + 0.2], rel=1e-15)


def test_a_missing_part_does_not_vote_whichever_unit_stands_first(combine: Any) -> None:
    # a and b on the first part alone: a wins. In COINr the later row wins wherever a value is missing.
    parts = [[2.0, 1.0], [MISSING, 9.0]]
    assert combine("copeland", parts) == [1, -1]
    assert combine("copeland", [part[::-1] for part in parts]) == [-1, 1]
    assert combine("outranking", parts) == [1.0, 0.0]


def test_without_a_part_in_common_nobody_wins(combine: Any) -> None:
    parts = [[2.0, MISSING], [MISSING, 9.0]]
    assert combine("copeland", parts) == [0, 0]
    assert combine("outranking", parts) == [0.5, 0.5]


def test_one_unit_alone(combine: Any) -> None:
    assert combine("copeland", [[2.0], [3.0]]) == [0]
    assert combine("outranking", [[2.0], [3.0]]) == [0]


@pytest.mark.parametrize("kind", ["copeland", "outranking"])
def test_a_unit_beside_the_frame_counts_for_nobody_else(combine: Any, kind: str) -> None:
    parts = [[3.0, 2.0, 1.0], [3.0, 1.0, 2.0]]
    within = combine(kind, parts)
    for value, expected in ((9.0, 3), (0.0, 0)):
        beside = combine(kind, [[*part, value] for part in parts], among=[True] * 3 + [False])
        assert beside[:3] == within
        assert beside[3] == (expected if kind == "outranking" else 2 * expected - 3)


def test_units_are_compared_in_blocks(combine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = np.random.default_rng(7).integers(0, 4, (5, 23)).astype(float).tolist()
    whole = {kind: combine(kind, draws, [1, 2, 3, 4, 5]) for kind in ("copeland", "outranking")}
    monkeypatch.setattr(module, "_BLOCK", 46)  # two units at a time
    everyone = np.ones(23, dtype=np.bool_)
    sizes = [len(block) for _, block in majorities([np.array(x) for x in draws], [1.0] * 5, everyone)]
    assert sizes == [2] * 11 + [1]
    assert {kind: combine(kind, draws, [1, 2, 3, 4, 5]) for kind in whole} == whole


@given(parts=TABLE)
def test_wins_and_losses_balance(combine: Any, parts: list[list[float]]) -> None:
    assert sum(combine("copeland", parts)) == 0
    assert sum(combine("outranking", parts)) == pytest.approx(4 * 3 / 2)


@pytest.mark.parametrize("kind", ["copeland", "outranking"])
@given(parts=TABLE, order=st.permutations(range(4)))
def test_the_order_of_units_is_irrelevant(
    combine: Any, kind: str, parts: list[list[float]], order: list[int]
) -> None:
    moved = combine(kind, [[part[unit] for unit in order] for part in parts])
    assert moved == [combine(kind, parts)[unit] for unit in order]
