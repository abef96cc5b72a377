"""What is told of tables that the editions of one family of a project score."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.made import HEAD, group, indicator

PROJECT = """\
edition = "idx"
[tables.all]
file = "all.csv"
[weights]
idx = ["one.json", "two.json"]
"""


def edition(year: str, weight: float, *periods: str) -> dict[str, Any]:
    children = [indicator("a", weight=weight), indicator("b", weight=1 - weight)]
    return {
        **HEAD,
        "id": f"idx-{year}",
        "family": "idx",
        "periods": list(periods),
        "index": group("I", "arithmetic", *children, weights=1),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dtiscore.toml").write_text(PROJECT, encoding="utf-8")
    for name, made in {
        "one": edition("2020", 0.5, "2020", "2021"),
        "two": edition("2022", 0.2, "2022", "2023"),
    }.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(made), encoding="utf-8")
    rows = {year: f"U,{year},1,{year[-1]}\nV,{year},2,1\n" for year in ("2020", "2021", "2022")}
    for name, text in {**rows, "all": "".join(rows.values())}.items():
        (tmp_path / f"{name}.csv").write_text(f"unit,year,a,b\n{text}", encoding="utf-8")
    return tmp_path


def test_no_moves_between_editions_is_told(folder: Path, run: Run) -> None:
    score = ("score", "2022.csv", "-w", "idx", "-f", "csv", "--previous")
    moved = run(*score, "2021.csv", cwd=folder)
    assert "another-edition" in moved.stderr
    assert "previous_rank" not in moved.stdout
    assert run(*score, "2021.csv", "--strict", cwd=folder).returncode == 1
    within = run("score", "2021.csv", "-w", "idx", "-f", "csv", "--previous", "2020.csv", cwd=folder)
    assert (within.stderr, "previous_rank" in within.stdout) == ("", True)


def test_a_panel_moves_from_period_to_period_whichever_edition_scores_the_table_before(
    folder: Path, run: Run
) -> None:
    """Nothing moved within the panel under an edition that does not score the earlier table."""
    (folder / "recent.csv").write_text(
        "unit,year,a,b\nU,2021,1,1\nV,2021,2,1\nU,2022,1,2\nV,2022,2,1\nU,2023,1,1\nV,2023,2,1\n",
        encoding="utf-8",
    )
    ranking = run("score", "2020.csv", "-w", "idx", "-f", "csv", cwd=folder).stdout
    (folder / "ranking.csv").write_text(ranking, encoding="utf-8")
    for previous in ("2020.csv", "ranking.csv"):
        typed = ("score", "recent.csv", "-w", "idx", "-f", "csv", "--previous", previous)
        moved = run(*typed, cwd=folder)
        assert moved.returncode == 0, moved.stderr
        rows = csv.DictReader(io.StringIO(moved.stdout))
        assert {(row["period"], row["unit"]): row["move"] for row in rows} == {
            ("2021", "U"): "0", ("2021", "V"): "0", ("2022", "U"): "", ("2022", "V"): "",
            ("2023", "U"): "-1", ("2023", "V"): "1",
        }  # fmt: skip


def test_a_trend_over_editions_names_them(folder: Path, run: Run) -> None:
    trend = run("trend", "all", "-w", "idx", cwd=folder).stdout
    assert "Scored under several editions" in trend
    assert "(idx-2020: 2020, 2021; idx-2022: 2022)" in " ".join(trend.split())
    assert "several editions" not in run("trend", "2020.csv", "2021.csv", "-w", "idx", cwd=folder).stdout


def test_the_past_of_a_family_of_a_project_is_that_of_its_editions(folder: Path, run: Run) -> None:
    past = run("backcast", "all", "-w", "idx", cwd=folder).stdout
    assert "In force at the time: 2020 idx-2020, 2021 idx-2020." in past
    assert past == run("backcast", "all", "-w", "idx", "--was", "idx", cwd=folder).stdout


def test_an_edition_that_did_not_govern_was_not_in_force(folder: Path, run: Run) -> None:
    past = run("backcast", "2022=2022.csv", "-w", "two.json", "--was", "one.json", cwd=folder).stdout
    assert "idx-2020 does not govern 2022: it is applied in thought." in past
    assert "In force at the time" not in past


@pytest.mark.parametrize(
    ("question", "names"),
    [(("league", "--indicator", "a"), "leagues"), (("profile", "--top", "1"), "profiles")],
)
def test_a_panel_under_a_family_is_answered_period_by_period_under_the_edition_of_each(
    folder: Path, run: Run, question: tuple[str, ...], names: str
) -> None:
    """It was refused, while a panel under one edition, and explain under a family, were answered."""
    name, *asked = question
    typed = (name, "all", "-w", "idx", *asked)
    screen = run(*typed, cwd=folder)
    assert screen.returncode == 0, screen.stderr
    last = " ".join(screen.stdout.split("\n\n")[-1].split())
    assert "under the edition that governs it (idx-2020: 2020, 2021; idx-2022: 2022)" in last
    rows = [*csv.DictReader(io.StringIO(run(*typed, "-f", "csv", cwd=folder).stdout))]
    governed = {(row["edition"], row["period"]) for row in rows}
    assert governed == {("idx-2020", "2020"), ("idx-2020", "2021"), ("idx-2022", "2022")}
    found = json.loads(run(*typed, "-f", "json", cwd=folder).stdout)
    assert found["schema"] == f"dtiscore/{names}/1"
    assert [one["provenance"]["methodology"]["id"] for one in found[names]] == ["idx-2020", "idx-2022"]
    alone = [
        json.loads(run(*typed, "--period", period, "-f", "json", cwd=folder).stdout)["rows"]
        for period in ("2020", "2021", "2022")
    ]
    assert [row for one in found[names] for row in one["rows"]] == [row for rows in alone for row in rows]
    for form in ("md", "html"):
        assert run(*typed, "-f", form, cwd=folder).stdout.count("2022") > 1


def test_what_one_edition_alone_has_is_told_of_its_periods(folder: Path, run: Run) -> None:
    later = json.loads((folder / "two.json").read_text(encoding="utf-8"))
    later["index"]["children"][1] |= {"code": "c", "column": "b"}
    (folder / "two.json").write_text(json.dumps(later), encoding="utf-8")
    typed = ("league", "all", "-w", "idx", "--indicator", "c", "-f", "csv")
    found = run(*typed, cwd=folder)
    assert (found.returncode, found.stdout.count("\n2022,")) == (0, 2)
    assert "2020 and 2021 under idx-2020 left out: idx-2020 has no" in found.stderr
    assert 'indicator with the code "c"' in found.stderr
    assert run(*typed, "--strict", cwd=folder).returncode == 1
    none = run(*typed[:5], "d", cwd=folder)
    assert (none.returncode, none.stderr.count("has no indicator")) == (2, 1)


def test_a_panel_under_a_family_is_validated_against_the_edition_of_each_period(
    folder: Path, run: Run
) -> None:
    """It was refused as one that spans several editions, while score took it."""
    typed = ("validate", "all", "-w", "idx")
    sound = run(*typed, cwd=folder)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "all.csv (idx-2020) (4 rows" in sound.stdout
    assert "all.csv (idx-2022) (2 rows" in sound.stdout
    table = folder / "all.csv"
    for year, edition_id in (("2021", "idx-2020"), ("2022", "idx-2022")):
        whole = table.read_text(encoding="utf-8")
        table.write_text(whole.replace(f"U,{year},1,", f"U,{year},much,"), encoding="utf-8")
        assert run(*typed, cwd=folder).returncode == 1
        found = json.loads(run(*typed, "-f", "json", cwd=folder).stdout)
        assert not found["valid"]
        assert {one["methodology"]["id"]: one["valid"] for one in found["tables"]} == {
            "idx-2020": edition_id != "idx-2020",
            "idx-2022": edition_id != "idx-2022",
        }
        (row,) = csv.DictReader(io.StringIO(run(*typed, "-f", "csv", cwd=folder).stdout))
        assert (row["code"], row["raw"]) == ("not-a-number", "much")
        told = run(*typed, "--annotate", "lines", "-f", "csv", cwd=folder).stderr
        assert told.count("error not-a-number: U, a") == 1
        table.write_text(whole, encoding="utf-8")


def with_a_column_of_the_later_edition(folder: Path) -> None:
    later = json.loads((folder / "two.json").read_text(encoding="utf-8"))
    later["index"]["children"][1] |= {"code": "c", "column": "c"}
    (folder / "two.json").write_text(json.dumps(later), encoding="utf-8")
    for table in folder.glob("*.csv"):
        head, *rows = table.read_text(encoding="utf-8").splitlines()
        told = [f"{head},c,nobody's", *(f"{row},{row[-1]},0" for row in rows)]
        table.write_text("\n".join(told), encoding="utf-8")


def unused(text: str) -> list[str]:
    return [
        name
        for names in re.findall(r"^ +1:\d[^a-z]*  (\S+(?:, \S+)*)  ", text, re.MULTILINE)
        for name in names.split(", ")
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("score", "all"), ["nobody's"]),
        (("score", "all", "--period", "2021"), ["nobody's"]),
        (("score", "all", "--period", "2022"), ["nobody's"]),
        (("explain", "all", "--unit", "U", "--period", "2021"), ["nobody's"]),
        (("compare", "2020=@all", "2021=@all"), ["nobody's"]),
        (("score", "2021.csv", "-w", "idx"), ["c", "nobody's"]),  # of which no period is the later edition's
        (("score", "all", "-w", "idx-2020", "--period", "2021"), ["c", "nobody's"]),
    ],
    ids=" ".join,
)
def test_a_column_that_the_edition_of_another_period_reads_is_no_unused_one(
    folder: Path, run: Run, typed: tuple[str, ...], told: list[str]
) -> None:
    with_a_column_of_the_later_edition(folder)
    found = run(*typed, "-f", "csv", cwd=folder)
    assert found.returncode == 0, found.stderr
    assert sorted(set(unused(found.stderr)), key=told.index) == told


def test_what_is_told_of_no_edition_does_not_refuse_a_panel(folder: Path, run: Run) -> None:
    with_a_column_of_the_later_edition(folder)
    refused = run("score", "all", "--strict", cwd=folder)
    assert (refused.returncode, unused(refused.stderr)) == (1, ["nobody's"])
    for table in folder.glob("*.csv"):
        rows = [row.rpartition(",")[0] for row in table.read_text(encoding="utf-8").splitlines()]
        table.write_text("\n".join(rows), encoding="utf-8")
    strict = run("score", "all", "--strict", "-f", "csv", cwd=folder)
    assert (strict.returncode, strict.stderr) == (0, "")
    assert strict.stdout == run("score", "all", "-f", "csv", cwd=folder).stdout


class TestPublishedPanel:
    """A published table of several periods, held against a panel under a family."""

    @pytest.fixture
    def published(self, folder: Path, run: Run) -> str:
        return run("score", "all", "-f", "csv", "-o", "published.csv", cwd=folder).stdout or "published.csv"

    def check(self, folder: Path, run: Run, expect: str, *more: str) -> tuple[int, list[dict[str, str]]]:
        found = run("check", "all", "--expect", expect, *more, "-f", "csv", cwd=folder)
        assert found.returncode in (0, 1), found.stderr
        return found.returncode, [*csv.DictReader(io.StringIO(found.stdout))]

    def test_it_agrees(self, folder: Path, run: Run, published: str) -> None:
        found = run("check", "all", "--expect", published, cwd=folder)
        assert (found.returncode, found.stderr) == (0, "")
        assert found.stdout.count("Agrees: ") == 2
        told = json.loads(run("check", "all", "--expect", published, "-f", "json", cwd=folder).stdout)
        assert told["agrees"] is True
        compared = [one["compared"]["scores"] for one in told["verifications"]]
        alone = [
            json.loads(
                run("check", "all", "--period", year, "--expect", published, "-f", "json", cwd=folder).stdout
            )["compared"]["scores"]
            for year in ("2020", "2021", "2022")
        ]
        assert compared == [alone[0] + alone[1], alone[2]]

    def test_a_difference_is_told_under_its_edition(self, folder: Path, run: Run, published: str) -> None:
        rows = [*csv.DictReader(io.StringIO((folder / published).read_text(encoding="utf-8")))]
        moved = next(row for row in rows if (row["period"], row["unit"]) == ("2022", "U"))
        told = {"1": "2", "2": "1"}
        text = "period,unit,rank\n" + "".join(
            f"{row['period']},{row['unit']},{told[row['rank']] if row is moved else row['rank']}\n"
            for row in rows
        )
        (folder / "other.csv").write_text(text, encoding="utf-8")
        code, differences = self.check(folder, run, "other.csv")
        assert code == 1
        assert [(one["edition"], one["unit"], one["period"], one["what"]) for one in differences] == [
            ("idx-2022", "U", "2022", "rank")
        ]

    def test_periods_that_one_of_the_tables_lacks(self, folder: Path, run: Run, published: str) -> None:
        whole = (folder / published).read_text(encoding="utf-8")
        first, *rows = whole.splitlines()
        (folder / "some.csv").write_text(
            "\n".join([first, *(row for row in rows if ",2022," in row)]), encoding="utf-8"
        )
        code, differences = self.check(folder, run, "some.csv")
        assert (code, {one["period"] for one in differences}) == (1, {"2020", "2021"})
        assert self.check(folder, run, "some.csv", "--partial") == (0, [])
        fewer = run("check", "2022.csv", "-w", "idx", "--expect", published, "-f", "csv", cwd=folder)
        assert fewer.returncode == 1
        assert {row["period"] for row in csv.DictReader(io.StringIO(fewer.stdout))} == {"2020", "2021"}

    def test_it_has_no_periods(self, folder: Path, run: Run) -> None:
        (folder / "none.csv").write_text("unit,rank\nU,2\nV,1\n", encoding="utf-8")
        refused = run("check", "all", "--expect", "none.csv", cwd=folder)
        assert (refused.returncode, "choose a period: --period 2022" in refused.stderr) == (2, True)
        assert run("check", "all", "--expect", "none.csv", "--period", "2022", cwd=folder).returncode in (
            0,
            1,
        )


OUTPUTS = """
[[outputs]]
name = "cells"
command = "diff"
tables = ["2020=all", "2022=@all"]
file = "cells.csv"
[[outputs]]
name = "named"
command = "score"
tables = ["all"]
weights = "idx-2022"
options = {period = "2022"}
file = "named.csv"
[[outputs]]
name = "then"
command = "whatif"
tables = ["all"]
weights = "@idx-2020"
options = {period = "2021", against = "idx-2022", allow_fixed_units = true}
file = "then.csv"
"""


def test_outputs_name_periods_of_a_table_and_editions_of_a_family(folder: Path, run: Run) -> None:
    with (folder / "dtiscore.toml").open("a", encoding="utf-8") as file:
        file.write(OUTPUTS)
    made = run("run", cwd=folder)
    assert made.returncode == 0, made.stderr
    for name, line in {
        "cells": ("diff", "2020=all", "2022=all"),
        "named": ("score", "all", "-w", "two.json", "--period", "2022"),
        "then": (
            "whatif",
            "all",
            "-w",
            "one.json",
            "--period",
            "2021",
            "--against",
            "two.json",
            "--allow-fixed-units",
        ),
    }.items():
        typed = run(*line, "-f", "csv", cwd=folder)
        assert (folder / f"{name}.csv").read_text(encoding="utf-8") == typed.stdout, typed.stderr
    assert run("check", cwd=folder).returncode == 0
    changed = (folder / "two.json").read_text(encoding="utf-8").replace("0.2", "0.4").replace("0.8", "0.6")
    (folder / "two.json").write_text(changed, encoding="utf-8")
    told = run("run", "--check", cwd=folder).stdout
    states = {words[0]: " ".join(words[2:]) for line in told.splitlines() if len(words := line.split()) > 2}
    assert (states["named"], states["then"]) == ("changed", "changed")
    drift = json.loads(run("check", "-f", "json", cwd=folder).stdout)
    assert ("two.json", "edition") in {(one["what"], one["kind"]) for one in drift["moved"]}
