"""Published tables as they are: units by name where the data has codes, and what was measured beside what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator

EDITION = {
    **HEAD,
    "id": "ours",
    "scale": 100,
    "index": group(
        "INDEX",
        "arithmetic",
        {**indicator("1"), "name": "roads", "column": "roads", "rule": {"kind": "min-max"}},
        {**indicator("2"), "name": "schools", "column": "schools", "rule": {"kind": "min-max"}},
    ),
}


def verdict(
    folder: Path, run: Run, data: str, expected: str, *options: str
) -> tuple[int, dict[str, Any], str]:
    """The exit code, what is said in numbers, and the warnings."""
    (folder / "w.json").write_text(json.dumps(EDITION), encoding="utf-8")
    (folder / "data.csv").write_text(data, encoding="utf-8")
    (folder / "expected.csv").write_text(expected, encoding="utf-8")
    done = run(
        *("check", "data.csv", "-w", "w.json", "--expect", "expected.csv", "-f", "json", *options), cwd=folder
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


CODED = "unit,name,roads,schools\nVNM,Viet Nam,10,30\nLAO,Lao PDR,20,10\nKHM,Cambodia,30,20\n"
NAMED = "unit,roads,schools\nViet Nam,10,30\nLao PDR,20,10\nCambodia,30,20\n"
ALL = {"agrees": True, "scores": 3, "ranks": 3}


def counted(found: dict[str, Any]) -> dict[str, Any]:
    return {"agrees": found["agrees"], **{key: found["compared"][key] for key in ("scores", "ranks")}}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (CODED, "Country,Total score,Rank 2022\nCambodia,75,1\nLAO PDR,25,3\nViet Nam,50,2\n"),
        (NAMED, "Code,Country,Score,Rank\nKHM,Cambodia,75,1\nLAO,Lao PDR,25,3\nVNM,Viet Nam,50,2\n"),
        (CODED, "Code,Country,Score,Rank\nKHM,Kampuchea,75,1\nLAO,Laos,25,3\nVNM,Vietnam,50,2\n"),
    ],
)
def test_a_unit_is_known_by_its_code_or_by_the_name_that_it_alone_bears(
    tmp_path: Path, run: Run, data: str, expected: str
) -> None:
    code, found, _ = verdict(tmp_path, run, data, expected)
    assert (code, counted(found)) == (0, ALL)


def test_a_name_of_two_units_tells_none(tmp_path: Path, run: Run) -> None:
    data = "unit,name,roads,schools\nA,Hà Nam,10,30\nB,Hà Nam,20,10\nC,Huế,30,20\n"
    code, found, _ = verdict(tmp_path, run, data, "Tỉnh,Score\nHà Nam,50\nHuế,75\n", "--partial")
    assert code == 1
    assert found["compared"]["scores"] == 1  # that of Huế


def test_what_was_measured_is_no_score_though_the_indicator_is_called_so(tmp_path: Path, run: Run) -> None:
    """It was held against scores, and differed in every unit."""
    table = "unit,roads,schools,Score,Rank\nX,10,30,50,2\nY,20,10,25,3\nZ,30,20,75,1\n"
    code, found, told = verdict(tmp_path, run, table, table)
    assert (code, counted(found)) == (0, ALL)
    assert told.count("it holds the figures that are scored") == 2
    exact = "unit,roads,schools\nX,10.2,30.4\nY,19.6,9.8\nZ,30.4,20.1\n"
    assert counted(verdict(tmp_path, run, exact, table)[1])["scores"] == 3


def test_scores_of_indicators_are_compared_where_they_are_published(tmp_path: Path, run: Run) -> None:
    data = "unit,roads,schools\nX,10,30\nY,20,10\nZ,30,20\n"
    code, found, _ = verdict(tmp_path, run, data, "unit,roads,Score\nX,0,50\nY,50,25\nZ,100,75\n")
    assert (code, found["compared"]["scores"]) == (0, 6)
    code, found, _ = verdict(tmp_path, run, data, "unit,roads,Score\nX,0,50\nY,49,25\nZ,100,75\n")
    assert (code, found["compared"]["scores"]) == (1, 6)


def test_points_that_are_scored_as_they_are_agree_with_themselves(tmp_path: Path, run: Run) -> None:
    """Figures and scores are one, and so both may be called published."""
    data = "unit,roads,schools\nX,0,100\nY,50,0\nZ,100,50\n"
    code, found, _ = verdict(
        tmp_path, run, data, "unit,roads,schools,Score\nX,0,100,50\nY,50,0,25\nZ,100,50,75\n"
    )
    assert (code, found["compared"]["scores"]) == (0, 9)
