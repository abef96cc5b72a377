"""Nodes and the methodology around them: maxima, weights, what is scored, and which missing rule is in force."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD, group, share

from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.figure_headings import FIGURES
from dtiscore.methodology.parsing import methodology_from


def edition(index: dict[str, Any], **keys: Any) -> Methodology:
    return methodology_from(
        {
            **HEAD,
            "index": index,
            **keys,
        }
    )


@pytest.fixture
def points() -> Methodology:
    """An index of 100 points whose first group does not say its own maximum."""
    return edition(
        group(
            "X",
            "points",
            group("AA", "points", share("a", points=60), share("b", points=20)),
            share("c", points=20),
            group("DD", "points", share("d", points=0), share("e", points=0)),
        ),
        views=[{"code": "V", "of": ["AA", "c"]}],
    )


def test_points_are_summed_up_the_tree(points: Methodology) -> None:
    assert {code: points.maximum(code) for code in ("X", "AA", "a", "c", "DD", "V")} == {
        "X": 100, "AA": 80, "a": 60, "c": 20, "DD": 0, "V": 100,
    }  # fmt: skip


def test_a_child_weighs_its_maximum_of_points_given_or_summed(points: Methodology) -> None:
    assert points.index.child_weights == (80.0, 20.0, 0.0)
    assert points.nodes["AA"].child_weights == (60.0, 20.0)


def test_a_group_of_no_points_is_collected_and_not_scored(points: Methodology) -> None:
    assert [points.nodes[code].is_scored for code in ("AA", "a", "DD", "d")] == [True, True, False, False]


def test_points_below_a_mean_do_not_add_up_to_its_maximum() -> None:
    index = group(
        "X",
        "arithmetic",
        group("AA", "points", share("a", points=100)),
        group("BB", "points", share("b", points=100)),
        weights="equal",
    )
    assert edition(index).maximum("X") is None  # the mean of two times 100 points is no 200
    assert edition(index).maximum("AA") == 100
    assert edition(index).index.child_weights == (1.0, 1.0)


def test_weights_are_as_given_or_equal() -> None:
    given = group("X", "arithmetic", share("a", weight=2), share("b", weight=0), weights="relative")
    equal = group("X", "geometric", share("a"), share("b"), weights="equal")
    assert edition(given).index.child_weights == (2.0, 0.0)
    assert not edition(given).nodes["b"].is_scored
    assert edition(equal).index.child_weights == (1.0, 1.0)


def test_an_indicator_reads_its_code_unless_a_column_is_named() -> None:
    assert Node.model_validate(share("4.1")).inputs == ("4.1",)
    assert Node.model_validate(share("4.1", column="dan_so")).inputs == ("dan_so",)
    assert Node.model_validate(group("AA", "sum", share("a"))).inputs == ()


def test_a_tree_is_walked_in_the_order_of_the_file(points: Methodology) -> None:
    assert list(points.nodes) == ["X", "AA", "a", "b", "c", "DD", "d", "e"]
    assert [node.code for node in points.index.indicators()] == ["a", "b", "c", "d", "e"]
    assert points.depths == {"X": 0, "AA": 1, "a": 2, "b": 2, "c": 1, "DD": 1, "d": 2, "e": 2}
    assert points.parents["b"].code == "AA"
    assert points.shown == ("AA", "c", "DD")


def test_the_nearest_missing_rule_is_in_force() -> None:
    index = group(
        "X",
        "sum",
        group("AA", "sum", share("a"), share("b", missing="zero"), weights="equal", missing="reweight"),
        share("c"),
        weights="equal",
    )
    methodology = edition(index, missing="no-score")
    kinds = {code: methodology.missing_rule(node).kind for code, node in methodology.nodes.items()}
    assert kinds == {"X": "no-score", "AA": "reweight", "a": "reweight", "b": "zero", "c": "no-score"}


def test_a_missing_value_is_an_error_unless_the_file_says_otherwise() -> None:
    methodology = edition(group("X", "sum", share("a"), weights="equal"))
    assert methodology.missing_rule(methodology.nodes["a"]).kind == "error"


def test_what_is_computed_is_headed_alike_whatever_the_columns_are_called() -> None:
    methodology = edition(group("X", "sum", share("a"), share("b", column="dan_so"), weights="equal"))
    assert [methodology.figure_headings.of(code) for code in ("X", "a", "b")] == [
        "X.score",
        "a.score",
        "b.score",
    ]
    assert [methodology.figure_headings.of("b", figure) for figure in FIGURES] == [
        "b.score",
        "b.published",
        "b.rank",
    ]
    # The code of "a" is the heading of a raw column: a table cannot bring its score under that.
    assert methodology.figure_headings.supplying == {
        "X": ("X.score", "X.published", "X"),
        "a": ("a.score", "a.published"),
        "b": ("b.score", "b.published", "b"),
    }


def test_texts_are_given_in_the_language_asked_for_or_the_first() -> None:
    names = {"vi": "Nhận thức số", "en": "Digital awareness"}
    node = Node.model_validate(share("1", name=names))
    assert [node.label(language) for language in ("en", "vi", None, "fr")] == [
        "Digital awareness", "Nhận thức số", "Nhận thức số", "Nhận thức số",
    ]  # fmt: skip
    assert Node.model_validate(share("1")).label("vi") == "1"


def test_equal_content_has_an_equal_hash_and_other_content_another() -> None:
    index = group("X", "sum", share("a", weight=1), share("b", weight=2), weights="relative")
    other = group("X", "sum", share("a", weight=1), share("b", weight=3), weights="relative")
    assert edition(index).hash == edition(index, missing="error", scale=1.0).hash  # the defaults written out
    assert edition(index).hash != edition(other).hash
    assert len(edition(index).hash) == 64
