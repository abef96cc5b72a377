"""The complaints of PyYAML's two parsers (C and Python) in words for a person who edits a file."""

from __future__ import annotations

import yaml

from dtiscore.methodology.documents.marks import Mark

_INDENTATION = (
    "this line does not fit the lines above it",
    "give keys of one level the same number of spaces, and close brackets and quotes above",
)

# Matched in this order against "context: problem"; both parsers use these words, with small differences.
_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "write text that holds a colon in quotes, and check the spaces at the start of the line",
    ),
    ("quoted scalar: found unexpected end of stream", "a quotation mark is never closed", "close it"),
    (
        "unknown escape character",
        "a backslash in double quotes starts no known sign",
        "use single quotes, or write the backslash twice",
    ),
    (
        "decimal number",  # "hexdecimal" in C, "hexadecimal" in Python
        "a backslash in double quotes is followed by no valid character number",
        "use single quotes, or write the character itself",
    ),
    (
        "character escape code",
        "a backslash in double quotes is followed by no valid character number",
        "use single quotes, or write the character itself",
    ),
    ("while parsing a flow sequence", "a list in [ ] lacks a comma or is never closed", "write [a, b]"),
    (
        "while parsing a flow mapping",
        "a mapping in { } lacks a comma or is never closed",
        "write {key: value}",
    ),
    (
        "could not find expected ':'",
        "this line has no colon after its key, or text runs over from the line above",
        "write key: value, with a space after the colon",
    ),
    ("while parsing a block", *_INDENTATION),
    ("did not find expected", *_INDENTATION),
    ("expected", *_INDENTATION),
)


def plain_words(error: Exception, text: str) -> tuple[str, str, Mark]:
    """What is wrong, how to fix it, and where, for an error that the YAML parser raised over ``text``."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return "the text is not YAML", f"the parser says: {error}", Mark(1, 1)
    at = error.problem_mark or error.context_mark
    words = f"{error.context or ''}: {error.problem or ''}"
    mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
    if "cannot start any token" in words:
        return (*_bad_start(text, mark), mark)
    for part, message, fix in _PLAIN_WORDS:
        if part in words:
            opened = error.context_mark if "never closed" in message else None
            where = f" (it is opened in line {opened.line + 1})" if opened else ""
            return message + where, fix, mark
    return f"the text is not YAML: {words.strip(': ')}", "correct this line", mark


def _bad_start(text: str, mark: Mark) -> tuple[str, str]:
    """The words for a character that no value can start with."""
    lines = text.split("\n")
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    character = line[mark.column - 1 : mark.column]
    if character == "\t":
        return "a tab stands where YAML wants spaces", "replace the tab by spaces"
    return f"text without quotes cannot start with {character}", "write it in quotes"
