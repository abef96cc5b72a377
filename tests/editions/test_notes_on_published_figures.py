"""Editions written from notes, on figures that were published: what no built-in edition needs and a publication does."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.editions.conftest import PublishedIndex
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.inputs.weighting import load_methodology, load_unit_scheme

NOTES = Path(__file__).parent / "notes"
PUBLISHED = ROOT / "tests" / "published"


def rows_of(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def published(card: dtiscore.Scorecard, code: str) -> dict[str, str | None]:
    """The scores of a node by unit as the note publishes them, with three decimals."""
    scores = zip(card.dataset.units, card.published(code).tolist(), strict=True)
    return {unit: None if score != score else f"{score:.3f}" for unit, score in scores}


def said_by(note: str) -> dict[str, Any]:
    """What a note says, to be said otherwise."""
    edition = load_methodology(NOTES / f"{note}.yaml")
    return edition.model_dump(mode="json", by_alias=True, exclude_unset=True)


class TestDotsThatStandForANumber:
    """UNDP, Human Development Report 2009, table H; tests/published/hdi-2007.csv."""

    ROWS = rows_of("hdi-2007")
    LITERATE = tuple(row["country"] for row in ROWS if row["literacy"] == ".. c")

    @pytest.fixture
    def card(self) -> dtiscore.Scorecard:
        return dtiscore.score(self.inputs(), NOTES / "human-development-2009.yaml")

    def inputs(self) -> pd.DataFrame:
        """The four columns that the index is made of, without what was published of it."""
        table = pd.read_csv(PUBLISHED / "hdi-2007.csv", dtype=str)
        return table[["country", "life_expectancy", "literacy", "enrolment", "gdp"]]

    def test_every_education_and_income_index(self, card: dtiscore.Scorecard) -> None:
        wanted = {code: {row["country"]: row[code] for row in self.ROWS} for code in ("EDUCATION", "INCOME")}
        assert published(card, "INCOME") == wanted["INCOME"]
        found = published(card, "EDUCATION")
        assert len(self.LITERATE) == 20
        assert {unit: found[unit] for unit in self.LITERATE} == {
            unit: wanted["EDUCATION"][unit] for unit in self.LITERATE
        }

    def test_the_index_as_far_as_years_of_life_printed_to_a_tenth_allow(
        self, card: dtiscore.Scorecard
    ) -> None:
        apart = {
            row["country"]: card.index.score[at] - float(row["HDI"])
            for at, row in enumerate(self.ROWS)
            if row["country"] != "Singapore"
        }
        assert len(apart) == 23
        # Half a tenth of 60 years in one of three parts, and half of the last digit that is printed.
        assert max(map(abs, apart.values())) < 0.05 / 60 / 3 + 0.0005
        found = published(card, "HDI")
        assert sum(found[row["country"]] == row["HDI"] for row in self.ROWS) == 18

    def test_no_other_tenth_would_do(self) -> None:
        plain = said_by("human-development-2009")
        for tenth, agree in ((98.9, 9), (99.0, 20), (99.1, 6)):
            plain["columns"][0]["texts"] = {".. c": tenth}
            found = published(dtiscore.score(self.inputs(), plain), "EDUCATION")
            wanted = {row["country"]: row["EDUCATION"] for row in self.ROWS}
            assert sum(found[unit] == wanted[unit] for unit in self.LITERATE) == agree, tenth

    def test_dots_of_another_letter_are_no_value(self, card: dtiscore.Scorecard) -> None:
        assert published(card, "EDUCATION")["Singapore"] is None
        assert published(card, "LIFE")["Singapore"] == "0.920"


def test_annual_growth_of_human_development() -> None:
    """UNDP, Human Development Report 2023/24, table 2: all 12 rates at the seven decimals that were printed."""
    card = dtiscore.score(PUBLISHED / "hdi-trends.csv", NOTES / "human-development-trends.yaml")
    row = {key: at for at, key in enumerate(zip(card.dataset.units, card.dataset.periods, strict=True))}
    read = {("1990", "2022"): "whole", ("2010", "2022"): "twelve_years"}
    wanted = rows_of("hdi-trends-growth")
    assert len(wanted) == 12
    for rate in wanted:
        code = read.get((rate["since"], rate["until"]), "decade")
        assert card.nodes[code].score[row[rate["country"], rate["until"]]] == pytest.approx(
            float(rate["growth"]), abs=6e-8, rel=0
        )


@pytest.mark.parametrize(
    ("table", "unit", "column", "along", "wanted"),
    [
        ("dti-national", "unit", "dti", "growth", {"2023": "3", "2024": "8.6"}),
        ("simd-local-share", "council", "share", "difference", {"2020": "1 -4 0 2"}),
    ],
)
def test_what_a_year_brought(table: str, unit: str, column: str, along: str, wanted: dict[str, str]) -> None:
    """DTI of Viet Nam, growth in percent since the year before; SIMD, percentage points since 2016."""
    made = {"step": "derive", "column": "made", "formula": column, "along": along}
    edition: dict[str, Any] = {
        **HEAD, "layout": {"unit": unit, "period": "year"}, "missing": "no-score",
        "prepare": [{**made, "periods": 1 if along == "growth" else 4}],
        "index": group("I", "arithmetic", indicator("made"), weights="equal"),
    }  # fmt: skip
    card = dtiscore.score(PUBLISHED / f"{table}.csv", edition)
    times = 100 if along == "growth" else 1
    for year, figures in wanted.items():
        found = [
            times * score
            for score, period in zip(card.index.score.tolist(), card.dataset.periods, strict=True)
            if period == year
        ]
        for score, figure in zip(found, figures.split(), strict=True):
            decimals = len(figure.partition(".")[2])
            assert f"{score:.{decimals}f}" == figure


def along(column: str, layout: dict[str, str], **step: Any) -> dict[str, Any]:
    """An edition whose one indicator is what a figure was over the periods of its unit."""
    return {
        **HEAD, "layout": layout, "missing": "no-score",
        "prepare": [{"step": "derive", "column": "made", "formula": column, **step}],
        "index": group("I", "arithmetic", indicator("made"), weights="equal"),
    }  # fmt: skip


def test_the_slope_of_reaction_times() -> None:
    """Belenky et al. (2003), the most deprived 18 of their subjects; slopes as R's lme4 fits and prints them."""
    edition = along("reaction", {"unit": "subject", "period": "day"}, along="slope")
    card = dtiscore.score(PUBLISHED / "sleep-deprivation.csv", edition, period="9")
    found = dict(zip(card.dataset.units, card.index.score.tolist(), strict=True))
    wanted = {row["subject"]: float(row["slope"]) for row in rows_of("sleep-deprivation-slopes")}
    assert len(wanted) == 18
    assert found == {subject: pytest.approx(slope, abs=6e-7, rel=0) for subject, slope in wanted.items()}
    assert max(found, key=found.__getitem__) == "308"
    assert [subject for subject, slope in found.items() if slope < 0] == ["335"]


