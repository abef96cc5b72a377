"""Trials score what the levers move and hold all else: to the bit what scoring every node gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dtiscore
from dtiscore.methodology.dependents import Dependents
from dtiscore.questions.improve.answer.finding import find_levers
from dtiscore.questions.improve.answer.rescoring import Rescoring


class Whole(Rescoring):
    """Trials that score every node."""

    def _dependents(self, *_: object) -> Dependents:
        edition = self.card.methodology
        headers = frozenset(
            [*self.card.dataset.numbers, *(header for _, header in self.card.dataset.outcomes)]
        )
        return Dependents(frozenset([*edition.nodes, *edition.view]), headers)


@pytest.mark.parametrize(
    ("table", "edition"),
    [
        ("dti-province/2022.csv", "dti-province-2022"),
        ("hdi/2022.csv", "hdi-2022"),
        ("own-index/2024.csv", "own-index/departments.yaml"),
    ],
)
def test_trials_are_those_of_every_node(table: str, edition: str, examples: Path) -> None:
    own = examples / edition
    card = dtiscore.score(examples / table, own if own.exists() else edition)
    for row in (0, len(card.dataset) // 2):
        part, whole = Rescoring(card, row), Whole(card, row)
        levers = [lever for lever in find_levers(part, {}).all if lever.reach > 0]
        full = np.diag([lever.reach for lever in levers])
        trials = np.vstack([full, full / 2, full.sum(axis=0)])
        assert part.heights(levers, trials).tobytes() == whole.heights(levers, trials).tobytes()
        for lever in levers:
            x = np.array([0.0, lever.reach / 3, lever.reach])
            alone, beside = part.alone([lever], 0, x), whole.alone([lever], 0, x)
            assert len(alone) < len(beside)
            for code, scores in alone.items():
                assert scores.tobytes() == beside[code].tobytes(), (lever.column, code)
