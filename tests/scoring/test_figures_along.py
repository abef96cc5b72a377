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
        ({"along": "sum", "periods": 2}, [12 + 8 + 5, 2, 2 + 5, 2 + 5 + 8, 100, 100 + 144, None]),
        ({"along": "count"}, [4, 1, 2, 3, 1, 2, None]),
        ({"along": "min", "periods": 1}, [8, 2, 2, 5, 100, 144, None]),
        ({"along": "max", "formula": "-x"}, [-2, -2, -2, -2, -100, -100, None]),
        ({"along": "previous"}, [8, None, 2, 5, None, 100, None]),
        ({"along": "previous", "periods": 1}, [8, None, 2, 5, None, None, None]),
        # x at -1.5, -0.5, 0.5, 1.5 about its mean time: (1.5 x 10 + 0.5 x 3) / 5
        ({"along": "slope"}, [3.3, None, 3, 3, None, 22, None]),
        ({"along": "growth", "formula": "x / 2", "take": "max", "frame": "period"}, [6 ** (1 / 3) - 1, None, 1.5, 1, None, 1, 6 ** (1 / 3) - 1]),
    ],
)  # fmt: skip
def test_a_figure_of_the_periods_up_to_each(step: dict[str, Any], expected: list[float | None]) -> None:
    assert made(**step) == [None if value is None else pytest.approx(value, rel=1e-12) for value in expected]


UNEVEN = {"unit": ["a", "a", "a", "b", "b", "b"], "year": ["2013", "2016", "2017"] * 2}


@pytest.mark.parametrize("size", [0.1, 2.0, 7.3, 1e15])
def test_a_level_line_has_the_slope_0(size: float) -> None:
    table = pd.DataFrame({**UNEVEN, "x": [size] * 3 + [3 * size] * 3})
    step = {"step": "derive", "column": "made", "formula": "x", "along": "slope"}
    assert dtiscore.score(table, edition(step)).nodes["made"].score[[1, 2, 4, 5]].tolist() == [0.0] * 4


@pytest.mark.parametrize("size", [1e-15, 1e12, 1e15])
@pytest.mark.parametrize(
    ("step", "in_the_unit"),
    [
        ({"along": "growth"}, False),
        ({"along": "slope"}, True),
        ({"along": "difference"}, True),
        ({"along": "mean"}, True),
        ({"along": "sum"}, True),
        ({"along": "max"}, True),
        ({"along": "previous"}, True),
        ({"along": "count"}, False),
        ({"take": "count", "by": "half"}, False),
        ({"take": "sum", "by": "half"}, True),
        ({"take": "mean", "by": "half", "weight": "people"}, True),
        ({"take": "median", "by": "half"}, True),
    ],
)
def test_a_figure_does_not_depend_on_the_unit_of_measurement(
    step: dict[str, Any], in_the_unit: bool, size: float
) -> None:
    # Provinces in dong: 1,000,000 billion, which grow by a few per cent.
    values = [1.0, 1.02, 1.03, 2.0, 2.001, 2.06]
    table = pd.DataFrame({**UNEVEN, "x": values, "half": [*"nnsnss"], "people": [3, 1, 4, 1, 5, 9]})
    made = edition({"step": "derive", "column": "made", "formula": "x", **step})
    plain, sized = (
        dtiscore.score(each, made) for each in (table, table.assign(x=[value * size for value in values]))
    )
    wanted = plain.nodes["made"].score * (size if in_the_unit else 1.0)
    assert sized.nodes["made"].score.tolist() == pytest.approx(wanted.tolist(), rel=1e-10, nan_ok=True)
    assert sized.ranks["INDEX"].tolist() == pytest.approx(plain.ranks["INDEX"].tolist(), nan_ok=True)


def test_a_sum_of_periods_that_equals_0_is_0() -> None:
    table = pd.DataFrame({"unit": ["a"] * 3, "year": ["1", "2", "3"], "x": [0.1, 0.2, -0.3]})
    step = {"step": "derive", "column": "made", "formula": "x", "along": "sum"}
    assert dtiscore.score(table, edition(step)).nodes["made"].score.tolist()[2] == 0.0


def test_what_became_of_it_by_another_formula() -> None:
    """The growth since the period before, which no single figure tells of a panel with gaps."""
    before = {"step": "derive", "column": "before", "formula": "x", "along": "previous", "periods": 1}
    more = {"step": "derive", "column": "made", "formula": "x / before - 1"}
    found = dtiscore.score(pd.DataFrame(PANEL), edition(before, more)).nodes["made"].score.tolist()
    wanted = [12 / 8 - 1, None, 5 / 2 - 1, 8 / 5 - 1, None, None, None]
    assert [None if value != value else pytest.approx(value) for value in found] == wanted


def test_a_weighted_sum_of_a_group_that_equals_0_is_0() -> None:
    step = {"step": "derive", "column": "made", "formula": "x", "take": "sum", "weight": "people"}
    table = pd.DataFrame({"unit": [*"abc"], "x": [0.1, 0.2, -0.3], "people": [1234567.0] * 3})
    assert dtiscore.score(table, edition(step)).nodes["made"].score.tolist() == [0.0] * 3


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
