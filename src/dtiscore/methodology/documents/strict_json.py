"""A strict reading of JSON: the standard library judges the syntax, a walk over the same text finds the places."""

from __future__ import annotations

import json
import re

from dtiscore.methodology.documents.draft import Draft, Halt, first_too_deep
from dtiscore.methodology.documents.marks import Lines, Path
from dtiscore.methodology.documents.scalars import Scalar, Value, decimal_number, readable_text, whole_number
from dtiscore.said import Said, said

_SPACE = re.compile(r"[ \t\n]*")
_BRACKET_OR_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)

# The words of json.JSONDecodeError, by their beginning.
_PLAIN_WORDS: tuple[tuple[str, Said, Said], ...] = (
    (
        "Expecting property name",
        said("a key in double quotes is expected here"),
        said('write {{"key": value}}, without a comma after the last pair'),
    ),
    ("Expecting ':'", said("a colon is expected here, after the key"), said('write {{"key": value}}')),
    (
        "Expecting ','",
        said("a comma or a closing bracket is expected here"),
        said("add the comma, or close the bracket"),
    ),
    (
        "Expecting value",
        said("a value is expected here"),
        said(
            "write text in double quotes, a number with a decimal point, true, false, null, a list or a mapping"
        ),
    ),
    ("Illegal trailing comma", said("a comma stands after the last value"), said("remove the comma")),
    (
        "Extra data",
        said("something follows the end of the document"),
        said("remove it; JSON has no comments"),
    ),
    ("Unterminated string", said("this quotation mark is never closed"), said("close it")),
    ("Invalid control character", said("a tab or line end stands inside quotes"), said("write \\t or \\n")),
    ("Invalid", said("a backslash starts no known sign here"), said("write the backslash twice")),
)


class _Whole(str):
    """A whole number as written."""

    __slots__ = ()


class _Decimal(str):
    """A number with a point or an exponent, or NaN or an infinity, as written."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_int=_Whole, parse_float=_Decimal, parse_constant=_Decimal)


def read_json(text: str, draft: Draft) -> Value:
    """The content of the JSON document ``text`` as plain Python values.

    Args:
        text: the file, with lines that end in a line feed and without hidden characters.
        draft: receives the places and the faults.

    Raises:
        Halt: the text cannot be read to its end; the draft says why.
    """
    lines = Lines(text)
    brackets = ((token[0], token.start()) for token in _BRACKET_OR_TEXT.finditer(text))
    deep = first_too_deep(brackets)
    if deep is not None:
        draft.too_deep(lines.mark(deep))
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        words, offset = _as_newest(error)
        message, fix = _plain_words(words)
        draft.fault("json-syntax", message, lines.mark(offset), fix=fix)
        raise Halt from error
    return _JsonWalk(text, lines, draft).value(_after_space(text, 0), ())[0]


def _as_newest(error: json.JSONDecodeError) -> tuple[str, int]:
    """The words of a fault and where it stands, as Python says it from 3.13 on: of a trailing comma, the comma."""
    before = error.doc[: error.pos].rstrip()
    if before.endswith(",") and error.doc[error.pos : error.pos + 1] in ("}", "]"):
        return "Illegal trailing comma", len(before) - 1
    return error.msg, error.pos


def _plain_words(words: str) -> tuple[Said, Said]:
    for beginning, message, fix in _PLAIN_WORDS:
        if words.startswith(beginning):
            return message, fix
    return said("the text is not JSON: {words}", words=words), said("correct this line")


def _after_space(text: str, offset: int) -> int:
    """The offset of the next character that is not white space."""
    space = _SPACE.match(text, offset)
    return space.end() if space else offset


class _JsonWalk:
    """A walk over valid JSON text; methods take an offset and return a value with the offset behind it."""

    def __init__(self, text: str, lines: Lines, draft: Draft) -> None:
        self._text = text
        self._lines = lines
        self._draft = draft

    def value(self, offset: int, path: Path, named_at: int | None = None) -> tuple[Value, int]:
        """The value at ``offset``; ``named_at`` is where its key stands, if it has one."""
        mark = self._lines.mark(offset if named_at is None else named_at)
        self._draft.enter(path, mark)
        opening = self._text[offset]
        if opening not in "{[":
            return self._scalar(offset, path)
        return self._mapping(offset + 1, path) if opening == "{" else self._list(offset + 1, path)

    def _scalar(self, offset: int, path: Path) -> tuple[Scalar, int]:
        written, end = _DECODER.raw_decode(self._text, offset)
        mark = self._lines.mark(offset)
        if isinstance(written, _Whole):
            return self._draft.scalar(whole_number, str(written), path, mark), end
        if isinstance(written, _Decimal):
            return self._draft.scalar(decimal_number, str(written), path, mark), end
        if isinstance(written, str):
            return self._draft.scalar(readable_text, written, path, mark), end
        return written, end

    def _list(self, offset: int, path: Path) -> tuple[list[Value], int]:
        items: list[Value] = []
        offset = _after_space(self._text, offset)
        while self._text[offset] != "]":
            item, offset = self.value(offset, (*path, len(items)))
            items.append(item)
            offset = self._after_comma(offset)
        return items, offset + 1

    def _mapping(self, offset: int, path: Path) -> tuple[dict[str, Value], int]:
        data: dict[str, Value] = {}
        first: dict[str, int] = {}
        offset = _after_space(self._text, offset)
        while self._text[offset] != "}":
            key, end = _DECODER.raw_decode(self._text, offset)
            child = (*path, key)
            if key in first:
                marks = self._lines.mark(first[key]), self._lines.mark(offset)
                self._draft.duplicate("json-duplicate-key", child, *marks)
            else:
                self._draft.scalar(readable_text, key, child, self._lines.mark(offset))
            first.setdefault(key, offset)
            colon = _after_space(self._text, end)
            data[key], end = self.value(_after_space(self._text, colon + 1), child, offset)
            offset = self._after_comma(end)
        return data, offset + 1

    def _after_comma(self, offset: int) -> int:
        """The offset of the next item, or of the closing bracket."""
        offset = _after_space(self._text, offset)
        return _after_space(self._text, offset + 1) if self._text[offset] == "," else offset
