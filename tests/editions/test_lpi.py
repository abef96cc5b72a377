"""Logistics Performance Index 2010 to 2016 (World Bank, CC BY 4.0): an edition per survey, each with weights of its own.

The weights are loadings on the first principal component over standard deviations. The World Bank derived them from
answers, these from the published means at two decimals: scores agree within 0.008, as far as that can carry.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import dtiscore
from dtiscore.questions.weights.derive.python import DerivationChoices, derive_weights
from dtiscore.scoring.table import ranks_of

INDICATORS = ("customs", "infrastructure", "shipments", "quality", "tracking", "timeliness")


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "indices" / "lpi_2010_2016"


@pytest.fixture
def table(folder: Path, year: str, tmp_path: Path) -> Path:
    """The rows of one year."""
    with (folder / "input.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["year"] == year]
    path = tmp_path / f"{year}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def published(folder: Path, year: str) -> dict[str, tuple[float, int]]:
    with (folder / "published.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["year"] == year]
    return {row["unit_id"]: (float(row["score"]), int(row["rank"])) for row in rows}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2010", {"units": 155, "rounded": 144, "ranks": 149, "one place off": 4}),
        ("2012", {"units": 155, "rounded": 139, "ranks": 134, "one place off": 14}),
        ("2014", {"units": 160, "rounded": 150, "ranks": 134, "one place off": 26}),
        ("2016", {"units": 160, "rounded": 153, "ranks": 142, "one place off": 16}),
    ],
)
def test_as_far_as_weights_from_published_means_can_carry(
    year: str, expected: dict[str, int], table: Path, folder: Path
) -> None:
    card = dtiscore.score(table, f"lpi-{year}")
    wanted = published(folder, year)
    assert set(card.dataset.units) == set(wanted)
    scores = np.array([wanted[unit][0] for unit in card.dataset.units])
    apart = np.abs(card.index.score - scores)
    assert apart.max() < 0.008
    found = ranks_of(card, "LPI", range(len(card.dataset)))
    moved = [
        abs(int(rank or 0) - wanted[unit][1]) for unit, rank in zip(card.dataset.units, found, strict=True)
    ]
    assert max(moved) <= 2
    assert expected == {
        "units": len(wanted),
        "rounded": int((apart <= 0.0055).sum()),
        "ranks": moved.count(0),
        "one place off": moved.count(1),
    }


@pytest.mark.parametrize("year", ["2010", "2012", "2014", "2016"])
def test_the_weights_are_the_first_principal_component(year: str, table: Path) -> None:
    """By numpy's eigenvectors rather than the ones with which the weights were derived."""
    card = dtiscore.score(table, f"lpi-{year}")
    values = np.array([card.dataset.numbers[name] for name in INDICATORS])
    eigenvectors = np.linalg.eigh(np.corrcoef(values))[1]
    sizes = np.abs(eigenvectors[:, -1]) / values.std(axis=1, ddof=1)
    weights = [child.weight for child in card.methodology.index.children]
    assert [child.own_column for child in card.methodology.index.children] == list(INDICATORS)
    assert weights == pytest.approx((sizes / sizes.sum()).tolist(), abs=1e-6)  # six decimals, summing to 1
    assert sum(weight or 0 for weight in weights) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("year", ["2010", "2012", "2014", "2016"])
def test_they_are_derived_again_to_the_same_decimals(year: str, table: Path) -> None:
    edition = f"lpi-{year}"
    choices = DerivationChoices(variant="loadings-over-sd", edition_id="lpi-again")
    made = derive_weights("pca", edition, "LPI", table, choices)
    before, after = dtiscore.score(table, edition).methodology.index, made.methodology.index
    assert [child.weight for child in after.children] == [child.weight for child in before.children]
    assert before.derived_weights is not None
    assert after.derived_weights is not None
    assert after.derived_weights.parameters == before.derived_weights.parameters


def test_equal_weights_would_not_do(folder: Path) -> None:
    with (folder / "input.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["year"] == "2016"]
    wanted = published(folder, "2016")
    apart = [
        abs(sum(float(row[name]) for name in INDICATORS) / 6 - wanted[row["unit_id"]][0]) for row in rows
    ]
    assert max(apart) == pytest.approx(0.02)  # three times as far as with these weights


def test_a_panel_is_scored_each_year_under_its_own_edition(folder: Path) -> None:
    editions = [f"lpi-{year}" for year in ("2010", "2012", "2014", "2016")]
    cards = dtiscore.score_editions(folder / "input.csv", "lpi")
    assert [card.methodology.id for card in cards] == editions
    assert [len(card.dataset) for card in cards] == [155, 155, 160, 160]
