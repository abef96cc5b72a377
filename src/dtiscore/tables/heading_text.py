"""The text of a heading in the form in which a table keeps it."""

from __future__ import annotations

import unicodedata


def as_heading(text: str) -> str:
    """``text`` in Unicode NFC and without surrounding white space, otherwise as it is."""
    return unicodedata.normalize("NFC", text).strip()
