"""How the time of every command and form grows, with units, nodes, periods, problems, and what files and projects hold.

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
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.curves import several_to_svg
from benchmarks.growing import AXES, Axis
from benchmarks.timing import of_process, python

TOY = (6, 12, 24)

LEAST = 0.15
"""Seconds beyond those of the smallest size from which an exponent is told."""

LINEAR = 1.15
"""The greatest exponent of what does not compare all pairs."""


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
        folder = chosen.output.resolve() / "tables"
        folder.mkdir(exist_ok=True)
        files = {**axis.files(folder, size), "out": folder / "result"}
        for name in open_:
            before = max(
                (cpu for (of, one, _), cpu in known.seconds.items() if (of, one) == (axis.name, name)),
                default=0,
            )
            if before > chosen.most:
                continue
            words = axis.commands[name].format(**files).split()
            try:
                taken = of_process(python("-m", "dtiscore", *words), may_say_no=True, folder=folder).cpu
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
