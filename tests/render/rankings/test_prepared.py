"""What preparation did is seen: in the footer of a ranking, in the explanation of a unit and in what an edition says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.explain.shown.explanation import ShownExplanation
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.questions.weights.shown.methodology import ShownMethodology
from dtiscore.render.drawing.screen import Screen

EDITION = {
    **HEAD,
    "publish": {"as": "score", "decimals": 1},
    "frame": {"base": "2021"},
    "prepare": [
        {"step": "derive", "column": "per_head", "formula": "firms / heads"},
        {"step": "screen", "min_share": 0.5},
        {"step": "impute", "method": "mean"},
        {"step": "clip-percentiles", "high": 50, "columns": ["beds"]},
    ],
    "index": {
        "code": "X",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [
            {"code": "F", "name": "Firms", "column": "per_head", "rule": {"kind": "identity"}},
            {
                "code": "B",
                "name": "Beds",
                "column": "beds",
                "rule": {"kind": "identity"},
                "then": [{"kind": "formula", "formula": "x * 2"}],
            },
        ],
    },
}
LINES = (
    "unit,name,year,firms,heads,beds",
    "u,Uông,2021,1,10,5",
    "v,Vĩnh,2021,,10,40",
    "w,Wan,2021,4,10,",
    "x,Xuân,2021,,,",
)


@pytest.fixture
def edition() -> Methodology:
    return methodology_from(EDITION)


@pytest.fixture
def card(edition: Methodology, tmp_path: Path) -> dtiscore.Scorecard:
    # Firms per head 0.1, (0.25), 0.4; beds 5, 40, (22.5), of which none passes the median 22.5.
    return dtiscore.score(table(tmp_path, *LINES), edition)


def table(folder: Path, *lines: str) -> Path:
    path = folder / "data.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def plain(language: str = "en", width: int = 120) -> Screen:
    return Screen(width=width, language=language)


class TestRanking:
    def test_the_footer_counts_and_names(self, card: dtiscore.Scorecard) -> None:
        shown = ShownRanking(card).screen(plain())
        assert "Imputed, for want of data: 2 of 6 values." in shown
        assert "Treated, because of outliers: 1 of 6 values." in shown
        assert "Screened out, without a score: Xuân." in shown
        assert "without a score for want" not in shown
        assert "Xuân (screened out)" in shown
        assert "Not ranked" not in shown  # that is told already

    def test_in_vietnamese(self, card: dtiscore.Scorecard) -> None:
        shown = ShownRanking(card).screen(plain("vi"))
        assert "Điền thay cho số liệu thiếu: 2/6 giá trị." in shown
        assert "Bị loại khi sàng lọc, không có điểm: Xuân." in shown

    def test_a_panel_says_in_which_period(self, edition: Methodology, tmp_path: Path) -> None:
        card = dtiscore.score(table(tmp_path, *LINES, "x,Xuân,2022,1,1,1", "u,Uông,2022,,,"), edition)
        assert "Screened out, without a score: Xuân 2021, Uông 2022." in ShownRanking(card).screen(plain())

    def test_many_are_counted(self, edition: Methodology, tmp_path: Path) -> None:
        more = [f"z{i},Z{i},2021,,," for i in range(9)]
        shown = ShownRanking(dtiscore.score(table(tmp_path, *LINES, *more), edition)).screen(plain(width=200))
        assert "Screened out, without a score: Xuân, Z0, Z1, Z2, Z3, Z4, 4 more." in shown

    def test_nothing_is_said_where_nothing_was_done(self, tmp_path: Path) -> None:
        bare = methodology_from({**EDITION, "prepare": EDITION["prepare"][:1]})
        shown = ShownRanking(dtiscore.score(table(tmp_path, *LINES[:2]), bare)).screen(plain())
        assert not any(word in shown for word in ("Imputed", "Treated", "creened"))


class TestExplanation:
    def test_an_imputed_value_is_told_from_a_measured_one(self, card: dtiscore.Scorecard) -> None:
        firms = card.explain("v").node("F")
        assert (firms.mark.name, firms.prepared, firms.raw, firms.score) == ("IMPUTED", 0.25, None, 0.25)
        shown = ShownExplanation(card.explain("v")).screen(plain())
        assert "Firms (imputed)" in shown
        assert "0.25" in shown
        assert "Imputed, for want of data: 1 of 2 values." in shown

    def test_a_treated_value_stands_beside_what_was_read(self, card: dtiscore.Scorecard) -> None:
        beds = card.explain("v").node("B")
        assert (beds.mark.name, beds.prepared, beds.raw, beds.score) == ("TREATED", 22.5, "40", 45.0)
        assert beds.place is not None
        assert beds.place.endswith("data.csv:3:6")
        shown = ShownExplanation(card.explain("v")).screen(plain())
        assert "Beds (treated)" in shown
        assert "40 → 22.5" in shown
        assert "Treated, because of outliers: 1 of 2 values." in shown

    def test_a_measured_or_derived_value_needs_no_remark(self, card: dtiscore.Scorecard) -> None:
        explanation = card.explain("u")
        assert [(node.mark.name, node.prepared) for node in explanation.nodes] == [
            ("AS_READ", None), ("DERIVED", 0.1), ("AS_READ", 5.0),
        ]  # fmt: skip
        shown = ShownExplanation(explanation).screen(plain())
        assert not any(word in shown for word in ("mputed", "reated", "erived"))

    def test_who_is_screened_out_is_told_so(self, card: dtiscore.Scorecard) -> None:
        assert "Xuân (x) · X 2021 = - · screened out" in ShownExplanation(card.explain("x")).screen(plain())

    def test_markdown_and_records_have_it_too(self, card: dtiscore.Scorecard) -> None:
        assert "Beds (treated)" in ShownExplanation(card.explain("v")).markdown("en")
        columns = ShownExplanation(card.explain("v")).columns()
        assert columns["mark"] == ["as_read", "imputed", "treated"]
        assert columns["prepared"] == [None, 0.25, 22.5]

    def test_without_preparation_the_value_is_the_number_that_was_read(self, tmp_path: Path) -> None:
        index = {**EDITION["index"], "children": [indicator("beds")]}
        bare = methodology_from({**EDITION, "prepare": [], "index": index})
        beds = (
            dtiscore.score(table(tmp_path, "unit,year,beds", "u,2021,1.50"), bare).explain("u").node("beds")
        )
        assert (beds.mark.name, beds.raw, beds.prepared) == ("AS_READ", "1.50", 1.5)


class TestWhatAnEditionSays:
    def test_the_steps_in_their_order_with_every_parameter(self, edition: Methodology) -> None:
        shown = ShownMethodology(edition).screen(plain())
        steps = [line.strip() for line in shown.splitlines() if line.strip()[:2] in ("1.", "2.", "3.", "4.")]
        assert "Prepared, in this order" in shown
        assert steps == [
            "1. derive per_head = firms / heads",
            "2. screen, min share 0.5",
            "3. impute, method mean",
            "4. clip-percentiles, columns [beds], low 0, high 50",
        ]

    def test_the_base_period_and_the_rules_that_follow_a_score(self, edition: Methodology) -> None:
        shown = ShownMethodology(edition).screen(plain())
        assert "the units of 2021, for all periods" in shown
        assert "identity of beds; then formula x * 2 of x" in shown
        assert "các đơn vị của kỳ 2021" in ShownMethodology(edition).screen(plain("vi"))

    def test_groups_by_rank(self, edition: Methodology) -> None:
        tenths = edition.model_validate(
            edition.model_dump(by_alias=True) | {"bands": {"kind": "n-tiles", "count": 10}}
        )
        assert "10 groups of equal size by rank from the highest" in ShownMethodology(tenths).screen(plain())
