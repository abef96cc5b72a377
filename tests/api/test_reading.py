"""What is declared about a table: every declaration known, no text taken letter by letter, numbers as they are."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import InvalidData, UsageFault

WEIGHTS: dict[str, Any] = {
    **HEAD,
    "missing": "no-score",
    "index": {
        "code": "M",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [
            indicator("a"),
            indicator("b"),
        ],
    },
}


def test_a_misspelt_declaration_is_refused() -> None:
    frame = pd.DataFrame({"unit": ["x"], "a": [45], "b": [2]})
    with pytest.raises(UsageFault, match="no declaration persent") as caught:
        dtiscore.score(frame, WEIGHTS, persent=["a"])  # type: ignore[call-arg]  # the mistake that is tested
    assert caught.value.fix == "did you mean percent?"


def test_one_text_may_stand_alone() -> None:
    frame = pd.DataFrame(
        {"unit": ["x", "y", "Tổng"], "a": ["n/a", "1", "2"], "b": [50, 60, 70], "g": list("pqp")}
    )
    card = dtiscore.score(frame, WEIGHTS, missing="n/a", percent="b", ignore_units="Tổng", by="g")
    assert card.dataset.units == ("x", "y")
    assert card.dataset.groups == ("p", "q")
    assert card.dataset.numbers["b"].tolist() == [0.5, 0.6]
    assert card.nodes["a"].missing.tolist() == [True, False]


@pytest.mark.parametrize("period", [2022, "2022", " 2022 "])
def test_a_period_may_be_a_number(period: int | str) -> None:
    frame = pd.DataFrame({"unit": ["x", "x"], "year": [2022.0, 2023.0], "a": [1, 2], "b": [3, 4]})
    card = dtiscore.score(frame, WEIGHTS, period=period)
    assert card.dataset.periods == ("2022",)
    assert card.index.score.tolist() == [(1 + 3) / 2]


def of_two_years(folder: Path, later: str, *, is_long: bool) -> Path:
    """A table of 2021, whose numbers may be read in two ways, and of 2022."""
    rows = [("x", "2021", "1,234"), ("y", "2021", "2,345"), ("x", "2022", later), ("y", "2022", "5")]
    lines = ["unit;year;a;b", *(f"{unit};{year};{cell};1" for unit, year, cell in rows)]
    if is_long:
        of_each = [f"{unit};{year};a;{cell}\n{unit};{year};b;1" for unit, year, cell in rows]
        lines = ["unit;year;indicator;value", *of_each]
    table = folder / "t.csv"
    table.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return table


@pytest.mark.parametrize("is_long", [False, True])
def test_what_proves_a_number_style_may_stand_in_another_period(tmp_path: Path, is_long: bool) -> None:
    card = dtiscore.score(of_two_years(tmp_path, "52,43", is_long=is_long), WEIGHTS, period="2021")
    assert card.dataset.numbers["a"].tolist() == [1.234, 2.345]
    (warning,) = card.warnings
    assert warning.code == "settled-number-style"
    assert 'settled by "52,43"' in warning.message


@pytest.mark.parametrize("later", ["5,432", "52", "no number"])
def test_what_proves_none_there_leaves_it_open(tmp_path: Path, later: str) -> None:
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(of_two_years(tmp_path, later, is_long=False), WEIGHTS, period="2021")
    assert {problem.code for problem in caught.value.problems} == {"ambiguous-number"}


def of_two_indicators(folder: Path, *others: str) -> Path:
    """A long table of an indicator whose numbers may be read in two ways, and of another one."""
    lines = ["unit;indicator;value", "x;a;1,234", "y;a;2,345"]
    table = folder / "t.csv"
    table.write_text(
        "\n".join([*lines, *(f"{unit};b;{cell}" for unit, cell in zip("xy", others, strict=True)), ""])
    )
    return table


def test_what_proves_a_number_style_may_stand_with_another_indicator_of_a_long_table(tmp_path: Path) -> None:
    card = dtiscore.score(of_two_indicators(tmp_path, "52,43", "7"), WEIGHTS)
    assert card.dataset.numbers["a"].tolist() == [1.234, 2.345]
    (warning,) = card.warnings
    assert (warning.code, warning.place.line) == ("settled-number-style", 2)
    assert 'settled by "52,43" (line 4)' in warning.message


@pytest.mark.parametrize("others", [("5,432", "7"), ("52", "7"), ("0,5", "0.5"), ("0.5", "7")])
def test_what_proves_none_with_another_indicator_leaves_it_open(
    tmp_path: Path, others: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(of_two_indicators(tmp_path, *others), WEIGHTS)
    assert "ambiguous-number" in {problem.code for problem in caught.value.problems}


def test_numbers_of_a_long_frame_keep_their_point() -> None:
    frame = pd.DataFrame({"unit": ["x", "x"], "indicator": ["a", "b"], "value": [1.234, 2.0]})
    card = dtiscore.score(frame, WEIGHTS)
    assert card.warnings == ()
    assert card.index.score.tolist() == [(1.234 + 2.0) / 2]


def test_problems_of_form_and_of_cells_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(b"unit,a,b\nu,x,1\nv,1,2,3\nw,y,2\n")
    problems = dtiscore.validate(table, WEIGHTS).problems
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("undeclared-missing", 2),
        ("ragged-row", 3),
        ("not-a-number", 4),
    ]


def test_a_file_that_holds_no_table_is_a_validation_too(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(b"")
    validation = dtiscore.validate(table, WEIGHTS)
    assert not validation.is_valid
    assert [(p.code, p.place.file, p.place.line) for p in validation.problems] == [
        ("empty-file", str(table), 1)
    ]
    assert (validation.table.source, validation.table.rows) == (str(table), 0)
    with pytest.raises(InvalidData, match="no table can be read"):
        dtiscore.score(table, WEIGHTS)


def test_a_frame_with_one_heading_twice_is_a_validation_too() -> None:
    validation = dtiscore.validate(pd.DataFrame([[1, 2]], columns=["a", "a"]), WEIGHTS)
    assert not validation.is_valid
    assert {problem.code for problem in validation.problems} == {"duplicate-heading", "missing-column"}


@pytest.mark.parametrize("name", ["group", "sheet", "range", "side", "period"])
def test_an_empty_declaration_is_refused(name: str) -> None:
    """Taken for none it would read another sheet, or rank the whole table for a group of it."""
    empty: dict[str, Any] = {name: ""}
    with pytest.raises(UsageFault, match="is empty"):
        dtiscore.score(ROOT / "examples/dti-province/2022.csv", "dti-province-2022", **empty)


@pytest.mark.parametrize(
    ("dropped", "units", "codes"),
    [
        ("Hà Nội", ["Huế", "Vinh"], []),
        (unicodedata.normalize("NFD", "Hà Nội"), ["Huế", "Vinh"], []),
        ("hà nội", ["Hà Nội", "Huế", "Vinh"], ["nothing-screened"]),
        ("Sài Gòn", ["Hà Nội", "Huế", "Vinh"], ["nothing-screened"]),
    ],
)
def test_a_unit_that_screening_leaves_out_is_left_out_or_told_of(
    tmp_path: Path, dropped: str, units: list[str], codes: list[str]
) -> None:
    screen = {"step": "screen", "min_share": 0.5, "drop": [dropped]}
    edition = tmp_path / "w.json"
    edition.write_text(json.dumps({**WEIGHTS, "prepare": [screen]}, ensure_ascii=False), encoding="utf-8")
    frame = pd.DataFrame({"unit": ["Hà Nội", "Huế", "Vinh"], "a": [1, 2, 3], "b": [3, 4, 5]})
    card = dtiscore.score(frame, edition)
    assert [
        unit for unit, score in zip(card.dataset.units, card.index.score, strict=True) if score == score
    ] == units
    assert [warning.code for warning in card.warnings] == codes


def test_of_a_unit_of_another_period_or_one_that_is_ignored_nothing_is_told(tmp_path: Path) -> None:
    screen = {"step": "screen", "min_share": 0.5, "drop": ["z"]}
    frame = pd.DataFrame(
        {"unit": ["x", "z", "x"], "year": ["2021", "2021", "2022"], "a": [1, 2, 3], "b": [3, 4, 5]}
    )
    edition = {**WEIGHTS, "prepare": [screen]}
    assert dtiscore.score(frame, edition, period="2022").warnings == ()
    assert dtiscore.score(frame, edition, ignore_units=["z"]).warnings == ()
