"""A cell of several lines, and one that a spreadsheet was told to leave alone."""

from __future__ import annotations

import pytest

from dtiscore.tables.cell_texts import goes_over_lines, in_one_line, without_wrapping


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb", "a b"), ("a \r\n\t b", "a b"), ("a\n\nb\n", "a b "), ("a  b", "a  b"), ("", "")],
)
def test_a_blank_stands_for_a_line_break(text: str, line: str) -> None:
    assert in_one_line(text) == line
    assert goes_over_lines(text) == (text != line)


@pytest.mark.parametrize(
    ("text", "bare"),
    [('="007"', "007"), (' ="a b" ', "a b"), ('=""', ""), ('="a"&"b"', None), ("=1+1", None), ("a", None)],
)
def test_only_a_formula_that_is_a_text_is_unwrapped(text: str, bare: str | None) -> None:
    assert without_wrapping(text) == (text if bare is None else bare)
