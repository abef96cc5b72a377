"""Real tables, polluted as files are on their way: each copy must be read rightly or refused, never wrongly in silence.

A pollution changes how a table is written and nothing of what it means, or destroys a part so that it shows. What
nobody could see in the file, such as two digits that changed places, is not among them. Each copy is read in every
way in: as text in memory and piece by piece, as a workbook, as Parquet and as a DataFrame.
"""

from __future__ import annotations

import csv
import io
import json
import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # as above

import dtiscore
from dtiscore.errors import DtiscoreError, Problem
from dtiscore.questions.validate.python import validate
from tests.reliability.pollution_of_cells import POLLUTIONS_OF_CELLS, Grid, Pollution, written
from tests.reliability.pollution_of_identity import POLLUTIONS_OF_IDENTITY
from tests.tables.workbooks.books import ods_of, ods_row, written as workbook_of

POLLUTIONS: Mapping[str, Pollution] = {**POLLUTIONS_OF_CELLS, **POLLUTIONS_OF_IDENTITY}
Kind = Literal["right", "refused", "told", "wrong", "not carried"]
"""``told``: loaded, and not as the table was meant, with a warning that its clean table has not. ``not carried``: no file
of that kind can have the fault."""
Content = Mapping[str, Sequence[object]]
"""By unit, its name and its figures."""


@dataclass(frozen=True)
class Subject:
    """A real table, its edition, and where its numbers begin."""

    path: Path
    edition: str
    first_number: int
    """The first column, from 0, that holds numbers."""

    @property
    def grid(self) -> Grid:
        """The cells of the table."""
        return list(csv.reader(io.StringIO(self.path.read_text(encoding="utf-8"))))


def subjects(examples: Path) -> tuple[Subject, Subject]:
    """The two tables: 63 provinces against a unit scheme, 195 countries with large numbers and without one."""
    return (
        Subject(examples / "dti-province" / "2022.csv", "dti-province-2022", 3),
        Subject(examples / "hdi" / "2022.csv", "hdi-2022", 2),
    )


class NotCarried(Exception):
    """The copy cannot be written in this kind of file."""


@dataclass(frozen=True)
class Loaded:
    """What a way in made of a copy."""

    content: Content
    warnings: frozenset[str]
    """The codes of what it was told."""


def copy_of(subject: Subject, pollution: str, seed: int) -> bytes:
    """A polluted copy; the same seed gives the same bytes."""
    return POLLUTIONS[pollution](subject.grid, random.Random(f"{subject.edition} {pollution} {seed}"))


def clean(subject: Subject, folder: Path) -> dict[str, Loaded]:
    """What each way in makes of the table before it was polluted."""
    found = {name: way(written(subject.grid), subject, folder) for name, way in WAYS_IN.items()}
    return {name: each for name, each in found.items() if isinstance(each, Loaded)}


def _validated(data: Path | pd.DataFrame, subject: Subject) -> Loaded | None:
    """The checked table in memory."""
    found = validate(data, subject.edition)
    if found.dataset is None:
        return None
    numbers = list(found.dataset.numbers.values())
    content = {
        unit: (
            {language: _composed(name) for language, name in found.dataset.names[row].items()},
            *(None if values[row] != values[row] else float(values[row]) for values in numbers),
        )
        for row, unit in enumerate(found.dataset.units)
    }
    return Loaded(content, _codes(found.problems))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _codes(problems: Sequence[Problem]) -> frozenset[str]:
    return frozenset(problem.code for problem in problems)


def _streamed(copy: bytes, subject: Subject, folder: Path) -> Loaded | None:
    """All scores that the engine for large tables writes; their names are not compared, as it may not write them."""
    file, result = folder / "copy.csv", folder / "scores.jsonl"
    file.write_bytes(copy)
    told = dtiscore.score_stream(file, subject.edition, result, form="jsonl", level="all")
    rows = [json.loads(line) for line in result.read_text(encoding="utf-8").splitlines()]
    content = {row["unit"]: tuple(value for key, value in row.items() if key != "name") for row in rows}
    return Loaded(content, _codes(told.warnings))


def _text(copy: bytes, subject: Subject, folder: Path) -> Loaded | None:
    file = folder / "copy.csv"
    file.write_bytes(copy)
    return _validated(file, subject)


def _xlsx(grid: Grid, subject: Subject, folder: Path) -> Loaded | None:
    file = folder / "copy.xlsx"
    file.write_bytes(workbook_of({"S": [[_typed(cell) for cell in row] for row in grid]}))
    return _validated(file, subject)


