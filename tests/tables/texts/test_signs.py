"""Where single bytes stand in a large text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from dtiscore.tables.texts.signs import is_longer_between, look_over, stand_far_apart


@given(st.text(alphabet="ab,\n", max_size=40), st.integers(1, 8))
def test_how_much_stands_between_separators(text: str, length: int) -> None:
    longest = max(map(len, re.split(r"[,\n]", text)))
    assert is_longer_between(text.encode(), b",\n", length) == (longest > length)


@pytest.mark.parametrize("behind", [0, 3, 600])
@pytest.mark.parametrize("before", [0, 1, 7, 279, 300])
@pytest.mark.parametrize(
    "cell",
    ["1.5,", "0.1234567890123456,", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu đã sáp nhập,", "x" * 200 + ","],
)
def test_more_bytes_than_allowed_are_found_wherever_they_stand(cell: str, before: int, behind: int) -> None:
    """Whatever else a text consists of; and of cells of some length alone none is suspected."""
    others = cell.encode()
    for length in (301, 302, 700):
        text = others * 50 + b"," * before + b"0" * length + b"\n" * (behind > 0) + others * behind
        assert stand_far_apart(text, b",\n", 300)
    text = others * 500 + b"0" * before + b"," * behind
    if len(others) < 100:
        assert not stand_far_apart(text, b",\n", 300)


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 60), st.sampled_from([300, 301, 500]))
def test_texts_of_any_length_between_separators(lengths: list[int], before: int, length: int) -> None:
    text = b"," * before + b",".join(b"x" * count for count in lengths) + b"," * (before % 3)
    if any(count > length for count in lengths):
        assert stand_far_apart(text, b",\n", length)
    elif all(count < 100 for count in lengths):
        assert not stand_far_apart(text, b",\n", length)


@given(st.binary(max_size=60), st.binary(max_size=4))
def test_one_look_tells_lines_signs_and_whether_a_text_is_ascii(data: bytes, wanted: bytes) -> None:
    seen = look_over(data, wanted)
    assert seen.line_feeds == data.count(b"\n")
    assert seen.is_ascii == data.isascii()
    assert set(seen.signs) == set(wanted) & set(data)
