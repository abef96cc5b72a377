"""What an edition publishes: decimals, cut bands and quantile bands, each boundary said."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError
from tests.made import HEAD

from dtiscore.errors import InvalidMethodology
from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.bands.cut_points import CutBands
from dtiscore.methodology.bands.groups import NTileBands, QuantileBands
from dtiscore.methodology.bands.strata import DaleniusHodgesBands
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.publication import Authority, Publication, Ranking

HDI_CUTS = [
    {"code": "Very High", "at_least": 0.8},
    {"code": "High", "at_least": 0.7},
    {"code": "Medium", "at_least": 0.55},
    {"code": "Low"},
]


def cuts(*bands: dict[str, object]) -> CutBands:
    return CutBands.model_validate({"on": "published", "cuts": list(bands or HDI_CUTS)})


def quantiles(count: int, closed: str = "right") -> QuantileBands:
    return QuantileBands.model_validate({"kind": "quantiles", "count": count, "closed": closed})


def test_the_file_says_as_and_rounds_half_up_unless_told() -> None:
    publication = Publication.model_validate({"as": "fraction", "decimals": 4})
    assert publication.form == "fraction"
    assert publication.round == Rounding(decimals=4, rule="half-up")


def test_what_is_ranked_has_no_default() -> None:
    with pytest.raises(ValidationError, match="on"):
        Ranking.model_validate({})
    assert Ranking(on="full").ties == "min"
    assert Ranking(on="full").order == "descending"


def test_a_cut_belongs_to_the_band_above_it() -> None:
    # UNDP: very high from 0.800, high from 0.700, medium from 0.550.
    values = np.array([0.8, 0.799, 0.7, 0.55, 0.549, -3.0, math.nan])
    assert cuts().label(values) == ["Very High", "High", "High", "Medium", "Low", "Low", None]


def test_a_limit_may_belong_to_the_band_below_it() -> None:
    bands = cuts({"code": "more", "above": 10}, {"code": "ten", "at_least": 10}, {"code": "less"})
    values = np.array([10.1, 10.0, 0.1 * 3 / 0.3 * 10, 9.9])  # the third is 10.000000000000002
    assert bands.label(values) == ["more", "ten", "ten", "less"]


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        (
            [{"code": "a", "at_least": 1}, {"code": "b", "at_least": 2}, {"code": "c"}],
            "highest to the lowest",
        ),
        (
            [{"code": "a", "at_least": 1}, {"code": "b", "at_least": 1}, {"code": "c"}],
            "highest to the lowest",
        ),
        (
            [{"code": "a", "at_least": 1}, {"code": "b", "above": 1}, {"code": "c"}],
            "highest to the lowest",
        ),
        ([{"code": "a", "at_least": 1, "above": 1}, {"code": "b"}], "at a value or above it, not both"),
        ([{"code": "a", "at_least": 2}, {"code": "b", "above": 1}], "the last band is the lowest"),
        ([{"code": "a"}, {"code": "b", "at_least": 1}], "names the value it begins at"),
        ([{"code": "a", "at_least": 2}, {"code": "b", "at_least": 1}], "the last band is the lowest"),
        ([{"code": "a"}], "at least 2"),
    ],
)
def test_bands_that_leave_a_doubt_are_refused(bands: list[dict[str, object]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        cuts(*bands)


def test_quintiles_by_hand() -> None:
    # 1 … 10: the inner quantiles of R type 7 are 2.8, 4.6, 6.4 and 8.2.
    groups = quantiles(5).label(np.arange(1.0, 11.0))
    assert groups == ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5"]


@pytest.mark.parametrize(
    ("closed", "expected"),
    [("right", ["1", "1", "2", "3", "4", "5"]), ("left", ["1", "2", "3", "4", "5", "5"])],
)
def test_a_value_on_a_boundary_goes_where_the_file_says(closed: str, expected: list[str]) -> None:
    assert quantiles(5, closed).label(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])) == expected


def test_values_on_the_boundaries_of_a_hundred_groups_are_not_moved_by_binary_fractions() -> None:
    groups = quantiles(100).label(np.arange(0.0, 101.0))
    assert groups == ["1", *(str(value) for value in range(1, 101))]


def test_missing_values_have_no_group_and_do_not_count() -> None:
    assert quantiles(2).label(np.array([math.nan, 4.0, 1.0, 2.0, 3.0])) == [None, "2", "1", "1", "2"]
    assert quantiles(2).label(np.array([math.nan, math.nan])) == [None, None]


def test_one_unit_and_all_units_equal_are_in_the_lowest_group() -> None:
    assert quantiles(5).label(np.array([7.0])) == ["1"]
    assert quantiles(5).label(np.array([7.0, 7.0, 7.0])) == ["1", "1", "1"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.integers(2, 10))
def test_groups_rise_with_the_values_and_ties_stay_together(values: list[float], count: int) -> None:
    labelled = dict(zip(values, quantiles(count).label(np.array(values)), strict=True))
    groups = [int(labelled[value] or 0) for value in sorted(labelled)]
    assert groups == sorted(groups)
    assert set(groups) <= set(range(1, count + 1))
    assert quantiles(count).label(np.array(values)) == [labelled[value] for value in values]


def n_tiles(count: int, first: str = "highest") -> NTileBands:
    return NTileBands.model_validate({"kind": "n-tiles", "count": count, "first": first})


class TestNTiles:
    def test_the_first_groups_are_one_larger(self) -> None:
        # 11 = 3 + 3 + 3 + 2
        values = np.arange(11.0)
        falling = ["1", "1", "1", "2", "2", "2", "3", "3", "3", "4", "4"]
        assert n_tiles(4, "lowest").label(values) == falling
        assert n_tiles(4, "highest").label(values[::-1]) == falling
        assert n_tiles(4).label(values[::-1]) == falling

    def test_a_number_that_can_be_divided(self) -> None:
        assert n_tiles(3).label(np.array([9.0, 8.0, 7.0, 6.0, 5.0, 4.0])) == ["1", "1", "2", "2", "3", "3"]

    def test_1909_areas_of_wales(self) -> None:
        # 1,909 = 9 x 191 + 190
        groups = n_tiles(10).label(np.arange(1909.0))
        assert [groups.count(str(group)) for group in range(1, 11)] == [191] * 9 + [190]
        assert (groups[1908], groups[1908 - 190], groups[1908 - 191], groups[0]) == ("1", "1", "2", "10")

    def test_equal_values_belong_to_the_group_of_the_best_placed(self) -> None:
        assert n_tiles(3).label(np.array([3.0, 2.0, 2.0, 2.0, 1.0, 0.0])) == ["1", "1", "1", "1", "3", "3"]
        assert n_tiles(2).label(np.array([5.0, 5.0, 5.0])) == ["1", "1", "1"]

    def test_fewer_units_than_groups(self) -> None:
        assert n_tiles(10).label(np.array([1.0, 3.0, 2.0])) == ["3", "1", "2"]
        assert n_tiles(10).label(np.array([1.0])) == ["1"]

    def test_missing_values_have_no_group_and_do_not_count(self) -> None:
        assert n_tiles(2).label(np.array([math.nan, 4.0, 1.0, 2.0, 3.0])) == [None, "1", "2", "2", "1"]
        assert n_tiles(2).label(np.array([math.nan])) == [None]
        assert n_tiles(2).label(np.array([])) == []

    @given(st.lists(st.integers(-5, 5), min_size=1, max_size=40), st.integers(2, 10))
    def test_groups_follow_the_values_whatever_their_order(self, values: list[int], count: int) -> None:
        labelled = dict(zip(values, n_tiles(count).label(np.array(values, dtype=float)), strict=True))
        groups = [int(labelled[value] or 0) for value in sorted(labelled, reverse=True)]
        assert groups == sorted(groups)
        assert groups[0] == 1
        assert groups[-1] <= count
        backwards = n_tiles(count).label(np.array(values[::-1], dtype=float))
        assert backwards == [labelled[value] for value in values[::-1]]


@pytest.mark.parametrize("signed", ["2022", "2022-05", "2022-05-20"])
def test_a_date_of_signature_may_be_a_year_a_month_or_a_day(signed: str) -> None:
    authority = Authority(decision="922/QĐ-BTTTT", issuer="Bộ", source="https://…", signed=signed)
    assert authority.signed == signed


def test_an_authority_names_where_its_text_can_be_read() -> None:
    with pytest.raises(ValidationError, match="source"):
        Authority.model_validate({"decision": "922/QĐ-BTTTT", "issuer": "Bộ"})
    with pytest.raises(ValidationError, match="signed"):
        Authority(decision="d", issuer="i", source="s", signed="20/5/2022")


class TestDaleniusHodges:
    """Limits where the cumulative root of the frequencies is nearest to equal shares of its whole."""

    @staticmethod
    def of(count: int, classes: int | None, *values: float, limits: str = "nearest") -> list[str | None]:
        told = {"kind": "dalenius-hodges", "count": count, "classes": classes, "limits": limits}
        return DaleniusHodgesBands.model_validate(told).label(np.array(values))

    def test_a_tie_takes_the_lower_class(self) -> None:
        # Five classes of two each: sums of 1 to 5 roots of 2; half of the whole lies between the second and the third.
        assert self.of(2, 5, *range(1, 11)) == ["1"] * 4 + ["2"] * 6

    def test_many_low_scores_and_few_high_ones(self) -> None:
        # 16, 4, 1 and 1 in classes of 10: the roots sum to 4, 6, 7 and 8; thirds of the whole are 2.67 and 5.33.
        values = [*np.linspace(0, 10, 16), 12, 14, 16, 18, 25, 40]
        assert self.of(3, 4, *values) == ["1"] * 16 + ["2"] * 4 + ["3"] * 2

    @pytest.mark.parametrize("limits", ["nearest", "balanced"])
    def test_scores_where_two_classes_meet_do_not_go_by_their_last_bit(self, limits: str) -> None:
        # In whole numbers no end of a class is off by a bit; a tenth of them are the same scores.
        for seed in range(60):
            chance = np.random.default_rng(seed)
            whole = chance.integers(1, 100, int(chance.integers(8, 60))).tolist()
            count = int(chance.integers(2, 7))
            tenths = [value / 10 for value in whole]
            wanted = self.of(count, max(whole) - min(whole) or None, *whole, limits=limits)
            assert self.of(count, max(whole) - min(whole) or None, *tenths, limits=limits) == wanted, seed

    def test_its_edges(self) -> None:
        assert self.of(3, None, 7, 7, 7) == ["1"] * 3
        assert self.of(3, None, 7) == ["1"]
        assert self.of(2, None, np.nan, 1, 2) == [None, "1", "2"]
        assert self.of(2, None) == []

    def test_balanced_sums(self) -> None:
        # 4, 1, 1, 1 and 9 in classes of 10: the roots are 2, 1, 1, 1 and 3, half of the whole is 4. Without the fourth
        # class the sums are 4 and 4: the first group stays below its half with two classes, and reaches it with three.
        values = [0, 1, 2, 10 - 1e-9, 10, 20, 30, *np.linspace(40, 50, 9)]
        assert self.of(2, 5, *values, limits="balanced") == ["1"] * 6 + ["2"] * 10

    def test_a_score_at_a_balanced_limit_is_above_it(self) -> None:
        # Five classes from 1 to 11, of two each; 11 is one more in the last, or 1 in the first where limits are the nearest.
        # Roots sum to 7.39: three classes to 4.24, two to 2.83; with the first of three, two classes to 3.15, three to 4.56.
        assert self.of(2, 5, *range(1, 12), limits="balanced") == ["1"] * 6 + ["2"] * 5
        assert self.of(2, 5, *range(1, 12)) == ["1"] * 5 + ["2"] * 6

    def test_balanced_limits_count_from_the_limit_before(self) -> None:
        # 16, 4, 1 and 1: roots of 4, 2, 1 and 1. The first group has more than its third, 2.67, by one class; of what is
        # left, 2 and 2 is nearer to 2.67 each than 3 and 1.
        values = [*np.linspace(0, 9, 16), 10, 12, 14, 16, 25, 40]
        assert self.of(3, 4, *values, limits="balanced") == ["1"] * 16 + ["2"] * 4 + ["3"] * 2

    def test_empty_classes_at_the_start_of_a_balanced_group(self) -> None:
        # 4, 0, 1, 1 and 4: roots of 2, 0, 1, 1 and 2. The second group begins with an empty class, which is not counted:
        # its end is sought after one class or two, so that 1 and 3 are taken although 2 and 2 were nearer.
        values = [0, 1, 2, 3, 25, 35, 40, 44, 47, 50]
        assert self.of(3, 5, *values, limits="balanced") == ["1"] * 4 + ["2"] + ["3"] * 5

    def test_where_no_balanced_limits_leave_each_group_a_class(self) -> None:
        # 1, 0 and 9: the first group would end with the second class, and the second with the last one.
        values = [0, *np.linspace(22, 30, 9)]
        assert self.of(3, 3, *values, limits="balanced") == self.of(3, 3, *values) == ["1"] + ["2"] * 9


def test_what_tells_rows_apart_is_no_indicator() -> None:
    index = {"code": "I", "aggregate": "sum", "children": [{"code": "Region", "rule": {"kind": "identity"}}]}
    with pytest.raises(InvalidMethodology) as refused:
        methodology_from(HEAD | {"layout": {"group": "region"}, "index": index})
    assert [(each.code, each.place.header) for each in refused.value.problems] == [
        ("duplicate-column", "layout.group")
    ]
