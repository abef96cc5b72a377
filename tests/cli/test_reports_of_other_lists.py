"""``dtiscore report`` of periods that rank other units: what its sentences say is true of the list that they stand on."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run

EDITION = """\
id: two
title: Two
authority: {decision: none, issuer: the tests, source: made up}
publish: {as: score, decimals: 1}
rank: {on: full}
missing: no-score
index:
  code: T
  aggregate: arithmetic
  weights: equal
  children:
    - {code: a, rule: {kind: identity}}
    - {code: b, rule: {kind: identity}}
"""
TABLE = """\
unit,year,a,b
Ann,2019,60,60
Bob,2019,50,50
Cyd,2019,40,40
Dan,2019,30,30
Ann,2022,61,60
Bob,2022,45,50
Cyd,2022,48,50
Dan,2022,30,31
Eve,2022,80,80
Fay,2022,55,55
"""


def test_moves_among_common_units_are_told_among_them(run: Run, tmp_path: Path) -> None:
    """Cyd was third and is second of the four that both periods rank, and fourth of all six."""
    table, weights = tmp_path / "table.csv", tmp_path / "two.yaml"
    table.write_text(TABLE, encoding="utf-8")
    weights.write_text(EDITION, encoding="utf-8")
    done = run("report", table, "-w", weights, "--common-units")
    assert done.returncode == 0, done.stderr
    assert "Furthest up: Cyd, from rank 3 to 2." in done.stdout
