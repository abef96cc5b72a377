"""What one installed version takes for work inside a session: run by ``benchmarks.versions`` with the Python of each.

    PYTHON benchmarks/in_session.py NAME FOLDER     # the tables and editions that benchmarks.versions makes

It stands alone and asks for public names, for ``score_dataset`` and for Copeland's rule, which versions share that
otherwise keep their modules elsewhere. Prints the processor seconds of one call, the median of some after one that is not
counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import dtiscore
from dtiscore.methodology.aggregations.outranking import Copeland
from dtiscore.scoring import score_dataset

Work = Callable[[], object]

ASEM = Path(__file__).resolve().parents[2] / "shared" / "data" / "coinr" / "in_iData.csv"


def _loading(name: str) -> Callable[[Path], Work]:
    def work(folder: Path) -> Work:
        path = str(folder / name)

        def load() -> None:
            try:
                dtiscore.load_methodology(path)
            except dtiscore.InvalidMethodology:  # of a file with a fault in each node it is the answer
                return

        return load

    return work


def _made(folder: Path, indicators: int) -> Any:
    """The scorecard of a table of so many indicators."""
    table = next(folder.glob(f"*x{indicators}.csv"))
    return dtiscore.score(str(table), str(folder / f"made-{indicators}.yaml"), decimal=".")


def _many_units(count: int) -> Callable[[Path], Work]:
    """Made-up numbers under the edition of 100 indicators, put in place of those of a table that was read."""

    def work(folder: Path) -> Work:
        read = _made(folder / "units", 100)
        random = np.random.default_rng(1)
        table = read.dataset
        numbers = {code: random.gamma(2.0, 10.0, count) for code in table.numbers}
        several = type(table)(
            units=tuple(f"U{at:07d}" for at in range(count)),
            names=({"": "a unit"},) * count,
            periods=(None,) * count,
            groups=(None,) * count,
            ranked=np.ones(count, dtype=np.bool_),
            numbers=numbers,
            outcomes={},
            supplied={},
            raw=type(table.raw)("made up", (), count),
        )
        return lambda: score_dataset(read.methodology, several).ranks["I"]

    return work


def _copeland(units: int) -> Callable[[Path], Work]:
    scores = list(np.random.default_rng(1).gamma(2.0, 10.0, (10, units)))
    return lambda _: lambda: Copeland().combine(scores, [0.1] * 10, 1.0)


def _asem(_: Path) -> Work:
    card: Any = dtiscore.score(str(ASEM), "asem-2018", decimal=".")
    return lambda: dict(score_dataset(card.methodology, card.dataset).ranks)


def _assumed(question: str) -> Callable[[Path], Work]:
    def work(_: Path) -> Work:
        card = dtiscore.score(str(ASEM), "asem-2018", decimal=".")
        assumptions = dtiscore.Assumptions(
            dtiscore.WeightVariation("uniform", share=0.25),
            normalisations=("min-max:1,100", "z-score:10,2"),
            aggregations=("arithmetic", "geometric"),
            winsorise=(1, 2, 3, 4, 5),
        )
        return lambda: getattr(_study(card, assumptions, count=1_000, seed=1), question)

    return work


def _dirichlet(count: int) -> Callable[[Path], Work]:
    def work(folder: Path) -> Work:
        card = _made(folder / "few", 98)
        return lambda: _study(card, count=count, seed=1).statistics

    return work


def _study(*given: Any, **chosen: Any) -> Any:
    """The study of a scorecard that was made before, of the package in which its assumptions are."""
    package = dtiscore.Assumptions.__module__.rpartition(".")[0]
    return sys.modules[package].study(*given, **chosen)


MEASURES: Mapping[str, tuple[int, Callable[[Path], Work]]] = {
    "load 100 indicators": (20, _loading("units/made-100.yaml")),
    "load 10,000 nodes": (3, _loading("sound.yaml")),
    "load 10,000 nodes, a wrong word in each": (1, _loading("wrong.yaml")),
    "ASEM, warm": (30, _asem),
    "10,000 units": (10, _many_units(10_000)),
    "100,000 units": (5, _many_units(100_000)),
    "1,000,000 units": (2, _many_units(1_000_000)),
    "Copeland, 200 units": (20, _copeland(200)),
    "Copeland, 10,000 units": (1, _copeland(10_000)),
    "four assumptions, warm": (3, _assumed("statistics")),
    "Sobol indices, warm": (3, _assumed("influence")),
    "100,000 Dirichlet replicates": (1, _dirichlet(100_000)),
    "1,000,000 Dirichlet replicates": (1, _dirichlet(1_000_000)),
}
"""By name: how many calls are timed, and what makes them ready."""


def main() -> None:
    """Print the seconds of one measure."""
    runs, prepare = MEASURES[sys.argv[1]]
    work = prepare(Path(sys.argv[2]))
    taken = []
    work()
    for _ in range(runs):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    sys.stdout.write(f"{median(taken)}\n")


if __name__ == "__main__":
    main()
