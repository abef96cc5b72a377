"""Two assessments: what was lost and gained is summed exactly on the decimals as they are written."""

from __future__ import annotations

import pandas as pd
import pytest

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.questions.compare.columns.answer import Assessed, appraise


def test_losses_and_gains_by_group() -> None:
    rows = [
        Assessed("1", {"g": "x"}, 0.3, 0.1),
        Assessed("2", {"g": "y"}, 0.1, 0.4),
        Assessed("3", {"g": "y"}, 1.0, 0.0),
        Assessed("4", {"g": "x"}, 2.0, 2.0),
        Assessed("5", {"g": "x"}, None, 2.0),
    ]
    found = appraise("t.csv", "self", "final", rows, ["g"])
    total = found.total
    assert (total.rows, total.lost, total.lost_on, total.gained, total.gained_on) == (4, 1.2, 2, 0.3, 1)
    assert total.net == -0.9
    assert [(one.group, one.rows, one.lost, one.gained) for one in found.balances] == [
        ("y", 2, 1.0, 0.3),
        ("x", 2, 0.2, 0.0),
    ]
    assert found.incomplete == ("5",)
    assert (total.first, total.second) == (3.4, 2.5)  # without the fifth
    assert found.all_lost_in == []


def test_one_group_may_hold_all_that_was_lost() -> None:
    rows = [Assessed("1", {"g": "x"}, 0.3, 0.1), Assessed("2", {"g": "y"}, 0.1, 0.4)]
    found = appraise("t.csv", "self", "final", rows, ["g"])
    assert [one.group for one in found.all_lost_in] == ["x"]
    assert appraise("t.csv", "self", "final", rows[1:], ["g"]).all_lost_in == []  # nothing was lost


def test_columns_of_a_frame_are_found_whatever_their_case() -> None:
    table = pd.DataFrame({"Mã": ["1.1", "1.2"], "Tự đánh giá": [10, 5], "Thẩm định": [7.5, 6]})
    found = dtiscore.compare_columns(table, "tự đánh giá", "THẨM ĐỊNH")
    assert (found.total.lost, found.total.gained) == (2.5, 1.0)
    assert [row.label for row in found.rows] == ["1.1", "1.2"]


OFFICES = pd.DataFrame(
    {
        "Đơn vị": ["Sở A", "Sở B", "Sở C", "Tổng cộng", "Trung bình"],
        "Tự chấm": [20, 15, 10, 45, 15],
        "Thẩm định": [18, 15, 9.5, 42.5, 14.17],
    }
)


def test_a_total_is_not_summed_up_beside_what_it_is_the_total_of() -> None:
    with pytest.raises(InvalidData) as caught:
        dtiscore.compare_columns(OFFICES, "Tự chấm", "Thẩm định")
    assert [(one.code, one.raw) for one in caught.value.problems] == [
        ("perhaps-a-total", "Tổng cộng"),
        ("perhaps-a-total", "Trung bình"),
    ]
    found = dtiscore.compare_columns(
        OFFICES, "Tự chấm", "Thẩm định", ignore_units=["Tổng cộng", "trung bình"]
    )
    assert (found.total.rows, found.total.first, found.total.lost, found.total.lost_on) == (3, 45, 2.5, 2)
    assert [row.label for row in found.rows] == ["Sở A", "Sở B", "Sở C"]
    kept = dtiscore.compare_columns(
        OFFICES[:4], "Tự chấm", "Thẩm định", keep_units=["Tổng cộng"], unit_column="Đơn vị"
    )
    assert kept.total.rows == 4


def test_a_row_is_called_by_its_running_number_and_its_unit() -> None:
    table = OFFICES[:3].assign(STT=[1, 2, 3])
    found = dtiscore.compare_columns(table, "Tự chấm", "Thẩm định")
    named = dtiscore.compare_columns(table, "Tự chấm", "Thẩm định", name_column="Đơn vị")
    assert [row.label for row in found.rows] == ["1 Sở A", "2 Sở B", "3 Sở C"]
    assert [row.label for row in named.rows] == ["Sở A", "Sở B", "Sở C"]
