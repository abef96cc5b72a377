"""Searches over what could be: plans under equal weights, attainable ranks, changes under a geometric mean; each against a score."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import made
from benchmarks.rows import Row, Sizes
from benchmarks.startup import ENTRY
from benchmarks.timing import in_turn, of_process, python

_SEARCHES: Sequence[tuple[str, str, Sequence[str], tuple[int, int], float]] = (
    ("improve under equal weights", "arithmetic", ("improve", "{now}", "--unit", "{last}", "--to-rank", "3"), (60, 12), 6.0),
    ("robustness --show attainable", "arithmetic", ("robustness", "{now}", "--show", "attainable"), (60, 12), 30.0),
    ("robustness --show attainable", "arithmetic", ("robustness", "{now}", "--show", "attainable"), (200, 60), 15.0),
    ("compare under a geometric mean", "geometric", ("compare", "a={now}", "b={then}"), (60, 12), 8.0),
)  # fmt: skip
"""What is searched, the aggregation of the index, the command without its edition, of how many units and indicators, and
how many scores it may take."""


def rows(sizes: Sizes) -> Iterator[Row]:
    """Whole processes over figures of one decimal that go with nothing, the hardest there are among few indicators."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for what, aggregation, command, size, most in _SEARCHES:
            units, indicators = size if sizes.runs > 1 else (8, 3)
            now, then = (_figures(units, indicators, seed) for seed in (1, 2))
            last = made.codes(units)[int(now.sum(axis=1).argmin())]
            names = {
                "now": _table(folder / "now.csv", now),
                "then": _table(folder / "then.csv", then),
                "last": last,
            }
            edition = folder / f"{aggregation}.json"
            edition.write_text(json.dumps(_edition(aggregation, indicators)), encoding="utf-8")
            options = ("-w", str(edition), "-f", "json", "-o", str(folder / "found.json"))
            ours = python(*ENTRY, *(word.format(**names) for word in command), *options)
            score = python(*ENTRY, "score", names["now"], *options)
            first, other, ratio = in_turn(partial(of_process, ours), partial(of_process, score), sizes.runs)
            note = f"{first.cpu:.2f} s against {other.cpu:.2f} s CPU"
            yield Row(
                "searches", f"{what}, {units} x {indicators}, against score", ratio, "times", most, note
            )


def _figures(units: int, indicators: int, seed: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Figures from 0 to 100, units by indicators."""
    return np.random.default_rng([made.SEED, seed]).uniform(0, 100, (units, indicators)).round(1)


def _table(file: Path, figures: np.ndarray[Any, np.dtype[np.float64]]) -> str:
    """The figures as a file, which is returned."""
    units, indicators = figures.shape
    headings = ",".join(["unit", *(f"x{at}" for at in range(indicators))])
    lines = [
        f"{code},{','.join(map(str, row))}"
        for code, row in zip(made.codes(units), figures.tolist(), strict=True)
    ]
    file.write_text("\n".join([headings, *lines, ""]), encoding="utf-8")
    return str(file)


def _edition(aggregation: str, indicators: int) -> dict[str, object]:
    """Goalposts with equal weights in one mean: every point takes the same effort, and none is worth a round number."""
    children = [
        {
            "code": f"x{at}",
            "weight": 1.0,
            "rule": {"kind": "goalposts", "low": -1.0 - at, "high": 100.7 + at / 3},
        }
        for at in range(indicators)
    ]
    index = {"code": "I", "aggregate": aggregation, "weights": "relative", "children": children}
    return {**made.edition(indicators), "id": f"made-{aggregation}", "scale": 100.0, "index": index}
