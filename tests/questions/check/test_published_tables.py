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
    folder: Path, run: Run, data: str, expected: str, *options: str, edition: dict[str, Any] = EDITION
) -> tuple[int, dict[str, Any], str]:
    """The exit code, what is said in numbers, and the warnings."""
    (folder / "w.json").write_text(json.dumps(edition), encoding="utf-8")
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
    revised = table.replace("Z,30,20", "Z,30,21")
    assert counted(verdict(tmp_path, run, table, revised)[1])["scores"] == 3
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


IN_2024 = "unit,year,roads,schools\nX,2024,10,30\nY,2024,20,10\nZ,2024,30,20\n"


def test_scores_of_another_year_than_that_of_the_data_are_not_meant(tmp_path: Path, run: Run) -> None:
    code, found, _ = verdict(
        tmp_path, run, IN_2024, "unit,Score 2023,Score 2024,Rank 2024\nX,1,50,2\nY,2,25,3\nZ,3,75,1\n"
    )
    assert (code, counted(found)) == (0, ALL)
    code, _, told = verdict(tmp_path, run, IN_2024, "unit,Score 2023\nX,50\nY,25\nZ,75\n")
    assert code == 1
    assert "no column holds an expected score" in told


def test_a_table_without_periods_is_held_against_the_only_year_of_another_one(
    tmp_path: Path, run: Run
) -> None:
    data = "unit,roads,schools\nX,10,30\nY,20,10\nZ,30,20\n"
    expected = "unit,year,Score\nX,{},50\nY,2024,25\nZ,2024,75\n"
    assert verdict(tmp_path, run, data, expected.format(2024))[0] == 0
    assert verdict(tmp_path, run, data, expected.format(2023))[0] == 1


def test_bands_are_those_headed_so_by_label_or_name(tmp_path: Path, run: Run) -> None:
    """A group was compared, which may be a region, and a band called by its name differed."""
    high = {"code": "high", "at_least": 40, "name": {"en": "High performers", "vi": "Nhóm cao"}}
    edition = {**EDITION, "bands": {"kind": "cuts", "on": "published", "cuts": [high, {"code": "low"}]}}
    data = "unit,roads,schools\nX,10,30\nY,20,10\nZ,30,20\n"
    expected = "unit,Score,Group,Band\nX,50,North,High performers\nY,25,South,Low\nZ,75,South,nhóm cao\n"
    code, found, told = verdict(tmp_path, run, data, expected, edition=edition)
    assert (code, found["compared"]["bands"]) == (0, 3), told
    assert "Group" in told


def test_bands_of_an_edition_that_has_none_are_told(run: Run, tmp_path: Path) -> None:
    """``Agrees`` was all that was said of a table with bands of which none was compared."""
    code, _, said = verdict(tmp_path, run, CODED, "unit,rank,band\nVNM,2,mid\nLAO,3,low\nKHM,1,high\n")
    assert "it is not compared: ours has no bands" in said
    assert code == 0
    refused, _, said = verdict(tmp_path, run, CODED, "unit,band\nVNM,high\nLAO,low\n")
    assert refused == 1
    assert "head them INDEX or rank" in said


def test_of_ranks_alone_nothing_is_said_of_rounded_scores(run: Run, tmp_path: Path) -> None:
    verdict(tmp_path, run, CODED, "unit,rank\nVNM,2\nLAO,3\nKHM,1\n")
    told = run("check", "data.csv", "-w", "w.json", "--expect", "expected.csv", cwd=tmp_path).stdout
    assert "Agrees: 3 ranks as expected, each as it is written." in told
