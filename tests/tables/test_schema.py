"""The row model of an edition: bounds and choices, worded, and the quick pass that must decide alike."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.made import HEAD, indicator

from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.methodology.rules import Bounds
from dtiscore.tables.row_model import LARGEST
from dtiscore.tables.schema import RowSchema, outside

RULES: dict[str, dict[str, Any]] = {
    "share": {"kind": "fraction"},
    "percent": {"kind": "fraction", "of": 100},
    "capped": {"kind": "fraction", "cap": True},
    "income": {"kind": "goalposts", "low": 100, "high": 75000, "transform": "log"},
    "rate": {"kind": "z-score", "divisor": "sample", "transform": "log1p"},
    "anything": {"kind": "identity"},
    "ratio": {"kind": "ratio", "numerator": "shops", "denominator": "people"},
    "answer": {"kind": "boolean", "yes": ["Có"], "no": ["Không"]},
    "grade": {"kind": "choice", "options": [{"value": "A", "score": 1}, {"value": "B", "score": 0.5}]},
}


def edition(*children: dict[str, Any], aggregate: str = "sum", **keys: Any) -> Methodology:
    indicators = children or tuple({"code": code, "rule": rule} for code, rule in RULES.items())
    weights = {} if aggregate == "points" else {"weights": "equal"}
    return methodology_from(
        {
            **HEAD,
            "index": {"code": "X", "aggregate": aggregate, "children": list(indicators), **weights},
            **keys,
        }
    )


SCHEMA = RowSchema(edition())
MORE = "correct the cell; where more is possible, the edition says so: cap in the rule, max of the column"
LESS = "correct the cell: the edition begins there"


@pytest.mark.parametrize(
    ("header", "value", "message", "fix"),
    [
        (
            "share",
            1.42,
            "1.42 is above the maximum 1",
            "is the column in percent?",
        ),
        ("share", 100.1, "100.1 is above the maximum 1", MORE),
        ("share", -0.1, "-0.1 is below the minimum 0", LESS),
        ("percent", 100.5, "100.5 is above the maximum 100", MORE),
        ("capped", -1.0, "-1 is below the minimum 0", LESS),
        ("income", 0.0, "0 is not above 0", "correct the cell: the rule takes a logarithm or divides by it"),
        ("rate", -1.0, "-1 is not above -1", "correct the cell: the rule takes a logarithm or divides by it"),
        ("people", 0.0, "0 is not above 0", "correct the cell: the rule takes a logarithm or divides by it"),
        ("shops", -3.0, "-3 is below the minimum 0", LESS),
        ("anything", 1e101, "1e+101 is above the maximum 1e+100", MORE),
        ("anything", -1e300, "-1e+300 is below the minimum -1e+100", LESS),
        ("answer", "maybe", 'this is not among the answers to "answer"', "write one of: có, không"),
        ("grade", "C", 'this is not among the answers to "grade"', "write one of: a, b"),
    ],
)
def test_a_cell_that_the_edition_does_not_admit(
    header: str, value: float | str, message: str, fix: str | None
) -> None:
    (fault,) = SCHEMA.faults({header: value})
    assert (fault.header, fault.message, fault.fix) == (header, message, fix)
    assert fault.code == ("unknown-choice" if isinstance(value, str) else "out-of-range")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("share", 0.0),
        ("share", 1.0),
        ("capped", 7.5),
        ("income", 0.01),
        ("rate", 0.0),
        ("anything", -1e100),
        ("answer", " CÓ "),
        ("answer", None),
        ("share", None),
        ("a column of no use", 12.0),
    ],
)
def test_a_cell_that_the_edition_admits(header: str, value: float | str | None) -> None:
    assert SCHEMA.faults({header: value}) == []


def test_every_fault_of_a_row_is_reported() -> None:
    faults = SCHEMA.faults({"share": 2.0, "income": -5.0, "answer": "x", "percent": 50.0})
    assert [fault.header for fault in faults] == ["share", "income", "answer"]


def test_declared_limits_narrow_what_the_rule_admits() -> None:
    columns = [
        {"header": "share", "min": 0.2},
        {"header": "income", "min": -9, "max": 1e6},
        {"header": "anything", "max": 5},
    ]
    schema = RowSchema(edition(columns=columns))
    assert schema.bounds["share"] == Bounds(0.2, 1.0)
    assert schema.bounds["income"] == Bounds(0.0, 1e6, strict_low=True)  # the logarithm stays the narrower
    assert schema.bounds["anything"] == Bounds(-LARGEST, 5.0)


def test_a_number_that_two_indicators_read_must_suit_both() -> None:
    schema = RowSchema(
        edition(
            {"code": "a", "column": "q", "rule": {"kind": "fraction", "of": 100}},
            {
                "code": "b",
                "column": "q",
                "rule": {"kind": "goalposts", "low": 1, "high": 9, "transform": "log"},
            },
        )
    )
    assert schema.bounds["q"] == Bounds(0.0, 100.0, strict_low=True)


def test_a_text_that_two_indicators_read_must_be_known_to_both() -> None:
    schema = RowSchema(
        edition(
            {
                "code": "a",
                "column": "q",
                "rule": {"kind": "boolean", "yes": ["full", "part"], "no": ["none"]},
            },
            {
                "code": "b",
                "column": "q",
                "rule": {"kind": "boolean", "yes": ["full"], "no": ["none", "late"]},
            },
        )
    )
    assert schema.admitted("q") == ["full", "none"]
    (fault,) = schema.faults({"q": "part"})
    assert fault.message == 'this is not among the answers to "a" and "b"'


def test_points_that_are_not_scored_have_no_maximum() -> None:
    schema = RowSchema(
        edition(
            indicator("a", points=20),
            indicator("b", points=0),
            aggregate="points",
        )
    )
    assert schema.bounds["a"].high == 20
    assert schema.bounds["b"].high == LARGEST


class TestScoresThatTheTableBrings:
    SHARES = tuple({"code": code, "points": 20, "rule": {"kind": "fraction"}} for code in "ab")
    VIEW = ({"code": "V", "of": ["a"]},)

    def test_no_score_exceeds_its_maximum(self) -> None:
        points = RowSchema(edition(*self.SHARES, aggregate="points", views=list(self.VIEW)))
        assert [points.score_bounds(code, code).high for code in ("X", "a", "V")] == pytest.approx(
            [40, 20, 20]
        )
        publish = {"as": "fraction", "decimals": 2}
        fractions = RowSchema(
            edition(*self.SHARES, aggregate="points", views=list(self.VIEW), publish=publish)
        )
        assert [fractions.score_bounds(code, code).high for code in ("X", "a", "V")] == pytest.approx(
            [1, 1, 1]
        )
        assert fractions.score_bounds("X", "X").admits(1 + 1e-12)  # what adding up may leave
        assert not fractions.score_bounds("X", "X").admits(1.0001)

    def test_our_tables_have_the_points_that_count(self) -> None:
        part = {"code": "c", "points": 10, "out_of": 20, "rule": {"kind": "fraction"}}
        schema = RowSchema(edition(*self.SHARES, part, aggregate="points"))
        highest = [schema.score_bounds("c", heading).high for heading in ("c", "c.score", "c.published")]
        assert highest == pytest.approx([20, 10, 10])

    def test_scores_that_no_rule_bounds_are_free(self) -> None:
        ratio = {"kind": "ratio", "denominator": "people"}
        uncapped = edition({"code": "a", "points": 20, "rule": ratio}, aggregate="points")
        assert RowSchema(uncapped).score_bounds("X", "X").high == LARGEST
        assert RowSchema(edition()).score_bounds("X", "X").high == LARGEST


NUMERIC = ["share", "percent", "capped", "income", "rate", "anything", "shops", "people"]
NUMBER = st.one_of(
    st.sampled_from(
        [0.0, 1.0, -1.0, 100.0, math.nextafter(1, 2), math.nextafter(0, -1), 1e100, 1e101, -1e101]
    ),
    st.floats(-200, 200),
    st.just(math.nan),
)


@given(values=st.lists(NUMBER, min_size=1, max_size=8), header=st.sampled_from(NUMERIC))
def test_the_quick_pass_over_numbers_decides_as_the_row_model(values: list[float], header: str) -> None:
    quick = SCHEMA.suspects(header, np.array(values)).tolist()
    careful = [bool(SCHEMA.faults({header: None if value != value else value})) for value in values]
    assert quick == careful


@given(
    values=st.lists(NUMBER, min_size=1, max_size=8),
    low=st.none() | st.floats(-2, 2),
    high=st.none() | st.floats(-2, 2),
    strict=st.booleans(),
)
def test_bounds_of_a_column_are_the_bounds_of_its_cells(
    values: list[float], low: float | None, high: float | None, strict: bool
) -> None:
    bounds = Bounds(low, high, strict)
    expected = [value == value and not bounds.admits(value) for value in values]
    assert outside(bounds, np.array(values)).tolist() == expected
