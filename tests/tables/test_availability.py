"""Which scores can be computed from the cells that are there, and what an edition does not forgive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from tests.made import HEAD

from dtiscore.methodology import Methodology, MissingRule
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.availability import Availability, enough

YES, NO = True, False


def masks(*rows: tuple[bool, ...]) -> list[np.ndarray]:
    """One mask per child from one row of units per child."""
    return [np.array(row) for row in rows]


@pytest.mark.parametrize("kind", ["error", "no-score", "zero"])
def test_every_child_that_counts_must_be_there(kind: Any) -> None:
    there = masks((YES, YES, NO), (YES, NO, YES), (NO, NO, NO))
    assert enough(MissingRule(kind=kind), there, (1.0, 2.0, 0.0)).tolist() == [YES, NO, NO]


@pytest.mark.parametrize(
    ("share", "count", "expected"),
    [
        (0.0, "children", [YES, YES, YES, NO]),  # one child is always needed
        (0.5, "children", [YES, YES, NO, NO]),
        (2 / 3, "children", [YES, YES, NO, NO]),  # 2 of 3, whatever binary fractions say
        (0.67, "children", [YES, NO, NO, NO]),
        (0.5, "weight", [YES, YES, YES, NO]),  # weights 1, 1 and 2: 4, 2 and 2 of 4
        (0.51, "weight", [YES, NO, NO, NO]),
    ],
)
def test_a_share_of_children_or_of_weight_suffices(share: float, count: Any, expected: list[bool]) -> None:
    there = masks((YES, YES, NO, NO), (YES, YES, NO, NO), (YES, NO, YES, NO))
    rule = MissingRule(kind="reweight", min_share=share, count=count)
    assert enough(rule, there, (1.0, 1.0, 2.0)).tolist() == expected


def test_a_share_that_is_just_reached_is_not_lost_to_binary_fractions() -> None:
    # 0.1 + 0.7 of 0.1 + 0.7 + 0.2 is 0.7999999999999999.
    rule = MissingRule(kind="reweight", min_share=0.8, count="weight")
    assert enough(rule, masks((YES,), (YES,), (NO,)), (0.1, 0.7, 0.2)).tolist() == [YES]


@pytest.mark.parametrize("kind", ["error", "reweight"])
def test_a_group_in_which_nothing_counts_has_no_score(kind: Any) -> None:
    assert enough(MissingRule(kind=kind), masks((YES, NO)), (0.0,)).tolist() == [NO, NO]


def edition(missing: Any = "error", of_b: Mapping[str, Any] | None = None, **of_c: Any) -> Methodology:
    """The index X of the group G (a, and b of weight 0) and the indicator c."""
    identity = {"kind": "identity"}
    group = {
        "code": "G",
        "aggregate": "arithmetic",
        "weights": 1,
        "column": "g",
        "rule": identity,
        "children": [
            {"code": "a", "weight": 1, "rule": identity},
            {"code": "b", "weight": 0, "rule": identity, **(of_b or {})},
        ],
    }
    return methodology_from(
        {
            **HEAD,
            "missing": missing,
            "index": {
                "code": "X",
                "aggregate": "sum",
                "weights": "equal",
                "children": [group, {"code": "c", "rule": identity, **of_c}],
            },
        }
    )


def availability(
    own: dict[str, list[bool]], brought: dict[str, list[bool]] | None = None, **keys: Any
) -> Availability:
    rows = len(next(iter([*own.values(), *(brought or {}).values()])))
    arrays = [{code: np.array(mask) for code, mask in masks.items()} for masks in (own, brought or {})]
    return Availability(edition(**keys), arrays[0], arrays[1], rows)


def cells(found: Availability) -> dict[str, list[bool]]:
    return {node.code: rows.tolist() for node, rows in found.missing_cells()}


def columns(found: Availability) -> list[str]:
    return [node.code for node in found.missing_columns()]


def test_nothing_is_missing_where_everything_is_there() -> None:
    found = availability({"a": [YES], "b": [NO], "c": [YES]})
    assert columns(found) == []
    assert cells(found) == {}  # b is collected, not scored


@pytest.mark.parametrize("missing", ["error", "no-score"])
def test_what_is_not_scored_may_not_be_missing_where_it_says_so_itself(missing: str) -> None:
    found = availability({"a": [YES], "b": [NO], "c": [YES]}, missing=missing, of_b={"missing": "error"})
    assert cells(found) == {"b": [YES]}
    found = availability({"a": [YES], "c": [YES]}, missing=missing, of_b={"missing": "error"})
    assert columns(found) == ["b"]


def test_a_missing_cell_is_named_at_its_indicator_alone() -> None:
    found = availability({"a": [YES, NO], "c": [NO, YES]})
    assert cells(found) == {"a": [NO, YES], "c": [YES, NO]}


def test_a_column_that_nobody_needs_may_be_absent() -> None:
    assert columns(availability({"c": [YES, YES]})) == ["a"]
    assert columns(availability({"G": [YES, YES], "c": [YES, YES]})) == []
    assert columns(availability({}, {"X": [YES, YES]})) == []
    assert columns(availability({"a": [YES, YES]}, optional=True)) == []


@pytest.mark.parametrize("missing", ["error", "reweight", "no-score"])
def test_an_empty_cell_of_an_aggregate_is_at_fault_where_its_parts_have_no_columns(missing: str) -> None:
    for cells_of_g in ({"own": {"G": [YES, NO]}}, {"brought": {"G": [YES, NO]}}):
        own = {"c": [YES, NO], **cells_of_g.get("own", {})}
        found = availability(own, cells_of_g.get("brought"), missing=missing)
        assert columns(found) == []
        assert {code: rows.tolist() for code, rows in found.blank.items()} == {"G": [NO, YES]}
        assert cells(found) == ({"c": [NO, YES]} if missing == "error" else {})


def test_an_empty_cell_of_an_aggregate_is_not_at_fault_where_its_parts_have_theirs() -> None:
    found = availability({"G": [YES, NO, NO], "a": [NO, YES, NO], "c": [YES, YES, YES]})
    assert not any(rows.any() for rows in found.blank.values())
    assert cells(found) == {"a": [NO, NO, YES]}


def test_a_node_is_supplied_row_by_row_where_its_children_do_not_suffice() -> None:
    found = availability({"a": [YES, NO, NO], "G": [YES, YES, NO], "c": [YES, YES, YES]})
    assert found.supplied["G"].tolist() == [NO, YES, NO]
    assert found.has["X"].tolist() == [YES, YES, NO]
    assert cells(found) == {"a": [NO, NO, YES]}


def test_what_lies_below_a_supplied_index_is_not_needed() -> None:
    found = availability({"a": [NO, NO], "c": [NO, YES]}, {"X": [YES, NO]})
    assert cells(found) == {"a": [NO, YES]}


@pytest.mark.parametrize("missing", ["no-score", "zero", "reweight"])
def test_other_missing_rules_forgive(missing: str) -> None:
    found = availability({"a": [NO, NO], "c": [NO, YES]}, missing=missing)
    assert cells(found) == {}
    assert (
        found.has["X"].tolist() == {"no-score": [NO, NO], "zero": [YES, YES], "reweight": [NO, YES]}[missing]
    )


def test_a_missing_column_is_reported_once_and_not_cell_by_cell() -> None:
    found = availability({"a": [YES, YES]})
    assert columns(found) == ["c"]
    assert cells(found) == {}
