"""The elements of an XML text, one after the other, from pieces of bytes and in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from dtiscore.errors import SourceFault

Opened = Callable[[Mapping[str, str]], None]
"""Receives the attributes of an element that opens, under the names that they have."""


class Elements:
    """Parses XML and calls back; document types, and with them entities, are refused."""

    def __init__(self, opened: Mapping[str, Opened]) -> None:
        """``opened`` is called for every element that opens, by its name without prefix; others are passed over."""
        self._by_local = opened
        self._by_name: dict[str, Opened | None] = {}
        self._texts: list[str] | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.StartDoctypeDeclHandler = _refuse

    def gather(self, texts: list[str] | None) -> None:
        """Add the text of what follows to ``texts``; with ``None`` pass over it, which costs nothing."""
        if texts is not self._texts:
            self._texts = texts
            self._parser.CharacterDataHandler = None if texts is None else texts.append

    def feed(self, chunks: Iterable[bytes], *, enough: Callable[[], bool], damaged: SourceFault) -> None:
        """Parse the pieces in turn until they end or there is ``enough``; raises ``damaged`` for what is no XML."""
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
                if enough():
                    return
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise damaged from error

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        try:
            opened = self._by_name[name]
        except KeyError:
            opened = self._by_name[name] = self._by_local.get(name.rpartition(":")[2])
        if opened is not None:
            opened(attributes)


def _refuse(*_: object) -> None:
    raise ValueError("a document type")


def elements_of(data: bytes, name: str, damaged: SourceFault) -> list[Mapping[str, str]]:
    """The attributes of all elements of that name in a small XML text, in order."""
    found: list[Mapping[str, str]] = []
    Elements({name: found.append}).feed([data], enough=lambda: False, damaged=damaged)
    return found
