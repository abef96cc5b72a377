"""Parts and alternative cases: sums and maxima by hand, caps, and what an empty cell means to either."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from tests.methodology.rules.columns import over, rule

from dtiscore.methodology.rules.compound import BestOf

COUNTED = {"kind": "fraction", "of": 5, "cap": True}


class TestParts:
    """An older index of ministries: "Điểm = Tỷ lệ*45 + 1 điểm mỗi ứng dụng, tổng không quá 5 điểm"."""

    WAN = (
        {"column": "ratio", "score": 45},
        {"column": "applications", "score": 5, "rule": COUNTED},
    )

    def test_the_parts_add_up(self) -> None:
        method = rule("parts", outcome="score", parts=list(self.WAN))
        assert method.inputs("own") == ("ratio", "applications")
        assert over(method, (0.8, 1.0, 0.0), (3.0, 9.0, 0.0)) == [0.8 * 45 + 3 / 5 * 5, 45.0 + 5.0, 0.0]
        assert method.output == "score"

    def test_a_part_without_a_value_is_no_score(self) -> None:
        method = rule("parts", outcome="score", parts=list(self.WAN))
        assert over(method, (None, 0.5), (3.0, None)) == [None, None]
        there = [np.array([False, True, True]), np.array([True, False, True])]
        assert method.suffices(there).tolist() == [False, False, True]

    def test_a_cap_cuts_the_sum(self) -> None:
        method = rule("parts", outcome="score", at_most=40, parts=list(self.WAN))
        assert over(method, (0.5, 1.0), (5.0, 5.0)) == [0.5 * 45 + 5, 40.0]

    def test_parts_may_be_shares_of_the_maximum(self) -> None:
        halves = [{"column": "attends", "score": 0.5}, {"column": "chairs", "score": 0.5}]
        method = rule("parts", parts=halves)
        assert (method.output, method.capped) == ("share", True)
        assert over(method, (1.0, 1.0, 0.0), (1.0, 0.0, 0.0)) == [1.0, 0.5, 0.0]

    def test_yes_and_no_arrive_as_what_they_earn(self) -> None:
        parts = [
            {"column": "attends", "score": 10, "rule": {"kind": "boolean"}},
            {
                "column": "meetings",
                "score": 6,
                "rule": {"kind": "steps", "steps": [{"at_least": 4, "score": 1}]},
            },
        ]
        method = rule("parts", outcome="score", parts=parts)
        assert method.texts("own")["attends"]["có"] == 1.0
        assert list(method.texts("own")) == ["attends"]
        assert over(method, (1.0, 0.0), (4.0, 4.0)) == [16.0, 6.0]

    def test_a_part_may_read_two_columns(self) -> None:
        parts = [
            {"column": "signed", "score": 8, "rule": {"kind": "ratio", "denominator": "documents"}},
            {"column": "ratio", "score": 2},
        ]
        method = rule("parts", outcome="score", parts=parts)
        assert method.inputs("own") == ("signed", "documents", "ratio")
        assert over(method, (3.0,), (4.0,), (0.5,)) == [3 / 4 * 8 + 0.5 * 2]
        assert not method.bounds("documents", None).admits(0.0)
        assert method.bounds("signed", None).admits(0.0)

    def test_every_rule_over_a_column_bounds_it(self) -> None:
        parts = [
            {"column": "x", "score": 1, "rule": {"kind": "fraction", "of": 10}},
            {
                "column": "x",
                "score": 1,
                "rule": {"kind": "goalposts", "low": 1, "high": 5, "transform": "log"},
            },
        ]
        bounds = rule("parts", parts=parts).bounds("x", None)
        assert [bounds.admits(cell) for cell in (0.0, 0.1, 10.0, 10.1)] == [False, True, True, False]
        assert rule("parts", parts=parts).bounds("y", None).admits(-1.0)

    def test_the_most_it_can_earn(self) -> None:
        capped = rule("parts", parts=[{"column": "a", "score": 0.9}, {"column": "b", "score": 0.2}])
        assert (getattr(capped, "highest"), capped.capped) == (0.9 + 0.2, False)  # noqa: B009 - not every rule has it
        assert rule("parts", at_most=1, parts=[{"column": "a", "score": 2}]).capped
        open_ended = {"column": "a", "score": 1, "rule": {"kind": "ratio", "denominator": "b"}}
        assert not rule("parts", parts=[open_ended]).capped
        assert rule("parts", at_most=1, parts=[open_ended]).capped


DATA_CENTRE: dict[str, Any] = {
    "outcome": "score",
    "base": [{"column": "has_one", "score": 35}],
    "cases": [
        {"column": "tier", "score": 25, "rule": {"kind": "fraction", "of": 4}},
        {"column": "rented", "score": 20},
        {"column": "shared", "score": 15},
    ],
}


class TestBestOf:
    """The same index: 35 points for having a data centre, and the best of what its standard earns."""

    def test_the_best_case_counts_on_top_of_the_base(self) -> None:
        method = rule("best-of", **DATA_CENTRE)
        assert method.inputs("own") == ("tier", "rented", "shared", "has_one")
        assert over(method, (2.0, 4.0), (1.0, 1.0), (1.0, 0.0), (1.0, 0.0)) == [35 + 20, 25]

    def test_an_empty_case_does_not_apply(self) -> None:
        method = rule("best-of", **DATA_CENTRE)
        assert over(method, (None, 2.0), (None, None), (0.5, None), (1.0, 1.0)) == [
            35 + 0.5 * 15,
            35 + 2 / 4 * 25,
        ]

    def test_a_unit_needs_one_case_and_the_whole_base(self) -> None:
        method = rule("best-of", **DATA_CENTRE)
        assert over(method, (None, 2.0), (None, None), (None, None), (1.0, None)) == [None, None]
        yes, no = np.array([True]), np.array([False])
        assert method.suffices([no, yes, no, yes]).tolist() == [True]
        assert method.suffices([no, no, no, yes]).tolist() == [False]
        assert method.suffices([yes, yes, yes, no]).tolist() == [False]

    def test_a_cap_cuts_base_and_case_together(self) -> None:
        method = rule("best-of", **DATA_CENTRE, at_most=50)
        assert over(method, (4.0,), (0.0,), (0.0,), (1.0,)) == [50.0]

    def test_the_most_it_can_earn(self) -> None:
        method = rule("best-of", **DATA_CENTRE)
        assert isinstance(method, BestOf)
        assert method.highest == 35 + 25

    def test_it_needs_an_alternative(self) -> None:
        with pytest.raises(ValidationError, match="cases"):
            rule("best-of", cases=[{"column": "a", "score": 1}])


@pytest.mark.parametrize("key", ["parts", "cases"])
class TestWhatAPartMayBe:
    def made(self, key: str, *parts: dict[str, Any]) -> None:
        filled = [*parts, {"column": "other", "score": 1}]
        rule({"parts": "parts", "cases": "best-of"}[key], **{key: filled})

    @pytest.mark.parametrize(
        "own",
        [{"kind": "goalposts", "low": 0, "high": 1, "range": [0, 5]}, {"kind": "formula", "formula": "x"}],
    )
    def test_its_rule_gives_a_share(self, key: str, own: dict[str, Any]) -> None:
        with pytest.raises(ValidationError, match="must give a share here"):
            self.made(key, {"column": "a", "score": 1, "rule": own})

    @pytest.mark.parametrize("kind", ["min-max", "rank", "parts", "identity"])
    def test_its_rule_needs_no_other_unit(self, key: str, kind: str) -> None:
        with pytest.raises(ValidationError, match=kind):
            self.made(key, {"column": "a", "score": 1, "rule": {"kind": kind}})

    def test_a_power_that_would_be_fitted_is_refused(self, key: str) -> None:
        own = {"kind": "goalposts", "low": 1, "high": 2, "transform": "box-cox"}
        with pytest.raises(ValidationError, match="give the power of box-cox"):
            self.made(key, {"column": "a", "score": 1, "rule": own})

    @pytest.mark.parametrize("second", [{"kind": "boolean", "yes": ["đủ"]}, {"kind": "fraction"}])
    def test_a_column_is_read_in_one_way(self, key: str, second: dict[str, Any]) -> None:
        first = {"column": "a", "score": 1, "rule": {"kind": "boolean"}}
        with pytest.raises(ValidationError, match='"a" is read in two ways'):
            self.made(key, first, {"column": "a", "score": 2, "rule": second})
        with pytest.raises(ValidationError, match='"a" is read in two ways'):
            self.made(key, {"column": "a", "score": 2, "rule": second}, first)
        self.made(key, first, first)

    def test_a_score_is_not_negative(self, key: str) -> None:
        with pytest.raises(ValidationError, match="greater than or equal to 0"):
            self.made(key, {"column": "a", "score": -1})


def test_a_formula_over_columns_may_be_a_part() -> None:
    own = {"kind": "formula", "formula": "min(x / staff, 1)", "outcome": "share"}
    method = rule("parts", outcome="score", parts=[{"column": "trained", "score": 10, "rule": own}])
    assert method.inputs("own") == ("trained", "staff")
    assert over(method, (3.0, 9.0), (4.0, 4.0)) == [7.5, 10.0]
    assert math.isinf(getattr(method, "highest"))  # noqa: B009 - not every rule has it


def test_a_formula_suffices_without_what_it_may_lack() -> None:
    method = rule("formula", formula="if_missing(a, b) + c")
    yes, no = np.array([True]), np.array([False])
    assert method.suffices([no, yes, yes]).tolist() == [True]
    assert method.suffices([yes, yes, no]).tolist() == [False]
    assert rule("ratio", denominator="b").suffices([yes, no]).tolist() == [False]
