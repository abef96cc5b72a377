"""Whatever table a question reads, what is odd about its form is told: here a hidden sheet that is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, indicator
from tests.tables.workbooks.books import written

import dtiscore
from dtiscore import Basis
from dtiscore.errors import InvalidData, Problem
from dtiscore.inputs.reading import Reading

EDITION: dict[str, Any] = {
    **HEAD,
    "index": {
        "code": "W",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [indicator(code, weight=1) for code in ("p", "q")],
    },
}
TABLES: dict[str, list[list[Any]]] = {
    "data": [["unit", "p", "q"], ["a", 1, 4], ["b", 2, 1], ["c", 4, 2]],
    "before": [["unit", "p", "q"], ["a", 1, 2], ["b", 1, 2], ["c", 3, 2]],
    "published": [["unit", "W"], ["a", 1], ["b", 2], ["c", 3]],
    "bounds": [["column", "highest"], ["p", 10]],
    "judgements": [["person", "p", "q"], ["x", 40, 60], ["y", 50, 50]],
    "assessed": [["indicator", "self", "jury"], ["p", 10, 9], ["q", 3, 4]],
}

FRAME = pd.DataFrame(TABLES["data"][1:], columns=TABLES["data"][0])
"""A table of which there is nothing to tell."""
SCORES = pd.DataFrame(TABLES["published"][1:], columns=TABLES["published"][0])
ON_PUBLISHED = Basis(published="W")

Hidden = Mapping[str, dtiscore.DeclaredTable]
QUESTIONS: dict[str, Callable[[Hidden, Reading], Sequence[Problem]]] = {
    "score": lambda hidden, reading: dtiscore.score(hidden["data"], EDITION, **reading).warnings,
    "validate": lambda hidden, reading: dtiscore.validate(hidden["data"], EDITION, **reading).problems,
    "fit": lambda hidden, reading: dtiscore.fit(hidden["data"], EDITION, **reading).warnings,
    "check": lambda hidden, reading: (
        dtiscore.check(FRAME, EDITION, hidden["published"], **reading)[1].warnings
    ),
    "compare": lambda hidden, reading: dtiscore.compare(FRAME, hidden["data"], EDITION, **reading).warnings,
    "diff": lambda hidden, reading: dtiscore.diff(FRAME, hidden["data"], EDITION, **reading).warnings,
    "cells": lambda hidden, reading: dtiscore.diff(FRAME, hidden["data"], **reading).warnings,
    "published": lambda hidden, reading: (
        dtiscore.compare(hidden["published"], SCORES, basis=ON_PUBLISHED, **reading).warnings
    ),
    "trend": lambda hidden, reading: (
        dtiscore.trend(
            [_dated(hidden["published"]), SCORES.assign(year=2022)], basis=ON_PUBLISHED, **reading
        ).warnings
    ),
    "backcast": lambda hidden, reading: (
        dtiscore.backcast([_dated(hidden["data"])], EDITION, was=EDITION, **reading).warnings
    ),
    "columns": lambda hidden, reading: (
        dtiscore.compare_columns(hidden["assessed"], "self", "jury", **reading).warnings
    ),
    "improve": lambda hidden, reading: (
        dtiscore.improve(hidden["data"], EDITION, "a", to_rank=1, **reading).card.warnings
    ),
    "bounds": lambda hidden, reading: (
        dtiscore.improve(FRAME, EDITION, "a", to_rank=1, bounds=hidden["bounds"], **reading).warnings
    ),
    "before": lambda hidden, reading: (
        dtiscore.improve(
            FRAME, EDITION, "a", to_rank=1, others="trend", previous=hidden["before"], **reading
        ).warnings
    ),
    "derive": lambda hidden, reading: (
        dtiscore.derive_weights("entropy", EDITION, "W", hidden["data"], **reading).problems
    ),
    "judge": lambda hidden, reading: (
        dtiscore.derive_weights("points", EDITION, "W", hidden["judgements"], **reading).problems
    ),
}


def _dated(table: dtiscore.DeclaredTable) -> dtiscore.DeclaredTable:
    return dtiscore.DeclaredTable(f"2021={table.data}", sheet="2021")


@pytest.fixture
def hidden(tmp_path: Path) -> Hidden:
    """Tables on hidden sheets."""

    def hide(book: Any) -> None:
        book["2021"].sheet_state = "hidden"

    tables = {}
    for name, rows in TABLES.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(written({"2021": rows, "2022": [["Ghi chú"]]}, hide))
        tables[name] = dtiscore.DeclaredTable(path, sheet="2021")
    return tables


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_hidden_sheet_is_told_whatever_reads_it(question: str, hidden: Hidden) -> None:
    told = QUESTIONS[question](hidden, {})
    assert [one.place.file.rpartition("!")[2] for one in told if one.code == "hidden-sheet"] == ["2021"]
    assert all(not one.is_error for one in told)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_an_error_where_warnings_count_as_errors(question: str, hidden: Hidden) -> None:
    if question == "validate":  # which tells errors too
        told = QUESTIONS[question](hidden, {"strict": True})
    else:
        with pytest.raises(InvalidData) as refused:
            QUESTIONS[question](hidden, {"strict": True})
        told = refused.value.problems
    assert [one.is_error for one in told if one.code == "hidden-sheet"] == [True]


def test_a_warning_about_one_period_costs_no_period() -> None:
    frames = [FRAME.assign(year=2021), FRAME.assign(year=2022, other="x")]
    found = dtiscore.backcast(frames, EDITION)
    assert (len(found.rescored), [one.code for one in found.warnings]) == (2, ["unused-column"])
    with pytest.raises(InvalidData, match="1 error"):
        dtiscore.backcast(frames, EDITION, strict=True)
