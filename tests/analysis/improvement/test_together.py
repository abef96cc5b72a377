"""What brings nothing alone and something together is within reach, and is planned."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from tests.analysis.improvement.conftest import Made
from tests.made import indicator

from dtiscore.questions.improve.answer import Target, improve
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.render.drawing.screen import Screen

VALUES = range(5)
CHILDREN = [
    indicator(code, rule={"kind": "goalposts", "low": 0, "high": 4, "range": [0, 4]}) for code in "abc"
]
INDICES: dict[str, dict[str, Any]] = {
    "minimum": {"aggregate": "minimum"},
    "maximum": {"aggregate": "maximum"},
    "by order": {"aggregate": {"kind": "owa", "places": [0, 0.3, 0.7]}},
    "zeros": {"aggregate": {"kind": "geometric", "zero": "allow"}, "weights": "equal"},
    "zeros of harmonic means": {"aggregate": {"kind": "harmonic", "zero": "allow"}, "weights": "equal"},
    "threshold": {"aggregate": {"kind": "formula", "formula": "if_at_least(min(a, b), 3, 10, 0) + c"}},
    "burden": {"aggregate": {"kind": "formula", "formula": "min(a, b) - c"}},
    "rounded": {
        "aggregate": "arithmetic",
        "weights": "equal",
        "round": {"decimals": 0, "rule": "half-up"},
    },
}
OTHERS = 15
"""Units that the table has beside the one."""


@pytest.mark.parametrize(
    ("now", "order"),
    [
        ((1, 1, 3), "descending"),
        ((1, 2, 3), "ascending"),
        ((0, 0, 2), "descending"),
        ((3, 1, 1), "ascending"),
    ],
)
@pytest.mark.parametrize("name", INDICES)
def test_the_farthest_is_the_best_of_all_values(
    made: Made, name: str, now: tuple[int, ...], order: str
) -> None:
    """All sets of values are scored; the best of them is reached by a plan of a unit that some of them stand beside."""
    keys = {"rank": {"on": "full", "ties": "min", "order": order}, "scale": 4}
    sign = 1 if order == "descending" else -1
    sets = [now, *product(VALUES, repeat=3)]
    every, card = (
        made(dict(zip("abc", zip(*some, strict=True), strict=True)), CHILDREN, index=INDICES[name], **keys)
        for some in (sets, sets[: 1 + OTHERS])
    )
    best = float((every.nodes["I"].score * sign).max())
    found = improve(card, "A", Target(score=best * sign))
    assert found.best.height == pytest.approx(best)
    assert found.is_there or found.plans[0].outcome.reached


def test_what_brings_nothing_alone_is_told_as_such(made: Made) -> None:
    card = made({"a": [1, 4], "b": [1, 4], "c": [3, 2]}, CHILDREN, index=INDICES["minimum"])
    shown = ShownImprovement(improve(card, "A", Target(rank=1))).screen(Screen())
    assert "One change alone cannot reach the target." in shown
    assert "What adds nothing alone may add something together with others." in shown


def test_what_takes_away_alone_is_told_as_such(made: Made) -> None:
    """With c at 3 it is better to give up b for a; as c is now, a is worth less than b."""
    rule = {"kind": "piecewise-linear", "outcome": "score", "points": [[0, 0], [4, 4]]}
    falling = {"kind": "piecewise-linear", "outcome": "score", "points": [[0, 2], [4, 0]]}
    parts = [
        indicator("a", rule=rule, column="x"),
        indicator("b", rule=falling, column="x"),
        indicator("c", rule=rule),
    ]
    index = {"aggregate": {"kind": "formula", "formula": "a * (c - 1) + b"}}
    found = improve(made({"x": [0, 0], "c": [0, 4]}, parts, index=index), "A", Target(score=10))
    assert found.plans[0].outcome.reached
    shown = ShownImprovement(found).screen(Screen())
    assert "What takes something away alone may add something together with others." in shown


def test_that_fewer_changes_cannot_reach_a_target_is_said_where_it_is_proved_alone(made: Made) -> None:
    """Of gains that do not add up sets of one are tried all, larger ones not."""
    columns = {code: [1, 4] for code in "abc"}
    shown = [
        ShownImprovement(improve(made(columns, CHILDREN, index=index), "A", Target(rank=1))).screen(Screen())
        for index in (INDICES["minimum"], {"aggregate": "arithmetic", "weights": "equal"})
    ]
    assert "No plan with 2 changes or fewer was found." in shown[0]
    assert "With 2 changes or fewer the target cannot be reached." in shown[1]
