"""The texts that say a change: read back as written, and refused with advice where they say none."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import InvalidMethodology, UsageFault
from dtiscore.questions.whatif.answer import PointsChange, RuleChange, ValueChange, WeightChange


@pytest.mark.parametrize(
    ("text", "unit", "column", "value"),
    [
        ("48:7=0.95", "48", "7", "0.95"),
        ("TP. Đà Nẵng:hoat dong=0,95", "TP. Đà Nẵng", "hoat dong", "0,95"),
        ('"A: the first":7=1', "A: the first", "7", "1"),
        ('48:"a = b":c=90%', None, None, None),
        ('48:"a = b"=90%', "48", "a = b", "90%"),
        ('"say ""A""":x=1', 'say "A"', "x", "1"),
        ("48:4.10=", "48", "4.10", ""),
        ("48:x=a=b", "48", "x", "a=b"),
        ("48", None, None, None),
        (":7=1", None, None, None),
        ("48:=1", None, None, None),
    ],
)
def test_a_value(text: str, unit: str | None, column: str, value: str) -> None:
    if unit is None:
        with pytest.raises(UsageFault, match="does not say which value of which unit"):
            ValueChange.of(text)
    else:
        assert ValueChange.of(text) == ValueChange(unit, column, value)


_NAMES = st.text(min_size=1, max_size=12)


@given(_NAMES, _NAMES, st.text(max_size=8).map(str.strip))
def test_a_value_reads_back_as_it_is_written(unit: str, column: str, value: str) -> None:
    change = ValueChange(unit, column, value)
    assert ValueChange.of(str(change)) == change


def test_a_number_is_written_in_its_fewest_digits() -> None:
    assert str(ValueChange("48", "7", 0.1 + 0.2)) == "48:7=0.30000000000000004"
    assert str(ValueChange("48", "7", 3)) == "48:7=3"


def test_a_weight_and_points() -> None:
    assert WeightChange.of("4.10=0.5") == WeightChange("4.10", 0.5)
    assert PointsChange.of(" 7 = 250 ") == PointsChange("7", 250.0)


@pytest.mark.parametrize("text", ["7", "7=", "=7", "-1", "7=nan", "7=1e3", "7=1,5", "7=250 points"])
def test_what_is_no_weight(text: str) -> None:
    with pytest.raises(UsageFault, match="does not say which node gets what") as caught:
        WeightChange.of(text)
    assert "--weight" in str(caught.value.fix)


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("7=fraction", "7", "fraction"),
        ("7={kind: fraction, of: 2}", "7", {"kind": "fraction", "of": 2}),
        ('7={"kind":"fraction","of":2}', "7", {"kind": "fraction", "of": 2}),
        ("4.10.high=0.5", "4.10.high", 0.5),
        ("7.bands=[1, 2]", "7.bands", [1, 2]),
    ],
)
def test_a_rule(text: str, at: str, value: object) -> None:
    assert RuleChange.of(text) == RuleChange(at, value)  # type: ignore[arg-type]  # plain data, as the change holds


def test_a_rule_without_a_value() -> None:
    with pytest.raises(UsageFault, match="which rule becomes what"):
        RuleChange.of("7=")


@pytest.mark.parametrize("text", ["7={kind: fraction", "7=yes", "7.high=1e3", "7=!!python/name:os.system"])
def test_a_rule_is_read_as_strictly_as_a_weighting_file(text: str) -> None:
    with pytest.raises(InvalidMethodology):
        RuleChange.of(text)


def test_a_rule_says_one_value() -> None:
    with pytest.raises(UsageFault, match="not a single one"):
        RuleChange.of("7=fraction\nother: 1")


def test_a_weight_below_zero_is_told_from_a_text_that_is_no_number() -> None:
    with pytest.raises(UsageFault, match='"7=-1" gives a weight below 0'):
        WeightChange.of("7=-1")
    with pytest.raises(UsageFault, match="gives a number of points below 0"):
        PointsChange.of("7=-0.5")
