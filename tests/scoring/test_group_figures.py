"""One figure of the units of a group as a column that formulas read: expected values are written as arithmetic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.conftest import Run
from tests.made import HEAD

import dtiscore
from dtiscore.engines.refusals import require_streamable
from dtiscore.errors import InvalidData, InvalidMethodology, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.group_figures import Take, figure_of
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring.scorecard import Scorecard

TABLE = {
    "unit": ["a", "b", "c", "d", "e"],
    "region": ["n", "n", "s", "s", ""],
    "people": [1, 3, 2, None, 9],
    "x": [1, 2, 5, 7, 4],
}


def plain(**step: Any) -> dict[str, Any]:
    steps = [{"step": "derive", "column": "of_group", "formula": "x", **step}]
    children = [
        {"code": "x", "rule": {"kind": "identity"}},
        {"code": "of_group", "rule": {"kind": "identity"}},
    ]
    return {
        **HEAD,
        "publish": {"as": "score", "decimals": 3},
        "missing": "reweight",
        "prepare": steps,
        "index": {"code": "INDEX", "aggregate": "arithmetic", "weights": "equal", "children": children},
    }


def edition(**step: Any) -> Methodology:
    return methodology_from(plain(**step))


def scored(methodology: Methodology, **columns: list[Any]) -> Scorecard:
    return dtiscore.score(pd.DataFrame({**TABLE, **columns}), methodology)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({"take": "mean", "by": "region"}, [1.5, 1.5, 6, 6, None]),
        ({"take": "mean", "by": "region", "weight": "people"}, [7 / 4, 7 / 4, 5, 5, None]),
        ({"take": "sum", "by": "region", "weight": "people"}, [7, 7, 10, 10, None]),
        ({"take": "count", "by": "region", "weight": "people"}, [4, 4, 2, 2, None]),
        ({"take": "median"}, [4] * 5),
        ({"take": "max", "by": "region"}, [2, 2, 7, 7, None]),
        ({"take": "min"}, [1] * 5),
        ({"formula": "if_at_least(x, 5, 1, 0)", "take": "mean"}, [2 / 5] * 5),  # the share above a cut
    ],
)
def test_a_figure_of_the_group(step: dict[str, Any], expected: list[float | None]) -> None:
    found = scored(edition(**step)).nodes["of_group"].score.tolist()
    assert [None if value != value else value for value in found] == expected


def test_it_is_fitted_on_the_units_of_each_period_and_a_reference_keeps_it() -> None:
    relative = edition(take="mean", by="region")
    later = scored(relative, year=["1", "1", "1", "2", "2"])
    assert later.nodes["of_group"].score.tolist()[:4] == [1.5, 1.5, 5, 7]
    reference = dtiscore.fit(pd.DataFrame(TABLE), relative)
    card = scored(relative, x=[100, 100, 100, 100, 100])
    assert card.nodes["of_group"].score.tolist()[:4] == [100] * 4
    kept = dtiscore.score(pd.DataFrame({**TABLE, "x": [100] * 5}), relative, reference=reference)
    assert kept.nodes["of_group"].score.tolist()[:4] == [1.5, 1.5, 6, 6]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"by": "region"}, "about a figure of many units"),
        ({"take": "median", "weight": "people"}, "only a mean, a sum and a count weight units"),
        ({"take": "mean", "weight": "of_group"}, "derived from itself"),
    ],
)
def test_what_cannot_be_meant_is_refused(step: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidMethodology) as caught:
        edition(**step)
    assert any(words in str(problem.message) for problem in caught.value.problems)


def test_a_weight_below_0_is_told_with_its_cell() -> None:
    with pytest.raises(InvalidData) as caught:
        scored(edition(take="mean", weight="people"), people=[1, -3, 2, 2, 9])
    assert [(each.unit, each.code) for each in caught.value.problems] == [("b", "undefined-formula")]
    assert "people = -3" in str(caught.value.problems[0].message)


def test_a_unit_of_weight_0_counts_for_nothing() -> None:
    card = scored(edition(take="mean", weight="people"), people=[1, 3, 0, 0, 4])
    assert card.nodes["of_group"].score.tolist() == [(1 * 1 + 3 * 2 + 4 * 4) / (1 + 3 + 4)] * 5


@pytest.mark.parametrize(
    ("take", "expected"), [("sum", [3, 3, None, None, None]), ("count", [2, 2, 0, 0, None])]
)
def test_of_a_group_of_which_nothing_is_known(take: Take, expected: list[float | None]) -> None:
    found = scored(edition(take=take, by="region"), x=[1, 2, None, None, 4]).nodes["of_group"].score.tolist()
    assert [None if value != value else value for value in found] == expected


@pytest.mark.parametrize(
    ("take", "expected"), [("sum", None), ("count", 0), ("mean", None), ("median", None)]
)
def test_of_nothing(take: Take, expected: float | None) -> None:
    value = figure_of(take, np.array([np.nan]))
    assert (None if value != value else value) == expected


def test_pieces_of_a_table_are_refused_by_name() -> None:
    with pytest.raises(UsageFault, match="needs the groups of all units"):
        require_streamable(edition(take="mean", by="region"))
    with pytest.raises(UsageFault, match="learns from whole columns"):
        require_streamable(edition(take="mean"))
    require_streamable(edition(take="mean"), fitted=True)


def test_what_a_table_without_periods_teaches_is_not_nothing(tmp_path: Path, run: Run) -> None:
    weights, table = tmp_path / "x.json", tmp_path / "x.csv"
    weights.write_text(json.dumps(plain(take="mean")), encoding="utf-8")
    table.write_text("unit,x\na,1\nb,2\n", encoding="utf-8")
    result = run("fit", table, "-w", weights, "-o", tmp_path / "r.json")
    assert (result.returncode, "nothing was fitted" in result.stderr) == (0, False)