def _ods(grid: Grid, subject: Subject, folder: Path) -> Loaded | None:
    file = folder / "copy.ods"
    cells = [[_typed(cell) for cell in row] for row in grid]
    rows = [ods_row(*(escape(cell) if isinstance(cell, str) else cell for cell in row)) for row in cells]
    file.write_bytes(ods_of({"S": "".join(rows)}))
    return _validated(file, subject)


def _parquet(grid: Grid, subject: Subject, folder: Path) -> Loaded | None:
    file = folder / "copy.parquet"
    pq.write_table(pa.table([pa.array(column) for column in _columns(grid)], names=grid[0]), file)
    return _validated(file, subject)


def _frame(grid: Grid, subject: Subject, folder: Path) -> Loaded | None:
    frame = pd.concat([pd.Series(column) for column in _columns(grid)], axis=1)
    frame.columns = pd.Index(grid[0])
    return _validated(frame, subject)


def _columns(grid: Grid) -> list[list[object]]:
    """Columns of numbers where every cell is one, and of texts."""
    columns = [list(column) for column in zip(*grid[1:], strict=True)]
    return [
        [None if not cell else float(cell) for cell in column]
        if all(not cell or isinstance(_typed(cell), float) for cell in column)
        else list(column)
        for column in columns
    ]


def _typed(cell: str) -> str | float:
    """A cell as a spreadsheet stores it: plain numbers with decimals as numbers."""
    plain = cell.isascii() and cell.replace(".", "", 1).isdigit() and "." in cell and len(cell) < 20
    return float(cell) if plain else cell


_SAY_ANOTHER_THING = {
    "a number cut to three decimals, with a comma": ("xlsx", "ods"),
    "a line break in a code": ("xlsx", "ods"),
    "the end cut off": ("xlsx", "ods", "parquet", "DataFrame"),
}
"""Where nothing is wrong with what the file says: a text 0,716 among numbers, a break, which stands for a blank, and a
last number that was cut before the workbook was made."""


def _of_cells(way: Callable[[Grid, Subject, Path], Loaded | None]) -> Way:
    """A way in that takes cells: a copy that only a text can have does not come by it."""

    def read(copy: bytes, subject: Subject, folder: Path) -> Loaded | None:
        grid = _grid(copy)
        if grid is None:
            raise NotCarried
        return way(grid, subject, folder)

    return read


def _grid(copy: bytes) -> Grid | None:
    """The cells of a copy as a spreadsheet takes them up, or ``None`` where it would not as they are meant."""
    try:
        text = copy.decode("utf-8-sig")
        delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    cells = [cell for row in rows for cell in row]
    # Quotes that ate rows have eaten them before a workbook is made, and no sign of it is left.
    if not rows or any("\n" in cell and delimiter in cell for cell in cells):
        return None
    if (
        any(ord(sign) < 32 and sign != "\n" for cell in cells for sign in cell)
        or max(map(len, cells)) > 32_000
    ):
        return None
    # A spreadsheet makes a row that is too short as long as the others: nobody sees that a value was lost.
    return None if any(len(row) != len(rows[0]) for row in rows) else rows


Way = Callable[[bytes, Subject, Path], Loaded | None]
WAYS_IN: Mapping[str, Way] = {
    "csv": _text,
    "csv, piece by piece": _streamed,
    "xlsx": _of_cells(_xlsx),
    "ods": _of_cells(_ods),
    "parquet": _of_cells(_parquet),
    "DataFrame": _of_cells(_frame),
}


def kind_of(way: str, copy: bytes, subject: Subject, folder: Path, truth: Loaded) -> Kind:
    """What a way in makes of a copy about which nothing is declared."""
    try:
        found = WAYS_IN[way](copy, subject, folder)
    except NotCarried:
        return "not carried"
    except DtiscoreError:
        return "refused"
    if found is None:
        return "refused"
    if found.content == truth.content:
        return "right"
    return "told" if found.warnings - truth.warnings else "wrong"


def outcome(way: str, pollution: str, seed: int, subject: Subject, folder: Path, truth: Loaded) -> Kind:
    """What a way in makes of the copy with this pollution."""
    if way in _SAY_ANOTHER_THING.get(pollution, ()):
        return "not carried"
    return kind_of(way, copy_of(subject, pollution, seed), subject, folder, truth)
