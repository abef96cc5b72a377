"""The steps of preparation one by one, held to arithmetic by hand and to the tables of the R package COINr."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import kurtosis, skewness
from dtiscore.methodology.preparation import (
    STEPS,
    AnyStep,
    ColumnStep,
    PanelStep,
    PreparationStep,
    treating,
)
from dtiscore.methodology.preparation.deriving import Derive
from dtiscore.methodology.preparation.imputing import ImputeFrom
from dtiscore.methodology.preparation.screening import Screen

NAN = math.nan
ADAPTER: TypeAdapter[PreparationStep] = TypeAdapter(AnyStep)


def step(**fields: Any) -> PreparationStep:
    return ADAPTER.validate_python(fields)


def column_step(**fields: Any) -> ColumnStep:
    made = step(**fields)
    assert isinstance(made, ColumnStep)
    return made


def refusal(**fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        step(**fields)
    return str(caught.value)


def column(*values: float) -> Values:
    return np.array(values, dtype=np.float64)


def prepared(made: ColumnStep, values: Values, groups: Sequence[str | None] = ()) -> list[float]:
    """A column fitted on itself and changed; -1 stands for what stays missing."""
    changed = made.apply(values, tuple(groups), made.fit(values, tuple(groups)))
    return np.nan_to_num(changed, nan=-1.0).tolist()


def test_the_steps_that_a_file_may_name() -> None:
    assert set(STEPS) == {
        "clip-percentiles", "derive", "impute", "impute-along", "impute-from", "screen", "winsorise",
    }  # fmt: skip
    assert "derive" in refusal(step="drive")
    assert all(made.source for made in STEPS.values())


class TestDerive:
    def test_it_names_the_columns_it_reads(self) -> None:
        made = step(step="derive", column="firms per 1,000", formula="firms / `dân số` * 1000")
        assert isinstance(made, Derive)
        assert made.reads == ("firms", "dân số")
        assert made.labels == ()

    def test_its_formula_is_read_when_the_file_is(self) -> None:
        assert "a power is written **" in refusal(step="derive", column="a2", formula="a ^ 2")


class TestScreen:
    def test_shares_lie_between_0_and_1(self) -> None:
        made = step(step="screen", min_share=0.65, keep=["VNM"])
        assert isinstance(made, Screen)
        assert (made.min_share, made.min_share_nonzero, made.keep, made.drop) == (0.65, None, ("VNM",), ())
        assert "less than or equal to 1" in refusal(step="screen", min_share=65)


class TestImpute:
    def test_a_fixed_value(self) -> None:
        made = column_step(step="impute", method="value", value=0)
        assert made.fills
        assert prepared(made, column(1, NAN, 3)) == [1, 0, 3]
        assert prepared(made, column(NAN, NAN)) == [0, 0]

    def test_the_mean(self) -> None:
        made = column_step(step="impute", method="mean")
        assert prepared(made, column(1, NAN, 2, 6, NAN)) == [1, (1 + 2 + 6) / 3, 2, 6, (1 + 2 + 6) / 3]

    def test_the_median_of_an_odd_and_an_even_number(self) -> None:
        made = column_step(step="impute", method="median")
        assert prepared(made, column(9, NAN, 1, 2)) == [9, 2, 1, 2]
        assert prepared(made, column(9, 1, NAN, 2, 3)) == [9, 1, (2 + 3) / 2, 2, 3]

    @pytest.mark.parametrize("method", ["mean", "median"])
    def test_one_value_fills_every_gap_and_none_fills_no_gap(self, method: str) -> None:
        made = column_step(step="impute", method=method)
        assert prepared(made, column(NAN, 5, NAN)) == [5, 5, 5]
        assert prepared(made, column(NAN, NAN)) == [-1, -1]
        assert prepared(made, column(7, 7, NAN)) == [7, 7, 7]

    def test_the_mean_of_the_own_group(self) -> None:
        made = column_step(step="impute", method="mean", by="region")
        assert made.labels == ("region",)
        values = column(1, 3, NAN, 10, NAN, NAN, 20)
        groups = ["north", "north", "north", "south", "south", "west", None]
        # The west has no value to take, and the unit without a group counts for nobody.
        assert prepared(made, values, groups) == [1, 3, (1 + 3) / 2, 10, 10, -1, 20]

    def test_the_median_of_the_own_group(self) -> None:
        made = column_step(step="impute", method="median", by="region")
        values, groups = column(1, 2, 9, NAN, 5, NAN), ["a", "a", "a", "a", "b", "b"]
        assert prepared(made, values, groups) == [1, 2, 9, 2, 5, 5]

    def test_a_unit_without_a_group_stays_without_a_value(self) -> None:
        made = column_step(step="impute", method="mean", by="region")
        # Not even a group that is called None is its own.
        assert prepared(made, column(4, NAN, NAN), ["None", None, "None"]) == [4, -1, 4]

    def test_it_is_fitted_on_some_units_and_fills_others(self) -> None:
        made = column_step(step="impute", method="mean", by="region")
        settings = made.fit(column(2, 4, 9), ("a", "a", "b"))
        assert settings == {"value of a": 3, "value of b": 9}
        filled = made.apply(column(NAN, NAN, NAN, 1), ("b", "a", "c", "a"), settings)
        assert filled.tolist()[:2] == [9, 3]
        assert math.isnan(filled[2])
        assert filled[3] == 1

    def test_what_a_file_may_say_of_it(self) -> None:
        assert "a value is given for method: value" in refusal(step="impute", method="value")
        assert "a value is given for method: value" in refusal(step="impute", method="mean", value=3)
        assert "a fixed value has no groups" in refusal(step="impute", method="value", value=3, by="region")
        assert "method" in refusal(step="impute", method="mode")

    @given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.sampled_from(["mean", "median"]))
    def test_what_is_there_is_left_alone_and_gaps_lie_within(self, values: list[float], method: str) -> None:
        made = column_step(step="impute", method=method)
        *found, filled = prepared(made, column(*values, NAN))
        assert found == values
        assert min(values) - 1e-9 <= filled <= max(values) + 1e-9


class TestImputeFrom:
    def test_it_reads_the_other_column(self) -> None:
        made = step(step="impute-from", column="a", other="b", factor=0.5)
        assert isinstance(made, ImputeFrom)
        assert (made.column, made.reads, made.factor) == ("a", ("b",), 0.5)


def along(values: Sequence[float], periods: Sequence[float], **fields: Any) -> list[float]:
    made = step(step="impute-along", **fields)
    assert isinstance(made, PanelStep)
    return np.nan_to_num(made.along(column(*values), column(*periods)), nan=-1.0).tolist()


class TestImputeAlong:
    YEARS = (2018, 2019, 2020, 2021, 2022)

    def test_constant_holds_the_value_before_or_else_the_first_one(self) -> None:
        made: Any = step(step="impute-along", method="constant")
        values = np.array([np.nan, 2.0, np.nan, 5.0, np.nan])
        times = np.arange(5.0)
        assert made.along(values, times).tolist() == [2, 2, 2, 5, 5]
        assert made.sources(values, times) == [1, None, 1, None, 3]
        linear: Any = step(step="impute-along", method="linear")
        assert linear.sources(values, times) == [1, None, None, None, 3]
        recent: Any = step(step="impute-along", method="previous", max_periods=1)
        assert recent.sources(np.array([1.0, np.nan, np.nan]), times) == [None, 0, None]

    def test_the_value_before(self) -> None:
        assert along((NAN, 2, NAN, NAN, 5), self.YEARS, method="previous") == [-1, 2, 2, 2, 5]

    def test_the_value_before_if_it_is_not_too_old(self) -> None:
        assert along((1, NAN, NAN, NAN, 5), self.YEARS, method="previous", max_periods=2) == [1, 1, 1, -1, 5]
        # From 2015 to 2018 are three years, whichever periods the table has between.
        assert along((1, NAN), (2015, 2018), method="previous", max_periods=2) == [1, -1]
        assert along((1, NAN), (2015, 2018), method="previous", max_periods=3) == [1, 1]

    def test_the_line_between_two_values_and_the_nearest_beyond_them(self) -> None:
        assert along((NAN, 2, NAN, NAN, 5), self.YEARS, method="linear") == [2, 2, 3, 4, 5]
        assert along((1, NAN, 4, NAN, NAN), self.YEARS, method="linear") == [1, 2.5, 4, 4, 4]

    def test_the_line_goes_by_time_not_by_rows(self) -> None:
        # A quarter of the way from 2010 to 2014 is 2011.
        assert along((10, NAN, 30), (2010, 2011, 2014), method="linear") == [10, 15, 30]

    def test_a_falling_line(self) -> None:
        assert along((8, NAN, NAN, 2), (0, 1, 2, 3), method="linear") == [8, 6, 4, 2]

    @pytest.mark.parametrize("method", ["previous", "linear"])
    def test_one_value_none_or_no_gap(self, method: str) -> None:
        assert along((7, NAN, NAN), (1, 2, 3), method=method) == [7, 7, 7]
        assert along((NAN, NAN), (1, 2), method=method) == [-1, -1]
        assert along((NAN,), (1,), method=method) == [-1]
        assert along((3, 1, 2), (1, 2, 3), method=method) == [3, 1, 2]

    def test_one_late_value_serves_the_years_before_on_a_line_alone(self) -> None:
        assert along((NAN, 7), (1, 2), method="linear") == [7, 7]
        assert along((NAN, 7), (1, 2), method="previous") == [-1, 7]

    def test_what_a_file_may_say_of_it(self) -> None:
        assert "max_periods says how far back" in refusal(step="impute-along", method="linear", max_periods=2)
        assert "greater than 0" in refusal(step="impute-along", method="previous", max_periods=0)


SKEWED = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0)
"""Skewness 3.12, kurtosis 9.80: the 100 stretches the scale."""
TWICE = (*map(float, range(1, 15)), 120.0, 400.0)
"""Skewness 3.55, kurtosis 13.0; with the 400 drawn in to the 120 still 2.46 and 4.74."""
TWO_VALUED = (0.0,) * 9 + (1.0,)


class TestWinsorise:
    def test_the_moments_by_hand(self) -> None:
        # 0, 0, 0, 4: mean 1; second moment 3, third 6, fourth 21. Estimated from a sample of 4:
        assert skewness(np.array([0.0, 0, 0, 4])) == pytest.approx(6 / 3**1.5 * math.sqrt(4 * 3) / 2)
        assert kurtosis(np.array([0.0, 0, 0, 4])) == pytest.approx((5 * (21 / 3**2 - 3) + 6) * 3 / (2 * 1))

    def test_the_highest_value_takes_the_next_one_s_place(self) -> None:
        made = column_step(step="winsorise")
        assert made.fit(column(*SKEWED), ()) == {"low": 1, "high": 9, "points": 1}
        assert prepared(made, column(*SKEWED)) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]

    def test_the_lowest_value_where_the_tail_is_on_the_left(self) -> None:
        made = column_step(step="winsorise")
        assert prepared(made, -column(*SKEWED, NAN))[:-1] == [-1, -2, -3, -4, -5, -6, -7, -8, -9, -9]

    def test_the_columns_are_as_skewed_as_they_are_said_to_be(self) -> None:
        drawn = [*TWICE[:-1], TWICE[-2]]
        found = [skewness(np.array([*values], dtype=float)) for values in (SKEWED, TWICE, drawn)]
        assert found == pytest.approx([3.12, 3.55, 2.46], abs=0.006)
        found = [kurtosis(np.array([*values], dtype=float)) for values in (SKEWED, TWICE, drawn)]
        assert found == pytest.approx([9.80, 13.03, 4.74], abs=0.006)

    def test_one_value_after_the_other_until_it_is_enough(self) -> None:
        made = column_step(step="winsorise")
        assert made.fit(column(*TWICE), ()) == {"low": 1, "high": 14, "points": 2}
        assert prepared(made, column(*TWICE))[-3:] == [14, 14, 14]

    def test_values_that_are_equal_move_together(self) -> None:
        many = (*range(1, 41), 500.0, 500.0)
        made = column_step(step="winsorise", max_points=1)
        assert made.fit(column(*many), ()) == {"low": 1, "high": 40, "points": 2}

    def test_a_column_passes_if_one_of_the_two_is_low_enough(self) -> None:
        symmetric = column(-100.0, *range(-9, 10), 100.0)  # peaked, not skewed
        assert kurtosis(symmetric) > 3.5
        made = column_step(step="winsorise")
        assert made.fit(symmetric, ()) == {}
        assert prepared(made, symmetric) == symmetric.tolist()
        assert column_step(step="winsorise", kurtosis=11).fit(column(*SKEWED), ()) == {}
        assert column_step(step="winsorise", skewness=3.5).fit(column(*SKEWED), ()) == {}

    def test_a_logarithm_of_the_original_values_where_that_does_not_help(self) -> None:
        made = column_step(step="winsorise", max_points=1)
        assert made.fit(column(*TWICE), ()) == {"transform": "log", "min": 1, "max": 400}
        expected = [math.log(value - 1 + 0.01 * (400 - 1)) for value in TWICE]
        assert prepared(made, column(*TWICE)) == expected
        assert expected[-1] == pytest.approx(math.log(402.99))

    def test_box_cox_instead(self) -> None:
        made = column_step(step="winsorise", max_points=0, fall_back="box-cox")
        # (x^0.5 - 1) / 0.5 of x - min + 1, which is x itself here.
        expected = [(math.sqrt(value) - 1) / 0.5 for value in TWICE]
        assert prepared(made, column(*TWICE)) == pytest.approx(expected, rel=1e-12)
        logarithm = column_step(step="winsorise", max_points=0, fall_back="box-cox", power=0)
        assert prepared(logarithm, column(*TWICE)) == pytest.approx([math.log(value) for value in TWICE])

    def test_as_far_as_it_goes_where_nothing_else_is_wanted(self) -> None:
        made = column_step(step="winsorise", max_points=1, fall_back="none")
        assert made.fit(column(*TWICE), ()) == {"low": 1, "high": 120, "points": 1}
        assert prepared(made, column(*TWICE))[-2:] == [120, 120]

    def test_a_column_of_two_values_is_never_drawn_in_to_one(self) -> None:
        # Nine 0 and a 1: with the 1 drawn in no unit would differ from another.
        assert prepared(column_step(step="winsorise", fall_back="none"), column(*TWO_VALUED)) == [*TWO_VALUED]
        transformed = prepared(column_step(step="winsorise"), column(*TWO_VALUED))
        assert transformed == [math.log(0.01)] * 9 + [math.log(1.01)]

    @pytest.mark.parametrize(
        "values", [(), (NAN, NAN), (5.0,), (5.0, NAN), (7.0,) * 9, (0.0, 0.0, 1000.0)], ids=str
    )
    def test_what_cannot_be_judged_is_left_alone(self, values: tuple[float, ...]) -> None:
        made = column_step(step="winsorise")
        assert made.fit(column(*values), ()) == {}
        assert prepared(made, column(*values)) == np.nan_to_num(column(*values), nan=-1.0).tolist()

    @pytest.mark.parametrize("size", [1e-250, 1e-90, 1e90, 1e250])
    def test_the_size_of_the_values_does_not_matter(self, size: float) -> None:
        made = column_step(step="winsorise")
        assert made.fit(column(*SKEWED) * size, ()) == {"low": size, "high": 9 * size, "points": 1}
        assert made.fit(column(5, 5, 5, 5, 5, 5 + 1e-15), ())["transform"] == "log"

    def test_other_units_are_held_where_those_of_the_frame_ended(self) -> None:
        made = column_step(step="winsorise")
        assert made.apply(column(-5, 4, 50, NAN), (), made.fit(column(*SKEWED), ())).tolist()[:3] == [1, 4, 9]
        for fall_back in ("log", "box-cox"):
            made = column_step(step="winsorise", max_points=0, fall_back=fall_back)
            settings = made.fit(column(*TWICE), ())
            least, below, beyond, most = made.apply(column(1, -1e6, 500, 400), (), settings).tolist()
            assert below == least
            assert beyond > most

    def test_what_a_file_may_say_of_it(self) -> None:
        assert "max_points" in refusal(step="winsorise", max_points=-1)
        assert "fall_back" in refusal(step="winsorise", fall_back="sqrt")

    @given(st.lists(st.floats(-1e100, 1e100), max_size=40), st.sampled_from(["none", "log", "box-cox"]))
    def test_no_order_is_turned_round_and_nothing_is_lost(self, values: list[float], fall_back: str) -> None:
        found = column_step(step="winsorise", fall_back=fall_back)
        changed = found.apply(column(*values), (), found.fit(column(*values), ())).tolist()
        assert all(math.isfinite(value) for value in changed)
        pairs = sorted(zip(values, changed, strict=True))
        assert [value for _, value in pairs] == sorted(changed)
        assert (len(set(changed)) > 1) or (len(set(values)) < 2) or (fall_back != "none")

    def test_sums_that_are_not_exact_decide_only_what_exact_ones_would(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Skewed and even columns, of few values and many, near to each other and far apart, with bounds near to theirs."""
        random = np.random.default_rng(20_251_128)
        columns: list[Values] = [
            column(),
            column(NAN, NAN),
            column(1, 1, 1, 1, NAN),
            column(0, -0.0, 0, 1, 0),
        ]
        for at in range(400):
            count, far = int(random.integers(3, 60)), float(10.0 ** random.integers(-3, 17))
            values = random.gamma(0.3 * (at % 9 + 1), 1.0, count) * 10.0 ** int(random.integers(-90, 90))
            columns += [values, -values, values + far * values.max(), np.where(values < 1, NAN, values)]
        steps = [
            column_step(step="winsorise"),
            column_step(step="winsorise", fall_back="none", kurtosis=1e-9),
        ]
        for values in columns[:40]:
            if len(values[~np.isnan(values)]) > 3 and np.ptp(values[~np.isnan(values)]):
                known = values[~np.isnan(values)]
                steps += [
                    column_step(step="winsorise", skewness=bound) for bound in [abs(skewness(known))] if bound
                ]
        quick = [[step.fit(values, ()) for values in columns] for step in steps]
        looked_at: list[int] = []

        def unsure(ascending: Values) -> tuple[float, float]:
            looked_at.append(len(ascending))
            return NAN, NAN

        monkeypatch.setattr(treating, "_nearly", unsure)
        assert quick == [[step.fit(values, ()) for values in columns] for step in steps]
        assert looked_at


