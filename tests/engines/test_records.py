"""Cells written a column at a time have the bytes of cells written one by one."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.engines.records import lines_of, numbers_as_text, ranks_as_text, texts_for
from dtiscore.render.forms.delimited import to_csv

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


@settings(deadline=None)
@given(st.lists(NUMBERS | st.sampled_from(AROUND), min_size=1))
def test_numbers_are_written_as_python_writes_them(numbers: list[float]) -> None:
    wanted = ["" if number != number else repr(number) for number in numbers]
    assert numbers_as_text(np.array(numbers)).to_pylist() == wanted


def test_ranks_are_whole_where_they_can_be() -> None:
    assert ranks_as_text(np.array([1.0, math.nan, 3.0])).to_pylist() == ["1", "", "3"]
    assert ranks_as_text(np.array([1.5, math.nan, 3.0])).to_pylist() == ["1.5", "", "3"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text(
    "=+-@,;\t\"' a1\n\r", max_size=6
)


@pytest.mark.parametrize("delimiter", [",", "\t"])
@settings(deadline=None)
@given(texts=st.lists(TEXTS, min_size=1))
def test_texts_are_quoted_and_defused_as_one_by_one(delimiter: str, texts: list[str]) -> None:
    cells = texts_for(delimiter)(pa.array(texts, pa.string()))
    found = lines_of([cells, pa.array(["1"] * len(texts))], delimiter).decode()
    whole = to_csv({"a": texts, "b": [1] * len(texts)}, delimiter=delimiter)
    assert found == whole.removeprefix(f"a{delimiter}b\n")


def test_an_absent_text_is_an_empty_cell() -> None:
    cells = texts_for(",")(pa.array(["a", None, "=b"], pa.string()))
    assert lines_of([cells, pa.array(["1", "2", "3"])], ",") == b"a,1\n,2\n'=b,3\n"
