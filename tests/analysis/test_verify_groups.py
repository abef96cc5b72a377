"""Units that were scored in several groups are held against the expected row of the same group."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import UsageFault

EDITION = {
    **HEAD,
    "layout": {"unit": "unit", "group": "sex"},
    "index": {"code": "M", "aggregate": "sum", "children": [indicator("a")]},
    "bands": {"kind": "quantiles", "count": 2},
}
DATA = pd.DataFrame({"unit": ["X", "X", "Y"], "sex": ["f", "m", "f"], "a": [1, 2, 3]})


def differences(expected: pd.DataFrame) -> list[tuple[str, str, object, object, int | None]]:
    _, verification = dtiscore.check(DATA, EDITION, expected)
    return [(one.unit, one.what, one.expected, one.computed, one.line) for one in verification.differences]


def test_each_row_finds_its_own_group_whatever_the_order() -> None:
    expected = pd.DataFrame(
        {"unit": ["Y", "X", "X"], "sex": ["f", "m", "f"], "score": [3, 2, 1], "rank": [1, 1, 2]}
    )
    assert differences(expected) == []


def test_a_difference_is_that_of_its_group() -> None:
    expected = pd.DataFrame({"unit": ["X", "X", "Y"], "sex": ["f", "m", "f"], "score": [1, 2.5, 3]})
    assert differences(expected) == [("X", "score", 2.5, 2.0, 2)]


def test_a_group_that_is_lacking_and_one_too_many() -> None:
    expected = pd.DataFrame({"unit": ["X", "X", "Y"], "sex": ["f", "all", "f"], "score": [1, 2, 3]})
    assert differences(expected) == [("X", "unit", "expected", None, 2), ("X", "unit", None, "scored", None)]


def test_a_table_that_does_not_tell_the_group_is_refused() -> None:
    expected = pd.DataFrame({"unit": ["Y", "X"], "score": [3, 1]})
    with pytest.raises(UsageFault, match=r"X \(line 2\) was scored in 2 groups"):
        dtiscore.check(DATA, EDITION, expected)
