"""Workbooks and Parquet files on the command line: the same scores, checks and messages as for CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet

import dtiscore
from dtiscore.cli import main
from tests.cli.test_forty_inputs import EDITIONS
from tests.conftest import Run
from tests.tables.workbooks.books import ods_of, ods_row, written, xlsx_of, xlsx_row

EDITION = "dti-province-2022"


@pytest.fixture
def table(examples: Path) -> list[list[str]]:
    with (examples / "dti-province" / "2022.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def typed(row: list[str]) -> list[Any]:
    """The cells of a row as a workbook has them: codes and names as text, shares as numbers."""
    return [float(cell) if "." in cell and cell.replace(".", "").isdigit() else cell for cell in row]


def scores(path: Path, capfd: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["score", str(path), "-w", EDITION, "-f", "csv", "-q", *options]) == 0
    return capfd.readouterr().out


def test_every_kind_of_file_gives_the_same_scores(
    table: list[list[str]], examples: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = scores(examples / "dti-province" / "2022.csv", capfd)
    rows = [typed(row) for row in table]
    (tmp_path / "t.xlsx").write_bytes(written({"Điểm": rows}))
    (tmp_path / "named.csv").write_bytes(written({"Điểm": rows}))  # what counts is what is inside
    (tmp_path / "t.ods").write_bytes(ods_of({"Điểm": "".join(ods_row(*row) for row in rows)}))
    columns = {heading: [row[i] for row in rows[1:]] for i, heading in enumerate(rows[0])}
    parquet.write_table(pa.table(columns), tmp_path / "t.parquet")
    for name in ("t.xlsx", "named.csv", "t.ods", "t.parquet"):
        assert scores(tmp_path / name, capfd) == expected, name


def test_a_workbook_may_come_by_a_pipe(table: list[list[str]], run: Run) -> None:
    book = written({"Bìa": [["Bảng điểm"]], "Điểm": [["x"], *(typed(row) for row in table)]})
    result = run("score", "-", "-w", EDITION, "--sheet", "Điểm", "--skip-rows", "1", "-f", "csv", input=book)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.yaml").write_text(EDITIONS["one"], encoding="utf-8")
    return tmp_path


def problems(folder: Path, book: bytes, capfd: pytest.CaptureFixture[str], *options: str) -> list[Any]:
    (folder / "b.xlsx").write_bytes(book)
    arguments = ["validate", str(folder / "b.xlsx"), "-w", str(folder / "one.yaml"), "-f", "csv", "-q"]
    status = main([*arguments, *options])
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    return [status, *((row["severity"], row["code"], row["line"], row["column"]) for row in rows)]


def test_cells_have_the_faults_that_they_have_in_csv(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = xlsx_row(1, "unit", "x") + "".join(
        xlsx_row(row, f"u{row}", cell)
        for row, cell in enumerate(
            (1.234, "1.234", "KCSL", '<c t="e"><v>#DIV/0!</v></c>', '<c t="b"><v>1</v></c>', "2022-06-01"), 2
        )
    )
    assert problems(folder, xlsx_of(rows), capfd) == [
        1,
        ("error", "ambiguous-number", "3", "2"),
        ("error", "undeclared-missing", "4", "2"),
        ("error", "excel-error", "5", "2"),
        ("error", "truth-value", "6", "2"),
        ("error", "date-like", "7", "2"),
    ]
    declared = ("--decimal", ",", "--grouping", ".", "--missing", "KCSL")
    assert problems(folder, xlsx_of(rows), capfd, *declared)[1][1] == "excel-error"


def test_a_message_names_the_cell(folder: Path, run: Run) -> None:
    (folder / "b.xlsx").write_bytes(written({"Dữ liệu": [["unit", "x"], ["a", "?"]]}))
    result = run("score", "b.xlsx", "-w", "one.yaml", cwd=folder)
    assert result.returncode == 1
    assert "error: b.xlsx!Dữ liệu: 1 error; nothing was scored" in result.stderr
    assert " B2 " in result.stderr


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ((), 1, "2 sheets hold something, so which one to read is not certain: A, B"),
        (("--sheet", "C"), 2, "b.xlsx has no sheet C"),
        (("--sheet", "A", "--range", "A1"), 2, '"A1" is not a range of cells'),
        (("--sheet", "A", "--max-bytes", "100"), 3, "b.xlsx holds more than 100 bytes"),
        (("--sheet", "A", "--max-bytes", "9000"), 3, "at most 9.0 kB are read at once"),
    ],
)
def test_refusals_have_their_exit_codes(
    folder: Path, run: Run, options: tuple[str, ...], status: int, words: str
) -> None:
    (folder / "b.xlsx").write_bytes(written({"A": [["unit", "x"], ["a", 1]], "B": [["n"]]}))
    result = run("score", "b.xlsx", "-w", "one.yaml", *options, "-f", "csv", cwd=folder)
    assert (result.returncode, result.stdout) == (status, "")
    assert words in result.stderr


def test_python_reads_them_too(folder: Path) -> None:
    (folder / "b.xlsx").write_bytes(written({"A": [["n"]], "B": [["t"], ["unit", "x"], ["a", 1.234]]}))
    card = dtiscore.score(folder / "b.xlsx", folder / "one.yaml", sheet=2, range="A2:B9")
    assert card.to_frame()["M.score"].tolist() == [1.234]
