"""Derived weights as a new edition: what is written where, what is not taken over, and what cannot be weighted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.made import HEAD, share

from dtiscore import __version__
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.derive.answer import Derivation
from dtiscore.questions.weights.derive.answer.edition import (
    node_to_weight,
    nominal_shares,
    rounded_shares,
    with_weights,
)

Json = dict[str, Any]


def edition(index: Json, **keys: Any) -> Methodology:
    return methodology_from(
        {
            **HEAD,
            "id": "test-2024",
            "title": "Test",
            "index": index,
            **keys,
        }
    )


def weighted(**keys: Any) -> Methodology:
    children = [share("a", weight=0.5), share("b", weight=0.5), share("c", weight=0)]
    return edition({"code": "X", "aggregate": "arithmetic", "weights": 1, "children": children}, **keys)


def made(methodology: Methodology, method: str, **shares: float) -> Methodology:
    node = node_to_weight(methodology, methodology.index.code)
    derivation = Derivation(
        method, shares, {"variant": "v", "units": 3.0}, are_equal=len({*shares.values()}) == 1
    )
    return with_weights(methodology, node, derivation, edition_id="new", data=("d.csv", "0" * 64))


def test_the_node_has_the_weights_and_says_how_they_were_made() -> None:
    new = made(weighted(), "pca", a=0.7, b=0.3)
    assert new.id == "new"
    assert [child.weight for child in new.index.children] == [0.7, 0.3, 0]
    record = new.index.derived_weights
    assert record is not None
    assert (record.method, record.data, record.sha256, record.dtiscore) == (
        "pca",
        "d.csv",
        "0" * 64,
        __version__,
    )
    assert [(parameter.name, parameter.value) for parameter in record.parameters] == [
        ("variant", "v"),
        ("units", 3),
    ]


def test_what_was_verified_of_the_original_is_not_taken_over() -> None:
    new = made(weighted(verified=["all of it"], supersedes="test-2023", notes=["kept"]), "pca", a=0.7, b=0.3)
    assert (new.verified, new.supersedes) == ((), None)
    assert new.notes[0] == {"": "kept"}
    assert new.notes[1]["en"] == "The weights below X were derived by pca and are not those of test-2024"


def test_equal_weights_need_no_numbers_unless_a_child_is_not_scored() -> None:
    plain = {"code": "X", "aggregate": "arithmetic", "weights": "relative"}
    both = edition({**plain, "children": [share("a", weight=2), share("b", weight=1)]})
    new = made(both, "equal", a=0.5, b=0.5)
    assert (new.index.weights, [child.weight for child in new.index.children]) == ("equal", [None, None])
    new = made(weighted(), "equal", a=0.5, b=0.5)
    assert (new.index.weights, [child.weight for child in new.index.children]) == (1, [0.5, 0.5, 0])


def test_points_are_shared_out_where_points_are_summed() -> None:
    children = [share("a", points=60), share("b", points=40), share("c", points=0)]
    points = edition({"code": "X", "aggregate": "points", "points": 100, "children": children})
    assert nominal_shares(points.index) == {"a": 0.6, "b": 0.4}
    new = made(points, "pca", a=0.7, b=0.3)
    assert [child.points for child in new.index.children] == [70, 30, 0]
    assert new.index.maximum == 100


def inner_points(**keys: Any) -> Methodology:
    inner = {
        "code": "p",
        "aggregate": "points",
        "children": [share("a", points=60), share("b", points=30, **keys)],
    }
    return edition({"code": "X", "aggregate": "points", "children": [inner, share("c", points=10)]})


def test_points_below_a_weighted_node_follow_it() -> None:
    new = made(inner_points(), "pca", p=0.45, c=0.55)  # 45 of 100 points: 60 and 30 are halved
    assert [new.nodes[code].maximum for code in ("X", "p", "a", "b", "c")] == [100, 45, 30, 15, 55]


def test_what_is_read_in_points_stays_a_share_of_its_maximum() -> None:
    new = made(inner_points(rule={"kind": "identity"}), "pca", p=0.45, c=0.55)
    assert (new.nodes["b"].out_of, new.nodes["b"].own_maximum, new.nodes["b"].bounds("b").high) == (
        30,
        30,
        30,
    )


def test_what_cannot_be_weighted_is_named() -> None:
    points = inner_points()
    assert node_to_weight(points, "p").code == "p"
    with pytest.raises(UsageFault, match='no node "q"') as caught:
        node_to_weight(points, "q")
    assert caught.value.fix == "nodes with children: X, p"
    with pytest.raises(UsageFault, match='"a" has fewer than two children'):
        node_to_weight(points, "a")
    lowest = edition({"code": "X", "aggregate": "minimum", "children": [share("a"), share("b")]})
    with pytest.raises(UsageFault, match="minimum, which does not look at weights"):
        node_to_weight(lowest, "X")


def test_what_is_cut_off_goes_to_those_that_lose_most() -> None:
    assert rounded_shares({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, 2) == {"a": 0.34, "b": 0.33, "c": 0.33}
    assert rounded_shares({"a": 0.126, "b": 0.349, "c": 0.525}, 2) == {"a": 0.13, "b": 0.35, "c": 0.52}
    assert rounded_shares({"a": 0.29, "b": 0.71}, 2) == {
        "a": 0.29,
        "b": 0.71,
    }  # 28.999999999999996 hundredths


@given(
    sizes=st.lists(st.floats(0.001, 1000), min_size=2, max_size=40),
    decimals=st.integers(2, 9),
)
def test_rounded_shares_sum_to_1_and_lie_within_a_unit(sizes: list[float], decimals: int) -> None:
    shares = {str(i): size / sum(sizes) for i, size in enumerate(sizes)}
    rounded = rounded_shares(shares, decimals)
    assert sum(round(share * 10**decimals) for share in rounded.values()) == 10**decimals
    assert all(abs(rounded[code] - share) <= 1.01 * 10**-decimals for code, share in shares.items())
