"""Sequences that take little room are still sequences."""

from __future__ import annotations

import numpy as np
import pytest

from dtiscore.engines.sequences import Constant


@pytest.mark.parametrize("item", [None, "2022"])
def test_a_constant_is_as_long_and_has_as_many_as_its_list(item: str | None) -> None:
    constant, plain = Constant(item, 3), [item] * 3
    assert (len(constant), list(constant), constant[1], constant[:2]) == (3, plain, item, plain[:2])
    assert np.array(constant).tolist() == plain
    assert [constant.count(value) for value in (None, "2022", "")] == [
        plain.count(value) for value in (None, "2022", "")
    ]