class TestClipPercentiles:
    def test_two_percentiles_by_linear_interpolation(self) -> None:
        made = column_step(step="clip-percentiles", low=10, high=90)
        # 0, 10, … 100: the 10th percentile is the second value, the 90th the last but one.
        values = column(*range(0, 101, 10))
        assert made.fit(values, ()) == {"low": 10, "high": 90}
        assert prepared(made, values) == [10, 10, 20, 30, 40, 50, 60, 70, 80, 90, 90]
        # Between 0 and 4 the 10th percentile lies a tenth of the way.
        assert prepared(made, column(4, 0)) == [0.9 * 4, 0.1 * 4]

    def test_one_end_alone(self) -> None:
        made = column_step(step="clip-percentiles", high=97.5)
        assert prepared(made, column(*range(41), NAN)) == [*range(40), 39, -1]

    def test_all_missing_one_value_or_one_and_the_same(self) -> None:
        made = column_step(step="clip-percentiles", low=5, high=95)
        assert prepared(made, column(NAN, NAN)) == [-1, -1]
        assert prepared(made, column(7)) == [7]
        assert prepared(made, column(7, 7, 7)) == [7, 7, 7]

    def test_all_digits_of_a_percentile_count(self) -> None:
        # 0.0005 % of the way from 0 to 1,000,000 is 5; beside the highest value it is nothing.
        made = column_step(step="clip-percentiles", low=0.0005)
        assert made.fit(np.array([0.0, 1e6]), ()) == {"low": 5.0, "high": 1e6}

    def test_other_units_are_held_between_the_same_percentiles(self) -> None:
        made = column_step(step="clip-percentiles", low=10, high=90)
        settings = made.fit(column(*range(0, 101, 10)), ())
        assert made.apply(column(-1, 50, 1e6), (), settings).tolist() == [10, 50, 90]

    def test_what_a_file_may_say_of_it(self) -> None:
        assert "low must be below high" in refusal(step="clip-percentiles", low=95, high=5)
        assert "less than or equal to 100" in refusal(step="clip-percentiles", high=110)


