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
from dtiscore.errors import Problem

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
QUESTIONS: dict[str, Callable[[Hidden], Sequence[Problem]]] = {
    "score": lambda hidden: dtiscore.score(hidden["data"], EDITION).warnings,
    "validate": lambda hidden: dtiscore.validate(hidden["data"], EDITION).problems,
    "fit": lambda hidden: dtiscore.fit(hidden["data"], EDITION).warnings,
    "check": lambda hidden: dtiscore.check(FRAME, EDITION, hidden["published"])[1].warnings,
    "compare": lambda hidden: dtiscore.compare(FRAME, hidden["data"], EDITION).warnings,
    "diff": lambda hidden: dtiscore.diff(FRAME, hidden["data"], EDITION).warnings,
    "cells": lambda hidden: dtiscore.diff(FRAME, hidden["data"]).warnings,
    "published": lambda hidden: dtiscore.compare(hidden["published"], SCORES, basis=ON_PUBLISHED).warnings,
    "trend": lambda hidden: (
        dtiscore.trend([_dated(hidden["published"]), SCORES.assign(year=2022)], basis=ON_PUBLISHED).warnings
    ),
    "columns": lambda hidden: dtiscore.compare_columns(hidden["assessed"], "self", "jury").warnings,
    "improve": lambda hidden: dtiscore.improve(hidden["data"], EDITION, "a", to_rank=1).card.warnings,
    "bounds": lambda hidden: (
        dtiscore.improve(FRAME, EDITION, "a", to_rank=1, bounds=hidden["bounds"]).warnings
    ),
    "before": lambda hidden: (
        dtiscore.improve(FRAME, EDITION, "a", to_rank=1, others="trend", previous=hidden["before"]).warnings
    ),
    "derive": lambda hidden: dtiscore.derive_weights("entropy", EDITION, "W", hidden["data"]).problems,
    "judge": lambda hidden: dtiscore.derive_weights("points", EDITION, "W", hidden["judgements"]).problems,
}


def _dated(table: dtiscore.DeclaredTable) -> dtiscore.DeclaredTable:
    return dtiscore.DeclaredTable(f"2021={table.data}", sheet="2021")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_hidden_sheet_is_told_whatever_reads_it(question: str, tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book["2021"].sheet_state = "hidden"

    hidden = {}
    for name, rows in TABLES.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(written({"2021": rows, "2022": [["Ghi chú"]]}, hide))
        hidden[name] = dtiscore.DeclaredTable(path, sheet="2021")
    told = QUESTIONS[question](hidden)
    assert [one.place.file.rpartition("!")[2] for one in told if one.code == "hidden-sheet"] == ["2021"]
    assert all(not one.is_error for one in told)
