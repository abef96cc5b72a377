"""Ranks of single nodes and views: by another rule than the index, with equals parted by another node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidMethodology
from dtiscore.methodology import Methodology
from dtiscore.render.rules_in_words import node_in_words
from dtiscore.scoring.ranking import parted

MEDALS = {
    "code": list("abcde"),
    "gold": [2, 2, 1, 2, None],
    "silver": [1, 3, 9, 1, 9],
    "bronze": [0, 0, 9, 1, 9],
}


def ranks(code: str, *views: dict[str, Any], **keys: Any) -> list[float | None]:
    children = [indicator(each, missing="no-score") for each in ("gold", "silver", "bronze")]
    children = [child | keys.get(child["code"], {}) for child in children]
    edition = HEAD | {"index": group("ALL", "sum", *children, missing="no-score"), "views": list(views)}
    found = dtiscore.score(pd.DataFrame(MEDALS), edition).ranks[code].tolist()
    return [None if rank != rank else rank for rank in found]


def test_equals_are_parted_by_another_node_and_those_of_it_by_the_next() -> None:
    silver = {"rank": {"then_by": "bronze"}}
    assert ranks("gold") == [1, 1, 4, 1, None]
    assert ranks("gold", gold={"rank": {"then_by": "silver"}}) == [2, 1, 4, 2, None]
    assert ranks("gold", gold={"rank": {"then_by": "silver"}}, silver=silver) == [3, 1, 4, 2, None]
    assert ranks("gold", gold={"rank": {"then_by": "silver", "ties": "max"}}) == [3, 1, 4, 3, None]


def test_the_order_of_the_other_node_is_its_own() -> None:
    least = {"order": "ascending"}
    assert ranks("gold", gold={"rank": {"then_by": "silver"}}, silver=least) == [1, 3, 4, 1, None]


def test_a_view_of_the_index_has_a_ranking_of_its_own() -> None:
    view = {"code": "TABLE", "of": ["gold"], "aggregate": "sum", "rank": {"ties": "dense"}}
    assert ranks("TABLE", view) == [1, 1, 2, 1, None]


@pytest.mark.parametrize(
    ("on", "expected"), [("published", [1, 1, 1]), ("full", [2, 1, 3])], ids=["published", "full"]
)
def test_a_node_is_compared_on_its_own_decimals_or_in_full(on: str, expected: Sequence[float]) -> None:
    other = "full" if on == "published" else "published"
    edition = HEAD | {"rank": {"on": other}, "index": group("I", "sum", indicator("x", rank={"on": on}))}
    card = dtiscore.score(pd.DataFrame({"code": list("abc"), "x": [1.001, 1.002, 1.0]}), edition)
    assert card.ranks["x"].tolist() == expected
    assert card.ranks["I"].tolist() == ([2, 1, 3] if on == "published" else [1, 1, 1])


def test_no_score_of_the_other_node_comes_last_among_equals() -> None:
    found = parted(np.array([1.0, 1.0, 2.0, np.nan]), np.array([np.nan, -5.0, np.nan, 7.0]))
    assert found[:3].tolist() == [1, 2, 3]
    assert np.isnan(found[3])
    assert parted(np.array([]), np.array([])).tolist() == []


def test_what_is_not_said_leaves_the_hash_as_it_was() -> None:
    def made(**keys: Any) -> Methodology:
        return Methodology.model_validate(HEAD | {"index": group("I", "sum", indicator("x", **keys))})

    assert '"rank":null' not in made().model_dump_json()
    assert made().hash != made(rank={"on": "full"}).hash


@pytest.mark.parametrize(
    ("children", "keys", "words"),
    [
        ({}, {"rank": {"on": "full"}}, '"I" is the index itself, which is ranked as the file says'),
        ({"rank": {"then_by": "y"}}, {}, 'there is no node or view "y"'),
        ({"rank": {"then_by": "x"}}, {}, 'what parts equals in "x" leads back to it'),
    ],
)
def test_what_cannot_be_is_told(children: dict[str, Any], keys: dict[str, Any], words: str) -> None:
    edition = HEAD | {"index": group("I", "sum", indicator("x", **children), **keys)}
    with pytest.raises(InvalidMethodology) as refused:
        dtiscore.score(pd.DataFrame({"code": ["a"], "x": [1]}), edition)
    assert any(words in problem.message or words in str(problem.fix) for problem in refused.value.problems)


def test_in_words() -> None:
    own = {"on": "full", "ties": "average", "then_by": "y"}
    edition = HEAD | {"index": group("I", "sum", indicator("x", rank=own), indicator("y"))}
    (x, _) = Methodology.model_validate(edition).index.children
    told = "ranked: on full precision, equals by y, ties share the mean of their ranks (average)"
    assert node_in_words(x).endswith(told)
