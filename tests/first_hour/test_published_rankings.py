"""Tables of published rankings, as their publishers lay them out: what came of the indicators is none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import dtiscore
from dtiscore.questions.init.answer.draft import Draft


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
    "heads", [("2024 RANK", "2023 RANK"), ("Rank 2024", "Rank 2023"), ("Pos 2024", "Pos 2023")]
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
