"""A change by parts as it is shown: the columns after the change add up to it, each thing once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from tests.made import HEAD, group, indicator

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


def test_parts_that_do_not_add_up_as_they_are_shown_are_told_of(tmp_path: Path) -> None:
    """Thirds of 0.01 show as 0.00 each beside 0.01; of 0.03 as what they are."""
    edition = {
        **HEAD, "index": group("X", "arithmetic", *map(indicator, "abc"), weights="equal"),
    }  # fmt: skip
    notes = []
    for name, rise in (("odd", 0.01), ("even", 0.03)):
        rows = [f"{unit},{1 + more},{1 + more},{1 + more}" for unit, more in (("u", rise), ("v", 0))]
        before, after = tmp_path / f"{name}0.csv", tmp_path / f"{name}1.csv"
        before.write_text("unit,a,b,c\nu,1,1,1\nv,1,1,1\n")
        after.write_text("\n".join(["unit,a,b,c", *rows]))
        found = dtiscore.compare(before, after, edition)
        told = ShownComparison(found, units=frozenset({"u"})).screen(Screen(100))
        notes.append("in the last digit" in told)
    assert notes == [True, False]
