"""``dtiscore report`` of periods that rank other units: what its sentences and figures say is true of the list that they stand on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

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
BEFORE = {"Ann": (60, 60), "Bob": (50, 50), "Cyd": (40, 40), "Dan": (30, 30)}
NOW = {"Ann": (61, 60), "Bob": (45, 50), "Cyd": (48, 50), "Dan": (30, 31), "Eve": (80, 80), "Fay": (55, 55)}
Scores = dict[str, tuple[float, float]]


@pytest.fixture
def report(run: Run, tmp_path: Path) -> Any:
    """Makes a report of two periods."""

    def made(before: Scores, now: Scores, *more: str) -> str:
        table, weights = tmp_path / "table.csv", tmp_path / "two.yaml"
        rows = [
            f"{unit},{unit},{period},{a},{b}\n"
            for period, units in (("2019", before), ("2022", now))
            for unit, (a, b) in units.items()
        ]
        table.write_text("".join(["code,name,period,a,b\n", *rows]), encoding="utf-8")
        weights.write_text(EDITION, encoding="utf-8")
        done = run("report", table, "-w", weights, *more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return made


def _data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_moves_among_common_units_are_told_among_them(report: Any) -> None:
    """Cyd was third and is second of the four that both periods rank, and fourth of all six."""
    page = report(BEFORE, NOW, "--common-units")
    assert "Furthest up: Cyd, from rank 3 to 2." in page
    assert "are among the 4 units that every period ranks." in page
    cyd = next(unit for unit in _data(page)["units"] if unit["c"] == "Cyd")
    before, _, now = cyd["was"]
    assert (before, now, cyd["r"]) == (3, 2, 4)
    assert before - now == sum(cyd["e"])


def test_who_led_among_common_units_alone_has_not_led(report: Any) -> None:
    page = report(
        {**BEFORE, "Zed": (90, 90)}, {"Ann": (75, 75), "Bob": (70, 70), "Cyd": (40, 40)}, "--common-units"
    )
    assert "Ann leads with 75.0" in page
    assert "in a row" not in page
    assert "It has led" not in page


def test_places_that_new_units_took_are_not_laid_to_those_that_rose_more(report: Any) -> None:
    now = {**{unit: (a + 1, b) for unit, (a, b) in BEFORE.items()}, "Eve": (80, 80), "Fay": (70, 70)}
    page = report(BEFORE, now, "--across-lists")
    assert "4 of the 4 units whose score rose lost places all the same." in page
    assert "others rose more" not in page
    for unit in _data(page)["units"]:
        if "e" in unit:
            before, _, after = unit["was"]
            assert unit["e"] == [0, 0, 0, -2]
            assert before - after == -2


@pytest.mark.parametrize(
    ("scores", "ends"),
    [
        ({"Ann": (9, 1), "Bob": (8, 2), "Cyd": (7, 3)}, (["a", "b"], None, ["b", "a"])),
        ({"Ann": (9, 9), "Bob": (8, 8), "Cyd": (7, 7)}, (None, None, None)),
        ({"Ann": (9, 9), "Bob": (8, 8), "Cyd": (9, 7)}, (None, ["b", "a"], ["a", "b"])),
    ],
)  # fmt: skip
def test_a_part_is_called_best_placed_where_another_is_placed_worse(
    report: Any, scores: Scores, ends: tuple[list[str] | None, ...]
) -> None:
    """Of a unit with one rank in all parts the same part was best and worst."""
    data = _data(report(scores, scores))
    codes = [node["c"] for node in data["nodes"]]
    order = [data["units"][at]["c"] for at in data["shown"]]
    found = dict(zip(order, data["ends"], strict=True))
    told = tuple(None if found[unit] is None else [codes[at] for at in found[unit]] for unit in scores)
    assert told == ends


def test_of_several_that_share_a_place_or_a_move_none_is_named_alone(report: Any) -> None:
    now = {"Ann": (50, 50), "Bob": (90, 90), "Cyd": (20, 20), "Dan": (50, 50)}
    page = report({"Ann": (60, 60), "Bob": (50, 50), "Cyd": (40, 40), "Dan": (30, 30)}, now)
    assert "Bob leads with 90.0, 40.0 ahead of Ann and Dan." in page
    turned = {"Ann": (50, 50), "Bob": (60, 60), "Cyd": (30, 30), "Dan": (40, 40)}
    page = report(BEFORE, turned)
    assert "Furthest up, by 1 place: Bob and Dan." in page
    assert "Furthest down, by 1 place: Ann and Cyd." in page
    assert "Bob leads with 60.0, 10.0 ahead of Ann." in page
