"""Editions of indices written from their method notes alone, over figures made up to be reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import dtiscore
from dtiscore.analysis.explain import explain
from dtiscore.api import convert
from dtiscore.methodology.writing.edition import WrittenSyntax
from dtiscore.sources.weighting import load_methodology

NOTES = Path(__file__).parent / "notes"
SYNTAXES: tuple[WrittenSyntax, ...] = ("yaml", "toml", "json", "csv")


@pytest.mark.parametrize("name", ["global-hunger-index", "sdg-index"])
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_note_says_the_same_in_every_syntax(name: str, syntax: WrittenSyntax, tmp_path: Path) -> None:
    written = tmp_path / f"edition.{syntax}"
    written.write_text(convert(NOTES / f"{name}.yaml", syntax), encoding="utf-8")
    assert load_methodology(written).hash == load_methodology(NOTES / f"{name}.yaml").hash


class TestGlobalHungerIndex:
    LINES = (
        "unit,undernourishment,wasting,stunting,mortality",
        "low,4,1.5,7,0.7",  # 100 * (4 / 80 / 3 + 1.5 / 30 / 6 + 7 / 70 / 6 + 0.7 / 35 / 3) = 4.83
        "least,2.4,1.5,7,0.7",
        "mid,24,6,28,3.5",
        "top,90,15,35,35",  # beyond the threshold of 80
        "gap,24,6,28,",
    )

    @pytest.fixture
    def card(self, tmp_path: Path) -> dtiscore.Scorecard:
        table = tmp_path / "hunger.csv"
        table.write_text("\n".join(self.LINES) + "\n", encoding="utf-8")
        return dtiscore.score(table, NOTES / "global-hunger-index.yaml")

    def test_thirds_and_sixths_of_fixed_thresholds(self, card: dtiscore.Scorecard) -> None:
        mid = 100 * (24 / 80 / 3 + 6 / 30 / 6 + 28 / 70 / 6 + 3.5 / 35 / 3)
        top = 100 * (1 / 3 + 15 / 30 / 6 + 35 / 70 / 6 + 1 / 3)
        assert card.index.score.tolist()[:4] == [5.0, 5.0, pytest.approx(mid), pytest.approx(top)]
        assert card.index.score[4] != card.index.score[4]
        assert card.bands == ["low", "low", "serious", "extremely-alarming", None]

    def test_the_lowest_scores_share_rank_1(self, card: dtiscore.Scorecard) -> None:
        units = ("low", "least", "mid", "top", "gap")
        assert [explain(card, unit).index.rank for unit in units] == [1, 1, 3, 4, None]

    def test_nothing_is_lost_where_the_lowest_score_is_the_best(self, card: dtiscore.Scorecard) -> None:
        parts = explain(card, "mid").parts
        assert [(node.top, node.lost) for node in parts] == [(100, None)] * 4


class TestSdgIndex:
    """41 units u00 to u40, so that the 2.5th percentile is the second value; zz has two values of five."""

    @pytest.fixture
    def card(self, tmp_path: Path) -> dtiscore.Scorecard:
        rows = ["unit,poverty,undernourished,school,literacy,water"]
        for i in range(41):
            literacy = "" if i % 2 else str(60 + i)
            rows.append(f"u{i:02},{40 - i},{40 - i},{60 + i},{literacy},{60 + i}")
        rows.append("zz,99,,1,,")
        table = tmp_path / "sdg.csv"
        table.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return dtiscore.score(table, NOTES / "sdg-index.yaml")

    def score(self, card: dtiscore.Scorecard, unit: str, code: str = "SDG") -> float:
        return float(card.nodes[code].score[card.dataset.units.index(unit)])

    def test_the_units_screened_out_set_no_goalpost(self, card: dtiscore.Scorecard) -> None:
        assert self.score(card, "zz") != self.score(card, "zz")
        assert card.reference.of(None, "poverty") == {"low": 0.0, "high": 39.0}
        assert card.reference.of(None, "undernourished") == {"low": (0 + 1 + 2 + 3 + 4) / 5, "high": 39.0}
        # 21 values 60, 62 ... 100: half way from the first to the second
        assert card.reference.of(None, "literacy") == {"low": 61.0, "high": 100.0}

    def test_means_of_goals_over_means_of_indicators(self, card: dtiscore.Scorecard) -> None:
        goals = [
            20 / 39,
            20 / 37,
            20 / 39,
            20 / 34,
        ]  # u21: poverty and undernourished 19, school and water 81
        assert self.score(card, "u21") == pytest.approx(100 * sum(goals) / 4, rel=1e-14)
        goals = [29 / 39, 29 / 37, (29 / 39 + 29 / 39) / 2, 29 / 34]  # u30 has literacy, 90
        assert self.score(card, "u30") == pytest.approx(100 * sum(goals) / 4, rel=1e-14)

    def test_both_ends_are_clipped(self, card: dtiscore.Scorecard) -> None:
        assert (self.score(card, "u00"), self.score(card, "u01"), self.score(card, "u40")) == (
            0.0,
            0.0,
            100.0,
        )

    def test_traffic_lights_stand_beside_and_move_nothing(self, card: dtiscore.Scorecard) -> None:
        assert self.score(card, "u29", "school-light") == 1.5  # 89, half way from 80 to 98
        assert self.score(card, "u29", "lights") == 1.0  # the water of 89 is below 95
        found = explain(card, "u30").index
        assert found.top == 100
        assert found.lost == pytest.approx(100 - self.score(card, "u30"))
