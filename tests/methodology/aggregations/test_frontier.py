"""Benefit of the doubt: programmes small enough to solve by hand, and the Handbook's Table 19."""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import TypeAdapter, ValidationError
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import UsageFault
from dtiscore.methodology.aggregations import Aggregation, AnyAggregation

MISSING = math.nan
BOD = "benefit-of-the-doubt"
AGGREGATIONS: TypeAdapter[Aggregation] = TypeAdapter(AnyAggregation)


def bounded(low: float, high: float, of: str) -> dict[str, Any]:
    return {"kind": BOD, "min_share": low, "max_share": high, "share_of": of}


def test_each_unit_is_weighted_as_suits_it(combine: Any) -> None:
    # (4, 1) and (1, 4) are best practice. With w = (0.2, 0.2) both reach 1; (2, 2) then reaches 0.8, its most.
    assert combine(BOD, [[4.0, 1.0, 2.0], [1.0, 4.0, 2.0]]) == pytest.approx([1.0, 1.0, 0.8], abs=1e-9)


def test_the_best_on_one_part_is_best_without_bounds(combine: Any) -> None:
    scores = combine(BOD, [[10.0, 9.9, 0.0], [0.0, 9.9, 9.0]])
    assert scores == [1.0, 1.0, pytest.approx(9 / 9.9, abs=1e-9)]


def test_contributions_are_held_between_shares(combine: Any) -> None:
    # Each part must make half of a unit's own score. For (4, 1): w = (s/8, s/2), and (1, 4) binds: s/8 + 2s = 1.
    half = bounded(0.5, 0.5, "contribution")
    assert combine(half, [[4.0, 1.0, 2.0], [1.0, 4.0, 2.0]]) == pytest.approx([8 / 17, 8 / 17, 0.8], abs=1e-9)


def test_weights_are_held_between_shares(combine: Any) -> None:
    # Equal weights w: the largest sum of a row is 5, so that w = 1/5.
    half = bounded(0.5, 0.5, "weight")
    assert combine(half, [[4.0, 1.0, 2.0], [1.0, 4.0, 2.0]]) == pytest.approx([1.0, 1.0, 0.8], abs=1e-9)
    # At least two fifths each: (1, 2) would have all weight on its second part, and may have (2v, 3v), under which
    # (4, 1) binds: 11 v = 1, and 8 v is left.
    fifths = bounded(0.4, 1.0, "weight")
    assert combine(fifths, [[4.0, 1.0], [1.0, 2.0]]) == pytest.approx([1.0, 8 / 11], abs=1e-9)


def test_the_scale_is_irrelevant(combine: Any) -> None:
    small = combine(BOD, [[4e-6, 1e-6, 2e-6], [1e-6, 4e-6, 2e-6]])
    assert small == pytest.approx([1.0, 1.0, 0.8], abs=1e-9)
    assert combine(BOD, [[4e9, 1e9, 2e9], [1e9, 4e9, 2e9]]) == pytest.approx(small, abs=1e-9)


PARTS = [[4.0, 1.0, 2.0, 3.0], [1.0, 4.0, 2.0, 0.5], [2.0, 1.5, 3.0, 1.0]]


@pytest.mark.parametrize("apart", [1e2, 1e4, 1e5, 1e6, 1e9, 1e15])
@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"min_share": 0.1, "max_share": 0.6, "share_of": "contribution"},
        {"direction": [1.0, 0.5, 0.1]},
        {"undesirable": [False, True, False], "min_share": 0.1, "share_of": "mean"},
    ],
    ids=" ".join,
)
def test_the_units_in_which_a_part_is_measured_are_irrelevant(
    combine: Any, keys: dict[str, Any], apart: float
) -> None:
    """Thousandths of a per cent beside billions: weights make up for that, as best practice says for each of them."""
    times = [1 / apart, 1.0, apart]
    measured = [[value * unit for value in part] for part, unit in zip(PARTS, times, strict=True)]
    steps = {
        key: [step * unit for step, unit in zip(keys[key], times, strict=True)]
        for key in keys
        if key == "direction"
    }
    assert combine({"kind": BOD, **keys, **steps}, measured) == pytest.approx(
        combine({"kind": BOD, **keys}, PARTS), abs=1e-11
    )


