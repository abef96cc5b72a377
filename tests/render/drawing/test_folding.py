"""Folding counts terminal cells, loses nothing, and breaks words only where it must."""

from __future__ import annotations

from hypothesis import given, strategies as st

from dtiscore.render.drawing.folding import fold, narrowest, padded, width_of


def test_lines_break_between_words() -> None:
    assert fold("Hoạt động chính quyền số", 15) == ["Hoạt động chính", "quyền số"]


def test_a_word_longer_than_the_line_breaks() -> None:
    assert fold("abcdefgh ij", 4) == ["abcd", "efgh", "ij"]


def test_later_lines_can_be_shorter() -> None:
    assert fold("một hai ba bốn năm", 10, 7) == ["một hai ba", "bốn năm"]
    assert fold("một hai ba bốn năm", 10, 6) == ["một hai ba", "bốn", "năm"]
    assert fold("abcdefgh", 6, 4) == ["abcd", "efgh"]


def test_wide_letters_take_two_cells() -> None:
    assert fold("日本語", 4) == ["日本", "語"]
    assert padded("日本", 6) == "日本  "
    assert padded("e\u0301", 3, right=True) == "  e\u0301"  # a combining mark takes no cell


def test_narrowest_width_for_a_number_of_lines() -> None:
    assert narrowest("Cung cấp dịch vụ trực tuyến", 3) == len("trực tuyến")
    assert narrowest("Cung cấp dịch vụ trực tuyến", 1) == 27


def test_empty_text_is_one_empty_line() -> None:
    assert fold("", 10) == [""]


WORDS = st.lists(st.text(alphabet="abđếờ日", min_size=1, max_size=12), min_size=1, max_size=8)


@given(WORDS, st.integers(min_value=2, max_value=30))
def test_nothing_is_lost_and_no_line_is_too_long(words: list[str], width: int) -> None:
    lines = fold(" ".join(words), width)
    assert "".join("".join(lines).split()) == "".join(words)
    assert all(width_of(line) <= width for line in lines)
