"""What grows while the time of every command is measured: units, nodes, periods, problems, and what files and projects hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter ships no types

from benchmarks import made

ON_TABLES: Mapping[str, str] = {
    "score csv": "score {table} -w {weights} -f csv --engine memory",
    "score stream": "score {table} -w {weights} -o {out}.csv --engine stream",
    "score table": "score {table} -w {weights} -f table --width 80",
    "score json": "score {table} -w {weights} -f json",
    "score jsonl": "score {table} -w {weights} -f jsonl --engine memory",
    "score md": "score {table} -w {weights} -f md",
    "score html": "score {table} -w {weights} -f html",
    "score xlsx": "score {table} -w {weights} -o {out}.xlsx",
    "score parquet": "score {table} -w {weights} -o {out}.parquet",
    "validate": "validate {table} -w {weights} -f json",
    "doctor": "doctor {table} -w {weights} -f json",
    "fit": "fit {table} -w {weights} -o {out}.json",
    "explain": "explain {table} -w {weights} --unit U0000005 -f json",
    "profile": "profile {table} -w {weights} -f json",
    "league": "league {table} -w {weights} --indicator x0 -f json",
    "improve": "improve {table} -w {weights} --unit U0000005 --to-rank 3 -f json",
    "whatif": "whatif {table} -w {weights} --value U0000005:x0=20 -f json",
    "robustness": "robustness {table} -w {weights} -f json",
    "diagnose": "diagnose {table} -w {weights} -f json",
    "diff": "diff {table} {table} -f json",
    "plot ranking": "plot ranking {table} -w {weights} -o {out}.svg",
    "report": "report {table} -w {weights} -o {out}.html",
    "weights show": "weights show {weights} -f json",
    "weights check": "weights check {weights} -f json",
}
"""By name: what is asked of a table of one period."""


def _of_tables(*names: str) -> dict[str, str]:
    """Some of them."""
    return {name: ON_TABLES[name] for name in names}


ON_PERIODS: Mapping[str, str] = {
    **_of_tables(
        "score csv",
        "score table",
        "score html",
        "score xlsx",
        "profile",
        "league",
        "validate",
        "doctor",
        "diff",
        "fit",
    ),
    "trend": "trend {table} -w {weights} -f json",
    "compare": "compare {first}={table} {last}={table} -w {weights} -f json",
    "explain": "explain {table} -w {weights} --unit U0000005 --period {last} -f json",
    "backcast": "backcast {table} -w {weights} -f json",
    "whatif": "whatif {table} -w {weights} --period {last} --value U0000005:x0=20 -f json",
    "robustness": "robustness {table} -w {weights} --period {last} -f json",
    "diagnose": "diagnose {table} -w {weights} --period {last} -f json",
    "plot lines": "plot lines {table} -w {weights} -o {out}.svg",
    "report": "report {table} -w {weights} --period {last} -o {out}.html",
}

ON_GROUPS: Mapping[str, str] = {
    **_of_tables("score table", "score html", "league", "explain", "diff", "validate", "doctor"),
    "score csv": "score {table} -w {weights} -f csv",
    "profile": "profile {table} -w {weights} --top 2 -f json",
    "whatif": "whatif {table} -w {weights} --group R1 --value U0000001:x0=20 -f json",
    "compare": "compare {table} {table} -w {weights} --group R1 -f json",
}

ON_FAMILIES: Mapping[str, str] = {
    "score csv": "score {table} -w fam -f csv",
    "trend": "trend {table} -w fam -f json",
    "trend of tables": "trend {tables} -w {weights} -f json",
    "compare": "compare {first} {last} -w fam -f json",
    "config": "config -f json",
}

ON_PROBLEMS: Mapping[str, str] = {
    "validate csv": "validate {table} -w {weights} -f csv",
    "validate json": "validate {table} -w {weights} -f json",
    "validate table": "validate {table} -w {weights} -f table --all --width 80",
    "doctor": "doctor {table} -w {weights} -f json",
    "validate rows of words": "validate {words} -w {weights} -f csv",
    "validate units twice": "validate {twice} -w {weights} -f csv",
    "validate blank cells": "validate {blank} -w {weights} -f csv",
    "validate beyond bounds": "validate {beyond} -w {fraction} -f csv",
}

ON_LISTS: Mapping[str, str] = {
    "units list": "units list {old} -f csv",
    "units restate": "units restate {table} --from {old} --to {new} -o {out}.csv",
}

ON_UNKNOWN: Mapping[str, str] = {
    "validate": "validate {table} -w {weights} -f json",
    "units restate": "units restate {table} --from {old} --to {new} -f json",
}

ON_FILES: Mapping[str, str] = {
    "doctor": "doctor {file} -f json",
    "score": "score {file} -w {weights} {which} -f json",
}

ON_COLUMNS: Mapping[str, str] = _of_tables("score csv", "score stream", "validate", "doctor")

ON_PROJECTS: Mapping[str, str] = {
    "config": "config -f json",
    "score": "score t0 -f csv",
    "run": "run -f json",
    "run --check": "run --check -f json",
    "diff": "diff t0 t1 -f json",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """One size that grows while all others are held."""

    name: str
    commands: Mapping[str, str]
    small: Sequence[int]
    full: Sequence[int]

    def files(self, folder: Path, size: int) -> Mapping[str, object]:
        """What the commands of one size read, made anew."""
        return _FILES[self.name](folder, size)


def _of_units(folder: Path, size: int) -> Mapping[str, object]:
    table, weights = made.files(folder, size, 12, decimals=4)
    return {"table": table, "weights": weights}


def _of_nodes(folder: Path, size: int) -> Mapping[str, object]:
    table, weights = made.files(folder, 200, size, decimals=4)
    return {"table": table, "weights": weights}


def _of_periods(folder: Path, size: int) -> Mapping[str, object]:
    table, weights = made.panel(folder, 200, 12, size)
    return {
        "table": table,
        "weights": weights,
        "first": made.FIRST_PERIOD,
        "last": made.FIRST_PERIOD + size - 1,
    }


def _of_problems(folder: Path, size: int) -> Mapping[str, object]:
    """A table of which every second row has a cell that is no number, and others with as many problems of other kinds."""
    table, weights = made.files(folder, 2 * size, 12, decimals=4)
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    spoilt: Mapping[str, Callable[[int, str], str]] = {
        "table": lambda at, row: f"{row.rpartition(',')[0]},abc{at}",
        "words": lambda at, row: f"Note {at}{',' * row.count(',')}",
        "twice": lambda at, row: f"{rows[at - 1].partition(',')[0]},{row.partition(',')[2]}",
        "blank": lambda _, row: f"{row.rpartition(',')[0]},",
        "beyond": lambda _, row: row,
    }
    files = {name: table if name == "table" else folder / f"{name}.csv" for name in spoilt}
    for name, spoil in spoilt.items():
        lines = [spoil(at, row) if at % 2 else row for at, row in enumerate(rows)]
        files[name].write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    fraction = folder / "fraction.yaml"
    before, _, after = weights.read_text(encoding="utf-8").rpartition("min-max")
    fraction.write_text(f"{before}fraction{after}", encoding="utf-8")
    return {**files, "weights": weights, "fraction": fraction}


def _of_lists(folder: Path, size: int) -> Mapping[str, object]:
    old, new, table = made.lists_of_units(folder, size)
    return {"old": old, "new": new, "table": table}


def _of_groups(folder: Path, size: int) -> Mapping[str, object]:
    """A table of so many groups, each of four units that are ranked among themselves."""
    _, weights = made.files(folder, 2, 12)
    grouped = folder / "grouped.yaml"
    text = weights.read_text(encoding="utf-8")
    grouped.write_text(text.replace("publish:", "layout: {group: region}\npublish:", 1), encoding="utf-8")
    head, *rows = _rows(0, 4 * size)
    lines = [f"region,{head}", *(f"R{at % size},{row}" for at, row in enumerate(rows))]
    table = folder / "grouped.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"table": table, "weights": grouped}


def _of_families(folder: Path, size: int) -> Mapping[str, object]:
    """A family of so many editions, each in force for one period, with a panel and a table for each."""
    _, weights = made.files(folder, 2, 12)
    text = weights.read_text(encoding="utf-8")
    periods = range(made.FIRST_PERIOD, made.FIRST_PERIOD + size)
    tables, panel = [], [f"year,{_rows(0)[0]}"]
    for period in periods:
        edition = text.replace('"made-12"', f'"fam-{period}"', 1)
        edition = edition.replace("publish:", f'family: fam\nperiods: ["{period}"]\npublish:', 1)
        (folder / f"fam-{period}.yaml").write_text(edition, encoding="utf-8")
        head, *rows = _rows(period)
        table = folder / f"of-{period}.csv"
        table.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        tables.append(f"{period}={table}")
        panel += [f"{period},{row}" for row in rows]
    (folder / "panel.csv").write_text("\n".join(panel) + "\n", encoding="utf-8")
    files = json.dumps([f"fam-{period}.yaml" for period in periods])
    (folder / "dtiscore.toml").write_text(f"[weights]\nfam = {files}\n", encoding="utf-8")
    ends = {"first": tables[0], "last": tables[-1]}
    return {"table": folder / "panel.csv", "tables": " ".join(tables), "weights": weights, **ends}


def _of_unknown(folder: Path, size: int) -> Mapping[str, object]:
    """A list of units, and a table of as many others that are called nearly so."""
    old, new, _ = made.lists_of_units(folder, size)
    _, weights = made.files(folder, 2, 12)
    governed = folder / "governed.yaml"
    text = weights.read_text(encoding="utf-8")
    governed.write_text(text.replace("publish:", "units: old-areas\npublish:", 1), encoding="utf-8")
    (folder / "dtiscore.toml").write_text(
        f"[schemes]\nold-areas = {json.dumps(old.name)}\n", encoding="utf-8"
    )
    numbers = ",".join(f"{at}.25" for at in range(12))
    rows = [f"name,{','.join(f'x{at}' for at in range(12))}"]
    rows += [f"erea {' '.join(str(at))},{numbers}" for at in range(size)]
    table = folder / "unknown.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return {"table": table, "weights": governed, "old": old, "new": new}


def _of_tables_below(folder: Path, size: int) -> Mapping[str, object]:
    """A text with so many tables, one below the other."""
    _, weights = made.files(folder, 2, 12)
    file = folder / "below.csv"
    tables = ("\n".join([f"Table {number}", *_rows(number)]) for number in range(size))
    file.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
    return {"file": file, "weights": weights, "which": f"--range=A2:M{len(_rows(0)) + 1}"}


def _of_sheets(folder: Path, size: int) -> Mapping[str, object]:
    """A workbook with a table on each of so many sheets."""
    _, weights = made.files(folder, 2, 12)
    file = folder / "sheets.xlsx"
    with xlsxwriter.Workbook(file, {"strings_to_numbers": True}) as book:
        for number in range(size):
            sheet = book.add_worksheet(f"S{number}")
            for at, row in enumerate(_rows(number)):
                sheet.write_row(at, 0, row.split(","))
    return {"file": file, "weights": weights, "which": "--sheet=S0"}


def _of_columns(folder: Path, size: int) -> Mapping[str, object]:
    """A table with so many columns that the edition does not read."""
    table, weights = made.files(folder, 50, 12, decimals=4)
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    lines = [f"{head},{','.join(f'other {at}' for at in range(size))}"]
    lines += [f"{row},{','.join(f'{at}.5' for at in range(size))}" for row in rows]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"table": table, "weights": weights}


def _of_projects(folder: Path, size: int) -> Mapping[str, object]:
    """A project of so many tables with an output from each."""
    _, weights = made.files(folder, 2, 12)
    (folder / "dtiscore.lock").unlink(missing_ok=True)
    lines = ['edition = "made"', "[weights]", f"made = {json.dumps(weights.name)}"]
    for number in range(size):
        (folder / f"t{number}.csv").write_text("\n".join(_rows(number)) + "\n", encoding="utf-8")
        (folder / f"o{number}.csv").unlink(missing_ok=True)
        lines += [
            f"[tables.t{number}]",
            f'file = "t{number}.csv"',
            f'period = "{made.FIRST_PERIOD + number}"',
        ]
        lines += ["[[outputs]]", f'name = "o{number}"', 'command = "score"', f'tables = ["t{number}"]']
        lines += [f'file = "o{number}.csv"']
    (folder / "dtiscore.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {}


def _rows(number: int, units: int = 8) -> list[str]:
    """A small table with the columns of twelve indicators, other numbers for each ``number``."""
    rows = [
        f"U{unit:07d},{','.join(f'{(unit * 7 + number + at) % 97}.25' for at in range(12))}"
        for unit in range(units)
    ]
    return [f"unit,{','.join(f'x{at}' for at in range(12))}", *rows]


_FILES = {
    "units": _of_units,
    "nodes": _of_nodes,
    "periods": _of_periods,
    "problems": _of_problems,
    "units of a list": _of_lists,
    "groups": _of_groups,
    "editions of a family": _of_families,
    "unknown units": _of_unknown,
    "tables below each other": _of_tables_below,
    "sheets": _of_sheets,
    "columns that are not read": _of_columns,
    "tables of a project": _of_projects,
}

AXES = (
    Axis("units", ON_TABLES, (100, 1_000, 4_000), (100, 1_000, 10_000, 100_000)),
    Axis("nodes", ON_TABLES, (12, 120, 480), (12, 120, 360, 1_080)),
    Axis("periods", ON_PERIODS, (2, 16, 64), (2, 16, 64, 256)),
    Axis("problems", ON_PROBLEMS, (10, 1_000, 8_000), (10, 1_000, 10_000, 50_000)),
    Axis("units of a list", ON_LISTS, (100, 4_000, 16_000), (100, 1_000, 4_000, 16_000)),
    Axis("groups", ON_GROUPS, (10, 200, 800), (10, 200, 800, 3_200)),
    Axis("editions of a family", ON_FAMILIES, (4, 32, 128), (4, 32, 128, 512)),
    Axis("unknown units", ON_UNKNOWN, (100, 2_000, 8_000), (100, 1_000, 4_000, 16_000)),
    Axis("tables below each other", ON_FILES, (4, 64, 256), (4, 64, 256, 1_024)),
    Axis("sheets", ON_FILES, (4, 32, 128), (4, 32, 128, 512)),
    Axis("columns that are not read", ON_COLUMNS, (10, 1_000, 4_000), (10, 1_000, 4_000, 16_000)),
    Axis("tables of a project", ON_PROJECTS, (4, 32, 128), (4, 32, 128, 512)),
)
