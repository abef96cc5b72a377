"""Web pages, workbooks and Parquet of the commands: the rows of the CSV, the provenance of the JSON, and where they may go."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pytest
from pyarrow import parquet  # type: ignore[import-untyped]  # pyarrow ships no types

from dtiscore.cli import main
from tests.conftest import ROOT, Run

Y2022, Y2023 = "examples/dti-province/2022.csv", "examples/dti-province/2023.csv"
EDITION = ("-w", "dti-province-2022")
PUBLISHED = "examples/dti-province/published-2022.csv"
COMMANDS: dict[str, tuple[str, ...]] = {
    "ranking": ("score", Y2022, *EDITION),
    "problems": ("validate", Y2022, *EDITION),
    "verification": ("check", Y2022, *EDITION, "--expect", PUBLISHED),
    "explanation": ("explain", Y2022, *EDITION, "--unit", "56"),
    "profile": ("profile", Y2022, *EDITION),
    "league": ("league", Y2022, *EDITION, "--indicator", "7"),
    "comparison": ("compare", f"2022={Y2022}", f"2023={Y2023}", *EDITION),
    "trend": ("trend", f"2022={Y2022}", f"2023={Y2023}", *EDITION),
    "whatif": ("whatif", Y2022, *EDITION, "--value", "56:7=0.75"),
    "robustness": ("robustness", Y2022, *EDITION, "--draws-count", "20"),
    "diagnosis": ("diagnose", Y2022, *EDITION),
    "editions": ("weights", "list"),
    "template": ("weights", "template", "dti-province-2022"),
    "units": ("units", "list", "vn-province-34"),
}
"""A command by the kind of its rows."""


def written(folder: Path, command: tuple[str, ...], ending: str) -> bytes:
    target = folder / f"r.{ending}"
    assert main([*command, "-o", str(target)]) == 0
    return target.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("kind", COMMANDS)
def test_each_form_holds_what_csv_and_json_hold(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command = COMMANDS[kind]
    text = written(tmp_path, command, "csv").decode()
    headings, *rows = list(csv.reader(io.StringIO(text)))
    envelope = json.loads(written(tmp_path, command, "json"))
    known = envelope["schema"].split("/")[1]

    book = openpyxl.load_workbook(io.BytesIO(written(tmp_path, command, "xlsx")))
    sheet = book.worksheets[0]
    assert sheet.title == known
    at = 1 if known == "template" else 2  # below what people call the columns
    assert [cell.value for cell in sheet[at]] == headings
    assert known == "template" or not [cell.value for cell in sheet[1] if "_" in str(cell.value)]
    assert [[same(cell.value) for cell in row] for row in sheet.iter_rows(min_row=at + 1)] == unquoted(rows)
    provenance = envelope.get("provenance")
    if provenance is not None:
        told = dict(book["about"].values)
        assert told["provenance.data.sha256"] == provenance["data"]["sha256"]
        assert told["provenance.methodology.id"] == "dti-province-2022"

    table = parquet.read_table(io.BytesIO(written(tmp_path, command, "parquet")))
    assert table.column_names == headings
    columns = [table.column(at).to_pylist() for at in range(len(headings))]
    assert [[same(value) for value in row] for row in zip(*columns, strict=True)] == unquoted(rows)
    said = json.loads(table.schema.metadata[b"dtiscore"])
    assert (said["schema"], said.get("provenance")) == (envelope["schema"], provenance)
    assert "rows" not in said

    page = written(tmp_path, command, "html").decode()
    assert page.startswith("<!doctype html>")
    assert len(re.findall(r"<h1>[^<]+</h1>", page)) >= 1
    assert "<table>" in page
    assert provenance is None or provenance["data"]["sha256"] in page


def same(value: Any) -> str | float | None:
    """A cell in the way that they can be compared: numbers as numbers, whatever else as text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value)
    try:
        return float(value)
    except ValueError:
        return str(value)


