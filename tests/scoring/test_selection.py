"""A selection: its rows keep their scores, its ranks are its own, and whoever counts in its fit goes along unseen."""

from __future__ import annotations

import math
import pickle
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.methodology.parsing import methodology_from
from dtiscore.said import said
from dtiscore.scoring import score_dataset
from dtiscore.scoring.rescored import rescored
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import kept, require_one_partition, rows_of, select
from dtiscore.scoring.table import ranks_of
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset

PANEL = """unit,year,part,a,b
x,2021,North,0,1
y,2021,South,10,2
z,2021,South,5,
x,2022,North,20,3
y,2022,South,60,4
z,2022,South,40,5"""


def card(text: str = PANEL, *, rule: str = "min-max", **keys: Any) -> Scorecard:
    """The scorecard of the sum of a under a rule and b as it is, by year and part."""
    children = [{"code": "a", "rule": {"kind": rule}}, indicator("b")]
    methodology = methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            "missing": "no-score",
            "layout": {"period": "year", "group": "part"},
            "index": {"code": "X", "aggregate": "sum", "weights": "equal", "children": children},
            **keys,
        }
    )
    headings, *rows = [line.split(",") for line in text.splitlines()]
    lines = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], lines) for i, name in enumerate(headings)]
    dataset, problems = check(RawTable("data.csv", tuple(columns), len(rows)), methodology)
    assert dataset is not None, problems
    return score_dataset(methodology, dataset)


def beside(found: Scorecard) -> list[tuple[str, str | None]]:
    data = None if found.beside is None else found.beside.dataset
    return [] if data is None else list(zip(data.units, data.periods, strict=True))


def test_rows_are_chosen_by_period_and_group() -> None:
    data = card().dataset
    assert rows_of(data, None, None) == [0, 1, 2, 3, 4, 5]
    assert rows_of(data, "2022", None) == [3, 4, 5]
    assert rows_of(data, None, "South") == [1, 2, 4, 5]
    assert rows_of(data, "2021", "south") == [1, 2]
    assert rows_of(data, "2023", None) == []


def test_a_group_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageFault, match=r'data\.csv has no group "East"') as caught:
        rows_of(card().dataset, None, "East")
    assert caught.value.fix == "it has North, South"
    alone = card("unit,a,b\nx,0,1\ny,10,2", layout={}).dataset
    with pytest.raises(UsageFault, match='no group "East"') as caught:
        rows_of(alone, None, "East")
    assert caught.value.fix == "--by names the column of groups"


def test_a_group_of_another_period_is_not_named_beside_the_message_that_there_is_none() -> None:
    data = card(
        "year,unit,part,a,b\n2021,x,North,0,1\n2021,y,South,1,2\n2022,x,North,1,1\n2022,y,North,0,2"
    ).dataset
    with pytest.raises(UsageFault, match=r'data\.csv has no group "south" in 2022') as caught:
        rows_of(data, "2022", "south")
    assert caught.value.fix == "it has North"


def test_of_many_groups_twelve_are_named_and_the_others_counted() -> None:
    rows = [f"u{at},G{at},1,2" for at in range(1, 14)]
    data = card("\n".join(["unit,part,a,b", *rows]), layout={"group": "part"}, rule="identity").dataset
    with pytest.raises(UsageFault) as caught:
        rows_of(data, None, "East")
    assert caught.value.fix == f"it has {', '.join(f'G{at}' for at in range(1, 13))} and 1 more"


def test_what_entered_the_scores_of_a_selection_goes_with_its_rows() -> None:
    """A derived figure brings the size of its terms; a formula, which may take missing parts, asks for it."""
    children = [indicator("d"), indicator("b")]
    found = card(
        index={"code": "X", "aggregate": {"kind": "formula", "formula": "d + b"}, "children": children},
        prepare=[{"step": "derive", "column": "d", "formula": "a - 1000"}],
    )
    later = kept(found, "2022")
    terms = later.nodes["d"].terms
    assert terms is not None
    assert terms.tolist() == [1000, 1000, 1000]
    assert later.ranks["X"].tolist() == [1, 1, 2]
    assert select(found, []).precision.most >= 0


def test_a_selection_of_every_row_is_the_card_itself() -> None:
    whole = card()
    assert select(whole, range(6)) is whole
    assert kept(whole) is whole


def test_scores_stay_those_of_the_whole_table_and_ranks_are_among_the_rows_kept() -> None:
    part = select(card(), [1, 3, 5])
    assert part.dataset.units == ("y", "x", "z")
    assert part.nodes["a"].score.tolist() == [1.0, 0.0, (40 - 20) / (60 - 20)]
    assert part.index.score.tolist() == [2 + 1.0, 3 + 0.0, 5 + 0.5]
    assert ranks_of(part, "X", range(3)) == [
        1,
        1,
        1,
    ]  # one of South 2021, one of North 2022, one of South 2022
    assert ranks_of(kept(card(), "2022", "South"), "X", range(2)) == [2, 1]


def test_a_selection_knows_whether_all_its_rows_have_a_score() -> None:
    whole = card()
    assert math.isnan(whole.index.score[2])
    assert not whole.index.complete
    assert select(whole, [0, 1]).index.complete
    assert not select(whole, [1, 2]).index.complete


