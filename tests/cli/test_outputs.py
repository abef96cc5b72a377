"""The page of column names says what the commands write, heading by heading."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dtiscore.render.forms.parquet import to_parquet
from tests.cli.test_paths import ASKED
from tests.cli.test_screens import QUESTIONS
from tests.conftest import ROOT, Run

PAGE = ROOT / "docs" / "outputs.md"
OWN = ("examples/own-index/2024.csv", "-w", "examples/own-index/departments.yaml")
TABLES = {
    **{name: words for name, words in ASKED.items() if name != "compare unit"},
    "score": (*ASKED["score"], "--ranks"),
    "spread": QUESTIONS["spread"],
    "validate": ("validate", "examples/dti-province/2022.csv", "-w", "dti-province-2022"),
    "weights list": ("weights", "list"),
    "units list": ("units", "list"),
    "doctor": ("doctor", "examples/doctor/as-exported.csv", "-w", "dti-province-2022"),
    "acceptability": ("robustness", *OWN, "--draws-count", "8", "--show", "acceptability"),
    "attainable": ("robustness", *OWN, "--show", "attainable-main"),
    "compare columns": ("compare", OWN[0], "--column", "van_ban_ky", "--with", "van_ban"),
    "diff": ("diff", "examples/hdi/2022.csv", "examples/hdi/2022.csv"),
    "units match": ("units", "match", "Huế"),
    "weights diff": ("weights", "diff", "egdi-2016", "egdi-2018"),
    "weights recover": (
        *("weights", "recover", "examples/hdi/2022.csv", "-w", "hdi-2022"),
        *("--published", "examples/hdi/published.csv"),
    ),
}


def documented() -> Mapping[str, list[str]]:
    """The headings of each table on the page."""
    lines = re.findall(r"^\| ([a-z ]+) \| (`.+`) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: re.findall(r"`([^`]+)`", headings) for name, headings in lines}


def general(table: str, heading: str) -> str:
    """A heading with what it is about left open: the period, the unit or the code of a node."""
    if heading.endswith((".score", ".published", ".rank")):
        return f"CODE.{heading.rpartition('.')[2]}"
    if heading.startswith("share_rank_") and table == "acceptability":
        return "share_rank_N"
    figure, sign, _ = heading.partition(":")
    about = "CODE" if figure == "data" else "UNIT" if table == "removal" else "PERIOD"
    return f"{figure}:{about}" if sign else heading


@pytest.mark.parametrize("table", TABLES)
def test_the_page_lists_the_columns_of_every_table(run: Run, table: str) -> None:
    result = run(*TABLES[table], "-f", "csv", cwd=ROOT)
    assert result.returncode in (0, 1), result.stderr
    headings = next(csv.reader(io.StringIO(result.stdout)))
    assert documented()[table] == list(dict.fromkeys(general(table, heading) for heading in headings))


AUDITS = ("indicators", "units", "cells", "correlations", "consistency", "importance", "ties", "outranking")
TYPED = {
    **TABLES,
    **{f"diagnose {table}": ("diagnose", *OWN, "--show", table) for table in AUDITS},
    "score, earlier figures": (
        *("score", "examples/dti-province/2023.csv", "-w", "dti-province-2022", "--ranks"),
        *("--previous", "examples/dti-province/2022.csv"),
    ),
    "units restate": (
        "units",
        "restate",
        "examples/dti-province/2024-published.csv",
        "--to",
        "vn-province-34",
    ),
}


@pytest.mark.parametrize("table", TYPED)
def test_types_in_parquet_are_told_by_headings_and_not_by_values(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, table: str
) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    kept = to_parquet
    schemas: list[Any] = []

    def also_without_values(columns: Mapping[str, Sequence[Any]], *options: Any) -> bytes:
        filled, empty = (
            kept({heading: [] if none else values for heading, values in columns.items()}, *options)
            for none in (False, True)
        )
        schemas.extend(pyarrow.read_schema(io.BytesIO(data)) for data in (filled, empty))
        return filled

    monkeypatch.setattr("dtiscore.render.forms.parquet.to_parquet", also_without_values)
    result = run(*TYPED[table], "-o", tmp_path / "x.parquet", cwd=ROOT)
    assert result.returncode in (0, 1), result.stderr
    filled, empty = schemas
    assert [*zip(filled.names, filled.types, strict=True)] == [*zip(empty.names, empty.types, strict=True)]


def test_a_change_that_cannot_be_split_has_the_same_columns(run: Run) -> None:
    lists = "2023=examples/dti-province/2023.csv 2024=examples/dti-province/2024-published.csv --units vn-province-63"
    asked = f"compare {lists} -w dti-province-2022 --published dti --restate mean --on vn-province-34 --unit Huế -q -f csv"
    (row,) = csv.DictReader(io.StringIO(run(*asked.split(), cwd=ROOT).stdout))
    assert [row[cause] for cause in ("data", "method", "composition")] == ["", "", ""]


OTHERWISE: Mapping[str, set[str]] = {"explain": {"name"}, "explain cell": {"method"}, "improve": set()}


@pytest.mark.parametrize("table", ["score", "league", "profile", *OTHERWISE])
def test_the_rows_in_json_are_those_of_csv_but_for_what_the_page_says(run: Run, table: str) -> None:
    words, shown = [*ASKED[table]], list[str]()
    if table == "improve":
        words, shown = words[: words.index("--plans")], ["--show", "indicators"]
    headings = next(csv.reader(io.StringIO(run(*words, *shown, "-f", "csv", cwd=ROOT).stdout)))
    rows = json.loads(run(*words, "-f", "json", cwd=ROOT).stdout)["rows"]
    assert set(rows[0]) ^ set(headings) == OTHERWISE.get(table, set())


DATED = (
    "score {table} {w}",
    "score b.csv {w} --previous {table}",
    "whatif {table} {w} --value 56:hoat_dong_xa_hoi_so=0.9",
    "diff {table} 2023=b.csv",
    "diff {table} 2023=b.csv {w}",
    "compare {table} 2023=b.csv {w}",
    "compare {table} --column ha_tang_so --with hoat_dong_kinh_te_so",
    "trend {table} 2023=b.csv {w}",
    "backcast {table} 2023=b.csv {w}",
    "improve b.csv {w} --unit 56 --to-rank 20 --others trend --previous {table}",
    "report b.csv {w} --compare {table}",
    "units restate {table} --from vn-province-63 --to vn-province-34",
)


@pytest.mark.parametrize("line", DATED)
def test_no_table_is_overwritten_whatever_period_stands_before_it(
    run: Run, tmp_path: Path, examples: Path, line: str
) -> None:
    name = "a.html" if line.startswith("report") else "a.csv"
    for file, year in ((name, "2022"), ("b.csv", "2023")):
        shutil.copy(examples / "dti-province" / f"{year}.csv", tmp_path / file)
    before = (tmp_path / name).read_bytes()
    typed = line.format(table=f"2022={name}", w="-w dti-province-2022").split()
    refused = run(*typed, "-o", name, cwd=tmp_path)
    assert (refused.returncode, f"{name} would be both read and overwritten" in refused.stderr) == (2, True)
    assert (tmp_path / name).read_bytes() == before
