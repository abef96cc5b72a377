"""Keys of the language through every engine and question: the answer of one scoring in memory, or a refusal that says why.

A case is what an edition says beside the plainest one; each is streamed, changed in thought, improved, explained, replicated,
compared and diagnosed over the same panel, and scored on Spark by `tests/engines/test_spark_keys.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.engines.keys_of_the_language import (
    CASES,
    CODES,
    COMPARING,
    NOT_IN_PIECES,
    NOW,
    TABLE,
    UNITS,
    refused,
    same,
)

import dtiscore
from dtiscore.questions.score.streaming import score_stream
from dtiscore.questions.whatif.answer import ValueChange

pytest.importorskip("scipy")


@pytest.mark.filterwarnings(
    "ignore:The 'float_precision' argument"
)  # older pandas needs it to read what was written
@pytest.mark.parametrize("name", CASES)
def test_streamed(name: str, tmp_path: Path) -> None:
    table, scores = tmp_path / "table.csv", tmp_path / "scores.csv"
    TABLE.to_csv(table, index=False)
    with refused(name in NOT_IN_PIECES, CODES):
        score_stream(table, CASES[name], scores, level="all")
        same(
            dtiscore.score(table, CASES[name]),
            pd.read_csv(scores, dtype={"period": str}, float_precision="round_trip"),
        )


@pytest.mark.parametrize("name", CASES)
def test_changed_in_thought(name: str) -> None:
    """Another cell gives what scoring the table with that cell gives, the statistics of the frame included."""
    changed = TABLE.copy()
    changed.loc[(changed["unit"] == "u1") & (changed["year"] == NOW), "a"] = "8.75"
    found = dtiscore.whatif(TABLE, CASES[name], [ValueChange("u1", "a", "8.75")], period=NOW)
    anew = dtiscore.score(changed, CASES[name], period=NOW)
    for code in anew.nodes:
        np.testing.assert_array_equal(found.after.nodes[code].score, anew.nodes[code].score)
    np.testing.assert_array_equal(found.after.ranks["I"], anew.ranks["I"])


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_improved(name: str) -> None:
    """A plan, carried out in the table, leads where it says."""
    with refused(name in COMPARING):
        card = dtiscore.score(TABLE, CASES[name], period=NOW)
        ranks = dict(zip(card.dataset.units, card.ranks["I"].tolist(), strict=True))
        unit = max(
            (unit for unit in ranks if unit not in ("u3", "u6") and ranks[unit] == ranks[unit]),
            key=ranks.__getitem__,
        )
        goal = int(ranks[unit]) - 1
        found = dtiscore.improve(TABLE, CASES[name], unit, to_rank=goal, plans=1, period=NOW)
        for plan in found.plans:
            after = TABLE.copy()
            for change in plan.changes:
                after.loc[(after["unit"] == unit) & (after["year"] == NOW), change.lever.heading] = (
                    change.text
                )
            anew = dtiscore.score(after, CASES[name], period=NOW)
            row = anew.dataset.units.index(unit)
            assert anew.ranks["I"][row] <= goal


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_asked(name: str) -> None:
    """Every other question of one table has an answer, and what moved a score between two adds up to the move."""
    card = dtiscore.score(TABLE, CASES[name], period=NOW)
    assert all(card.explain(unit).index.code == "I" for unit in UNITS)
    assert card.explain_cell("u1", "a").stages
    assert card.robustness(draws_count=20).in_short
    child = card.methodology.index.children[0].code
    assert all(answer.in_short for answer in (card.diagnose(), card.profile(top=3), card.league(child)))
    before = dtiscore.score(TABLE, CASES[name], period="2023")
    splits = [one.split for one in dtiscore.compare(before, card).changes if one.split is not None]
    assert splits
    assert all(one.data + one.method + one.composition == one.change for one in splits)
