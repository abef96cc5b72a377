"""Periods sort in time, and two spellings of one compare equal."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from dtiscore.tables.periods import comparable, in_time


@pytest.mark.parametrize(
    "periods",
    [
        [None, "9", "10", "2021", "2022"],
        ["Tháng 1", "Tháng 9", "Tháng 10", "Tháng 12"],
        ["2022", "2022-1", "2022-02", "2022-10", "2023-1"],
        ["2022 Q1", "2022 Q2", "2022 Q10"],
        ["1", "9" * 5000, "1" + "0" * 5000],
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
        ("2020-02", "2020-2", False),
    ],
)
def test_spellings(one: str, other: str, same: bool) -> None:
    assert (comparable(one) == comparable(other)) is same
