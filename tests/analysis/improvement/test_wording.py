"""Numbers are written as their column is, and read back as what they were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dtiscore.questions.improve.answer.wording import NumberForm, finely, form_of
from dtiscore.tables.numbers import NumberStyle, PercentRule, read_number_column
from dtiscore.tables.written import Written


@pytest.mark.parametrize(
    ("cells", "percent", "value", "text"),
    [
        (["0.25", "0.5"], "sign", 0.75, "0.75"),
        (["0,25", "0,5"], "sign", 0.75, "0,75"),
        (["1.234,5", "2"], "sign", 1300.25, "1300,25"),
        (["45%", "50%"], "sign", 0.625, "62.5%"),
        (["45%", "50%"], "unit", 62.5, "62.5%"),
        (["45", "50"], "bare", 0.625, "62.5"),
        (["345.50", "1.5"], "sign", 402.125, "402.1250"),  # three decimals might be thousands
        (["3", "12"], "sign", 7, "7"),
        (["", "2.5"], "sign", 1e-5, "0.00001"),
    ],
)
def test_a_number_is_written_like_the_others(
    cells: Sequence[str], percent: PercentRule, value: float, text: str
) -> None:
    read = read_number_column(cells, percent=percent)
    written = Written(read.style or NumberStyle("."), percent)
    assert form_of(written, cells, read.values, cells[-1]).written(value) == text


@pytest.mark.parametrize(
    ("cells", "values", "decimals"),
    [
        (["80,5", "91,0 b"], [80.5, 91.0], 1),
        (["80,5", "<1"], [80.5, 0.5], 1),
        (["80,5", "n/a 1,25"], [80.5, np.nan], 1),
        (["80", "91 b"], [80.0, 91.0], 0),
        (["1,25e-3", "2"], [0.00125, 2], 5),
        (["1,25e3", "2"], [1250.0, 2], 0),
    ],
)
def test_what_stands_beside_a_number_is_no_part_of_it(
    cells: Sequence[str], values: Sequence[float], decimals: int
) -> None:
    """One flag in a column made a decimal point of its commas, and whole numbers of all that could be reached."""
    written = Written(NumberStyle(","), flags={"b"}, texts={"<1": 0.5})
    form = form_of(written, cells, np.array(values), cells[0])
    assert (form.decimal, form.decimals, form.counts) == (",", decimals, decimals == 0)


@pytest.mark.parametrize("percent", ["sign", "unit", "bare"])
@pytest.mark.parametrize("mark", [".", ","])
def test_what_is_written_is_read_back(percent: PercentRule, mark: str) -> None:
    style = NumberStyle("." if mark == "." else ",")
    sign = "" if percent == "bare" else "%"
    cells = [f"{number}{sign}".replace(".", mark) for number in ("45.5", "7.25")]
    values = read_number_column(cells, declared=style, percent=percent).values
    text = form_of(Written(style, percent), cells, values, cells[0]).written(0.1234)
    again = read_number_column([*cells, text], declared=style, percent=percent)
    assert not again.faults
    assert again.values.tolist() == [*values.tolist(), 0.1234]


@pytest.mark.parametrize(("way", "rounded"), [(1, 0.124), (-1, 0.123), (0, 0.123)])
def test_rounding_goes_the_way_that_gains(way: int, rounded: float) -> None:
    assert NumberForm(decimals=3).rounded(0.1231, way) == rounded


def test_rounding_takes_noise_for_what_it_is() -> None:
    assert NumberForm(decimals=1).rounded(0.1 + 0.2, 1) == 0.3


@pytest.mark.parametrize("size", [1e6, 1e9, 1e12])
def test_what_is_no_noise_is_none_in_large_numbers_either(size: float) -> None:
    assert NumberForm(decimals=0).rounded(size + 0.3, 1) == size + 1
    assert NumberForm(decimals=0).rounded(size + 0.7, -1) == size


def test_whole_numbers_above_one_are_counts() -> None:
    assert form_of(Written(), ["3", "12"], np.array([3.0, 12.0]), "3").counts
    assert not form_of(Written(), ["0", "1"], np.array([0.0, 1.0]), "1").counts
    assert not form_of(Written(), ["3.5", "12"], np.array([3.5, 12.0]), "12").counts


@pytest.mark.parametrize(
    ("decimals", "reach", "enough"),
    [(4, 0.5, 4), (0, 0.5, 2), (8, 64000, 2), (4, 100, 4), (1, 0.04, 3)],
)
def test_decimals_follow_the_room(decimals: int, reach: float, enough: int) -> None:
    assert finely(NumberForm(decimals=decimals), reach).decimals == enough
