"""The glossary says what the program says: its Vietnamese terms occur there, and what it rules out does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_languages import entries

PAGE = ROOT / "docs" / "glossary.md"
RULED_OUT = "Not said · Không dùng"
IN_NAMES_OF_EDITIONS = {"chỉ số chính", "trụ cột"}
"""What only the published editions say, in names and notes of their own."""


@cache
def tables() -> dict[str, list[list[str]]]:
    """By heading the rows of each table, without the two lines of its head."""
    found: dict[str, list[list[str]]] = {}
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, *lines = section.splitlines()
        rows = [line for line in lines if line.startswith("|")][2:]
        found[heading] = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return found


@cache
def told() -> str:
    """All that the catalogue says."""
    texts = (message.string or "" for message in entries("vi") if message.id)
    return "\n".join(text if isinstance(text, str) else "\n".join(text) for text in texts).casefold()


@cache
def told_by_editions() -> str:
    files: list[Path] = sorted((ROOT / "weights").glob("*.yaml"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files).casefold()


@pytest.mark.parametrize(
    "term", [row[1] for heading, rows in tables().items() if heading != RULED_OUT for row in rows]
)
def test_every_vietnamese_term_is_one_that_the_program_says(term: str) -> None:
    assert term.casefold() in (told_by_editions() if term in IN_NAMES_OF_EDITIONS else told())


@pytest.mark.parametrize("word", [row[0] for row in tables()[RULED_OUT]])
def test_what_the_glossary_rules_out_is_never_said(word: str) -> None:
    assert word not in told()
