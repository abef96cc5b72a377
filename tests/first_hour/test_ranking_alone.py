"""A table that ranks its units by a score and says nothing else of them begins an index of that score as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

import dtiscore
from dtiscore import UsageFault
from dtiscore.questions.init.answer.columns_apart import is_total


def begun(text: str, folder: Path) -> dtiscore.Started:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return dtiscore.init(folder / "t.csv", folder=folder)


@pytest.mark.parametrize(
    ("heading", "scores"),
    [
        ("Score 2022", ["90", "87", "80.5", "80.25"]),
        ("Tổng điểm", ["812.5", "800.25", "755.5", "700"]),
        ("Overall", ["92.5", "90", "88.5", "71"]),
        ("Total score", ["0.125", "0.12", "-0.5", "-1.25"]),
        ("Total score", ["40.70312", "40.70311", "40.7", "39"]),
    ],
)
def test_the_score_counts_as_it_stands(heading: str, scores: list[str], tmp_path: Path) -> None:
    rows = [f"{name},{score},{at}," for at, (name, score) in enumerate(zip("ABCD", scores, strict=True), 1)]
    started = begun("\n".join([f"name,{heading},Rank,Ghi chú", *rows, ""]), tmp_path)
    assert started.draft is not None
    assert [(each.column, each.rule) for each in started.draft.criteria] == [(heading, "{kind: identity}")]
    assert [*started.draft.left_out] == ["Rank", "Ghi chú"]
    card = started.score()
    assert card.nodes["INDEX"].score.tolist() == [*map(float, scores)]
    assert [*card.ranking()["rank"]] == [1, 2, 3, 4]


def test_a_column_of_maxima_ranks_nobody(tmp_path: Path) -> None:
    """It was taken for the score, as its heading says of what a score is."""
    started = begun("Unit,Max score,Score\nA,100,55\nB,90,62\nC,80,48\nD,100,81\nE,70,33\n", tmp_path)
    assert started.draft is not None
    assert [each.column for each in started.draft.criteria] == ["Score"]
    text = Path(started.weights).read_text(encoding="utf-8")
    assert "weights are equal" not in text  # of one


@pytest.mark.parametrize("heading", ["Percentile", "Rank", "Notes", "Area code", "Max points"])
def test_what_stands_beside_scores_is_no_total(heading: str) -> None:
    assert not is_total(heading)


def test_of_several_scores_it_is_the_one_in_whose_order_the_ranks_are(tmp_path: Path) -> None:
    rows = [f"{name},{at * 7 % 10 + 0.5},{99.5 - at},{at}" for at, name in enumerate("ABCDEFGHI", 1)]
    text = "\n".join(["name,Tổng điểm đánh giá,Tổng điểm thẩm định,Xếp hạng", *rows, ""])
    draft = begun(text, tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["Tổng điểm thẩm định"]


def test_where_the_lowest_score_is_first_it_is_so_here(tmp_path: Path) -> None:
    rows = [f"{name},{at + at / 4}," for at, name in enumerate("ABCDEFGHI", 1)]
    ranked = [f"{row}{at}" for at, row in enumerate(rows, 1)]
    started = begun("\n".join(["name,Score,Rank", *ranked, ""]), tmp_path)
    assert "order: ascending" in Path(started.weights).read_text(encoding="utf-8")
    assert started.score().ranking()["unit"].tolist()[0] == "A"


@pytest.mark.parametrize("beside", ["quantiles", "class"])
def test_ranks_may_be_headed_as_their_score_is(beside: str, tmp_path: Path) -> None:
    """A band that the score was cut into was the only indicator, and the last unit came first."""
    rows = [f"{name},{at * at - 20.25},{at},{at}" for at, name in enumerate("ABCDEFGHI", 1)]
    head = f"code,domain_score,domain_rank,domain_{beside}"
    started = begun("\n".join([head, *rows, ""]), tmp_path)
    assert started.draft is not None
    assert [each.column for each in started.draft.criteria] == ["domain_score"]
    assert started.score().ranking()["unit"].tolist() == list("ABCDEFGHI")


@pytest.mark.parametrize("years", [(2024, 2025), (2025, 2024)])
def test_of_one_score_in_several_years_the_last_is_the_index(years: tuple[int, int], tmp_path: Path) -> None:
    """The mean of two years was the index, and neither of the ranks was looked at."""
    heads = ",".join(f"iru{year}_rank,iru{year}_score" for year in years)
    scores = {2025: [99.5 - at for at in range(9)], 2024: [float(at * 4 % 9) for at in range(9)]}
    ranks = {year: [1 + sum(other > own for other in of) for own in of] for year, of in scores.items()}
    rows = [f"{name}," + ",".join(f"{ranks[year][at]},{scores[year][at]}" for year in years) for at, name in enumerate("ABCDEFGHI")]  # fmt: skip
    started = begun("\n".join([f"name,{heads}", *rows, ""]), tmp_path)
    assert started.draft is not None
    assert [each.column for each in started.draft.criteria] == ["iru2025_score"]
    assert started.score().ranking()["unit"].tolist() == list("ABCDEFGHI")


def test_words_of_unknown_worth_are_no_index_beside_a_score(tmp_path: Path) -> None:
    """What regime a country has was its whole index."""
    rows = [
        f"{at},{name},{'free' if at < 5 else 'not free'},{9.5 - at}" for at, name in enumerate("ABCDEFGHI", 1)
    ]
    draft = begun("\n".join(["Rank,name,Regime,2023", *rows, ""]), tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["2023"]


@pytest.mark.parametrize(
    "text",
    [
        "name,Rank\nA,1\nB,2\n",
        "name,Max score\nA,100\nB,\nC,100\n",
        "name,Score\nA,good\nB,bad\nC,good\nD,bad\n",
        "name,Note\nA,x\nB,y\n",
    ],
)
def test_what_is_no_score_is_none(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="no column may be an indicator"):
        begun(text, tmp_path)


def test_a_unit_without_a_score_has_no_rank(tmp_path: Path) -> None:
    ranking = begun("name,Score,Rank\nA,90,1\nB,,\nC,80,2\n", tmp_path).score().ranking()
    assert ranking["rank"].tolist()[:2] == [1, 2]
    assert ranking["rank"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    "told",
    [
        "Indicators_Available",
        "Coverage_Percent",
        "Missing values",
        "No. of indicators",
        "Số chỉ tiêu có số liệu",
    ],
)
def test_how_much_was_known_of_a_unit_is_no_indicator(told: str, tmp_path: Path) -> None:
    """The units of which most was known came first, and the score was left out."""
    rows = [f"{name},{91.5 - at * at},{at},{10 + at % 3}" for at, name in enumerate("ABCDEFGHI", 1)]
    draft = begun("\n".join([f"state,competitiveness_score,Rank,{told}", *rows, ""]), tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == ["competitiveness_score"]


@pytest.mark.parametrize(
    "heading", ["Coverage", "4G coverage percent", "Values survey", "Data available online"]
)
def test_what_units_cover_is_one(heading: str, tmp_path: Path) -> None:
    rows = [f"{name},{10 + at * 7 % 9},{at * 5 % 11}" for at, name in enumerate("ABCDEFGHI", 1)]
    draft = begun("\n".join([f"state,{heading},Roads", *rows, ""]), tmp_path).draft
    assert draft is not None
    assert [each.column for each in draft.criteria] == [heading, "Roads"]
