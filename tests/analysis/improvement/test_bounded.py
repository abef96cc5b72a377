"""A plan is found in bounded work: what is left out of it would not have made a better one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from tests.analysis.improvement.conftest import edition

import dtiscore
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer import Lever, Plan, Target, improve
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.search import Search


def scored(*, indicators: int, units: int, seed: int) -> dtiscore.Scorecard:
    """Figures from 0 to 1000, fitted on all units, and their geometric mean."""
    figures = np.random.default_rng(seed).random((indicators, units)) * 1000
    table = {f"c{at}": [f"{figure:.2f}" for figure in row] for at, row in enumerate(figures)}
    rule = {"kind": "min-max", "range": [1, 100]}
    index = {"aggregate": "geometric", "weights": "relative"}
    children = [{"code": code, "weight": 1.0, "rule": rule} for code in table]
    data = pd.DataFrame({"unit": [f"U{at:02d}" for at in range(units)], **table})
    return dtiscore.score(data, edition(children, index=index, scale=100.0))


def plans_of(card: dtiscore.Scorecard, rank: int) -> list[Plan]:
    """The plans of the unit that stands in the middle."""
    middle = np.argsort(card.ranks["I"])[len(card.ranks["I"]) // 2]
    return [*improve(card, card.dataset.units[middle], Target(rank=rank)).plans]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.slow
def test_sets_that_are_dropped_would_not_have_been_the_cheapest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = scored(indicators=5, units=8, seed=seed)
    sifted = plans_of(card, 1)
    monkeypatch.setattr(Search, "_may_be_cheapest", lambda _self, rows, *_: np.ones(len(rows), bool))
    unsifted = plans_of(card, 1)
    assert sifted
    for one, other in zip(sifted, unsifted, strict=True):
        assert [change.text for change in one.changes] == [change.text for change in other.changes]
        assert one.effort == other.effort


@pytest.mark.slow
def test_a_search_among_25_indicators_scores_no_more_than_200_000_trials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trials, rescored = [0], Rescoring.heights

    def counted(self: Rescoring, levers: Sequence[Lever], x: Values) -> Values:
        trials[0] += len(x)
        return rescored(self, levers, x)

    monkeypatch.setattr(Rescoring, "heights", counted)
    assert plans_of(scored(indicators=25, units=20, seed=0), 5)
    assert trials[0] < 200_000
