"""A methodology as plain data holds what was said and nothing that is so by default."""

from __future__ import annotations

from typing import Any

from tests.made import HEAD

from dtiscore.methodology import MissingRule
from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.writing.plain_data import plain_data, plain_value

LEAN: dict[str, Any] = {
    **HEAD,
    "missing": "no-score",
    "publish": {"decimals": 2},
    "index": {
        "code": "X",
        "name": {"vi": "Chỉ số", "en": "Index"},
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [
            {"code": "a", "weight": 2, "rule": {"kind": "fraction"}},
            {"code": "b", "weight": 0.5, "rule": {"kind": "goalposts", "low": 0, "high": 100, "clip": False}},
        ],
    },
    "notes": ["one", {"vi": "hai", "en": "two"}],
}


def test_what_was_said_comes_back_as_it_was_said() -> None:
    assert plain_data(methodology_from(LEAN)) == LEAN


def test_defaults_that_were_written_out_are_left_out() -> None:
    spelled: dict[str, Any] = {
        **LEAN,
        "missing": {"kind": "no-score"},
        "scale": 1.0,
        "frame": "period",
        "publish": {"as": "score", "decimals": 2, "rounding": "half-up"},
        "rank": {"on": "full", "ties": "min", "order": "descending"},
        "index": {**LEAN["index"], "aggregate": {"kind": "arithmetic"}, "optional": False, "then": []},
    }
    assert plain_data(methodology_from(spelled)) == LEAN


def test_the_kind_of_a_rule_is_said_although_it_is_a_default_of_its_model() -> None:
    data = plain_data(methodology_from(LEAN))
    assert data["index"]["children"][0]["rule"] == {"kind": "fraction"}  # type: ignore[index,call-overload]  # plain data of a file


def test_a_method_with_parameters_says_them_with_its_kind() -> None:
    rule = MissingRule(kind="reweight", min_share=0.6)
    assert plain_value(rule) == {"kind": "reweight", "min_share": 0.6}
    assert plain_value(MissingRule(kind="reweight")) == "reweight"


def test_whole_numbers_have_no_decimals_and_others_keep_theirs() -> None:
    assert [repr(plain_value(number)) for number in (100.0, 0.5, -0.0, 1e300)] == [
        "100",
        "0.5",
        "-0.0",
        "1e+300",
    ]
    assert plain_value(True) is True
    assert plain_value(Rounding(decimals=3)) == {"decimals": 3}


def test_a_text_for_all_languages_stands_alone() -> None:
    assert plain_value({"": "any"}) == "any"
    assert plain_value({"": "any", "vi": "tiếng Việt"}) == {"": "any", "vi": "tiếng Việt"}


def test_keys_stand_as_people_write_them() -> None:
    shuffled = dict(sorted(LEAN.items(), reverse=True))
    data = plain_data(methodology_from(shuffled))
    assert list(data) == ["id", "title", "authority", "missing", "publish", "rank", "index", "notes"]
    assert list(data["index"])[-1] == "children"  # type: ignore[arg-type]  # plain data of a file
