"""Points where an edition reads shares: told where per cent explain the cells less well, and never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.first_hour.offices import OWN_INDEX, plain_marks
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import Problem
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.questions.score.streaming import score_stream
from dtiscore.tables.points_columns import columns_in_points

OF_200 = {"hoat_dong_chinh_quyen_so": 200.0}
OF_100 = {"nhan_thuc_so": 100.0}


@pytest.mark.parametrize(
    ("highest", "found"),
    [
        ({"nhan_thuc_so": 95.8, "hoat_dong_chinh_quyen_so": 161.2}, OF_100 | OF_200),
        ({"nhan_thuc_so": 0.9, "hoat_dong_chinh_quyen_so": 161.2}, OF_100 | OF_200),
        ({"nhan_thuc_so": 95.8, "hoat_dong_chinh_quyen_so": 80.0}, {}),  # per cent as well
        ({"nhan_thuc_so": 95.8, "hoat_dong_chinh_quyen_so": 280.0}, {}),  # beyond the maximum
        ({"nhan_thuc_so": 0.9, "hoat_dong_chinh_quyen_so": 0.5}, {}),
        ({}, {}),
    ],
)
def test_points_of_a_decision(highest: dict[str, float], found: dict[str, float]) -> None:
    assert columns_in_points(load_methodology("dti-province-2022"), highest) == found


def test_maxima_below_a_hundred_are_points_where_several_say_so() -> None:
    """Of 20 and 30 points, no unit would have less than 20 and 30 per cent everywhere."""
    rule = {"kind": "fraction"}
    children = [{"code": "A", "points": 20, "rule": rule}, {"code": "B", "points": 30, "rule": rule}]
    index = {"code": "I", "aggregate": "points", "children": children}
    made = Methodology.model_validate({**HEAD, "index": index})
    assert columns_in_points(made, {"A": 19.5, "B": 28.0}) == {"A": 20.0, "B": 30.0}
    assert columns_in_points(made, {"A": 19.5}) == {}
    assert columns_in_points(made, {"A": 19.5, "B": 56.0}) == {}


def test_points_under_a_rule_with_a_cap_are_no_full_marks_in_silence(run: Run, tmp_path: Path) -> None:
    """Every unit would earn the whole of each indicator, with exit 0."""
    (tmp_path / "w.yaml").write_text(
        OWN_INDEX.replace("{kind: identity}", "{kind: fraction, cap: true}"), "utf-8"
    )
    (tmp_path / "t.csv").write_text(plain_marks(), "utf-8")
    scored = run("score", "t.csv", "-w", "w.yaml", "-f", "csv", cwd=tmp_path)
    assert scored.returncode == 0
    assert "all-capped (warning)" in scored.stderr
    told = run("doctor", "t.csv", "-w", "w.yaml", "-f", "json", cwd=tmp_path).stdout
    assert json.loads(told)["suggested"][0]["command"] == "dtiscore init t.csv --from w.yaml"
    # Where one unit has less than the whole, a cap is what it says.
    lower = plain_marks().splitlines()
    lower[1] = "Sở Tài chính" + ",0.5" * 6
    (tmp_path / "t.csv").write_text("\n".join(lower) + "\n", "utf-8")
    assert "all-capped" not in run("score", "t.csv", "-w", "w.yaml", cwd=tmp_path).stderr


CURVE = {"kind": "piecewise-linear", "points": [[0, 0], [1, 1]]}


@pytest.mark.parametrize(
    ("rule", "values", "told"),
    [
        ({"kind": "goalposts", "low": 0, "high": 1}, [10, 20, 90], "more than 1,"),
        ({"kind": "goalposts", "low": 0, "high": 1, "direction": "down"}, [10, 20, 90], "more than 1,"),
        (
            {"kind": "goalposts", "low": 100, "high": 75000, "transform": "log"},
            [0.5, 8, 75],
            "less than 100,",
        ),
        ({"kind": "goalposts", "low": 0, "high": 1, "clip": "low"}, [10, 20, 90], None),
        ({"kind": "goalposts", "low": 0, "high": 1}, [1, 20, 90], None),
        ({"kind": "goalposts", "low": 0, "high": 1}, [10, 20, None], None),
        (CURVE, [10, 20, 90], "more than 1,"),
        ({"kind": "identity"}, [10, 20, 90], None),
    ],
)
def test_values_beyond_an_end_of_their_rule_are_told(
    tmp_path: Path, rule: dict[str, Any], values: list[float | None], told: str | None
) -> None:
    """Per cent under goalposts of 0 and 1 are all at full marks, whoever they are."""
    index = {"code": "I", "aggregate": "arithmetic", "children": [indicator("a", rule=rule), indicator("b")]}
    made = {**HEAD, "missing": "no-score", "index": index}
    table = tmp_path / "t.csv"
    cells = ["" if value is None else f"{value:g}" for value in values]
    table.write_text(
        "unit,a,b\n" + "".join(f"{unit},{cell},1\n" for unit, cell in zip("UVW", cells, strict=True))
    )
    of_all = dtiscore.score(table, made).warnings
    edition = tmp_path / "w.json"
    edition.write_text(json.dumps(made))
    of_pieces = score_stream(table, str(edition), tmp_path / "o.csv", block_bytes=8).warnings
    for warnings in (of_all, of_pieces):
        found = [problem.message for problem in warnings if problem.code == "all-capped"]
        assert [told in message for message in found] == [True] if told else found == []


@pytest.mark.parametrize(
    ("of", "unit", "cells", "percent", "told"),
    [
        (100, "%", ["0.32", "0.6", "1"], False, True),
        (100, "%", ["0.32", "0.6", "1"], True, False),
        (100, None, ["0.32", "0.6", "1"], False, True),
        (100, "people", ["0.32", "0.6", "1"], False, True),
        (100, "%", ["0.32", "0.6", "1.2"], False, False),
        (100, "%", ["0.32%", "0.6%", "0.9%"], False, False),
        (100, "%", ["0", "0", "0"], False, False),
        (50, None, ["0.32", "0.6", "1"], False, False),
        (60, None, ["30%", "6%", "56%"], True, True),  # 0.3 of 60
        (1, None, ["0.001", "0.002", "0.01"], False, False),
    ],
)
def test_fractions_where_more_than_1_earns_all_are_told(
    tmp_path: Path, of: int, unit: str | None, cells: list[str], percent: bool, told: bool
) -> None:
    """A year that has 0.32 where the one before has 32 lost thirty points of each unit without a word."""
    rule = {"kind": "fraction", "of": of}
    index = {"code": "I", "aggregate": "arithmetic", "children": [indicator("a", rule=rule), indicator("b")]}
    edition = tmp_path / "w.json"
    columns = [] if unit is None else [{"header": "a", "unit": unit}]
    edition.write_text(json.dumps({**HEAD, "columns": columns, "index": index}))
    table = tmp_path / "t.csv"
    table.write_text(
        "unit,a,b\n" + "".join(f"{unit},{cell},1\n" for unit, cell in zip("UVW", cells, strict=True))
    )
    declared = ["a"] if percent else []
    found = [dtiscore.score(table, edition, percent=declared).warnings]
    if "%" not in cells[0]:  # which is streamed where it is declared alone
        found.append(
            score_stream(table, str(edition), tmp_path / "o.csv", block_bytes=8, percent=declared).warnings
        )
    for warnings in found:
        fixes = [str(problem.fix) for problem in warnings if problem.code == "all-hundredths"]
        assert len(fixes) == told
        if told:
            assert ("--percent a" in fixes[0]) == (of == 100 and unit != "people")


def test_a_sign_of_per_cent_is_seen_wherever_the_first_number_stands(tmp_path: Path) -> None:
    """The first period has its first number below that of the second."""
    index = {
        "code": "I",
        "aggregate": "arithmetic",
        "children": [indicator("a", rule={"kind": "fraction", "of": 100})],
    }
    edition, table = tmp_path / "w.json", tmp_path / "t.csv"
    made = {**HEAD, "layout": {"period": "year"}, "missing": "no-score", "index": index}
    edition.write_text(json.dumps({**made, "columns": [{"header": "a", "unit": "%"}]}))
    rows = [
        "U,2021,",
        "U,2022,0.3%",
        "V,2022,0.6%",
        "W,2022,0.9%",
        "V,2021,0.2%",
        "W,2021,0.4%",
        "X,2021,0.5%",
    ]
    table.write_text("\n".join(["unit,year,a", *rows, ""]))
    assert not dtiscore.score(table, edition).warnings


def test_pieces_tell_of_them_too(tmp_path: Path) -> None:
    """Which needs all pieces: where the first number of the column is, and that none is below the whole."""
    edition = tmp_path / "w.yaml"
    edition.write_text(OWN_INDEX.replace("{kind: identity}", "{kind: fraction, cap: true}"), "utf-8")
    table = tmp_path / "t.csv"

    def told(block_bytes: int) -> list[Problem]:
        done = score_stream(table, str(edition), tmp_path / "o.csv", block_bytes=block_bytes)
        return [problem for problem in done.warnings if problem.code == "all-capped"]

    table.write_text(plain_marks(), "utf-8")
    card = dtiscore.score(table, edition)
    assert len(card.warnings) == 6
    assert told(60) == told(60_000) == list(card.warnings)
    # The last unit has less than the whole in one of the columns.
    rows = plain_marks().splitlines()
    rows[-1] = rows[-1].rpartition(",")[0] + ",0.5"
    table.write_text("\n".join(rows) + "\n", "utf-8")
    assert len(told(60)) == 5
