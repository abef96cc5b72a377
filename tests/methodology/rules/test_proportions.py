"""Values held against one figure of the frame: by hand, and what is refused because it would turn the order round."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.methodology.rules.columns import admitted, alone, applied, fitted, refused, rule


class TestFractionOfMaximum:
    def test_the_best_unit_has_the_whole(self) -> None:
        assert alone(rule("fraction-of-maximum"), 2.0, 8.0, 0.0, None) == [2 / 8, 1.0, 0.0, None]

    def test_a_value_below_0_earns_less_than_nothing(self) -> None:
        assert alone(rule("fraction-of-maximum"), -2.0, 8.0) == [-2 / 8, 1.0]

    def test_where_less_is_better_the_lowest_has_the_whole(self) -> None:
        # COINr divides by the highest of the negated values, so that the worst unit has the most.
        method = rule("fraction-of-maximum", direction="down")
        assert alone(method, 2.0, 8.0, None) == [1.0, 2 / 8, None]
        assert admitted(method, -1.0, 0.0, 0.1) == [False, False, True]

    @pytest.mark.parametrize("cells", [(-3.0, -1.0), (0.0, -1.0), (0.0, 0.0), (0.0,)])
    def test_a_maximum_that_is_not_positive_is_refused(self, cells: tuple[float, ...]) -> None:
        # In COINr the lowest of values that are all negative comes out first; of zeros, NaN.
        code, words = refused(rule("fraction-of-maximum"), cells)
        assert code == "not-positive"
        assert words.startswith(f"the highest value is {max(cells):g}")

    def test_one_unit_and_ties_are_the_maximum(self) -> None:
        assert alone(rule("fraction-of-maximum"), 5.0) == [1.0]
        assert alone(rule("fraction-of-maximum"), 5.0, 5.0) == [1.0, 1.0]

    def test_a_unit_of_a_later_year_may_exceed_the_maximum(self) -> None:
        method = rule("fraction-of-maximum")
        assert applied(method, (12.0,), fitted(method, (4.0, 8.0))) == [1.5]

    def test_huge_values_stay_finite(self) -> None:
        assert alone(rule("fraction-of-maximum"), 1e100, 1e-100) == [1.0, 1e-200]


class TestShareOfTotal:
    def test_the_shares_add_up_to_the_whole(self) -> None:
        assert alone(rule("share-of-total"), 1.0, 3.0, None, 0.0) == [1 / 4, 3 / 4, None, 0.0]

    def test_values_below_0_are_refused(self) -> None:
        assert admitted(rule("share-of-total"), -0.1, 0.0) == [False, True]

    def test_there_is_nothing_to_share_of_zeros(self) -> None:
        code, words = refused(rule("share-of-total"), (0.0, None, 0.0))
        assert (code, words[:27]) == ("not-positive", "the sum over the units is 0")

    def test_one_unit_has_it_all(self) -> None:
        assert alone(rule("share-of-total"), 7.0) == [1.0]
        assert alone(rule("share-of-total"), 7.0, 7.0) == [0.5, 0.5]

    def test_the_sum_is_exact(self) -> None:
        # Added up one by one, ten times 0.1 is 0.9999999999999999.
        assert fitted(rule("share-of-total"), [0.1] * 10) == {"sum": 1.0}

    def test_it_has_no_direction(self) -> None:
        with pytest.raises(ValidationError, match="direction"):
            rule("share-of-total", direction="down")


class TestRelativeTo:
    CELLS = (2.0, 3.0, 10.0)  # mean 5, median 3

    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            ({"figure": "mean"}, [2 / 5, 3 / 5, 10 / 5]),
            ({"figure": "median"}, [2 / 3, 1.0, 10 / 3]),
            ({"figure": "minimum"}, [1.0, 3 / 2, 5.0]),
            ({"figure": "maximum"}, [0.2, 0.3, 1.0]),
            ({"figure": "mean", "form": "difference"}, [-3 / 5, -2 / 5, 1.0]),
            ({"figure": "minimum", "form": "difference"}, [0.0, 0.5, 4.0]),
            ({"figure": "mean", "direction": "down"}, [5 / 2, 5 / 3, 1 / 2]),
            ({"figure": "mean", "form": "difference", "direction": "down"}, [3 / 5, 2 / 5, -1.0]),
        ],
    )
    def test_it_is_a_ratio_or_a_relative_difference(
        self, parameters: dict[str, str], expected: list[float]
    ) -> None:
        method = rule("relative-to", **parameters)
        assert alone(method, *self.CELLS, None) == [*expected, None]
        assert (method.output, method.capped) == ("share", False)

    @pytest.mark.parametrize("figure", ["mean", "median", "minimum", "maximum"])
    @pytest.mark.parametrize("form", ["ratio", "difference"])
    def test_a_figure_that_is_not_positive_is_refused(self, figure: str, form: str) -> None:
        code, words = refused(rule("relative-to", figure=figure, form=form), (-4.0, -4.0))
        assert (code, words.startswith(f"the {figure} is -4")) == ("not-positive", True)

    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            ({}, [2 / 4, 1.0, 10 / 4]),
            ({"direction": "down"}, [4 / 2, 1.0, 4 / 10]),
            ({"form": "difference"}, [(2 - 4) / 4, 0.0, (10 - 4) / 4]),
        ],
    )
    def test_it_may_be_that_of_one_unit(self, parameters: dict[str, str], expected: list[float]) -> None:
        method = rule("relative-to", unit="EU", **parameters)
        cells = (2.0, 4.0, 10.0)
        assert applied(method, cells, fitted(method, cells, ("AT", "EU", "DE"))) == expected

    def test_a_unit_that_has_no_value_above_0_is_refused(self) -> None:
        method = rule("relative-to", unit="EU")
        assert refused(method, (2.0, 0.0), ("AT", "EU"))[0] == "not-positive"
        assert refused(method, (2.0, None), ("AT", "EU"))[0] == "no-reference-unit"
        assert refused(method, (2.0, 3.0), ("AT", "DE"))[0] == "no-reference-unit"

    @pytest.mark.parametrize("both", [{}, {"figure": "mean", "unit": "EU"}])
    def test_it_is_held_against_one(self, both: dict[str, str]) -> None:
        with pytest.raises(ValidationError, match="write figure or unit, and not both"):
            rule("relative-to", **both)

    def test_only_the_inverse_ratio_refuses_cells(self) -> None:
        inverse = rule("relative-to", figure="mean", direction="down")
        assert admitted(inverse, -1.0, 0.0, 1.0) == [False, False, True]
        difference = rule("relative-to", figure="mean", direction="down", form="difference")
        assert admitted(difference, -1.0, 0.0) == [True, True]

    def test_one_unit_is_its_own_figure(self) -> None:
        assert alone(rule("relative-to", figure="median"), 7.0) == [1.0]
        assert alone(rule("relative-to", figure="mean", form="difference"), 7.0, 7.0) == [0.0, 0.0]

    def test_a_median_needs_every_value_at_once(self) -> None:
        assert rule("relative-to", figure="median").needs_all_units
        assert not rule("relative-to", figure="mean").needs_all_units


class TestAboveMean:
    def test_it_says_on_which_side_of_the_mean_a_unit_lies(self) -> None:
        # Mean 10: clearly above is more than 12, clearly below less than 8.
        method = rule("above-mean")
        assert alone(method, 12.0, 12.5, 8.0, 7.5, None) == [0.0, 1.0, 0.0, -1.0, None]

    def test_less_may_be_better(self) -> None:
        assert alone(rule("above-mean", direction="down"), 5.0, 10.0, 15.0) == [1.0, 0.0, -1.0]

    @pytest.mark.parametrize(("threshold", "expected"), [(0, [-1.0, 0.0, 1.0]), (0.5, [0.0, 0.0, 0.0])])
    def test_the_threshold_is_said(self, threshold: float, expected: list[float]) -> None:
        assert alone(rule("above-mean", threshold=threshold), 5.0, 10.0, 15.0) == expected
        with pytest.raises(ValidationError, match="threshold"):
            rule("above-mean", threshold=-0.1)

    def test_one_unit_lies_around_its_own_mean(self) -> None:
        assert alone(rule("above-mean"), 7.0) == [0.0]
        assert alone(rule("above-mean"), 7.0, 7.0) == [0.0, 0.0]

    @pytest.mark.parametrize("cells", [(-1.0, 1.0), (-5.0, -5.0)])
    def test_a_mean_that_is_not_positive_is_refused(self, cells: tuple[float, ...]) -> None:
        assert refused(rule("above-mean"), cells)[0] == "not-positive"


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("fraction-of-maximum", {}),
        ("share-of-total", {}),
        ("relative-to", {"figure": "mean"}),
        ("above-mean", {}),
    ],
)
def test_they_are_fitted_and_can_be_merged_from_batches(kind: str, parameters: dict[str, Any]) -> None:
    method = rule(kind, **parameters)
    assert (method.needs_fit, method.needs_all_units) == (True, False)
