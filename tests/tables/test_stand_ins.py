"""Nines are told of where nothing else lies below zero, or near them, and no edition says how far a column goes."""

from __future__ import annotations

from pathlib import Path

import pytest

import dtiscore

EDITION = """id: w
title: W
authority: {decision: d, issuer: i, source: s}
publish: {as: score, decimals: 2}
rank: {on: full}
missing: no-score
columns: [{header: q, min: -1000}]
index:
  code: W
  aggregate: sum
  children: [{code: p, rule: {kind: identity}}, {code: q, rule: {kind: identity}}]
"""


def told(
    p: list[str], q: list[str], folder: Path, **reading: object
) -> list[tuple[str, int | None, int | None]]:
    (folder / "w.yaml").write_text(EDITION, encoding="utf-8")
    rows = [f"{unit},{one},{other}" for unit, one, other in zip("abcde", p, q, strict=False)]
    (folder / "t.csv").write_text("\n".join(["unit,p,q", *rows, ""]), encoding="utf-8")
    validation = dtiscore.validate(folder / "t.csv", folder / "w.yaml", **reading)  # type: ignore[arg-type]  # a Reading
    return [(each.code, each.place.line, each.place.column) for each in validation.problems]


@pytest.mark.parametrize(
    "p",
    [
        ["-999", "5", "7"],
        ["-99.0", "0.5", ""],
        ["-9999", "1e3", "-9999"],
        ["-9", "5", "-8"],
        ["-88", "5", "7"],
        ["-8888", "5", "-7777"],  # of the EPI: no such thing there, and not collected
        ["-777", "5", "7"],
    ],
)
def test_nines_below_zero_are_told_of_once_a_column(p: list[str], tmp_path: Path) -> None:
    assert told(p, ["1", "2", "3"], tmp_path) == [("perhaps-missing", 2, 2)]


@pytest.mark.parametrize(
    "p",
    [
        ["-999", "-5", "7"],
        ["-9", "5", "7"],
        ["999", "5", "120"],
        ["-999", "", ""],
        ["-998", "5", "7"],
        ["-9", "-6", "7"],
    ],
)
def test_other_columns_are_not(p: list[str], tmp_path: Path) -> None:
    assert told(p, ["1", "2", "3"], tmp_path) == []


def test_an_edition_that_says_how_low_a_column_goes_knows_them(tmp_path: Path) -> None:
    assert told(["1", "2", "3"], ["1", "-999", "3"], tmp_path) == []


def test_each_text_is_named_as_it_is_to_be_declared(tmp_path: Path) -> None:
    told(["-99", "5", "-999.0"], ["1", "2", "3"], tmp_path)
    validation = dtiscore.validate(tmp_path / "t.csv", tmp_path / "w.yaml")
    (problem,) = validation.problems
    assert (
        problem.message
        == 'are the only 2 numbers below zero of their column, and such numbers often stand for "no value"'
    )
    assert str(problem.fix).startswith("declare --missing -99 --missing -999.0 if there is no value; ")
    assert told(["-99", "5", "-999.0"], ["1", "2", "3"], tmp_path, missing=["-99", "-999.0"]) == []


@pytest.mark.parametrize(
    ("p", "lines"),
    [
        (["999", "5", "7"], [2]),
        (["5", "999", "999"], [3]),
        (["99", "0.5", "11"], [2]),
        (["99", "60", "12"], []),
        (["999", "500", "7"], []),
        (["998", "5", "7"], []),
        (["999", "0", "0"], []),
        (["999", "", ""], []),
    ],
)
def test_nines_far_above_all_others_are_told_of(p: list[str], lines: list[int], tmp_path: Path) -> None:
    assert told(p, ["1", "2", "3"], tmp_path) == [("perhaps-missing", line, 2) for line in lines]
    without = [("no-figures", 1, 2)] if p[1:] == ["", ""] else []
    assert told(p, ["1", "2", "3"], tmp_path, missing=["999", "99"]) == without


def test_an_edition_that_says_how_high_a_column_goes_has_no_stand_in_there(tmp_path: Path) -> None:
    edition = tmp_path / "high.yaml"
    edition.write_text(EDITION.replace("min: -1000", "max: 1000"), encoding="utf-8")
    table = tmp_path / "high.csv"
    table.write_text("unit,p,q\na,1,999\nb,2,3\n", encoding="utf-8")
    assert dtiscore.validate(table, edition).problems == []
