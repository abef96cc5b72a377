"""Where the keys of a TOML text stand; the standard library's TOML parser does not say.

The scanner knows TOML's words (strings, comments, brackets, bare pieces) and its statements, not the meaning
of values. On a text that the TOML parser has accepted it finds every key, table and list item; on any other
text it stops at the first word that it does not expect.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress

from dtiscore.methodology.documents.draft import GREATEST_DEPTH, first_too_deep
from dtiscore.methodology.documents.marks import Lines, Mark, Path

# Each alternative accepts the end of its line or of the text, so that no text is searched twice.
_WORD = re.compile(
    r'''
      (?P<skip> [ \t]+ | \#[^\n]*+ )
    | (?P<string>
          """(?:[^"\\]|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)
        | \'\'\'(?:[^']|'(?!''))*+(?:'{3,5}|\Z)
        | "(?:[^"\\\n]|\\[^\n]?)*+"?
        | '[^'\n]*+'?
      )
    | (?P<sign> [\n\[\]{}=,.] )
    | (?P<bare> [^\s"'\#\[\]{}=,.]++ | . )
    ''',
    re.VERBOSE | re.DOTALL,
)


_TRIPLE = ('"""', "'''")


class _Unexpected(Exception):
    """The text ends here, or is not TOML from here on."""


class TomlPlaces:
    """The marks of a TOML text, and the keys that it sets twice; :meth:`scan` fills them."""

    def __init__(self, text: str) -> None:
        self.marks: dict[Path, Mark] = {(): Mark(1, 1)}
        self.duplicates: list[tuple[Path, Mark, Mark]] = []
        """Path, first and second place of each key that is set twice."""
        self._lines = Lines(text)
        self._words = [(word[0], word.start()) for word in _WORD.finditer(text) if word.lastgroup != "skip"]
        self._at = 0
        self._set: set[Path] = set()
        self._list_lengths: dict[Path, int] = {}

    def too_deep(self) -> Mark | None:
        """The place of a bracket or key that stands too deep for a document, if there is one.

        The TOML parser calls itself for each bracket and takes quadratic time over a key of many parts, so this
        is asked before it runs.
        """
        offset = first_too_deep(self._words)
        points = 0
        for word, start in self._words:
            if word in ("\n", "=", ","):
                points = 0
            points += word == "."
            if points >= GREATEST_DEPTH:
                offset = start if offset is None else min(offset, start)
                break
        return None if offset is None else self._lines.mark(offset)

    def unclosed_text(self) -> Mark | None:
        """Where the first quotation mark stands that nothing closes."""
        for word, start in self._words:
            if word[0] in "\"'":
                opening = word[:3] if word[:3] in _TRIPLE else word[0]
                if len(word) < 2 * len(opening) or not word.endswith(opening):
                    return self._lines.mark(start)
        return None

    def scan(self) -> None:
        """Find every mark, up to the end or to the first word that TOML does not allow."""
        table: Path = ()
        with suppress(_Unexpected):
            while True:
                if self._peek() == "\n":
                    self._at += 1
                elif self._peek() == "[":
                    table = self._header()
                else:
                    self._pair(table)

    def _peek(self) -> str:
        if self._at == len(self._words):
            raise _Unexpected
        return self._words[self._at][0]

    def _take(self, expected: str) -> None:
        if self._peek() != expected:
            raise _Unexpected
        self._at += 1

    def _mark(self) -> Mark:
        self._peek()  # a text that ends here has no mark
        return self._lines.mark(self._words[self._at][1])

    def _header(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]``; the path of the table that it opens."""
        self._take("[")
        is_list_item = self._peek() == "["
        if is_list_item:
            self._take("[")
        mark = self._mark()
        *outer, name = self._key()
        path: Path = ()
        for part in outer:
            path = self._last_item((*path, part))
            self.marks.setdefault(path, mark)
        path = (*path, name)
        if is_list_item:
            self.marks.setdefault(path, mark)
            self._list_lengths[path] = self._list_lengths.get(path, 0) + 1
            path = self._last_item(path)
            self._take("]")
        self._take("]")
        self._define(path, mark)
        return path

    def _last_item(self, path: Path) -> Path:
        """The path itself, or that of the newest table in a list of tables."""
        length = self._list_lengths.get(path)
        return path if length is None else (*path, length - 1)

    def _key(self) -> list[str]:
        """Read the parts of a key such as ``a."b c".d``."""
        parts = [self._key_part()]
        while self._peek() == ".":
            self._take(".")
            parts.append(self._key_part())
        return parts

    def _key_part(self) -> str:
        word = self._peek()
        if word in ("\n", "[", "]", "{", "}", "=", ",", "."):
            raise _Unexpected
        self._at += 1
        if word[0] not in "\"'":
            return word
        try:
            return str(tomllib.loads(f"key = {word}")["key"])
        except tomllib.TOMLDecodeError:
            raise _Unexpected from None

    def _pair(self, table: Path) -> None:
        """Read ``key = value`` inside a table."""
        mark = self._mark()
        *outer, name = self._key()
        path = table
        for part in outer:
            path = (*path, part)
            self.marks.setdefault(path, mark)
        path = (*path, name)
        if path in self.marks:  # also a table that the dotted keys above made
            self._set.add(path)
        self._define(path, mark)
        self._take("=")
        self._value(path)

    def _define(self, path: Path, mark: Mark) -> None:
        if path in self._set:
            self.duplicates.append((path, self.marks[path], mark))
            return
        self._set.add(path)
        self.marks[path] = mark

    def _value(self, path: Path) -> None:
        if self._peek() == "[":
            self._list(path)
        elif self._peek() == "{":
            self._inline_table(path)
        else:
            while self._peek() not in ("\n", ",", "]", "}"):
                self._at += 1

    def _list(self, path: Path) -> None:
        self._take("[")
        items = 0
        while True:
            while self._peek() in ("\n", ","):
                self._at += 1
            if self._peek() == "]":
                self._at += 1
                return
            self.marks[*path, items] = self._mark()
            start = self._at
            self._value((*path, items))
            if self._at == start:  # a stray bracket, which no value begins with
                raise _Unexpected
            items += 1

    def _inline_table(self, path: Path) -> None:
        self._take("{")
        while self._peek() != "}":
            self._pair(path)
            if self._peek() != "}":
                self._take(",")
        self._take("}")
