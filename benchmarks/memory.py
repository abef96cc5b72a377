"""Scoring in memory: fit, normalise and aggregate, against the bounds and against plain numpy on the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import made
from benchmarks.rows import Curve, Row, Sizes
from benchmarks.timing import in_turn, medians, once
from dtiscore.methodology.aggregations.outranking import Copeland
from dtiscore.scoring import score_dataset

ASEM = Path(__file__).resolve().parents[2] / "shared" / "data" / "coinr" / "in_iData.csv"
"""COINr's example of 51 countries and 49 indicators, which is not part of every checkout."""

INDICATORS = 100


def rows(sizes: Sizes) -> Iterator[Row | Curve]:
    """From ASEM to as many units as memory holds; the growth with units, with indicators, and of Copeland's rule."""
    yield _asem(sizes)
    edition = made.methodology(INDICATORS)
    points: list[tuple[int, float]] = []
    for units in sizes.units[:-1]:
        table = made.dataset(units, INDICATORS)
        points.append((units, medians(partial(score_dataset, edition, table), sizes.runs).cpu))
    units, taken = points[-1]
    yield Row("memory", f"score {units:,} x {INDICATORS}: fit, normalise, aggregate", taken, "s CPU", 0.15)
    row, largest = _against_numpy(sizes)
    yield row
    points.append((sizes.units[-1], largest))
    yield Curve("units", f"Scoring {INDICATORS} indicators", "units", points)
    yield _by_indicators(sizes)
    yield from _copeland(sizes)


def _asem(sizes: Sizes) -> Row:
    what = "score ASEM, warm, from denomination to the ranks of every node"
    if not ASEM.is_file():
        return Row("memory", what, None, "ms CPU", 5.0, "left out: the published figures are not here")
    import dtiscore

    card = dtiscore.score(str(ASEM), "asem-2018", decimal=".")
    taken = medians(lambda: dict(score_dataset(card.methodology, card.dataset).ranks), 10 * sizes.runs)
    return Row("memory", what, taken.cpu * 1000, "ms CPU", 5.0)


def _against_numpy(sizes: Sizes) -> tuple[Row, float]:
    """Our scoring and the two lines of numpy that a person would write, on the same columns."""
    units = sizes.units[-1]
    edition, table = made.methodology(INDICATORS), made.dataset(units, INDICATORS)
    values = np.array(list(table.numbers.values()))
    weights = np.full(INDICATORS, 1.0 / INDICATORS)

    def plain() -> object:
        low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
        return weights @ ((values - low) / (high - low))

    ours, other, ratio = in_turn(
        lambda: once(lambda: score_dataset(edition, table)), lambda: once(plain), sizes.runs
    )
    note = f"{ours.cpu:.2f} s against {other.cpu:.2f} s CPU"
    what = f"score {units:,} x {INDICATORS} against numpy's min-max and weighted sum"
    return Row("memory", what, ratio, "times", 1.5, note), ours.cpu


def _by_indicators(sizes: Sizes) -> Curve:
    units = sizes.units[1]
    points = []
    for indicators in sizes.indicators:
        edition, table = made.methodology(indicators), made.dataset(units, indicators)
        points.append((indicators, medians(partial(score_dataset, edition, table), sizes.runs).cpu))
    return Curve("indicators", f"Scoring {units:,} units", "indicators", points)


def _copeland(sizes: Sizes) -> Iterator[Row | Curve]:
    points = []
    for units in sizes.pairs:
        scores = list(made.columns(units, 10))
        taken = medians(partial(Copeland().combine, scores, [0.1] * 10, 1.0), 1, warm=False)
        points.append((units, taken.cpu))
    units, most = points[-1]
    yield Row("memory", f"Copeland's rule on {units:,} units x 10 indicators", most, "s CPU", 10.0)
    yield Curve("copeland", "Copeland's rule on 10 indicators", "units", points)
