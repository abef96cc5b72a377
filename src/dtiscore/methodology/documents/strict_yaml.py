"""A strict reading of YAML: PyYAML's parser gives the events, this file what they may mean.

Nothing of PyYAML beyond its parser runs: no tag is looked up, no alias is followed and no object is built by name, so
a file can neither grow in memory nor start code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from dtiscore.methodology.documents.draft import Draft, Halt
from dtiscore.methodology.documents.marks import Mark, Path
from dtiscore.methodology.documents.plain_scalar import plain_scalar
from dtiscore.methodology.documents.scalars import Scalar, ScalarRefused, Value, readable_text
from dtiscore.methodology.documents.yaml_syntax import plain_words
from dtiscore.said import Said, said

# The parser written in C is several times as fast; installations without it read the same documents.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_KEYS_THAT_STAY_TEXT = frozenset({"on"})
"""Words of YAML 1.1 that are keys of a weighting file (``rank: {on: published}``): as keys, always text here."""

_WRITE_OUT = said("write the values out where they are meant")
_REMOVE_NAME = said("remove the name, and write the values out where they are meant")

_DECIMALS = re.compile("[0-9]+%?")
_COLON_WITHOUT_SPACE = re.compile(r"[\w-]+:\S.*")


def read_yaml(text: str, draft: Draft) -> Value:
    """The content of the one YAML document in ``text`` as plain Python values; ``None`` when there is none.

    Args:
        text: the file, with lines that end in a line feed and without hidden characters.
        draft: receives the places and the faults.

    Raises:
        Halt: the text cannot be read to its end; the draft says why.
    """
    return _YamlReader(text, draft).document()


def _mark(event: Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else Mark(1, 1)


class _YamlReader:
    """One walk over the events of a YAML text; every method takes the events of one node from the stream."""

    def __init__(self, text: str, draft: Draft) -> None:
        self._draft = draft
        self._text = text
        self._events: Iterator[Event] = yaml.parse(text, Loader=LOADER)

    def document(self) -> Value:
        self._next()  # the start of the stream
        if isinstance(self._next(), StreamEndEvent):
            return None
        event = self._next()
        data = self._node(event, (), _mark(event))
        self._next()  # the end of the document
        after = self._next()
        if isinstance(after, DocumentStartEvent):
            message = said("a second document starts here: one file holds one document")
            fix = said("remove the line --- or move what follows to a file of its own")
            self._draft.fault("yaml-several-documents", message, _mark(after), fix=fix)
        return data

    def _next(self) -> Event:
        try:
            return next(self._events)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The last two come from the parser in Python, for numbers of characters that do not exist.
            self._syntax_fault(error)

    def _syntax_fault(self, error: Exception) -> NoReturn:

        message, fix, at = plain_words(error, self._text)
        if "maximum nesting depth" in str(error):
            self._draft.too_deep(at)
        self._draft.fault("yaml-syntax", message, at, fix=fix)
        raise Halt from error

    def _node(self, event: Event, path: Path, mark: Mark) -> Value:
        """The value that starts with ``event``; ``mark`` is where messages about it point."""
        self._draft.enter(path, mark)
        if isinstance(event, AliasEvent):
            message = said("*{anchor} repeats another part of the file", anchor=event.anchor)
            self._fault("yaml-alias", message, event, path, _WRITE_OUT)
            return f"*{event.anchor}"
        self._check_properties(event, path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        self._draft.descend(path, mark)
        return self._mapping(event, path) if isinstance(event, MappingStartEvent) else self._sequence(path)

    def _check_properties(self, event: Event, path: Path) -> None:
        """Refuse what may stand before a node: an anchor, a tag."""
        if isinstance(event, NodeEvent) and event.anchor is not None:
            message = said("&{anchor} names this part for repetition", anchor=event.anchor)
            self._fault("yaml-anchor", message, event, path, _REMOVE_NAME)
        tag = getattr(event, "tag", None)
        if tag is not None:
            fix = said("remove the tag; text is written in quotes, a number without")
            self._fault(
                "yaml-tag", said("the tag {tag} would change what the value is", tag=tag), event, path, fix
            )

    def _scalar(self, event: ScalarEvent, path: Path) -> Scalar:
        # A value with a tag is neither plain nor quoted; the tag is refused already, the text still checked.
        read = plain_scalar if event.implicit[0] else readable_text
        return self._draft.scalar(read, event.value, path, _mark(event))

    def _sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), _mark(event)))
        return items

    def _mapping(self, opening: MappingStartEvent, path: Path) -> dict[str, Value]:
        data: dict[str, Value] = {}
        first: dict[str, Mark] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            mark = _mark(event)
            if not isinstance(event, ScalarEvent):
                self._collection_as_key(event, path, mark)
                continue
            value_event = self._next()
            key, child = event.value, (*path, event.value)
            if key in first:
                self._draft.duplicate("yaml-duplicate-key", child, first[key], mark)
            else:
                self._check_key(event, value_event, child, in_braces=bool(opening.flow_style))
            first.setdefault(key, mark)
            data[key] = self._node(value_event, child, mark)
        return data

    def _collection_as_key(self, event: Event, path: Path, mark: Mark) -> None:
        """Refuse a key that is no scalar, and read it and its value for the faults inside."""
        if not isinstance(event, AliasEvent):
            fix = said("write the key as text; braces or brackets as text want quotes")
            message = said("a list or mapping stands in the place of a key")
            self._fault("yaml-key-not-text", message, event, path, fix)
        self._node(event, (*path, "?"), mark)
        value_event = self._next()
        self._node(value_event, (*path, "?"), _mark(value_event))

    def _check_key(self, event: ScalarEvent, value: Event, path: Path, *, in_braces: bool) -> None:
        """Refuse a key that has an anchor or a tag, or that is not text for every YAML program."""
        self._check_properties(event, path)
        key, plain = event.value, event.implicit[0]
        no_value = isinstance(value, ScalarEvent) and value.implicit[0] and value.value == ""
        if not plain:
            self._draft.scalar(readable_text, key, path, _mark(event))
        elif key == "<<":
            fix = said("write the keys out where they are meant")
            self._fault(
                "yaml-merge-key", said("<< would merge another mapping into this one"), event, path, fix
            )
        elif in_braces and no_value and _DECIMALS.fullmatch(key):
            message = said(
                '"{key}" follows a comma and has no key: is it the decimals of a number such as 0,5?', key=key
            )
            self._fault("yaml-key-not-text", message, event, path, said("write a decimal point: 0.5"))
        elif in_braces and no_value and _COLON_WITHOUT_SPACE.fullmatch(key):
            message = said('no space follows the colon in "{key}"', key=key)
            self._fault("yaml-missing-space", message, event, path, said("add a space"))
        elif key not in _KEYS_THAT_STAY_TEXT and not _is_text(key):
            message = said('the key "{key}" is not text for every YAML program', key=key)
            self._fault(
                "yaml-key-not-text", message, event, path, said('write it in quotes: "{key}":', key=key)
            )

    def _fault(self, code: str, message: Said, event: Event, path: Path, fix: Said) -> None:
        self._draft.fault(code, message, _mark(event), path, fix=fix)


@lru_cache(maxsize=2**10)
def _is_text(key: str) -> bool:
    """Whether a plain key is text for every YAML program."""
    try:
        return isinstance(plain_scalar(key), str)
    except ScalarRefused:
        return False
