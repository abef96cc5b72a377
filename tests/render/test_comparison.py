"""A change by parts as it is shown: the columns after the change add up to it, each thing once."""

from __future__ import annotations

from typing import Any

import pandas as pd
from tests.made import HEAD

import dtiscore
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.render.drawing.screen import Screen

EDITION: dict[str, Any] = {
    **HEAD,
    "missing": "reweight",
    "index": {
        "code": "I",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [{"code": code, "rule": {"kind": "fraction"}} for code in "ab"],
    },
}


def test_what_cannot_be_told_apart_is_not_counted_beside_the_parts() -> None:
    """In A both parts move, by 0.2 / 2 and 0.4 / 2; B lost the value of b, so that a change of weight is in between."""
    before = pd.DataFrame({"unit": ["A", "B"], "a": [0.2, 0.6], "b": [0.2, 0.2]})
    after = pd.DataFrame({"unit": ["A", "B"], "a": [0.4, 0.6], "b": [0.6, None]})
    found = dtiscore.compare(before, after, EDITION)
    lines = [line.split() for line in ShownComparison(found).screen(Screen()).splitlines()]
    rows = {words[2]: words[3:] for words in lines if words[2:3] in (["A"], ["B"])}
    # rank before, places by itself and by others, score before and now, change, a, b, what was not told apart
    assert rows["A"] == ["2", "+0.5", "−0.5", "0.20", "0.50", "+0.30", "+0.10", "+0.20", "="]
    assert rows["B"] == ["1", "+0.5", "−0.5", "0.40", "0.60", "+0.20", "=", "=", "+0.20"]
