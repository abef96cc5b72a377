"""Aggregations against reference outputs of the R package Compind 3.4, or, where it departs from its papers, of their formulas.

The folder's README says of each file by which function, with which arguments and whose numbers its columns are.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore

pytest.importorskip("scipy")

FIVE = ("employ", "shareren", "tertiary", "gasemiss", "earlyl")
THREE = FIVE[:3]
ROADS = ("roads", "trains")
AROUND_100 = {"kind": "z-score", "divisor": "sample", "mean": 100, "sd": 10}
BOD = {"kind": "benefit-of-the-doubt"}
HELD = {**BOD, "share_of": "contribution"}


def scored(
    table: pd.DataFrame, columns: tuple[str, ...], aggregate: Mapping[str, Any], rule: Any = None
) -> Any:
    """The index of every row, the parts as they are unless a rule is given."""
    keys = {} if rule is None else {"rule": rule}
    parts = [indicator(column, **keys) for column in columns]
    edition = {
        **HEAD, "frame": "all", "layout": {"unit": "code", "period": "period"},
        "index": group("X", dict(aggregate), *parts, weights="equal"),
    }  # fmt: skip
    told = [column for column in ("code", "period") if column in table]
    data = table[[*told, *columns]].astype({"period": str} if "period" in table else {})
    return dtiscore.score(data, edition).index.score


CASES = [
    ("ci_bod__nuts1_mm", "est", "nuts1_mm", ROADS, BOD, None),
    ("ci_bod__eu2008_raw3", "est", "eu2008", THREE, BOD, None),
    ("ci_bod_constr__nuts1_mm_1_005", "est", "nuts1_mm", ROADS, {**HELD, "min_share": 0.05}, None),
    ("ci_bod_constr__eu2008_raw3_06_01", "est", "eu2008", THREE, {**HELD, "min_share": 0.1, "max_share": 0.6}, None),
    ("ci_bod_dir__nuts1_mm_1_05", "est", "nuts1_mm", ROADS, {**BOD, "direction": [1, 0.5]}, None),
    ("ci_bod_dir__eu2008_mm5_ones", "est", "eu2008_mm", FIVE, {**BOD, "direction": [1] * 5}, None),
    ("ci_generalized_mean__nuts1_p2", "published", "nuts1", ROADS, {"kind": "power", "power": 2}, None),
    ("ci_generalized_mean__eu2008_pm1", "published", "eu2008", FIVE, {"kind": "power", "power": -1, "zero": "allow"}, None),
    ("ci_mean_min__nuts1_mm_05_1", "published_sample_sd", "nuts1_mm", ROADS, {"kind": "mean-min", "alpha": 0.5, "beta": 1}, AROUND_100),
    ("ci_mean_min__eu2008_mm5_03_0", "published_sample_sd", "eu2008_mm", FIVE, {"kind": "mean-min", "alpha": 0.3}, AROUND_100),
    ("ci_mpi__nuts1_z100", "compind_POS", "nuts1_z100", ROADS, {"kind": "mpi", "divisor": "sample"}, None),
    ("ci_mpi__nuts1_z100", "compind_NEG", "nuts1_z100", ROADS, {"kind": "mpi", "divisor": "sample", "penalty": "add"}, None),
    ("ci_mpi__nuts1_z100", "population_subtract", "nuts1_z100", ROADS, {"kind": "mpi"}, None),
    ("ci_mpi__nuts1_z100", "population_add", "nuts1_z100", ROADS, {"kind": "mpi", "penalty": "add"}, None),
    ("ci_ampi__panel2_neg", "published_subtract", "eu_panel", ("employ", "tertiary"), {"kind": "ampi", "reference": [68, 30]}, None),
    ("ci_ampi__panel2_neg", "published_add", "eu_panel", ("employ", "tertiary"), {"kind": "ampi", "reference": [68, 30], "penalty": "add"}, None),
    ("ci_owa__eu2008_mm5_2", "owa_p", "eu2008_mm", FIVE, {"kind": "owa", "places": [0.5, 0.5, 0, 0, 0]}, None),
    ("ci_owa__eu2008_mm5_2", "owa_n", "eu2008_mm", FIVE, {"kind": "owa", "places": [0, 0, 0, 0.5, 0.5]}, None),
    ("ci_owa__hpi_2", "owa_p", "hpi2019", ("life", "ladder", "footprint"), {"kind": "owa", "places": [0.5, 0.5, 0]}, None),
    ("ci_owa__hpi_2", "owa_n", "hpi2019", ("life", "ladder", "footprint"), {"kind": "owa", "places": [0, 0.5, 0.5]}, None),
    ("ci_wroclaw__nuts1", "est", "nuts1", ROADS, {"kind": "wroclaw"}, None),
    ("ci_wroclaw__eu2008_mm5", "est", "eu2008_mm", FIVE, {"kind": "wroclaw"}, None),
    ("ci_rbod__nuts1_m10", "exact", "nuts1", ROADS, {"kind": "order-m", "m": 10}, None),
    ("ci_rbod__eu2008_m5", "exact", "eu2008", ("employ", "tertiary"), {"kind": "order-m", "m": 5}, None),
    ("ci_geom_gen__nuts1_equal", "est", "nuts1", ROADS, {"kind": "geometric"}, None),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{file}-{column}" for file, column, *_ in CASES])
def test_reference_outputs(case: tuple[Any, ...], shared_data: Path) -> None:
    file, column, inputs, parts, aggregate, rule = case
    folder = shared_data / "compind"
    wanted = pd.read_csv(folder / f"{file}.csv")
    table = pd.read_csv(folder / "inputs" / f"{inputs}.csv")
    found = scored(table, parts, aggregate, rule)
    if "period" in wanted:
        wanted = table[["code", "period"]].merge(wanted, on=["code", "period"])
    assert len(found) == len(wanted)
    np.testing.assert_allclose(found, wanted[column], rtol=1e-9, atol=1e-9)
