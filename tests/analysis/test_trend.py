"""Many periods: runs in the lead, growth, and how far units are apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.analysis.standings import Standings, published_standings
from dtiscore.errors import UsageFault
from dtiscore.inputs.standings import units_named
from dtiscore.questions.trend.answer import Run, trend
from dtiscore.questions.trend.shown import ShownTrend
from dtiscore.render.drawing.screen import Screen


def table(period: str | None, **scores: float) -> Standings:
    units = {code: ({"": code}, score) for code, score in scores.items()}
    return published_standings(f"{period}.csv", period, "X", None, units, None)


def test_a_run_in_the_lead_ends_where_another_leads_or_a_year_is_not_known() -> None:
    found = trend(
        [
            table("2023", A=5.0, B=1.0),
            table("2020", A=3.0, B=1.0),
            table("2019", A=2.0, B=1.0),
            table("2024", A=1.0, B=6.0),
            table("2022", A=4.0, B=2.0),
        ]
    )
    assert [one.period for one in found.tables] == ["2019", "2020", "2022", "2023", "2024"]
    assert found.of("A").leads == [Run("2019", "2020", 2), Run("2022", "2023", 2)]
    assert found.of("B").leads == [Run("2024", "2024", 1)]


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        (["2016", "2018", "2020", "2022"], 6),
        (["2016-17", "2018-19", "2020-21", "2022-23"], 6),
        (["2016-12-31", "2018-12-31", "2020-12-31", "2022-12-31"], 6),
        (["2021-10", "2021-12", "2022-02", "2022-04"], 6),  # months
        (["Wave 1", "Wave 3", "Wave 5", "Wave 7"], 3),  # steps
    ],
)
def test_of_an_index_of_every_second_period_none_is_lacking(periods: list[str], years: int) -> None:
    found = trend([table(period, A=9.0, B=float(at)) for at, period in enumerate(periods)])
    assert found.of("A").leads == [Run(periods[0], periods[-1], 4)]
    assert (found.of("B").growth, found.of("B").yearly) == (3, 3 / years)
    assert not found.lacks_periods


def test_where_a_run_ends_without_a_table_is_told() -> None:
    found = trend([table(year, A=9.0, B=1.0) for year in ("2016", "2018", "2022", "2024")])
    assert found.of("A").leads == [Run("2016", "2018", 2), Run("2022", "2024", 2)]
    assert "where one lacks, they end" in ShownTrend(found).screen(Screen(300))


def test_a_row_without_a_score_is_as_none_where_no_list_says_who_is_meant() -> None:
    """Of 1 and 2 alone the mean is 1.5 and the deviation 0.5, whether the row of C is lacking or empty."""
    edition = {**HEAD, "missing": "no-score", "index": indicator("x")}
    years = [("2020", "ABC", [1, 2, 9]), ("2021", "AB", [1, 2]), ("2022", "ABC", [1, 2, None])]
    tables = [pd.DataFrame({"unit": [*units], "year": year, "x": x}) for year, units, x in years]
    first, *others = dtiscore.trend(tables, edition).spreads
    assert (first.units, first.mean) == (3, 4)
    assert [(one.units, one.mean, one.sd) for one in others] == [(2, 1.5, 0.5)] * 2


def test_growth_is_counted_in_years() -> None:
    found = trend([table("2020", A=4.0, B=2.0), table("2024", A=6.0, B=1.0)])
    assert (found.of("A").growth, found.of("A").yearly, found.of("A").relative) == (2, 2 / 4, 2 / 4)
    assert (found.of("B").growth, found.of("B").relative) == (-1, -1 / 2)


def test_growth_starts_where_a_score_is_known() -> None:
    found = trend([table("2020", A=4.0), table("2022", A=4.0, B=1.0), table("2023", A=5.0, B=3.0)])
    assert (found.of("B").growth, found.of("B").yearly) == (2, 2)
    assert found.of("B").standings[0] is None


def test_units_draw_together() -> None:
    found = trend([table("1", A=1.0, B=5.0), table("2", A=4.0, B=5.0)])
    assert [(one.mean, one.sd, one.range) for one in found.spreads] == [(3, 2, 4), (4.5, 0.5, 1)]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ([table("1", A=1.0)], "at least two periods"),
        ([table("1", A=1.0), table(None, A=1.0)], "period is not known"),
        ([table("1", A=1.0), table("1", A=2.0)], "two tables of 1"),
        ([table("2020-21", A=1.0), table("2020/21", A=2.0)], "two tables of 2020-21"),
    ],
)
def test_what_makes_no_trend_is_refused(tables: list[Standings], message: str) -> None:
    with pytest.raises(UsageFault, match=message):
        trend(tables)


def test_a_table_with_its_period_is_proposed_as_a_shell_takes_it() -> None:
    with pytest.raises(UsageFault) as refused:
        trend([table("1", A=1.0), replace(table(None, A=1.0), source="số liệu.csv")])
    assert refused.value.fix == 'write it before the table: "2023=số liệu.csv"'


def test_any_node_or_view_is_followed_by_its_own_ranks(examples: Path) -> None:
    """The first of main index 7 and of the pillar CQS, 2022 and 2023, as their scorecards have them."""
    files = [examples / "dti-province" / f"{year}.csv" for year in (2022, 2023)]
    tables = [f"{year}={file}" for year, file in zip((2022, 2023), files, strict=True)]
    cards = [dtiscore.score(file, "dti-province-2022") for file in files]
    for code in ("7", "CQS"):
        found = dtiscore.trend(tables, "dti-province-2022", indicator=code)
        for at, card in enumerate(cards):
            ranks = dict(zip(card.dataset.units, card.ranks[code].tolist(), strict=True))
            followed = {one.unit: one.standings[at] for one in found.units}
            assert {unit: one and one.rank for unit, one in followed.items()} == ranks
        assert found.tables[0].index == code
    with pytest.raises(UsageFault, match='no indicator with the code "CQ"') as caught:
        dtiscore.trend(tables, "dti-province-2022", indicator="CQ")
    assert "CQS" in str(caught.value.fix)
    published, basis = examples / "dti-province" / "2024-published.csv", dtiscore.Basis(published="dti")
    with pytest.raises(UsageFault, match="published figures"):
        dtiscore.trend([f"{year}={published}" for year in (2023, 2024)], basis=basis, indicator="7")


def test_a_ranking_without_a_node_is_not_followed_in_it(tmp_path: Path) -> None:
    """A ranking holds the nodes that were written; of the others not even that they are missing is shown as a trend."""
    edition = {**HEAD, "index": group("X", "arithmetic", indicator("a"), indicator("b"), weights="equal")}
    for year in (2020, 2021):
        (tmp_path / f"{year}.csv").write_text(f"rank,unit,name,X.score\n1,u,u,3\n2,v,v,{year - 2019}\n")
    tables = [f"{year}={tmp_path / f'{year}.csv'}" for year in (2020, 2021)]
    assert dtiscore.trend(tables, edition).of("v").growth == 1
    with pytest.raises(UsageFault, match=r'2021\.csv hold no score of "a"') as caught:
        dtiscore.trend(tables, edition, indicator="a")
    assert "--level all" in str(caught.value.fix)


def test_gaps_are_those_of_the_node_that_is_followed() -> None:
    edition = {
        **HEAD,
        "missing": "reweight",
        "index": group("X", "arithmetic", indicator("a"), indicator("b")),
    }
    tables = [
        pd.DataFrame({"unit": ["u", "v"], "year": [year] * 2, "a": [1, 2], "b": [gap, 1]})
        for year, gap in (("2020", None), ("2021", 1))
    ]
    gaps = [dtiscore.trend(tables, edition, indicator=code).tables[0].lacking for code in (None, "a", "b")]
    assert gaps == [{"u": {"b"}}, {}, {}]


def test_means_and_distances_of_whole_scores_have_a_decimal() -> None:
    """(1 + 2 + 7) / 3 = 3.33 and a standard deviation of 2.62; (3 + 3 + 5) / 3 = 3.67 and 0.94."""
    found = trend([table("1", A=1.0, B=2.0, C=7.0), table("2", A=3.0, B=3.0, C=5.0)])
    text = ShownTrend(found, "spread").screen(Screen(300))
    rows = [line.split() for line in text.splitlines() if line.startswith(("  1 ", "  2 "))]
    assert rows == [["1", "3", "3.3", "2.6", "6.0"], ["2", "3", "3.7", "0.9", "2.0"]]
    assert "fell from 2.6 in 1 to 0.9 in 2" in text


def test_what_fell_shows_as_fallen() -> None:
    """Scores without decimals: 1 and 0.5 would both show as 1."""
    found = trend([table("1", A=1.0, B=3.0), table("2", A=2.0, B=3.0)])
    assert "was 1.0 in 1 and 0.5 in 2" in ShownTrend(found).screen(Screen(300))


def test_what_rounding_may_have_made_is_not_told_as_drawing_together() -> None:
    """40.5 and 60.4 are further apart than 40.4 and 59.6, and published as 41 and 60 they are nearer than 40 and 60."""
    before, after = table("2020", A=40.0, B=60.0), table("2021", A=41.0, B=60.0)
    shown = ShownTrend(trend([before, after])).screen(Screen())
    assert "Whether the units drew together is not told" in shown
    shown = ShownTrend(trend([before, table("2021", A=43.0, B=60.0)])).screen(Screen())
    assert "The units drew together" in shown


def test_a_unit_of_another_group_is_told_with_its_group() -> None:
    edition = {
        **HEAD,
        "layout": {"period": "year", "group": "region"},
        "index": group("X", "sum", indicator("a")),
    }
    data = pd.DataFrame(
        [
            (f"u{n}", f"Unit {n}", year, region, n)
            for year in ("2020", "2021")
            for n, region in enumerate("NSWS")
        ],
        columns=["unit", "name", "year", "region", "a"],
    )
    found = dtiscore.trend([data], edition, group="S")
    assert units_named(found.tables, ["u1", "unit 3"]) == {"u1", "u3"}
    for unit, place in (("u0", "N"), ("unit 2", "W")):
        with pytest.raises(UsageFault, match=f'the group that was chosen has no unit "{unit}"') as caught:
            units_named(found.tables, [unit])
        assert str(caught.value.fix) == f"it stands in {place}"
    with pytest.raises(UsageFault, match='the tables have no unit "u9"'):
        units_named(found.tables, ["u9"])


def test_growth_of_a_year_has_the_decimals_that_it_needs_and_says_what_a_period_is() -> None:
    """61 less 60 in two years is half a point in each, which whole scores would show as one; a third is not nothing."""

    def last_of(page: str) -> list[str]:
        return [line.split()[-1] for line in page.splitlines() if line.lstrip()[:2] in ("A ", "B ")]

    years = [table("2020", A=60.0, B=5.0), table("2022", A=61.0, B=8.0)]
    page = ShownTrend(trend(years)).screen(Screen(100))
    assert ("per year" in page, last_of(page)) == (True, ["+0.5", "+1.5"])
    quarters = [table(f"2020-Q{at}", A=60.0 + at // 4, B=5.0) for at in (1, 2, 3, 4)]
    page = ShownTrend(trend(quarters)).screen(Screen(100))
    assert ("per period" in page, last_of(page)) == (True, ["+0.33", "="])
    months = [table("202112", A=60.0, B=5.0), table("202201", A=61.0, B=8.0)]
    assert "per year" not in ShownTrend(trend(months)).screen(Screen(100))
