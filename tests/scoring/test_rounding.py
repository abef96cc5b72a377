"""Rounding on the way: between the rules that follow a score, and of means that R has taken."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.methodology import Methodology
from dtiscore.methodology.aggregations import AGGREGATIONS
from dtiscore.render.rules_in_words import node_in_words

EDITION = {**HEAD, "publish": {"as": "score", "decimals": 4}, "missing": "reweight"}


def scored(index: dict[str, Any], **columns: list[float | None]) -> dtiscore.Scorecard:
    rows = len(next(iter(columns.values())))
    table = pd.DataFrame({"code": [f"u{i}" for i in range(rows)], **columns})
    return dtiscore.score(table, EDITION | {"index": index})


def node(children: list[str], **keys: Any) -> dict[str, Any]:
    return group("I", "arithmetic", *map(indicator, children), **keys)


@pytest.mark.parametrize(
    ("parts", "published"),
    [  # themes, and the domain or index made of them, as the Blavatnik Index 2024 publishes them
        ([0.88, 0.80, 0.76, 0.82], 0.81),  # Australia, strategy and leadership
        ([0.36, 0.34, 0.45, 0.59], 0.44),  # Bolivia, the index
        ([0.42, 0.55, 0.46, 0.52, None], 0.49),
    ],
)
def test_means_are_exact_before_they_are_rounded_as_r_rounds(
    parts: list[float | None], published: float
) -> None:
    index = node(list("abcde")[: len(parts)], round={"decimals": 2, "rule": "nearest-double"})
    card = scored(index, **{code: [value] for code, value in zip("abcde", parts, strict=False)})
    assert card.index.score.tolist() == [published]


@pytest.mark.parametrize(
    "kind", [kind for kind, method in AGGREGATIONS.items() if method.linear and kind != "points"]
)
def test_an_exact_sum_differs_by_the_last_bits_alone(kind: str) -> None:
    method = AGGREGATIONS[kind].model_validate({"kind": kind})
    scores = [np.array([0.1, 0.7]), np.array([0.2, 1e300])]
    near = method.combine(scores, [1.0, 2.0], 3.0)
    assert method.combine_exactly(scores, [1.0, 2.0], 3.0).tolist() == pytest.approx(near, rel=1e-15)


def test_a_sum_is_rounded_before_it_is_ranked() -> None:
    rounded = {"kind": "round", "decimals": 1}
    index = node(["x"], then=[rounded, {"kind": "rank"}])
    # 0.14 and 0.1 are 0.1, 0.26 is 0.3
    assert scored(index, x=[0.14, 0.1, 0.26]).index.score.tolist() == [1, 1, 3]
    assert scored(node(["x"], then=[{"kind": "rank"}]), x=[0.14, 0.1, 0.26]).index.score.tolist() == [2, 1, 3]


def test_the_rounding_of_a_node_comes_after_what_follows_its_score() -> None:
    doubled = {"kind": "formula", "formula": "x * 2"}
    card = scored(node(["x"], then=[doubled], round={"decimals": 0, "rule": "down"}), x=[1.5, 0.7])
    assert card.index.score.tolist() == [3, 1]


def test_a_cut_off_part_counts_whole() -> None:
    # The decathlon's points for 100 m, cut to whole numbers: IAAF Scoring Tables for Combined Events (2001).
    part = {"code": "t", "rule": {"kind": "formula", "formula": "floor(25.4347 * (18 - t) ** 1.81)"}}
    assert scored(group("I", "sum", part), t=[10.395, 10.827]).index.score.tolist() == [1000, 900]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("half-up", "rounded to 2 decimals (half-up)"),
        ("nearest-double", "rounded to 2 decimals, as R rounds (nearest-double)"),
        ("up", "rounded up to 2 decimals"),
        ("down", "rounded down to 2 decimals"),
        ("towards-zero", "cut off after 2 decimals"),
    ],
)
def test_rounding_in_words(rule: str, words: str) -> None:
    index = node(["x"], round={"decimals": 2, "rule": rule})
    edition = Methodology.model_validate(EDITION | {"index": index})
    assert node_in_words(edition.index).endswith(words)
