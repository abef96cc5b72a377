"""Two installed versions in turn: is a command slower than it was?

    python -m benchmarks.versions OLD NEW -o FOLDER   # the programs of the two; --runs 9, --only NAME, --toy

Whole processes are run alternately, so that a machine which others use too is as slow for the one as for the other. Of each
command the median ratio of processor seconds is told, new to old, and the interval of that median: with nine pairs, the second
and the eighth of their ratios hold it with 96 %. A command has become slower where the interval lies above 1.03; then this
ends with 1.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import made
from benchmarks.big import generate
from benchmarks.memory import ASEM
from benchmarks.timing import in_turn_each, of_process

MOST = 1.03
"""The least ratio that an interval may begin with."""

_FOUR = (
    "--vary-weights uniform --normalisation min-max:1,100 --normalisation z-score:10,2 "
    "--aggregation arithmetic --aggregation geometric "
    "--winsorise 1 --winsorise 2 --winsorise 3 --winsorise 4 --winsorise 5"
)
"""The four assumptions of COINr's uncertainty analysis of ASEM."""

COMMANDS: Mapping[str, str] = {
    "--version": "--version",
    "--help": "--help",
    "score, few units": "score {few}",
    "score, built-in edition": "score {example} -w dti-province-2022",
    "validate": "validate {units}",
    "validate, all digits": "validate {digits}",
    "score csv": "score {units} -f csv",
    "score csv, all in memory": "score {many} -f csv --engine memory --max-bytes 1000000000",
    "score ASEM": "score {asem} -f csv --level all",
    "four assumptions": f"robustness {{asem}} {_FOUR}",
    "Sobol indices": f"robustness {{asem}} --show influence {_FOUR}",
    "Dirichlet weights": "robustness {few} --draws-count 100000",
    "weights of 8,000 units": "robustness {eight} --draws-count 200",
    "diagnose": "diagnose {eight}",
    "score CSV in pieces": "score {csv} --engine stream -o {out}",
    "score Parquet in pieces": "score {parquet} --engine stream -o {out}",
}
"""By name: what both versions understand."""


def interval(ratios: Sequence[float]) -> tuple[float, float]:
    """The ratios between which the median of all pairs lies with at least 95 %, by the binomial distribution; of few their ends."""
    rising, runs = sorted(ratios), len(ratios)
    outside, at = 0.0, 0
    while at < runs // 2 and 2.0 * (outside + math.comb(runs, at) / 2**runs) <= 0.05:
        outside += math.comb(runs, at) / 2**runs
        at += 1
    least = max(at - 1, 0)
    return rising[least], rising[runs - 1 - least]


def main() -> int:
    """Run the commands in turn, and tell which have become slower."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.versions", description=__doc__)
    parser.add_argument("old", help="the program of the version before, such as old/bin/dtiscore")
    parser.add_argument("new", help="that of the version after")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("benchmarks/results/versions"), help="the folder"
    )
    parser.add_argument("--runs", type=int, default=9, help="pairs of each command")
    parser.add_argument("--only", action="append", choices=list(COMMANDS), help="repeat for more")
    parser.add_argument("--toy", action="store_true", help="tiny sizes, to see whether everything runs")
    chosen = parser.parse_args()
    tables = _tables(chosen.output, toy=chosen.toy)
    slower = 0
    _tell(f"{'':26} {'old s':>8} {'new s':>8} {'ratio':>7}  interval")
    for name in chosen.only or COMMANDS:
        try:
            line = COMMANDS[name].format(**tables).split()
        except KeyError:
            _tell(f"{name:26} left out: the published figures are not here")
            continue
        before, after = (partial(of_process, [program, *line]) for program in (chosen.old, chosen.new))
        pairs = in_turn_each(before, after, chosen.runs)
        ratios = [new.cpu / old.cpu for old, new in pairs]
        low, high = interval(ratios)
        old, new = (median(each.cpu for each in side) for side in zip(*pairs, strict=True))
        slower += low > MOST
        _tell(f"{name:26} {old:8.3f} {new:8.3f} {median(ratios):7.3f}  {low:.3f} to {high:.3f}")
    return 1 if slower else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _tables(folder: Path, *, toy: bool) -> dict[str, str]:
    """What the commands read, with what is declared of it, by the words of their lines."""
    sizes = {
        "few": (63, 98, 2),
        "eight": (8_000, 60, 2),
        "units": (10_000, 100, 2),
        "digits": (10_000, 100, None),
        "many": (100_000, 100, 2),
    }
    words = {"out": str(folder / "out.csv")}
    for name, (units, indicators, decimals) in sizes.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        table, weights = made.files(
            folder / name, min(units, 30) if toy else units, indicators, decimals=decimals
        )
        words[name] = f"{table} -w {weights} --decimal . -q"
    rows = 300 if toy else 300_000
    generate.write(folder, rows)
    for form, declared in (("csv", "--decimal ."), ("parquet", "")):
        words[form] = f"{folder / f'{rows}.{form}'} -w {folder / 'index.yaml'} {declared} -q"
    words["example"] = str(Path(__file__).parents[1] / "examples" / "dti-province" / "2023.csv")
    if ASEM.is_file():
        words["asem"] = f"{ASEM} -w asem-2018 --decimal . -q"
    return words


if __name__ == "__main__":
    sys.exit(main())
