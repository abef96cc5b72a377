"""``dtiscore.improve``: bounds from a file, others that move on, and the confirmation by ``dtiscore.whatif``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.questions.improve.answer import Limit

DTI = "dti-province-2022"


@pytest.fixture
def provinces(examples: Path) -> Path:
    return examples / "dti-province" / "2022.csv"


def test_bounds_of_a_file_are_those_given_in_python(provinces: Path, tmp_path: Path) -> None:
    bounds = tmp_path / "bounds.csv"
    bounds.write_text(
        "column,lowest,highest,cost_per_point,cost_per_unit,step,fixed\n"
        "foundation_points,,,,,,yes\n"
        "hoat_dong_xa_hoi_so,,0.5,2,,,\n"
        "7,,,,300,0.05,no\n",
        encoding="utf-8",
    )
    limits = {
        "foundation_points": Limit(fixed=True),
        "hoat_dong_xa_hoi_so": Limit(highest=0.5, cost_per_point=2),
        "7": Limit(cost_per_unit=300, step=0.05),
    }
    found = [
        dtiscore.improve(provinces, DTI, "Khánh Hòa", to_rank=20, bounds=given) for given in (bounds, limits)
    ]
    plans = [
        [(plan.effort, [change.text for change in plan.changes]) for plan in each.plans] for each in found
    ]
    assert plans[0] == plans[1]
    assert plans[0]
    cheapest = next(plan for plan in found[0].plans if plan.is_cheapest)
    # 69.75 points lack: 7 in steps of 10 points at 15 (1.5 a point), 8 at 1 a point (60 of room), 9 at 2 a point.
    assert {change.lever.heading: change.text for change in cheapest.changes} == {
        "hoat_dong_kinh_te_so": "0.9984",
        "hoat_dong_chinh_quyen_so": "0.531",
    }
    assert cheapest.effort == pytest.approx(15 + 0.3984 * 150)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("column,highst\nfoundation_points,3\n", "unknown-column"),
        ("highest\n3\n", "missing-column"),
        ("column,highest\nfoundation_points,much\n", "not-a-number"),
        ("column,cost_per_point\nfoundation_points,-1\n", "out-of-range"),
        ("column,step\nfoundation_points,0\n", "out-of-range"),
        ("column,fixed\nfoundation_points,maybe\n", "yes-or-no"),
        ("column,step\nfoundation_points,1\nfoundation_points,2\n", "bounds"),
        ("column,lowest,higest\n", "unknown-column"),
    ],
)
def test_faults_of_a_bounds_file_are_told_with_their_place(
    provinces: Path, tmp_path: Path, text: str, code: str
) -> None:
    bounds = tmp_path / "bounds.csv"
    bounds.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidData, match="the bounds cannot be read") as raised:
        dtiscore.improve(provinces, DTI, "Khánh Hòa", to_rank=20, bounds=bounds)
    problem = next(problem for problem in raised.value.problems if problem.code == code)
    assert problem.place.file == str(bounds)


def test_others_that_move_on_make_the_target_higher(examples: Path) -> None:
    now, before = (examples / "dti-province" / f"{year}.csv" for year in (2023, 2022))
    still = dtiscore.improve(now, DTI, "56", to_rank=20)
    moving = dtiscore.improve(now, DTI, "56", to_rank=20, others="trend", previous=before)
    cards = [dtiscore.score(table, DTI) for table in (before, now)]
    published = [dict(zip(card.dataset.units, card.index.published.tolist(), strict=True)) for card in cards]
    expected = sorted(
        (
            round(min(2 * published[1][unit] - published[0][unit], 1), 9)
            for unit in published[1]
            if unit != "56"
        ),
        reverse=True,
    )
    assert moving.moving == 62
    assert moving.now.competitors.wanted(moving.target) == pytest.approx(expected[19], abs=0.5e-4)
    assert moving.now.competitors.wanted(moving.target) > still.now.competitors.wanted(still.target)
    assert all(plan.outcome.rank <= 20 for plan in moving.plans)


def test_a_period_that_is_kept_alone_is_not_said_to_be_the_first() -> None:
    rows = [
        (unit, year, value + year % 10) for year in (2021, 2022, 2023) for unit, value in (("A", 1), ("B", 2))
    ]
    table = pd.DataFrame(rows, columns=["unit", "year", "a"])
    made = {**HEAD, "index": indicator("a")}
    assert dtiscore.improve(table, made, "A", to_rank=1, others="trend").moving == 1
    whole = dtiscore.score(table, made)
    for kept in (whole.part("2023"), dtiscore.score(table, made, period="2023")):
        with pytest.raises(UsageFault, match="2023 alone is looked at") as caught:
            dtiscore.improve(kept, unit="A", to_rank=1, others="trend")
        assert "leave out --period" in str(caught.value)


def test_what_cannot_be_asked_is_refused(provinces: Path) -> None:
    with pytest.raises(UsageFault, match="nothing tells how the other units move"):
        dtiscore.improve(provinces, DTI, "56", to_rank=20, others="trend")
    with pytest.raises(UsageFault, match="a previous table tells how the others move"):
        dtiscore.improve(provinces, DTI, "56", to_rank=20, previous=provinces)
    with pytest.raises(UsageFault, match='no unit "Khanh"'):
        dtiscore.improve(provinces, DTI, "Khanh", to_rank=20)
    with pytest.raises(UsageFault, match="plans cannot be 0"):
        dtiscore.improve(provinces, DTI, "56", to_rank=20, plans=0)


def test_a_plan_put_into_thought_gives_what_it_promised(provinces: Path) -> None:
    found = dtiscore.improve(provinces, DTI, "Khánh Hòa", to_rank=20)
    for plan in found.plans:
        changes = [dtiscore.ValueChange("56", change.lever.heading, change.text) for change in plan.changes]
        after = dtiscore.whatif(provinces, DTI, changes).after
        (row,) = after.rows_of("56")
        assert (after.ranks["DTI"][row], after.index.published[row]) == (20, plan.outcome.published)
