"""After the fit a unit's score depends on its own row alone: any batches, in any order, give the same bits."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from tests.made import HEAD

from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.validate.python import validate
from dtiscore.scoring import fit, score_dataset
from dtiscore.tables.table import Dataset

Bits = dict[str, dict[str, tuple[float, float, int]]]


def valid(source: str | Path | Dataset, edition: str | Methodology) -> tuple[Methodology, Dataset]:
    validation = validate(source, edition)  # type: ignore[arg-type]  # never handed a Dataset
    assert validation.dataset is not None, validation.problems
    return validation.methodology, validation.dataset


def bits(methodology: Methodology, dataset: Dataset, batches: int, seed: int) -> Bits:
    """For every node and unit the score, published value and origin, scored in shuffled batches."""
    reference = fit(methodology, dataset)
    order = np.random.default_rng(seed).permutation(len(dataset))
    found: Bits = {}
    for rows in np.array_split(order, batches):
        card = score_dataset(methodology, dataset.take(rows), reference=reference)
        for code, scores in card.nodes.items():
            values = zip(
                scores.score.tolist(), scores.published.tolist(), scores.origin.tolist(), strict=True
            )
            for unit, (score, published, origin) in zip(card.dataset.units, values, strict=True):
                # NaN differs from itself: what is missing is written as infinity, which no score can be.
                kept = tuple(math.inf if value != value else value for value in (score, published))
                found.setdefault(code, {})[unit] = (kept[0], kept[1], origin)
    return found


@pytest.mark.parametrize("batches", [2, 17])
@pytest.mark.parametrize(
    ("edition", "table"),
    [
        ("dti-province-2022", "dti-province/2022.csv"),
        ("dti-province-2022", "dti-province/2023.csv"),
        ("hdi-2022", "hdi/2022.csv"),
    ],
)
def test_batches_of_a_published_table(edition: str, table: str, batches: int, examples: Path) -> None:
    methodology, dataset = valid(examples / table, edition)
    whole = bits(methodology, dataset, 1, seed=1)
    assert len(whole[methodology.index.code]) == len(dataset)
    assert bits(methodology, dataset, batches, seed=batches) == whole


@pytest.mark.parametrize("batches", [2, 17])
def test_batches_of_z_scores_over_404_areas(batches: int, shared_data: Path) -> None:
    table = shared_data / "indices" / "townsend_2011" / "input.csv"
    methodology, dataset = valid(table, "townsend-2011")
    assert bits(methodology, dataset, batches, seed=batches) == bits(methodology, dataset, 1, seed=0)


def townsend_like(missing: str) -> Methodology:
    """Two logged and two plain z-scores and a min-max, added up by weight; some may be missing."""
    rules = [
        {"kind": "z-score", "divisor": "sample", "transform": "log1p"},
        {"kind": "z-score", "divisor": "sample"},
        {"kind": "z-score", "divisor": "population", "direction": "down"},
        {"kind": "min-max", "transform": "log1p"},
    ]
    children = [
        {"code": code, "weight": weight, "rule": rule}
        for code, weight, rule in zip("abcd", (0.1, 0.2, 0.3, 0.4), rules, strict=True)
    ]
    return methodology_from(
        {
            **HEAD,
            "publish": {"as": "score", "decimals": 3},
            "missing": missing,
            "index": {"code": "X", "aggregate": "arithmetic", "weights": 1, "children": children},
            "views": [{"code": "V", "of": ["a", "d"], "aggregate": "sum"}],
        }
    )


CELL = st.one_of(st.floats(0, 1e6), st.sampled_from([0.0, 1.0, math.nan]))
ROWS = st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=2, max_size=30)


@pytest.mark.parametrize("missing", ["reweight", "no-score", "zero"])
@given(rows=ROWS, seed=st.integers(0, 999))
@settings(deadline=None, max_examples=40)
def test_batches_of_random_tables(
    missing: str, rows: list[tuple[float, float, float, float]], seed: int
) -> None:
    import pandas as pd

    frame = pd.DataFrame([(0.0,) * 4, (1.0,) * 4, *rows], columns=list("abcd"))
    frame["unit"] = [f"u{i:02}" for i in range(len(frame))]
    methodology = townsend_like(missing)
    # Among so few rows one may well be the sum of others by chance.
    validation = validate(frame, methodology, keep_units=frame["unit"].tolist())
    assert validation.dataset is not None, validation.problems
    whole = bits(methodology, validation.dataset, 1, seed)
    assert bits(methodology, validation.dataset, 2, seed + 1) == whole
    assert bits(methodology, validation.dataset, 17, seed + 2) == whole
