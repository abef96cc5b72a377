"""Finite numbers of any size end in an answer or in one refusal: never in infinity, in a warning of a library or in a traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.made import HEAD, group

ENDLESS = re.compile(r"\b(?:nan|inf|infinity)\b|RuntimeWarning|internal error", re.IGNORECASE)
QUESTIONS = (
    "score t.csv -f csv",
    "score t.csv --engine stream -f csv",
    "explain t.csv --unit U1",
    "profile t.csv --top 2",
    "compare p.csv t.csv",
    "trend 1=p.csv 2=t.csv",
    "improve t.csv --unit U2 --to-rank 1",
    "robustness t.csv --draws-count 9",
    "diagnose t.csv",
    "whatif t.csv --value U1:a=3",
    "report t.csv -o r.md",
    "plot points t.csv -f vl.json",
)


def points(maximum: float, decimals: int = 0) -> dict[str, Any]:
    """An index of points of such a size."""
    rule = {"kind": "goalposts", "low": 0, "high": 5}
    parts = [{"code": code, "points": maximum / 2, "rule": rule} for code in "ab"]
    publish = {"as": "score", "decimals": decimals}
    return {**HEAD, "publish": publish, "index": group("W", "points", *parts, points=maximum)}


def weighted(rule: dict[str, Any]) -> dict[str, Any]:
    parts = [
        {"code": "a", "weight": 1, "rule": rule},
        {"code": "b", "weight": 1, "rule": {"kind": "identity"}},
    ]
    return {**HEAD, "index": group("W", "arithmetic", *parts, weights="relative")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edition", "figures"),
    [
        (points(1e300, 12), ("5", "1", "-0.0", "2", "3")),
        (points(1e154), ("5", "1", "-0.0", "2", "3")),
        (points(1e-160), ("5", "1", "-0.0", "2", "3")),
        (weighted({"kind": "identity"}), ("5e-324", "0", "-0.0", "1e-323")),
        (weighted({"kind": "goalposts", "low": -1e300, "high": 1e300}), ("5e-324", "0", "-0.0", "1e-323")),
        (weighted({"kind": "goalposts", "low": 0, "high": 1e-300, "clip": False}), ("1", "2", "0.5", "3")),
    ],
    ids=["great", "squares", "small", "subnormal", "goalposts apart", "goalposts together"],
)
def test_every_question_answers_or_refuses(
    tmp_path: Path, run: Run, edition: dict[str, Any], figures: tuple[str, ...]
) -> None:
    (tmp_path / "w.json").write_text(json.dumps(edition), encoding="utf-8")
    for name, cells in (("t", figures), ("p", "12345")):
        rows = [f"U{at},{cell},{at * 7 % 5 + 1}\n" for at, cell in enumerate(cells)]
        (tmp_path / f"{name}.csv").write_text("unit,a,b\n" + "".join(rows), encoding="utf-8")
    for question in QUESTIONS:
        done = run(*question.split(), "-w", "w.json", cwd=tmp_path)
        assert done.returncode in (0, 1, 2), f"{question}\n{done.stderr}"
        assert not ENDLESS.search(done.stdout + done.stderr), question


def test_a_score_beyond_what_can_be_squared_is_refused_with_its_unit(tmp_path: Path, run: Run) -> None:
    (tmp_path / "w.json").write_text(json.dumps(points(1e300, 12)), encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,a,b\nX,1,2\nY,0,0\n", encoding="utf-8")
    for engine in ("memory", "stream"):
        done = run("score", "t.csv", "-w", "w.json", "-f", "csv", "--engine", engine, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "is too large to be computed with" in " ".join(done.stderr.split())
