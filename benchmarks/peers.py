"""Peers on what they can do: min-max, a weighted sum and ranks over a flat table, where they are installed.

None of them has a hierarchy, missing values or ties by rule. What is not installed is left out with a word:
``pip install scikit-criteria pymcdm pyDecision``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks import made
from benchmarks.rows import Row, Sizes
from benchmarks.timing import in_turn, once
from dtiscore.methodology.aggregations.outranking import Copeland
from dtiscore.scoring import score_dataset

INDICATORS = 100
_TIMES_AS_OFTEN = 6
"""Milliseconds are run so many times as often as seconds: the first few runs wait for memory that later ones are given back."""


def rows(sizes: Sizes) -> Iterator[Row]:
    """How many times as long a peer takes as dtiscore, which scores three levels meanwhile and ranks the units."""
    units = sizes.units[1]
    edition, table = made.methodology(INDICATORS), made.dataset(units, INDICATORS)
    values, weights = made.columns(units, INDICATORS).T.copy(), np.full(INDICATORS, 1.0 / INDICATORS)
    what = f"min-max, weighted sum and ranks of {units:,} x {INDICATORS}"
    for name, prepare in (("pymcdm", _pymcdm), ("scikit-criteria", _scikit_criteria)):
        yield _against(
            f"{name}: {what}",
            partial(prepare, values, weights),
            lambda: score_dataset(edition, table).ranks["I"],
            sizes.runs * _TIMES_AS_OFTEN,
        )
    few = made.columns(sizes.pairs[0] // 5, 10).T.copy()
    ours = [column.copy() for column in few.T]
    what = f"pyDecision: Copeland's rule on {len(few):,} units x 10"
    yield _against(
        what, partial(_pydecision, few), lambda: Copeland().combine(ours, [0.1] * 10, 1.0), sizes.runs
    )


def _against(
    what: str, prepare: Callable[[], Callable[[], object]], ours: Callable[[], object], runs: int
) -> Row:
    """The ratio of a peer to dtiscore, or why there is none."""
    try:
        peer = prepare()
    except ImportError as error:
        return Row("peers", what, None, "times", note=f"left out: {error}")
    first, second, ratio = in_turn(lambda: once(peer), lambda: once(ours), runs)
    return Row("peers", what, ratio, "times", note=f"{first.cpu:.4f} s against {second.cpu:.4f} s CPU")


def _pymcdm(values: Any, weights: Any) -> Callable[[], object]:
    method = import_module("pymcdm.methods").WSM(import_module("pymcdm.normalizations").minmax_normalization)
    rank = import_module("pymcdm.helpers").rrankdata
    types = np.ones(values.shape[1])
    return lambda: rank(method(values, weights, types))


def _scikit_criteria(values: Any, weights: Any) -> Callable[[], object]:
    matrix = import_module("skcriteria").mkdm(values, [max] * values.shape[1], weights=weights)
    scaler = import_module("skcriteria.preprocessing.scalers").CenitDistanceMatrixScaler()
    method = import_module("skcriteria.agg.simple").WeightedSumModel()
    return lambda: method.evaluate(scaler.transform(matrix)).rank_


def _pydecision(values: Any) -> Callable[[], object]:
    method = import_module("pyDecision.algorithm").copeland_method
    return lambda: method(values, ["max"] * values.shape[1], graph=False, verbose=False)
