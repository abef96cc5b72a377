"""The curve of a lever that moves in whole steps: what lies on one line is one piece, and each step keeps gain and effort."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.improvement.conftest import Made, fraction

from dtiscore.questions.improve.answer.finding import find_levers
from dtiscore.questions.improve.answer.pieces import Piece, curves, effort_of
from dtiscore.questions.improve.answer.rescoring import Rescoring


def at_steps(piece: Piece) -> list[tuple[float, float, float]]:
    """The distance, gain and effort of each step of a piece."""
    parts = np.linspace(0, 1, piece.steps + 1) if piece.steps else [0.0]

    def at(ends: tuple[float, float], part: float) -> float:
        return ends[0] + (ends[1] - ends[0]) * part

    span = (piece.start, piece.end)
    return [(at(span, part), at(piece.gain, part), at(piece.effort, part)) for part in parts]


BENT = {"kind": "piecewise-linear", "points": [{"x": 0, "y": 0}, {"x": 50, "y": 0.2}, {"x": 80, "y": 1}]}
STEPS = {"kind": "steps", "steps": [{"at_least": 40, "score": 0.5}, {"at_least": 70, "score": 1}]}


def test_steps_on_one_line_are_one_piece(made: Made) -> None:
    children = [
        fraction("a", 10, of=80),
        {"code": "b", "points": 20, "rule": BENT},
        {"code": "c", "points": 5, "rule": STEPS},
    ]
    card = made({"a": [20, 60], "b": [10, 90], "c": [10, 90]}, children)
    rescoring = Rescoring(card, 0)
    found = find_levers(rescoring, {})
    pieces = curves(rescoring, found.all, found.through)
    assert pieces is not None
    assert [(piece.lever, piece.steps) for piece in pieces] == [(0, 59), (1, 39), (1, 29), (2, 0), (2, 0)]
    for at, lever in enumerate(found.all):
        told = [step for piece in pieces if piece.lever == at for step in at_steps(piece)]
        x = np.array([distance for distance, _, _ in told])
        trials = rescoring.alone([lever], 0, x)
        assert [gain for _, gain, _ in told] == pytest.approx((trials[""] - rescoring.now).tolist())
        assert [effort for *_, effort in told] == pytest.approx(
            effort_of(rescoring, lever, x, trials).tolist()
        )
