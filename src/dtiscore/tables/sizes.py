"""How large a file is, in words for a message."""

from __future__ import annotations


def size_in_words(count: int) -> str:
    """A number of bytes for a message: ``256.0 MB``."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} bytes"