@pytest.mark.parametrize("size", [1e-3, 1e-5, 1e-7])
def test_a_unit_that_is_small_in_everything_is_held_to_its_shares_too(combine: Any, size: float) -> None:
    half = bounded(0.5, 0.5, "contribution")
    # (4, 1) beside (8, 2) of its own shares: half of it, and a millionth if it is a millionth of the size.
    assert combine(half, [[4.0 * size, 8.0], [1.0 * size, 2.0]])[0] == pytest.approx(size / 2, rel=1e-4)
    fifth, parts = bounded(0.2, 0.8, "contribution"), [[4.0, 1.0, 2.0], [1.0, 4.0, 2.0], [3.0, 3.0, 1.0]]
    with_small = combine(fifth, [[*part, part[-1] * size] for part in parts])
    assert with_small == pytest.approx([*with_small[:3], with_small[2] * size], rel=1e-4)
    harmed = {"kind": BOD, "undesirable": [False, True, False]}
    assert combine(harmed, [[*part, part[-1] * size] for part in parts])[2:] == pytest.approx(
        [combine(harmed, parts)[2]] * 2, abs=1e-6
    )


def test_zeros(combine: Any) -> None:
    assert combine(BOD, [[0.0, 2.0], [0.0, 1.0]]) == [0.0, 1.0]
    assert combine(BOD, [[0.0, 0.0], [0.0, 0.0]]) == [0.0, 0.0]
    # A part that must contribute and is 0 leaves nothing.
    assert combine(bounded(0.2, 1.0, "contribution"), [[0.0, 2.0], [5.0, 1.0]])[0] == pytest.approx(
        0, abs=1e-9
    )


def test_a_negative_part_is_an_error(undefined: Any) -> None:
    assert undefined(BOD, [0.0, -0.1], [1.0, 1.0]) == [False, True]


def test_a_missing_part_takes_no_part_for_its_unit(combine: Any) -> None:
    # The third unit has its first part alone, on which 4 is the best: 2 / 4. With bounds they widen to that one part.
    parts = [[4.0, 1.0, 2.0], [1.0, 4.0, MISSING]]
    assert combine(BOD, parts)[2] == pytest.approx(0.5, abs=1e-9)
    assert combine(bounded(0.4, 0.6, "contribution"), parts)[2] == pytest.approx(0.5, abs=1e-9)


def test_a_unit_beside_the_frame_is_no_peer_of_others(combine: Any) -> None:
    parts = [[4.0, 1.0, 2.0, 9.0], [1.0, 4.0, 2.0, 9.0]]
    scores = combine(BOD, parts, among=[True, True, True, False])
    assert scores == pytest.approx([1.0, 1.0, 0.8, 1.0], abs=1e-9)


def test_bounds_must_leave_room() -> None:
    for wrong in ({"kind": BOD, "min_share": 0.1}, {"kind": BOD, "share_of": "weight"}):
        with pytest.raises(ValidationError, match="write share_of"):
            AGGREGATIONS.validate_python(wrong)
    with pytest.raises(ValidationError, match="min_share lies above max_share"):
        AGGREGATIONS.validate_python(bounded(0.5, 0.4, "weight"))
    method = AGGREGATIONS.validate_python(bounded(0.3, 0.4, "weight"))
    assert method.unfit(3) is None
    assert method.unfit(4) == ("4 children of at least 0.3 each exceed 1", "lower min_share")
    assert method.unfit(2) == ("2 children of at most 0.4 each do not reach 1", "raise max_share")


