"""Made-up tables and editions of any size, the same at every run."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset

SEED = 20_250_101


def edition(indicators: int, *, group: int = 12) -> dict[str, Any]:
    """Min-max indicators with weights, in groups, in an index: three levels, arithmetic means, ranked in full."""
    weights = np.random.default_rng(SEED).integers(1, 5, indicators).tolist()
    leaves = [
        {"code": f"x{at}", "weight": float(weight), "rule": {"kind": "min-max"}}
        for at, weight in enumerate(weights)
    ]
    groups = [
        {
            "code": f"g{start // group}",
            "weight": 1.0,
            "aggregate": "arithmetic",
            "weights": "relative",
            "children": leaves[start : start + group],
        }
        for start in range(0, indicators, group)
    ]
    return {
        "id": f"made-{indicators}",
        "title": "Made up",
        "authority": {"decision": "none", "issuer": "benchmarks", "source": "benchmarks/made.py"},
        "publish": {"as": "score", "decimals": 4},
        "rank": {"on": "full"},
        "index": {"code": "I", "aggregate": "arithmetic", "weights": "relative", "children": groups},
    }


def methodology(indicators: int) -> Methodology:
    """The edition as a methodology."""
    return methodology_from(edition(indicators))


def columns(units: int, indicators: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Skewed positive values, indicators by units."""
    return np.random.default_rng(SEED).gamma(2.0, 10.0, (indicators, units))


def codes(units: int) -> list[str]:
    """The codes of so many units."""
    return [f"U{at:07d}" for at in range(units)]


def dataset(units: int, indicators: int) -> Dataset:
    """A checked table in memory."""
    return Dataset(
        units=tuple(codes(units)),
        names=({"": "a unit"},) * units,
        periods=(None,) * units,
        groups=(None,) * units,
        ranked=np.ones(units, dtype=np.bool_),
        numbers={f"x{at}": column for at, column in enumerate(columns(units, indicators))},
        outcomes={},
        supplied={},
        raw=RawTable("made up", (), units),
    )


def files(folder: Path, units: int, indicators: int, *, decimals: int | None = None) -> tuple[Path, Path]:
    """A CSV table and a weighting file in a folder; the numbers in full unless ``decimals`` are given."""
    numbers = columns(units, indicators).T.tolist()
    written = numbers if decimals is None else [[f"{x:.{decimals}f}" for x in row] for row in numbers]
    table, weights = folder / f"{units}x{indicators}.csv", folder / f"made-{indicators}.yaml"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", *(f"x{at}" for at in range(indicators))])
        for code, row in zip(codes(units), written, strict=True):
            writer.writerow([code, *row])
    weights.write_text(_yaml(edition(indicators)), encoding="utf-8")
    return table, weights


def _yaml(edition: dict[str, Any]) -> str:
    """A weighting file as people write it: one line for each indicator."""
    index = edition["index"]
    lines = [f"{key}: {json.dumps(value)}" for key, value in edition.items() if key != "index"]
    lines += ["index:", "  code: I", "  aggregate: arithmetic", "  weights: relative", "  children:"]
    for group in index["children"]:
        lines += [f"    - code: {group['code']}", f"      weight: {group['weight']}"]
        lines += ["      aggregate: arithmetic", "      weights: relative", "      children:"]
        lines += [
            f"        - {{code: {leaf['code']}, weight: {leaf['weight']}, rule: {{kind: min-max}}}}"
            for leaf in group["children"]
        ]
    return "\n".join(lines) + "\n"
