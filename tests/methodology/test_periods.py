"""Periods sort in time, and two spellings of one compare equal."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from dtiscore.methodology.periods import (
    as_told_or_in_time,
    comparable,
    in_no_known_order,
    in_order_of_days,
    in_order_of_two_numbers,
    in_time,
    times_of,
)


@pytest.mark.parametrize(
    "periods",
    [
        [None, "9", "10", "2021", "2022"],
        ["Tháng 1", "Tháng 9", "Tháng 10", "Tháng 12"],
        ["2022", "2022-1", "2022-02", "2022-10", "2023-1"],
        ["2022 Q1", "2022 Q2", "2022 Q10"],
        ["1", "9" * 5000, "1" + "0" * 5000],
        ["11/2022", "12/2022", "1/2023", "2/2023", "10/2023"],
        ["Quý III/2022", "Quý IV/2022", "Quý I/2023", "Quý II/2023"],
        ["Q4-2022", "2023", "Q1-2023", "Q2/2023"],
        ["4Q2022", "1Q2023", "2Q2023"],
        ["Tháng 12 năm 2022", "Tháng 2 năm 2023", "Tháng 10 năm 2023"],
        ["30/11/2022", "31/12/2022", "31/01/2023", "28.02.2023"],
        ["12/31/2022", "01/31/2023", "02/28/2023"],
        ["31/12/2022 00:00", "31/01/2023 00:00"],
        ["Jan 2022", "Feb 2022", "September 2022", "October 2022", "January 2023"],
        ["2022 Jan", "2022 Feb", "2022 Apr", "2023 Jan"],
        ["31 Jan 2023", "5 February 2023", "March 4, 2023", "March 31, 2023"],
        ["Dec-99", "Jan-22", "Feb-22", "Apr-22", "Jan-23"],
        ["Q4/22", "Quý I/23", "T12/24", "1Q25"],
        ["HK1 2020-2021", "HK2 2020-2021", "HK1 2021-2022"],
        ["first quarter 2022", "second quarter 2022", "fourth quarter 2022", "first quarter 2023"],
        ["FY2021", "FY2022", "FY 2023"],
        ["6 tháng đầu năm 2021", "9 tháng đầu năm 2021", "6 tháng cuối năm 2021", "6 tháng đầu năm 2022"],
        ["nửa đầu năm 2021", "nửa cuối năm 2021", "nửa đầu năm 2022"],
        ["2021 - 6 tháng đầu năm", "2021 - 6 tháng cuối năm"],
        ["first half of May 2021", "second half of May 2021", "first half of June 2021"],
        ["first half of 2021", "second half of 2021", "first half of 2022"],
        ["12 tháng 3 năm 2022", "5 tháng 4 năm 2022", "1 tháng 10 năm 2022"],
        ["ngày 12 tháng 3 năm 2022", "ngày 5 tháng 4 năm 2022"],
        ["30/11/22", "31/12/22", "1/1/23"],
        ["2021-Q4", "Q1 2022", "2022-Q2", "q3/2022", "2022 Q4", "Q1-2023"],
        ["2022M01", "2022M02", "2022M11"],
        ["11²/2022", "12²/2022", "1²/2023"],
        ["2020/21", "2021/22", "2022/23"],
        ["Quý I/2022", "Quý V/2022", "Quý IX/2022", "Quý X/2022"],
        ["202111", "202112", "202201"],
        ["20211231", "20220131", "20220201"],
        ["20214", "20221", "20224"],
        ["122021", "12022", "22022"],
        ["Q4FY21", "Q1FY22", "Q2FY22"],
        ["FY99", "FY00", "FY01"],
        ["Wave I", "Wave II", "Wave IV", "Wave IX"],
        ["Jan", "March", "Sept", "October"],
        ["First wave", "second wave", "third wave"],
    ],
)
def test_numbers_count_as_numbers(periods: list[str | None]) -> None:
    assert all(in_time(one) < in_time(other) for one, other in pairwise(periods))
    backwards = periods[::-1]
    assert sorted(backwards, key=in_time) == periods


@given(st.lists(st.one_of(st.none(), st.text(max_size=8))))
def test_any_texts_have_one_order(periods: list[str | None]) -> None:
    backwards = periods[::-1]
    assert sorted(periods, key=in_time) == sorted(backwards, key=in_time)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2022", "2022.0", True),
        ("2022", "2022.00", True),
        ("Quý 1", "QUÝ  1", True),
        ("2022", "2022.1", False),
        ("2022", "02022", False),
        ("v2.0", "v2", False),
        ("2020/21", "2020-21", True),
        ("2020-2021", "2020–21", True),
        ("1999 - 2000", "1999/00", True),
        ("2020-21", "2021-22", False),
        ("2020-22", "2020-2022", False),  # perhaps no years
        ("2020-12", "2020-2012", False),
        ("2020-02", "2020-2", True),
        ("1/2022", "01/2022", True),
        ("1/2022", "2022-01", True),
        ("Q1/2022", "2022-Q1", True),
        ("Feb 2022", "2/2022", True),
        ("31/12/2022", "2022-12-31", True),
        ("202112", "2021-12", True),
        ("FY22", "FY2022", True),
        ("1/2022", "10/2022", False),
        ("Q1/2022", "1/2022", False),
        ("6 tháng đầu năm 2021", "6 tháng cuối năm 2021", False),
        ("6 tháng đầu năm 2021", "6 tháng đầu 2021", True),
        ("6 tháng đầu năm 2021", "Tháng 6/2021", False),
        ("first half of 2021", "first quarter of 2021", False),
        ("first half of 2021", "January 2021", False),
        ("first half of May 2021", "first half of June 2021", False),
        ("first half of May 2021", "May 2021", False),
        ("first week of March 2021", "first Monday of March 2021", False),
        ("6 tháng đầu năm 2021", "2021 - 6 tháng đầu năm", True),
    ],
)
def test_spellings(one: str, other: str, same: bool) -> None:
    assert (comparable(one) == comparable(other)) is same


def test_written_in_numbers_their_order_is_known() -> None:
    for periods in (
        ["Tháng 9", "Tháng 10"],
        ["Q4-2022", "Q1 2023"],
        ["12/31/2022", "01/31/2023"],
        ["HK1 2020-2021", "HK2 2020-2021"],
        ["2021", "2022 (provisional)"],
        ["2022", "2022.0"],
        [None, "2022"],
    ):
        assert in_no_known_order(periods) is None, periods


@pytest.mark.parametrize(
    "periods",
    [
        ["after", "before"],
        ["Février 2022", "Janvier 2022"],
        ["2022-06", "Q1 2022"],
        ["2022", "2022-06"],
        ["2022", "2022 revised"],
        ["Autumn 2022", "Spring 2022"],
    ],
)
def test_the_alphabet_is_no_order_in_time(periods: list[str]) -> None:
    first, last = periods
    assert in_no_known_order(periods) == (first, last)
    assert in_no_known_order(["1999", None, *periods[::-1], "2030"]) is not None
    pairs = [(last, 1), (first, 2)]
    assert as_told_or_in_time(pairs, lambda pair: pair[0]) == pairs
    assert as_told_or_in_time([("2023", 1), ("2022", 2)], lambda pair: pair[0]) == [("2022", 2), ("2023", 1)]


@pytest.mark.parametrize(
    ("dates", "pair"),
    [
        (["6/1/2022", "6/15/2022", "7/3/2022"], ("7/3/2022", "6/15/2022")),
        (["05/04/2022", "03/05/2022"], ("05/04/2022", "03/05/2022")),
        (["05/04/22", "03/05/22"], ("05/04/22", "03/05/22")),
        (["31/03/2022", "05/04/2022", "03/05/2022"], None),  # a day proves it
        (["31/03/2022", "6/15/2022", "05/04/2022", "03/05/2022"], ("05/04/2022", "03/05/2022")),
        (["1/1/2022", "1/2/2022", "1/12/2022"], None),  # the same either way
        (["12/1/2022", "1/1/2023"], None),
        (["2022-05-04", "2022-03-05"], None),
        ([None, "2021", "2022"], None),
    ],
)
def test_dates_of_which_the_day_may_not_stand_first(
    dates: list[str | None], pair: tuple[str, str] | None
) -> None:
    assert in_order_of_days(dates) == pair


@pytest.mark.parametrize(
    ("periods", "pair"),
    [
        (["12/21", "01/22"], ("01/22", "12/21")),
        (["12-21", "1-22"], ("1-22", "12-21")),
        (["01/22", "02/22"], None),
        (["1.1", "1.2"], None),
        (["21", "22"], None),
        (["12/2021", "01/2022"], None),
        (["T12/21", "T1/22"], None),
    ],
)
def test_two_numbers_of_which_the_second_may_be_the_year(
    periods: list[str], pair: tuple[str, str] | None
) -> None:
    assert in_order_of_two_numbers(periods) == pair
    assert as_told_or_in_time(periods, lambda period: period) == periods


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (["2015", "2020", "2021.0"], [2015, 2020, 2021]),
        (["1", "2", "4"], [1, 2, 4]),
        (["2015/16", "2020-21", "2021/22"], [0, 5, 6]),
        (["2001-02", "2002-03"], [0, 1]),
        (["FY2015", "FY20"], [0, 5]),
        (["31/12/2015", "31/12/2020"], [0, 5]),
        (["20151231", "20201231"], [0, 5]),
        (["Dec 2015", "12/2020"], [0, 5]),
        (["202110", "202111", "202112", "202201"], [0, 1, 2, 3]),
        (["102021", "112021", "122021", "012022"], [0, 1, 2, 3]),
        (["2001-02", "2001-03", "2002-01"], [0, 1, 11]),
        (["2022-4", "2022-5"], [0, 1]),
        (["Tháng 12 năm 2021", "Tháng 2 năm 2022"], [0, 2]),
        (["Jan 2021", "Nov 2021"], [0, 10]),
        (["2022M01", "2022M03"], [0, 2]),
        (["T9/22", "T1/23"], [0, 4]),
        (["20214", "20222"], [0, 2]),
        (["2015-Q4", "2020-Q4", "2021-Q1"], [0, 20, 21]),
        (["first quarter 2021", "fourth quarter 2021"], [0, 3]),
        (["Quý IV/2021", "Quý II/2022"], [0, 2]),
        (["H2 2021", "H2 2022", "H1 2023"], [0, 2, 3]),
    ],
)
def test_periods_say_how_far_apart_they_are(periods: list[str], expected: list[float]) -> None:
    assert times_of(periods) == dict(zip(periods, expected, strict=True))


@pytest.mark.parametrize(
    "periods",
    [
        ["Wave 1", "Wave 4"],
        ["before", "after"],
        ["2021-1", "2021-2"],  # months, quarters or terms
        ["T1/22", "T2/22"],
        ["2021-W05", "2021-W06"],
        ["Q9/2021", "Q10/2021"],
        ["HK1 2020-2021", "HK2 2020-2021"],
        ["2020-12-31", "2021-01-31"],
        ["05/06/2020", "06/05/2021"],
        ["2021", "202206"],
        ["2015/16", "2016"],
        ["2", "02"],
        ["2022", None],
    ],
)
def test_others_have_an_order_at_most(periods: list[str | None]) -> None:
    assert times_of(periods) is None
