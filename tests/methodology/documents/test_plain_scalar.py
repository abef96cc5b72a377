"""YAML scalars without quotes: the types of YAML 1.2, and a refusal wherever YAML 1.1 and 1.2 part."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml
from hypothesis import assume, example, given, strategies as st

from dtiscore.methodology.documents.plain_scalar import plain_scalar
from dtiscore.methodology.documents.scalars import Scalar, ScalarRefused
from dtiscore.said import said


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-0", 0),
        ("7", 7),
        ("+7", 7),
        ("-12", -12),
        ("9007199254740992", 9007199254740992),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-0.5", -0.5),
        ("4.10", 4.1),
        ("+10.25", 10.25),
        ("1.0e+3", 1000.0),
        ("2.5E-3", 0.0025),
    ],
)
def test_constants_and_numbers(written: str, value: Scalar) -> None:
    read = plain_scalar(written)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    "written",
    [
        "Chỉ số",
        "922/QĐ-BTTTT",
        "2022-05-20",
        "2024-02-29",
        "2021-2022",
        "2022-05",
        "4.1.1",
        "-",
        ".",
        "+",
        "IV.2",
        "1a",
        "5%",
        "1 000",
        "none",
        "nope",
        "only",
        "inf",
        "NaN",
        "yes, sir",
        "a=b",
        "１２",
        "٤٥",
        "1:a",
        "e3",
    ],
)
def test_text(written: str) -> None:
    assert plain_scalar(written) == written


@pytest.mark.parametrize(
    "written",
    [
        # a leading zero
        *("01", "08", "012", "00", "-01", "+08", "01.5", "00.5", "01e3", "08."),
        # base sixty, hours and minutes
        *("1:30", "01:30", "-1:30", "1:30:59", "12:90", "1:30.5", "190:20:30"),
        # truth values of YAML 1.1
        *(
            "yes",
            "Yes",
            "YES",
            "yEs",
            "no",
            "No",
            "NO",
            "on",
            "On",
            "ON",
            "off",
            "Off",
            "OFF",
            "y",
            "Y",
            "n",
            "N",
        ),
        # neither version's spelling of a constant
        *("tRUE", "fALSE", "nULL"),
        # other bases
        *("0x1F", "0X1f", "0o17", "0O17", "0b101", "-0x1F", "0x_1"),
        # underscores
        *("1_000", "1_000.5", "1.000_5", "-1_0", "1__0", "1_", "._5", ".5_0", "1_0:30"),
        # powers of ten that lack a point or a sign
        *("1e3", "1E3", "1e+3", "1e-3", "1.0e3", "1.0E3", ".5e3", "-1e3", "1.e+3"),
        # a sign before a bare point, which PyYAML takes for text
        *("-.5", "+.5", "-.5e+3"),
        # a final point
        *("5.", "-5.", "0."),
        # decimal commas
        *("0,5", "1,234", "1.234,5", "1,234.5", "-0,5", "1,2,3"),
        # dates and times beyond a plain day
        *(
            "2022-5-20",
            "2022-05-2",
            "2022-13-01",
            "2023-02-29",
            "2022-05-20T07:30:00Z",
            "2022-05-20 07:30:00",
        ),
        # special values of YAML 1.1
        *("=", "<<"),
    ],
)
def test_what_yaml_versions_read_differently_is_refused(written: str) -> None:
    with pytest.raises(ScalarRefused) as caught:
        plain_scalar(written)
    assert caught.value.code == "yaml-ambiguous-scalar"
    assert "quotes" in caught.value.fix


@pytest.mark.parametrize("written", [".inf", "-.inf", "+.INF", ".Inf", ".nan", ".NaN", ".NAN"])
def test_infinity_and_not_a_number_are_no_figures(written: str) -> None:
    with pytest.raises(ScalarRefused) as caught:
        plain_scalar(written)
    assert caught.value.code == "number-not-finite"


# The core schema of YAML 1.2.2, section 10.3.2: its table of regular expressions, with what each one means.
_CORE_SCHEMA: tuple[tuple[str, Callable[[str], Scalar]], ...] = (
    (r"null|Null|NULL|~|", lambda _: None),
    (r"true|True|TRUE", lambda _: True),
    (r"false|False|FALSE", lambda _: False),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+", lambda written: int(written, 8)),
    (r"0x[0-9a-fA-F]+", lambda written: int(written, 16)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN", lambda written: float(written.replace(".", ""))),
)


def _core_schema(written: str) -> Scalar:
    for pattern, meaning in _CORE_SCHEMA:
        if re.fullmatch(pattern, written):
            return meaning(written)
    return written


_TRICKY = (
    st.from_regex(r"[-+]?[0-9._:,]{1,7}([eE][-+]?[0-9_]{1,2})?", fullmatch=True)
    | st.from_regex(r"[-+]?0[xob]?[0-9a-f_]{1,4}", fullmatch=True)
    | st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}Z?)?", fullmatch=True)
    | st.from_regex(r"(?i)[-+]?\.?(yes|no|on|off|y|n|true|false|null|nan|inf)", fullmatch=True)
    | st.text("0189.-+_:eExXob,yYnNaftruslinfINF~=<", min_size=1, max_size=6)
)


@given(_TRICKY)
@example("012")
@example("1:30")
@example("-.5")
@example("1.e+3")
def test_nothing_is_read_otherwise_than_both_versions_read_it(written: str) -> None:
    try:
        read = plain_scalar(written)
    except ScalarRefused:
        return
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        assert read == written
        return
    assert (type(read), read) == (type(_core_schema(written)), _core_schema(written))
    try:
        events = list(yaml.parse(f"[{written}]", Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return  # no plain scalar at all
    assume(len(events) == 7 and getattr(events[3], "value", None) == written)
    (old,) = yaml.safe_load(f"[{written}]")
    assert (type(read), read) == (type(old), old)


def test_a_refusal_says_what_and_how_to_mend_it() -> None:
    assert (
        str(ScalarRefused("odd", said("the value is odd"), said("write an even one")))
        == "the value is odd; write an even one"
    )


@pytest.mark.parametrize(("text", "says_truth"), [("NO", True), ("yes", True), ("=", False), ("<<", False)])
def test_only_a_word_may_have_meant_true_or_false(text: str, says_truth: bool) -> None:
    with pytest.raises(ScalarRefused) as caught:
        plain_scalar(text)
    assert caught.value.fix.endswith(", or true or false") is says_truth
