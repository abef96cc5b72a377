"""One table as text, workbook, Parquet file and DataFrame: the same scores, or the same problems of the same cells."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet
from tests.made import HEAD, group, indicator, share
from tests.tables.workbooks.books import ods_of, ods_row, written

import dtiscore
from dtiscore.errors import InvalidData

Cell = str | float | None
Table = Mapping[str, Sequence[Any]]

TEXTS: dict[str, list[Cell]] = {
    "a": ["0.5", "0.25", "0,5", "0,75", "45%", "12,5%", "0.123", "1", "0", "", "n/a", "-", "\u00a00.5", "5e-1", "50 %", "1,5"],
    "b": ["1234", "1,234", "1.234", "1.234,5", "1,234.5", "1 234", "12,34", "x", "1E+03", "4999", "1.234.567", None],
    "c": ["Có", "Không", "1", "0", "yes", "TRUE", "", "true", "x"],
}  # fmt: skip
NUMBERS: dict[str, list[Cell]] = {
    "a": [0.5, 0.25, 1, 0, 0.123, None, 2],
    "b": [1234, 1.234, 12, 0, 4999, None, 1e3, 12.5],
    "c": [1, 0, True, False, None],
}
"""How cells of a share, a large number and an answer may be written, as texts and as numbers."""


_INDICATORS = [
    share("a", weight=1),
    indicator("b", weight=1, rule={"kind": "goalposts", "low": 0, "high": 5000, "clip": True}),
    indicator("c", weight=1, rule={"kind": "boolean"}),
]
EDITION = {**HEAD, "missing": "no-score", "index": group("I", "arithmetic", *_INDICATORS, weights="relative")}


def drawn(seed: int, *, only_texts: bool) -> Table:
    """Units with cells of few ways of writing, among them at times a total and a note."""
    rng = random.Random(seed)
    units: list[Cell] = [f"U{row}" for row in range(rng.randint(1, 6))]
    units += [name for name in ("Total", "Note: made up") if rng.random() < 0.2]
    table: dict[str, list[Cell]] = {"unit": units}
    for heading, texts in TEXTS.items():
        cells = rng.sample(texts, rng.randint(1, 3))
        if not only_texts:
            cells = cells[: rng.randint(0, 2)] + rng.sample(NUMBERS[heading], rng.randint(1, 4))
        table[heading] = [None if unit == "Note: made up" else rng.choice(cells) for unit in units]
    return table


def _text(delimiter: str) -> Callable[[Table], bytes]:
    def text(table: Table) -> bytes:
        made = io.StringIO()
        writer = csv.writer(made, delimiter=delimiter)
        writer.writerows([table, *zip(*table.values(), strict=True)])
        return made.getvalue().encode()

    return text


def _xlsx(table: Table) -> bytes:
    return written({"S": [[*table], *zip(*table.values(), strict=True)]})


def _ods(table: Table) -> bytes:
    def cell(value: Cell) -> Cell:
        if isinstance(value, bool):
            return (
                f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
            )
        return "<table:table-cell/>" if value in (None, "") else value

    rows = [table, *zip(*table.values(), strict=True)]
    return ods_of({"S": "".join(ods_row(*map(cell, row)) for row in rows)})


def _parquet(table: Table) -> bytes:
    made = io.BytesIO()
    parquet.write_table(pa.table(table), made)
    return made.getvalue()


def _objects(table: Table) -> pd.DataFrame:
    return pd.DataFrame({heading: pd.Series([*cells], dtype=object) for heading, cells in table.items()})


def _missing_as_na(table: Table) -> pd.DataFrame:
    return _objects(
        {heading: [pd.NA if cell is None else cell for cell in cells] for heading, cells in table.items()}
    )


OF_TEXTS: dict[str, Callable[[Table], Any]] = {
    ".tsv": _text("\t"),
    ".parquet": _parquet,
    "Arrow": pa.table,
    "polars": pl.DataFrame,
    "polars, categories": lambda table: pl.DataFrame(table).with_columns(pl.all().cast(pl.Categorical)),
    "pandas": pd.DataFrame,
    "pandas, categories": lambda table: pd.DataFrame(table).astype("category"),
    "pandas, Arrow": lambda table: pa.table(table).to_pandas(types_mapper=pd.ArrowDtype),
}
OF_CELLS: dict[str, Callable[[Table], Any]] = {
    ".ods": _ods,
    "objects": _objects,
    "objects of any type": lambda table: _objects(table).infer_objects(),
    "objects, pandas.NA": _missing_as_na,
}


def outcome(data: Any, ending: str, folder: Path) -> tuple[Any, ...]:
    """The scores, or what is wrong with which cells; rows are counted from the first below the headings."""
    above = 0 if not isinstance(data, bytes) or ending == ".parquet" else 1
    if isinstance(data, bytes):
        file = folder / f"t{ending}"
        file.write_bytes(data)
        data = file
    found: Any = None
    try:
        card = dtiscore.score(data, EDITION)
        found, problems = card.to_frame().to_csv(), card.warnings
    except InvalidData as error:
        problems = error.problems

    def counted(text: object) -> str:
        return re.sub(r"line (\d+)", lambda line: f"line {int(line[1]) - above}", str(text))

    told = {
        (problem.code, problem.severity, (problem.place.line or above) - above, problem.place.header, problem.raw,
         counted(problem.message), counted(problem.fix))
        for problem in problems
    }  # fmt: skip
    return found, told


@pytest.mark.parametrize("way", [*OF_TEXTS, *OF_CELLS])
def test_texts_are_read_alike(way: str, tmp_path: Path) -> None:
    for seed in range(10):
        table = drawn(seed, only_texts=True)
        made = {**OF_TEXTS, **OF_CELLS}[way](table)
        assert outcome(made, way, tmp_path) == outcome(_xlsx(table), ".xlsx", tmp_path), table


@pytest.mark.parametrize("way", OF_CELLS)
def test_numbers_among_texts_are_read_alike(way: str, tmp_path: Path) -> None:
    for seed in range(20):
        table = drawn(seed, only_texts=False)
        assert outcome(OF_CELLS[way](table), way, tmp_path) == outcome(_xlsx(table), ".xlsx", tmp_path), table
