"""How the time of every command and form grows with units, nodes, periods, problems and lists of units.

    python -m benchmarks.growth -o FOLDER            # small sizes
    python -m benchmarks.growth -o FOLDER --full     # 100 to 100,000 units, 10 to 1,000 nodes

Each command is run as a process of its own and its processor seconds are written down at once: what stands in the folder
is not run again, so that a run that was stopped goes on where it was. The exponent is the slope of the logarithms of the
two largest sizes, less what the smallest takes, most of which is the start of the program.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import made
from benchmarks.curves import several_to_svg
from benchmarks.timing import of_process, python

TOY = (6, 12, 24)

LEAST = 0.15
"""Seconds beyond those of the smallest size from which an exponent is told."""

LINEAR = 1.15
"""The greatest exponent of what does not compare all pairs."""

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

ON_PERIODS: Mapping[str, str] = {
    "score csv": "score {table} -w {weights} -f csv --engine memory",
    "trend": "trend {table} -w {weights} -f json",
    "compare": "compare {first}={table} {last}={table} -w {weights} -f json",
    "explain": "explain {table} -w {weights} --unit U0000005 --period {last} -f json",
    "backcast": "backcast {table} -w {weights} -f json",
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


_FILES = {
    "units": _of_units,
    "nodes": _of_nodes,
    "periods": _of_periods,
    "problems": _of_problems,
    "units of a list": _of_lists,
}

AXES = (
    Axis("units", ON_TABLES, (100, 1_000, 4_000), (100, 1_000, 10_000, 100_000)),
    Axis("nodes", ON_TABLES, (12, 120, 480), (12, 120, 360, 1_080)),
    Axis("periods", ON_PERIODS, (2, 16, 64), (2, 16, 64, 256)),
    Axis("problems", ON_PROBLEMS, (10, 1_000, 8_000), (10, 1_000, 10_000, 50_000)),
    Axis("units of a list", ON_LISTS, (100, 4_000, 16_000), (100, 1_000, 4_000, 16_000)),
)


def exponent(points: Sequence[tuple[int, float]]) -> float | None:
    """With which power of the size the time grows between the two largest, less the time of the smallest.

    ``None`` where there are too few sizes, or the smaller of the two takes too little to tell.
    """
    if len(points) < 3:
        return None
    (_, start), *_, (size, seconds), (larger, longer) = points
    if seconds - start < LEAST or longer <= start:
        return None
    return math.log((longer - start) / (seconds - start)) / math.log(larger / size)


def main() -> int:
    """Run what is not known yet, and write the table and the drawings."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("benchmarks/results"), help="the folder")
    parser.add_argument("--full", action="store_true", help="the large sizes")
    parser.add_argument("--toy", action="store_true", help="tiny sizes, to see whether everything runs")
    parser.add_argument(
        "--axis", action="append", choices=[axis.name for axis in AXES], help="repeat for more"
    )
    parser.add_argument("--command", action="append", help="one command by its name; repeat for more")
    parser.add_argument(
        "--most", type=float, default=120.0, help="leave larger sizes out after so many seconds"
    )
    chosen = parser.parse_args()
    chosen.output.mkdir(parents=True, exist_ok=True)
    known = _Known(chosen.output / "growth.jsonl")
    for axis in AXES:
        if chosen.axis and axis.name not in chosen.axis:
            continue
        names = [name for name in axis.commands if not chosen.command or name in chosen.command]
        sizes = TOY if chosen.toy else axis.full if chosen.full else axis.small
        _run(axis, names, sizes, known, chosen)
    (chosen.output / "growth.md").write_text("\n".join(_report(known)) + "\n", encoding="utf-8")
    for axis in AXES:
        curves = known.of(axis)
        if curves:
            title = f"Seconds of the processor by {axis.name}"
            drawn = several_to_svg(title, axis.name, curves)
            (chosen.output / f"growth-{axis.name.replace(' ', '-')}.svg").write_text(drawn, encoding="utf-8")
    return 0


class _Known:
    """What was measured so far, one line of a file for each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.seconds = {(axis, name, size): cpu for axis, name, size, cpu in map(json.loads, lines)}

    def add(self, axis: str, name: str, size: int, cpu: float) -> None:
        self.seconds[axis, name, size] = cpu
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([axis, name, size, cpu]) + "\n")

    def of(self, axis: Axis) -> dict[str, list[tuple[int, float]]]:
        """The points of each command, by size."""
        found = {
            name: sorted(
                (size, cpu) for (of, one, size), cpu in self.seconds.items() if (of, one) == (axis.name, name)
            )
            for name in axis.commands
        }
        return {name: points for name, points in found.items() if len(points) > 1}


def _run(
    axis: Axis, names: Sequence[str], sizes: Sequence[int], known: _Known, chosen: argparse.Namespace
) -> None:
    for size in sizes:
        open_ = [name for name in names if (axis.name, name, size) not in known.seconds]
        if not open_:
            continue
        folder = chosen.output / "tables"
        folder.mkdir(exist_ok=True)
        files = {**axis.files(folder, size), "out": folder / "result"}
        for name in open_:
            before = max(
                (cpu for (of, one, _), cpu in known.seconds.items() if (of, one) == (axis.name, name)),
                default=0,
            )
            if before > chosen.most:
                continue
            words = [word.format(**files) for word in axis.commands[name].split()]
            try:
                taken = of_process(python("-m", "dtiscore", *words), may_say_no=True).cpu
            except RuntimeError as error:
                sys.stderr.write(f"{error}\n")
                continue
            known.add(axis.name, name, size, taken)
            sys.stderr.write(f"{axis.name} {size:,}: {name} {taken:.2f} s\n")


def _told(power: float | None) -> str:
    """An exponent, in bold where it is above what is allowed."""
    if power is None:
        return ""
    return f"**{power:.2f}**" if power > LINEAR else f"{power:.2f}"


def _report(known: _Known) -> Iterator[str]:
    yield "# Growth"
    for axis in AXES:
        curves = known.of(axis)
        if not curves:
            continue
        sizes = sorted({size for points in curves.values() for size, _ in points})
        yield from ("", f"## By {axis.name}", "")
        yield f"| command | {' | '.join(f'{size:,}' for size in sizes)} | exponent |"
        yield f"| --- | {' | '.join('---:' for _ in sizes)} | ---: |"
        for name, points in curves.items():
            seconds = dict(points)
            told = " | ".join(f"{seconds[size]:.2f}" if size in seconds else "" for size in sizes)
            power = exponent(points)
            yield f"| `{name}` | {told} | {_told(power)} |"


if __name__ == "__main__":
    sys.exit(main())
