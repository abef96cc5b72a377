"""Ranks among the units of the frame and what is made of them: by hand, every tie rule, every edge."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.special import ndtri  # type: ignore[import-untyped]  # scipy ships no types
from tests.methodology.rules.columns import alone, applied, fitted, refused, rule

CELLS = (30.0, 10.0, 20.0, 20.0, None)  # ascending ranks: 4, 1, and 2 to 3 for the two that tie


class TestRank:
    @pytest.mark.parametrize(("ties", "shared"), [("min", 2.0), ("max", 3.0), ("average", 2.5)])
    def test_the_best_unit_has_the_highest_rank(self, ties: str, shared: float) -> None:
        method = rule("rank", ties=ties)
        assert alone(method, *CELLS) == [4.0, 1.0, shared, shared, None]
        assert method.output == "score"

    @pytest.mark.parametrize(("ties", "shared"), [("min", 2.0), ("max", 3.0), ("average", 2.5)])
    def test_values_are_turned_round_before_they_are_ranked(self, ties: str, shared: float) -> None:
        assert alone(rule("rank", ties=ties, direction="down"), *CELLS) == [1.0, 4.0, shared, shared, None]

    def test_one_unit_and_units_of_one_value(self) -> None:
        assert alone(rule("rank"), 7.0) == [1.0]
        assert alone(rule("rank", ties="average"), 7.0, 7.0, 7.0) == [2.0, 2.0, 2.0]

    def test_negative_and_huge_values_are_ranked_like_any_other(self) -> None:
        assert alone(rule("rank"), -1e100, 1e100, -1e-100, 0.0) == [1.0, 4.0, 2.0, 3.0]

    def test_0_is_0_whatever_its_sign(self) -> None:
        assert alone(rule("rank", direction="down"), 0.0, -0.0, 1.0) == [2.0, 2.0, 1.0]

    @pytest.mark.parametrize(
        ("ties", "expected"),
        [("min", [1.0, 2.0, 4.0, 4.0]), ("max", [1.0, 3.0, 4.0, 4.0]), ("average", [1.0, 2.5, 4.0, 4.0])],
    )
    def test_a_unit_outside_the_frame_takes_the_place_of_the_next_better_one(
        self, ties: str, expected: list[float]
    ) -> None:
        method = rule("rank", ties=ties)
        statistics = fitted(method, CELLS)
        assert applied(method, (5.0, 15.0, 25.0, 99.0), statistics) == expected
        reverse = rule("rank", ties=ties, direction="down")
        assert applied(reverse, (99.0, 25.0, 15.0, 5.0), fitted(reverse, CELLS)) == expected

    def test_the_fit_keeps_the_values_in_order(self) -> None:
        assert fitted(rule("rank"), CELLS) == {"values": (10.0, 20.0, 20.0, 30.0)}

    def test_a_saved_fit_holds_lists(self) -> None:
        assert applied(rule("rank"), (20.0,), {"values": [10.0, 20.0, 30.0]}) == [2.0]


class TestBorda:
    @pytest.mark.parametrize(("ties", "shared"), [("min", 1.0), ("max", 2.0), ("average", 1.5)])
    def test_it_counts_the_units_left_behind(self, ties: str, shared: float) -> None:
        assert alone(rule("borda", ties=ties), *CELLS) == [3.0, 0.0, shared, shared, None]
        assert alone(rule("borda", ties=ties, direction="down"), *CELLS) == [0.0, 3.0, shared, shared, None]

    def test_one_unit_leaves_nobody_behind(self) -> None:
        assert alone(rule("borda"), 7.0) == [0.0]


class TestRankShare:
    """As rankings are published: rank 1 is the best, here 30, and 20 takes up ranks 2 and 3 of 4."""

    @pytest.mark.parametrize(("ties", "rank"), [("min", 2.0), ("max", 3.0), ("average", 2.5)])
    def test_the_best_has_1_or_the_worst_has_0(self, ties: str, rank: float) -> None:
        n = 4
        best = [(n + 1 - 1) / n, (n + 1 - 4) / n, (n + 1 - rank) / n, (n + 1 - rank) / n, None]
        assert alone(rule("rank-share", ties=ties), *CELLS) == best
        worst = [(n - 1) / n, 0.0, (n - rank) / n, (n - rank) / n, None]
        assert alone(rule("rank-share", anchor="worst", ties=ties), *CELLS) == worst

    def test_ties_share_their_mean_rank_unless_said(self) -> None:
        assert rule("rank-share") == rule("rank-share", ties="average", anchor="best", reversal="before")

    @pytest.mark.parametrize(
        ("reversal", "ties", "rank"),
        [
            # The lowest is the best now: 10 has rank 1, the two of 20 take up 2 and 3.
            ("before", "min", 2.0),
            ("before", "max", 3.0),
            # Ranked from the highest they take up 2 and 3 as well: 4 + 1 - 2, or 4 + 1 - 3.
            ("after", "min", 4 + 1 - 2.0),
            ("after", "max", 4 + 1 - 3.0),
            ("before", "average", 2.5),
            ("after", "average", 4 + 1 - 2.5),
        ],
    )
    def test_where_less_is_better_values_or_finished_ranks_are_turned_round(
        self, reversal: str, ties: str, rank: float
    ) -> None:
        method = rule("rank-share", direction="down", reversal=reversal, ties=ties)
        assert alone(method, *CELLS) == [1 / 4, 1.0, (5 - rank) / 4, (5 - rank) / 4, None]

    def test_one_unit_is_the_best_and_the_worst(self) -> None:
        assert alone(rule("rank-share"), 7.0) == [1.0]
        assert alone(rule("rank-share", anchor="worst"), 7.0) == [0.0]

    def test_units_of_one_value(self) -> None:
        assert alone(rule("rank-share"), 7.0, 7.0) == [0.75, 0.75]


class TestPercentileRank:
    @pytest.mark.parametrize(("ties", "rank"), [("min", 2.0), ("max", 3.0), ("average", 2.5)])
    def test_it_counts_among_the_others_or_among_all(self, ties: str, rank: float) -> None:
        others = [3 / 3, 0.0, (rank - 1) / 3, (rank - 1) / 3, None]
        assert alone(rule("percentile-rank", ties=ties), *CELLS) == others
        of_all = [4 / 4, 1 / 4, rank / 4, rank / 4, None]
        assert alone(rule("percentile-rank", of="all", ties=ties), *CELLS) == of_all

    def test_less_may_be_better(self) -> None:
        assert alone(rule("percentile-rank", direction="down"), *CELLS) == [0.0, 1.0, 1 / 3, 1 / 3, None]

    @pytest.mark.parametrize("cells", [(7.0,), (None, 7.0, None)])
    def test_one_unit_alone_has_no_percentile_among_others(self, cells: tuple[float | None, ...]) -> None:
        # COINr gives NaN.
        code, words = refused(rule("percentile-rank"), cells)
        assert (code, words) == ("one-unit", "one unit alone has a value, and no other to be compared with")
        assert alone(rule("percentile-rank", of="all"), *cells).count(1.0) == 1

    def test_units_of_one_value_are_the_worst_the_best_or_between(self) -> None:
        found = {
            ties: alone(rule("percentile-rank", ties=ties), 7.0, 7.0, 7.0)
            for ties in ("min", "max", "average")
        }
        assert found == {"min": [0.0] * 3, "max": [1.0] * 3, "average": [0.5] * 3}

    def test_a_unit_outside_the_frame_stays_within_the_scale(self) -> None:
        method = rule("percentile-rank")
        assert applied(method, (-99.0, 99.0), fitted(method, CELLS)) == [0.0, 1.0]


class TestCategorical:
    def test_the_bands_of_the_handbook(self) -> None:
        # 20 units: the k-th from below stands at the (5 k)th percentile, and a band begins above its own.
        found = alone(rule("categorical"), *(float(k) for k in range(1, 21)))
        assert found == [0.0] + [0.2] * 2 + [0.4] * 4 + [0.5] * 6 + [0.6] * 4 + [0.8] * 2 + [1.0]

    def test_less_may_be_better(self) -> None:
        found = alone(rule("categorical", direction="down"), *(float(k) for k in range(1, 21)))
        assert found[0] == 1.0
        assert found[-1] == 0.0

    @pytest.mark.parametrize(
        "bands",
        [
            [{"above": 50, "score": 10}, {"above": 75, "score": 30}],
            [{"above": 75, "score": 30}, {"above": 50, "score": 10}],
        ],
    )
    def test_bands_of_ones_own_may_be_points(self, bands: list[dict[str, float]]) -> None:
        method = rule("categorical", outcome="score", bands=bands, otherwise=2)
        assert method.output == "score"
        assert alone(method, 1.0, 2.0, 3.0, 4.0, None) == [2.0, 2.0, 10.0, 30.0, None]

    @pytest.mark.parametrize(("ties", "expected"), [("min", 0.5), ("max", 0.6), ("average", 0.5)])
    def test_ties_share_a_band(self, ties: str, expected: float) -> None:
        # Ranks 2 and 3 of 4: at the 50th, the 75th or the 62.5th percentile.
        assert alone(rule("categorical", ties=ties), *CELLS)[2:4] == [expected, expected]

    def test_one_unit_stands_at_the_hundredth_percentile(self) -> None:
        assert alone(rule("categorical"), 7.0) == [1.0]

    @pytest.mark.parametrize("starts", [(50, 50), (50, 75, 60), (100,), (-1,)])
    def test_bands_rise_or_fall_within_0_to_100(self, starts: tuple[float, ...]) -> None:
        with pytest.raises(ValidationError, match=r"strictly by above|above"):
            rule("categorical", bands=[{"above": start, "score": 1} for start in starts])

    @pytest.mark.parametrize(("parameters", "capped"), [({}, True), ({"otherwise": 1.5}, False)])
    def test_whether_a_cell_can_earn_more_than_the_whole(
        self, parameters: dict[str, float], capped: bool
    ) -> None:
        assert rule("categorical", **parameters).capped is capped


class TestNormalScore:
    """Quantiles of the normal distribution, held against those of scipy (Cephes)."""

    @pytest.mark.parametrize(
        ("positions", "offset"), [("van-der-waerden", 0), ("blom", 3 / 8), ("tukey", 1 / 3), ("hazen", 1 / 2)]
    )
    def test_a_rank_is_laid_over_the_distribution(self, positions: str, offset: float) -> None:
        expected = ndtri((np.array([4, 1, 2.5, 2.5]) - offset) / (4 + 1 - 2 * offset)).tolist()
        found = alone(rule("normal-score", positions=positions), *CELLS)
        assert found == [*map(pytest.approx, expected), None]
        assert alone(rule("normal-score", positions=positions, direction="down"), *CELLS) == [
            None if x is None else pytest.approx(-x) for x in found
        ]


@pytest.mark.parametrize(
    "kind", ["rank", "borda", "rank-share", "percentile-rank", "categorical", "normal-score"]
)
def test_ranks_need_every_unit_at_once(kind: str) -> None:
    method: Any = rule(kind)
    assert method.needs_fit
    assert method.needs_all_units
    assert not rule("min-max").needs_all_units


def test_only_what_lies_above_a_value_is_ranked_and_the_rest_earns_nothing() -> None:
    """CalEnviroScreen 2.0: of 0, 2, 5, 5 and none, the three above 0 have the percentiles 1/3, 3/3 and 3/3."""
    method, cells = rule("percentile-rank", of="all", ties="max", above=0), (0.0, 2.0, 5.0, 5.0, None)
    assert alone(method, *cells) == [0, 1 / 3, 1, 1, None]
    assert alone(method, 0.0, None) == [0, None]
    values = np.array([math.nan if cell is None else cell for cell in cells])
    within = method.apply_within([values], [np.full(5, 1e-9)], fitted(method, cells))
    assert within.tolist()[:4] == [0, 1 / 3, 1, 1]
    assert '"above"' not in rule("percentile-rank").model_dump_json()
