"""The complaints of PyYAML's two parsers (C and Python) in words for a person who edits a file."""

from __future__ import annotations

import yaml

from dtiscore.methodology.documents.marks import Mark
from dtiscore.said import Said, said

_INDENTATION = (
    said("this line does not fit the lines above it"),
    said("give keys of one level the same number of spaces, and close brackets and quotes above"),
)

# Matched in this order against "context: problem"; both parsers use these words, with small differences.
_PLAIN_WORDS: tuple[tuple[str, Said, Said], ...] = (
    (
        "mapping values are not allowed",
        said("a colon stands where no key can be"),
        said("write text that holds a colon in quotes, and check the spaces at the start of the line"),
    ),
    (
        "quoted scalar: found unexpected end of stream",
        said("a quotation mark is never closed"),
        said("close it"),
    ),
    (
        "unknown escape character",
        said("a backslash in double quotes starts no known sign"),
        said("use single quotes, or write the backslash twice"),
    ),
    (
        "decimal number",  # "hexdecimal" in C, "hexadecimal" in Python
        said("a backslash in double quotes is followed by no valid character number"),
        said("use single quotes, or write the character itself"),
    ),
    (
        "character escape code",
        said("a backslash in double quotes is followed by no valid character number"),
        said("use single quotes, or write the character itself"),
    ),
    (
        "while parsing a flow sequence",
        said("a list in [ ] lacks a comma or is never closed"),
        said("write [a, b]"),
    ),
    (
        "while parsing a flow mapping",
        said("a mapping in {{ }} lacks a comma or is never closed"),
        said("write {{key: value}}"),
    ),
    (
        "could not find expected ':'",
        said("this line has no colon after its key, or text runs over from the line above"),
        said("write key: value, with a space after the colon"),
    ),
    ("while parsing a block", *_INDENTATION),
    ("did not find expected", *_INDENTATION),
    ("expected", *_INDENTATION),
)


def plain_words(error: Exception, text: str) -> tuple[Said, Said, Mark]:
    """What is wrong, how to fix it, and where, for an error that the YAML parser raised over ``text``."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return said("the text is not YAML"), said("the parser says: {words}", words=error), Mark(1, 1)
    at = error.problem_mark or error.context_mark
    words = f"{error.context or ''}: {error.problem or ''}"
    mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
    if "cannot start any token" in words:
        return (*_bad_start(text, mark), mark)
    for part, message, fix in _PLAIN_WORDS:
        if part in words:
            opened = error.context_mark if "never closed" in message else None
            if opened:
                line = opened.line + 1
                return said("{what} (it is opened in line {line})", what=message, line=line), fix, mark
            return message, fix, mark
    words = words.strip(": ")
    return said("the text is not YAML: {words}", words=words), said("correct this line"), mark


def _bad_start(text: str, mark: Mark) -> tuple[Said, Said]:
    """The words for a character that no value can start with."""
    lines = text.split("\n")
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    character = line[mark.column - 1 : mark.column]
    if character == "\t":
        return said("a tab stands where YAML wants spaces"), said("replace the tab by spaces")
    return said("text without quotes cannot start with {character}", character=character), said(
        "write it in quotes"
    )