def test_without_scipy_it_says_what_to_install(combine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(UsageFault, match="scipy is needed and not installed") as caught:
        combine(BOD, [[1.0, 2.0]])
    assert "dtiscore[stats]" in str(caught.value)


def test_the_handbook_table_19(combine: Any, shared_data: Path) -> None:
    # OECD/JRC Handbook (2008), Table 19: min-max over the 23 countries, each weight 10 to 15 % of all weights. The
    # printed inputs are rounded, so that 20 of 23 scores agree at two decimals and the others within 0.007.
    folder = shared_data / "indices/tai_handbook"
    with (folder / "input.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (folder / "published.csv").open(encoding="utf-8") as file:
        published = {row["unit_id"]: float(row["bod_score"]) for row in csv.DictReader(file)}
    parts = []
    for column in list(rows[0])[2:]:
        values = [float(row[column]) for row in rows]
        parts.append([(value - min(values)) / (max(values) - min(values)) for value in values])
    scores = combine(bounded(0.1, 0.15, "weight"), parts)
    distances = [abs(score - published[row["unit_id"]]) for score, row in zip(scores, rows, strict=True)]
    assert len(distances) == 23
    assert max(distances) < 0.0071
    assert sum(distance <= 0.0055 for distance in distances) == 20
    assert [row["unit_id"] for row, score in zip(rows, scores, strict=True) if score == 1.0] == [
        "FIN",
        "USA",
        "SWE",
    ]


def test_a_direction_says_what_is_hard_to_raise(combine: Any) -> None:
    # (1, 1) beside (4, 0), (0, 4): one step of (1, 1) to (2, 2) on the line between them; of (3, 0) in a to (3, 1).
    parts = [[1.0, 4.0, 0.0], [1.0, 0.0, 4.0]]
    assert combine({"kind": BOD, "direction": [1, 1]}, parts) == pytest.approx([1 / 2, 1.0, 1.0], abs=1e-12)
    assert combine({"kind": BOD, "direction": [1, 0]}, parts)[0] == pytest.approx(1 / 3, abs=1e-12)
    assert combine({"kind": BOD, "direction": [0, 0.5]}, parts)[0] == pytest.approx(1 / 5, abs=1e-12)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"direction": [0, 0]}, "some of them above 0"),
        ({"direction": [1, -1]}, "some of them above 0"),
        ({"direction": [1, 1], "max_share": 0.9, "share_of": "weight"}, "no shares beside it"),
    ],
)
def test_a_direction_that_leads_nowhere(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        AGGREGATIONS.validate_python({"kind": BOD, **keys})


def test_a_direction_has_a_step_for_each_child() -> None:
    method = AGGREGATIONS.validate_python({"kind": BOD, "direction": [1, 1]})
    assert method.unfit(2) is None
    assert method.unfit(3) == ("its direction has 2 steps for 3 children that count", "write one for each")


def test_the_best_of_one_drawn_is_the_mean_and_of_many_the_frontier(combine: Any) -> None:
    parts = [[1.0, 2.0, 4.0]]
    assert combine({"kind": "order-m", "m": 1}, parts) == pytest.approx([3 / 7, 6 / 7, 12 / 7])
    assert combine({"kind": "order-m", "m": 1000}, parts) == pytest.approx([1 / 4, 1 / 2, 1.0])


def test_a_frame_that_has_nothing_in_the_parts_of_a_unit(combine: Any) -> None:
    found = combine({"kind": "order-m", "m": 2}, [[0.0, 0.0], [0.0, 2.0]], among=[True, False])
    assert found[0] == 0.0
    assert math.isnan(found[1])


def test_a_unit_of_a_later_year_scores_1_at_most() -> None:
    """As the page of methods says: it is held against the units of the base year and itself."""
    children = [indicator(code) for code in "xy"]
    edition = {
        **HEAD,
        "layout": {"period": "year"},
        "frame": {"base": "2022"},
        "index": {"code": "W", "aggregate": "benefit-of-the-doubt", "children": children},
    }
    years = {"unit": ["a", "b", "a", "b"], "year": ["2022", "2022", "2023", "2023"]}
    card = dtiscore.score(pd.DataFrame({**years, "x": [1, 4, 1, 8], "y": [4, 1, 3, 2]}), edition)
    assert card.index.score.tolist() == pytest.approx([1, 1, 0.8, 1], abs=1e-9)
