"""Files whose bytes hang on fonts and browsers, with what they were drawn from, which does not."""

from __future__ import annotations

from collections.abc import Callable


class DrawnFrom(bytes):
    """A picture or a printed page; a lock knows it by what it was drawn from."""

    name: str
    """A name for that, whose ending says what it is: ``chart.vl.json``, ``report.html``."""
    source: Callable[[], bytes]
    """Gives it when it is asked for: hardly anybody asks."""

    @classmethod
    def of(cls, drawn: bytes, name: str, source: Callable[[], bytes]) -> DrawnFrom:
        """A file with what it was drawn from."""
        made = cls(drawn)
        made.name, made.source = name, source
        return made
