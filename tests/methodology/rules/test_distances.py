"""Distances to the best unit, to a target and to a named unit: by hand, with a name for every edge."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError
from tests.methodology.rules.columns import alone, applied, column, fitted, refused, rule

from dtiscore.methodology.rules import ZeroRange


class TestDistanceToMaximum:
    def test_it_is_one_less_the_distance_to_the_best(self) -> None:
        assert alone(rule("distance-to-maximum"), 4.0, -1.0, 9.0, None) == [
            1 - (9 - 4) / (9 + 1),
            0.0,
            1.0,
            None,
        ]

    def test_less_may_be_better(self) -> None:
        method = rule("distance-to-maximum", direction="down")
        assert alone(method, 4.0, -1.0, 9.0) == [1 - (4 + 1) / (9 + 1), 1.0, 0.0]

    def test_a_range_of_its_own_makes_scores(self) -> None:
        method = rule("distance-to-maximum", range=[1, 100])
        assert method.output == "score"
        assert alone(method, 0.0, 5.0, 10.0) == [1.0, 0.5 * 99 + 1, 100.0]

    @pytest.mark.parametrize("cells", [(7.0,), (7.0, None, 7.0)])
    def test_a_zero_range_has_a_name_or_a_share(self, cells: tuple[float | None, ...]) -> None:
        assert rule("distance-to-maximum").fit(column(cells)) == ZeroRange(7.0)
        assert alone(rule("distance-to-maximum", zero_range=1), 7.0, 7.0) == [1.0, 1.0]


class TestDistanceToTarget:
    def test_the_worst_unit_has_0_and_the_target_1(self) -> None:
        method = rule("distance-to-target", target=10)
        assert alone(method, 2.0, 4.0, 10.0, 14.0, None) == [0.0, (4 - 2) / (10 - 2), 1.0, 12 / 8, None]

    def test_a_cap_holds_what_lies_beyond(self) -> None:
        method = rule("distance-to-target", target=10, cap=True)
        assert alone(method, 2.0, 4.0, 14.0, None) == [0.0, 0.25, 1.0, None]
        assert method.capped
        assert not rule("distance-to-target", target=10).capped

    def test_where_less_is_better_the_target_lies_below(self) -> None:
        method = rule("distance-to-target", target=2, direction="down")
        assert alone(method, 10.0, 8.0, 2.0, 0.0) == [0.0, (10 - 8) / (10 - 2), 1.0, 10 / 8]
        capped = rule("distance-to-target", target=2, direction="down", cap=True)
        assert alone(capped, 10.0, 0.0) == [0.0, 1.0]

    def test_values_and_targets_may_be_negative(self) -> None:
        assert alone(rule("distance-to-target", target=-2), -10.0, -4.0) == [0.0, (-4 + 10) / (-2 + 10)]

    def test_the_target_is_transformed_like_the_values(self) -> None:
        method = rule("distance-to-target", target=1000, transform="log10")
        assert alone(method, 1.0, 10.0, 1000.0) == [0.0, pytest.approx(1 / 3), 1.0]
        with pytest.raises(ValidationError, match="transform log10 is not defined at target = 0"):
            rule("distance-to-target", target=0, transform="log10")

    def test_a_range_of_its_own_makes_scores(self) -> None:
        method = rule("distance-to-target", target=10, range=[0, 100])
        assert method.output == "score"
        assert alone(method, 0.0, 5.0) == [0.0, 50.0]

    @pytest.mark.parametrize(
        ("parameters", "side"),
        [
            ({"target": 2}, "above the lowest"),
            ({"target": 1}, "above the lowest"),
            ({"target": 9, "direction": "down"}, "below the highest"),
            ({"target": 12, "direction": "down"}, "below the highest"),
        ],
    )
    def test_a_target_that_the_worst_unit_has_reached_is_refused(
        self, parameters: dict[str, float], side: str
    ) -> None:
        code, words = refused(rule("distance-to-target", **parameters), (2.0, 9.0))
        assert code == "goal-not-beyond-worst"
        assert words == f"the target, {parameters['target']}, does not lie {side} value of the units"

    def test_units_of_one_value_are_all_at_the_start(self) -> None:
        # No zero range: the way from 7 to 10 is there, and nobody has gone any of it.
        assert alone(rule("distance-to-target", target=10), 7.0, 7.0) == [0.0, 0.0]
        assert alone(rule("distance-to-target", target=10), 7.0) == [0.0]

    def test_units_of_a_saved_frame_may_lie_below_it(self) -> None:
        method = rule("distance-to-target", target=10)
        assert applied(method, (0.0,), fitted(method, (2.0, 6.0))) == [(0 - 2) / (10 - 2)]

    def test_a_huge_target_is_refused_when_its_transform_is_infinite(self) -> None:
        method = rule("distance-to-target", target=1e100, transform="power", power=4)
        assert refused(method, (1.0, 2.0))[0] == "goal-not-beyond-worst"


class TestDistanceToUnit:
    UNITS = ("AUT", "BEL", "DEU", "FRA")

    def score(self, *cells: float | None, **parameters: object) -> list[float | None]:
        method = rule("distance-to-unit", unit="DEU", **parameters)
        return applied(method, cells, fitted(method, cells, self.UNITS))

    def test_the_worst_unit_has_0_and_the_reference_1(self) -> None:
        assert self.score(2.0, None, 10.0, 14.0) == [0.0, None, 1.0, (14 - 2) / (10 - 2)]

    def test_a_cap_holds_what_is_better(self) -> None:
        assert self.score(2.0, 6.0, 10.0, 14.0, cap=True) == [0.0, 0.5, 1.0, 1.0]

    def test_where_less_is_better_the_highest_value_is_the_worst(self) -> None:
        assert self.score(10.0, 8.0, 4.0, 1.0, direction="down") == [0.0, 2 / 6, 1.0, 9 / 6]
        assert self.score(10.0, 8.0, 4.0, 1.0, direction="down", cap=True) == [0.0, 2 / 6, 1.0, 1.0]

    def test_a_range_of_its_own_makes_scores(self) -> None:
        assert self.score(2.0, 6.0, 10.0, 14.0, range=[0, 10]) == [0.0, 5.0, 10.0, 15.0]

    @pytest.mark.parametrize(
        ("cells", "units", "words"),
        [
            ((1.0, 2.0), ("AUT", "FRA"), '"DEU" is not among the units of the frame'),
            ((1.0, None), ("AUT", "DEU"), '"DEU" has no value'),
            ((1.0, 2.0, 3.0), ("AUT", "DEU", "DEU"), '"DEU" stands 2 times in the frame'),
        ],
    )
    def test_a_reference_that_is_not_there_is_named(
        self, cells: tuple[float | None, ...], units: tuple[str, ...], words: str
    ) -> None:
        code, told = refused(rule("distance-to-unit", unit="DEU"), cells, units)
        assert code == "no-reference-unit"
        assert words in told

    @pytest.mark.parametrize("direction", ["up", "down"])
    def test_a_reference_that_is_the_worst_itself_measures_nothing(self, direction: str) -> None:
        # COINr gives Inf to every other unit, NaN to this one.
        method = rule("distance-to-unit", unit="DEU", direction=direction)
        cells = (2.0, 9.0) if direction == "up" else (9.0, 2.0)
        units = ("DEU", "AUT")
        code, words = refused(method, cells, units)
        assert code == "goal-not-beyond-worst"
        assert "the value of the reference unit" in words

    def test_one_unit_is_its_own_worst(self) -> None:
        assert refused(rule("distance-to-unit", unit="DEU"), (5.0,), ("DEU",))[0] == "goal-not-beyond-worst"

    def test_huge_values_stay_finite(self) -> None:
        assert self.score(-1e100, 0.0, 1e100, 5e99) == [0.0, 0.5, 1.0, 0.75]
        assert all(math.isfinite(score or 0.0) for score in self.score(0.0, 1e-100, 1e-99, 1e-98))
