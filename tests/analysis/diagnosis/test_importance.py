"""The correlation ratio on curves that are known, and the cases in which there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from tests.analysis.diagnosis.conftest import fraction, mean_of, scored

from dtiscore.methodology import Values
from dtiscore.questions.diagnose.answer import diagnose, importance
from dtiscore.questions.diagnose.answer.importance import Ratio, correlation_ratios


def correlation_ratio(part: Values, whole: Values) -> Ratio:
    (found,) = correlation_ratios(part, [whole])
    return found


def noise(seed: int, count: int) -> Values:
    return np.random.default_rng(seed).normal(size=count)


def test_a_line_is_explained_wholly_and_like_the_squared_correlation() -> None:
    x = np.linspace(0, 1, 50)
    assert correlation_ratio(x, 3 - 2 * x).value == pytest.approx(1, abs=1e-9)


def test_a_valley_that_no_line_sees() -> None:
    x = np.linspace(-1, 1, 101)
    valley = x**2
    assert np.corrcoef(x, valley)[0, 1] == pytest.approx(0, abs=1e-12)
    assert correlation_ratio(x, valley).value == pytest.approx(1, abs=0.02)


def test_groups_give_the_ratio_of_the_textbook() -> None:
    # Pearson's own: algebra, geometry, statistics; 6,780 of 9,640 of the sum of squares lie between the subjects.
    algebra, geometry, statistics = [45, 70, 29, 15, 21], [40, 20, 30, 42], [65, 95, 80, 70, 85, 73]
    scores = np.array([*algebra, *geometry, *statistics], dtype=np.float64)
    subject = np.repeat([0.0, 10.0, 100.0], [5, 4, 6])
    found = correlation_ratio(subject, scores).value
    assert found == pytest.approx(6780 / 9640, abs=0.03)


def test_noise_is_hardly_explained() -> None:
    found = correlation_ratio(noise(1, 400), noise(2, 400)).value
    assert found is not None
    assert found < 0.05


@pytest.mark.parametrize("far", [1e1, 1e3, 1e4, 1e6, 1e9])
def test_a_unit_that_is_far_from_all_others_does_not_make_noise_matter(far: float) -> None:
    part, whole = noise(1, 60), noise(2, 60)
    part[0] = far
    assert correlation_ratio(part, whole).value == pytest.approx(
        np.corrcoef(part, whole)[0, 1] ** 2, abs=1e-3
    )


def test_signal_and_noise_of_equal_size_share_the_variance() -> None:
    x = noise(3, 2000)  # more positions than the curve has
    signal = np.sin(2 * x) * 1.2
    whole = signal + noise(4, 2000)
    found = correlation_ratio(x, whole)
    # A smooth curve cuts the tops a little.
    assert found.value == pytest.approx(np.corrcoef(signal, whole)[0, 1] ** 2, abs=0.05)


@given(seed=st.integers(0, 1000), factor=st.floats(0.1, 100), shift=st.floats(-100, 100))
@settings(max_examples=25, deadline=None)
def test_units_of_measurement_and_order_do_not_matter(seed: int, factor: float, shift: float) -> None:
    x, y = noise(seed, 30), noise(seed + 1, 30)
    base = correlation_ratio(x, y + x).value
    assert base is not None
    assert 0 <= base <= 1
    assert correlation_ratio(x * factor + shift, (y + x) * 3 - 1).value == pytest.approx(base, abs=1e-6)
    order = np.random.default_rng(seed).permutation(30)
    assert correlation_ratio(x[order], (y + x)[order]).value == pytest.approx(base, abs=1e-9)


def test_where_there_is_none_it_says_why() -> None:
    nine = np.arange(9.0)
    assert correlation_ratio(nine, nine).undefined == "few-units"
    ten, flat = np.arange(10.0), np.full(10, 2.0)
    assert correlation_ratio(ten, flat).undefined == "constant"
    assert correlation_ratio(flat, ten).undefined == "constant"
    assert correlation_ratio(ten, ten).value == pytest.approx(1)


def line_through(x: Values, y: Values, at: float, bandwidth: float) -> tuple[float, float]:
    """A line through what is near, by its normal equations: what it is there, and how much of that one unit there adds."""
    near = np.exp(-0.5 * ((x - at) / bandwidth) ** 2)
    columns = np.stack([np.ones_like(x), x - at])
    squares = columns * near @ columns.T
    if np.linalg.det(squares) <= 1e-12 * squares[0, 0] ** 2:
        return float(near @ y / near.sum()), float(1 / near.sum())
    own, _ = np.linalg.solve(squares, [1.0, 0.0])
    return float(np.linalg.solve(squares, columns * near @ y)[0]), float(own)


@pytest.mark.parametrize("decimals", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_the_curve_is_the_one_that_tells_each_unit_best_from_the_others(seed: int, decimals: int) -> None:
    x = np.round(np.random.default_rng(seed).random(25), decimals)
    x = (x - x.min()) / (x.max() - x.min())
    y = np.sin(4 * x) + 0.4 * noise(seed, 25)
    best, ratio = np.inf, 0.0
    for bandwidth in importance._BANDWIDTHS:
        found = [line_through(x, y, at, bandwidth) for at in x]
        if max(own for _, own in found) >= 1 - 1e-6:
            continue
        others = [np.arange(25) != unit for unit in range(25)]
        told = [line_through(x[kept], y[kept], at, bandwidth)[0] for kept, at in zip(others, x, strict=True)]
        if (error := float(((y - told) ** 2).sum())) < best:
            best, ratio = error, float(np.var([curve for curve, _ in found]) / np.var(y))
    assert correlation_ratio(x, y).value == pytest.approx(ratio, abs=1e-9)


def test_several_wholes_are_told_as_each_alone() -> None:
    part, first, second = noise(1, 40), noise(2, 40), np.round(noise(3, 40))
    part[3], second[[5, 7]] = np.nan, np.nan
    wholes = [first, second, np.full(40, 0.1), first + part]
    assert correlation_ratios(part, wholes) == [correlation_ratio(part, whole) for whole in wholes]


def test_a_part_that_is_the_same_for_all_units_leaves_the_others_theirs() -> None:
    """Nothing was told of any part where one of them is constant."""
    columns = {code: (np.argsort(noise(seed, 40)) / 40).tolist() for code, seed in (("a", 1), ("b", 2))}
    alone, beside = (
        diagnose(scored(mean_of("I", *map(fraction, codes)), {**columns, "k": [0.5] * 40})).importances
        for codes in ("ab", "abk")
    )
    assert [one.share for one in beside] == [*(pytest.approx(one.share) for one in alone), 0.0]
    assert beside[2].times is None
    assert beside[2].ratio.undefined == "constant"
