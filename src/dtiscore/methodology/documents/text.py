"""The text of a weighting file before its syntax is read: its size, its line ends, and the characters nobody sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.methodology.documents.draft import Draft, Halt
from dtiscore.methodology.documents.marks import Lines, Mark
from dtiscore.methodology.documents.scalars import hidden_characters
from dtiscore.said import counted, said

GREATEST_BYTES = 1_000_000
"""Bytes of a document in UTF-8; the longest weighting file known needs a tenth of it."""


def prepared(text: str, draft: Draft) -> str:
    """The text with lines that end in a line feed, no byte-order mark, and each hidden character noted and masked.

    Raises:
        Halt: the text is too long; the draft says so.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > GREATEST_BYTES:
        message = said(
            "the file has {size:,} bytes; {limit:,} are allowed",
            size=size,
            limit=GREATEST_BYTES,
        )
        fix = said("check that it is a weighting file, and remove what is not part of it")
        draft.fault("document-too-large", message, Mark(1, 1), fix=fix)
        raise Halt
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    hidden = hidden_characters(text)
    if not hidden:
        return text
    _note_hidden_characters(text, hidden, draft)
    # One sign for one sign: columns stay true, and the readers go on to find the other faults.
    return text.translate(dict.fromkeys((ord(match[0]) for match in hidden), "\N{REPLACEMENT CHARACTER}"))


def _note_hidden_characters(text: str, hidden: Sequence[re.Match[str]], draft: Draft) -> None:
    """Note each kind of hidden character once, with its number: a file that is no text holds thousands."""
    first: dict[str, int] = {}
    count: dict[str, int] = {}
    for match in hidden:
        first.setdefault(match[0], match.start())
        count[match[0]] = count.get(match[0], 0) + 1
    lines = Lines(text)
    fix = said("remove it, and save the file as UTF-8")
    for character, offset in first.items():
        message = counted(
            count[character],
            "the hidden character U+{number:04X} stands in the text once here",
            "the hidden character U+{number:04X} stands in the text {n} times, first here",
            number=ord(character),
        )
        draft.fault("hidden-character", message, lines.mark(offset), fix=fix)
