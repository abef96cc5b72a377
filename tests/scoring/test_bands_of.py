"""Bands on another score than the index: of a node, or of a view."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore

DATA = pd.DataFrame({"unit": ["x", "y", "z"], "a": [1, 2, 3], "b": [9, 4, 1]})
"""The sums are 10, 6 and 4: the order of b and not of a."""


def bands(**keys: Any) -> list[str | None]:
    edition = {
        **HEAD, "publish": {"as": "score", "decimals": 0},
        "index": {
            "code": "M",
            "aggregate": "sum",
            "children": [indicator(code) for code in "ab"],
        },
        "views": [{"code": "half", "of": ["a", "b"], "aggregate": "arithmetic", "then": [{"kind": "formula", "formula": "x / 2"}]}],
        "bands": keys,
    }  # fmt: skip
    return dtiscore.score(DATA, edition).bands


CUTS = [{"code": "high", "at_least": 3}, {"code": "low"}]


def test_the_index_unless_another_is_named() -> None:
    assert bands(kind="quantiles", count=3) == ["3", "2", "1"]
    assert bands(kind="quantiles", of="M", count=3) == ["3", "2", "1"]


def test_a_node() -> None:
    assert bands(kind="quantiles", of="a", count=3) == ["1", "2", "3"]
    assert bands(kind="cuts", of="a", on="full", cuts=CUTS) == ["low", "low", "high"]


@pytest.mark.parametrize(("on", "first"), [("full", "low"), ("published", "high")])
def test_a_view_in_full_or_as_it_is_published(on: str, first: str) -> None:
    # 2.5, 1.5 and 1: rounded 3, 2 and 1.
    assert bands(kind="cuts", of="half", on=on, cuts=CUTS) == [first, "low", "low"]


def test_a_difference_names_the_node_that_is_banded() -> None:
    edition = {
        **HEAD,
        "publish": {"as": "score", "decimals": 0},
        "index": {"code": "M", "aggregate": "sum", "children": [indicator("a")]},
        "bands": {"kind": "cuts", "of": "a", "on": "full", "cuts": CUTS},
    }
    expected = pd.DataFrame({"unit": ["x", "y", "z"], "band": ["low", "high", "high"]})
    _, verification = dtiscore.check(DATA[["unit", "a"]], edition, expected)
    assert [
        (one.unit, one.what, one.code, one.expected, one.computed) for one in verification.differences
    ] == [("y", "band", "a", "high", "low")]