Table = dict[str, list[float]]


@pytest.fixture(scope="module")
def coinr(shared_data: Path) -> Path:
    """Tables of COINr 1.1.14 (W. Becker, MIT) on R 4.5.0, see the README beside them."""
    return shared_data / "coinr"


def read(path: Path, *, words: Sequence[str] = ("uCode",)) -> tuple[list[dict[str, str]], Table]:
    """The rows of a table as text, and its columns of numbers."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    headings = [heading for heading in rows[0] if heading not in words]
    return rows, {heading: [float(row[heading] or "nan") for row in rows] for heading in headings}


def assert_columns(found: Table, expected: Table) -> None:
    assert set(found) == set(expected)
    for heading, values in expected.items():
        assert found[heading] == pytest.approx(values, rel=1e-9, abs=1e-9, nan_ok=True), heading


class TestAgainstCoinr:
    def test_the_median(self, coinr: Path) -> None:
        _, gaps = read(coinr / "stage_Denominated.csv")
        made = column_step(step="impute", method="median")
        found = {
            name: made.apply(column(*v), (), made.fit(column(*v), ())).tolist() for name, v in gaps.items()
        }
        assert sum(math.isnan(value) for values in gaps.values() for value in values) == 65
        assert_columns(found, read(coinr / "impute_i_median.csv")[1])

    def test_the_mean_of_the_group(self, coinr: Path) -> None:
        rows, gaps = read(coinr / "stage_Denominated.csv")
        with (coinr / "in_iData.csv").open(encoding="utf-8", newline="") as lines:
            region = {row["uCode"]: row["EurAsia_group"] for row in csv.DictReader(lines)}
        groups = tuple(region[row["uCode"]] for row in rows)
        made = column_step(step="impute", method="mean", by="EurAsia_group")
        found = {
            name: made.apply(column(*v), groups, made.fit(column(*v), groups)).tolist()
            for name, v in gaps.items()
        }
        assert_columns(found, read(coinr / "impute_i_mean_grp_EurAsia.csv")[1])

    @pytest.mark.parametrize(("method", "table"), [("previous", "latest"), ("linear", "linear")])
    def test_along_the_years(self, method: str, table: str, coinr: Path) -> None:
        words = ("uCode", "Time")
        rows, gaps = read(coinr / "in_panel_with_gaps.csv", words=words)
        wanted_rows, wanted = read(coinr / f"impute_panel_{table}.csv", words=words)
        assert [(row["uCode"], row["Time"]) for row in rows] == [(r["uCode"], r["Time"]) for r in wanted_rows]
        of_unit: dict[str, list[int]] = {}
        for at, row in sorted(enumerate(rows), key=lambda each: each[1]["Time"]):
            of_unit.setdefault(row["uCode"], []).append(at)
        made = step(step="impute-along", method=method)
        assert isinstance(made, PanelStep)
        for heading, values in gaps.items():
            found = column(*values)
            assert np.isnan(found).any()
            for of_one in of_unit.values():
                years = column(*(float(rows[at]["Time"]) for at in of_one))
                found[of_one] = made.along(found[of_one], years)
            assert found.tolist() == pytest.approx(wanted[heading], rel=1e-9, nan_ok=True), heading

    @pytest.mark.parametrize(
        ("table", "fields"),
        [
            ("treat_default", {"max_points": 5}),
            ("treat_winmax0_logCT", {"max_points": 0, "fall_back": "log"}),
            ("treat_winmax0_boxcox", {"max_points": 0, "fall_back": "box-cox", "power": 0.5}),
        ],
    )
    def test_outliers(self, table: str, fields: dict[str, Any], coinr: Path) -> None:
        _, screened = read(coinr / "stage_Screened.csv")
        made = column_step(step="winsorise", **fields)
        fits = {name: made.fit(column(*values), ()) for name, values in screened.items()}
        assert sum(bool(settings) for settings in fits.values()) == 15
        found = {name: made.apply(column(*v), (), fits[name]).tolist() for name, v in screened.items()}
        assert_columns(found, read(coinr / f"{table}.csv")[1])
