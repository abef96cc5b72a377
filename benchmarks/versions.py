"""Two installed versions in turn: is anything slower than it was?

    python -m benchmarks.versions OLD NEW -o FOLDER   # the programs of the two; --runs 9, --only NAME, --toy

Whole commands, and what ``benchmarks.in_session`` measures with the Python beside each program, are run alternately, so that
a machine which others use too is as slow for the one as for the other. Of each the median ratio of processor seconds is told,
new to old, and the interval of that median: with nine pairs, the second and the eighth of their ratios hold it with 96 %.
Something has become slower where the interval lies above 1.03; then this ends with 1.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import in_session, made
from benchmarks.big import generate
from benchmarks.timing import Times, in_turn_each, of_process
from benchmarks.weighting_files import write as write_nodes

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
    "score a panel": "score {panel}",
    "trend": "trend {panel} -f json",
    "compare": "compare {first}={of_periods} {last}={panel} -f json",
    "explain": "explain {panel} --unit U0000005 --period {last} -f json",
    "units restate": "units restate {areas} -o {out}",
    "score CSV in pieces": "score {csv} --engine stream -o {out}",
    "score Parquet in pieces": "score {parquet} --engine stream -o {out}",
}
"""By name: what both versions understand."""

_SIZES: Mapping[str, tuple[int, int, int | None]] = {
    "few": (63, 98, 2),
    "eight": (8_000, 60, 2),
    "units": (10_000, 100, 2),
    "digits": (10_000, 100, None),
    "many": (100_000, 100, 2),
}
"""Of the tables of numbers, by name: units, indicators, and decimals, of ``None`` all."""


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
    """Run everything in turn, and tell what has become slower."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.versions", description=__doc__)
    parser.add_argument("old", type=Path, help="the program of the version before, such as old/bin/dtiscore")
    parser.add_argument("new", type=Path, help="that of the version after")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("benchmarks/results/versions"), help="the folder"
    )
    parser.add_argument("--runs", type=int, default=9, help="pairs of each")
    names = [*COMMANDS, *in_session.MEASURES]
    parser.add_argument("--only", action="append", choices=names, help="repeat for more")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the tables that are read in pieces")
    parser.add_argument("--toy", action="store_true", help="tiny tables, to see whether everything runs")
    chosen = parser.parse_args()
    tables = _tables(chosen.output, chosen.rows, toy=chosen.toy)
    slower = 0
    _tell(f"{'':40} {'old s':>8} {'new s':>8} {'ratio':>7}  interval")
    for name in chosen.only or names:
        try:
            work = (
                partial(_command, name, tables)
                if name in COMMANDS
                else partial(_measure, name, chosen.output)
            )
            pairs = in_turn_each(partial(work, chosen.old), partial(work, chosen.new), chosen.runs)
        except KeyError:
            _tell(f"{name:40} left out: the published figures are not here")
            continue
        ratios = [new.cpu / old.cpu for old, new in pairs]
        low, high = interval(ratios)
        old, new = (median(each.cpu for each in side) for side in zip(*pairs, strict=True))
        slower += low > MOST
        _tell(f"{name:40} {old:8.4f} {new:8.4f} {median(ratios):7.3f}  {low:.3f} to {high:.3f}")
    return 1 if slower else 0


def _command(name: str, tables: Mapping[str, str], program: Path) -> Times:
    return of_process([str(program), *COMMANDS[name].format(**tables).split()])


def _measure(name: str, folder: Path, program: Path) -> Times:
    """Processor seconds of work inside a session of the Python beside a program."""
    command = [str(program.parent / "python"), in_session.__file__, name, str(folder)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own script
    return Times(float(said.stdout), math.nan)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _tables(folder: Path, rows: int, *, toy: bool) -> dict[str, str]:
    """What is read, with what is declared of it, by the words of the commands; in-session measures know its places."""
    words = {"out": str(folder / "out.csv")}
    for name, (units, indicators, decimals) in _SIZES.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        table, weights = made.files(
            folder / name, min(units, 30) if toy else units, indicators, decimals=decimals
        )
        words[name] = f"{table} -w {weights} --decimal . -q"
    generate.write(folder, 300 if toy else rows)
    for form, declared in (("csv", "--decimal ."), ("parquet", "")):
        words[form] = f"{folder / f'{300 if toy else rows}.{form}'} -w {folder / 'index.yaml'} {declared} -q"
    panel, weights = made.panel(folder / "few", 20 if toy else 2_000, 10, 10)
    words |= {"panel": f"{panel} -w {weights} --decimal . -q", "of_periods": str(panel)}
    words |= {"first": str(made.FIRST_PERIOD), "last": str(made.FIRST_PERIOD + 9)}
    old, new, areas = made.lists_of_units(folder / "few", 24 if toy else 12_058)
    words["areas"] = f"{areas} --from {old} --to {new}"
    for kind, called in (("sound", "sound"), ("with a wrong word in each", "wrong")):
        write_nodes(folder / f"{called}.yaml", kind, 10 if toy else 10_000)
    words["example"] = str(Path(__file__).parents[1] / "examples" / "dti-province" / "2023.csv")
    if in_session.ASEM.is_file():
        words["asem"] = f"{in_session.ASEM} -w asem-2018 --decimal . -q"
    return words


if __name__ == "__main__":
    sys.exit(main())
