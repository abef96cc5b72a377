"""How units moved: within a panel and against an earlier table, only where the bases are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.analysis.movement import Move, moves
from dtiscore.errors import UsageFault
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import score_dataset
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.check import check
from dtiscore.tables.raw import RawColumn, RawTable


def card(*lines: str, code: str = "X", **keys: Any) -> Scorecard:
    index = {
        "code": code,
        "aggregate": "sum",
        "weights": "equal",
        "children": [indicator("a")],
    }
    methodology = methodology_from(
        {
            **HEAD,
            "missing": "no-score",
            "index": index,
            **keys,
        }
    )
    headings, *rows = [line.split(",") for line in lines]
    numbers = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], numbers) for i, name in enumerate(headings)]
    dataset, problems = check(RawTable("data.csv", tuple(columns), len(rows)), methodology)
    assert dataset is not None, problems
    return score_dataset(methodology, dataset)


def test_moves_of_provinces_from_2022_to_2023(examples: Path) -> None:
    folder = examples / "dti-province"
    before = dtiscore.score(folder / "2022.csv", "dti-province-2022")
    now = dtiscore.score(folder / "2023.csv", "dti-province-2022")
    found = {now.dataset.units[row]: move for row, move in moves(now, before).items()}
    assert len(found) == 63
    # Published ranks: Hà Nội 24 and 6, Bình Dương 19 and 7, Đà Nẵng 1 and 1, Hà Giang 57 and 37.
    assert {code: (found[code].rank, found[code].up) for code in ("01", "74", "48", "02")} == {
        "01": (24, 18), "74": (19, 12), "48": (1, 0), "02": (57, 20),
    }  # fmt: skip
    assert found["48"].score == pytest.approx(0.8002)


def test_the_periods_of_a_panel_follow_on_each_other() -> None:
    found = card("unit,year,a", "x,2020,1", "y,2020,2", "x,2022,9", "y,2022,3", "x,2021,3", "y,2021,7")
    assert moves(found) == {
        2: Move(rank=2, up=1.0, score=3.0, of=2),
        3: Move(rank=1, up=-1.0, score=7.0, of=2),
        4: Move(rank=2, up=0.0, score=1.0, of=2),
        5: Move(rank=1, up=0.0, score=2.0, of=2),
    }


def test_an_earlier_table_is_the_period_before_the_first_of_a_panel() -> None:
    """All periods of the panel moved since the earlier table, so that the last one skipped those between."""
    before = card("unit,year,a", "x,2019,1", "y,2019,2")
    panel = card("unit,year,a", "x,2020,4", "y,2020,3", "x,2021,3", "y,2021,7")
    assert moves(panel, before) == {
        0: Move(rank=2, up=1.0, score=1.0, of=2),
        1: Move(rank=1, up=-1.0, score=2.0, of=2),
        2: Move(rank=1, up=-1.0, score=4.0, of=2),
        3: Move(rank=2, up=1.0, score=3.0, of=2),
    }
    within = {row: move for row, move in moves(panel).items() if row > 1}
    assert {row: move for row, move in moves(panel, before).items() if row > 1} == within


def test_places_on_two_lists_are_no_rise_unless_they_are_counted_among_the_units_of_both() -> None:
    before = card("unit,year,a", "x,2020,4", "y,2020,3", "z,2020,2", "v,2020,1")
    now = card("unit,year,a", "w,2021,9", "v,2021,8", "x,2021,7", "y,2021,6")
    # On the list of 2020 x is first of four, on that of 2021 third of four; of x, y and v it is first and second.
    assert moves(now, before) == {
        1: Move(4, None, 1.0, 4, "other"),
        2: Move(1, None, 4.0, 4, "other"),
        3: Move(2, None, 3.0, 4, "other"),
    }
    assert moves(now, before, across="common") == {
        1: Move(4, 2.0, 1.0, 4, "common"),
        2: Move(1, -1.0, 4.0, 4, "common"),
        3: Move(2, -1.0, 3.0, 4, "common"),
    }


def test_lists_of_one_length_may_differ_and_each_pair_of_periods_is_looked_at_by_itself() -> None:
    panel = card(
        "unit,year,a", "x,2020,1", "y,2020,2", "x,2021,3", "z,2021,1", "x,2022,1", "z,2022,2", "w,2022,3"
    )
    assert {row: (move.up, move.lists, move.of) for row, move in moves(panel).items()} == {
        2: (None, "other", 2), 4: (None, "other", 2), 5: (None, "other", 2),
    }  # fmt: skip
    assert {row: move.up for row, move in moves(panel, across="common").items()} == {2: 0, 4: -1, 5: 1}


def test_a_unit_that_lost_its_score_makes_another_list() -> None:
    found = moves(card("unit,year,a", "x,2020,1", "y,2020,2", "z,2020,3", "x,2021,1", "y,2021,2", "z,2021,"))
    assert {row: (move.rank, move.up, move.lists) for row, move in found.items()} == {
        3: (3, None, "other"), 4: (2, None, "other"), 5: (1, None, "other"),
    }  # fmt: skip


def test_a_unit_without_a_score_does_not_move() -> None:
    found = moves(card("unit,year,a", "x,2020,", "y,2020,2", "x,2021,9", "y,2021,"))
    assert found == {2: Move(None, None, None, 1, "other"), 3: Move(1, None, 2.0, 1, "other")}


def test_half_ranks_move_by_halves() -> None:
    ties = {"on": "full", "ties": "average"}
    found = moves(card("unit,year,a", "x,2020,1", "y,2020,1", "x,2021,2", "y,2021,1", rank=ties))
    assert found == {2: Move(1.5, 0.5, 1.0, 2), 3: Move(1.5, -0.5, 1.0, 2)}


def test_units_move_within_their_group() -> None:
    before = card("unit,group,a", "x,N,1", "y,N,2", "z,S,3", "v,T,1", layout={"group": "group"})
    now = card("unit,group,a", "x,N,2", "y,N,1", "z,N,3", "v,T,4", layout={"group": "group"})
    assert moves(now, before) == {  # z changed its group, which ranks other units since
        0: Move(2, None, 1.0, 2, "other"), 1: Move(1, None, 2.0, 2, "other"), 3: Move(1, 0.0, 1.0, 1),
    }  # fmt: skip


def test_an_earlier_panel_counts_by_its_last_period() -> None:
    before = card("unit,year,a", "x,2020,1", "y,2020,2", "x,2021,5", "y,2021,3")
    now = card("unit,year,a", "x,2022,1", "y,2022,4")
    assert moves(now, before) == {0: Move(1, -1, 5.0, 2), 1: Move(2, 1, 3.0, 2)}


def test_ranks_on_other_unit_schemes_are_not_compared() -> None:
    before, now = card("unit,a", "x,1", "y,2", units="one"), card("unit,a", "x,1", "y,2", units="two")
    with pytest.raises(UsageFault, match="one table stands on two, the other on one") as caught:
        moves(now, before)
    assert "restate" in (caught.value.fix or "")


def test_ranks_of_another_index_are_not_compared() -> None:
    before, now = card("unit,a", "x,1", "y,2", code="Y"), card("unit,a", "x,1", "y,2")
    with pytest.raises(UsageFault, match="one table is scored as X, the other as Y"):
        moves(now, before)


def test_months_follow_on_each_other_as_numbers_do() -> None:
    months = card("unit,period,a", "u,Tháng 9,1", "v,Tháng 9,2", "u,Tháng 10,4", "v,Tháng 10,3")
    # In October u is first and was second in September, although "Tháng 10" sorts before "Tháng 9" as a text.
    assert moves(months) == {2: Move(2, 1.0, 1.0, 2), 3: Move(1, -1.0, 2.0, 2)}
    assert list(months.partitions) == [("Tháng 9", None), ("Tháng 10", None)]
    later = card("unit,period,a", "u,Tháng 11,4", "v,Tháng 11,5")
    assert moves(later, months)[0] == Move(1, -1.0, 4.0, 2)
