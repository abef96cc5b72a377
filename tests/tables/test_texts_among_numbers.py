"""Texts among numbers: each the number that its edition says, or no value, the same in every engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.conftest import Run
from tests.engines.large_tables import in_memory, streamed
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData, InvalidMethodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.edition import methodology_text
from dtiscore.tables.numbers import without_texts

FALLING = {"kind": "goalposts", "low": 0, "high": 200, "direction": "down"}
TABLE = "unit,cost,b\nx,20.5,5\ny,no  PRACTICE,6\nz,No VAT,7\nw,100,8\n"
TEXTS = {"No Practice": 200, "No VAT": "missing"}


def edition(rule: dict[str, Any] = FALLING, **column: Any) -> Methodology:
    parts = [
        {"code": "a", "column": "cost", "rule": rule},
        {"code": "b", "rule": {"kind": "fraction", "of": 10}},
    ]
    index = {"code": "I", "aggregate": "arithmetic", "children": parts}
    return methodology_from(
        HEAD | {"missing": "reweight", "columns": [{"header": "cost", **column}], "index": index}
    )


def test_a_text_is_the_number_that_the_edition_says(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(TABLE)
    card = dtiscore.score(table, edition(texts=TEXTS))
    np.testing.assert_array_equal(card.nodes["a"].score, [1 - 20.5 / 200, 0, np.nan, 1 - 100 / 200])
    file = tmp_path / "own.yaml"
    file.write_text(methodology_text(edition(texts=TEXTS), "yaml"))
    assert streamed(table, file, "csv", block_bytes=20) == in_memory(table, file, "csv")


def test_a_text_that_is_not_declared_is_a_fault(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(TABLE)
    with pytest.raises(InvalidData) as refused:
        dtiscore.score(table, edition(texts={"No VAT": "missing"}))
    assert [(each.raw, each.place.line) for each in refused.value.problems] == [("no  PRACTICE", 3)]


def test_what_is_known_of_a_text_is_shown(tmp_path: Path, run: Run) -> None:
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "own.yaml").write_text(methodology_text(edition(texts=TEXTS), "yaml"))
    shown = run("weights", "show", "own.yaml", cwd=tmp_path)
    assert "No Practice is 200, No VAT is missing" in shown.stdout
    in_vietnamese = run("weights", "show", "own.yaml", "--lang", "vi", cwd=tmp_path)
    assert "No Practice là 200, No VAT là thiếu" in in_vietnamese.stdout
    explained = run("explain", "own.csv", "-w", "own.yaml", "--unit", "y", cwd=tmp_path)
    assert "no  PRACTICE" in explained.stdout or "no PRACTICE" in explained.stdout
    assert "nothing to declare" in run("doctor", "own.csv", "-w", "own.yaml", cwd=tmp_path).stdout
    run("weights", "convert", "own.yaml", "-o", "own2.csv", cwd=tmp_path)
    again = run("weights", "convert", "own2.csv", "--to", "yaml", cwd=tmp_path)
    assert again.stdout == (tmp_path / "own.yaml").read_text()


@pytest.mark.parametrize(
    ("rule", "texts", "code"),
    [
        (FALLING, {"n/a": 0, "N/A ": 1}, "invalid-value"),
        (FALLING, {" ": 0}, "invalid-value"),
        (FALLING, {"n/a": "absent"}, "not-a-choice"),
        ({"kind": "boolean"}, {"perhaps": 0}, "no-meaning-here"),
    ],
)
def test_texts_that_mean_nothing_are_refused(rule: dict[str, Any], texts: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidMethodology) as refused:
        edition(rule, texts=texts)
    assert [each.code for each in refused.value.problems] == [code]


def test_cells_without_texts_are_left_alone() -> None:
    cells = ("1", "x")
    assert without_texts(cells, {})[0] is cells
    assert without_texts(cells, {"x": 3.0}) == (["1", ""], {1: 3.0})
