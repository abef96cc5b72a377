"""Differences of editions as people and programs read them."""

from __future__ import annotations

from typing import Any

from tests.made import HEAD

from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.diff.answer import diff
from dtiscore.questions.weights.diff.shown import ShownDiff
from dtiscore.render.drawing.screen import Screen

BEFORE: dict[str, Any] = {
    **HEAD,
    "id": "x-1",
    "title": "X",
    "publish": {"decimals": 2},
    "index": {
        "code": "X",
        "aggregate": "points",
        "children": [
            {
                "code": "1",
                "name": {"vi": "Nhận thức", "en": "Awareness"},
                "points": 60,
                "rule": {"kind": "fraction"},
            },
            {"code": "2", "points": 40, "rule": {"kind": "fraction"}},
        ],
    },
}
AFTER: dict[str, Any] = {
    **BEFORE,
    "id": "x-2",
    "publish": {"decimals": 3},
    "index": {
        **BEFORE["index"],
        "children": [
            {
                **BEFORE["index"]["children"][0],
                "points": 70,
                "rule": {"kind": "fraction", "of": 100, "cap": True},
            },
            {
                "code": "3",
                "name": "Hạ tầng [red]",
                "points": 30,
                "rule": {"kind": "goalposts", "low": 0, "high": 9},
            },
        ],
    },
    "views": [{"code": "V", "of": ["1", "3"]}],
}
DIFF = diff(methodology_from(BEFORE), methodology_from(AFTER))


def test_a_block_for_each_aspect_with_what_was_and_what_is() -> None:
    assert (
        ShownDiff(DIFF).screen(Screen())
        == """\
x-1 → x-2: 8 differences

Structure
                            before                             after
  added    3 Hạ tầng [red]                                     below X; 30 points; goalposts 0 to 9 of 3
  removed  2                below X; 40 points; fraction of 2
  added    V (view)                                            1 + 3

Weights and points
                        key     before  after
  changed  1 Nhận thức  points  60      70

Rules and aggregation
                        key       before  after
  changed  1 Nhận thức  rule.of   1       100
  changed  1 Nhận thức  rule.cap  false   true

Publication and ranking
                        key               before  after
  changed  the edition  publish.decimals  2       3

About the edition (moves no score)
                        key  before  after
  changed  the edition  id   x-1     x-2
"""
    )


def test_in_vietnamese() -> None:
    shown = ShownDiff(DIFF).screen(Screen(language="vi"))
    assert shown.startswith("x-1 → x-2: 8 sai khác\n\nCấu trúc\n")
    assert "dưới X; 30 điểm; mốc 0 đến 9 của 3" in shown


def test_no_difference_is_said_in_a_sentence() -> None:
    same = diff(methodology_from(BEFORE), methodology_from(BEFORE))
    assert ShownDiff(same).screen(Screen()) == "x-1 and x-1 say the same.\n"
    assert ShownDiff(same).payload()["equal"] is True
    assert ShownDiff(same).columns() == {
        heading: [] for heading in ("aspect", "change", "part", "code", "name", "key", "before", "after")
    }


def test_every_line_fits_its_screen() -> None:
    for width in (60, 80, 100):
        assert max(map(len, ShownDiff(DIFF).screen(Screen(width=width)).splitlines())) <= width


def test_columns_have_values_as_a_weighting_file_has_them_on_a_line() -> None:
    columns = ShownDiff(DIFF).columns("en")
    rows = list(zip(*columns.values(), strict=True))
    assert rows[0] == (
        "structure",
        "added",
        "node",
        "3",
        "Hạ tầng [red]",
        None,
        None,
        '{parent: X, name: "Hạ tầng [red]", points: 30, rule: {kind: goalposts, low: 0, high: 9}}',
    )
    assert ("weights", "changed", "node", "1", "Awareness", "points", 60, 70) in rows
    assert ("publication", "changed", "edition", None, None, "publish.decimals", 2, 3) in rows


def test_the_envelope_names_both_editions_and_keeps_groups_as_such() -> None:
    payload = ShownDiff(DIFF).payload()
    assert payload["schema"] == "dtiscore/weights-diff/1"
    assert payload["before"] == {"id": "x-1", "sha256": methodology_from(BEFORE).hash}
    assert payload["equal"] is False
    assert payload["rows"][2]["after"] == {"of": ["1", "3"]}
