"""Years in headings as periods: a table with a column for each year answers as the panel with a row for each does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore import ValueChange
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from

YEARS = ("2020", "2021", "2022")
UNITS = ("a", "b", "c")
FIGURES = {
    "income": {"2020": ("1", "4", "7"), "2021": ("2", "5", ""), "2022": ("3", "9", "6")},
    "school": {"2020": ("8", "7", "6"), "2021": ("3", "1", "2"), "2022": ("5", "5", "4")},
}
EACH = [(name, year) for name in FIGURES for year in YEARS]


def edition(**keys: Any) -> Methodology:
    rule = {"kind": "min-max"}
    index = group("I", "arithmetic", *(indicator(name, rule=rule) for name in FIGURES), missing="reweight")
    return methodology_from(HEAD | {"index": index} | keys)


def headed(heading: str) -> pd.DataFrame:
    """A row for each unit, a column for each indicator and year."""
    columns = {heading.format(name, year): FIGURES[name][year] for name, year in EACH}
    return pd.DataFrame({"unit": UNITS, **columns})


def with_years_below(names: str, heading: str) -> pd.DataFrame:
    """A row for each unit and indicator, a column for each year."""
    rows = [
        {"unit": unit, names: name} | {heading.format(year): FIGURES[name][year][at] for year in YEARS}
        for at, unit in enumerate(UNITS)
        for name in FIGURES
    ]
    return pd.DataFrame(rows)


PANEL = pd.DataFrame(
    [
        {"unit": unit, "year": year} | {name: FIGURES[name][year][at] for name in FIGURES}
        for year in YEARS
        for at, unit in enumerate(UNITS)
    ]
)
FORMS = {
    "behind": headed("{} {}"),
    "in brackets": headed("{} ({})"),
    "before": headed("{1}_{0}"),
    "below": headed("{} / {}"),
    "records": with_years_below("indicator", "{}"),
    "of the World Bank": with_years_below("Series Name", "{0} [YR{0}]"),
}
CHANGES = [ValueChange("c", "income", 8)]
QUESTIONS: dict[str, Callable[[pd.DataFrame, Methodology], Any]] = {
    "score": lambda table, of: scores(dtiscore.score(table, of)),
    "score of a year": lambda table, of: scores(dtiscore.score(table, of, period="2021")),
    "trend": lambda table, of: rows(dtiscore.trend([table], of)),
    "backcast": lambda table, of: rows(dtiscore.backcast([table], of)),
    "explain": lambda table, of: rows(dtiscore.explain(table, of, "b", period="2022")),
    "improve": lambda table, of: rows(dtiscore.improve(table, of, "c", to_rank=1, period="2020")),
    "whatif": lambda table, of: rows(dtiscore.whatif(table, of, CHANGES, period="2022")),
}
EDITIONS = {
    "each year by itself": edition(),
    "over all years": edition(frame="all"),
    "against a year": edition(frame={"base": "2020"}),
    "filled from other years": edition(
        prepare=[{"step": "impute-along", "columns": ["income"], "method": "linear"}]
    ),
}


def scores(card: dtiscore.Scorecard) -> list[tuple[str, str | None, float]]:
    found = zip(card.dataset.units, card.dataset.periods, card.index.score.tolist(), strict=True)
    return sorted(found, key=lambda row: (row[1] or "", row[0]))


def rows(answer: Any) -> list[str]:
    return sorted(map(repr, answer.to_frame().drop(columns="place", errors="ignore").to_dict("records")))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("of", EDITIONS)
@pytest.mark.parametrize("form", FORMS)
def test_years_in_headings_answer_as_a_panel_does(form: str, of: str, question: str) -> None:
    asked, methodology = QUESTIONS[question], EDITIONS[of]
    assert asked(FORMS[form], methodology) == asked(PANEL, methodology)


@pytest.mark.parametrize("heading", ["P", "P.score"])
def test_scores_of_nodes_stand_in_years_as_well(heading: str) -> None:
    """c has no school, and P where that is lacking; of 2020 P says nothing."""
    index = group("I", "arithmetic", group("P", "minimum", indicator("school")), indicator("income"))
    of = methodology_from({**HEAD, "missing": "reweight", "index": index})
    lacking = PANEL.assign(school=PANEL["school"].where(PANEL["unit"] != "c", ""))
    brought = pd.Series(["", "", "", "", "", "1", "", "", "2"])
    known = {f"school {year}": [*FIGURES["school"][year][:2], ""] for year in YEARS}
    wide = headed("{} {}").assign(
        **known, **{f"{heading} 2021": ["", "", "1"], f"{heading} 2022": ["", "", "2"]}
    )
    assert scores(dtiscore.score(wide, of)) == scores(dtiscore.score(lacking.assign(P=brought), of))
    assert [one.code for one in problems(wide, of)] == ["heading-part"]


def problems(
    table: pd.DataFrame, methodology: Methodology | None = None, **reading: Any
) -> Sequence[Problem]:
    return dtiscore.validate(table, methodology or edition(), **reading).problems


def test_it_is_told_that_years_are_periods() -> None:
    (told,) = problems(FORMS["behind"])
    assert (told.code, told.severity) == ("heading-part", "warning")
    assert "2 indicators have a column for each of several years, which are read as periods" in told.message


def test_nothing_is_told_of_records_to_those_who_ask_for_one_of_their_years() -> None:
    assert [one.code for one in problems(FORMS["records"])] == ["heading-part"]
    assert not problems(FORMS["records"], period="2021")


def test_a_cell_is_named_where_it_stands() -> None:
    table = FORMS["behind"].replace("9", "nine")
    (fault,) = [one for one in problems(table) if one.is_error]
    assert (fault.place.line, fault.place.header, fault.raw) == (2, "income 2022", "nine")
    assert table.columns[(fault.place.column or 0) - 1] == "income 2022"


def test_what_is_wrong_with_a_row_is_told_once() -> None:
    table = FORMS["behind"].replace("b", "Total")
    assert [one.code for one in problems(table) if one.is_error] == ["perhaps-a-total"]


def test_a_row_of_means_is_told_once() -> None:
    generator = np.random.default_rng(7)
    figures = generator.uniform(10, 90, (8, 2 * len(EACH))).round(2)
    names = [f"{name} {year}" for name in ("income", "school", "health", "work") for year in YEARS]
    rows = np.vstack([figures, figures.mean(axis=0).round(2)])
    table = pd.DataFrame(rows, columns=names).assign(unit=list("abcdefghi"))
    parts = [indicator(name) for name in ("income", "school", "health", "work")]
    of_four = methodology_from(HEAD | {"index": group("I", "arithmetic", *parts)})
    assert [(one.code, one.raw) for one in problems(table, of_four) if one.is_error] == [
        ("aggregate-row", "i")
    ]


def test_what_one_indicator_lacks_of_a_year_is_missing() -> None:
    table = FORMS["behind"].drop(columns="school 2022")
    assert scores(dtiscore.score(table, edition())) == scores(
        dtiscore.score(PANEL.assign(school=PANEL["school"].where(PANEL["year"] != "2022", "")), edition())
    )


def test_a_year_of_which_no_cell_is_filled_is_none() -> None:
    table = FORMS["behind"].assign(**{"income 2023": "..", "school 2023": ""})
    assert scores(dtiscore.score(table, edition(), missing=[".."])) == scores(
        dtiscore.score(PANEL, edition())
    )


def test_figures_of_two_years_that_indicators_do_not_share_are_no_periods() -> None:
    table = FORMS["behind"][["unit", "income 2020", "income 2021", "school 2021", "school 2022"]]
    assert {one.code for one in problems(table) if one.is_error} == {"undecided-side"}


@pytest.mark.parametrize("heading", ["income", "I"])
def test_years_beside_figures_without_one_are_no_periods(heading: str) -> None:
    table = FORMS["behind"].assign(**{heading: ["1", "2", "3"]})
    assert {one.code for one in problems(table) if one.is_error} == {"undecided-side"}


def test_two_columns_of_one_year_must_be_told_apart_first() -> None:
    table = FORMS["behind"].assign(**{"2021 income": ["1", "2", "3"]})
    assert {one.code for one in problems(table) if one.is_error} >= {"duplicate-column"}


def test_what_is_declared_of_all_years_holds_of_each() -> None:
    shares = indicator("income", rule={"kind": "fraction"}), indicator("school", rule={"kind": "fraction"})
    methodology = edition(index=group("I", "arithmetic", *shares, missing="reweight"))
    income = [f"income {year}" for year in YEARS]
    card = dtiscore.score(
        FORMS["behind"], methodology, percent=[*income, *(f"school {year}" for year in YEARS)]
    )
    assert card.nodes["income"].score[0] == 0.01
    some = problems(FORMS["behind"], methodology, percent=income[:1])
    assert "undecided-side" in {one.code for one in some}


def test_columns_of_years_that_nobody_reads_are_told() -> None:
    table = FORMS["behind"].assign(**{f"health {year}": ["1", "2", "3"] for year in YEARS})
    unused = [one.raw for one in problems(table) if one.code == "unused-column"]
    assert unused == [f"health {year}" for year in YEARS]


def test_a_column_of_names_may_be_headed_by_a_year() -> None:
    table = FORMS["behind"].rename(columns={"unit": "Tỉnh 2022"})
    assert scores(dtiscore.score(table, edition(), unit_column="Tỉnh 2022")) == scores(
        dtiscore.score(PANEL, edition())
    )
