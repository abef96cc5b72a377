"""What must not change when a table or a methodology is turned, renamed, scaled, cut or added to."""

from __future__ import annotations

import random
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from dtiscore.errors import InvalidData
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import fit, score_dataset
from dtiscore.scoring.scorecard import Scorecard
from tests.made import indicator
from tests.reliability.against_oracle import read
from tests.reliability.random_editions import Draw, draw

SEED = st.integers(0, 2**40)
LIMIT = settings(max_examples=25)
Bits = dict[str, dict[str, tuple[bytes, bytes]]]
"""By node and unit: the bytes of score and rank."""


def scored(drawn: Draw) -> Scorecard:
    methodology = methodology_from(drawn.edition)
    try:
        return score_dataset(methodology, read(methodology, drawn.columns, drawn.units))
    except InvalidData:  # a mean that is undefined is the oracle's business
        assume(False)
        raise


def bits(card: Scorecard) -> Bits:
    return {
        code: {
            unit: (scores.score[row].tobytes(), card.ranks[code][row].tobytes())
            for row, unit in enumerate(card.dataset.units)
        }
        for code, scores in card.nodes.items()
    }


def nodes(node: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = [node]
    for child in node.get("children", ()):
        found += nodes(child)
    return found  # type: ignore[return-value]  # plain data of our own making


def taken(drawn: Draw, rows: list[int]) -> Draw:
    columns = {header: [cells[row] for row in rows] for header, cells in drawn.columns.items()}
    return Draw(drawn.edition, columns, [drawn.units[row] for row in rows])


@given(seed=SEED)
@LIMIT
def test_the_order_of_units_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    order = list(range(len(drawn.units)))
    random.Random(seed).shuffle(order)
    assert bits(scored(taken(drawn, order))) == bits(scored(drawn))


@given(seed=SEED)
@LIMIT
def test_the_order_of_columns_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    headers = list(drawn.columns)
    random.Random(seed).shuffle(headers)
    turned = Draw(drawn.edition, {header: drawn.columns[header] for header in headers}, drawn.units)
    assert bits(scored(turned)) == bits(scored(drawn))


@given(seed=SEED)
@LIMIT
def test_names_change_nothing(seed: int) -> None:
    drawn = draw(seed)
    edition = deepcopy(drawn.edition)
    for node in nodes(edition["index"]):
        node["code"] = f"new {node['code']}"
        if "denominator" in node.get("rule", {}):
            node["rule"]["denominator"] = f"new {node['rule']['denominator']}"
    columns = {f"new {header}": cells for header, cells in drawn.columns.items()}
    renamed = Draw(edition, columns, [f"Đơn vị {unit}" for unit in drawn.units])
    found = {
        code.removeprefix("new "): {unit.removeprefix("Đơn vị "): each for unit, each in by_unit.items()}
        for code, by_unit in bits(scored(renamed)).items()
    }
    assert found == bits(scored(drawn))


@pytest.mark.parametrize("factor", [2.0, 1024.0, 3.0])
@given(seed=SEED)
@LIMIT
def test_relative_weights_may_be_scaled(factor: float, seed: int) -> None:
    drawn = draw(seed)
    edition = deepcopy(drawn.edition)
    for node in nodes(edition["index"]):
        if node.get("weights") == "relative" and node["aggregate"] != "sum":
            for child in node["children"]:
                child["weight"] *= factor
    before, after = scored(drawn), scored(Draw(edition, drawn.columns, drawn.units))
    if factor != 3.0:
        assert bits(after) == bits(before)  # powers of two move no bit
    for code, scores in before.nodes.items():
        np.testing.assert_allclose(after.nodes[code].score, scores.score, rtol=1e-12, atol=1e-9)


@given(seed=SEED)
@LIMIT
def test_a_dominated_unit_changes_nobody_else(seed: int) -> None:
    drawn = draw(seed, fixed=True)
    before = scored(drawn)
    worst = taken(drawn, [*range(len(drawn.units)), 0])
    worst.units[-1] = "zz"
    for node in nodes(drawn.edition["index"]):
        if "rule" in node:
            there = [float(cell) for cell in drawn.columns[node["code"]] if cell]
            assume(there)
            pick = max if node["rule"].get("direction") == "down" else min
            worst.columns[node["code"]][-1] = repr(pick(there))
        if node.get("rule", {}).get("kind") == "ratio":
            above = [float(cell) for cell in drawn.columns[node["rule"]["denominator"]] if cell]
            assume(above)
            worst.columns[node["rule"]["denominator"]][-1] = repr(max(above))
    after = scored(worst)
    index = drawn.edition["index"]["code"]
    for code, scores in before.nodes.items():
        assert after.nodes[code].score[:-1].tobytes() == scores.score.tobytes()
    complete = all(all(cells) for cells in drawn.columns.values())
    if complete:  # where values are missing the others may be scored on less
        last = after.nodes[index].score[-1]
        assert last <= np.nanmin(before.nodes[index].score) * (1 + 1e-12) + 1e-9


@given(seed=SEED, batches=st.integers(2, 4))
@LIMIT
def test_batches_change_nothing(seed: int, batches: int) -> None:
    drawn = draw(seed)
    whole = scored(drawn)
    reference = fit(whole.methodology, whole.dataset)
    found: dict[str, dict[str, bytes]] = {}
    for rows in np.array_split(np.arange(len(drawn.units)), batches):
        if len(rows):
            part = score_dataset(whole.methodology, whole.dataset.take(rows), reference=reference)
            for code, by_unit in bits(part).items():
                found.setdefault(code, {}).update({unit: each[0] for unit, each in by_unit.items()})
    assert found == {
        code: {unit: each[0] for unit, each in by_unit.items()} for code, by_unit in bits(whole).items()
    }


@given(seed=SEED, share=st.floats(0.0, 1.0))
@LIMIT
def test_a_better_value_never_lowers_the_index(seed: int, share: float) -> None:
    drawn = draw(seed, fixed=True)
    before = scored(drawn)
    leaves = [
        node for node in nodes(drawn.edition["index"]) if node.get("rule", {}).get("kind") == "goalposts"
    ]
    assume(leaves)
    leaf = random.Random(seed).choice(leaves)
    rows = [row for row, cell in enumerate(drawn.columns[leaf["code"]]) if cell]
    assume(rows)
    better = deepcopy(drawn)
    sign = -1 if leaf["rule"].get("direction") == "down" else 1
    step = share * (leaf["rule"]["high"] - leaf["rule"]["low"]) * sign
    for row in rows:
        better.columns[leaf["code"]][row] = repr(float(drawn.columns[leaf["code"]][row]) + step)
    after = scored(better)
    index = drawn.edition["index"]["code"]
    for row in rows:
        old, new = before.nodes[index].score[row], after.nodes[index].score[row]
        assert new != new or old != old or new >= old - 1e-9 * max(1.0, abs(old))


@given(seed=SEED)
@LIMIT
def test_a_twin_shares_the_rank(seed: int) -> None:
    drawn = draw(seed, fixed=True)
    drawn.edition["rank"]["ties"] = "min"
    twins = taken(drawn, [*range(len(drawn.units)), 0])
    twins.units[-1] = "twin"
    card = scored(twins)
    for code, scores in card.nodes.items():
        assert scores.score[0].tobytes() == scores.score[-1].tobytes()
        assert card.ranks[code][0].tobytes() == card.ranks[code][-1].tobytes()


@given(seed=SEED)
@LIMIT
def test_what_is_collected_without_weight_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    assume(drawn.edition["index"]["aggregate"] != "points")
    index = drawn.edition["index"]
    assume(index["weights"] != "equal")
    edition = deepcopy(drawn.edition)
    edition["index"]["children"].append(indicator("spare", weight=0))
    more = Draw(edition, {**drawn.columns, "spare": ["7"] * len(drawn.units)}, drawn.units)
    found = bits(scored(more))
    del found["spare"]
    assert found == bits(scored(drawn))


def test_the_laws_can_fail() -> None:
    """A law that any change satisfies would say nothing."""
    drawn = next(
        each for seed in range(50) if (each := draw(seed)).edition["index"]["aggregate"] == "arithmetic"
    )
    other = deepcopy(drawn)
    for cells in other.columns.values():
        cells[0] = cells[0] and repr(float(cells[0]) / 2)
    assert bits(scored(other)) != bits(scored(drawn))
