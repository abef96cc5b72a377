"""What a newcomer meets first: help that is not cut, faults told once, exports that can be used, no empty columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

EDITION = "dti-province-2022"
TITLED = "BẢNG TỔNG HỢP;;\n(Công văn số 123);;\nTỉnh;Nền tảng chung;Xã hội số\nHà Nội;394,33;0,5\n"


@pytest.mark.parametrize("group", [(), ("weights",), ("units",)])
def test_no_summary_of_a_command_is_cut(run: Run, group: tuple[str, ...]) -> None:
    result = run(*group, "--help")
    assert result.returncode == 0
    assert "..." not in result.stdout.replace("[ARGS]...", "")


def test_a_format_that_is_none_is_told_without_names_of_classes(run: Run) -> None:
    result = run("score", "x.csv", "-w", EDITION, "-f", "excel")
    assert result.returncode == 2
    assert '"excel" is none of its values' in result.stderr
    assert "choose table, csv" in result.stderr
    assert "Value error" not in result.stderr


@pytest.mark.parametrize("edition", ["dti-province-2022", "hdi-2022", "desi-2022", "townsend-2011"])
def test_an_edition_shown_as_json_is_a_weighting_file(run: Run, tmp_path: Path, edition: str) -> None:
    copy = tmp_path / "copy.json"
    assert run("weights", "show", edition, "-o", copy).returncode == 0
    assert run("weights", "check", copy).returncode == 0
    shown = [run("weights", "show", source).stdout for source in (edition, copy)]
    assert "sha256" in shown[0]
    assert shown[0] == shown[1]  # hash included


def test_a_table_that_is_none_is_told_once(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "titled.csv"
    table.write_text(TITLED, encoding="utf-8")
    result = run("score", "titled.csv", "-w", EDITION, cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr == (
        "error: titled.csv: no table can be read: this row has 1 of 3 headings, so it seems to be a title\n"
        "       if the headings are on line 3, declare --skip-rows 2\n"
        '       at titled.csv:1: "BẢNG TỔNG HỢP"\n'
        f"       dtiscore doctor titled.csv -w {EDITION} tells whether options help\n"
    )


def test_a_long_line_of_a_file_that_is_no_table_is_told_in_short(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("a title " * 2000 + "\nunit;p;q\na;1;2\nb;2;3\n", encoding="utf-8")
    told = run("score", "page.txt", "-w", EDITION, cwd=tmp_path).stderr
    assert "a title a title" in told
    assert len(told) < 1000


def test_programs_get_the_reasons_of_a_table_that_is_none(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "titled.csv"
    table.write_text(TITLED, encoding="utf-8")
    result = run("validate", table, "-w", EDITION, "-f", "json")
    assert result.returncode == 1
    told = json.loads(result.stdout)
    assert told["valid"] is False
    assert [(row["code"], row["line"]) for row in told["rows"]] == [("header-not-found", 1)]
    assert (
        run("validate", table, "-w", EDITION, "-f", "csv")
        .stdout.splitlines()[1]
        .startswith("error,header-not-found,")
    )


def test_the_faults_of_a_weighting_file_stand_at_keys(run: Run, tmp_path: Path) -> None:
    weights = tmp_path / "w.yaml"
    weights.write_text("id: x\nindex: {code: 1.1}\n", encoding="utf-8")
    result = run("weights", "check", weights)
    assert result.returncode == 2
    assert result.stderr.splitlines()[1].split()[:4] == ["where", "key", "problem", "value"]


def test_an_index_that_stands_in_the_data_is_not_passed_off_as_computed(run: Run) -> None:
    result = run("score", "examples/dti-province/2024-published.csv", "-w", EDITION, "--top", "1", cwd=ROOT)
    assert "Ranked, not computed: DTI itself stands in the data (63 of 63)." in result.stdout
    assert (
        "Without a score, for want of data: Digital government, Digital economy and Digital society."
        in result.stdout
    )
    assert result.stdout.splitlines()[2].split() == ["#", "Unit", "DTI"]


def test_a_number_of_a_node_is_a_level_where_no_depth_has_it(run: Run) -> None:
    result = run(
        "score", "examples/dti-province/2023.csv", "-w", EDITION, "--level", "7", "-f", "csv", cwd=ROOT
    )
    assert result.stdout.splitlines()[:2] == [
        "period,rank,unit,name,DTI.score,7.score,DTI.published,7.published",
        "2023,1,48,Đà Nẵng,0.834,0.879,0.8340,0.8790",
    ]