def test_the_cases_of_a_week() -> None:
    """Our World in Data, COVID-19 dataset: seven times the mean of seven days is what is published of a week."""
    edition = along("new_cases", {"unit": "country", "period": "date"}, along="mean", periods=6)
    card = dtiscore.score(PUBLISHED / "covid-cases-2020.csv", edition)
    found = {
        (unit, day): 7 * score
        for unit, day, score in zip(
            card.dataset.units, card.dataset.periods, card.index.score.tolist(), strict=True
        )
    }
    wanted = {
        (row["country"], row["date"]): float(row["weekly_cases"])
        for row in rows_of("covid-cases-2020")
        if row["weekly_cases"]
    }
    assert len(wanted) == 5 * 7
    assert {key: found[key] for key in wanted} == {key: pytest.approx(week) for key, week in wanted.items()}
    last = {unit: week for (unit, day), week in wanted.items() if day == "2020-03-03"}
    assert sorted(last, key=last.__getitem__)[::-1] == ["South Korea", "China", "Iran", "Italy", "Japan"]


class TestSlumPopulation:
    """University of Notre Dame, ND-GAIN Country Index, id_heal_04; tests/published/nd-gain-slums.csv."""

    def filled(self, method: str) -> tuple[list[float], list[float], list[str]]:
        """What a method fills in, what was published, and of which country, where there was no value."""
        table = pd.read_csv(PUBLISHED / "nd-gain-slums.csv", dtype=str, keep_default_na=False)
        plain = said_by("slum-population")
        plain["prepare"][0]["method"] = method
        card = dtiscore.score(table.drop(columns="input"), plain)
        wanted = dict(zip(zip(table["code"], table["year"], strict=True), table["input"], strict=True))
        gaps = {key for key, raw in zip(wanted, table["raw"], strict=True) if raw == ""}
        keys = zip(card.dataset.units, card.dataset.periods, strict=True)
        found = [
            (score, float(wanted[key] or "nan"), key[0])
            for key, score in zip(keys, card.index.score.tolist(), strict=True)
            if key in gaps
        ]
        ours, theirs, units = zip(*found, strict=True)
        return list(ours), list(theirs), list(units)

    def test_all_that_was_filled_in(self) -> None:
        ours, theirs, _ = self.filled("linear")
        assert len(ours) == 193  # of which 20 stay empty, as Albania has no value
        assert ours == pytest.approx(theirs, abs=6e-11, rel=0, nan_ok=True)

    def test_a_single_value_in_all_years(self) -> None:
        ours, theirs, units = self.filled("constant")
        alone = {"AFG", "ALB", "ARM", "CHL"}
        kept = [at for at, unit in enumerate(units) if unit in alone]
        assert len(kept) == 3 * 19 + 20
        assert [ours[at] for at in kept] == pytest.approx([theirs[at] for at in kept], nan_ok=True)
        lines = zip(units, ours, theirs, strict=True)
        apart = {unit for unit, mine, other in lines if abs(mine - other) > 1e-9}
        assert apart == set(units) - alone  # between two values a line is asked for


