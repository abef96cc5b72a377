"""A text given where a path is meant, as by a notebook that holds the file in a string: refused in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore import DtiscoreError

EDITION = """\
id: w
title: W
authority: {decision: d, issuer: i, source: s}
publish: {as: score, decimals: 2}
rank: {on: full}
index: {code: W, aggregate: sum, children: [{code: x, rule: {kind: identity}}]}
"""
LONG = EDITION + "# note\n" * 2000  # longer than any name of a file may be
TABLE = "unit,x\na,1\nb,2\n" + "c,3\n" * 2000
PLAIN: dict[str, Any] = {
    **HEAD,
    "index": {"code": "W", "aggregate": "sum", "children": [indicator("x")]},
}
FRAME = pd.DataFrame({"unit": ["a", "b"], "x": [1.0, 2.0]})


ASKED: dict[str, Callable[[], object]] = {
    "edition": lambda: dtiscore.score(FRAME, EDITION),
    "long edition": lambda: dtiscore.score(FRAME, LONG),
    "edition alone": lambda: dtiscore.load_methodology(LONG),
    "table": lambda: dtiscore.score(TABLE, PLAIN),
    "table to validate": lambda: dtiscore.validate(TABLE, PLAIN),
    "table to examine": lambda: dtiscore.doctor(TABLE),
    "expected table": lambda: dtiscore.check(FRAME, PLAIN, TABLE),
    "one of two tables": lambda: dtiscore.compare(TABLE, FRAME, PLAIN),
    "draws": lambda: dtiscore.robustness(FRAME, PLAIN, replay=TABLE),
    "bounds": lambda: dtiscore.improve(FRAME, PLAIN, "a", to_rank=1, bounds=TABLE),
}


@pytest.mark.parametrize("what", ASKED)
def test_a_text_is_no_path(what: str) -> None:
    with pytest.raises(DtiscoreError) as caught:
        ASKED[what]()
    assert "is no path of a file" in caught.value.message
    assert len(caught.value.message) < 200
    assert "DataFrame" in (caught.value.fix or "")


def test_a_long_name_of_one_line_is_a_file_that_cannot_be() -> None:
    with pytest.raises(DtiscoreError):
        dtiscore.score(FRAME, "x" * 5000)
    with pytest.raises(DtiscoreError):
        dtiscore.score("x" * 5000, PLAIN)
    assert dtiscore.score(FRAME, PLAIN).index.score.tolist() == [1.0, 2.0]
