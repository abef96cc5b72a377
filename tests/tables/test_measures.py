"""Panels of which a period is in another unit of measure: told of the period, in memory and piece by piece."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import Problem
from dtiscore.inputs.moves import moves_of
from dtiscore.questions.score.streaming import score_stream
from dtiscore.tables.raw import LateCells

GOALPOSTS = {"kind": "goalposts", "low": 1, "high": 10_000, "clip": True}
MIN_MAX = {"kind": "min-max"}


def warnings_of(tmp_path: Path, rows: str, edition: dict[str, Any]) -> list[tuple[str, str, int | None]]:
    """The warnings of a panel, with their codes and lines; in pieces of a row or two as in memory."""
    table, weights = tmp_path / "t.csv", tmp_path / "w.json"
    table.write_text("unit,year,a\n" + rows.replace(" ", "\n") + "\n")
    weights.write_text(json.dumps(edition))
    of_all = dtiscore.score(table, weights).warnings
    of_pieces = score_stream(table, str(weights), tmp_path / "o.csv", block_bytes=8).warnings
    told, too = (
        [
            (problem.code, str(problem.message), problem.place.line)
            for problem in warnings
            if problem.code in ("measure-changed", "all-capped", "all-hundredths")
        ]
        for warnings in (of_all, of_pieces)
    )
    assert told == too
    return told


def edition_of(rule: dict[str, Any], **rest: Any) -> dict[str, Any]:
    index = {"code": "I", "aggregate": "arithmetic", "children": [indicator("a", rule=rule)]}
    return {**HEAD, "layout": {"period": "year"}, "index": index, **rest}


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("3.3 6.1 9.2", None),
        ("330 610 920", "the numbers of 2022 are about 100 times those of 2021"),
        ("3300 6100 9200", "the numbers of 2022 are about 1000 times those of 2021"),
        ("0.033 0.061 0.092", "the numbers of 2021 are about 100 times those of 2022"),
        ("33 61 92", None),  # what grows tenfold may have grown
        ("3300 6.1 9.2", None),  # one unit alone
        ("-3300 6100 15000", None),
        ("3300 6100 ", None),  # two units tell little
    ],
)
def test_numbers_that_are_of_another_size_than_the_period_before(
    tmp_path: Path, later: str, told: str | None
) -> None:
    """Thousands beside ones: every unit moved by what a clerk typed, and no word of it."""
    cells = [f"{unit},2022,{cell}" for unit, cell in zip("UVW", later.split(" "), strict=True)]
    rows = " ".join(["W,2021,9", *cells, "U,2021,3.2 V,2021,6"])
    lasting = edition_of({**GOALPOSTS, "low": 0.01}, missing="no-score")
    found = [
        (message, line)
        for code, message, line in warnings_of(tmp_path, rows, lasting)
        if code == "measure-changed"
    ]
    first_of_2022 = 3
    assert found == ([] if told is None else [(told, first_of_2022)])


@pytest.mark.parametrize(
    ("frame", "rule", "told"),
    [
        ("period", MIN_MAX, False),  # each period is scaled to its own ends
        ("all", MIN_MAX, True),
        ("period", GOALPOSTS, True),
    ],
)
def test_what_each_period_is_scaled_to_anew_may_be_of_any_size(
    tmp_path: Path, frame: str, rule: dict[str, Any], told: bool
) -> None:
    rows = "U,2021,3 V,2021,6 W,2021,9 U,2022,3300 V,2022,6100 W,2022,9200"
    found = warnings_of(tmp_path, rows, edition_of(rule, frame=frame))
    assert ("measure-changed" in {code for code, _, _ in found}) == told


def test_one_period_of_fractions_is_told_among_others_of_per_cent(tmp_path: Path) -> None:
    rows = "U,2021,32 V,2021,60 W,2021,90 U,2022,.33 V,2022,.61 W,2022,.92 U,2023,34 V,2023,62 W,2023,93"
    found = warnings_of(tmp_path, rows, edition_of({"kind": "fraction", "of": 100}))
    message = "in 2022, every unit has at most 1, where 100 earns all"
    assert found == [("all-hundredths", message, 5)]


def test_one_period_beyond_an_end_is_told_among_others_within(tmp_path: Path) -> None:
    rows = "U,2021,32 V,2021,60 W,2021,90 U,2022,.33 V,2022,.61 W,2022,.92"
    found = warnings_of(tmp_path, rows, edition_of(GOALPOSTS))
    message = "in 2022, every unit has less than 1, below which nothing changes the score"
    assert found == [("all-capped", message, 5)]
    of_both = warnings_of(tmp_path, rows.replace("2021,", "2021,0.00"), edition_of(GOALPOSTS))
    assert of_both == [("all-capped", "every unit has less than 1, below which nothing changes the score", 2)]


def test_tables_that_are_compared_are_told_like_periods_of_one(tmp_path: Path) -> None:
    """Whichever way two periods come together: each as a file, or one beside a panel of the years before."""
    weights = tmp_path / "w.json"
    weights.write_text(json.dumps(edition_of({**GOALPOSTS, "low": 0.01})))
    years = {"2020": "3.1 5.8 8.8", "2021": "3.2 6 9", "2022": "3300 6100 9200"}
    rows = {
        year: "".join(f"{unit},{year},{cell}\n" for unit, cell in zip("UVW", cells.split(), strict=True))
        for year, cells in years.items()
    }
    for name, of_years in (("2020-21", ["2020", "2021"]), ("2021", ["2021"]), ("2022", ["2022"])):
        (tmp_path / f"{name}.csv").write_text("unit,year,a\n" + "".join(rows[year] for year in of_years))
    panel = tmp_path / "all.csv"
    panel.write_text("unit,year,a\n" + "".join(rows.values()))
    before, earlier, now = (tmp_path / f"{name}.csv" for name in ("2021", "2020-21", "2022"))
    told = [
        dtiscore.compare(before, now, weights).warnings,
        dtiscore.compare(panel, weights=weights).warnings,
        dtiscore.trend([before, now], weights).warnings,
        dtiscore.trend([panel], weights).warnings,
        *(moves_since(previous, now, weights) for previous in (before, earlier)),
    ]
    for warnings in told:
        found = [str(problem.message) for problem in warnings if problem.code == "measure-changed"]
        assert found == ["the numbers of 2022 are about 1000 times those of 2021"]


def moves_since(previous: Path, table: Path, weights: Path) -> Sequence[Problem]:
    """The warnings about the moves of a table since another one."""
    return moves_of([dtiscore.score(table, weights)], previous, weights, {})[0].warnings


def test_tables_of_no_period_are_told_by_their_files(tmp_path: Path) -> None:
    index = {"code": "I", "aggregate": "arithmetic", "children": [indicator("a", rule=GOALPOSTS)]}
    weights = tmp_path / "w.json"
    weights.write_text(json.dumps({**HEAD, "index": index}))
    one, other = (tmp_path / name / "t.csv" for name in ("one", "other"))
    for table, cells in zip((one, other), ("3.2 6 9", "3300 6100 9200"), strict=True):
        table.parent.mkdir()
        rows = (f"{unit},{cell}\n" for unit, cell in zip("UVW", cells.split(), strict=True))
        table.write_text("unit,a\n" + "".join(rows))
    (problem,) = dtiscore.compare(one, other, weights).warnings
    assert problem.message == f"the numbers of {other} are about 1000 times those of {one}"
    assert not dtiscore.compare(one, one, weights).warnings


def test_what_editions_read_otherwise_may_be_of_another_size(tmp_path: Path) -> None:
    rows = {"2021": "32 60 90", "2022": "0.33 0.61 0.92"}
    editions, tables = [], []
    for (year, cells), whole in zip(rows.items(), (100, 1), strict=True):
        made = edition_of({"kind": "fraction", "of": whole}) | {"id": f"e-{year}"}
        editions.append(tmp_path / f"{year}.json")
        editions[-1].write_text(json.dumps(made))
        tables.append(tmp_path / f"{year}.csv")
        of_year = (f"{unit},{year},{cell}\n" for unit, cell in zip("UVW", cells.split(), strict=True))
        tables[-1].write_text("unit,year,a\n" + "".join(of_year))
    assert not dtiscore.compare(tables[0], tables[1], editions[0], editions[1]).warnings
    told = {problem.code for problem in dtiscore.compare(tables[0], tables[1], editions[0]).warnings}
    assert told == {"all-hundredths"}  # which alone tells it


@pytest.mark.parametrize("least", ["5e-324", "1e-300"])
def test_numbers_of_any_size_are_looked_at(tmp_path: Path, least: str) -> None:
    rows = f"U,2021,0 V,2021,0 W,2021,{least} U,2022,1 V,2022,2 W,2022,3"
    assert {code for code, *_ in warnings_of(tmp_path, rows, edition_of(GOALPOSTS))} == {"all-capped"}


def test_no_cell_is_read_anew_for_a_warning_that_nobody_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block of text was parted anew for each period and column: a table of 2,000 periods took minutes for seconds."""
    asked: list[int] = []
    fetched = LateCells.__getitem__

    def counted(cells: LateCells, at: int) -> str:
        asked.append(at)
        return fetched(cells, at)

    monkeypatch.setattr(LateCells, "__getitem__", counted)
    table, weights = tmp_path / "t.csv", tmp_path / "w.json"
    rows = (
        f"{unit},{year},{year % 7 + at}.5\n" for year in range(1000, 1200) for at, unit in enumerate("UVW")
    )
    table.write_text("unit,year,a\n" + "".join(rows))
    weights.write_text(json.dumps(edition_of(GOALPOSTS)))
    score_stream(table, str(weights), tmp_path / "o.csv")
    assert len(asked) < 50
