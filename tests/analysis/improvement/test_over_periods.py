"""A trial of cells in a unit whose figures are made of its other periods too: as the whole table anew would have it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.analysis.improvement.conftest import edition, fraction

import dtiscore
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.wording import NumberForm
from dtiscore.scoring.fitting import learns_from_others

TABLE = pd.DataFrame(
    {
        "unit": ["A", "B", "B", "A", "A", "B", "A", "B"],
        "group": ["x", "x", "x", "x", "x", "x", "y", "y"],
        "year": ["2019", "2019", "2020", "2020", "2021", "2021", "2020", "2021"],
        "a": [10, 20, None, 30, None, 50, 70, 80],
        "b": [5, 6, 7, None, 8, 9, 10, 10],
    }
)
"""Units of one code in two groups, the rows in no order."""


@pytest.mark.parametrize("period", [None, "2020"])
def test_trials_are_what_the_whole_table_gives(period: str | None) -> None:
    """No rule is fitted, so that both keep the same statistics."""
    children = [fraction("a", 10, of=100), fraction("b", 20, of=10), fraction("won", 30, of=100)]
    steps = [
        {"step": "impute-along", "method": "previous"},
        {"step": "derive", "column": "won", "formula": "a", "along": "difference"},
    ]
    over_periods = edition(
        children, prepare=steps, layout={"period": "year", "group": "group"}, missing="reweight"
    )
    card = dtiscore.score(TABLE, over_periods, period=period)
    data = card.dataset
    row = next(
        at
        for at in range(len(data))
        if (data.units[at], data.groups[at], data.periods[at]) == ("A", "x", "2020")
    )
    rescoring = Rescoring(card, row)
    levers = [Lever("a", "a", ("a",), "number", 30.0, 1, 70.0, NumberForm())]
    x = np.array([[0.0], [5.0], [40.0], [62.5]])
    wanted = [float(rescoring.height(rescoring.rescored(levers, trial).nodes)[row]) for trial in x]
    assert rescoring.heights(levers, x).tolist() == wanted
    assert len(set(wanted)) == 4
    assert rescoring.heights(levers, x)[0] == rescoring.now


def test_trials_of_a_unit_with_one_period_are_not_taken_for_periods() -> None:
    """What came of the value since the period before is missing in each trial, not the step from one to the next."""
    children = [fraction("a", 10, of=100), fraction("won", 30, of=100)]
    steps = [{"step": "derive", "column": "won", "formula": "a", "along": "difference"}]
    over_periods = edition(children, prepare=steps, layout={"period": "year"}, missing="reweight")
    card = dtiscore.score(pd.DataFrame({"unit": ["A", "B"], "year": "2021", "a": [30, 50]}), over_periods)
    levers = [Lever("a", "a", ("a",), "number", 30.0, 1, 70.0, NumberForm())]
    heights = Rescoring(card, 0).heights(levers, np.array([[0.0], [20.0], [70.0]]))
    assert heights.tolist() == pytest.approx([40 * 0.3, 40 * 0.5, 40 * 1.0])


@pytest.mark.parametrize(
    ("step", "is_static"),
    [
        ({"along": "mean", "periods": 1}, True),
        ({}, True),
        ({"take": "mean"}, False),
        ({"take": "mean", "along": "difference"}, False),
        ({"take": "mean", "frame": {"base": "2020"}}, True),
    ],
)
def test_what_is_made_of_the_other_periods_of_a_unit_moves_no_other(
    step: dict[str, object], is_static: bool
) -> None:
    steps = [{"step": "derive", "column": "won", "formula": "a", **step}]
    children = [fraction("a", 10, of=100), fraction("won", 30, of=100)]
    made = edition(children, prepare=steps, layout={"period": "year"}, missing="zero")
    table = pd.DataFrame({"unit": ["A", "B"] * 2, "year": [2020, 2020, 2021, 2021], "a": [10, 30, 20, 40]})
    card, moved = (dtiscore.score(one, made) for one in (table, table.assign(a=[10, 30, 35, 40])))
    assert Rescoring(card, 2).is_static is is_static
    assert bool(card.index.score[3] == moved.index.score[3]) is is_static
    assert learns_from_others(card.methodology) is ("take" in step)
