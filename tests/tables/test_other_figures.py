"""A heading that says in brackets that its figures are others than those of the indicator gives none of them away as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, group, indicator

import dtiscore

EDITION = {**HEAD, "index": group("E", "sum", indicator("income"))}


def told(folder: Path, *headings: str, **reading: Any) -> list[str]:
    rows = ["name," + ",".join(headings)]
    rows += [f"{name}," + ",".join(map(str, range(at, at + len(headings)))) for at, name in enumerate("pqr")]
    (folder / "t.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return [problem.code for problem in dtiscore.validate(folder / "t.csv", EDITION, **reading).problems]


@pytest.mark.parametrize(
    "what",
    ["rank", "Rang", "xếp hạng", "n", "standard error", "% change", "± so với năm trước"],
)  # fmt: skip
def test_other_figures_alone_are_not_scored_until_they_are_meant(what: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"income ({what})") == ["undecided-side"]
    assert told(tmp_path, f"income ({what})", side=what) == ["heading-part"]
    # Beside the figures of the indicator they are passed over.
    assert told(tmp_path, f"income ({what})", "income (USD)") == ["heading-part"]


@pytest.mark.parametrize("unit", ["USD", "%", "triệu đồng", "per 1,000 people", "2015 = 100", "thousands"])
def test_units_of_measure_are_none(unit: str, tmp_path: Path) -> None:
    assert told(tmp_path, f'"income ({unit})"') == ["heading-part"]


def test_columns_of_several_years_are_not_made_one_table_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,income 2021,health 2022\np,1,2\nq,3,4\n", encoding="utf-8")
    edition = {**HEAD, "index": group("E", "sum", indicator("income"), indicator("health"))}
    (problem,) = dtiscore.validate(tmp_path / "t.csv", edition).problems
    assert problem.message == 'columns of several years make one table: "income 2021", "health 2022"'
