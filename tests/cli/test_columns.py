"""The columns of every output for programs: of the edition and of what is asked, whatever values a table holds."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from tests.conftest import Run

EDITION = """
id: made
title: {en: Made}
authority: {decision: "1", issuer: a, source: b}
missing: {kind: reweight, min_share: 0.1}
publish: {decimals: 2}
rank: {on: published, ties: min}
bands: {kind: cuts, on: published, cuts: [{code: high, at_least: 0.5}, {code: low}]}
index:
  code: I
  aggregate: arithmetic
  weights: equal
  children:
    - code: P
      aggregate: arithmetic
      weights: equal
      children:
        - {code: a, rule: {kind: goalposts, low: 0, high: 10}}
        - {code: b, rule: {kind: goalposts, low: 0, high: 10}}
    - code: Q
      aggregate: arithmetic
      weights: equal
      children:
        - {code: c, rule: {kind: goalposts, low: 0, high: 10}}
        - {code: d, rule: {kind: goalposts, low: 0, high: 10}}
views:
  - {code: V, of: [a, c], aggregate: arithmetic}
"""
LINES = (
    "score panel.csv --level all --ranks",
    "score 2.csv --previous 1.csv --level indicators",
    "compare 1.csv 2.csv",
    "whatif 1.csv --value u1:c=7",
    "whatif 1.csv --weight P=0.7 --rescale",
    "diff 1.csv 2.csv",
    "explain 1.csv --unit u1",
    "league 1.csv --indicator c",
    "profile 1.csv --top 3 --level all",
    "trend panel.csv",
    "trend panel.csv --show spread",
    "backcast panel.csv",
    "improve 1.csv --unit u1 --to-score 0.99",
    "robustness 1.csv --draws-count 10",
    "robustness 1.csv --draws-count 10 --show pairs",
    "robustness 1.csv --show removal",
    "diagnose 1.csv",
)


def folder(place: Path, seed: int, *, without: str) -> Path:
    """Tables of two periods and both, with other values for each seed and none in some columns."""
    place.mkdir()
    drawn = random.Random(seed)
    (place / "e.yaml").write_text(EDITION, encoding="utf-8")
    head, rows = "unit,year,a,b,c,d\n", {}
    for year in (1, 2):
        cells = [["" if code in without else str(drawn.randint(0, 10)) for code in "abcd"] for _ in range(8)]
        rows[year] = "".join(f"u{at},{2020 + year},{','.join(row)}\n" for at, row in enumerate(cells))
        (place / f"{year}.csv").write_text(head + rows[year], encoding="utf-8")
    (place / "panel.csv").write_text(head + rows[1] + rows[2], encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    place = tmp_path_factory.mktemp("tables")
    return [folder(place / "full", 1, without=""), folder(place / "part", 2, without="ab")]


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_columns_are_the_same_whatever_values_there_are(run: Run, folders: list[Path], line: str) -> None:
    found = []
    for place in folders:
        done = run(*line.split(), "-w", "e.yaml", "-q", "-f", "csv", cwd=place)
        assert done.returncode == 0, done.stderr
        found.append(next(csv.reader(io.StringIO(done.stdout))))
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_so_are_their_types_in_parquet(run: Run, folders: list[Path], line: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    found = []
    for place in folders:
        done = run(*line.split(), "-w", "e.yaml", "-q", "-o", "x.parquet", cwd=place)
        assert done.returncode == 0, done.stderr
        schema = parquet.read_schema(place / "x.parquet")
        found.append(dict(zip(schema.names, map(str, schema.types), strict=True)))
    assert found[0] == found[1]
