"""One cell's history on a screen and for programs: a line for every stage, in plain words, at any width."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.cells import cell_len
from tests.made import HEAD

import dtiscore
from dtiscore.questions.explain.answer import CellHistory, explain_cell
from dtiscore.questions.explain.shown.cell_history import ShownCellHistory
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms.json_text import to_json
from dtiscore.tables.texts.writing import to_csv

EDITION: dict[str, Any] = {
    **HEAD,
    "title": {"vi": "Chỉ số thử", "en": "Test index"},
    "rank": {"on": "published"},
    "missing": "reweight",
    "scale": 100,
    "prepare": [
        {"step": "derive", "column": "per_head", "formula": "firms / heads"},
        {"step": "impute", "method": "mean", "columns": ["per_head"]},
        {"step": "clip-percentiles", "high": 50, "columns": ["per_head"]},
    ],
    "index": {
        "code": "X",
        "name": {"vi": "Chỉ số", "en": "Index"},
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {
                "code": "F",
                "name": {"vi": "Doanh nghiệp", "en": "Firms"},
                "weight": 1,
                "column": "per_head",
                "rule": {"kind": "min-max", "direction": "down"},
            },
            {"code": "W", "weight": 3, "rule": {"kind": "goalposts", "low": 0, "high": 8}},
        ],
    },
}
LINES = ("unit,name,firms,heads,W", "u,Uông,1,10,6", "v,Vĩnh,,10,", "w,Wan,3,10,", "x,Xuân,9,10,2")
"""Firms per head 0.1, (0.4333), 0.3, 0.9, of which none passes the median 0.3667."""


@pytest.fixture
def card(tmp_path: Path) -> dtiscore.Scorecard:
    path = tmp_path / "data.csv"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return dtiscore.score(path, EDITION)


def history(card: dtiscore.Scorecard, unit: str, cell: str) -> CellHistory:
    return explain_cell(card, card.rows_of(unit)[0], cell)


def short(text: str, card: dtiscore.Scorecard) -> str:
    return text.replace(card.dataset.raw.source, "data.csv")


def lines(card: dtiscore.Scorecard, unit: str, cell: str, language: str = "en") -> list[str]:
    """What happened and the value, without the space between columns."""
    words = [row["words"] for row in ShownCellHistory(history(card, unit, cell)).payload(language)["rows"]]
    return [short(one, card) for one in words]


def test_every_stage_in_words(card: dtiscore.Scorecard) -> None:
    # W is 6 of 8: 75 points of 100. F is 0.1, the lowest: 100. X = (100 + 3 x 75) / 4 = 81.25.
    assert lines(card, "u", "F") == [
        'firms: "1", at data.csv:2:3',
        "a plain number",
        'heads: "10", at data.csv:2:4',
        "a plain number",
        "per_head = firms / heads; with firms 1, heads 10",
        "min-max of per_head, direction down: (max - x) / (max - min); with per_head 0.1, min 0.1, max 0.366667",
        "the share by 100, the scale",
        "to Index (X), which scores 81.25 and where it weighs 25%",
    ]


def test_what_was_filled_in_and_drawn_in_and_weights_in_force(card: dtiscore.Scorecard) -> None:
    told = lines(card, "v", "F")
    assert told[0] == "firms: empty, at data.csv:3:3"
    assert "per_head = firms / heads: no value; with firms -, heads 10" in told
    assert "per_head: impute, columns [per_head], method mean; with value 0.433333" in told
    assert any(
        one.startswith("per_head: clip-percentiles") and one.endswith("; before 0.433333") for one in told
    )
    assert told[-1] == (
        "to Index (X), which scores 0 and where it weighs 100% instead of 25%: parts are missing"
    )


def test_in_vietnamese(card: dtiscore.Scorecard) -> None:
    told = lines(card, "u", "F", "vi")
    assert told[0] == 'firms: "1", tại data.csv:2:3'
    assert told[-1] == "vào Chỉ số (X), có điểm 81,25, với trọng số 25%"
    assert (
        ShownCellHistory(history(card, "u", "F"))
        .screen(Screen(language="vi"))
        .startswith("Uông (u) · Doanh nghiệp (F)\n")
    )


def test_a_screen_in_full(card: dtiscore.Scorecard) -> None:
    # W is 2 of 8: 25 points. F is 0.9, held at 0.366667, the highest: 0. X = 3 x 25 / 4 = 18.75.
    words = lines(card, "x", "W")
    values = ["", "2", "0.25", "25", "18.75"]
    steps = ["in the file", "read as", "rule", "times", "adds"]
    text = ShownCellHistory(history(card, "x", "W")).screen(Screen(1000, language="en"))
    title, _, headings, *told, _, aid = short(text, card).splitlines()
    assert title == "Xuân (x) · W"
    assert headings.split() == ["step", "what", "happened", "value"]
    assert [" ".join(line.split()) for line in told] == [
        f"{step} {word} {value}".strip() for step, word, value in zip(steps, words, values, strict=True)
    ]
    assert words[2] == "goalposts 0 to 8 of W: (x - low) / (high - low); with W 2"
    assert aid.startswith("How to read: from the file at the top")


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_lines_keep_to_the_width_and_values_whole(
    card: dtiscore.Scorecard, width: int, language: str
) -> None:
    text = ShownCellHistory(history(card, "w", "F")).screen(Screen(width, language=language))
    assert max(map(cell_len, text.splitlines())) <= width
    assert ("0,3" if language == "vi" else "0.3") in text


def test_markdown_has_the_same_lines(card: dtiscore.Scorecard) -> None:
    text = ShownCellHistory(history(card, "x", "W")).markdown("en")
    assert text.startswith("### Xuân (x) · W\n\n| step ")
    assert [line.split("|")[-2].strip() for line in text.splitlines() if line.startswith("| ")][2:] == [
        "", "2", "0.25", "25", "18.75",
    ]  # fmt: skip


def test_programs_get_every_stage_in_full(card: dtiscore.Scorecard) -> None:
    payload = json.loads(to_json(ShownCellHistory(history(card, "u", "F")).payload()))
    assert payload["schema"] == "dtiscore/cell-history/1"
    assert (payload["unit"], payload["node"], payload["score"]) == ("u", "F", 100.0)
    rule = next(row for row in payload["rows"] if row["stage"] == "rule")
    assert rule["facts"]["max"] == pytest.approx((0.3 + 1.3 / 3) / 2, rel=1e-15)
    assert rule["method"]["kind"] == "min-max"
    rows = list(csv.DictReader(to_csv(ShownCellHistory(history(card, "u", "F")).columns("en")).splitlines()))
    assert rows[0]["stage"] == "cell"
    assert rows[0]["text"] == "1"
    assert rows[0]["place"].endswith("data.csv:2:3")
    assert json.loads(rows[5]["facts"])["per_head"] == 0.1
    assert float(rows[-1]["value"]) == 25.0


def rule_told(rule: dict[str, Any], values: list[float]) -> str:
    """What is said of the rule of a single indicator a, of the first of some units."""
    units = [f"u{at}" for at in range(len(values))]
    index = {"code": "I", "column": "a", "rule": rule}
    card = dtiscore.score(pd.DataFrame({"unit": units, "a": values}), {**HEAD, "index": index})
    rows = ShownCellHistory(history(card, "u0", "I")).payload("en")["rows"]
    (told,) = [row["words"] for row in rows if row["stage"] == "rule"]
    return str(told)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"kind": "borda"}, "rank of x in ascending order (descending when less is better) - 1"),
        (
            {"kind": "above-mean"},
            "1 if x > (1 + p) mean, -1 if x < (1 - p) mean (the other way round when less is better)",
        ),
    ],
)
def test_the_formula_holds_where_less_is_better(rule: dict[str, Any], told: str) -> None:
    assert told in rule_told({**rule, "direction": "down"}, [1, 2, 5])


@pytest.mark.parametrize(
    ("rule", "formula", "figures"),
    [
        (
            {"kind": "min-max", "direction": "down", "transform": "sqrt"},
            "(max - x) / (max - min), all after the transform",
            "a 9, sqrt(a) 3, min 1, max 4",  # the roots of 9, 1 and 16
        ),
        (
            {"kind": "goalposts", "low": 1, "high": 27, "transform": "power", "power": 2},
            "(x - low) / (high - low), all after the transform",
            "a 9, power(a) 81, power(low) 1, power(high) 729",
        ),
        ({"kind": "min-max"}, "(x - min) / (max - min); with", "a 9, min 1, max 16"),
    ],
)
def test_the_figures_are_those_of_the_formula(rule: dict[str, Any], formula: str, figures: str) -> None:
    told = rule_told(rule, [9, 1, 16])
    assert formula in told
    assert told.endswith(f"; with {figures}")
