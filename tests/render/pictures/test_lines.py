"""Lines of ranks hold the figures of the trend; gaps stay gaps, and labels do not cover each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.render.pictures.drawn import records, specification

import dtiscore
from dtiscore.questions.trend.shown import ShownTrend
from dtiscore.render.pictures.theme import apart

FOLDER = ROOT / "examples" / "dti-province"


@pytest.fixture(scope="module")
def trend() -> dtiscore.Trend:
    return dtiscore.trend([f"2022={FOLDER / '2022.csv'}", f"2023={FOLDER / '2023.csv'}"], "dti-province-2022")


def test_it_holds_the_ranks_of_the_trend(trend: dtiscore.Trend) -> None:
    chosen = trend.units[40]
    picture = ShownTrend(trend, units=frozenset({chosen.unit})).picture()
    all_rows = [row for rows in specification(picture)["datasets"].values() for row in rows if "tint" in row]
    drawn = {(row["unit"], row["period"]): row["at"] for row in all_rows}
    for one in trend.units:
        for table, standing in zip(trend.tables, one.standings, strict=True):
            assert standing is not None
            assert drawn[one.name["vi"], table.label] == standing.rank
    (label,) = records(picture, "label")
    assert label["label"].startswith(chosen.name["vi"])


def test_scores_are_followed_with_the_end_of_rank_1_at_the_top(trend: dtiscore.Trend) -> None:
    chosen = trend.units[40]
    picture = ShownTrend(trend, units=frozenset({chosen.unit}), kind="scores").picture()
    rows = [row for rows in specification(picture)["datasets"].values() for row in rows if "tint" in row]
    drawn = [row["at"] for row in rows if row["unit"] == chosen.name["vi"]]
    assert drawn == [None if one is None else one.score for one in chosen.standings]
    (label,) = records(picture, "label")
    assert label["label"].endswith(f"\u2002{drawn[-1]:.4f}")
    turned = replace(trend, tables=[replace(one, higher_is_better=False) for one in trend.tables])
    ways = [
        specification(made)["layer"][0]["encoding"]["y"]["scale"]["reverse"]
        for made in (picture, ShownTrend(turned, kind="scores").picture(), ShownTrend(trend).picture())
    ]
    assert ways == [False, True, True]


def test_a_period_without_a_rank_breaks_the_line(tmp_path: Path) -> None:
    tables = []
    for period, units in (("1", "abc"), ("2", "ab"), ("3", "abc")):
        table = tmp_path / f"{period}.csv"
        table.write_text("code,rank\n" + "".join(f"{unit},{at}\n" for at, unit in enumerate(units, 1)))
        tables.append(f"{period}={table}")
    trend = dtiscore.trend(tables, basis=dtiscore.Basis(published="X"))
    drawn = [row for row in records(ShownTrend(trend).picture(), "shape") if row["unit"] == "c"]
    assert [row["at"] for row in drawn] == [3, None, 3]


def test_labels_stand_apart() -> None:
    for places in ([1.0, 1.0, 2.0, 9.0], [8.9, 9.0, 9.0], [5.0], [], [1.0, 9.0]):
        moved = sorted(apart(places, 1.5, 1, 9))
        assert all(second - first >= 1.5 - 1e-9 for first, second in pairwise(moved))
        assert all(1 <= one <= 9 for one in moved)
    assert apart([1.0, 5.0], 1.5, 1, 9) == [1.0, 5.0]