class TestAirlinePassengers:
    """S. Moritz, T. Bartz-Beielstein, R package imputeTS: `na_locf`, `na_mean`, `na_seasplit` as documented and tested there.

    Beginnings are filled from behind (`na_remaining = "rev"`) unless kept (`"keep"`). As 12 months, the series is split by
    seasons.
    """

    EMPTIED: ClassVar = {"none": slice(0), "the first five": slice(5), "the last ten": slice(134, None)}

    def passengers(self, emptied: str) -> pd.DataFrame:
        rows = pd.read_csv(PUBLISHED / "air-passengers.csv", dtype=str, keep_default_na=False)
        rows.loc[rows.index[self.EMPTIED[emptied]], "passengers"] = ""
        return rows

    def filled(self, method: str, table: pd.DataFrame, **keys: str) -> dtiscore.Scorecard:
        edition = {
            **HEAD, "layout": {"unit": "series", "period": "time"}, "missing": "no-score",
            "prepare": [{"step": "impute-along", "method": method, **keys}],
            "index": group("I", "arithmetic", indicator("value"), weights="equal"),
        }  # fmt: skip
        return dtiscore.score(table, edition)

    def test_the_example_of_the_manual(self) -> None:
        table = pd.DataFrame({"time": map(str, range(1, 9)), "value": ["", "3", "4", "5", "6", "", "7", "8"]})
        card = self.filled("constant", table.assign(series="x"))
        assert card.index.score.tolist() == [3, 3, 4, 5, 6, 6, 7, 8]

    @pytest.mark.parametrize(
        ("method", "series", "emptied", "mean"),
        [
            ("constant", "one", "none", "278.8"),
            ("constant", "one", "the first five", "279.2"),
            ("constant", "one", "the last ten", "271.9"),
            ("constant", "months", "none", "278.2"),
            ("constant", "months", "the first five", "278.4"),
            ("constant", "months", "the last ten", "274.8"),
            ("previous", "one", "the first five", "284.3"),
            ("linear", "one", "none", "280.7"),
            ("linear", "months", "none", "280.3"),
        ],
    )
    def test_the_mean_of_what_was_filled(self, method: str, series: str, emptied: str, mean: str) -> None:
        rows = self.passengers(emptied)
        months = series == "months"
        table = pd.DataFrame({
            "series": rows["month"] if months else "one",
            "time": rows["year"] if months else [str(place) for place in range(len(rows))],
            "value": rows["passengers"],
        })  # fmt: skip
        scores = self.filled(method, table).index.score
        assert f"{np.nanmean(scores):.1f}" == mean

    @pytest.mark.parametrize(
        ("method", "by", "emptied", "mean"),
        [
            ("mean", None, "none", "279.8"),
            ("mean", None, "the first five", "284.8"),
            ("mean", None, "the last ten", "264.1"),
            ("median", None, "none", "277.9"),
            ("median", None, "the first five", "282.7"),
            ("median", None, "the last ten", "260.0"),
            ("mean", "month", "none", "279.3"),
            ("mean", "month", "the first five", "283.4"),
            ("mean", "month", "the last ten", "264.0"),
        ],
    )
    def test_one_figure_of_all_periods(self, method: str, by: str | None, emptied: str, mean: str) -> None:
        rows = self.passengers(emptied)
        table = pd.DataFrame({
            "series": "one",
            "time": [f"{place:03}" for place in range(len(rows))],
            "month": "month " + rows["month"],
            "value": rows["passengers"],
        })  # fmt: skip
        keys = {"step": "impute", **({"by": by} if by else {})}
        scores = self.filled(method, table, frame="all", **keys).index.score
        assert f"{np.mean(scores):.1f}" == mean
        # Each by itself, as rules are fitted, periods have nothing to fill a gap with.
        alone = np.isnan(self.filled(method, table, **keys).index.score)
        assert alone.tolist() == (rows["passengers"] == "").tolist()


