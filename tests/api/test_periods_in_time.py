"""Whatever a period looks like, everything that asks for an order has that of time: quarters, months and days too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.methodology.parsing import methodology_from

PERIODS = [
    ("Quý III/2022", "Quý IV/2022", "Quý I/2023"),
    ("11/2022", "12/2022", "1/2023"),
    ("30/11/2022", "31/12/2022", "31/01/2023"),
    ("Nov 2022", "Dec 2022", "Jan 2023"),
    ("Q3-22", "Q4-22", "Q1-23"),
]
EDITION: dict[str, Any] = {**HEAD, "missing": "error", "index": {"code": "I", "aggregate": "arithmetic", "weights": "equal", "children": [indicator("x")]}}  # fmt: skip


def panel(periods: tuple[str, str, str]) -> pd.DataFrame:
    """Two units that change places in the last period, the rows in no order."""
    first, second, third = periods
    rows = [
        ("a", third, 4),
        ("b", third, 6),
        ("a", first, 5),
        ("b", first, 1),
        ("b", second, 3),
        ("a", second, 5),
    ]
    return pd.DataFrame(rows, columns=["unit", "period", "x"])


@pytest.mark.parametrize("periods", PERIODS)
def test_moves_growth_and_comparisons_follow_time(periods: tuple[str, str, str]) -> None:
    frame = panel(periods)
    trend = dtiscore.trend([frame], EDITION)
    assert tuple(table.period for table in trend.tables) == periods
    assert {one.unit: one.growth for one in trend.units} == {"a": -1, "b": 5}
    found = dtiscore.compare(frame, weights=EDITION)
    assert (found.before.period, found.after.period) == periods[1:]
    assert found.of("b").up == 1
    card = dtiscore.score(frame, EDITION)
    assert [card.dataset.periods[row] for row in card.rows_of("a")] == [*periods]


@pytest.mark.parametrize("periods", PERIODS)
def test_what_is_derived_along_periods_follows_time(periods: tuple[str, str, str]) -> None:
    change = {"step": "derive", "column": "change", "along": "difference", "formula": "x", "periods": 1}
    edition = {**EDITION, "missing": "no-score", "prepare": [change], "index": {**EDITION["index"], "children": [indicator("change")]}}  # fmt: skip
    card = dtiscore.score(panel(periods), edition)
    found = {card.dataset.periods[row]: float(card.index.score[row]) for row in card.rows_of("b")}
    assert [found[period] for period in periods[1:]] == [2, 3]


@pytest.mark.parametrize("periods", PERIODS)
def test_an_edition_names_its_periods_in_the_order_of_time(periods: tuple[str, str, str]) -> None:
    assert methodology_from({**EDITION, "periods": [*periods]}).periods == periods


def test_a_period_with_a_slash_names_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, values in (("late.csv", "a,1\nb,2"), ("early.csv", "a,2\nb,1")):
        Path(name).write_text(f"unit,x\n{values}\n", encoding="utf-8")
    found = dtiscore.compare("12/2022=early.csv", "1/2023=late.csv", EDITION)
    assert (found.before.period, found.after.period) == ("12/2022", "1/2023")
    assert [table.period for table in dtiscore.trend(["1/2023=late.csv", "12/2022=early.csv"], EDITION).tables] == ["12/2022", "1/2023"]  # fmt: skip