def unquoted(rows: list[list[str]]) -> list[list[str | float | None]]:
    """The cells of a CSV without the sign that keeps a spreadsheet from running them."""
    return [[same(re.sub(r"(^|[;\t])'(?=[=+@-])", r"\1", cell)) for cell in row] for row in rows]


def test_the_page_is_in_the_language_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = written(tmp_path, (*COMMANDS["ranking"], "--lang", "vi"), "html").decode()
    assert '<html lang="vi">' in page
    assert "<title>Chỉ số chuyển đổi số cấp tỉnh (DTI) · 2022 · 922/QĐ-BTTTT · 63 đơn vị</title>" in page
    assert '<td>Đà Nẵng</td>\n<td style="text-align:right">0,8002</td>' in page  # as published
    assert "Trung bình" in page


PANEL = """\
code,province,year,chinh_quyen_so,kinh_te_so,xa_hoi_so,foundation_points,hoat_dong_chinh_quyen_so,hoat_dong_kinh_te_so,hoat_dong_xa_hoi_so
48,Đà Nẵng,2020,0.5,0.4,0.6,,,,
48,Đà Nẵng,2022,,,,400,0.8,0.7,0.6
"""


def test_a_panel_under_several_editions_names_each(tmp_path: Path) -> None:
    panel = tmp_path / "panel.csv"
    panel.write_text(PANEL, encoding="utf-8")
    command = ("score", str(panel), "-w", "dti-province", "--allow-missing-units", "-q")
    book = openpyxl.load_workbook(io.BytesIO(written(tmp_path, command, "xlsx")))
    assert book.sheetnames == ["rankings", "about"]
    assert [row[0] for row in book["rankings"].values] == [
        "Edition",
        "edition",
        "dti-province-2020",
        "dti-province-2022",
    ]
    told = dict(book["about"].values)
    for number, edition in ((1, "dti-province-2020"), (2, "dti-province-2022")):
        assert told[f"rankings.{number}.provenance.methodology.id"] == edition
    page = written(tmp_path, command, "html").decode()
    assert page.count("<h1>") == 2
    assert "rankings.2.provenance.methodology.id" in page


def test_scores_are_shown_as_published_and_held_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    sheet = openpyxl.load_workbook(io.BytesIO(written(tmp_path, COMMANDS["ranking"], "xlsx")))["ranking"]
    (first,) = csv.DictReader(
        io.StringIO(written(tmp_path, (*COMMANDS["ranking"], "--top", "1"), "csv").decode())
    )
    cell = sheet.cell(3, [one.value for one in sheet[2]].index("CQS.score") + 1)
    assert (cell.value, cell.number_format) == (float(first["CQS.score"]), "0.0000")
    assert sheet.cell(3, 2).number_format == "General"  # the rank


def test_a_workbook_calls_the_columns_of_a_ranking_by_their_names_above_the_headings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    nodes = ("DTI", "CQS", "KTS", "XHS")
    headings = ["period", "rank", "unit", "name"]
    headings += [f"{node}.{figure}" for figure in ("score", "published") for node in nodes]
    for language, called in (
        ("vi", ["Kỳ", "Hạng", "Mã", "Đơn vị", "Chỉ số chuyển đổi số cấp tỉnh", "Chính quyền số"]),
        ("en", ["Period", "Rank", "Code", "Unit", "Provincial Digital Transformation Index"]),
    ):
        book = openpyxl.load_workbook(
            io.BytesIO(written(tmp_path, (*COMMANDS["ranking"], "--lang", language), "xlsx"))
        )
        names, codes, *rows = book.worksheets[0].values
        assert list(names)[: len(called)] == called
        assert list(codes) == headings
        assert len(rows) == 63
        assert book.worksheets[0].freeze_panes == "A3"