def test_the_rows_that_count_in_the_fit_go_along() -> None:
    part = kept(card(), "2022", "South")
    assert beside(part) == [("x", "2022")]  # frames are by period: 2021 has no say
    assert beside(select(card(frame="all"), [4, 5])) == [
        ("x", "2021"), ("y", "2021"), ("z", "2021"), ("x", "2022"),
    ]  # fmt: skip
    assert select(card(), [3, 4, 5]).beside is None
    assert select(card(rule="identity"), [4, 5]).beside is None


def test_a_selection_of_a_selection_takes_both_remainders_along() -> None:
    part = select(select(card(), [3, 4, 5]), [1, 2])
    assert beside(part) == [("x", "2022")]
    assert beside(select(part, [1])) == [("y", "2022"), ("x", "2022")]


def test_scored_again_a_selection_has_the_same_scores() -> None:
    part = kept(card(), "2022", "South")
    once_more = rescored(part)
    assert once_more.nodes["a"].score.tolist() == [(60 - 20) / (60 - 20), (40 - 20) / (60 - 20)]
    assert once_more.dataset.units == ("y", "z")
    assert beside(once_more) == [("x", "2022")]
    whole = card()
    assert rescored(whole).index.score.tolist()[:2] == whole.index.score.tolist()[:2]


def test_other_rows_are_scored_in_place_of_those_of_a_selection() -> None:
    part = kept(card(), "2022", "South")
    swapped = rescored(part, dataset=part.dataset.take([1]))
    assert swapped.dataset.units == ("z",)
    assert swapped.nodes["a"].score.tolist() == [(40 - 20) / (40 - 20)]  # x of 20 is beside, y of 60 is gone


def test_a_score_of_the_table_that_disagrees_keeps_to_its_unit() -> None:
    text = "unit,year,part,a,b,X\nx,2021,N,0,1,1\ny,2021,N,10,2,9\nz,2021,N,5,3,8"
    whole = card(text)
    assert [(one.code, one.row) for one in whole.disagreements] == [("X", 1), ("X", 2)]
    assert [(one.code, one.row) for one in select(whole, [0, 2]).disagreements] == [("X", 1)]
    assert select(whole, [0]).disagreements == ()


def test_several_partitions_are_named_with_the_options_that_choose_one() -> None:
    whole = card()
    with pytest.raises(UsageFault) as caught:
        require_one_partition(whole, said("this is about one"))
    assert str(caught.value).startswith(
        "data.csv ranks 2021 North, 2021 South, 2022 North, 2022 South apart, and"
    )
    assert caught.value.fix == "choose one with --period P and --group NAME"
    with pytest.raises(UsageFault) as caught:
        require_one_partition(kept(whole, "2022"), said("this is about one"))
    assert caught.value.fix == "choose one with --group NAME"
    require_one_partition(kept(whole, "2022", "South"), said("this is about one"))


@pytest.mark.parametrize(("years", "more"), [(6, ""), (7, " and 1 more")])
def test_of_many_partitions_six_are_named(years: int, more: str) -> None:
    rows = [f"{unit},{2001 + year},N,{at},1" for year in range(years) for at, unit in enumerate("xy")]
    with pytest.raises(UsageFault) as caught:
        require_one_partition(card("\n".join(["unit,year,part,a,b", *rows])), said("this is about one"))
    assert f"2005 N, 2006 N{more} apart" in str(caught.value)
    assert caught.value.fix == "choose one with --period P"


def test_warnings_go_with_the_lines_that_they_are_about() -> None:
    def warning(line: int | None) -> Problem:
        return Problem("odd", said("is odd"), Place("data.csv", line), severity="warning")

    whole = replace(card(), warnings=(warning(None), warning(2), warning(5)))
    assert select(whole, [0, 1]).warnings == (warning(None), warning(2))
    assert select(whole, [4, 5]).warnings == (warning(None),)
    assert select(card(), [0, 1]).warnings == ()


@pytest.mark.parametrize("frame", ["period", "all"])
def test_each_of_many_periods_takes_its_own_rows_alone(frame: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a panel of twice the periods takes four times as long."""
    rows = [
        f"{unit},{year},North,{at + year},2" for year in range(1900, 1940) for at, unit in enumerate("xyz")
    ]
    whole = card("\n".join(["unit,year,part,a,b", *rows]), frame=frame)
    taken: list[int] = []
    take = Dataset.take

    def counted(data: Dataset, rows: Sequence[int]) -> Dataset:
        taken.append(len(rows))
        return take(data, rows)

    monkeypatch.setattr(Dataset, "take", counted)
    parts = [kept(whole, period) for period in dict.fromkeys(whole.dataset.periods)]
    assert set(taken) == {3}
    assert len(beside(parts[7])) == (len(whole.dataset) - 3 if frame == "all" else 0)


def test_a_selection_and_the_rows_beside_it_go_to_another_process() -> None:
    chosen = kept(card(frame="all"), "2022", "South")
    there = pickle.loads(pickle.dumps(chosen))
    assert beside(there) == beside(chosen) == [("x", "2021"), ("y", "2021"), ("z", "2021"), ("x", "2022")]
    assert rescored(there).index.score.tolist() == chosen.index.score.tolist()
