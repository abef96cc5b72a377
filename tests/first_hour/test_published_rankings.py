"""Tables of published rankings, as their publishers lay them out: what came of the indicators is none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import dtiscore
from dtiscore.questions.init.answer.draft import Draft
from tests.conftest import Run


def drafted(folder: Path, *lines: str) -> Draft:
    (folder / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft = dtiscore.init(folder / "t.csv", folder=folder).draft
    assert draft is not None
    return draft


UNITS = range(1, 13)


def test_deciles_are_neither_indicators_nor_per_cent(tmp_path: Path) -> None:
    """As in the English Indices of Deprivation, of which each domain has a score, a rank and a decile."""
    parts = ("Index of Multiple Deprivation (IMD)", "Income", "Crime")
    told = ("Score", "Rank (where 1 is most deprived)", "Decile (where 1 is most deprived 10% of LSOAs)")
    head = ",".join(["LSOA code", "LSOA name", *(f"{part} {each}" for part in parts for each in told)])
    rows = (
        f"E0{at},Area {at},"
        + ",".join(f"{at * step % 13}.{at},{at},{1 + at * step % 10}" for step in (3, 5, 7))
        for at in UNITS
    )
    draft = drafted(tmp_path, head, *rows)
    assert [each.column for each in draft.criteria] == ["Income Score", "Crime Score"]
    assert draft.published.name == "Index of Multiple Deprivation (IMD) Score"


@pytest.mark.parametrize(
    "heading",
    [
        "Severity class",
        "Cluster",
        "k_means_cluster",
        "Tier",
        "Band",
        "Income quartile",
        "domain_quantiles",
        "Nhóm",
    ],
)
def test_the_number_of_a_class_is_no_figure(heading: str, tmp_path: Path) -> None:
    rows = (f"u{at},{at * 5 % 13},{at % 4}" for at in UNITS)
    assert [each.column for each in drafted(tmp_path, f"unit,a,{heading}", *rows).criteria] == ["a"]


@pytest.mark.parametrize(
    ("index", "rank"),
    [
        ("HDI", "HDI rank"),
        ("EPI", "Global rank"),
        ("DTI", "Xếp hạng DTI"),
        ("Human Development Index (HDI)", "HDI rank"),
    ],
)
def test_the_only_ranks_are_those_of_the_index_whatever_stands_with_them(
    index: str, rank: str, tmp_path: Path
) -> None:
    """The index was an indicator beside its parts, and what the ranking shows of these was not asked."""
    rows = (f"u{at},{90.5 - at},{at},{60 - at * 4 + at * 5 % 11},{at * 4 + at * 7 % 11}" for at in UNITS)
    draft = drafted(tmp_path, f"unit,{index},{rank},goods,alpha", *rows)
    assert {each.column: each.falls for each in draft.criteria} == {"goods": False, "alpha": True}


def test_ranks_of_several_things_or_how_they_moved_are_no_ranking(tmp_path: Path) -> None:
    rows = (f"u{at},{at},{13 - at},{at * 5 % 13},{at * 7 % 13}" for at in UNITS)
    draft = drafted(tmp_path, "unit,Health rank,Change in rank,a,b", *rows)
    assert [each.column for each in draft.criteria] == ["a", "b"]
    rows = (f"u{at},{at},{13 - at},{at * 5 % 13},{at * 7 % 13}" for at in UNITS)
    folder = tmp_path / "two"
    folder.mkdir()
    draft = drafted(folder, "unit,Health rank,Wealth rank,a,b", *rows)
    assert not any(each.falls for each in draft.criteria)


@pytest.mark.parametrize("heading", ["Index", "index", "INDEX"])
def test_no_column_brings_the_scores_of_the_draft(heading: str, tmp_path: Path) -> None:
    """A unit without a figure had the index of the table for its score, and a rank."""
    rows = (f"u{at},{at},{90.5 - at},{at * 5 % 13},{'' if at == 3 else at * 7 % 13}" for at in UNITS)
    (tmp_path / "t.csv").write_text("\n".join([f"unit,Rank,{heading},a,b", *rows, ""]), encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert begun.score().ranking().set_index("unit")["rank"].isna().to_dict() == {
        f"u{at}": at == 3 for at in UNITS
    }


def test_a_band_of_ranks_is_no_answer(tmp_path: Path) -> None:
    rows = (f"u{at},{at * 5 % 13},{'1–5' if at < 6 else '6+'}" for at in UNITS)
    assert [each.column for each in drafted(tmp_path, "unit,a,rank_band", *rows).criteria] == ["a"]


@pytest.mark.parametrize("heading", ["Class size", "Classes", "Clusters of firms"])
def test_what_is_counted_in_classes_is_one(heading: str, tmp_path: Path) -> None:
    rows = (f"u{at},{at * 5 % 13},{at % 4}" for at in UNITS)
    assert [each.column for each in drafted(tmp_path, f"unit,a,{heading}", *rows).criteria] == ["a", heading]


@pytest.mark.parametrize("heading", ["Poorest quintile", "Income quintile ratio", "Top decile"])
def test_figures_of_a_quintile_are_an_indicator(heading: str, tmp_path: Path) -> None:
    draft = drafted(tmp_path, f"unit,a,{heading}", *(f"u{at},{at * 5 % 13},{at * 7 % 13}.25" for at in UNITS))
    assert [each.column for each in draft.criteria] == ["a", heading]


@pytest.mark.parametrize(
    ("heading", "is_share"),
    [
        ("Access (%)", True),
        ("% of GDP", True),
        ("Share, %", True),
        ("Top 10%", False),
        ("Worst 20 % of areas", False),
    ],
)
def test_a_number_before_the_sign_says_of_which_units(heading: str, is_share: bool, tmp_path: Path) -> None:
    draft = drafted(
        tmp_path, f'unit,a,"{heading}"', *(f"u{at},{at * 5 % 13},{at * 7 % 13}.25" for at in UNITS)
    )
    assert ("of: 100" in draft.criteria[1].rule) == is_share


@pytest.mark.parametrize(
    "heads",
    [("2024 RANK", "2023 RANK"), ("Rank 2024", "Rank 2023"), ("Pos 2024", "Pos 2023"), ("WR2024", "WR2023")],
)
def test_ranks_of_two_years_are_no_choice_of_figures(heads: tuple[str, str], tmp_path: Path) -> None:
    rows = (f"{at},{13 - at},u{at},{at * 5 % 13},{at * 7 % 13}" for at in UNITS)
    draft = drafted(tmp_path, f"{heads[0]},{heads[1]},Institution,a,b", *rows)
    assert [each.column for each in draft.criteria] == ["a", "b"]


@pytest.mark.parametrize("places", ["1 2 3 3 5 6 7 8", "1 2 =3 =3 5 6 7 8", "1. 2. 3. 3. 5. 6. 7. 8."])
def test_the_ranks_by_which_units_are_sorted_may_be_shared(places: str, tmp_path: Path) -> None:
    rows = (f"{place},u{at},{at * 5 % 13},{at * 7 % 13}" for at, place in enumerate(places.split(), 1))
    assert [each.column for each in drafted(tmp_path, "WR,unit,a,b", *rows).criteria] == ["a", "b"]


def test_figures_that_hardly_differ_are_no_ranks(tmp_path: Path) -> None:
    rows = (f"{place},u{at},{at * 5 % 13}" for at, place in enumerate("11111667", 1))
    assert [each.column for each in drafted(tmp_path, "WR,unit,a", *rows).criteria] == ["WR", "a"]


def ranked_by_places(heading: str, *, worst_first: bool = False) -> list[str]:
    """A ranking by places in single things, as that of the Center for World University Rankings."""
    rows = []
    for at in range(1, 25):
        places = (at * 2 + at * 7 % 13, at * 3 + at * 5 % 11, at + at * 11 % 17)
        told = {"score": round(100 / at, 1), "Rank": 25 - at if worst_first else at}[heading]
        rows.append(f"u{at},{','.join(map(str, places))},{told}")
    return [f"institution,education,faculty,patents,{heading}", *rows]


@pytest.mark.parametrize("heading", ["score", "Rank"])
def test_where_units_that_rank_higher_have_less_less_is_better(heading: str, tmp_path: Path) -> None:
    """The first of the table was ranked last, and more was taken to be better of its places."""
    draft = drafted(tmp_path, *ranked_by_places(heading))
    assert [each.falls_by_ranking for each in draft.criteria] == [True, True, True]
    ranking = dtiscore.score(tmp_path / "t.csv", tmp_path / "t.yaml").ranking()
    assert ranking["unit"].tolist().index("u1") < 3
    other = tmp_path / "other"
    other.mkdir()
    assert not any(
        each.falls for each in drafted(other, *ranked_by_places("Rank", worst_first=True)).criteria
    )


def test_what_a_ranking_shows_goes_before_a_name(tmp_path: Path) -> None:
    """In an index of deprivation more of a burden is more of it."""
    rows = [
        f"u{at},{at},{100 - 3 * at},{90 - 3 * at + at * 7 % 12},{80 - 2 * at + at * 5 % 12}" for at in UNITS
    ]
    draft = drafted(tmp_path, "unit,Rank,Deprivation score,Poverty rate,Deprived households", *rows)
    assert [each.column for each in draft.criteria] == ["Poverty rate", "Deprived households"]
    assert not any(each.falls for each in draft.criteria)


def test_a_loose_bearing_on_the_ranking_turns_nothing(tmp_path: Path) -> None:
    draws = (37, 4, 81, 52, 66, 12, 95, 23, 48, 70, 9, 58)
    rows = [f"u{at},{at},{100 - at * 3},{draws[at - 1]}.5" for at in UNITS]
    assert not any(each.falls for each in drafted(tmp_path, "unit,Rank,a,b", *rows).criteria)


def test_scores_rise_whatever_they_have_to_do_with_the_index(tmp_path: Path) -> None:
    """Of an index of freedom the score for small government falls towards the first, and is a score."""
    rows = [
        f"u{at},{at},{at * 0.7 + 0.3:.2f},{9.5 - at * 0.6:.2f},{9.1 - at * 7 % 12 * 0.5:.2f}" for at in UNITS
    ]
    assert not any(each.falls for each in drafted(tmp_path, "unit,Rank,a,b,c", *rows).criteria)


def test_the_reason_why_less_is_better_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("\n".join(ranked_by_places("score")) + "\n", encoding="utf-8")
    told = " ".join(run("init", "t.csv", "--yes", cwd=tmp_path).stderr.split())
    assert "as units that the table ranks higher have less, in: education, faculty, patents" in told
    assert "is less better, as the ranking of the table suggests?" in (tmp_path / "t.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("heading", ["Country", "location", "Country Code", "Pays"])
def test_countries_of_universities_are_no_answers(heading: str, tmp_path: Path) -> None:
    rows = (f"u{at},{'XYZ'[at % 3]}-land,{at * 5 % 13},{at * 7 % 13}" for at in UNITS)
    assert [each.column for each in drafted(tmp_path, f"University,{heading},a,b", *rows).criteria] == [
        "a",
        "b",
    ]


def test_scores_of_years_beside_a_rank_are_what_the_table_ranks_by(tmp_path: Path) -> None:
    """As in copies of the Global Peace Index, which end in its scores of the years before."""
    rows = [f"{at},u{at},{at}.5,{at * 5 % 13},{at * 7 % 13},{at * 3 % 13},{at}.25,{at}.75" for at in UNITS]
    draft = drafted(tmp_path, "RANK,COUNTRY,SCORE,a,b,c,2022,2021", *rows)
    assert [each.column for each in draft.criteria] == ["a", "b", "c"]
    # Where most figures are those of years, somebody must say which are meant.
    (tmp_path / "t.csv").write_text(
        "unit,Rank,2022,2021\n" + "".join(f"u{at},{at},{at}.5,{at}.25\n" for at in UNITS), encoding="utf-8"
    )
    with pytest.raises(dtiscore.UsageFault, match="2021, 2022"):
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path / "other")
