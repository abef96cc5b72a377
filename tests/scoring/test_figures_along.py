"""What became of a unit's values over its periods, and steps that are fitted over another frame than the edition."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group

import dtiscore
from dtiscore.engines.refusals import require_streamable
from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring.frames import reaches_over_periods

PANEL = {
    "unit": ["a", "a", "a", "a", "b", "b", "b"],
    "year": ["2023", "2020", "2021", "2022", "2020", "2022", "2023"],  # in no order, and b lacks a year
    "x": [12, 2, 5, 8, 100, 144, None],
}


def edition(*steps: dict[str, Any], read: str = "made", **head: Any) -> Methodology:
    tree = group("INDEX", "arithmetic", {"code": read, "rule": {"kind": "identity"}}, weights="equal")
    return methodology_from(
        {**HEAD, "missing": "no-score", **head, "prepare": [*steps], "index": tree},
    )


def made(**step: Any) -> list[float | None]:
    steps = {"step": "derive", "column": "made", "formula": "x", **step}
    found = dtiscore.score(pd.DataFrame(PANEL), edition(steps)).nodes["made"].score.tolist()
    return [None if value != value else value for value in found]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({"along": "difference"}, [12 - 2, None, 5 - 2, 8 - 2, None, 144 - 100, None]),
        ({"along": "difference", "periods": 1}, [12 - 8, None, 5 - 2, 8 - 5, None, None, None]),
        ({"along": "growth"}, [6 ** (1 / 3) - 1, None, 5 / 2 - 1, 2 - 1, None, 1.2 - 1, None]),
        ({"along": "mean", "periods": 2}, [(12 + 5 + 8) / 3, 2, 7 / 2, 5, 100, 122, None]),
        # x at -1.5, -0.5, 0.5, 1.5 about its mean time: (1.5 x 10 + 0.5 x 3) / 5
        ({"along": "slope"}, [3.3, None, 3, 3, None, 22, None]),
        ({"along": "growth", "formula": "x / 2", "take": "max", "frame": "period"}, [6 ** (1 / 3) - 1, None, 1.5, 1, None, 1, 6 ** (1 / 3) - 1]),
    ],
)  # fmt: skip
def test_a_figure_of_the_periods_up_to_each(step: dict[str, Any], expected: list[float | None]) -> None:
    assert made(**step) == [None if value is None else pytest.approx(value, rel=1e-12) for value in expected]


def test_nothing_grows_from_0_and_that_is_told_with_unit_and_cell() -> None:
    step = {"step": "derive", "column": "made", "formula": "x", "along": "growth"}
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(pd.DataFrame({**PANEL, "x": [12, 0, 5, 8, 100, 0, 1]}), edition(step))
    assert {(each.unit, each.code) for each in caught.value.problems} == {("a", "undefined-formula")}
    assert all("nothing grows from 0" in str(each.message) for each in caught.value.problems)
    with pytest.raises(InvalidMethodology) as refused:
        edition({**step, "along": None, "periods": 2})
    assert "which along names" in str(refused.value.problems[0].message)
    with pytest.raises(UsageFault, match="needs the periods of a unit together"):
        require_streamable(edition(step))


@pytest.mark.parametrize(
    ("frame", "step", "low"),
    [
        ("period", "all", {"2020": 51, "2021": 51}),  # the median of 1, 100, 2 and 200
        ("all", "period", {"2020": 50.5, "2021": 101}),
        ("period", {"base": "2020"}, {"2020": 50.5, "2021": 50.5}),
        ("all", {"base": "2021"}, {"2020": 101, "2021": 101}),
    ],
)
def test_a_step_has_a_frame_of_its_own(frame: str, step: str | dict[str, str], low: dict[str, float]) -> None:
    table = pd.DataFrame(
        {"unit": ["a", "b", "c"] * 2, "year": ["2020"] * 3 + ["2021"] * 3, "x": [1, 100, None, 2, 200, None]}
    )
    impute = {"step": "impute", "method": "median", "frame": step}
    chosen = edition(impute, read="x", frame=frame)
    card = dtiscore.score(table, chosen)
    filled = {card.dataset.periods[row]: card.nodes["x"].score[row] for row in (2, 5)}
    assert filled == low
    history = card.explain_cell("c", "x", period="2021")
    assert any(stage.value == low["2021"] for stage in history.stages)
    assert reaches_over_periods(chosen)
    assert edition(impute, read="x").hash != edition({**impute, "frame": None}, read="x").hash


def test_a_step_of_a_base_period_needs_its_rows_or_a_reference() -> None:
    table = pd.DataFrame(
        {"unit": ["a", "b", "c"] * 2, "year": ["1"] * 3 + ["2"] * 3, "x": [1, 4, None, 7, None, 9]}
    )
    chosen = edition({"step": "impute", "method": "mean", "frame": {"base": "1"}}, read="x")
    later = table[table["year"] == "2"]
    with pytest.raises(UsageFault, match="is fitted on 1, of which"):
        dtiscore.score(later, chosen)
    whole = dtiscore.score(table, chosen)
    assert whole.nodes["x"].score.tolist() == [1, 4, 2.5, 7, 2.5, 9]
    # One period of a table is scored within the whole of it.
    assert dtiscore.score(table, chosen, period="2").nodes["x"].score.tolist() == [7, 2.5, 9]
    card = dtiscore.score(later, chosen, reference=whole.reference)
    assert card.nodes["x"].score.tolist() == [7, 2.5, 9]
