"""Strengths, weaknesses and the summary of a unit against COINr 1.1.14 on its ASEM demonstration (W. Becker, MIT)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import dtiscore

DERIVED_MARK = "_per_"


@pytest.fixture(scope="module")
def coinr(shared_data: Path) -> Path:
    return shared_data / "coinr"


@pytest.fixture(scope="module")
def raw(coinr: Path) -> dtiscore.Scorecard:
    """The indicators as they stand in the table: COINr's ``get_str_weak(dset = "Raw")`` ranks these."""
    data = json.loads(dtiscore.convert("asem-2018", "json"))
    data |= {"prepare": [], "missing": "no-score"}
    del data["columns"]

    def without_denominators(node: dict[str, Any]) -> None:
        if DERIVED_MARK in node.get("column", ""):
            del node["column"]
        for child in node.get("children", ()):
            without_denominators(child)

    without_denominators(data["index"])
    return dtiscore.score(coinr / "in_iData.csv", data, decimal=".")


def table(coinr: Path, name: str) -> list[dict[str, str]]:
    with (coinr / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_weaknesses_of_india(raw: dtiscore.Scorecard, coinr: Path) -> None:
    wanted = {row["Code"]: float(row["Rank"]) for row in table(coinr, "weaknesses_IND")}
    found = raw.explain("IND").weaknesses()
    assert {node.code: node.rank for node in found} == wanted
    values = {row["Code"]: float(row["Value"]) for row in table(coinr, "weaknesses_IND")}
    assert {node.code: node.prepared for node in found} == pytest.approx(values, rel=1e-12)


def test_the_strengths_of_india(raw: dtiscore.Scorecard, coinr: Path) -> None:
    """The fifth is one of two on rank 6: COINr takes the one whose pillar comes first in the alphabet."""
    wanted = {row["Code"]: float(row["Rank"]) for row in table(coinr, "strengths_IND")}
    found = {node.code: node.rank for node in raw.explain("IND").strengths(6)}
    assert found == {**wanted, "Embs": 6}
    assert [node.code for node in raw.explain("IND").strengths()][:4] == list(wanted)[:4]


def test_being_last_alone_is_a_weakness(raw: dtiscore.Scorecard) -> None:
    """COINr leaves out every indicator in which a unit is last: of the eight of Laos it lists none."""
    laos = raw.explain("LAO").weaknesses(8)
    assert all(node.rank == node.of for node in laos)
    assert not any(node.rank == node.of for node in raw.explain("LAO").weaknesses(20)[8:])


def test_the_summary_of_india(coinr: Path) -> None:
    found = dtiscore.score(coinr / "in_iData.csv", "asem-2018", decimal=".").explain("IND")
    for row in table(coinr, "unit_summary_IND"):
        node = found.node(row["Code"])
        assert node.score == pytest.approx(float(row["Score"]), rel=1e-9)
        assert node.rank == int(row["Rank"])


def test_what_the_indicators_add_is_the_index(coinr: Path) -> None:
    card = dtiscore.score(coinr / "in_iData.csv", "asem-2018", decimal=".")
    for unit in card.dataset.units:
        found = card.explain(unit)
        assert sum(part.to_index or 0.0 for part in found.parts) == pytest.approx(
            found.index.score, rel=1e-12
        )
