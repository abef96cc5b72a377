"""Scores on scales apart are told where they are combined or banded, whichever way the table is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import Run
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import InvalidData

IDENTITY = {"kind": "identity"}
MIN_MAX = {"kind": "min-max"}
STEPS = {"kind": "steps", "steps": [{"at_least": 0.5, "score": 100}, {"at_least": 0, "score": 0}]}
TABLE = "unit,a,b\nA,0.1,2\nB,0.8,3\nC,0.9,9\n"


def edition(
    a: object,
    b: object,
    scale: float | None = 100,
    *,
    weights: tuple[float, float] | None = None,
    points: float | None = None,
    form: str = "score",
    **more: Any,
) -> dict[str, Any]:
    children = [indicator("a", rule=a), indicator("b", rule=b)]
    index = {"code": "S", "aggregate": more.pop("aggregate", "arithmetic"), "children": children}
    if points is not None:
        index |= {"aggregate": "points", "points": 2 * points}
        for child in children:
            child["points"] = points
    if weights is not None:
        index["weights"] = "relative"
        for child, weight in zip(children, weights, strict=True):
            child["weight"] = weight
    publish = {"as": form, "decimals": 2}
    return {**HEAD, "publish": publish, "index": index, **({} if scale is None else {"scale": scale}), **more}


def cuts(*starts: float) -> dict[str, Any]:
    bands = [{"code": f"from-{start}", "at_least": start} for start in starts]
    return {"kind": "cuts", "on": "published", "cuts": [*bands, {"code": "low"}]}


@pytest.mark.parametrize(
    ("weighting", "told"),
    [
        (edition(IDENTITY, MIN_MAX), 1),
        (edition(IDENTITY, MIN_MAX, aggregate={"kind": "geometric", "zero": "allow"}), 0),
        (edition(IDENTITY, MIN_MAX, aggregate="minimum"), 0),
        (edition(IDENTITY, MIN_MAX, weights=(100, 1)), 0),
        (edition(IDENTITY, MIN_MAX, weights=(1, 1)), 1),
        (edition({**MIN_MAX, "range": [0, 1]}, MIN_MAX), 1),
        (edition(STEPS, MIN_MAX, None), 1),
        (edition(MIN_MAX, {**MIN_MAX, "range": [0, 100]}, None), 1),
        (edition(IDENTITY, MIN_MAX, None), 0),
        (edition(MIN_MAX, MIN_MAX), 0),
        (
            edition({"kind": "goalposts", "low": 0, "high": 900}, MIN_MAX),
            0,
        ),  # a share of the scale, if a small one
        (edition({"kind": "z-score", "divisor": "sample"}, {"kind": "z-score", "divisor": "sample"}), 0),
        (edition(IDENTITY, MIN_MAX, aggregate={"kind": "formula", "formula": "100 * a + b"}), 0),
        (edition(MIN_MAX, MIN_MAX, bands=cuts(0.8, 0.5)), 1),
        (edition(MIN_MAX, MIN_MAX, None, bands=cuts(80, 50)), 1),
        (edition(MIN_MAX, MIN_MAX, bands=cuts(80, 50)), 0),
        (edition(MIN_MAX, MIN_MAX, None, points=50, bands=cuts(0.8, 0.5)), 1),
        (edition(MIN_MAX, MIN_MAX, None, points=50, bands=cuts(80, 50)), 0),
        (edition(MIN_MAX, MIN_MAX, None, points=50, form="fraction", bands=cuts(80, 50)), 1),
        (edition(MIN_MAX, MIN_MAX, bands=cuts(80, 0.5)), 0),
        (edition(IDENTITY, MIN_MAX, bands=cuts(0.8, 0.5)), 2),
    ],
)
def test_scales_apart_are_told_by_every_way_in(
    weighting: dict[str, Any], told: int, run: Run, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    codes = [problem.code for problem in dtiscore.score(table, weighting).warnings]
    assert codes == ["scales-apart"] * told
    assert [problem.code for problem in dtiscore.validate(table, weighting).problems] == codes
    (tmp_path / "w.json").write_text(json.dumps(weighting), encoding="utf-8")
    streamed = run("score", "t.csv", "-w", "w.json", "--engine", "stream", "-f", "csv", cwd=tmp_path)
    assert streamed.stderr.count("scales-apart") == told, streamed.stderr
    if told:
        with pytest.raises(InvalidData):
            dtiscore.score(table, weighting, strict=True)
        assert dtiscore.validate(table, weighting, strict=True).dataset is None


def test_the_message_names_those_that_hardly_count() -> None:
    table = pd.DataFrame({"unit": ["A", "B", "C"], "a": [0.1, 0.8, 0.9], "b": [2, 3, 9]})
    (problem,) = dtiscore.score(table, edition(IDENTITY, MIN_MAX)).warnings
    assert str(problem.message) == (
        'in "S" scores up to 0.9 (a) are combined with scores up to 100 (b), and hardly count'
    )
