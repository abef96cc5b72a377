"""A saved reference is read as it was written; anything else in its place is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.inputs.references import load_reference
from dtiscore.scoring.reference import Reference

REFERENCE = Reference(
    "abc",
    {None: {"a": {"min": 0.1, "max": 1 / 3}}, "2022": {"b": {"sorted": [1.0, 2.5]}}},
    ({"2022": {"a": {"low": 0.5}}}, {}),
    {"dtiscore": "0.1.0"},
)


def saved(folder: Path, text: str) -> Path:
    path = folder / "reference.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_saved_is_read_to_the_last_bit(tmp_path: Path) -> None:
    read = load_reference(saved(tmp_path, json.dumps(REFERENCE.as_dict())))
    assert read == REFERENCE
    assert read.hash == REFERENCE.hash


def test_a_reference_itself_needs_no_file() -> None:
    assert load_reference(REFERENCE) is REFERENCE


def test_the_hash_is_of_the_statistics_not_of_where_they_come_from() -> None:
    other = Reference(REFERENCE.methodology, REFERENCE.statistics, REFERENCE.preparation)
    assert other.hash == REFERENCE.hash
    assert Reference("abd", REFERENCE.statistics, REFERENCE.preparation).hash != REFERENCE.hash


@pytest.mark.parametrize("text", ["", "[]", "{", "3", '{"schema": "other/1"}', "{}", "[" * 100_000])
def test_what_is_no_reference_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageFault, match=r"reference\.json: this is not a saved reference"):
        load_reference(saved(tmp_path, text))


@pytest.mark.parametrize(
    "change",
    [
        {"statistics": None},
        {"statistics": []},
        {"statistics": {"": 3}},
        {"statistics": {"": {"a": 3}}},
        {"preparation": 3},
        {"preparation": [[]]},
        {"preparation": [{"": {"a": "x"}}]},
        {"provenance": True},
        {"sha256": "0" * 64},
        {"statistics": {"": {"a": {"min": 0.1, "max": 0.3}}, "2022": {"b": {"sorted": [1.0, 2.5]}}}},
        {"statistics": {"": {"a": {"min": 1 / 3, "max": 0.1}}, "2022": {"b": {"sorted": [1.0, 2.5]}}}},
        {"statistics": {"": {"a": {"min": "0.1", "max": 1 / 3}}, "2022": {"b": {"sorted": [1.0, 2.5]}}}},
        {"statistics": {"": {"a": {"min": 0.1}}, "2022": {"b": {"sorted": [1.0, 2.5]}}}},
    ],
)
def test_a_damaged_reference_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = saved(tmp_path, json.dumps({**REFERENCE.as_dict(), **change}))
    with pytest.raises(UsageFault, match="this saved reference is damaged"):
        load_reference(path)


def test_infinite_figures_are_refused(tmp_path: Path) -> None:
    text = json.dumps(REFERENCE.as_dict()).replace("0.1,", "Infinity,")
    assert "Infinity" in text
    with pytest.raises(UsageFault, match="not a saved reference"):
        load_reference(saved(tmp_path, text))


def test_a_missing_file_is_a_fault_of_input(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="does not exist"):
        load_reference(tmp_path / "none.json")
