"""Ranks on different lists of units are never subtracted, and codes that mean other units never joined, unasked."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pandas as pd
import pytest

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.units.matching import UnitMatcher
from dtiscore.units.vintage import reused_codes
from tests.conftest import ROOT, Run
from tests.made import HEAD, group, indicator

DTI = ROOT / "examples" / "dti-province"
PUBLISHED = ROOT / "tests" / "published"
SCALE = {
    **HEAD,
    "missing": "no-score",
    "index": {"code": "M", "aggregate": "sum", "children": [indicator("a")]},
}
OWN: dict[str, Any] = {"id": "own", **SCALE}


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def without_names(table: pd.DataFrame, units: int, year: str, made: Path) -> Path:
    """A published table by year, code, rank and score, as a user has it who leaves out the names."""
    frame = table.rename(columns={"DTI": "dti"}).assign(year=year)
    assert len(frame) == units
    frame["rank"] = frame["dti"].astype(float).rank(ascending=False, method="min").astype(int)
    frame[["year", "code", "rank", "dti"]].to_csv(made, index=False)
    return made


@pytest.fixture
def on_34(tmp_path: Path) -> Path:
    """The 34 units of 2024, as they were published: the mean of the units they were made of."""
    table = dtiscore.restate(DTI / "2024-published.csv", "vn-province-34").to_frame()
    return without_names(table.round(4), 34, "2024", tmp_path / "34.csv")


@pytest.fixture
def on_63(tmp_path: Path) -> Path:
    """The 63 units of 2023."""
    table = pd.read_csv(DTI / "published-2023.csv", dtype=str)
    return without_names(table, 63, "2023", tmp_path / "63.csv")


def ways_out(message: str) -> list[list[str]]:
    """The options that a message proposes, each way as it would be typed."""
    line = next(line for line in message.splitlines() if "--units" in line)
    proposed = line[line.index("--units") :].split(";")[0]
    return [shlex.split(way) for way in proposed.split(" or ")]


EITHER = [(), ("-w", "dti-province-2022"), ("-w", "dti-province")]


@pytest.mark.parametrize("edition", EITHER, ids=["no edition", "edition", "family"])
@pytest.mark.parametrize("command", ["compare", "trend"])
def test_codes_without_names_that_two_schemes_share_are_refused_and_the_ways_out_work(
    command: str, edition: tuple[str, ...], on_63: Path, on_34: Path, run: Run
) -> None:
    asked = [command, str(on_63), str(on_34), "--published", "dti", *edition]
    refused = run(*asked)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "7 of them mean another one there" in refused.stderr
    assert "15 is Yen Bai (15) in the first, Lao Cai (15) in the second" in refused.stderr
    ways = ways_out(refused.stderr)
    assert [way[-1] for way in ways] == ["vn-province-63", "vn-province-34"]
    for way in ways:
        assert "mean another one" not in run(*asked, *way).stderr
    still = run(*asked, *ways[1])  # the right answer, after which the lists are known to differ
    assert "2023: vn-province-63, 2024: vn-province-34" in still.stderr
    assert "--restate mean" in still.stderr
    found = rows(run(*asked, *ways[1], "--restate", "mean", "-f", "csv").stdout)
    # Huế was first of 34 in 2023 once restated, and Bắc Ninh of 2024 is the former Bắc Giang and Bắc Ninh together.
    before = {"compare": "rank_before", "trend": "rank:2023"}[command]
    assert found["46"][before] == "1"
    assert found["24"]["name"] == "Bắc Ninh"


@pytest.mark.parametrize("edition", EITHER, ids=["no edition", "edition", "family"])
def test_tables_whose_names_tell_that_they_stand_on_two_lists_are_refused_and_the_way_out_works(
    edition: tuple[str, ...], run: Run
) -> None:
    tables = [f"2023={DTI / 'published-2023.csv'}", f"2024={PUBLISHED / 'dti-province34-2024.csv'}"]
    asked = ["compare", *tables, "--published", "DTI", *edition]
    refused = run(*asked)
    assert (refused.returncode, refused.stdout) == (2, "")
    (way,) = ways_out(refused.stderr)
    assert way[:4] == ["--units", "vn-province-63", "--units", "vn-province-34"]
    answer = run(*asked, *way[:4], "--restate", "mean", "-f", "csv")
    assert answer.returncode == 0, answer.stderr
    assert rows(answer.stdout)["46"]["move"] == "-1"


def test_names_alone_that_moved_to_another_unit_are_refused_too(tmp_path: Path, run: Run) -> None:
    table = tmp_path / "names.csv"
    table.write_text("name,dti\nBắc Ninh,0.7\nHà Nội,0.8\n", encoding="utf-8")
    refused = run("compare", f"2023={table}", f"2024={table}", "--published", "dti")
    assert refused.returncode == 2
    assert "Bắc Ninh is Bac Ninh (27) in the first, Bac Ninh (24) in the second" in refused.stderr


def test_codes_that_mean_the_same_units_in_both_schemes_need_no_scheme(tmp_path: Path, run: Run) -> None:
    table = tmp_path / "unchanged.csv"
    table.write_text("code,dti\n01,0.8\n79,0.7\n48,0.9\n", encoding="utf-8")
    answer = run("compare", f"2023={table}", f"2024={table}", "--published", "dti")
    assert answer.returncode == 0, answer.stderr


def test_a_whole_table_of_the_other_list_is_no_table_with_missing_units(on_34: Path) -> None:
    frame = pd.read_csv(on_34, dtype=str).drop(columns=["rank"]).assign(year="2023")
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(frame, "dti-province-2022", allow_missing_units=True)
    (problem,) = [one for one in caught.value.problems if one.is_error]
    assert problem.code == "ambiguous-vintage"
    assert "all units of vn-province-34 and no other" in problem.message
    part = dtiscore.score(frame.head(20), "dti-province-2022", allow_missing_units=True)
    assert "ambiguous-vintage" in {one.code for one in part.warnings}


@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_names_that_are_all_those_of_the_later_list_are_not_read_on_the_earlier_one(
    engine: str, run: Run, tmp_path: Path
) -> None:
    """A province that was merged bears the name of one that it was made of: Tuyên Quang fell by 32 places in a comparison."""
    (tmp_path / "own.yaml").write_text(json.dumps({**OWN, "units": "vn-province-63"}), encoding="utf-8")
    lists = load_unit_scheme("vn-province-63"), load_unit_scheme("vn-province-34")
    old, units, by_code = lists[0].units, lists[1].units, lists[1].by_code

    def scored(rows: Sequence[tuple[str, str]], heads: str = "name") -> CompletedProcess[str]:
        lines = [f"{heads},period,a", *(f"{name},{period},{at}" for at, (name, period) in enumerate(rows))]
        (tmp_path / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        asked = ["--allow-missing-units", "--engine", engine, "-f", "csv", "-q"]
        return run("score", "t.csv", "-w", "own.yaml", *asked, cwd=tmp_path)

    later = [(unit.name["vi"], "2025") for unit in units]
    earlier = [(unit.name["vi"], "2024") for unit in old]
    for rows in (later, [*earlier, *later]):
        refused = scored(rows)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "ambiguous-vintage" in refused.stderr
        assert "2025: the units" in refused.stderr
    # One less may be a table that lacks units; codes tell that these are meant.
    assert scored(later[1:]).returncode == 0
    known = UnitMatcher(lists[0])
    coded = [(f"{found.unit.code},{name}", "2025") for name, _ in later if (found := known.match(name))]
    assert scored(coded, "code,name").returncode == 0
    shared = [row for row, _ in coded if (code := row[:2]) in by_code and code not in reused_codes(*lists)]
    telling = next(row for row, _ in coded if row not in shared)
    for row, exit_code in ((telling, 0), (telling.lstrip("0"), 0), (shared[0], 1)):
        others = [(f",{name}", period) for name, period in later if name != row.partition(",")[2]]
        one_coded = [(row, "2025"), *others]
        assert scored(one_coded, "code,name").returncode == exit_code
        # What tells of one year says nothing of another.
        of_year_before = [(f"{unit.code},{unit.name['vi']}", "2024") for unit in old]
        assert scored([*of_year_before, *one_coded], "code,name").returncode == exit_code


@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_rows_without_figures_do_not_hide_that_the_others_are_those_of_the_later_list(
    engine: str, run: Run, tmp_path: Path
) -> None:
    """As a join of years makes them: all names in each year, those that were merged without a figure in the last."""
    made = {**OWN, "units": "vn-province-63", "missing": "no-score"}
    (tmp_path / "own.yaml").write_text(json.dumps(made), encoding="utf-8")
    known = UnitMatcher(load_unit_scheme("vn-province-63"))
    later = load_unit_scheme("vn-province-34").units
    kept = {found.unit.code for unit in later if (found := known.match(unit.name["vi"]))}

    def scored(heads: str, *, less: int = 0) -> CompletedProcess[str]:
        there = sorted(kept)[less:]
        rows = [
            f"{unit.code},{unit.name['vi']},{year},{at if year == 2024 or unit.code in there else ''}"
            for year in (2024, 2025)
            for at, unit in enumerate(known.scheme.units)
        ]
        if "code" not in heads:
            rows = [row.partition(",")[2] for row in rows]
        (tmp_path / "t.csv").write_text("\n".join([heads, *rows, ""]), encoding="utf-8")
        return run("score", "t.csv", "-w", "own.yaml", "--engine", engine, "-f", "csv", "-q", cwd=tmp_path)

    refused = scored("name,period,a")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "2025: the units that have" in refused.stderr
    for fine in (scored("code,name,period,a"), scored("name,period,a", less=1)):
        assert fine.returncode == 0, fine.stderr


def test_an_expected_table_is_not_held_against_units_that_its_codes_may_not_mean(
    on_34: Path, run: Run, tmp_path: Path
) -> None:
    part = tmp_path / "part.csv"
    pd.read_csv(on_34, dtype=str)[["code", "dti"]].head(20).to_csv(part, index=False)
    result = run("check", DTI / "2023.csv", "-w", "dti-province-2022", "--partial", "--expect", part)
    assert (result.returncode, result.stdout) == (1, "")
    assert "ambiguous-vintage" in result.stderr


@pytest.mark.parametrize("stated", ["vn-province-63", "vn-province-34"])
def test_a_scheme_that_the_names_belie_is_corrected_by_what_the_message_proposes(
    stated: str, run: Run
) -> None:
    tables = [f"2023={DTI / 'published-2023.csv'}", f"2024={PUBLISHED / 'dti-province34-2024.csv'}"]
    asked = ["compare", *tables, "--published", "DTI"]
    refused = run(*asked, "--units", stated)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"--units says {stated}" in refused.stderr
    (way,) = ways_out(refused.stderr.replace(f"--units says {stated}", ""))
    assert way == ["--units", "vn-province-63", "--units", "vn-province-34"]
    assert "--restate mean" in run(*asked, *way).stderr


def test_a_scheme_of_the_users_own_is_taken_at_its_word(tmp_path: Path, run: Run) -> None:
    own = "id: own-list\ntitle: {en: Own}\nsource: s\nunits:\n"
    own += "".join(f'  - {{code: "{code}", name: {{en: Unit {code}}}}}\n' for code in ("15", "24"))
    (tmp_path / "own-list.yaml").write_text(own, encoding="utf-8")
    for year in ("2023", "2024"):
        (tmp_path / f"{year}.csv").write_text("code,x\n15,0.5\n24,0.4\n", encoding="utf-8")
    asked = ("compare", "2023=2023.csv", "2024=2024.csv", "--published", "x", "-f", "csv")
    assert run(*asked, cwd=tmp_path).returncode == 2
    stated = run(*asked, "--units", "own-list.yaml", cwd=tmp_path)
    assert stated.returncode == 0, stated.stderr
    assert rows(stated.stdout)["24"]["name"] == "Unit 24"


class TestOwnIndex:
    """An index of no unit scheme, as of countries that come and go: X leaves, W comes and is first."""

    BEFORE: Mapping[str, float] = {"X": 4, "Y": 3, "Z": 2, "V": 1}
    AFTER: Mapping[str, float] = {"W": 9, "V": 8, "Z": 7, "Y": 6}
    # Of V, Y and Z alone: Y 1, Z 2, V 3 before, and V 1, Z 2, Y 3 after.
    UP: Mapping[str, int] = {"V": 2, "Y": -2, "Z": 0}

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for year, scores in (("2020", self.BEFORE), ("2021", self.AFTER)):
            lines = [f"{unit},{year},{score}" for unit, score in scores.items()]
            (tmp_path / f"{year}.csv").write_text("\n".join(["unit,year,a", *lines, ""]), encoding="utf-8")
        panel = (tmp_path / "2020.csv").read_text() + "".join(
            (tmp_path / "2021.csv").read_text().splitlines(True)[1:]
        )
        (tmp_path / "panel.csv").write_text(panel, encoding="utf-8")
        (tmp_path / "own.json").write_text(json.dumps(OWN), encoding="utf-8")
        return tmp_path

    TABLES: tuple[tuple[str, ...], ...] = (
        ("compare", "2020.csv", "2021.csv"),
        ("compare", "panel.csv"),
        ("score", "2021.csv", "--previous", "2020.csv"),
        ("score", "panel.csv"),
    )

    @pytest.mark.parametrize("asked", TABLES, ids=" ".join)
    def test_places_on_two_lists_are_told_only_when_asked(
        self, asked: tuple[str, ...], folder: Path, run: Run
    ) -> None:
        command = [*asked, "-w", "own.json"]
        screen = run(*command, cwd=folder, env={"COLUMNS": "200"})
        assert screen.returncode == 0, screen.stderr
        assert not set("▲▼") & set(screen.stdout)
        assert "--common-units" in screen.stdout  # why, and how to ask
        page = run(*command, "-f", "md", cwd=folder)
        assert not set("▲▼") & set(page.stdout)
        assert "common-units" in page.stdout
        vietnamese = run(*command, "--lang", "vi", cwd=folder, env={"COLUMNS": "200"}).stdout
        assert "--common-units" in vietnamese
        csv_ = run(*command, "-f", "csv", cwd=folder)
        assert {row["move"] for row in csv.DictReader(io.StringIO(csv_.stdout))} == {""}
        payload = json.loads(run(*command, "-f", "json", cwd=folder).stdout)
        assert {row["move"] for row in payload["rows"]} == {None}
        lists = payload["moves"][-1]["lists"] if asked[0] == "score" else payload["across"]
        assert lists in ("other", None)

        found = rows(run(*command, "--common-units", "-f", "csv", cwd=folder).stdout)
        assert {unit: int(row["move"]) for unit, row in found.items() if row["move"]} == self.UP
        drawn = run(*command, "--common-units", cwd=folder, env={"COLUMNS": "200"}).stdout
        assert "▲2" in drawn
        assert "▼2" in drawn
        assert "places gained or lost are not told" not in drawn

    def test_ranks_of_a_comparison_among_common_units_are_their_own(self, folder: Path, run: Run) -> None:
        command = ["compare", "2020.csv", "2021.csv", "-w", "own.json", "--common-units"]
        payload = json.loads(run(*command, "-f", "json", cwd=folder).stdout)
        assert payload["on_one_list"] is True
        assert (payload["came"], payload["gone"]) == (["W"], ["X"])
        assert [payload[side]["ranked_among"] for side in ("before", "after")] == [3, 3]
        ranks = {row["unit"]: (row["rank_before"], row["rank"]) for row in payload["rows"]}
        assert ranks == {"V": (3, 1), "Z": (2, 2), "Y": (1, 3)}

    def test_periods_that_rank_other_units_say_nothing_of_drawing_together(
        self, folder: Path, run: Run
    ) -> None:
        command = ["trend", "2020.csv", "2021.csv", "-w", "own.json"]
        apart = run(*command, cwd=folder, env={"COLUMNS": "200"}).stdout
        assert "--common-units" in apart
        assert "together" not in apart
        common = run(*command, "--common-units", cwd=folder, env={"COLUMNS": "200"}).stdout
        assert "drew together" in common or "did not draw together" in common
        found = rows(run(*command, "--common-units", "-f", "csv", cwd=folder).stdout)
        assert {unit: (row["rank:2020"], row["rank:2021"]) for unit, row in found.items()} == {
            "V": ("3", "1"), "Z": ("2", "2"), "Y": ("1", "3"),
        }  # fmt: skip

    def test_a_backcast_says_that_its_periods_rank_other_units(self, folder: Path, run: Run) -> None:
        command = ["backcast", "2020.csv", "2021.csv", "-w", "own.json"]
        assert "--common-units" in run(*command, cwd=folder, env={"COLUMNS": "200"}).stdout
        found = rows(run(*command, "--common-units", "-f", "csv", cwd=folder).stdout)
        assert {unit: (row["rank:2020"], row["rank:2021"]) for unit, row in found.items()} == {
            "V": ("3", "1"), "Z": ("2", "2"), "Y": ("1", "3"),
        }  # fmt: skip

    def test_a_thought_that_takes_a_score_away_counts_no_places(self, folder: Path) -> None:
        found = dtiscore.whatif(folder / "2020.csv", OWN, [dtiscore.ValueChange("X", "a", "")])
        assert found.moved is None
        assert {change.up for change in found.comparison.changes} == {None}

    def test_codes_of_another_name_are_told(self, folder: Path, run: Run) -> None:
        for year, name in (("2020", "Sở Y tế"), ("2021", "Sở Nội vụ")):
            text = f"unit,name,year,a\nD1,{name},{year},1\nD2,Sở Công thương,{year},2\n"
            (folder / f"named-{year}.csv").write_text(text, encoding="utf-8")
        for command in (
            ["compare", "named-2020.csv", "named-2021.csv", "-w", "own.json"],
            ["compare", "named-2020.csv", "named-2021.csv", "--published", "a"],
            ["score", "named-2021.csv", "--previous", "named-2020.csv", "-w", "own.json"],
            ["trend", "named-2020.csv", "named-2021.csv", "-w", "own.json"],
        ):
            result = run(*command, cwd=folder)
            assert result.returncode == 0, result.stderr
            told = " ".join(result.stderr.split())
            assert "renamed-unit" in told
            assert "D2" not in told

    def test_units_of_another_spelling_are_told(self, folder: Path, run: Run) -> None:
        ours = {
            "2020": ("An Hòa", "Krông Búk", "007", "Đầm Dơi", "X"),
            "2021": ("An Hoà", "KRÔNG BUK", "7", "Đầm dơi", "Y"),
        }
        rows = {
            year: [f"{unit},{year},{at}\n" for at, unit in enumerate(units)] for year, units in ours.items()
        }
        for year in ours:
            text = "".join(["unit,year,a\n", *rows[year], f"Ngã Năm,{year},9\n"])
            (folder / f"spelt-{year}.csv").write_text(text, encoding="utf-8")
        panel = [row for year in ours for row in (*rows[year], f"Ngã Năm,{year},9\n")]
        (folder / "spelt.csv").write_text("".join(["unit,year,a\n", *panel]), encoding="utf-8")
        for command in (
            ["compare", "spelt-2020.csv", "spelt-2021.csv", "-w", "own.json"],
            ["compare", "spelt-2020.csv", "spelt-2021.csv", "--published", "a"],
            ["score", "spelt-2021.csv", "--previous", "spelt-2020.csv", "-w", "own.json"],
            ["score", "spelt.csv", "-w", "own.json"],
            ["score", "spelt.csv", "-w", "own.json", "--engine", "stream", "-f", "csv"],
            ["trend", "spelt.csv", "-w", "own.json"],
            ["diff", "spelt-2020.csv", "spelt-2021.csv"],
            ["diff", "spelt-2020.csv", "spelt-2021.csv", "-w", "own.json"],
            ["backcast", "spelt-2021.csv", "spelt-2020.csv", "-w", "own.json"],
            ["validate", "spelt.csv", "-w", "own.json", "-f", "csv"],
        ):
            result = run(*command, cwd=folder, env={"COLUMNS": "400"})
            found = result.stdout if command[0] == "validate" else result.stderr
            told = " ".join(found.split())
            assert "respelt-unit" in told, command
            assert "4 units are spelt" in told, command
            assert "007 → 7" in told, command  # as a spreadsheet keeps it
            assert "An Hòa → An Hoà, " in told, command
            assert "Krông Búk → KRÔNG BUK, " in told, command
            strict = run(*command, "--strict", cwd=folder)
            assert strict.returncode == 1, command
            assert "respelt-unit" in strict.stdout + strict.stderr

    def test_the_mark_of_a_footnote_makes_another_unit_and_is_told(self, folder: Path, run: Run) -> None:
        """Numbers of footnotes are told from those of places: districts 1 and 2, or what one became, are no spellings."""
        tables = {
            "plain": ["France", "Korea", "Serbia", "Japan", "Kosovo", "Fiji", "Zone", "District 1"],
            "noted": [
                *("France 1", "Korea¹", "Serbia [a]", "Japan*", "Kosovo 1/", "Fiji(2)"),
                *("Zone 1", "Zone 2", "District 2"),
            ],
        }
        for name, units in tables.items():
            rows = [f"{unit},{at}\n" for at, unit in enumerate([*units, "Italy"])]
            (folder / f"{name}.csv").write_text("".join(["unit,a\n", *rows]), encoding="utf-8")
        for before, after in (("plain", "noted"), ("noted", "plain")):
            told = run("diff", f"{before}.csv", f"{after}.csv", cwd=folder, env={"COLUMNS": "400"}).stderr
            assert "6 units are spelt" in told
            was, now = ("France", "France 1") if before == "plain" else ("France 1", "France")
            assert f"{was} → {now}, " in told

    @pytest.mark.parametrize(
        "command",
        [
            "explain same.csv -w own.json --unit 'Châu Thành'",
            "score same.csv -w own.json --unit 'Châu Thành'",
            "whatif same.csv -w own.json --value 'Châu Thành:a=5'",
            "compare 2020=same.csv 2021=same.csv -w own.json --unit 'Châu Thành'",
            "trend 2020=same.csv 2021=same.csv --published a --unit 'Châu Thành'",
        ],
    )
    def test_a_name_that_two_units_bear_is_asked_for_by_code(
        self, command: str, folder: Path, run: Run
    ) -> None:
        text = "unit,name,a\nP1,Châu Thành,1\nP2,Châu Thành,2\nP3,Hóa Sơn,3\n"
        (folder / "same.csv").write_text(text, encoding="utf-8")
        refused = run(*shlex.split(command), cwd=folder)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "2 units are called" in refused.stderr
        assert "say which is meant by its code: P1, P2" in refused.stderr
        assert run(*shlex.split(command.replace("Châu Thành", "P1")), cwd=folder).returncode == 0

    def test_spellings_that_stand_in_one_table_are_not_told_of_two(self, folder: Path, run: Run) -> None:
        for year, units in (("2020", ["An Hòa"]), ("2021", ["An Hòa", "An Hoà"])):
            rows = [f"{unit},{year},{at}\n" for at, unit in enumerate(units)]
            (folder / f"both-{year}.csv").write_text("".join(["unit,year,a\n", *rows]), encoding="utf-8")
        result = run("compare", "both-2020.csv", "both-2021.csv", "-w", "own.json", cwd=folder)
        assert result.returncode == 0
        assert "respelt-unit" not in result.stderr


@pytest.mark.parametrize("asked", [("compare",), ("trend",), ("backcast",)], ids=" ".join)
def test_scored_tables_of_an_edition_without_a_scheme_are_not_joined_by_codes_of_two_meanings(
    asked: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    for year, source in (
        ("2023", DTI / "published-2023.csv"),
        ("2024", PUBLISHED / "dti-province34-2024.csv"),
    ):
        frame = pd.read_csv(source, dtype=str).rename(columns={"DTI": "a", "dti": "a"})
        frame[["code", "province", "a"]].assign(year=year).to_csv(tmp_path / f"{year}.csv", index=False)
    pd.concat(pd.read_csv(tmp_path / f"{year}.csv", dtype=str) for year in ("2023", "2024")).to_csv(
        tmp_path / "panel.csv", index=False
    )
    (tmp_path / "own.json").write_text(json.dumps(OWN), encoding="utf-8")
    for tables in (["2023.csv", "2024.csv"], ["panel.csv"]):
        refused = run(*asked, *tables, "-w", "own.json", cwd=tmp_path)
        assert (refused.returncode, refused.stdout) == (2, ""), refused.stdout
        assert "2023: vn-province-63, 2024: vn-province-34" in refused.stderr
    refused = run("score", "2024.csv", "--previous", "2023.csv", "-w", "own.json", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    panel = run("score", "panel.csv", "-w", "own.json", "-f", "csv", cwd=tmp_path)
    assert panel.returncode == 0
    assert "previous_rank" not in panel.stdout
    assert "vn-province-34" in panel.stderr


def test_tables_whose_codes_do_not_meet_are_no_empty_comparison(tmp_path: Path, run: Run) -> None:
    for year, codes in (("2023", ("1", "3")), ("2024", ("01", "03"))):
        lines = [f"{code},{score}" for code, score in zip(codes, ("0.5", "0.4"), strict=True)]
        (tmp_path / f"{year}.csv").write_text("\n".join(["code,x", *lines, ""]), encoding="utf-8")
    refused = run("compare", "2023=2023.csv", "2024=2024.csv", "--published", "x", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "2023 has 1, 3 …; 2024 has 01, 03 …" in refused.stderr
    assert run("trend", "2023=2023.csv", "2024=2024.csv", "--published", "x", cwd=tmp_path).returncode == 2
    (tmp_path / "own.json").write_text(
        json.dumps(OWN).replace('"code": "a"', '"code": "x"'), encoding="utf-8"
    )
    refused = run("score", "2024.csv", "--previous", "2023.csv", "-w", "own.json", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no unit of the table stands in the previous one" in refused.stderr


def test_a_restated_table_is_ranked_like_tables_that_are_restated_to_be_compared(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    """A published rank among 63 is none of a province that was merged, and no mean of ranks is one either."""
    tables = {year: examples / "dti-province" / f"published-{year}.csv" for year in (2022, 2023)}
    for year, table in tables.items():
        done = run("units", "restate", str(table), "--from", "vn-province-63", "--to", "vn-province-34", "-o", f"{year}.csv", cwd=tmp_path)  # fmt: skip
        assert (done.returncode, "rank: places have no mean and no sum" in done.stderr) == (0, True)
    compare = ("compare", "--published", "DTI", "-f", "csv", "--lang", "en")
    apart = run(*compare, "2022=2022.csv", "2023=2023.csv", "--units", "vn-province-34", cwd=tmp_path)
    front = run(*compare, *(f"{year}={table}" for year, table in tables.items()), "--units", "vn-province-63", "--restate", "mean", "--on", "vn-province-34")  # fmt: skip
    assert (apart.returncode, front.returncode) == (0, 0)

    def moves(text: str) -> list[tuple[str, ...]]:
        return [
            (row["unit"], row["rank_before"], row["rank"], row["move"])
            for row in csv.DictReader(io.StringIO(text))
        ]

    assert moves(apart.stdout) == moves(front.stdout)
    assert len(moves(apart.stdout)) == 34


def test_shares_keep_the_sign_that_says_what_they_are(run: Run, tmp_path: Path) -> None:
    """1.5% is 1.5 to a column that is measured in per cent, and a bare 0.015 would be a hundred times less there."""
    shares = {"15": "1.5%", "10": "2%", "01": "7%"}  # Yên Bái and Lào Cai became one; Hà Nội stayed
    lines = ["code,online,points", *(f"{code},{share},3" for code, share in shares.items())]
    (tmp_path / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    done = run("units", "restate", "t.csv", "--from", "vn-province-63", "--to", "vn-province-34", "--partial", "-f", "csv", cwd=tmp_path)  # fmt: skip
    rows = {row["code"]: (row["online"], row["points"]) for row in csv.DictReader(io.StringIO(done.stdout))}
    assert rows == {"01": ("7%", "3.0"), "15": ("1.75%", "3.0")}


def test_what_is_not_restated_is_told_and_what_is_asked_for_is(run: Run, tmp_path: Path) -> None:
    lines = [
        "code,STT,points,rank,X.rank,Xếp hạng 2022,pci_rank,note",
        *(f"{code:02},1,2,3,4,5,6,seen" for code in (15, 10)),
    ]
    (tmp_path / "t.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    typed = ("units", "restate", "t.csv", "--from", "vn-province-63", "--to", "vn-province-34", "--partial", "-f", "csv")  # fmt: skip
    done = run(*typed, cwd=tmp_path, env={"COLUMNS": "400"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "code,name,points,made_of"
    assert "STT, rank, X.rank, Xếp hạng 2022, pci_rank: places" in done.stderr
    assert "note: no numbers stand there" in done.stderr
    done = run(*typed, "--column", "rank", cwd=tmp_path)
    assert (done.stdout.splitlines()[0], done.stderr) == ("code,name,rank,made_of", "")


def test_a_partial_restating_says_what_it_is_made_without(run: Run, tmp_path: Path) -> None:
    """A sum of one of two communes stood there as that of both, with both of them under ``made_of``."""
    units = '- {code: "%s", name: {en: %s}%s}'
    old = [units % (code, code * 2, f', successor: "{code[0]}"') for code in ("x1", "x2", "y1", "y2")]
    head = "id: {}\ntitle: {{en: Units}}\nsource: made for a test\n"
    (tmp_path / "before.yaml").write_text(
        head.format("before") + "successor: after\nunits:\n" + "\n".join(old), encoding="utf-8"
    )
    (tmp_path / "after.yaml").write_text(
        head.format("after") + "units:\n" + "\n".join(units % (code, code * 3, "") for code in "xyz"),
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_text("code,people\nx1,10\nx2,\ny1,5\n", encoding="utf-8")
    typed = shlex.split("units restate t.csv --from before.yaml --to after.yaml --method sum --partial")
    done = run(*typed, cwd=tmp_path)
    assert done.stdout == "code,name,people,made_of\nx,xxx,10.0,x1 x2\ny,yyy,5.0,y1\n"
    assert "xxx (x) lacks the value of x2x2 (x2)" in done.stderr
    assert "yyy (y) lacks the row of y2y2 (y2)" in done.stderr
    columns = [f"p{at}" for at in range(9)]
    rows = [",".join(["code", *columns]), "x1" + ",10" * 9, "x2" + "," * 9, "y1" + ",5" * 9]
    (tmp_path / "wide.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    folded = run(*(word.replace("t.csv", "wide.csv") for word in typed), cwd=tmp_path)
    assert len(folded.stderr.splitlines()) < 9
    assert "dtiscore validate" not in folded.stderr  # which lists what an edition finds
    restated = dtiscore.restate(
        tmp_path / "t.csv", tmp_path / "after.yaml", old=tmp_path / "before.yaml", method="sum", partial=True
    )
    assert [one.code for one in restated.warnings] == ["missing-predecessor", "missing-value"]
    assert {one.severity for one in restated.warnings} == {"warning"}


MERGING = ("units", "restate", "t.csv", "--from", "vn-province-63", "--to", "vn-province-34", "--partial", "-f", "csv")  # fmt: skip


@pytest.mark.parametrize("without", ["2020", "2021"])
def test_units_keep_the_names_that_one_of_the_tables_has(without: str, run: Run, tmp_path: Path) -> None:
    """The last table of a trend may have codes alone, and all units were called by them."""
    (tmp_path / "own.json").write_text(json.dumps(OWN), encoding="utf-8")
    for year in ("2020", "2021"):
        pd.DataFrame({"unit": ["a", "b"], "name": ["Alpha", "Beta"], "a": [1, 2]}).drop(
            columns="name" if year == without else []
        ).to_csv(tmp_path / f"{year}.csv", index=False)
    tables = ("2020=2020.csv", "2021=2021.csv", "-w", "own.json", "-f", "csv")
    for question in ("trend", "compare", "backcast"):
        done = run(question, *tables, cwd=tmp_path)
        assert {one["unit"]: one["name"] for one in rows(done.stdout).values()} == {"a": "Alpha", "b": "Beta"}
    later = tmp_path / "2021.csv"
    later.write_text("unit,name,a\na,Alpha two,1\nb,,2\n", encoding="utf-8")
    (tmp_path / "2020.csv").write_text("unit,name,a\na,Alpha,1\nb,Beta,2\n", encoding="utf-8")
    done = run("trend", *tables, cwd=tmp_path)
    assert {one["unit"]: one["name"] for one in rows(done.stdout).values()} == {"a": "Alpha two", "b": "Beta"}


def test_a_weighted_restating_keeps_its_weights_so_that_it_can_be_restated_once_more(
    run: Run, tmp_path: Path
) -> None:
    """A merged unit weighs what its parts weigh; without the column a second merger had nothing to weigh by."""
    (tmp_path / "t.csv").write_text("code,people,x\n15,300,1\n10,100,5\n01,7,2\n", encoding="utf-8")
    weighted = ("--method", "weighted", "--weight", "people")
    for options in ((), ("--column", "x"), ("--column", "x", "--column", "people")):
        done = run(*MERGING, *weighted, *options, cwd=tmp_path)
        assert done.stdout == "code,name,x,people,made_of\n01,Hà Nội,2.0,7.0,01\n15,Lào Cai,2.0,400.0,10 15\n"


def test_shares_and_scores_are_not_added_up_without_a_word(run: Run, tmp_path: Path) -> None:
    columns = {
        "people": ("300", "100"),
        "area": ("1.5", "22.25"),
        "Tỷ lệ hộ nghèo": ("12", "7"),
        "literacy_rate": ("95", "97"),
        "GDP per capita": ("900", "800"),
        "signed": ("12%", "7%"),
        "dti": ("0.71", "0.64"),
        "generated": ("1", "0"),
    }
    table = pd.DataFrame({"code": ["15", "10"], **columns})
    table.to_csv(tmp_path / "t.csv", index=False)
    restated = dtiscore.restate(
        tmp_path / "t.csv", "vn-province-34", old="vn-province-63", method="sum", partial=True
    )
    (told,) = (one for one in restated.warnings if one.code == "shares-added-up")
    assert told.message.startswith("Tỷ lệ hộ nghèo, literacy_rate, GDP per capita, signed, dti: shares")
    assert restated.columns["people"] == [400]
    by_mean = dtiscore.restate(tmp_path / "t.csv", "vn-province-34", old="vn-province-63", partial=True)
    (told,) = (one for one in by_mean.warnings if one.code == "counts-averaged")
    assert told.message.startswith("people, area: counts of merged units have a sum")
    counts = ("--column", "people", "--column", "area", "--column", "generated")
    for typed in (("--method", "sum", *counts), ("--method", "mean", "--column", "dti")):
        assert run(*MERGING, *typed, cwd=tmp_path).stderr == ""


def test_nodes_that_a_unit_of_one_table_brings_whole_do_not_stop_a_comparison_of_the_others(
    run: Run, tmp_path: Path
) -> None:
    """What one table supplies and the other computes was looked for in units that the comparison had left out."""
    pillar = group("P", "sum", indicator("a"), indicator("b"), column="p", rule={"kind": "identity"})
    edition = {**HEAD, "index": group("X", "sum", pillar, indicator("c"))}
    (tmp_path / "own.json").write_text(json.dumps(edition), encoding="utf-8")
    (tmp_path / "2020.csv").write_text("unit,p,c\nX,1,2\nY,3,4\n", encoding="utf-8")
    (tmp_path / "2021.csv").write_text("unit,p,c\nZ,1,2\nY,3,4\n", encoding="utf-8")
    done = run("compare", "2020.csv", "2021.csv", "-w", "own.json", "--common-units", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 unit in both" in done.stdout
