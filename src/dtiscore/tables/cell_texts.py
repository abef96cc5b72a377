"""The text of a heading or a cell without what a program put around or into it: spaces, line breaks, a formula."""

from __future__ import annotations

import re
import unicodedata

# Looked for from the first of some blanks on: from each of them, many would take hours.
_BREAK = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")
_WRAPPED = re.compile(r'\s*="([^"]*)"\s*')


def as_heading(text: str) -> str:
    """The text of a heading as a table keeps it: in Unicode NFC, without surrounding white space, otherwise as it is."""
    return unicodedata.normalize("NFC", text).strip()


def goes_over_lines(text: str) -> bool:
    """Whether a line breaks within a cell, at its ends too."""
    return "\n" in text or "\r" in text


def in_one_line(text: str) -> str:
    """The text with a blank in place of every line break and the blanks around it."""
    return _BREAK.sub(" ", text) if goes_over_lines(text) else text


def without_wrapping(text: str) -> str:
    """What ``="007"`` holds, which keeps a spreadsheet from reading a number; any other text as it is."""
    wrapped = _WRAPPED.fullmatch(text) if "=" in text else None
    return text if wrapped is None else wrapped[1]
