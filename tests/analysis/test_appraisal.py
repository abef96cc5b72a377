"""Two assessments: what was lost and gained is summed exactly on the decimals as they are written."""

from __future__ import annotations

import pandas as pd

import dtiscore
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
