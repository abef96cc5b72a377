"""Runs the benchmarks and writes ``report.md`` and the growth curves into a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import memory, peers, project, reading, replicates, searches, startup, weighting_files
from benchmarks.curves import to_svg
from benchmarks.report import to_markdown
from benchmarks.rows import FULL, TOY, Curve, Row, Sizes

TOPICS: Mapping[str, Callable[[Sizes], Iterator[Row | Curve]]] = {
    "start-up": startup.rows,
    "reading": reading.rows,
    "weighting-files": weighting_files.rows,
    "memory": memory.rows,
    "replicates": replicates.rows,
    "project": project.rows,
    "searches": searches.rows,
    "peers": peers.rows,
}


def main() -> int:
    """Run what is asked for; 0 whatever the figures say, which depend on the machine."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("benchmarks/results"), help="the folder")
    parser.add_argument("--only", action="append", choices=TOPICS, help="one topic; repeat for more")
    parser.add_argument("--toy", action="store_true", help="tiny sizes, to see whether everything runs")
    chosen = parser.parse_args()
    rows: list[Row] = []
    curves: list[Curve] = []
    for topic in chosen.only or TOPICS:
        for found in TOPICS[topic](TOY if chosen.toy else FULL):
            if isinstance(found, Curve):
                curves.append(found)
                continue
            rows.append(found)
            figure = "left out" if found.value is None else f"{found.value:.3g} {found.unit}"
            sys.stderr.write(f"{found.what}: {figure}  {found.note}\n")
    chosen.output.mkdir(parents=True, exist_ok=True)
    for curve in curves:
        (chosen.output / f"{curve.name}.svg").write_text(to_svg(curve), encoding="utf-8")
    (chosen.output / "report.md").write_text(to_markdown(rows, curves), encoding="utf-8")
    sys.stdout.write(f"{chosen.output / 'report.md'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
