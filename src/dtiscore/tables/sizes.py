"""How large a file is, in words for a message."""

from __future__ import annotations

from dtiscore.said import Said, said


def size_in_words(count: int) -> Said:
    """A number of bytes for a message: ``256.0 MB``."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return said("{size:.1f} {unit}", size=count / factor, unit=unit)
    return said("{n} bytes", n=count)
