"""Where single bytes stand in a large text."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

from dtiscore.tables.texts.signs import is_longer_between


@given(st.text(alphabet="ab,\n", max_size=40), st.integers(1, 8))
def test_how_much_stands_between_separators(text: str, length: int) -> None:
    longest = max(map(len, re.split(r"[,\n]", text)))
    assert is_longer_between(text.encode(), b",\n", length) == (longest > length)
