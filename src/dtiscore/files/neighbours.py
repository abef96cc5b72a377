"""Names near a misspelt one: what a user may have meant by a file that does not exist."""

from __future__ import annotations

import os
import unicodedata
from itertools import islice

from dtiscore.suggestions import close_to

_MOST_ENTRIES = 2_000
"""In a larger folder nobody waits for a comparison with every name."""
_SUGGESTED = 3


def near_names(name: str) -> list[str]:
    """Up to three files of the same folder whose names resemble ``name``, the nearest first, spelt with its folder.

    Case and the Unicode form of accents do not count: a name typed on Linux and one made on a Mac look the
    same and are two names.
    """
    folder, wanted = os.path.split(name)
    try:
        with os.scandir(folder or ".") as entries:
            found = [entry.name for entry in islice(entries, _MOST_ENTRIES + 1) if entry.is_file()]
    except OSError:
        return []
    if len(found) > _MOST_ENTRIES:
        return []
    by_look: dict[str, list[str]] = {}
    for candidate in sorted(found):
        if candidate.startswith(".") == wanted.startswith("."):
            by_look.setdefault(_look(candidate), []).append(candidate)
    nearest = close_to(_look(wanted), by_look, n=_SUGGESTED, cutoff=0.6)
    return [os.path.join(folder, candidate) for look in nearest for candidate in by_look[look]][:_SUGGESTED]


def _look(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
