"""Families of editions, frames that are saved, and editions as things to work with, from Python."""

from __future__ import annotations

from math import nan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData, SourceFault, UsageFault
from dtiscore.inputs.in_force import candidates
from dtiscore.inputs.unit_codes import unit_codes
from dtiscore.inputs.weighting import family_editions
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.python import convert, diff, import_coinr, template
from dtiscore.scoring.reference import Reference

PANEL = pd.DataFrame(
    {
        "code": ["48", "79", "48", "79"],
        "year": ["2020", "2020", "2022", "2022"],
        "chinh_quyen_so": [0.5, 0.4, None, None],
        "kinh_te_so": [0.4, 0.4, None, None],
        "xa_hoi_so": [0.6, 0.6, None, None],
        "foundation_points": [None, None, 400.0, 300.0],
        "hoat_dong_chinh_quyen_so": [None, None, 0.8, 0.8],
        "hoat_dong_kinh_te_so": [None, None, 0.7, 0.7],
        "hoat_dong_xa_hoi_so": [None, None, 0.6, 0.6],
    }
)
"""Two provinces under decision 1726 in 2020 and under decision 922 in 2022."""


def score_editions(frame: pd.DataFrame, **reading: Any) -> list[dtiscore.Scorecard]:
    return dtiscore.score_editions(frame, "dti-province", allow_missing_units=True, **reading)


