"""JSON reads back equal, is safe to show, and holds no value that is not one."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from dtiscore.render.forms.json_text import rows_of, to_json, to_jsonl


def test_keys_keep_their_order_and_letters_stay_readable() -> None:
    assert to_json({"z": "Huế", "a": [1, 0.1 + 0.2, None]}) == (
        '{\n  "z": "Huế",\n  "a": [\n    1,\n    0.30000000000000004,\n    null\n  ]\n}\n'
    )


def test_a_line_for_each_row() -> None:
    assert to_jsonl({"unit": ["01", "02"], "DTI": [0.5, None]}) == (
        '{"unit": "01", "DTI": 0.5}\n{"unit": "02", "DTI": null}\n'
    )
    assert to_jsonl({"unit": []}) == ""


def test_acting_characters_are_escaped_and_read_back(
    hostile: str, has_acting_character: Callable[[str], bool]
) -> None:
    for text in (to_json({"a": hostile}), to_jsonl({"a": [hostile, "\u2028\x7f\U000e0041"]})):
        assert not has_acting_character(text)
    assert json.loads(to_json({"a": hostile}))["a"] == hostile
    assert len(to_jsonl({"a": ["\u2028"]}).splitlines()) == 1


def test_a_command_to_the_log_of_a_build_is_an_escape_and_reads_back() -> None:
    text = to_json({"a ##[error]x": ["::error::x", "###vso[x]"]})
    assert "##[" not in text
    assert "##vso[" not in text
    assert json.loads(text) == {"a ##[error]x": ["::error::x", "###vso[x]"]}


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_no_value_that_is_none(value: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json({"a": value})
    with pytest.raises(ValueError, match="JSON compliant"):
        to_jsonl({"a": [value]})


def test_rows_of_columns() -> None:
    assert rows_of({"a": [1, 2], "b": ["x", "y"]}) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back(text: str) -> None:
    assert json.loads(to_json({text: text})) == {text: text}