class TestLocalShares:
    """Scottish Government, SIMD 2016; tests/published/simd-local-share.csv."""

    @pytest.fixture
    def card(self, published_index: PublishedIndex) -> dtiscore.Scorecard:
        data, results = published_index("simd_2016")
        table = results[["unit_id", "rank"]].merge(data[["unit_id", "unit_name"]], on="unit_id")
        return dtiscore.score(
            table.rename(columns={"unit_name": "council"}), NOTES / "scottish-local-shares.yaml"
        )

    def test_the_five_councils_with_the_largest_shares(self, card: dtiscore.Scorecard) -> None:
        councils = card.summarise("shares")
        shares = dict(zip(councils.dataset.units, councils.nodes["among_20"].score.tolist(), strict=True))
        wanted = {
            row["council"]: row["share"] for row in rows_of("simd-local-share") if row["year"] == "2016"
        }
        assert len(shares) == 32
        largest = sorted(shares, key=lambda council: -shares[council])[:5]
        assert set(largest) == set(wanted)
        assert {council: f"{100 * shares[council]:.0f}" for council in largest} == wanted

    def test_the_example_of_the_booklet(self, card: dtiscore.Scorecard) -> None:
        """Moray: 22 of 126 data zones are among the 40 % most deprived, a local share of 17 %."""
        found = {}
        for code in ("counts", "shares"):
            councils = card.summarise(code)
            found[code] = councils.nodes["among_40"].score[councils.dataset.units.index("Moray")]
        assert found["counts"] == 22
        assert round(22 / found["shares"]) == 126
        assert f"{100 * found['shares']:.0f}" == "17"

    def test_figures_of_the_group_in_a_formula_say_the_same(self, card: dtiscore.Scorecard) -> None:
        councils = card.summarise("shares")
        glasgow = councils.dataset.units.index("Glasgow City")
        for code in ("local_share", "mean_share"):
            by_formula = councils.nodes[code].score.tolist()
            assert by_formula == pytest.approx(councils.nodes["among_20"].score.tolist(), rel=1e-12)
            assert f"{100 * by_formula[glasgow]:.0f}" == "48"


def test_the_average_scores_of_english_districts() -> None:
    """English Indices of Deprivation 2019: both averages by people at three decimals; by areas they would be others."""
    edition = {
        **HEAD, "layout": {"unit": "area", "name": "name"}, "columns": [{"header": "district"}],
        "index": group("IMD", "arithmetic", indicator("score"), weights="equal"),
        "summaries": [
            {"code": "people", "by": "district", "weight": "people"}, {"code": "areas", "by": "district"}
        ],
    }  # fmt: skip
    card = dtiscore.score(PUBLISHED / "deprivation-2019.csv", edition)
    found: dict[str, list[str]] = {}
    for code in ("people", "areas"):
        districts = card.summarise(code)
        assert districts.dataset.units == ("City of London", "Rutland")
        assert districts.ranks["IMD"].tolist() == [1, 2]
        found[code] = [f"{score:.3f}" for score in districts.index.score.tolist()]
    assert found["people"] == ["14.720", "8.381"]
    assert found["areas"] == ["14.805", "8.707"]


def test_provinces_merged_by_the_mean_of_their_predecessors(examples: Path) -> None:
    """DTI 2024 on the 34 units of 1 July 2025: all 12 ranks that were published, and the 5 values."""
    table = pd.read_csv(examples / "dti-province" / "2024-published.csv", dtype={"code": str})
    merged = {unit.code: unit.successor for unit in load_unit_scheme("vn-province-63").units}
    table["successor"] = [merged[code] for code in table["code"]]
    edition = {
        **HEAD, "layout": {"unit": "code"},
        "index": group("INDEX", "arithmetic", indicator("dti"), weights="equal"),
        "summaries": [{"code": "merged", "by": "successor"}],
    }  # fmt: skip
    card = dtiscore.score(table[["code", "dti", "successor"]], edition).summarise("merged")
    assert len(card.dataset.units) == 34
    for row in rows_of("dti-province34-2024"):
        at = card.dataset.units.index(row["code"])
        assert card.ranks["INDEX"][at] == int(row["rank"]), row["province"]
        if row["dti"]:  # of 63 values rounded to four decimals
            assert card.index.score[at] == pytest.approx(float(row["dti"]), abs=0.0001), row["province"]
