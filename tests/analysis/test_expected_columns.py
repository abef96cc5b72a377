"""Which columns of a published table are compared: those headed as publishers head scores and ranks, and no others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.made import HEAD, indicator

from dtiscore.analysis.expected import read_expected
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.raw import RawColumn, RawTable


def edition(**keys: object) -> Methodology:
    health = {
        "code": "H", "name": {"en": "Health", "vi": "Sức khỏe"}, "aggregate": "sum", "weights": "equal",
        "children": [{**indicator("life"), "name": "Life expectancy"}],
    }  # fmt: skip
    index = {"code": "HDI", "aggregate": "sum", "weights": "equal", "children": [health, indicator("income")]}
    title = {"en": "Human Development Index", "vi": "Chỉ số phát triển con người"}
    return methodology_from({**HEAD, "title": title, "index": index, **keys})


def compared(*headings: str, found: Methodology | None = None) -> dict[str, list[str]]:
    """For each heading of a score or rank that is compared, which and of which node."""
    columns = [RawColumn("unit", 1, ["x"], [2])]
    columns += [RawColumn(heading, at, [str(at)], [2]) for at, heading in enumerate(headings, 2)]
    read = read_expected(RawTable("published.csv", tuple(columns), 1), found or edition())
    (row,) = read.rows
    by_value = {
        value: f"{kind} {code}"
        for kind, values in (("score", row.scores), ("rank", row.ranks))
        for code, value in values.items()
    }
    return {heading: [by_value[at]] for at, heading in enumerate(headings, 2) if at in by_value}


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("HDI", "score HDI"),
        ("HDI value", "score HDI"),
        ("HDI score 2022", "score HDI"),
        ("hdi_value_2022", "score HDI"),
        ("HDI 2022", "score HDI"),
        ("2022 HDI", "score HDI"),
        ("HDI / Value / 2022", "score HDI"),
        ("Human Development Index", "score HDI"),
        ("Human Development Index (HDI)", "score HDI"),
        ("Human Development Index (HDI) value", "score HDI"),
        ("HDI (0–1)", "score HDI"),
        ("HDI score (out of 100)", "score HDI"),
        ("Total score", "score HDI"),
        ("OverallScore", "score HDI"),
        ("Score (0-100)", "score HDI"),
        ("Chỉ số phát triển con người", "score HDI"),
        ("Tổng điểm đạt được năm 2022", "score HDI"),
        ("Điểm tổng", "score HDI"),
        ("Gesamtpunktzahl", "score HDI"),
        ("Puntaje total", "score HDI"),
        ("HDI rank", "rank HDI"),
        ("HDI rank, 2022", "rank HDI"),
        ("HDI (rank)", "rank HDI"),
        ("HDI / Rank", "rank HDI"),
        ("Rank of HDI", "rank HDI"),
        ("Rank 2022", "rank HDI"),
        ("Xếp hạng năm 2022", "rank HDI"),
        ("Global rank", "rank HDI"),
        ("Health score", "score H"),
        ("Health / Score", "score H"),
        ("Điểm sức khỏe", "score H"),
        ("1. Health (%)", "score H"),
        ("Score / Health", "score H"),
        ("Sức khỏe / Điểm", "score H"),
        ("Tổng điểm sức khỏe", "score H"),
        ("Năm 2022 / Điểm", "score HDI"),
        ("Năm 2022 / Xếp hạng", "rank HDI"),
        ("Health rank", "rank H"),
        ("Hạng sức khỏe", "rank H"),
    ],
)
def test_a_column_is_known_by_what_publishers_call_it(heading: str, figure: str) -> None:
    assert compared(heading, "band score of nothing", "income.score")[heading] == [figure]


@pytest.mark.parametrize(
    "heading",
    [
        "HDI (women)",
        "HDI, female",
        "Change in rank",
        "Change in HDI rank",
        "Previous rank",
        "Rank last year",
        "Rank change 2021-2022",
        "Hạng năm trước",
        "Tổng điểm năm trước",
        "Tổng điểm tối đa",
        "Điểm tối đa",
        "Tổng điểm tự đánh giá",
        "Tổng điểm thưởng",
        "Tổng điểm trừ",
        "Tổng điểm Kinh tế",
        "HDI (lower bound)",
        "Health weight",
        "Life expectancy value",
        "Life expectancy 2022",
        "Education score",
        "Education / Rank",
        "HDI 2021 2022",
    ],
)
def test_a_column_that_says_more_is_none(heading: str) -> None:
    """Of indicators raw figures are headed so, and what is of others, of before or at most is no score of a unit."""
    assert heading not in compared(heading, "income.score")


def test_of_several_years_that_of_the_edition_is_meant() -> None:
    headings = ("HDI 2021", "HDI 2022", "HDI rank 2021", "HDI rank 2022", "income.score")
    assert [*compared(*headings)] == ["income.score"]  # which is meant is not said
    of_2022 = edition(periods=["2022"])
    assert [*compared(*headings, found=of_2022)] == ["HDI 2022", "HDI rank 2022", "income.score"]
    assert [*compared("HDI 2021", "Rank 2021", "income.score", found=of_2022)] == ["income.score"]
    assert [*compared("HDI 2022", found=edition(periods=["2022-Q4"]))] == ["HDI 2022"]


def test_what_is_headed_exactly_goes_first() -> None:
    assert [*compared("Total score", "HDI value", "HDI", "Rank 2022", "rank")] == ["HDI", "rank"]


def test_a_group_may_be_called_as_scores_are() -> None:
    index = {
        "code": "X", "aggregate": "sum", "weights": "equal",
        "children": [{"code": "score", "aggregate": "sum", "weights": "equal", "children": [indicator("a")]}],
    }  # fmt: skip
    found = edition(index=index)
    assert compared("Total score", "score", found=found) == {
        "Total score": ["score X"],
        "score": ["score score"],
    }


@pytest.mark.parametrize(
    ("columns", "meant"),
    [
        ({"index": "123", "HDI": "789"}, "HDI"),
        ({"index": "123", "Score": "789"}, "Score"),
        ({"index": "012", "value": "789"}, "value"),
        ({"Value": "456", "HDI score": "789"}, "HDI score"),
        ({"Total": "999", "Score": "789"}, "Score"),
        ({"Total points": "999", "Points": "789"}, "Points"),
        ({"Index": ["HDI", "HDI", "HDI"], "Value": "789"}, "Value"),
        ({"Value": "123", "Total score": "789"}, "Total score"),
        ({"Value": "451", "Total score": "789"}, "Total score"),
        ({"Total score": "451", "Score": "789"}, "Score"),
        ({"note": ["a", "b", "c"], "Score": "123"}, "Score"),
    ],
)
def test_what_any_index_may_be_called_goes_behind_its_own_names(
    columns: dict[str, Sequence[str]], meant: str
) -> None:
    """Serial numbers, maxima and words under such headings were held against scores, and differed in every unit."""
    made = [RawColumn("unit", 1, [*"xyz"], [2, 3, 4])]
    made += [
        RawColumn(heading, at, [*cells], [2, 3, 4]) for at, (heading, cells) in enumerate(columns.items(), 2)
    ]
    read = read_expected(RawTable("published.csv", tuple(made), 3), edition())
    assert [row.scores for row in read.rows] == [{"HDI": float(cell)} for cell in columns[meant]]
