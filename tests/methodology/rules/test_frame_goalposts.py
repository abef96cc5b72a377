"""Goalposts learned from the units: percentiles, means of the most extreme, one fixed end, and a name for every edge."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError
from tests.methodology.rules.columns import alone, applied, fitted, refused, rule


def frame_goalposts(**parameters: Any) -> Any:
    return rule("frame-goalposts", **parameters)


class TestEnds:
    def test_a_percentile_to_a_target(self) -> None:
        method = frame_goalposts(low_percentile=25, high=9)
        # of 1, 3, 5, 7, 20 the first quartile is 3
        assert alone(method, 1.0, 3.0, 5.0, 7.0, 20.0, None) == [0.0, 0.0, 2 / 6, 4 / 6, 1.0, None]

    def test_a_percentile_lies_between_two_values(self) -> None:
        # 2.5 % of the way through 5 values is a tenth of the way from the first to the second
        assert fitted(frame_goalposts(low_percentile=2.5, high=9), (1.0, 3.0, 5.0, 7.0, 8.0)) == {
            "low": 1.0 + 0.1 * 2.0,
            "high": 9.0,
        }

    def test_two_percentiles(self) -> None:
        method = frame_goalposts(low_percentile=25, high_percentile=75)
        assert alone(method, 0.0, 1.0, 2.0, 3.0, 9.0) == [0.0, 0.0, 0.5, 1.0, 1.0]

    def test_the_mean_of_the_extremes_whatever_their_order(self) -> None:
        method = frame_goalposts(low_mean_of=2, high_mean_of=3)
        assert fitted(method, (9.0, 1.0, 8.0, None, 3.0, 10.0)) == {
            "low": (1 + 3) / 2,
            "high": (8 + 9 + 10) / 3,
        }
        assert alone(frame_goalposts(low_mean_of=1, high_mean_of=1), 4.0, 2.0, 6.0) == [0.5, 0.0, 1.0]

    def test_where_less_is_better_the_high_end_is_the_worst(self) -> None:
        method = frame_goalposts(low=0, high_percentile=75, direction="down")
        assert alone(method, 0.0, 2.0, 4.0, 8.0, 40.0) == [1.0, (8 - 2) / 8, 0.5, 0.0, 0.0]

    def test_0_and_100_per_cent_are_min_max(self) -> None:
        cells = (4.0, -1.0, 9.0, None)
        method = frame_goalposts(low_percentile=0, high_percentile=100)
        assert alone(method, *cells) == alone(rule("min-max"), *cells)

    def test_a_range_of_its_own_makes_scores(self) -> None:
        method = frame_goalposts(low_percentile=0, high=10, range=[1, 7])
        assert method.output == "score"
        assert alone(method, 0.0, 5.0, 12.0) == [1.0, 4.0, 7.0]

    def test_goalposts_are_taken_before_the_transform(self) -> None:
        method = frame_goalposts(low_mean_of=2, high=1000, transform="log10")
        assert fitted(method, (5.0, 15.0, 100.0)) == {"low": 1.0, "high": 3.0}  # log10 of the mean, 10
        assert applied(method, (100.0,), {"low": 1.0, "high": 3.0}) == [0.5]


class TestClip:
    @pytest.mark.parametrize(
        ("clip", "capped", "expected"),
        [(True, True, [0, 1]), (False, False, [-1, 2]), ("low", False, [0, 2]), ("high", True, [-1, 1])],
    )
    def test_it_holds_the_ends_that_it_names(
        self, clip: bool | str, capped: bool, expected: list[int]
    ) -> None:
        method = frame_goalposts(low_percentile=25, high_percentile=75, clip=clip)
        shares = alone(method, 0.0, 2.0, 3.0, 4.0, 6.0)  # quartiles 2 and 4
        assert [shares[0], shares[-1]] == expected
        assert method.capped is capped
        assert frame_goalposts(low=0, high_mean_of=1, clip="low", direction="down").capped


class TestFaults:
    @pytest.mark.parametrize(
        ("parameters", "words"),
        [
            ({"high": 1}, "one of low, low_percentile and low_mean_of"),
            (
                {"low": 0, "low_percentile": 5, "high_percentile": 95},
                "one of low, low_percentile and low_mean_of",
            ),
            ({"low_percentile": 5}, "one of high, high_percentile and high_mean_of"),
            ({"low": 0, "high": 1}, "nothing is learned; write kind: goalposts"),
            ({"low_percentile": 95, "high_percentile": 5}, "low_percentile must be below high_percentile"),
            ({"low_percentile": 101, "high": 1}, "less than or equal to 100"),
            ({"low_mean_of": 0, "high": 1}, "greater than or equal to 1"),
            ({"low": 0, "high_percentile": 95, "transform": "log"}, "not defined at low = 0"),
        ],
    )
    def test_what_a_file_may_not_say(self, parameters: dict[str, Any], words: str) -> None:
        with pytest.raises(ValidationError, match=words):
            frame_goalposts(**parameters)

    def test_too_few_units_for_a_mean(self) -> None:
        code, words = refused(frame_goalposts(low=0, high_mean_of=5), (1.0, None, 2.0))
        assert (code, words) == ("too-few-units", "it takes the mean of 5 units, and 2 have a value")

    def test_a_target_that_all_have_passed(self) -> None:
        code, words = refused(frame_goalposts(low_percentile=2.5, high=3), (4.0, 5.0))
        assert code == "goalposts-not-apart"
        assert words.startswith("its goalposts are 4.025 (low) and 3 (high)")

    def test_one_and_the_same_value(self) -> None:
        both = frame_goalposts(low_percentile=5, high_percentile=95)
        assert refused(both, (7.0, 7.0)) == ("zero-range", "every unit has 7")
        assert alone(frame_goalposts(low_percentile=5, high=9), 7.0) == [0.0]

    def test_goalposts_beyond_floating_point(self) -> None:
        method = frame_goalposts(low_percentile=0, high_percentile=100, transform="power", power=2)
        assert refused(method, (0.0, 1e300))[0] == "goalposts-not-apart"

    def test_it_cannot_be_learned_in_batches(self) -> None:
        method = frame_goalposts(low_percentile=5, high=9)
        assert (method.needs_fit, method.needs_all_units) == (True, True)


@given(
    st.lists(st.integers(-1000, 1000), min_size=3, max_size=30, unique=True),
    st.floats(0, 49),
    st.floats(51, 100),
)
def test_more_is_never_worse_and_nothing_leaves_the_scale(values: list[int], low: float, high: float) -> None:
    method = frame_goalposts(low_percentile=low, high_percentile=high)
    shares = [share for share in alone(method, *sorted(map(float, values))) if share is not None]
    assert len(shares) == len(values)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
