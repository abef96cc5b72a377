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


FIRST_PERIOD = 1_000
"""The first of the periods of a panel, of as many digits as its last."""


def panel(folder: Path, units: int, indicators: int, periods: int) -> tuple[Path, Path]:
    """The same of several periods, in a column of years; numbers of four decimals."""
    table, weights = folder / f"{units}x{indicators}x{periods}.csv", folder / f"made-{indicators}-panel.yaml"
    numbers = columns(units * periods, indicators).T.tolist()
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "year", *(f"x{at}" for at in range(indicators))])
        for at, row in enumerate(numbers):
            writer.writerow([f"U{at % units:07d}", FIRST_PERIOD + at // units, *(f"{x:.4f}" for x in row)])
    weights.write_text(_yaml({"layout": {"period": "year"}, **edition(indicators)}), encoding="utf-8")
    return table, weights


def lists_of_units(folder: Path, units: int) -> tuple[Path, Path, Path]:
    """A list of units, the one that follows it, in which every two have become one, and a table on the first."""
    old, new, table = folder / "old.yaml", folder / "new.yaml", folder / "areas.csv"
    head = "title: {{en: Areas}}\nsource: benchmarks\nvalid_from: {since}\n"
    lines = [
        "id: old-areas",
        head.format(since='"2000-01-01"') + 'valid_until: "2024-12-31"',
        "successor: new-areas",
    ]
    names = [f"area {' '.join(str(at))}" for at in range(units)]
    lines += [
        "units:",
        *(f"  - {{code: A{at}, name: {name}, successor: N{at // 2}}}" for at, name in enumerate(names)),
    ]
    old.write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["id: new-areas", head.format(since='"2025-01-01"') + "units:"]
    lines += [f"  - {{code: N{at}, name: new {names[at]}}}" for at in range((units + 1) // 2)]
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ["code,x,y", *(f"A{at},{at % 97},{at % 89}" for at in range(units))]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return old, new, table


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
