"""Every question sees scores that are equal in decimals as equal: who stands next, who leads, who ties, what is reached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.questions.diagnose.answer.association import association
from dtiscore.questions.explain.answer.standing import Rivals
from dtiscore.questions.improve.answer.competitors import Competitors, Target
from dtiscore.questions.profile.answer import profile
from dtiscore.questions.robustness.answer.ranking import ranked
from dtiscore.questions.robustness.answer.subject import subject_of
from dtiscore.scoring.scorecard import Scorecard

Json = dict[str, Any]
UNITS = ["A", "B", "C", "D"]
ROWS = [[0.3, 0.2, 0.1], [0.1, 0.2, 0.3], [0.1, 0.2, -0.3], [0.0, 0.0, 0.0]]
"""A and B have 0.6, C and D 0, and in float64 no two of them the same."""


def edition(index: Json | None = None, **keys: Any) -> Json:
    return {
        **HEAD,
        "publish": {"as": "score", "decimals": 3},
        "index": index
        or {
            "code": "S",
            "aggregate": "sum",
            "weights": "relative",
            "children": [indicator(code, weight=1) for code in "xyz"],
        },
        **keys,
    }


def scored(rows: Sequence[Sequence[float]] = ROWS, **keys: Any) -> Scorecard:
    units = [chr(ord("A") + at) for at in range(len(rows))]
    columns = dict(zip("xyz", zip(*rows, strict=True), strict=True))
    return dtiscore.score(pd.DataFrame({"unit": units, **columns}), edition(**keys))


@pytest.fixture
def card() -> Scorecard:
    return scored()


def test_a_tie_is_neither_above_nor_below(card: Scorecard) -> None:
    rivals = Rivals(card, np.arange(4))
    above, below = rivals.standings(card.methodology.index.code).neighbours(3)
    assert above is not None
    assert (above.unit, below) == ("A", None)
    assert rivals.standings("S").company(2) == (2, 1)
    assert rivals.standings("S").company(0) == (0, 1)


def test_explain_says_so() -> None:
    table = pd.DataFrame({"unit": UNITS, **dict(zip("xyz", zip(*ROWS, strict=True), strict=True))})
    found = [dtiscore.explain(table, edition(), unit).nodes[0] for unit in "BC"]
    assert [node.rank for node in found] == [1, 3]
    assert [node.to_best for node in found] == [0.0, found[0].score]


def test_leaders_that_share_a_score_are_not_said_to_be_split_from_others_by_it() -> None:
    split = scored(rank={"on": "full", "ties": "ordinal"})
    assert profile(split, 1).blocks[0].is_split
    assert not profile(split, 2).blocks[0].is_split


def test_leaders_are_not_apart_from_others_by_the_last_bit() -> None:
    leading = indicator("first", weight=1)
    same = {
        "code": "same",
        "weight": 1,
        "aggregate": "sum",
        "weights": "equal",
        "children": [*map(indicator, "xyz")],
    }
    index = {"code": "S", "aggregate": "sum", "weights": "relative", "children": [leading, same]}
    # The leaders' sums are 0.6000000000000001, the others' 0.6.
    columns = {"first": [6, 5, 4, 3], "x": [0.1, 0.1, 0.3, 0.3], "y": [0.2] * 4, "z": [0.3, 0.3, 0.1, 0.1]}
    table = pd.DataFrame({"unit": list("ABCD"), **columns})
    (block,) = dtiscore.profile(table, {**HEAD, "index": index}, top=2, level=1).blocks
    assert [(node.code, node.outcome) for node in block.nodes] == [
        ("first", "measured"),
        ("same", "constant"),
    ]


def test_a_rank_that_a_tie_gives_is_reached(card: Scorecard) -> None:
    competitors = Competitors.of(card, 2)
    assert competitors.rank(float(card.index.published[2])) == 3
    assert competitors.reaches(Target(rank=1), 0.1 + 0.2 + 0.3)
    assert competitors.reaches(Target(rank=1), 0.6)
    assert not competitors.reaches(Target(rank=1), 0.5999)


def test_replicates_tie_as_the_nominal_scores_do(card: Scorecard) -> None:
    subject = subject_of(card)
    scores = card.index.published[subject.rows][:, np.newaxis].repeat(3, axis=1)
    assert ranked(subject, scores).ranks.tolist() == [[1, 1, 3, 3]] * 3


def test_coefficients_of_rank_see_ties() -> None:
    x, y = np.array([0.1 + 0.2, 0.3, 0.5, 0.9]), np.array([1.0, 1.0, 2.0, 3.0])
    assert association(x, y, "kendall").value == 1.0
    assert association(x, y, "spearman").value == 1.0


def test_no_change_of_a_score_is_seen_where_its_terms_change_places(card: Scorecard, tmp_path: Path) -> None:
    before = pd.DataFrame({"unit": UNITS, **dict(zip("xyz", zip(*ROWS, strict=True), strict=True))})
    after = before.rename(columns={"x": "z", "z": "x"})
    moved = dtiscore.compare(before, after, edition())
    assert [change.up for change in moved.changes] == [0, 0, 0, 0]


def test_a_table_that_was_written_in_full_is_the_same(card: Scorecard) -> None:
    expected = pd.DataFrame(
        {"unit": UNITS, "S": ["0.6000000000000", "0.6000000000000", "0.0000000000000", "0"]}
    )
    swapped = pd.DataFrame({"unit": UNITS, **dict(zip("xyz", zip(*ROWS, strict=True), strict=True))})
    _, found = dtiscore.check(swapped, edition(), expected)
    assert found.agrees


@st.composite
def trees(draw: st.DrawFn) -> tuple[Json, Json]:
    """An index of two levels, and the same with children in another order at every node."""
    codes = iter("abcdefghijklmno")
    weights = st.integers(1, 30).map(lambda number: number / 10)
    groups: list[Json] = []
    for at in range(draw(st.integers(1, 3))):
        count = draw(st.integers(1, 4))
        kind = draw(st.sampled_from(["sum", "arithmetic"]))
        leaves = [
            {"code": next(codes), "weight": draw(weights), "rule": draw(st.sampled_from(RULES))}
            for _ in range(count)
        ]
        groups.append(
            {
                "code": f"g{at}",
                "weight": draw(weights),
                "aggregate": kind,
                "weights": "relative",
                "children": leaves,
            }
        )
    index = {"code": "S", "aggregate": draw(st.sampled_from(["sum", "arithmetic"])), "weights": "relative"}
    shuffled = [{**group, "children": draw(st.permutations(group["children"]))} for group in groups]
    return {**index, "children": groups}, {**index, "children": draw(st.permutations(shuffled))}


RULES: list[Json] = [
    {"kind": "identity"},
    {"kind": "fraction", "of": 3.0, "cap": True},
    {"kind": "goalposts", "low": -0.7, "high": 1.1, "clip": False},
    {"kind": "min-max", "zero_range": 0.5},
    {"kind": "z-score", "divisor": "sample", "zero_range": 0.0},
]


@settings(max_examples=60, deadline=None)
@given(trees=trees(), data=st.data())
def test_the_order_of_children_changes_no_rank_and_no_band(
    trees: tuple[Json, Json], data: st.DataObject
) -> None:
    first, second = trees
    codes = [leaf["code"] for group in first["children"] for leaf in group["children"]]
    lowest = (
        0
        if any(leaf["rule"]["kind"] == "fraction" for g in first["children"] for leaf in g["children"])
        else -9
    )
    row = st.lists(
        st.integers(lowest, 9).map(lambda number: number / 10), min_size=len(codes), max_size=len(codes)
    )
    rows = data.draw(st.lists(row, min_size=2, max_size=12))
    units = [f"u{at:02}" for at in range(len(rows))]
    frame = pd.DataFrame({"unit": units, **dict(zip(codes, zip(*rows, strict=True), strict=True))})
    bands = {"kind": "quantiles", "count": 3}
    one, other = (dtiscore.score(frame, edition(index, bands=bands)) for index in (first, second))
    assert one.ranks["S"].tolist() == other.ranks["S"].tolist()
    assert one.bands == other.bands
