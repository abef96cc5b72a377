"""Editions on the command line, through the real executable: compare, template, convert, import, in force, frames."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest

from dtiscore.inputs.weighting import load_methodology
from dtiscore.questions.weights.command import Aspect
from dtiscore.questions.weights.diff.answer import ASPECTS
from tests.conftest import ROOT, Run, written
from tests.made import HEAD, group, indicator

PANEL = """\
code,province,year,chinh_quyen_so,kinh_te_so,xa_hoi_so,foundation_points,hoat_dong_chinh_quyen_so,hoat_dong_kinh_te_so,hoat_dong_xa_hoi_so
48,Đà Nẵng,2020,0.5,0.4,0.6,,,,
79,Hồ Chí Minh,2020,0.4,0.4,0.6,,,,
48,Đà Nẵng,2022,,,,400,0.8,0.7,0.6
79,Hồ Chí Minh,2022,,,,300,0.8,0.7,0.6
"""
TWO = ("-w", "dti-province", "--allow-missing-units")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    path = tmp_path / "panel.csv"
    path.write_text(PANEL, encoding="utf-8")
    return path


class TestDiff:
    PAIR = ("weights", "diff", "dti-province-2020", "dti-province-2022")

    def test_differences_go_to_stdout_and_end_with_0_unless_asked(self, run: Run) -> None:
        result = run(*self.PAIR)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith("dti-province-2020 → dti-province-2022: ")
        assert run(*self.PAIR, "--exit-code").returncode == 1
        assert run(*self.PAIR, "--exit-code", "--only", "missing").returncode == 0
        same = run("weights", "diff", "hdi-2022", "hdi-2022", "--exit-code")
        assert (same.returncode, same.stdout) == (0, "hdi-2022 and hdi-2022 say the same.\n")

    def test_formats_for_programs(self, run: Run, tmp_path: Path) -> None:
        found = rows(run(*self.PAIR, "--only", "structure", "-f", "csv").stdout)
        assert [row["code"] for row in found if row["change"] == "removed"] == ["CQS", "KTS", "XHS"]
        payload = json.loads(run(*self.PAIR, "-f", "json").stdout)
        assert payload["schema"] == "dtiscore/weights-diff/1"
        assert payload["after"]["sha256"] == load_methodology("dti-province-2022").hash
        target = tmp_path / "diff.md"
        assert run(*self.PAIR, "-o", target).returncode == 0
        assert target.read_text(encoding="utf-8").startswith("### dti-province-2020 → dti-province-2022: 34 ")

    def test_a_file_against_the_edition_it_was_made_from(self, run: Run, tmp_path: Path) -> None:
        own = tmp_path / "own.yaml"
        text = (ROOT / "weights" / "dti-province-2022.yaml").read_text(encoding="utf-8")
        text = text.replace("points: 200, column: hoat_dong_chinh", "points: 150, column: hoat_dong_chinh")
        text = text.replace("points: 150, column: hoat_dong_kinh", "points: 200, column: hoat_dong_kinh")
        own.write_text(text, encoding="utf-8")
        found = rows(run("weights", "diff", "dti-province-2022", own, "-f", "csv").stdout)
        assert [(row["code"], row["key"], row["before"], row["after"]) for row in found] == [
            ("7", "points", "200", "150"),
            ("8", "points", "150", "200"),
        ]

    def test_aspects_are_those_of_the_analysis(self, run: Run) -> None:
        assert [aspect.value for aspect in Aspect] == list(ASPECTS)
        result = run(*self.PAIR, "--only", "colour")
        assert result.returncode == 2
        assert "structure" in result.stderr

    def test_an_unknown_edition(self, run: Run) -> None:
        result = run("weights", "diff", "hdi-2022", "hdi-2202")
        assert result.returncode == 2
        assert "hdi-2022" in result.stderr


class TestTemplate:
    def test_a_filled_template_scores(self, run: Run, tmp_path: Path) -> None:
        empty = run("weights", "template", "dti-province-2022", "--lang", "vi", "--period", "2022")
        assert empty.returncode == 0, empty.stderr
        lines = empty.stdout.splitlines()
        assert len(lines) == 1 + 63
        assert lines[0].startswith("mã,tên đơn vị,năm,Nhận thức số,")
        assert lines[1].startswith("01,Hà Nội,2022,,")
        filled = tmp_path / "filled.csv"
        cells = [line.rstrip(",") + ",0.5" * 9 for line in lines[1:]]
        filled.write_text("\n".join([lines[0], *cells]) + "\n", encoding="utf-8")
        result = run("score", filled, "-w", "dti-province-2022", "-f", "csv")
        assert (result.returncode, result.stderr) == (0, "")
        assert {row["DTI.score"] for row in rows(result.stdout)} == {"0.5"}

    def test_a_long_template(self, run: Run) -> None:
        found = rows(run("weights", "template", "public-services-766", "--long").stdout)
        assert len(found) == 34 * 5
        assert list(found[0]) == ["code", "name", "indicator", "value"]

    def test_a_family_wants_a_choice(self, run: Run) -> None:
        result = run("weights", "template", "dti-province")
        assert (result.returncode, result.stdout) == (2, "")
        chosen = run("weights", "template", "dti-province", "--date", "2021-06-01")
        assert chosen.stdout.splitlines()[0] == "code,name,chinh_quyen_so,kinh_te_so,xa_hoi_so"

    def test_a_file_and_other_formats(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "t.csv"
        assert run("weights", "template", "hdi-2022", "-o", target).returncode == 0
        heading = "iso3,country,life_expectancy,expected_schooling,mean_schooling,gni_per_capita\n"
        assert target.read_text(encoding="utf-8") == heading
        payload = json.loads(run("weights", "template", "public-services-766", "-f", "json").stdout)
        assert payload["schema"] == "dtiscore/template/1"
        assert len(payload["rows"]) == 34


class TestConvert:
    @pytest.mark.parametrize("ending", ["yaml", "yml", "toml", "json", "csv"])
    def test_what_is_written_is_the_same_edition(self, run: Run, tmp_path: Path, ending: str) -> None:
        target = tmp_path / f"own.{ending}"
        result = run("weights", "convert", "dti-province-2022", "-o", target)
        syntax = "yaml" if ending == "yml" else ending
        assert (result.returncode, result.stdout, result.stderr) == (0, "", written(target, syntax))
        assert load_methodology(target) == load_methodology("dti-province-2022")

    def test_to_stdout_the_syntax_is_named(self, run: Run) -> None:
        assert run("weights", "convert", "hdi-2022", "--to", "toml").stdout.startswith(
            '#:schema ./weighting-file.schema.json\nid = "hdi-2022"\n'
        )
        result = run("weights", "convert", "hdi-2022")
        assert result.returncode == 2
        assert "--to yaml" in result.stderr

    def test_a_file_is_not_written_over_itself(self, run: Run, tmp_path: Path) -> None:
        own = tmp_path / "own.yaml"
        before = (ROOT / "weights" / "hdi-2022.yaml").read_bytes()
        own.write_bytes(before)
        assert run("weights", "convert", own, "-o", own).returncode == 2
        assert own.read_bytes() == before

    def test_a_table_of_the_same_name_is_not_written_over(self, run: Run, tmp_path: Path) -> None:
        table = tmp_path / "own.csv"
        table.write_text("unit,a\nx,1\n", encoding="utf-8")
        result = run("weights", "convert", "hdi-2022", "-o", table)
        assert result.returncode == 2
        assert "no sound weighting file" in result.stderr
        assert table.read_text(encoding="utf-8") == "unit,a\nx,1\n"
        table.write_bytes(b"")  # as mktemp leaves it
        for _ in range(2):  # an edition may take the place of an edition
            assert run("weights", "convert", "hdi-2022", "-o", table).returncode == 0
        assert load_methodology(table).id == "hdi-2022"

    @pytest.mark.parametrize(
        "arguments",
        [
            ("convert",),
            ("convert", "hdi-2022", "--to", "yaml", "--data", "d.csv"),
            ("convert", "hdi-2022", "--to", "yaml", "--from-coinr", "a.csv", "b.csv"),
            ("convert", "hdi-2022", "-o", "own.txt"),
        ],
    )
    def test_requests_that_contradict_themselves(
        self, run: Run, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        result = run("weights", *arguments, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, "")
        assert list(tmp_path.iterdir()) == []


META = """\
Level,iCode,iName,Direction,Weight,Unit,Target,Denominator,Parent,Type
1,a,First,1,1,Score,3,NA,I,Indicator
1,b,Second,-1,3,NA,NA,NA,I,Indicator
2,I,My index,1,1,NA,NA,NA,NA,Aggregate
"""
DATA = "uName,uCode,a,b\nOne,U1,1.5,-4.5\nTwo,U2,2.5,-2.5\n=Three,U3,NA,-0.5\n"


class TestImport:
    @pytest.fixture
    def pair(self, tmp_path: Path) -> tuple[Path, Path]:
        meta, data = tmp_path / "iMeta.csv", tmp_path / "iData.csv"
        meta.write_text(META, encoding="utf-8")
        data.write_text(DATA, encoding="utf-8")
        return meta, data

    def test_the_edition_and_its_table_score_together(
        self, run: Run, tmp_path: Path, pair: tuple[Path, Path]
    ) -> None:
        weights, table = tmp_path / "own.yaml", tmp_path / "own.csv"
        result = run("weights", "convert", "--from-coinr", *pair, "-o", weights, "--data", table)
        assert (result.returncode, result.stdout) == (0, "")
        assert "not taken over" in result.stderr
        assert "Target" in result.stderr
        assert (
            table.read_text(encoding="utf-8")
            == "uCode,uName,a,b\nU1,One,1.5,-4.5\nU2,Two,2.5,-2.5\nU3,'=Three,,-0.5\n"
        )
        scored = rows(run("score", table, "-w", weights, "-f", "csv").stdout)
        # a: 0, 1 and missing; b, less is better: 1, 0.5 and 0; weights 1 and 3 of a scale of 100.
        assert {row["unit"]: float(row["I.score"]) for row in scored} == {"U1": 75.0, "U2": 62.5, "U3": 0.0}
        as_it_is = rows(run("score", pair[1], "-w", weights, "-f", "csv").stdout)
        assert [row["I.score"] for row in as_it_is] == [row["I.score"] for row in scored]

    def test_to_stdout_and_quietly(self, run: Run, pair: tuple[Path, Path]) -> None:
        result = run("weights", "convert", "--from-coinr", *pair, "--to", "yaml", "--id", "own-2024", "-q")
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith(
            "# yaml-language-server: $schema=weighting-file.schema.json\nid: own-2024\ntitle: My index\n"
        )

    def test_what_both_tables_are_read_with_a_warning_for_is_told(
        self, run: Run, pair: tuple[Path, Path]
    ) -> None:
        plain = run("weights", "convert", "--from-coinr", *pair, "--to", "yaml").stdout
        pair[0].write_text(META.replace("\n1,b", "\n\n1,b"), encoding="utf-8")
        pair[1].write_text(DATA.replace("\n=", "\n\n="), encoding="utf-8")
        result = run("weights", "convert", "--from-coinr", *pair, "--to", "yaml")
        assert (result.returncode, result.stdout) == (0, plain)
        told = "".join(result.stderr.split())  # a long folder is folded
        assert told.count("blank-line") == 2
        assert told.index("iMeta.csv:3") < told.index("iData.csv:4")
        quiet = run("weights", "convert", "--from-coinr", *pair, "--to", "yaml", "-q")
        assert (quiet.returncode, quiet.stderr) == (0, "")

    def test_nothing_is_written_where_something_is_wrong(
        self, run: Run, tmp_path: Path, pair: tuple[Path, Path]
    ) -> None:
        pair[0].write_text(META.replace("1,b,Second,-1", "1,bb,Second,0"), encoding="utf-8")
        weights, table = tmp_path / "own.yaml", tmp_path / "own.csv"
        result = run("weights", "convert", "--from-coinr", *pair, "-o", weights, "--data", table)
        assert result.returncode == 2
        for words in ("Direction", "bb", "iMeta does not list"):
            assert words in result.stderr
        assert not weights.exists()
        assert not table.exists()


class TestInForce:
    def test_a_panel_is_scored_under_two_editions_one_after_the_other(self, run: Run, panel: Path) -> None:
        result = run("score", panel, *TWO, "-q")
        assert (result.returncode, result.stderr) == (0, "")
        first, second = (
            result.stdout.index("2020 · 1726/QĐ-BTTTT"),
            result.stdout.index("2022 · 922/QĐ-BTTTT"),
        )
        assert first < second
        assert result.stdout.endswith("scores of different editions do not compare.\n")
        vietnamese = run("score", panel, *TWO, "-q", "--lang", "vi", "-f", "md").stdout
        assert "không so sánh được" in vietnamese.splitlines()[-1]

    def test_rows_for_programs_name_their_edition(self, run: Run, panel: Path) -> None:
        found = rows(run("score", panel, *TWO, "-q", "-f", "csv").stdout)
        assert [
            (row["edition"], row["period"], row["rank"], row["unit"], row["DTI.score"]) for row in found
        ] == [
            ("dti-province-2020", "2020", "1", "48", "0.5"),
            ("dti-province-2020", "2020", "2", "79", "0.46"),
            ("dti-province-2022", "2022", "1", "48", "0.755"),
            ("dti-province-2022", "2022", "2", "79", "0.655"),
        ]
        payload = json.loads(run("score", panel, *TWO, "-q", "-f", "json").stdout)
        assert payload["schema"] == "dtiscore/rankings/1"
        assert [each["provenance"]["methodology"]["id"] for each in payload["rankings"]] == [
            "dti-province-2020",
            "dti-province-2022",
        ]
        assert [len(each["rows"]) for each in payload["rankings"]] == [2, 2]

    def test_the_rows_feed_a_second_score(self, run: Run, panel: Path) -> None:
        first = run("score", panel, *TWO, "-q", "-f", "csv").stdout
        second = run("score", "-", *TWO, "-f", "csv", input=first)
        assert second.returncode == 0, second.stderr
        assert "edition" not in second.stderr  # no warning of a column without use
        assert [row["rank"] for row in rows(second.stdout)] == ["1", "2", "1", "2"]
        assert [float(row["DTI.score"]) for row in rows(second.stdout)] == pytest.approx(
            [0.5, 0.46, 0.755, 0.655]
        )

    def test_a_period_or_a_day_chooses_one(self, run: Run, panel: Path) -> None:
        by_period = run("score", panel, *TWO, "--period", "2022", "-q", "-f", "csv")
        named = run(
            "score",
            panel,
            "-w",
            "dti-province-2022",
            "--allow-missing-units",
            "--period",
            "2022",
            "-q",
            "-f",
            "csv",
        )
        by_day = run("score", panel, *TWO, "--period", "2022", "--date", "2022-06-01", "-q", "-f", "csv")
        assert by_period.returncode == 0, by_period.stderr
        assert by_period.stdout == named.stdout == by_day.stdout
        assert not by_period.stdout.startswith("edition,")

    def test_the_day_before_the_first_edition(self, run: Run, panel: Path) -> None:
        result = run("score", panel, *TWO, "--date", "2020-10-11")
        assert (result.returncode, result.stdout) == (2, "")
        assert "the first, dti-province-2020, dates from 2020-10-12" in result.stderr

    def test_other_verbs_take_a_family_too(self, run: Run, panel: Path) -> None:
        table = "examples/dti-province/2022.csv"
        assert run("validate", table, "-w", "dti-province", cwd=ROOT).returncode == 0
        explained = run("explain", table, "-w", "dti-province", "--unit", "48", cwd=ROOT)
        assert "Da Nang" in explained.stdout
        expected = "examples/dti-province/published-2022.csv"
        assert run("check", table, "-w", "dti-province", "--expect", expected, cwd=ROOT).returncode == 0
        spanning = run("fit", panel, *TWO)  # a reference is of one edition
        assert spanning.returncode == 2
        assert "spans several editions" in spanning.stderr
        (way,) = (line.strip() for line in spanning.stderr.splitlines() if "choose a period: " in line)
        typed = shlex.split(way.removeprefix("choose a period: "))
        chosen = run("fit", panel, *TWO, *typed)
        assert chosen.returncode == 0, chosen.stderr

    def test_a_unit_is_explained_in_its_last_period(self, run: Run, panel: Path) -> None:
        """As under one edition; it was refused, and --every-period was told to choose a period, which it does not take."""
        unit = ("--unit", "48")
        last = run("explain", panel, *TWO, *unit, "--period", "2022", "-f", "csv")
        taken = run("explain", panel, *TWO, *unit, "-f", "csv")
        assert (taken.returncode, taken.stdout) == (0, last.stdout)
        told = run("explain", panel, *TWO, *unit, "--cell", "hoat_dong_chinh_quyen_so")
        assert " · 2022" in told.stdout.splitlines()[0]
        every = run("explain", panel, *TWO, *unit, "--every-period", "-f", "csv")
        index = [
            (row["edition"], row["period"], row["rank"]) for row in rows(every.stdout) if row["depth"] == "0"
        ]
        assert index == [("dti-province-2020", "2020", "1"), ("dti-province-2022", "2022", "1")]
        on_screen = run("explain", panel, *TWO, *unit, "--every-period").stdout
        assert "scores of different editions do not compare" in " ".join(on_screen.split())

    def test_a_unit_of_an_earlier_edition_alone(self, run: Run, panel: Path) -> None:
        *lines, _ = PANEL.splitlines(keepends=True)
        panel.write_text("".join(lines), encoding="utf-8")
        explained = run("explain", panel, *TWO, "--unit", "79")
        assert explained.returncode == 0, explained.stderr
        assert "2020" in explained.stdout.splitlines()[0]
        improved = run("improve", panel, *TWO, "--unit", "79", "--to-rank", "1")
        assert improved.returncode == 2
        assert " in 2022\n" in improved.stderr
        assert "say which period is meant: --period 2020" in improved.stderr

    def test_what_is_said_of_the_whole_table_is_said_of_its_last_period_too(
        self, run: Run, panel: Path
    ) -> None:
        """It stood with the first edition, which the last period is not of."""
        headings, *lines = PANEL.splitlines()
        noted = [f"{headings},note", *(f"{line},x" for line in lines)]
        panel.write_text("\n".join(noted), encoding="utf-8")
        for asked in (("explain",), ("explain", "--every-period"), ("improve", "--to-rank", "1")):
            told = run(*asked[:1], panel, *TWO, "--unit", "79", *asked[1:])
            assert told.returncode == 0, told.stderr
            assert told.stderr.count("does not use this column") == 1, asked

    def test_moves_are_shown_under_one_edition_only(self, run: Run, panel: Path, tmp_path: Path) -> None:
        later = tmp_path / "later.csv"
        headings, *_ = PANEL.splitlines()
        later.write_text(
            f"{headings}\n48,Đà Nẵng,2023,,,,200,0.8,0.7,0.6\n79,Hồ Chí Minh,2023,,,,300,0.8,0.7,0.6\n",
            encoding="utf-8",
        )
        result = run("score", later, *TWO, "--previous", panel, "-q", "-f", "csv")
        assert result.returncode == 0, result.stderr
        assert [(row["unit"], row["previous_rank"], row["move"]) for row in rows(result.stdout)] == [
            ("79", "2", "1"),
            ("48", "1", "-1"),
        ]

    def test_show_of_a_family_names_its_editions(self, run: Run) -> None:
        result = run("weights", "show", "dti-province")
        assert result.returncode == 2
        assert "dti-province-2020, dti-province-2022" in result.stderr


FRAME = """\
id: own
title: Own
authority: {decision: d, issuer: i, source: s}
publish: {decimals: 3}
rank: {on: full}
index: {code: X, aggregate: sum, children: [{code: a, rule: {kind: min-max}}]}
"""


class TestFit:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "own.yaml").write_text(FRAME, encoding="utf-8")
        (tmp_path / "2021.csv").write_text("unit,year,a\nA,2021,10\nB,2021,20\nC,2021,30\n", encoding="utf-8")
        (tmp_path / "2022.csv").write_text("unit,year,a\nA,2022,20\nB,2022,40\nC,2022,25\n", encoding="utf-8")
        return tmp_path

    def test_a_later_year_in_the_frame_of_an_earlier_one(self, run: Run, folder: Path) -> None:
        fitted = run("fit", "2021.csv", "-w", "own.yaml", "-o", "reference.json", cwd=folder)
        assert (fitted.returncode, fitted.stdout, fitted.stderr) == (0, "", written("reference.json", "json"))
        saved = json.loads((folder / "reference.json").read_text(encoding="utf-8"))
        assert saved["statistics"] == {"2021": {"a": {"min": 10.0, "max": 30.0}}}
        assert saved["provenance"]["data"]["source"] == "2021.csv"
        assert str(folder) not in json.dumps(saved)
        scored = run(
            "score", "2022.csv", "-w", "own.yaml", "--reference", "reference.json", "-f", "json", cwd=folder
        )
        assert scored.returncode == 0, scored.stderr
        payload = json.loads(scored.stdout)
        assert {row["unit"]: row["X.score"] for row in payload["rows"]} == {"A": 0.5, "B": 1.5, "C": 0.75}
        assert len(payload["provenance"]["options"]["reference_sha256"]) == 64

    def test_two_runs_give_the_same_bytes(self, run: Run, folder: Path) -> None:
        first = run("fit", "2021.csv", "-w", "own.yaml", cwd=folder)
        shuffled = "unit,year,a\nC,2021,30\nA,2021,10\nB,2021,20\n"
        again = run("fit", "-", "-w", "own.yaml", cwd=folder, input=shuffled)
        assert first.stdout.startswith('{\n  "schema": "dtiscore/reference/2"')
        assert (
            first.stdout == run("fit", "2021.csv", "-w", "own.yaml", cwd=folder, env={"LC_ALL": "C"}).stdout
        )
        assert json.loads(first.stdout)["statistics"] == json.loads(again.stdout)["statistics"]

    def test_an_edition_that_fits_nothing_says_so(self, run: Run) -> None:
        result = run("fit", "examples/hdi/2022.csv", "-w", "hdi-2022", cwd=ROOT)
        assert result.returncode == 0
        assert "nothing was fitted" in result.stderr
        quiet = run("fit", "examples/hdi/2022.csv", "-w", "hdi-2022", "-q", cwd=ROOT)
        assert (quiet.stdout, quiet.stderr) == (result.stdout, "")

    def test_what_is_no_reference_or_not_of_this_edition(self, run: Run, folder: Path) -> None:
        (folder / "other.json").write_text("{}", encoding="utf-8")
        result = run("score", "2022.csv", "-w", "own.yaml", "--reference", "other.json", cwd=folder)
        assert (result.returncode, result.stdout) == (2, "")
        assert "other.json: this is not a saved reference" in result.stderr
        run("fit", "2021.csv", "-w", "own.yaml", "-o", "reference.json", cwd=folder)
        (folder / "own.yaml").write_text(FRAME.replace("decimals: 3", "decimals: 2"), encoding="utf-8")
        result = run("score", "2022.csv", "-w", "own.yaml", "--reference", "reference.json", cwd=folder)
        assert result.returncode == 2
        assert "another methodology" in result.stderr
        assert (
            run("score", "2022.csv", "-w", "own.yaml", "--reference", "none.json", cwd=folder).returncode == 3
        )

    def test_the_reference_is_an_input_that_is_not_overwritten(self, run: Run, folder: Path) -> None:
        run("fit", "2021.csv", "-w", "own.yaml", "-o", "reference.json", cwd=folder)
        result = run(
            "score",
            "2022.csv",
            "-w",
            "own.yaml",
            "--reference",
            "reference.json",
            "-o",
            "reference.json",
            cwd=folder,
        )
        assert result.returncode == 2
        assert (
            json.loads((folder / "reference.json").read_text(encoding="utf-8"))["schema"]
            == "dtiscore/reference/2"
        )


def test_what_an_empty_cell_does_is_shown_as_the_index_says(run: Run, tmp_path: Path) -> None:
    """The error that "the table is refused" stood above an index whose units get no score."""
    made = {**HEAD, "index": group("X", "sum", indicator("a"), missing="no-score")}
    (tmp_path / "w.json").write_text(json.dumps(made), encoding="utf-8")
    shown = run("weights", "show", "w.json", cwd=tmp_path).stdout
    assert "if missing   no-score: the unit gets no score" in shown
    assert "the table is refused" not in shown