class TestFamily:
    def test_each_period_is_scored_under_the_edition_that_governs_it(self) -> None:
        old, new = score_editions(PANEL)
        assert (old.methodology.id, new.methodology.id) == ("dti-province-2020", "dti-province-2022")
        assert old.index.score.tolist() == pytest.approx([200 + 120 + 180, 160 + 120 + 180])
        assert new.index.score.tolist() == pytest.approx([400 + 160 + 105 + 90, 300 + 160 + 105 + 90])
        assert (old.dataset.periods, new.dataset.periods) == (("2020", "2020"), ("2022", "2022"))

    def test_the_parts_of_a_table_score_as_tables_of_their_own(self) -> None:
        for card, period in zip(score_editions(PANEL), ("2020", "2022"), strict=True):
            part = PANEL[PANEL["year"] == period].dropna(axis="columns")
            alone = dtiscore.score(part, card.methodology.id, allow_missing_units=True)
            assert alone.to_frame().equals(card.to_frame())

    def test_a_column_that_one_of_the_editions_uses_is_not_called_unused(self) -> None:
        found = [one for card in score_editions(PANEL.assign(other=1)) for one in card.warnings]
        assert [one.raw for one in found if one.code == "unused-column"] == ["other"]

    def test_a_table_of_one_edition_needs_no_period(self) -> None:
        part = PANEL[PANEL["year"] == "2022"]
        assert (
            dtiscore.score(part, "dti-province", allow_missing_units=True).methodology.id
            == "dti-province-2022"
        )

    def test_a_period_chooses_for_a_table_without_a_column_of_periods(self) -> None:
        part = PANEL[PANEL["year"] == "2020"].drop(columns="year")
        (card,) = score_editions(part, period=2020)
        assert card.methodology.id == "dti-province-2020"
        with pytest.raises(
            UsageFault, match="has no column of periods to choose among dti-province-2020, dti"
        ):
            score_editions(part)

    @pytest.mark.parametrize(
        ("day", "expected"), [("2020-10-12", "2020"), ("2022-05-19", "2020"), ("2022-05-20", "2022")]
    )
    def test_a_day_chooses_by_the_dates_of_signature(self, day: str, expected: str) -> None:
        (edition,) = candidates("dti-province", date=day)
        assert edition.id == f"dti-province-{expected}"

    def test_the_day_before_the_first_names_the_first(self) -> None:
        with pytest.raises(UsageFault, match="the first, dti-province-2020, dates from 2020-10-12"):
            score_editions(PANEL, date="2020-10-11")

    def test_a_period_that_no_edition_governs_is_told_with_its_line_and_the_rest_checked(self) -> None:
        frame = PANEL.assign(year=["2019", "2020", "2022", "2022"], hoat_dong_kinh_te_so=[nan, nan, 7.0, 0.7])
        with pytest.raises(InvalidData) as caught:
            score_editions(frame)
        errors = [(one.code, one.place.line) for one in caught.value.problems if one.is_error]
        assert errors == [("ungoverned-period", 1), ("out-of-range", 3)]
        assert "dti-province-2020, the first, governs 2020" in next(
            str(one) for one in caught.value.problems if one.code == "ungoverned-period"
        )

    def test_a_table_of_ungoverned_periods_alone_is_refused(self) -> None:
        with pytest.raises(InvalidData, match="no period that an edition governs"):
            score_editions(PANEL.assign(year="1999"))
        assert not dtiscore.validate(PANEL.assign(year="1999"), "dti-province").is_valid

    def test_a_blank_period_is_reported_once(self) -> None:
        with pytest.raises(InvalidData) as caught:
            score_editions(PANEL.assign(year=["", "2020", "2022", "2022"]))
        assert [one.code for one in caught.value.problems if one.is_error].count("missing-period") == 1

    def test_where_one_edition_is_wanted_a_table_of_several_is_refused(self) -> None:
        for verb in (dtiscore.score, dtiscore.validate, dtiscore.fit):
            with pytest.raises(UsageFault, match="spans several editions: dti-province-2020"):
                verb(PANEL, "dti-province", allow_missing_units=True)

    def test_warnings_count_as_errors_where_that_is_asked(self) -> None:
        with pytest.raises(InvalidData):
            score_editions(PANEL.assign(other=1), strict=True)

    def test_a_date_with_one_edition_says_nothing(self) -> None:
        with pytest.raises(UsageFault, match="one edition is named here"):
            dtiscore.score(PANEL, "dti-province-2022", date="2022-06-01")

    def test_the_name_of_a_family_alone_is_no_edition(self) -> None:
        with pytest.raises(UsageFault, match="is a family of editions: dti-province-2020, dti-province-2022"):
            dtiscore.load_methodology("dti-province")
        assert [one.id for one in family_editions("dti-province")] == [
            "dti-province-2020",
            "dti-province-2022",
        ]
        assert family_editions("dti") == []

    def test_a_file_counts_before_a_family(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "dti-province").write_text("x", encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        with pytest.raises(UsageFault, match="a weighting file ends in"):
            candidates("dti-province")

    def test_units_are_called_in_whichever_scorecard_has_them(self) -> None:
        cards = score_editions(PANEL.iloc[[0, 3]])
        assert unit_codes(cards, ["TP. Đà Nẵng", "79"]) == {"48", "79"}
        with pytest.raises(UsageFault, match='no unit "Huế"'):
            unit_codes(cards, ["Đà Nẵng", "Huế"])


def frame_edition(**changes: Any) -> dict[str, Any]:
    return {
        **HEAD,
        "id": "x",
        "title": "X",
        "publish": {"decimals": 3},
        "index": {"code": "X", "aggregate": "sum", "children": [{"code": "a", "rule": {"kind": "min-max"}}]},
        **changes,
    }


class TestFrame:
    FIRST = pd.DataFrame({"unit": ["A", "B", "C"], "year": "2021", "a": [10.0, 20.0, 30.0]})
    LATER = pd.DataFrame({"unit": ["A", "B", "C"], "year": "2022", "a": [20.0, 40.0, 25.0]})

    def test_a_later_year_is_scored_in_the_frame_of_an_earlier_one(self) -> None:
        reference = dtiscore.fit(self.FIRST, frame_edition())
        card = dtiscore.score(self.LATER, frame_edition(), reference=reference)
        assert card.index.score.tolist() == [(20 - 10) / 20, (40 - 10) / 20, (25 - 10) / 20]
        assert dtiscore.score(self.LATER, frame_edition()).index.score.tolist() == [0.0, 1.0, 0.25]

    def test_the_table_that_was_fitted_scores_as_without_a_reference(self) -> None:
        reference = dtiscore.fit(self.FIRST, frame_edition())
        card = dtiscore.score(self.FIRST, frame_edition(), reference=reference)
        assert card.to_frame().equals(dtiscore.score(self.FIRST, frame_edition()).to_frame())

    def test_a_reference_says_where_it_comes_from_and_a_scorecard_which_one_it_used(self) -> None:
        reference = dtiscore.fit(self.FIRST, frame_edition(), decimal=".")
        assert reference.provenance is not None
        assert reference.provenance["methodology"]["id"] == "x"
        assert reference.provenance["data"] == {"source": "<DataFrame>", "sha256": None, "rows": 3}
        assert reference.provenance["options"] == {"decimal": "."}
        card = dtiscore.score(self.LATER, frame_edition(), reference=reference)
        assert card.provenance.options == {"reference_sha256": reference.hash}
        assert Reference.from_dict(reference.as_dict()) == reference

    def test_a_base_period_may_be_missing_where_a_reference_stands_for_it(self) -> None:
        based = frame_edition(frame={"base": "2021"})
        with pytest.raises(UsageFault, match="x is fitted on 2021, of which <DataFrame> has no row"):
            dtiscore.score(self.LATER, based)
        reference = dtiscore.fit(pd.concat([self.FIRST, self.LATER]), based)
        assert dtiscore.score(self.LATER, based, reference=reference).index.score.tolist() == [0.5, 1.5, 0.75]

    def test_a_base_period_also_holds_for_what_preparation_learned(self) -> None:
        impute = {"step": "impute", "method": "mean"}
        based = frame_edition(frame={"base": "2021"}, prepare=[impute], missing="no-score")
        reference = dtiscore.fit(self.FIRST, based)
        gap = self.LATER.assign(a=[20.0, nan, 25.0])
        card = dtiscore.score(gap, based, reference=reference)
        assert card.index.score.tolist() == [0.5, (20 - 10) / 20, 0.75]  # the mean of 2021 is 20

    def test_the_reference_of_another_edition_is_refused(self) -> None:
        reference = dtiscore.fit(self.FIRST, frame_edition())
        with pytest.raises(UsageFault, match="fitted under another methodology"):
            dtiscore.score(self.LATER, frame_edition(scale=100.0), reference=reference)

    def test_a_table_that_is_invalid_is_not_fitted(self) -> None:
        with pytest.raises(InvalidData):
            dtiscore.fit(self.FIRST.assign(a="x"), frame_edition())


class TestEditions:
    def test_the_difference_of_two(self) -> None:
        found = diff(frame_edition(), frame_edition(scale=100.0))
        assert [(change.key, change.before, change.after) for change in found.changes] == [("scale", 1, 100)]

    def test_conversion_from_an_id_a_file_and_plain_data(self, tmp_path: Path) -> None:
        path = tmp_path / "hdi.toml"
        path.write_text(convert("hdi-2022", "toml"), encoding="utf-8")
        assert dtiscore.load_methodology(path) == dtiscore.load_methodology("hdi-2022")
        assert "\nid: x\ntitle: X\n" in convert(frame_edition(), "yaml")

    @pytest.mark.parametrize("long", [False, True])
    @pytest.mark.parametrize("language", [None, "vi", "en"])
    @pytest.mark.parametrize("edition", ["dti-province-2022", "public-services-766", "desi-2022"])
    def test_a_template_that_is_filled_in_scores(
        self, edition: str, language: str | None, long: bool
    ) -> None:
        methodology = dtiscore.load_methodology(edition)
        periods = methodology.periods[-1:]
        columns = template(edition, language=language, periods=periods, long=long)
        frame = pd.DataFrame(columns)
        empty = [str(heading) for heading in frame if (frame[heading] == "").all()]
        assert len(empty) == (1 if long else len(list(methodology.index.indicators())))
        filled = frame.assign(**dict.fromkeys(empty, 0.5))
        card = dtiscore.score(filled, edition)
        assert not [problem for problem in card.warnings if problem.code == "unused-column"]
        assert not card.index.missing.any()
        by_columns = pd.DataFrame(template(edition, periods=periods))
        names = by_columns.columns[(by_columns == "").all()]
        same = dtiscore.score(by_columns.assign(**{str(name): 0.5 for name in names}), edition)
        assert card.index.score.tolist() == same.index.score.tolist()

    def test_a_template_of_a_family_wants_a_choice(self) -> None:
        with pytest.raises(UsageFault, match="the empty tables of dti-province-2020 and dti-province-2022"):
            template("dti-province")
        assert template("dti-province", date="2021-01-01") == template("dti-province-2020")
        both = template("dti-province", periods=["2022", "2023"])
        assert len(both["code"]) == 2 * 63
        with pytest.raises(UsageFault, match="are not the same"):
            template("dti-province", periods=["2020", "2022"])

    def test_a_template_of_a_period_that_the_edition_does_not_govern(self) -> None:
        with pytest.raises(UsageFault, match="dti-province-2022 does not govern 2020"):
            template("dti-province-2022", periods=["2020"])

    def test_the_scheme_of_a_weighting_file_lies_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "two.yaml").write_text(
            "id: two\ntitle: {en: Two}\nsource: s\nunits: [{code: A, name: {en: A}}, {code: B, name: {en: B}}]\n",
            encoding="utf-8",
        )
        path = tmp_path / "w.yaml"
        path.write_text(convert(frame_edition(units="two"), "yaml"), encoding="utf-8")
        assert template(path)["code"] == ["A", "B"]

    def test_coinr_tables_from_files(self, tmp_path: Path) -> None:
        meta, data = tmp_path / "iMeta.csv", tmp_path / "iData.csv"
        meta.write_text(
            "Level,iCode,Direction,Weight,Parent,Type\n1,a,1,1,I,Indicator\n2,I,1,1,NA,Aggregate\n",
            encoding="utf-8",
        )
        data.write_text("uCode,a\nA,1\nB,3\n", encoding="utf-8")
        made = import_coinr(meta, data)
        assert made.methodology == methodology_from(frame_of_coinr())
        assert dtiscore.score(data, made.methodology).index.score.tolist() == [0.0, 100.0]
        with pytest.raises(SourceFault):
            import_coinr(meta, tmp_path / "none.csv")


def frame_of_coinr() -> dict[str, Any]:
    return frame_edition(
        id="i",
        title="I",
        authority={
            "decision": "COINr metadata iMeta.csv",
            "issuer": "not stated in the metadata",
            "source": "iMeta.csv and iData.csv, tables of the R package COINr",
        },
        layout={"unit": "uCode", "missing": ["NA"]},
        missing="reweight",
        scale=100,
        publish={"decimals": 2},
        index={
            "code": "I",
            "aggregate": "arithmetic",
            "weights": "equal",
            "children": [{"code": "a", "rule": {"kind": "min-max"}}],
        },
        notes=[
            {
                "en": "The metadata state no methods: min-max over the units, arithmetic means and the rule for"
                " missing values are those that COINr applies unless told otherwise"
            }
        ],
    )
