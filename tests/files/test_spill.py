"""Arrays that were put on disk come back as they were, those that stand together at once."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import numpy as np
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dtiscore.files.spill import Disk

KINDS: st.SearchStrategy[np.dtype[Any]] = st.sampled_from(list(map(np.dtype, ("f8", "i4", "u1"))))
ARRAYS: st.SearchStrategy[NDArray[Any]] = arrays.arrays(
    KINDS, arrays.array_shapes(max_dims=2, min_side=0, max_side=9)
)


@given(groups=st.lists(st.lists(ARRAYS, max_size=5), max_size=5), order=st.randoms())
def test_each_group_of_arrays_comes_back_in_any_order(groups: list[list[NDArray[Any]]], order: Any) -> None:
    with closing(Disk()) as disk:
        kept = [
            *zip(groups, disk.put_each(groups), strict=True),
            *zip(groups, disk.put_each(groups), strict=True),
        ]
        order.shuffle(kept)
        for group, stored in kept:
            for values, found in zip(group, disk.fetched(stored), strict=True):
                assert found.dtype == values.dtype
                np.testing.assert_array_equal(found, values)
