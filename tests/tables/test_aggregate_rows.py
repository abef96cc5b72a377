"""Rows that are made of others are found by arithmetic, whatever they are called, and hardly ever where there are none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.methodology.base import Values
from dtiscore.tables.aggregate_rows import aggregate_rows


def figures(rows: int, columns: int, decimals: int = 2, seed: int = 1) -> Values:
    """Figures of units that have nothing to do with each other."""
    return np.asarray(np.random.default_rng(seed).normal(50, 15, (rows, columns)).round(decimals))


def found(*blocks: Values) -> list[tuple[int, str, int]]:
    """Each row that is made of others, how, and of how many."""
    return [(each.row, each.kind, len(each.others)) for each in aggregate_rows(np.vstack(blocks))]


def test_three_columns_and_three_rows_are_enough() -> None:
    units = figures(3, 3)
    assert found(units, units.sum(axis=0)) == [(3, "sum", 3)]
    assert found(units, units.mean(axis=0).round(2)) == [(3, "mean", 3)]
    assert found(np.array([[1.0, 5, 3], [4, 2, 6], [7, 8, 1], [12, 15, 10]])) == [(3, "sum", 3)]


def test_a_unit_that_equals_the_mean_is_not_taken_for_it() -> None:
    first, last = [10.1, 50.3, 61.2], [70.7, 79.5, 30.6]
    mean = [40.4, 64.9, 45.9]
    assert found(np.array([first, mean, last, mean])) == [(3, "mean", 3)]
    assert found(np.array([mean, first, mean, last])) == [(0, "mean", 3)]


@pytest.mark.parametrize("rows", [6, 10, 15])
def test_columns_that_are_made_of_one_another_tell_no_more_than_one(rows: int) -> None:
    def hits(seed: int) -> int:
        late, online = np.random.default_rng(seed).uniform(5, 95, (2, rows)).round(1)
        return len(aggregate_rows(np.column_stack([late, 100 - late, late / 5, online])))

    assert sum(map(hits, range(100))) == 0


def test_it_may_stand_anywhere_and_be_rounded_more_than_the_rest() -> None:
    units = figures(20, 4)
    mean = units.mean(axis=0)
    for decimals in (0, 1, 2, 9):
        assert found(units[:8], mean.round(decimals), units[8:]) == [(8, "mean", 20)]
    assert found(mean.round(-1), units) == []


def test_a_mean_of_figures_that_were_rounded_only_to_be_shown() -> None:
    exact = np.random.default_rng(3).uniform(0, 1, (63, 5))
    assert found(exact.round(3), exact.mean(axis=0).round(3)) == [(63, "mean", 63)]
    assert found(exact.round(3), exact.sum(axis=0).round(3)) == [(63, "sum", 63)]


@pytest.mark.parametrize("kind", ["sum", "mean"])
@pytest.mark.parametrize("above", [True, False])
def test_regions_beside_their_rows_and_the_country_of_the_regions(kind: str, above: bool) -> None:
    regions = [figures(size, 5, seed=size) for size in (5, 8, 12)]

    def made(rows: Values) -> Values:
        return rows.sum(axis=0) if kind == "sum" else rows.mean(axis=0).round(2)

    blocks = [(made(rows), rows) if above else (rows, made(rows)) for rows in regions]
    country = made(np.vstack(regions))
    at = [0, 6, 15] if above else [5, 14, 27]
    expected = [*zip(at, [kind] * 3, (5, 8, 12), strict=True), (28, kind, 25)]
    assert found(*(part for block in blocks for part in block), country) == expected


def test_cells_without_a_figure_count_for_nothing() -> None:
    units = figures(30, 6)
    units[::4, 2] = np.nan
    units[:, 5] = np.nan
    total = np.nansum(units, axis=0)
    total[0] = np.nan
    assert found(units, total) == [(30, "sum", 30)]


def test_chance_is_not_taken_for_a_total() -> None:
    generator = np.random.default_rng(5)
    false = 0
    for _ in range(300):
        size, decimals = (generator.integers(4, 30), generator.integers(3, 9)), int(generator.integers(0, 3))
        scale = generator.choice([1, 5, 20, 100])
        false += bool(found((generator.uniform(0, 1, size) ** 2 * scale).round(decimals)))
    assert false <= 3  # MOST_BY_CHANCE of 300


def test_marks_that_go_together_agree_without_being_means() -> None:
    """52 marks from 1 to 10 that all tell how well a country is governed, in any order of the countries."""
    generator = np.random.default_rng(7)
    country = generator.normal(0, 2, (137, 1))
    marks = np.clip(np.round(5.5 + country + generator.normal(0, 1, (137, 52))), 1, 10)
    assert found(marks) == []
    assert found(marks[np.argsort(country[:, 0])]) == []


def test_a_few_among_thousands_are_no_sum_of_a_few() -> None:
    """Whole numbers, most of them 0 or 1: rounding alone may part 1 from 1 + 1 + 0 + 0."""
    counts = np.random.default_rng(3).integers(2, 5000, (30, 4)).astype(float)
    counts[10:15] = [
        [1, 1, 699009.9, 1],
        [0, 0, 0.5, 1],
        [0, 0, 215720.9, 0],
        [0, 1, 898664.0, 0],
        [0, 0, 206624.0, 1],
    ]
    assert found(counts) == []


def test_neighbours_of_a_sorted_table_are_alike_and_no_means_of_each_other() -> None:
    level = np.sort(np.random.default_rng(9).uniform(1, 5, 160))[:, None]
    scores = np.round(level + np.random.default_rng(10).normal(0, 0.02, (160, 6)), 2)
    assert found(scores) == []


EDITION: dict[str, Any] = {
    **HEAD,
    "index": {
        "code": "S",
        "aggregate": "sum",
        "weights": "relative",
        "children": [indicator(code, weight=1) for code in "abc"],
    },
}


def table(last: str, **keys: Any) -> pd.DataFrame:
    """Eight units and the mean of all, under a name."""
    units = figures(8, 3)
    rows = np.vstack([units, units.mean(axis=0).round(2)])
    return pd.DataFrame({"unit": [*"ABCDEFGH", last], **dict(zip("abc", rows.T, strict=True)), **keys})


def told(frame: pd.DataFrame, **reading: Any) -> list[tuple[str, str | None]]:
    return [(one.code, one.raw) for one in dtiscore.validate(frame, EDITION, **reading).problems]


def test_it_is_an_error_that_names_the_row_and_its_ways_out() -> None:
    # Rows of a DataFrame are numbered from 1.
    problems = dtiscore.validate(table("Miền núi"), EDITION).problems
    assert [(one.code, one.severity, one.raw, one.place.line) for one in problems] == [
        ("aggregate-row", "error", "Miền núi", 9)
    ]
    assert (
        problems[0].message
        == "is the mean of 8 other rows, A to H, in 3 columns, and would be ranked as a unit"
    )
    assert problems[0].fix == (
        'leave the row out: --ignore-unit "Miền núi"; if it is a unit: --keep-unit "Miền núi"'
    )
    assert told(table("Miền núi"), keep_units=["Miền núi"]) == []
    assert told(table("Miền núi"), ignore_units=["Miền núi"]) == []


def test_it_is_not_scored() -> None:
    with pytest.raises(InvalidData):
        dtiscore.score(table("Miền núi"), EDITION)
    assert len(dtiscore.score(table("Miền núi"), EDITION, keep_units=["Miền núi"]).to_frame()) == 9


def test_one_that_is_called_a_total_is_told_of_once() -> None:
    assert told(table("Trung bình")) == [("perhaps-a-total", "Trung bình")]


def test_each_period_is_looked_at_alone() -> None:
    first, second = table("X", year=2023), table("X", year=2024)
    second["b"] = second["b"].to_numpy()[::-1]
    assert told(pd.concat([first, second.head(8)]).sort_values("unit")) == [("aggregate-row", "X")]


def test_figures_of_any_size_are_searched_without_a_warning() -> None:
    for seed in range(100):
        random = np.random.default_rng(seed)
        sizes = random.choice([0.0, 5e-324, 1e-310, 1e-160, 1e-12, 1.0, 14.0, 1e12, 1e160, 1.7e308], (12, 5))
        found((sizes * random.choice([1.0, -1.0], sizes.shape)).astype(np.float64))
    tiny = [[0.0] * 4, [1.0] * 4, [0.0, 0.0, 0.0, 5e-324], [0.0, 14.0, 14.0, 5e-324]]
    assert found(np.array(tiny)) == []
