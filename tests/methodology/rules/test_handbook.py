"""Table 15 of the OECD/JRC Handbook: eleven normalisations of the years of schooling of 23 countries."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.methodology.rules.columns import alone, rule

NORMALISATIONS: dict[str, tuple[dict[str, Any], float, float]] = {
    # column of the table: the rule, what its outcome is multiplied by there, half of the last printed decimal
    "rank": ({"kind": "rank", "ties": "min"}, 1, 0),
    "z": ({"kind": "z-score", "divisor": "sample"}, 1, 0.005),
    "minmax": ({"kind": "min-max"}, 1, 0.005),
    "ratio_mean": ({"kind": "relative-to", "figure": "mean"}, 1, 0.005),
    "ratio_best": ({"kind": "fraction-of-maximum"}, 1, 0.005),
    "ratio_worst": ({"kind": "relative-to", "figure": "minimum"}, 1, 0.005),
    "diff_mean": ({"kind": "relative-to", "figure": "mean", "form": "difference"}, 1, 0.005),
    "diff_worst": ({"kind": "relative-to", "figure": "minimum", "form": "difference"}, 1, 0.005),
    "above_below": ({"kind": "above-mean", "threshold": 0.2}, 1, 0),
    "percentile": ({"kind": "percentile-rank", "of": "all", "ties": "min"}, 100, 0.05),
    "categorical": ({"kind": "categorical"}, 100, 1e-12),
}


@pytest.fixture(scope="module")
def table(shared_data: Path) -> list[dict[str, str]]:
    path = shared_data / "indices" / "tai_handbook" / "published_schooling_normalised.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", NORMALISATIONS)
def test_every_country_is_as_printed(name: str, table: list[dict[str, str]]) -> None:
    parameters, times, half = NORMALISATIONS[name]
    schooling = [float(row["schooling"]) for row in table]
    found = alone(rule(**parameters), *schooling)
    assert len(found) == 23
    for row, score in zip(table, found, strict=True):
        assert score is not None
        assert score * times == pytest.approx(float(row[name]), abs=half + 1e-9, rel=0), row["unit_id"]


def test_all_eleven_are_covered(table: list[dict[str, str]]) -> None:
    assert set(table[0]) - {"unit_id", "schooling"} == set(NORMALISATIONS)
