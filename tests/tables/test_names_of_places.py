"""The names of units are their own, and not those of the places in which they lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.made import HEAD, group, indicator

import dtiscore

EDITION = {**HEAD, "index": group("E", "sum", indicator("a"))}


def table(folder: Path, *lines: str) -> Path:
    path = folder / "t.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def names(path: Path, **reading: Any) -> list[str]:
    return [names[""] for names in dtiscore.score(path, EDITION, **reading).dataset.names]


@pytest.mark.parametrize(
    ("heading", "around"),
    [("district", "province"), ("City", "Country"), ("Tên huyện", "Tỉnh"), ("Commune", "Département")],
)  # fmt: skip
def test_a_place_is_not_called_by_what_it_lies_in(heading: str, around: str, tmp_path: Path) -> None:
    rows = ("X,p,1", "X,q,2", "Y,r,3", "Y,s,4")
    path = table(tmp_path, f"{around},{heading},a", *rows)
    assert names(path) == names(path, unit_column=heading) == ["p", "q", "r", "s"]
    coded = [f"{at},{row}" for at, row in enumerate(rows)]
    assert names(table(tmp_path, f"code,{around},{heading},a", *coded)) == ["p", "q", "r", "s"]


@pytest.mark.parametrize(
    "heading", ["Institution", "university_name", "Institution Name", "Tên bệnh viện", "Team"]
)
def test_what_lies_in_a_country_is_not_called_by_it(heading: str, tmp_path: Path) -> None:
    rows = ("1,p,VN,X,1", "=2,q,VN,X,2", "=2,r,TH,Y,2", "4,s,VN,X,4")
    for codes in ("Country Code", "location"):
        path = table(tmp_path, f"Rank,{heading},{codes},Country,a", *rows)
        for layout in ({}, {"unit": heading}, {"unit": heading, "name": heading}):
            edition = {**EDITION, "layout": layout}
            assert [each[""] for each in dtiscore.score(path, edition).dataset.names] == ["p", "q", "r", "s"]
            problems = dtiscore.validate(path, edition).problems
            assert {problem.code for problem in problems} <= {"unused-column"}


def test_units_may_bear_the_name_of_the_column_that_tells_them_apart(tmp_path: Path) -> None:
    path = table(tmp_path, "campus,country,a", "p,X,1", "q,X,2", "r,Y,3", "s,Y,4")
    edition = {**EDITION, "layout": {"unit": "campus", "name": "campus"}}
    assert [each[""] for each in dtiscore.score(path, edition).dataset.names] == ["p", "q", "r", "s"]
    problems = dtiscore.validate(path, edition).problems
    assert "few-names" not in {problem.code for problem in problems}


@pytest.mark.parametrize(
    "heading", ["Country", "Country / Territory", "Country/Territory", "Country or Area"]
)
def test_the_names_of_countries_stand_beside_their_codes(heading: str, tmp_path: Path) -> None:
    assert names(table(tmp_path, f"{heading},ISO3,a", "Denmark,DNK,1", "Finland,FIN,2")) == [
        "Denmark",
        "Finland",
    ]


def test_a_declared_office_is_not_called_by_its_province(tmp_path: Path) -> None:
    path = table(tmp_path, "Sở ban ngành,Tỉnh,a", "p,X,1", "q,X,2", "r,X,3")
    assert names(path, unit_column="Sở ban ngành") == ["p", "q", "r"]


def test_a_total_beside_a_code_is_known_by_its_name(tmp_path: Path) -> None:
    for heading, total in (("district", "Total"), ("Département", "Ensemble"), ("Tên huyện", "Toàn tỉnh")):
        path = table(tmp_path, f"code,{heading},a", "1,p,1", "2,q,2", f"99,{total},3")
        (problem,) = dtiscore.validate(path, EDITION).problems
        assert (problem.code, problem.raw) == ("perhaps-a-total", total)


ROWS = ("1,MIT,USA,1", "2,NUS,Singapore,2", "3,Yale,USA,3", "4,Rice,USA,4")


@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_names_of_groups_of_units_are_told(engine: str, run: Run, tmp_path: Path) -> None:
    table(tmp_path, "code,campus,country,a", *ROWS)
    (tmp_path / "e.json").write_text(json.dumps(EDITION), encoding="utf-8")
    score = ("score", "t.csv", "-w", "e.json", "--engine", engine, "-f", "csv")
    result = run(*score, cwd=tmp_path)
    assert "few-names" in result.stderr
    assert 'the column "country" has 2 names for 4 units' in " ".join(result.stderr.split())
    named = run(*score, "--name-column", "campus", cwd=tmp_path)
    assert "few-names" not in named.stderr
    assert "Rice" in named.stdout
    assert "few-names" not in run(*score, "--name-column", "country", cwd=tmp_path).stderr


def test_communes_of_one_name_are_no_groups(tmp_path: Path) -> None:
    path = table(tmp_path, "code,commune,a", "1,An Phú,1", "2,An Phú,2", "3,Hòa Bình,3")
    assert dtiscore.validate(path, EDITION).problems == []


def test_units_that_stand_in_one_country_each_are_proposed(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "ISO3,Country,City,a",
        "VNM,Viet Nam,Hanoi,1",
        "VNM,Viet Nam,Hue,2",
        "THA,Thailand,Bangkok,3",
    )
    (problem,) = dtiscore.validate(path, EDITION).problems
    assert problem.code == "duplicate-unit"
    assert "--unit-column City" in str(problem.fix)
    assert names(path, unit_column="City") == ["Hanoi", "Hue", "Bangkok"]
