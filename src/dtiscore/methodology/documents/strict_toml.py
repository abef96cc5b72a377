"""A strict reading of TOML: the standard library parses it, and the values are then held to the rules of a document."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import NoReturn

from dtiscore.methodology.documents.draft import Draft, Halt
from dtiscore.methodology.documents.marks import Lines, Mark, Path
from dtiscore.methodology.documents.scalars import (
    Scalar,
    ScalarRefused,
    Value,
    decimal_number,
    readable_text,
    whole_number,
)
from dtiscore.methodology.documents.toml_places import TomlPlaces
from dtiscore.said import Said, said

_AT = re.compile(
    r"(?P<words>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)
_SET_TWICE = re.compile("Cannot (?:overwrite|declare|mutate)|Duplicate")
_ENDLESS_NUMBER = re.compile(r"[0-9_]{4000}")

# The words of tomllib, by a part of them.
_PLAIN_WORDS: tuple[tuple[str, Said, Said], ...] = (
    (
        "Expected '='",
        said("an equals sign is expected here, after the key"),
        said("write key = value; put other keys in quotes"),
    ),
    (
        "Expected newline",
        said("the line should end here"),
        said("write one key = value on a line, and quotes around text"),
    ),
    (
        "Expected ']'",
        said("the brackets around the name of a table are not closed"),
        said("write [name] or [[name]]"),
    ),
    (
        "Invalid value",
        said("no value can be read here"),
        said("write text in quotes, a number, true, false, a day or [a list]"),
    ),
    ("Invalid statement", said("this is neither a key nor a table"), said("write key = value or [table]")),
    ("Expected \"'", said("a quotation mark is never closed"), said("close it on the same line")),
    ("Unterminated string", said("a quotation mark is never closed"), said("close it")),
    ("Illegal character '\\n'", said("a quotation mark is never closed"), said("close it on the same line")),
    ("Unescaped '\\'", said("a backslash in double quotes starts no known sign"), said("use single quotes")),
    ("Unclosed", said("a bracket is never closed"), said("close it")),
    (
        "key part",
        said("a key is expected here"),
        said("write key = value, without a comma after the last pair"),
    ),
)


class _Decimal(str):
    """A number with a point or an exponent, or inf or nan, as written."""

    __slots__ = ()


def read_toml(text: str, draft: Draft) -> Value:
    """The content of a TOML text as plain Python values; a day becomes its ISO 8601 text.

    Args:
        text: the file, with lines that end in a line feed and without hidden characters.
        draft: receives the places and the faults.

    Raises:
        Halt: the text cannot be read to its end; the draft says why.
    """
    places = TomlPlaces(text)
    deep = places.too_deep()
    if deep is not None:
        draft.too_deep(deep)
    places.scan()
    try:
        data = tomllib.loads(text, parse_float=_Decimal)
    except tomllib.TOMLDecodeError as error:
        _syntax_fault(error, text, places, draft)
    except ValueError as error:  # Python's own limit on the digits of a whole number
        found = _ENDLESS_NUMBER.search(text)
        mark = Lines(text).mark(found.start() if found else 0)
        draft.fault(
            "number-out-of-range",
            said("the number has thousands of digits"),
            mark,
            fix=said("write a smaller number"),
        )
        raise Halt from error
    return _TomlValues(places.marks, draft).value(data, (), places.marks[()])


def _syntax_fault(error: tomllib.TOMLDecodeError, text: str, places: TomlPlaces, draft: Draft) -> NoReturn:
    """Note what stopped the TOML parser, then stop too."""
    for path, first, second in places.duplicates:
        draft.duplicate("toml-duplicate-key", path, first, second)
    at = _AT.fullmatch(str(error))
    words = at["words"] if at else str(error)
    mark = Lines(text).mark(len(text.rstrip()))
    if at and at["line"]:
        mark = Mark(int(at["line"]), int(at["column"]))
    if not _SET_TWICE.match(words):
        message, fix = _plain_words(words)
        if "quotation mark" in message:
            mark = places.unclosed_text() or mark  # the parser names the end of the text
        draft.fault("toml-syntax", message, mark, fix=fix)
    elif not places.duplicates:
        message = said("a key or table of this name is complete already")
        draft.fault("toml-duplicate-key", message, mark, fix=said("keep its keys together, in one place"))
    raise Halt from error


def _plain_words(words: str) -> tuple[Said, Said]:
    for part, message, fix in _PLAIN_WORDS:
        if part in words:
            return message, fix
    words = words[:1].lower() + words[1:]
    return said("the text is not TOML: {words}", words=words), said("correct this line")


class _TomlValues:
    """A walk over what tomllib returns, which turns it into the values of a document."""

    def __init__(self, marks: dict[Path, Mark], draft: Draft) -> None:
        self._marks = marks
        self._draft = draft

    def value(self, raw: object, path: Path, around: Mark) -> Value:
        """The value for ``raw``; ``around`` is the place of what holds it, in case its own is not known."""
        mark = self._marks.get(path, around)
        self._draft.enter(path, mark)
        if isinstance(raw, dict):
            self._draft.descend(path, mark)
            return {self._key(key, path, mark): self.value(raw[key], (*path, key), mark) for key in raw}
        if isinstance(raw, list):
            self._draft.descend(path, mark)
            return [self.value(item, (*path, position), mark) for position, item in enumerate(raw)]
        return self._scalar(raw, path, mark)

    def _key(self, key: str, table: Path, around: Mark) -> str:
        path = (*table, key)
        self._draft.scalar(readable_text, key, path, self._marks.get(path, around))
        return key

    def _scalar(self, raw: object, path: Path, mark: Mark) -> Scalar:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, int):
            try:
                written = str(raw)
            except ValueError:
                # Python writes no number of many thousand digits in base ten; it is refused anyway.
                written = hex(raw)
            return self._draft.scalar(whole_number, written, path, mark)
        if isinstance(raw, _Decimal):
            return self._draft.scalar(decimal_number, str(raw), path, mark)
        if isinstance(raw, datetime | time):
            return self._draft.scalar(_refuse_time, raw.isoformat(), path, mark)
        if isinstance(raw, date):
            return raw.isoformat()
        return self._draft.scalar(readable_text, str(raw), path, mark)


def _refuse_time(written: str) -> str:
    # As in YAML: only a day may stand without quotes, so that both files hold the same text.
    message = said("only a day of the calendar may stand without quotes, not a time")
    raise ScalarRefused("toml-time", message, said('write it in quotes: "{written}"', written=written))
