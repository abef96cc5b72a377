"""Texts that stand twice are found by their hashes, wherever they stand."""

from __future__ import annotations

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
from hypothesis import given, strategies as st

from dtiscore.engines.distinct import hashes, repeated


@given(st.lists(st.text(max_size=5)), st.lists(st.text(max_size=60)))
def test_equal_texts_have_equal_hashes_in_any_block(first: list[str], second: list[str]) -> None:
    """Whatever else stands in a block, and however long its longest text is."""
    blocks = [hashes(pa.array(texts, pa.string())) for texts in (first, second)]
    every = [*first, *second]
    found = {tuple(rows.tolist()) for rows in repeated(blocks)}
    wanted = {tuple(i for i, other in enumerate(every) if other == text) for text in every}
    assert found == {rows for rows in wanted if len(rows) > 1}


def test_a_slice_is_hashed_as_its_texts() -> None:
    texts = pa.array(["a", "bc", "", "def", "bc"], pa.string())
    assert hashes(texts.slice(1, 3)).tolist() == hashes(pa.array(["bc", "", "def"])).tolist()


def test_a_hundred_thousand_codes_have_as_many_hashes() -> None:
    codes = pa.array([f"VN{number:08}" for number in range(100_000)])
    assert len(np.unique(hashes(codes))) == 100_000
    assert repeated([hashes(codes)]) == []
