"""Tables of Eurostat of which a cell says several things: they come to the same ranking as those with a column for each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.made import HEAD, indicator

from dtiscore.tables.options import TableOptions
from dtiscore.tables.reading import table_of

UNITS, INDICATORS, YEARS = (
    {"AT": "Austria", "BE": "Belgium", "BG": "Bulgaria"},
    ("I_A", "I_B"),
    ("2021", "2022"),
)
FIGURES = {each: f"{at * 1.25 + 2}" for at, each in enumerate(product(UNITS, INDICATORS, YEARS))}
"""Made figures: of the office the tables here have the form alone."""
EDITION = {**HEAD, "missing": "error", "index": {"code": "I", "aggregate": "sum", "children": [indicator(code) for code in INDICATORS]}}  # fmt: skip


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


PLAIN = written([("freq", "unit", "indic", "geo", "TIME_PERIOD", "OBS_VALUE"), *(("A", "PC", i, u, y, FIGURES[u, i, y]) for u, i, y in FIGURES)])  # fmt: skip
LABELLED = written(
    [
        ("freq: Frequency", "unit: Unit of measure", "indic: Indicator", "geo: Geopolitical entity", "TIME_PERIOD: Time", "OBS_VALUE: Value"),
        *(("A: Annual", "PC: Per cent: of all", f"{i}: Use of {i}", f"{u}: {UNITS[u]}", y, FIGURES[u, i, y]) for u, i, y in FIGURES),
    ]
)  # fmt: skip
WITHOUT_BLANKS = "\n".join([LABELLED.splitlines()[0].replace(": ", ":"), *LABELLED.splitlines()[1:], ""])
"""As UNICEF writes it."""
WHOLE = written(
    [
        ("freq,unit,indic,geo\\TIME_PERIOD", *(f"{year} " for year in YEARS)),
        *((f"A,PC,{i},{u}", *(f"{FIGURES[u, i, y]} " for y in YEARS)) for u, i in product(UNITS, INDICATORS)),
    ],
    "\t",
)


@pytest.mark.parametrize("text", [PLAIN, LABELLED, WITHOUT_BLANKS, WHOLE])
def test_each_form_is_read_as_doctor_proposes_and_comes_to_the_same_ranking(
    text: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "w.json").write_text(json.dumps(EDITION), encoding="utf-8")
    told = run("doctor", "t.csv", "-w", "w.json", cwd=tmp_path).stdout
    assert "--indicator-column indic" in told
    options = ["--indicator-column", "indic", *(["--delimiter", "tab"] if "\t" in text else [])]
    done = run("score", "t.csv", "-w", "w.json", "--period", "2022", *options, "-f", "jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(row["unit"], code): row[f"{code}.score"] for row in rows for code in INDICATORS} == {
        (unit, code): float(FIGURES[unit, code, "2022"]) for unit in UNITS for code in INDICATORS
    }


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("a,geo\\TIME\t2021\nx,AT\t1\ny\t2\n", ["a,geo\\TIME", "2021"]),  # not all keys have all parts
        ("a,b\\TIME\tb\nx,AT\t1\n", ["a,b\\TIME", "b"]),  # there is a column of that name
        ("geo\\TIME\t2021\nAT\t1\n", ["geo", "2021"]),
        ("geo: Entity\tOBS_VALUE: Value\nAT: Austria\t1\nBelgium\t2\n", ["geo", "OBS_VALUE"]),
        ("geo: Entity\tvalue\nAT: Austria\t1\n", ["geo: Entity", "value"]),
    ],
)
def test_what_is_no_key_stays_as_it_is(text: str, headings: list[str]) -> None:
    table, _ = table_of(text.encode(), "t.tsv", TableOptions(delimiter="\t"))
    assert [column.header for column in table.columns] == headings
    first = table.columns[0]
    assert first.cells[0] == text.splitlines()[1].split("\t")[0]
    assert {column.field for column in table.columns} == {1, 2}
