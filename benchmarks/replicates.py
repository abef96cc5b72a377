"""Replicates: uncertainty and sensitivity of ranks, drawn, scored, ranked and counted."""

from __future__ import annotations

from collections.abc import Iterator

import dtiscore
from benchmarks import made
from benchmarks.memory import ASEM
from benchmarks.rows import Curve, Row, Sizes
from benchmarks.timing import Times, medians, once
from dtiscore.questions.robustness.answer import Assumptions, Robustness, WeightVariation, study
from dtiscore.scoring import score_dataset

FOUR = Assumptions(
    WeightVariation("uniform", share=0.25),
    normalisations=("min-max:1,100", "z-score:10,2"),
    aggregations=("arithmetic", "geometric"),
    winsorise=(1, 2, 3, 4, 5),
)
"""The four assumptions of COINr's uncertainty analysis of ASEM."""

UNITS, INDICATORS = 63, 98


def rows(sizes: Sizes) -> Iterator[Row | Curve]:
    """COINr's analysis, Sobol indices, and Dirichlet weights from a thousand replicates to a million."""
    yield from _asem(sizes)
    card = score_dataset(made.methodology(INDICATORS), made.dataset(UNITS, INDICATORS))
    points, walls = [], []
    for count in sizes.replicates:
        taken = _times(lambda count=count: study(card, count=count, seed=1).statistics, count, sizes.runs)
        points.append((count, taken.cpu))
        walls.append(taken.wall)
    *_, less, most = sizes.replicates
    what = f"{less:,} Dirichlet replicates of {UNITS} x {INDICATORS}, with ties and the distribution of ranks"
    yield Row("replicates", what, walls[-2], "s", 0.6, f"{points[-2][1]:.2f} s CPU")
    growth = walls[-1] / walls[-2]
    note = f"{walls[-1]:.2f} s wall, {points[-1][1]:.2f} s CPU, for {most / less:g} times as many"
    yield Row(
        "replicates",
        f"the same {most:,} times, in those of {less:,}",
        growth,
        "times",
        1.1 * most / less,
        note,
    )
    yield Curve("replicates", f"Dirichlet weights of {UNITS} x {INDICATORS}", "replicates", points)


def _asem(sizes: Sizes) -> Iterator[Row]:
    count = sizes.sobol
    uncertainty = f"{count:,} replicates of COINr's four assumptions, ASEM"
    influence = f"Sobol indices, N = {count:,}, 4 assumptions, 500 bootstraps, ASEM"
    if not ASEM.is_file():
        for what, most in ((uncertainty, 0.15), (influence, 0.25)):
            yield Row("replicates", what, None, "s CPU", most, "left out: the published figures are not here")
        return
    card = dtiscore.score(str(ASEM), "asem-2018", decimal=".")

    def studied() -> Robustness:
        return study(card, FOUR, count=count, seed=1)

    yield Row("replicates", uncertainty, medians(lambda: studied().statistics, sizes.runs).cpu, "s CPU", 0.15)
    yield Row("replicates", influence, medians(lambda: studied().influence, sizes.runs).cpu, "s CPU", 0.25)


def _times(work: object, count: int, runs: int) -> Times:
    """The medians of several runs; of the largest sizes one is enough."""
    assert callable(work)
    return medians(work, runs) if count <= 100_000 else once(work)
