"""Questions asked of random editions and tables, some of whose inner nodes the table supplies for some units only."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings, strategies as st

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from tests.reliability.random_editions import Draw, draw

SEED = st.integers(0, 2**40)
LIMIT = settings(max_examples=25, deadline=None)
Cells = dict[tuple[int, str], str]


def inner(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The aggregated nodes below a node."""
    for child in node.get("children", ()):
        if "children" in child:
            yield child
            yield from inner(child)


def points(node: Mapping[str, Any]) -> float:
    below: list[Any] = node.get("children", [])
    return sum(map(points, below)) if below else float(node.get("points", 1.0))


def asked(seed: int) -> tuple[Draw, pd.DataFrame, pd.DataFrame, Cells]:
    """An edition, a table, and the same table with a few other cells, which are named."""
    drawn, chance = draw(seed), random.Random(seed)
    nodes = list(inner(drawn.edition["index"]))
    if nodes and chance.random() < 0.5:
        node = chance.choice(nodes)
        top = points(node) if node["aggregate"] == "points" else 1.0
        drawn.columns[node["code"]] = [
            f"{chance.uniform(0.01, 1) * top:.3f}" if chance.random() < 0.5 else "" for _ in drawn.units
        ]
    cells: Cells = {}
    for _ in range(chance.randrange(1, 5)):
        row, column = chance.randrange(len(drawn.units)), chance.choice(list(drawn.columns))
        known = [cell for cell in drawn.columns[column] if cell]
        if known and drawn.columns[column][row]:
            cells[row, column] = chance.choice(known)
    cells = {at: cell for at, cell in cells.items() if drawn.columns[at[1]][at[0]] != cell}
    before = pd.DataFrame({"unit": drawn.units, **drawn.columns})
    after = before.copy()
    for (row, column), cell in cells.items():
        after.loc[row, column] = cell
    return drawn, before, after, cells


def scored(table: pd.DataFrame, drawn: Draw) -> dtiscore.Scorecard:
    try:
        return dtiscore.score(table, drawn.edition)
    except InvalidData:  # an index that is undefined is the oracle's business
        assume(False)
        raise


@given(seed=SEED)
@LIMIT
def test_a_value_changed_in_thought_is_that_value_in_the_table(seed: int) -> None:
    drawn, before, after, cells = asked(seed)
    assume(cells)
    card = scored(after, drawn)
    scored(before, drawn)
    changes = [dtiscore.ValueChange(drawn.units[row], column, cell) for (row, column), cell in cells.items()]
    try:
        found = dtiscore.whatif(before, drawn.edition, changes).after
    except UsageFault:  # a cell below a score that the table supplies
        assume(False)
        raise
    for code, node in card.nodes.items():
        np.testing.assert_array_equal(found.nodes[code].score, node.score)
        np.testing.assert_array_equal(found.ranks[code], card.ranks[code])


@given(seed=SEED)
@LIMIT
def test_a_comparison_shows_both_tables_and_its_parts_add_up(seed: int) -> None:
    drawn, before, after, _ = asked(seed)
    cards = scored(before, drawn), scored(after, drawn)
    code = cards[0].methodology.index.code
    compared = dtiscore.compare(before, after, drawn.edition)
    assert len(compared.changes) == len(drawn.units)
    for one in compared.changes:
        row = drawn.units.index(one.unit)
        for side, card in zip((one.before, one.after), cards, strict=True):
            rank = card.ranks[code][row]
            assert side.rank == (None if np.isnan(rank) else rank)
        same = all(before[column][row] == after[column][row] for column in before)
        if one.split is not None:
            assert one.split.data + one.split.method + one.split.composition == one.split.change
        if one.rank_split is not None:
            assert sum(one.rank_split.parts.values()) == one.up
            assert not (same and one.rank_split.own)
