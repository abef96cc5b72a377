"""An indicator of which no unit has a figure is told of, whole and piece by piece: it left the ranking without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.questions.score.streaming import score_stream

WIDE = {"kind": "goalposts", "low": 0, "high": 10}
REWEIGHT = {"kind": "reweight", "min_share": 0.1}


def edition(*children: dict[str, Any], **changed: Any) -> dict[str, Any]:
    index = {"code": "I", "aggregate": "arithmetic", "weights": "equal", "children": list(children)}
    return {**HEAD, "missing": REWEIGHT, "index": index, **changed}


A, B = indicator("a", rule=WIDE), indicator("b", rule=WIDE)
SUM = indicator("a", rule={"kind": "formula", "formula": "p + q"})
FILLED = [{"step": "impute", "method": "mean"}]
DERIVED = [{"step": "derive", "column": "a", "formula": "p / q"}]
DIMENSION = {
    "code": "D",
    "aggregate": "arithmetic",
    "weights": "equal",
    "column": "D",
    "rule": {"kind": "identity"},
    "children": [A, indicator("c", rule=WIDE)],
}


@pytest.mark.parametrize(
    ("made", "table", "told"),
    [
        (edition(A, B), "unit,a,b u,,1 v,,2 w,,3", [("a", "a")]),
        (edition(A, B, missing="no-score"), "unit,a,b u,,1 v,,2 w,,3", [("a", "a")]),
        (edition(A, B, missing="zero"), "unit,a,b u,,1 v,,2 w,,3", [("a", "a")]),
        (edition(A, B), "unit,a,b u,,1 v,4,2 w,,3", []),
        (edition(A, B), "unit,a,b u,,1 v,,2 w,5,3", []),
        (edition(A, B), "unit,year,a,b u,2022,,1 v,2022,,2 u,2023,,1 v,2023,,2", [("a", "a")]),
        (edition(A, B), "unit,year,a,b u,2022,,1 v,2022,,2 u,2023,7,1 v,2023,,2", []),
        (edition(A, B), "unit,a,b u,,1", []),  # one empty cell
        (edition({**A, "optional": True}, B), "unit,a,b u,,1 v,,2 w,,3", []),
        (edition(A, B, layout={"missing": ["x"]}), "unit,a,b u,x,1 v,x,2 w,,3", [("a", "a")]),
        (edition(SUM, B), "unit,p,q,b u,1,,1 v,2,,2 w,3,,3", [("a", "q")]),
        (edition(SUM, B), "unit,p,q,b u,1,,1 v,2,,2 w,,4,3", [("a", "p")]),
        (edition(A, B, prepare=DERIVED), "unit,p,q,b u,1,,1 v,2,,2 w,3,,3", [("a", "q")]),
        (edition(A, B, prepare=DERIVED), "unit,p,q,b u,1,,1 v,2,2,2 w,3,,3", []),
        (edition(DIMENSION, B), "unit,a,c,b u,,1,1 v,,2,2 w,,3,3", [("a", "a")]),
        (edition(DIMENSION, B), "unit,D,a,c,b u,0.5,,1,1 v,0.4,,2,2 w,0.3,,3,3", []),
    ],
)
def test_it_is_told_whole_and_in_pieces(
    tmp_path: Path, made: dict[str, Any], table: str, told: list[tuple[str, str]]
) -> None:
    path, weights = tmp_path / "t.csv", tmp_path / "w.json"
    path.write_text(table.replace(" ", "\n") + "\n")
    weights.write_text(json.dumps(made))
    of_all = dtiscore.score(path, made).warnings
    of_pieces = score_stream(path, str(weights), tmp_path / "o.csv", block_bytes=8).warnings
    found = [
        [problem for problem in warnings if problem.code == "no-figures"] for warnings in (of_all, of_pieces)
    ]
    assert [(problem.indicator, problem.place.header) for problem in found[0]] == told
    assert found[0] == found[1]


def test_what_fills_gaps_makes_no_figure_of_none(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("unit,a,b\nu,,1\nv,,2\nw,,3\n")
    warnings = dtiscore.score(path, edition(A, B, prepare=FILLED)).warnings
    assert [problem.indicator for problem in warnings if problem.code == "no-figures"] == ["a"]


def test_of_missing_figures_that_are_errors_each_cell_is_told_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit,a,b\nu,,1\nv,,2\n")
    (tmp_path / "w.json").write_text(json.dumps(edition(A, B, missing="error")))
    refused = run("validate", "t.csv", "-w", "w.json", "-f", "json", cwd=tmp_path)
    assert refused.returncode == 1
    assert [row["code"] for row in json.loads(refused.stdout)["rows"]] == ["missing-value"] * 2


def test_a_ranking_of_ours_says_what_is_blank(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit,a,b\nu,,1\nv,,2\nw,,3\n")
    (tmp_path / "w.json").write_text(json.dumps(edition(A, B)))
    assert "no-figures" in run("score", "t.csv", "-w", "w.json", "-o", "r.csv", cwd=tmp_path).stderr
    assert "no-figures" not in run("score", "r.csv", "-w", "w.json", cwd=tmp_path).stderr
