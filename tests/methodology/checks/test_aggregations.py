"""Aggregations that do not fit their nodes are faults of the file, told with the way out."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import InvalidMethodology, Problem
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.edition import TextSyntax, methodology_text

Json = dict[str, Any]


def faults(aggregate: str | Json, *weights: float | None, **keys: Any) -> list[Problem]:
    """The faults of an index of children a, b, c … with these weights."""
    children: list[Json] = []
    for code, weight in zip("abcdef", weights, strict=False):
        given = {} if weight is None else {"weight": weight}
        children.append({"code": code, "rule": {"kind": "identity"}, **given})
    index: Json = {"code": "X", "aggregate": aggregate, "children": children}
    if None not in weights:
        index["weights"] = "relative"
    data = {
        **HEAD,
        "index": index,
        **keys,
    }
    try:
        methodology_from(data)
    except InvalidMethodology as error:
        return list(error.problems)
    return []


def test_an_ordered_average_has_a_place_for_each_child_that_counts() -> None:
    places = {"kind": "owa", "places": [0.5, 0.3, 0.2]}
    assert faults(places, None, None, None) == []
    assert faults(places, 1, 1, 1, 0) == []
    (fault,) = faults(places, None, None)
    assert (fault.code, fault.place.header) == ("aggregation-does-not-fit", "index.aggregate")
    assert fault.message == "owa does not fit here: it has 3 places for 2 children that count"
    assert fault.fix == "write one share for each"


def test_a_view_has_an_aggregation_of_its_own_to_fit() -> None:
    view = {"code": "V", "of": ["a", "b"], "aggregate": {"kind": "owa", "places": [0.5, 0.3, 0.2]}}
    (fault,) = faults("arithmetic", None, None, views=[view])
    assert (fault.code, fault.place.header) == ("aggregation-does-not-fit", "views[0].aggregate")
    formula = {"code": "V", "of": ["a"], "aggregate": {"kind": "formula", "formula": "a / X - z"}}
    (fault,) = faults("arithmetic", None, None, views=[formula])
    assert (fault.code, fault.raw) == ("unknown-node", "z")
    assert fault.fix == "nodes: X, a, b"


def test_shares_of_benefit_of_the_doubt_leave_room_for_all_children() -> None:
    bounds = {"kind": "benefit-of-the-doubt", "min_share": 0.4, "share_of": "weight"}
    assert faults(bounds, None, None) == []
    (fault,) = faults(bounds, None, None, None)
    assert "3 children of at least 0.4 each exceed 1" in fault.message


@pytest.mark.parametrize("kind", ["minimum", "maximum", "benefit-of-the-doubt"])
def test_weights_that_nothing_looks_at_are_refused(kind: str) -> None:
    assert faults(kind, None, None) == []
    assert faults(kind, 1, 1, 0) == []
    (fault,) = faults(kind, 1, 2)
    assert fault.code == "no-meaning-here"
    assert fault.message == f'the weights below "X" differ, and {kind} does not look at them'


def test_a_broken_aggregation_is_told_once() -> None:
    (fault,) = faults({"kind": "owa", "places": [0.5, 0.3]}, None, None)
    assert "these sum to 0.8" in fault.message


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json", "csv"])
@pytest.mark.parametrize(
    "aggregate",
    [
        {"kind": "harmonic", "zero": "allow"},
        {"kind": "power", "power": -2},
        {"kind": "owa", "places": [0.7, 0.3]},
        {"kind": "mpi", "penalty": "add"},
        {"kind": "benefit-of-the-doubt", "min_share": 0.1, "max_share": 0.9, "share_of": "contribution"},
        {"kind": "kemeny"},
    ],
    ids=lambda aggregate: aggregate["kind"],
)
def test_every_syntax_can_say_it(aggregate: Json, syntax: TextSyntax) -> None:
    children = [indicator(code) for code in "ab"]
    methodology = methodology_from(
        {
            **HEAD,
            "index": {"code": "X", "aggregate": aggregate, "children": children},
        }
    )
    # What is written is read back there, and refused unless it is equal.
    assert aggregate["kind"] in methodology_text(methodology, syntax)


LOW: dict[str, Any] = {"on": "full", "order": "ascending"}
TURNED = [{"kind": "formula", "formula": "1 - x"}]


def test_a_distance_is_not_ranked_with_the_furthest_unit_first() -> None:
    (fault,) = faults("wroclaw", None, None)
    assert (fault.code, fault.place.header) == ("worst-first", "index.aggregate")
    assert faults({"kind": "wroclaw"}, None, None) == [fault]
    assert faults("wroclaw", None, None, rank=LOW) == []
    assert faults("topsis", None, None) == []
    # Where rank 1 is the worst, the furthest is first on purpose.
    assert faults("wroclaw", None, None, rank={"on": "full", "first": "worst"}) == []
    assert [one.code for one in faults("wroclaw", None, None, rank={**LOW, "first": "worst"})] == [
        "worst-first"
    ]
    # A view and a part, which stand beside or below scores of which more is better.
    view = {"code": "V", "of": ["a", "b"], "aggregate": "wroclaw"}
    assert [one.place.header for one in faults("sum", None, None, views=[view])] == ["views[0].aggregate"]
    assert faults("sum", None, None, views=[{**view, "order": "ascending"}]) == []
    assert faults("sum", None, None, views=[{**view, "then": TURNED}]) == []
    part: Json = {"code": "P", "aggregate": "wroclaw", "children": [indicator("a"), indicator("b")]}
    for keys, codes in (
        ({}, ["worst-first"]),
        ({"order": "ascending"}, ["worst-first"]),
        ({"then": TURNED}, []),
        ({"then": [{"kind": "round", "decimals": 2}]}, ["worst-first"]),
        ({"then": [{"kind": "min-max"}]}, ["worst-first"]),
        ({"then": [{"kind": "round", "decimals": 2}, {"kind": "min-max", "direction": "down"}]}, []),
    ):
        index: Json = {"code": "X", "aggregate": "arithmetic", "children": [{**part, **keys}, indicator("c")]}
        assert [one.code for one in faults("sum", index=index)] == codes
    turning = {"kind": "formula", "formula": "c - P"}
    index = {"code": "X", "aggregate": turning, "children": [part, indicator("c")]}
    assert faults("sum", index=index) == []


def test_a_formula_names_each_child_that_counts_or_something_below_it() -> None:
    two = {"kind": "formula", "formula": "0.6 * a + 0.4 * b"}
    assert faults(two, None, None) == []
    (fault,) = faults(two, None, None, None)
    assert (fault.code, fault.place.header, fault.raw) == ("left-out", "index.aggregate", "c")
    assert faults(two, 1, 1, 0) == []  # as the message advises
    cases = {"kind": "override", "cases": [{"node": "a", "above": 0}, {"node": "b"}]}
    assert [fault.raw for fault in faults(cases, None, None, None)] == ["c"]
    assert faults("arithmetic", None, None, None) == []


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("0.5 * `1.1` + 0.5 * 1.2", ["1.2"]),
        ("0.5 * `1.1` + 0.5 * `1.2`", []),
        ("1.2 * `1.1` + `1.2`", ["1.2"]),
        ("1.20 * `1.1` + `1.2`", []),
    ],
)
def test_a_number_of_a_formula_is_no_code_of_a_node(formula: str, told: list[str]) -> None:
    children = [{"code": code, "rule": {"kind": "identity"}} for code in ("1.1", "1.2")]
    index = {"code": "X", "aggregate": {"kind": "formula", "formula": formula}, "children": children}
    try:
        methodology_from({**HEAD, "index": index})
        found = []
    except InvalidMethodology as error:
        found = [(problem.code, problem.raw) for problem in error.problems]
    assert found == [("number-or-node", number) for number in told]


@pytest.mark.parametrize("share", [0.05, 1.0])
def test_percentiles_are_no_shares(share: float) -> None:
    rules: list[Json] = [
        {"kind": "frame-goalposts", "low_percentile": share / 2, "high_percentile": share},
        {"kind": "categorical", "bands": [{"above": share / 2, "score": 0.5}, {"above": share, "score": 1}]},
    ]
    for rule in rules:
        index = {"code": "X", "aggregate": "arithmetic", "children": [{"code": "a", "rule": rule}]}
        with pytest.raises(InvalidMethodology, match="percentiles go from 0 to 100"):
            methodology_from({**HEAD, "index": index})
    clip = {"step": "clip-percentiles", "low": share / 2, "high": share}
    assert "percentiles go from 0 to 100" in str(faults("arithmetic", None, prepare=[clip])[0].message)
