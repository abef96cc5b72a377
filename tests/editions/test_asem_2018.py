"""ASEM Sustainable Connectivity through the whole chain, stage by stage against the R package COINr.

COINr 1.1.14 (W. Becker, MIT), ``build_example_coin()`` on R 4.5.0: Denominate, Impute (mean of Europe or Asia), Screen
(0.9), Treat (at most 5 points), Normalise (min-max 0 to 100), Aggregate (arithmetic means).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

import dtiscore
from dtiscore.methodology import Methodology, Values
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import Mark
from dtiscore.scoring.table import ranks_of

EXACT = 1e-9
"""Relative to the size of the value: COINr's tables have 15 significant digits."""


@pytest.fixture(scope="module")
def coinr(shared_data: Path) -> Path:
    return shared_data / "coinr"


@pytest.fixture(scope="module")
def card(coinr: Path) -> dtiscore.Scorecard:
    return dtiscore.score(coinr / "in_iData.csv", "asem-2018", decimal=".")


def stage(coinr: Path, name: str) -> dict[str, dict[str, str]]:
    """The rows of one of COINr's data sets, by unit."""
    with (coinr / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["uCode"]: row for row in csv.DictReader(lines)}


def columns_after(card: dtiscore.Scorecard, steps: int) -> Mapping[str, Values]:
    """The prepared columns after so many steps, by the code of the indicator that reads them."""
    edition: Methodology = card.methodology.model_copy(update={"prepare": card.methodology.prepare[:steps]})
    numbers = prepare(edition, card.dataset).dataset.numbers
    return {node.code: numbers[node.inputs[0]] for node in edition.index.indicators()}


def assert_equal(
    card: dtiscore.Scorecard, found: Mapping[str, Values], wanted: dict[str, dict[str, str]]
) -> None:
    """Every cell within 1e-9 of its size, and missing exactly where it is missing there."""
    assert set(card.dataset.units) == set(wanted)
    assert set(found) == set(next(iter(wanted.values()))) - {"uCode"}
    for code, values in found.items():
        for unit, value in zip(card.dataset.units, values.tolist(), strict=True):
            cell = wanted[unit][code]
            if cell == "":
                assert value != value, (unit, code)
            else:
                assert value == pytest.approx(float(cell), rel=EXACT, abs=EXACT), (unit, code)


DERIVED = 17
"""The indicators that are divided by GDP, population, land area or energy."""


class TestEveryStage:
    def test_denominated(self, card: dtiscore.Scorecard, coinr: Path) -> None:
        assert_equal(card, columns_after(card, DERIVED), stage(coinr, "stage_Denominated"))

    def test_imputed(self, card: dtiscore.Scorecard, coinr: Path) -> None:
        assert_equal(card, columns_after(card, DERIVED + 1), stage(coinr, "stage_Imputed"))

    def test_screened(self, card: dtiscore.Scorecard, coinr: Path) -> None:
        assert_equal(card, columns_after(card, DERIVED + 2), stage(coinr, "stage_Screened"))
        assert card.prepared is not None
        assert card.prepared.kept.all()

    def test_treated(self, card: dtiscore.Scorecard, coinr: Path) -> None:
        assert len(card.methodology.prepare) == DERIVED + 3
        assert_equal(card, columns_after(card, DERIVED + 3), stage(coinr, "stage_Treated"))

    def test_normalised(self, card: dtiscore.Scorecard, coinr: Path) -> None:
        scores = {node.code: card.nodes[node.code].score for node in card.methodology.index.indicators()}
        assert len(scores) == 49
        assert_equal(card, scores, stage(coinr, "stage_Normalised"))

    def test_aggregated(self, card: dtiscore.Scorecard, coinr: Path) -> None:
        scores = {code: nodes.score for code, nodes in card.nodes.items()}
        assert len(scores) == 49 + 8 + 2 + 1
        assert_equal(card, scores, stage(coinr, "stage_Aggregated"))


def test_all_51_ranks(card: dtiscore.Scorecard, coinr: Path) -> None:
    wanted = {unit: int(row["Rank"]) for unit, row in stage(coinr, "results_Summ").items()}
    assert len(wanted) == 51
    assert dict(zip(card.dataset.units, ranks_of(card, "Index", range(51)), strict=True)) == wanted


def test_what_was_filled_in_and_drawn_in_is_marked_cell_by_cell(
    card: dtiscore.Scorecard, coinr: Path
) -> None:
    prepared = card.prepared
    assert prepared is not None
    before, imputed, treated = (
        stage(coinr, f"stage_{name}") for name in ("Denominated", "Imputed", "Treated")
    )
    for node in card.methodology.index.indicators():
        for row, unit in enumerate(card.dataset.units):
            mark = prepared.mark(row, node.inputs)
            gap = before[unit][node.code] == ""
            assert (mark == Mark.IMPUTED) == gap, (unit, node.code)
            if not gap:
                changed = imputed[unit][node.code] != treated[unit][node.code]
                assert (mark == Mark.TREATED) == changed, (unit, node.code)
    headers = card.methodology.indicator_headers
    assert prepared.count(Mark.IMPUTED, headers) == 65
    assert prepared.count(Mark.TREATED, headers) == 34


def test_how_many_values_were_drawn_in_of_each_indicator(card: dtiscore.Scorecard, coinr: Path) -> None:
    """COINr counts the values that winsorising was to move, which ties exceed in none of these."""
    (settings,) = card.reference.preparation[-1].values()
    with (coinr / "treat_default_details.csv").open(encoding="utf-8", newline="") as lines:
        wanted = {row["iCode"]: float(row["winsorise.nwin"] or 0) for row in csv.DictReader(lines)}
    found = {
        node.code: settings[node.inputs[0]].get("points", 0.0) for node in card.methodology.index.indicators()
    }
    assert found == wanted


def test_the_edition_says_what_coinr_s_metadata_say(card: dtiscore.Scorecard, coinr: Path) -> None:
    with (coinr / "in_iMeta.csv").open(encoding="utf-8", newline="") as lines:
        meta = {row["iCode"]: row for row in csv.DictReader(lines)}
    edition = card.methodology
    for code, node in edition.nodes.items():
        assert node.name == {"en": meta[code]["iName"]}
        parent = edition.parents[code].code if code in edition.parents else ""
        assert parent == meta[code]["Parent"]
        if node.is_indicator:
            direction = getattr(node.rule, "direction", None)
            assert direction == {"1": "up", "-1": "down"}[meta[code]["Direction"]]
            step = edition.derived.get(node.inputs[0])
            assert ("" if step is None else step.reads[1]) == meta[code]["Denominator"]
    assert sum(row["Type"] == "Aggregate" or row["Type"] == "Indicator" for row in meta.values()) == 60


def test_the_same_row_scores_alike_without_its_neighbours(card: dtiscore.Scorecard) -> None:
    from dtiscore.scoring import score_dataset

    alone = score_dataset(card.methodology, card.dataset.take([7]), reference=card.reference)
    for code, scores in alone.nodes.items():
        assert np.array_equal(scores.score, card.nodes[code].score[[7]]), code
