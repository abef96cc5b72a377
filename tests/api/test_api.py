"""The functions of dtiscore for Python: the verbs of the command line on files, data frames and plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import InvalidData, InvalidMethodology, SourceFault, UsageFault
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.unit_codes import unit_code
from dtiscore.inputs.validation import Validation
from dtiscore.methodology import Methodology
from dtiscore.scoring import fit

WEIGHTS: dict[str, Any] = {
    **HEAD,
    "id": "shops",
    "title": {"vi": "Cửa hàng", "en": "Shops"},
    "publish": {"as": "fraction", "decimals": 2},
    "rank": {"on": "published"},
    "index": {
        "code": "X",
        "aggregate": "points",
        "children": [
            {"code": "a", "points": 60, "rule": {"kind": "fraction"}},
            {"code": "b", "points": 40, "rule": {"kind": "boolean"}},
        ],
    },
}
FRAME = pd.DataFrame(
    {
        "unit": ["S1", "S2", "S3"],
        "name": ["Sở A", "Sở B", "Sở C"],
        "a": [0.5, 1.0, 0.1],
        "b": ["có", "không", "x"],
    }
)


def leaders(examples: Path) -> Path:
    return examples / "dti-province" / "2022-leaders.csv"


class TestScore:
    def test_a_data_frame_under_plain_data(self) -> None:
        card = dtiscore.score(FRAME, WEIGHTS)
        assert isinstance(card, Scorecard)
        assert card.index.score.tolist() == [0.5 * 60 + 40, 60.0, pytest.approx(0.1 * 60 + 40)]
        frame = card.to_frame()
        assert list(frame.columns) == ["rank", "unit", "name", "X.score", "a.score", "b.score"]
        assert frame["X.score"].tolist() == pytest.approx([0.7, 0.6, 0.46])
        assert frame["rank"].tolist() == [1, 2, 3]
        assert frame["b.score"].tolist() == [1.0, 0.0, 1.0]

    def test_the_ranking_is_best_first_at_published_decimals(self) -> None:
        frame = dtiscore.score(FRAME.iloc[::-1].assign(a=[0.1234, 1.0, 0.5]), WEIGHTS).ranking()
        assert frame["unit"].tolist() == ["S1", "S2", "S3"]
        assert frame["X.published"].tolist() == [
            0.7,
            0.6,
            0.47,
        ]  # 0.1234 of 60 points and 40 are 0.47404 of 100
        assert "Sở A" in dtiscore.score(FRAME, WEIGHTS).ranking("vi")["name"].tolist()

    def test_a_file_and_a_data_frame_score_alike(self, examples: Path) -> None:
        path = leaders(examples)
        frame = pd.read_csv(path, dtype={"code": str, "year": str})
        from_file = dtiscore.score(path, "dti-province-2022", allow_missing_units=True)
        from_frame = dtiscore.score(frame, "dti-province-2022", allow_missing_units=True)
        pd.testing.assert_frame_equal(from_file.to_frame(), from_frame.to_frame(), check_exact=True)

    def test_a_wide_a_long_and_a_vietnamese_table_score_alike(self, examples: Path) -> None:
        expected = dtiscore.score(leaders(examples), "dti-province-2022", allow_missing_units=True)
        by_unit = dict(zip(expected.dataset.units, expected.index.score.tolist(), strict=True))
        for table in ("long/dti-2022-leaders-long.csv", "vietnamese-excel/dti-2022-leaders.csv"):
            card = dtiscore.score(examples / table, "dti-province-2022", allow_missing_units=True)
            assert dict(zip(card.dataset.units, card.index.score.tolist(), strict=True)) == by_unit, table

    def test_a_methodology_may_be_loaded_once(self, examples: Path) -> None:
        methodology = dtiscore.load_methodology("dti-province-2022")
        assert isinstance(methodology, Methodology)
        assert dtiscore.load_methodology(methodology) is methodology
        card = dtiscore.score(leaders(examples), methodology, allow_missing_units=True)
        assert card.methodology is methodology

    def test_a_reference_of_one_table_scores_another(self) -> None:
        children = [{"code": "a", "rule": {"kind": "min-max"}}]
        index = {"code": "X", "aggregate": "sum", "weights": "equal", "children": children}
        weights = {**WEIGHTS, "index": index, "publish": {"as": "score", "decimals": 2}}
        base = dtiscore.score(FRAME[["unit", "a"]], weights)
        later = pd.DataFrame({"unit": ["S1"], "a": [1.9]})
        card = dtiscore.score(later, weights, reference=base.reference)
        assert card.index.score.tolist() == [pytest.approx((1.9 - 0.1) / (1.0 - 0.1))]
        assert fit(base.methodology, base.dataset) == base.reference

    def test_an_invalid_table_raises_with_every_problem(self) -> None:
        broken = FRAME.assign(a=[0.5, 7.0, -1.0], b=["có", "ok", "x"])
        with pytest.raises(InvalidData, match="<DataFrame>: 3 errors; nothing was scored") as caught:
            dtiscore.score(broken, WEIGHTS)
        found = [(p.code, p.place.line, p.place.column, p.raw) for p in caught.value.problems]
        assert found == [
            ("out-of-range", 2, 3, "7"),
            ("unknown-choice", 2, 4, "ok"),
            ("out-of-range", 3, 3, "-1"),
        ]

    def test_declarations_are_kept_with_the_result(self) -> None:
        percent = FRAME.assign(a=[50.0, 100.0, 10.0])
        card = dtiscore.score(percent, WEIGHTS, percent=["a"])
        assert card.index.score.tolist()[1] == 60.0
        assert card.provenance.options == {"percent": ["a"]}
        assert dtiscore.score(FRAME, WEIGHTS, percent=(), strict=False).provenance.options == {}

    def test_warnings_are_kept_and_may_count_as_errors(self) -> None:
        noted = FRAME.assign(remark=["x", "y", "z"])
        assert [problem.code for problem in dtiscore.score(noted, WEIGHTS).warnings] == ["unused-column"]
        with pytest.raises(InvalidData, match="1 error; nothing was scored"):
            dtiscore.score(noted, WEIGHTS, strict=True)

    def test_what_cannot_be_found_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(SourceFault):
            dtiscore.score(tmp_path / "none.csv", WEIGHTS)
        with pytest.raises(UsageFault, match="hdi"):
            dtiscore.score(FRAME, "hdi-2021")
        with pytest.raises(InvalidMethodology) as caught:
            dtiscore.score(FRAME, {**WEIGHTS, "wieghts": 1})
        assert "wieghts" in str(caught.value.problems[0])


class TestValidate:
    def test_a_valid_table(self) -> None:
        validation = dtiscore.validate(FRAME, WEIGHTS)
        assert isinstance(validation, Validation)
        assert validation.is_valid
        assert list(validation.problems) == []
        assert validation.dataset is not None
        assert validation.scheme is None

    def test_problems_are_returned_and_not_raised(self) -> None:
        validation = dtiscore.validate(FRAME.drop(columns="a"), WEIGHTS)
        assert not validation.is_valid
        assert validation.dataset is None
        assert [problem.code for problem in validation.problems] == ["missing-column"]

    def test_scores_that_would_be_undefined_are_problems_too(self) -> None:
        children = [indicator(code) for code in ("a", "c")]
        index = {"code": "X", "aggregate": "geometric", "weights": "equal", "children": children}
        weights = {**WEIGHTS, "index": index, "publish": {"as": "score", "decimals": 2}}
        frame = pd.DataFrame({"unit": ["S1", "S2"], "a": [1.0, 0.0], "c": [4.0, 2.0]})
        validation = dtiscore.validate(frame, weights)
        assert not validation.is_valid
        assert [(p.code, p.unit, p.place.line) for p in validation.problems] == [
            ("undefined-aggregate", "S2", 2)
        ]

    def test_a_national_row_is_told_apart(self, examples: Path) -> None:
        frame = pd.read_csv(leaders(examples), dtype={"code": str, "year": str})
        total = frame.iloc[[0]].assign(code="", province="Cả nước")
        table = pd.concat([frame, total])
        found = dtiscore.validate(table, "dti-province-2022", allow_missing_units=True)
        assert [p.code for p in found.problems if p.is_error] == ["not-a-unit"]
        again = dtiscore.validate(
            table, "dti-province-2022", allow_missing_units=True, ignore_units=["Cả nước"]
        )
        assert again.is_valid


class TestExplain:
    @pytest.mark.parametrize("unit", ["48", "Đà Nẵng", "TP. Đà Nẵng"])
    def test_a_unit_is_called_by_code_name_or_alias(self, unit: str, examples: Path) -> None:
        card = dtiscore.score(leaders(examples), "dti-province-2022", allow_missing_units=True)
        assert unit_code(card, unit) == "48"
        assert card.explain(unit).index.rank == 1

    def test_a_misspelt_unit_is_suggested_and_never_taken(self, examples: Path) -> None:
        card = dtiscore.score(leaders(examples), "dti-province-2022", allow_missing_units=True)
        with pytest.raises(UsageFault, match='no unit "Đà Nẵn"') as caught:
            card.explain("Đà Nẵn")
        assert "Đà Nẵng" in (caught.value.fix or "")

    def test_without_a_scheme_names_are_those_of_the_table(self) -> None:
        card = dtiscore.score(FRAME, WEIGHTS)
        assert unit_code(card, "sở b") == "S2"
        assert card.explain("S2").node("b").lost == 40
        with pytest.raises(UsageFault) as caught:
            card.explain("Sở BB")
        assert "Sở B" in (caught.value.fix or "")

    def test_a_table_is_scored_and_explained_at_once(self) -> None:
        found = dtiscore.explain(FRAME, WEIGHTS, "Sở A")
        assert found.largest_loss is not None
        assert (found.largest_loss.code, found.largest_loss.lost) == ("a", 30.0)


class TestCheck:
    def test_it_returns_the_scorecard_and_the_verification(self) -> None:
        expected = pd.DataFrame({"unit": ["S1", "S2", "S3"], "X": [0.7, 0.6, 0.45], "rank": [1, 2, 3]})
        card, verification = dtiscore.check(FRAME, WEIGHTS, expected)
        assert card.dataset.units == ("S1", "S2", "S3")
        assert [(d.unit, d.expected, d.computed) for d in verification.differences] == [("S3", 0.45, 0.46)]
        _, tolerant = dtiscore.check(FRAME, WEIGHTS, expected, tolerance=0.011)
        assert tolerant.agrees
        _, partial = dtiscore.check(FRAME, WEIGHTS, expected.iloc[:2], partial=True)
        assert partial.agrees

    def test_our_own_output_checks_itself(self) -> None:
        card = dtiscore.score(FRAME, WEIGHTS)
        _, verification = dtiscore.check(FRAME, WEIGHTS, card.to_frame())
        assert verification.differences == []
        assert (verification.scores, verification.ranks) == (9, 3)


class TestScoreAgain:
    def test_a_frame_of_scores_scores_to_the_same_again(self, examples: Path) -> None:
        first = dtiscore.score(examples / "dti-province" / "2023.csv", "dti-province-2022")
        for level in ("all", None, "views", 1, "I"):
            written = first.to_frame(level)
            again = dtiscore.score(written, "dti-province-2022")
            pd.testing.assert_frame_equal(again.to_frame(level), written, check_exact=True)
            assert again.disagreements == ()


class TestRestate:
    def test_the_mean_of_merged_provinces(self, examples: Path) -> None:
        table = dtiscore.restate(
            examples / "dti-province" / "2024-published.csv", "vn-province-34", columns=["dti"]
        )
        assert (table.old.id, table.new.id, table.method) == ("vn-province-63", "vn-province-34", "mean")
        frame = table.to_frame().set_index("code")
        assert list(frame.columns) == ["name", "dti", "made_of"]
        assert len(frame) == 34
        # Quảng Nam (49) went to Đà Nẵng (48): 0.5803 and 0.8335 in 2024.
        assert frame.loc["48", "dti"] == 0.7069
        assert frame.loc["48", "made_of"] == "48 49"

    def test_a_column_that_is_not_there_is_said(self, examples: Path) -> None:
        with pytest.raises(UsageFault, match='no column "dti2"'):
            dtiscore.restate(
                examples / "dti-province" / "2024-published.csv", "vn-province-34", columns=["dti2"]
            )

    def test_a_table_on_the_newer_scheme_has_nothing_to_restate(self, examples: Path) -> None:
        with pytest.raises(UsageFault, match="stands on vn-province-34 already"):
            dtiscore.restate(examples / "public-services" / "766.csv", "vn-province-34")
