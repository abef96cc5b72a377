"""Correlations, eigenvectors and rotations in plain arithmetic, against hand values and numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.errors import UsageFault
from dtiscore.methodology.components import eigenvectors, varimax
from dtiscore.questions.weights.derive.answer.correlations import correlations


def test_correlations_by_hand() -> None:
    matrix = correlations({"a": [1, 2, 3], "b": [2, 4, 6], "c": [3, 2, 1], "d": [1, 3, 2]})
    # a and d: centred (-1, 0, 1) and (-1, 1, 0): 1 / 2.
    expected = [[1, 1, -1, 0.5], [1, 1, -1, 0.5], [-1, -1, 1, -0.5], [0.5, 0.5, -0.5, 1]]
    assert matrix == pytest.approx(np.array(expected), abs=1e-15)


def test_what_does_not_vary_correlates_with_nothing() -> None:
    with pytest.raises(UsageFault, match='same score for "b"'):
        correlations({"a": [1, 2, 3], "b": [5, 5, 5]})
    with pytest.raises(UsageFault, match=r"at least 3 units .* here are 2"):
        correlations({"a": [1, 2], "b": [5, 6]})


def test_the_eigenvectors_of_two_by_two() -> None:
    values, vectors = eigenvectors(np.array([[1.0, 0.6], [0.6, 1.0]]))
    assert values == pytest.approx([1.6, 0.4], rel=1e-14)
    half = math.sqrt(0.5)
    assert vectors[:, 0].tolist() == pytest.approx([half, half], rel=1e-14)
    assert np.abs(vectors[:, 1]).tolist() == pytest.approx([half, half], rel=1e-14)


def test_a_matrix_that_is_diagonal_already() -> None:
    values, vectors = eigenvectors(np.diag([1.0, 3.0, 2.0]))
    assert values == [3, 2, 1]
    assert vectors.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


@given(seed=st.integers(0, 10_000), size=st.integers(2, 12))
@settings(max_examples=40)
def test_against_numpy(seed: int, size: int) -> None:
    table = np.random.default_rng(seed).normal(size=(20, size))
    columns = {str(i): table[:, i].tolist() for i in range(size)}
    matrix = correlations(columns)
    assert matrix == pytest.approx(np.corrcoef(table.T), abs=1e-12)
    values, vectors = eigenvectors(matrix)
    assert values == pytest.approx(np.linalg.eigvalsh(matrix)[::-1].tolist(), abs=1e-12)
    assert matrix @ vectors == pytest.approx(vectors * np.array(values), abs=1e-12)
    assert vectors.T @ vectors == pytest.approx(np.eye(size), abs=1e-12)


def test_varimax_finds_the_simple_structure_behind_a_turn() -> None:
    simple = np.array([[0.9, 0.0], [0.8, 0.0], [0.0, 0.7], [0.0, 0.6]])
    angle = 0.5
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    assert np.abs(varimax(simple @ turn)) == pytest.approx(simple, abs=1e-12)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_a_turn_keeps_what_factors_explain_together(seed: int) -> None:
    loadings = np.random.default_rng(seed).uniform(-1, 1, (6, 3))
    turned = varimax(loadings)
    assert turned @ turned.T == pytest.approx(loadings @ loadings.T, abs=1e-12)
    assert criterion(turned) >= criterion(loadings) - 1e-12


def criterion(loadings: np.ndarray) -> float:
    """Kaiser's: the variance of squared loadings over communality, summed over the factors."""
    shares = loadings**2 / (loadings**2).sum(axis=1, keepdims=True)
    return float(shares.var(axis=0).sum())