def test_what_is_written_scores_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    first = written(tmp_path, COMMANDS["ranking"], "csv")
    for ending, more in (("parquet", ()), ("xlsx", ("--sheet", "ranking"))):
        written(tmp_path, COMMANDS["ranking"], ending)
        again = tmp_path / "again"
        again.mkdir(exist_ok=True)
        second = written(again, ("score", str(tmp_path / f"r.{ending}"), *EDITION, *more), "csv")
        pairs = zip(
            csv.DictReader(io.StringIO(first.decode())),
            csv.DictReader(io.StringIO(second.decode())),
            strict=True,
        )
        for before, after in pairs:
            assert (before["unit"], before["rank"]) == (after["unit"], after["rank"])


def test_a_template_is_one_sheet_that_scores_need_not_be_told_of(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(tmp_path, COMMANDS["template"], "xlsx")))
    assert book.sheetnames == ["template"]


@pytest.mark.parametrize("form", ["xlsx", "html", "parquet"])
def test_the_same_bytes_from_run_to_run_and_place_to_place(form: str, tmp_path: Path) -> None:
    here = tuple(str(ROOT / part) if part == Y2022 else part for part in COMMANDS["ranking"])
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "COLUMNS": "40"}
    piped = subprocess.run(
        [sys.executable, "-m", "dtiscore", *COMMANDS["ranking"], "-f", form],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **elsewhere},
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert piped.stderr == b""
    assert piped.stdout == written(tmp_path, here, form)


def test_a_workbook_bears_the_date_of_its_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    command = COMMANDS["units"]
    plain = written(tmp_path, command, "xlsx")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709208000")
    dated = written(tmp_path, command, "xlsx")
    assert dated != plain
    assert openpyxl.load_workbook(io.BytesIO(dated)).properties.created.isoformat() == "2024-02-29T12:00:00"
    for wrong in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        assert main([*command, "-o", str(tmp_path / "wrong.xlsx")]) == 2
        assert "no number of seconds" in capfd.readouterr().err
    assert not (tmp_path / "wrong.xlsx").exists()


@pytest.mark.parametrize("output", [(), ("-o", "-"), ("-o", "/dev/stdout")])
@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_terminal_is_spared_bytes(form: str, output: tuple[str, ...]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dtiscore", *COMMANDS["units"], "-f", form, *output]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    try:
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            stdout=theirs,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert ended.returncode == 2
    assert f"a terminal cannot show {form}" in ended.stderr
    assert f"-o result.{form}" in ended.stderr


@pytest.mark.parametrize(
    ("form", "module", "package"),
    [("xlsx", "xlsxwriter", "XlsxWriter"), ("parquet", "pyarrow", "'dtiscore[parquet]'")],
)
def test_a_library_that_is_absent_is_asked_for_before_any_work(
    form: str,
    module: str,
    package: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["score", "absent.csv", *EDITION, "-o", str(tmp_path / f"r.{form}")]) == 2
    assert f"pip install {package}" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_edition_is_no_table(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["weights", "show", "hdi-2022", "-o", str(tmp_path / "e.xlsx")]) == 2
    assert "cannot be written as xlsx" in capfd.readouterr().err


@pytest.mark.parametrize("form", ["html", "xlsx", "parquet"])
def test_a_streamed_table_has_none_of_these_forms(form: str, run: Run, tmp_path: Path) -> None:
    ended = run("score", Y2022, *EDITION, "--engine", "stream", "-o", tmp_path / f"r.{form}", cwd=ROOT)
    assert ended.returncode == 2
    assert "csv, tsv, jsonl" in ended.stderr


def test_faults_of_a_weighting_file_as_a_workbook(tmp_path: Path) -> None:
    weights = tmp_path / "w.yaml"
    weights.write_text("id: w\n", encoding="utf-8")
    assert main(["weights", "check", str(weights), "-o", str(tmp_path / "faults.xlsx")]) == 2
    rows = list(openpyxl.load_workbook(tmp_path / "faults.xlsx")["problems"].values)
    assert rows[1][:2] == ("severity", "code")
    assert len(rows) > 2
