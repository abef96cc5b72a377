"""Cells written a column at a time have the bytes of cells written one by one."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.engines.records import lines_of, number_cells, published_cells, rank_cells, text_cells
from dtiscore.methodology.arithmetic import Rounding, RoundingRule, in_full
from dtiscore.tables.texts.writing import to_csv

NUMBERS = st.floats(allow_nan=True, allow_infinity=False)
AROUND = [
    0.0,
    1.0,
    -3.0,
    9999999999.5,
    1e10,
    10000000000.5,
    1e-4,
    9.999e-5,
    1e15,
    1e16,
    123456789012345.6,
    5e-324,
    1 / 3,
    math.nan,
]


def written(cells: pl.Series) -> list[str]:
    """The cells as they stand in a file, beside another column."""
    ones = pl.Series([1] * len(cells))
    return [line.removesuffix(",1") for line in lines_of({"a": cells, "b": ones}, ",").decode().splitlines()]


@settings(deadline=None)
@given(st.lists(NUMBERS | st.sampled_from(AROUND), min_size=1))
def test_numbers_are_written_as_python_writes_them(numbers: list[float]) -> None:
    wanted = ["" if number != number else repr(number) for number in numbers]
    assert written(number_cells(np.array(numbers))) == wanted


@pytest.mark.parametrize("seed", range(4))
def test_so_are_many_numbers_of_every_size(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    numbers = drawn.choice([-1.0, 1.0], 50_000) * 10.0 ** drawn.uniform(-4, 10, 50_000)
    numbers[::3] = np.round(numbers[::3], seed)
    assert written(number_cells(numbers)) == [repr(number) for number in numbers.tolist()]


@settings(deadline=None)
@given(
    st.lists(
        NUMBERS | st.sampled_from(AROUND) | st.floats(-1, 1) | st.integers(-99, 99).map(float), min_size=1
    ),
    st.integers(0, 12),
    st.sampled_from(["half-up", "half-even"]),
)
def test_published_scores_have_all_their_places(
    numbers: list[float], decimals: int, rule: RoundingRule
) -> None:
    rounding, values = Rounding(decimals=decimals, rule=rule), np.array(numbers)
    values[np.abs(values) > 1e100] = 1e100
    wanted = ["" if value is None else in_full(value) for value in rounding.written(values)]
    assert written(published_cells(values, rounding)) == wanted


def test_ranks_are_whole_where_they_can_be() -> None:
    assert written(rank_cells(np.array([1.0, math.nan, 3.0]))) == ["1", "", "3"]
    assert written(rank_cells(np.array([1.5, math.nan, 3.0]))) == ["1.5", "", "3"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text(
    "=+-@,;\t\"' a1\n\r", max_size=6
)


@pytest.mark.parametrize("delimiter", [",", "\t"])
@settings(deadline=None)
@given(texts=st.lists(TEXTS, min_size=1))
def test_texts_are_quoted_and_defused_as_one_by_one(delimiter: str, texts: list[str]) -> None:
    cells = text_cells(pa.chunked_array([texts[:2], texts[2:]], pa.string()), delimiter)
    found = lines_of({"a": cells, "b": pl.Series([1] * len(texts))}, delimiter).decode()
    whole = to_csv({"a": texts, "b": [1] * len(texts)}, delimiter=delimiter)
    assert found == whole.removeprefix(f"a{delimiter}b\n")


def test_an_absent_text_is_an_empty_cell() -> None:
    for plain in ("a", "ạ"):
        cells = text_cells(pa.chunked_array([[plain, None, "=b"]], pa.string()), ",")
        assert written(cells) == [plain, "", "'=b"]


def test_what_would_command_a_log_is_an_escape_as_in_memory() -> None:
    columns: dict[str, list[str | None]] = {
        "unit": ["::error::x", "a", " ::y", "a::b"],
        "name": ["::x", "a ##vso[x]", None, "a # b"],
    }
    cells = {
        name: text_cells(pa.chunked_array([pa.array(texts, pa.string())]), ",")
        for name, texts in columns.items()
    }
    assert f"unit,name\n{lines_of(cells, ',').decode()}" == to_csv(columns)
