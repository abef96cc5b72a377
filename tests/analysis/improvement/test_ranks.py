"""Rules by rank: what is told of a change is what it brings and takes once all units are ranked anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest
from tests.analysis.improvement.conftest import Made

from dtiscore.questions.improve.answer import Target, improve
from dtiscore.questions.improve.shown.improvement import ShownImprovement
from dtiscore.render.drawing.screen import Screen

CODES = "abc"


def drawn(seed: int) -> dict[str, list[int]]:
    draw = np.random.default_rng(seed)
    return {code: draw.integers(1, 90, 12).tolist() for code in CODES}


def scored(columns: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """By unit, the rank in each column from the lowest; the index is their mean."""
    return pd.DataFrame(columns).rank(method="min")


@pytest.mark.parametrize("seed", range(2))
def test_gains_and_efforts_are_those_of_the_table_ranked_anew(made: Made, seed: int) -> None:
    columns = drawn(seed)
    rule = {"kind": "rank"}
    children = [{"code": code, "rule": rule} for code in CODES]
    card = made(columns, children, index={"aggregate": "arithmetic", "weights": "equal"})
    before = scored(columns)
    row = int(before.mean(axis=1).argsort().iloc[3])
    unit = card.dataset.units[row]
    found = improve(card, unit, Target(rank=2))
    point = (before.max() - before.min()) / 100

    def anew(changes: Mapping[str, float]) -> pd.DataFrame:
        moved = {code: [*values] for code, values in columns.items()}
        for code, value in changes.items():
            moved[code][row] = int(value)
        return scored(moved)

    for plan in found.plans:
        changes = {change.lever.column: change.value for change in plan.changes}
        for change in plan.changes:
            alone = anew({change.lever.column: change.value}).iloc[row] - before.iloc[row]
            assert change.gain == pytest.approx(alone.mean(), abs=1e-12)
            assert change.effort == pytest.approx((alone / point).sum())
            # One step less of any change would not do.
            less = anew({**changes, change.lever.column: change.value - 1}).mean(axis=1)
            assert (less > less.iloc[row] + 1e-9).sum() >= 2
        after = anew(changes).mean(axis=1)
        assert (after > after.iloc[row] + 1e-9).sum() + 1 == plan.outcome.rank <= 2
    for room in found.rooms:
        if room.next is not None:
            step = anew({room.lever.column: room.next.value}).iloc[row] - before.iloc[row]
            assert room.next.gain == pytest.approx(step.mean(), abs=1e-12)
            assert room.next.gain > 0
        if room.full is not None:
            full = anew({room.lever.column: room.full.value}).iloc[row] - before.iloc[row]
            assert room.full.effort == pytest.approx((full / point).sum())
    screen = ShownImprovement(found).screen(Screen())
    assert "Some scores depend on all units" in screen
    assert "cannot reach" not in screen
    assert "cannot be reached" not in screen
