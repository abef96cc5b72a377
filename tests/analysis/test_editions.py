"""Two methodologies side by side: every difference once, under its aspect, and none where they are equal."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.files.catalogue import edition_ids
from dtiscore.inputs.weighting import load_methodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.diff.answer import ASPECTS, Change, diff

BASE: dict[str, Any] = {
    **HEAD,
    "title": {"vi": "Chỉ số", "en": "Index"},
    "publish": {"decimals": 2},
    "columns": [{"header": "a", "min": 0}],
    "prepare": [{"step": "derive", "column": "d", "formula": "a / b"}, {"step": "screen", "min_share": 0.5}],
    "index": {
        "code": "X",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {"code": "a", "name": "A", "weight": 1, "rule": {"kind": "goalposts", "low": 0, "high": 10}},
            {
                "code": "g",
                "weight": 1,
                "aggregate": "arithmetic",
                "weights": "equal",
                "children": [
                    {"code": "b", "rule": {"kind": "fraction"}},
                    indicator("d"),
                ],
            },
        ],
    },
    "views": [{"code": "V", "of": ["a", "b"]}],
    "notes": ["one", "two"],
}


def changed(*steps: str | int, to: Any = None, drop: bool = False, **others: Any) -> Methodology:
    """The base edition with the value at a path replaced or dropped, and other keys of the file replaced."""
    data = deepcopy(BASE)
    if steps:
        holder: Any = data
        for step in steps[:-1]:
            holder = holder[step]
        if drop:
            del holder[steps[-1]]
        else:
            holder[steps[-1]] = to
    return methodology_from({**data, **others})


BEFORE = methodology_from(BASE)


def changes(after: Methodology) -> list[tuple[Any, ...]]:
    return [
        (one.aspect, one.kind, one.part, one.code, one.key, one.before, one.after)
        for one in diff(BEFORE, after).changes
    ]


def test_an_edition_says_the_same_as_itself() -> None:
    assert diff(BEFORE, changed()).equal


A = ("index", "children", 0)
G = ("index", "children", 1)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (changed(*A, "weight", to=3), ("weights", "changed", "node", "a", "weight", 1, 3)),
        (changed(*A, "rule", "high", to=20), ("rules", "changed", "node", "a", "rule.high", 10, 20)),
        (changed(*A, "rule", "clip", to=False), ("rules", "changed", "node", "a", "rule.clip", True, False)),
        (
            changed(*A, "rule", to={"kind": "min-max"}),
            (
                "rules",
                "changed",
                "node",
                "a",
                "rule",
                {"kind": "goalposts", "low": 0, "high": 10},
                {"kind": "min-max"},
            ),
        ),
        (changed(*A, "name", to="B"), ("about", "changed", "node", "a", "name", "A", "B")),
        (changed(*A, "missing", to="zero"), ("missing", "changed", "node", "a", "missing", None, "zero")),
        (
            changed(*G, "aggregate", to="geometric"),
            ("rules", "changed", "node", "g", "aggregate", "arithmetic", "geometric"),
        ),
        (
            changed(missing="no-score"),
            ("missing", "changed", "edition", None, "missing", "error", "no-score"),
        ),
        (
            changed(missing={"kind": "reweight", "min_share": 0.5}),
            (
                "missing",
                "changed",
                "edition",
                None,
                "missing",
                "error",
                {"kind": "reweight", "min_share": 0.5},
            ),
        ),
        (
            changed("publish", "decimals", to=3),
            ("publication", "changed", "edition", None, "publish.decimals", 2, 3),
        ),
        (
            changed("rank", "ties", to="max"),
            ("publication", "changed", "edition", None, "rank.ties", "min", "max"),
        ),
        (changed(frame="all"), ("preparation", "changed", "edition", None, "frame", "period", "all")),
        (changed("title", "en", to="I"), ("about", "changed", "edition", None, "title.en", "Index", "I")),
        (changed("title", "en", drop=True), ("about", "changed", "edition", None, "title.en", "Index", None)),
        (
            changed(units="vn-province-34"),
            ("structure", "changed", "edition", None, "units", None, "vn-province-34"),
        ),
        (changed("columns", 0, "min", to=1), ("preparation", "changed", "column", "a", "min", 0, 1)),
        (changed(columns=[]), ("preparation", "removed", "column", "a", None, {"min": 0}, None)),
        (changed("views", 0, "of", to=["a"]), ("structure", "changed", "view", "V", "of", ["a", "b"], ["a"])),
        (changed(views=[]), ("structure", "removed", "view", "V", None, {"of": ["a", "b"]}, None)),
        (changed("notes", 0, drop=True), ("about", "removed", "edition", None, "notes.1", "one", None)),
        (
            changed(prepare=[BASE["prepare"][0], {"step": "winsorise"}, BASE["prepare"][1]]),
            ("preparation", "added", "edition", None, "prepare.2", None, {"step": "winsorise"}),
        ),
        (
            changed(*G, "children", 1, drop=True),
            ("structure", "removed", "node", "d", None, {"parent": "g", "rule": {"kind": "identity"}}, None),
        ),
        (
            changed("index", "children", to=list(reversed(BASE["index"]["children"]))),
            ("structure", "reordered", "node", "X", "children", ["a", "g"], ["g", "a"]),
        ),
    ],
    ids=lambda value: f"{value[0]}-{value[1]}-{value[4]}" if isinstance(value, tuple) else "",
)
def test_one_difference_is_told_once_in_its_place(after: Methodology, expected: tuple[Any, ...]) -> None:
    assert changes(after) == [expected]


def test_a_node_that_hangs_elsewhere_has_moved() -> None:
    data = deepcopy(BASE)
    moved = data["index"]["children"][1]["children"].pop(1)
    data["index"]["children"].append({**moved, "weight": 1})
    assert changes(methodology_from(data)) == [
        ("structure", "moved", "node", "d", "parent", "g", "X"),
        ("weights", "changed", "node", "d", "weight", None, 1),
    ]


def test_a_new_node_is_told_with_its_parent_and_each_node_below_it_for_itself() -> None:
    data = deepcopy(BASE)
    new = {"code": "n", "rule": {"kind": "fraction"}}
    data["index"]["children"].append(
        {"code": "m", "weight": 2, "aggregate": "sum", "weights": "equal", "children": [new]}
    )
    assert changes(methodology_from(data)) == [
        (
            "structure",
            "added",
            "node",
            "m",
            None,
            None,
            {"parent": "X", "weight": 2, "aggregate": "sum", "weights": "equal"},
        ),
        ("structure", "added", "node", "n", None, None, {"parent": "m", "rule": {"kind": "fraction"}}),
    ]


def test_changes_stand_by_aspect_and_can_be_chosen_by_it() -> None:
    after = changed(*A, "weight", to=3, title="New", rank={"on": "published"}, views=[])
    found = diff(BEFORE, after)
    aspects = [change.aspect for change in found.changes]
    assert aspects == sorted(aspects, key=ASPECTS.index)
    assert set(aspects) == {"structure", "weights", "publication", "about"}
    assert [change.key for change in found.only(["weights"]).changes] == ["weight"]
    assert found.only(["rules"]).equal
    assert found.only([]).changes == found.changes


def test_the_other_way_round_before_and_after_are_exchanged() -> None:
    after = changed(*A, "weight", to=3, views=[], missing="zero")
    there = {(one.part, one.code, one.key): (one.before, one.after) for one in diff(BEFORE, after).changes}
    back = {(one.part, one.code, one.key): (one.after, one.before) for one in diff(after, BEFORE).changes}
    assert there == back


def test_shipped_editions_differ_from_each_other_and_not_from_themselves() -> None:
    editions = [load_methodology(name) for name in edition_ids()]
    for edition in editions:
        assert diff(edition, load_methodology(edition.id)).changes == []
    for one, other in pairwise(
        editions
    ):  # in the order of their ids, in which those of a family stand together
        assert diff(one, other).changes


def test_the_two_editions_of_the_provinces() -> None:
    # Decision 1726 has three pillars in the tree; decision 922 nine main indices below two groups, and pillars as views.
    found = diff(load_methodology("dti-province-2020"), load_methodology("dti-province-2022"))
    told = [(one.kind, one.part, one.code) for one in found.changes if one.aspect == "structure"]
    added = ["I", "1", "2", "3", "4", "5", "6", "II", "7", "8", "9"]
    pillars = ["CQS", "KTS", "XHS"]
    assert told == [
        *(("added", "node", code) for code in added),
        *(("removed", "node", code) for code in pillars),
        *(("added", "view", code) for code in pillars),
    ]
    assert isinstance(found.changes[0], Change)
