"""A weighting file as strictly read plain data: the same content for YAML, TOML and JSON, or all faults of the text.

The data are dictionaries with text keys, lists, text, whole and decimal numbers, true, false and null. Whatever
programs read differently, whatever is said twice and whatever could grow or run is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from copy import deepcopy
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from dtiscore.errors import InvalidMethodology, Place, Problem, errors_of
from dtiscore.methodology.documents.draft import GREATEST_DEPTH, Draft, Halt, no_weighting_file
from dtiscore.methodology.documents.marks import Mark, Path, path_text
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.documents.text import GREATEST_BYTES, prepared
from dtiscore.said import counted, said

__all__ = ["GREATEST_BYTES", "SCHEMA_KEY", "Document", "Mark", "Path", "Syntax", "finished", "parse_document"]

Syntax = Literal["yaml", "toml", "json"]
SCHEMA_KEY = "$schema"
"""By which editors find the schema of a JSON file, as they do by a comment in the other languages; it says nothing else."""


class Document(NamedTuple):
    """The content of a file that holds one mapping, with the place of every value."""

    data: dict[str, Any]
    """Plain values: ``dict`` with ``str`` keys, ``list``, ``str``, ``int``, ``float``, ``bool``, ``None``."""
    marks: Mapping[Path, Mark]
    """For each path: where the key is written, for a list item where the item starts."""
    source: str
    """The name by which messages call the file."""
    problems: tuple[Problem, ...] = ()
    """What the reader found, in the order of the file. With an error among them the data are no more than the best
    that can be read (the last of duplicate keys, the text of a refused value): enough to look for further faults."""
    origins: Mapping[Path, Path] = MappingProxyType({})
    """For each path of what was said once for several nodes: where it is said."""

    @classmethod
    def of(cls, data: Mapping[str, Any], source: str) -> Document:
        """A document of values that stand in no text; its places have no line. The data are copied, and only their keys checked.

        Raises:
            InvalidMethodology: they are nested deeper than any weighting file, so that no walk over them would end well.
        """
        if _nested_deeper(data, GREATEST_DEPTH):
            message = said(
                "lists and mappings stand more than {limit} levels deep inside each other",
                limit=GREATEST_DEPTH,
            )
            problem = Problem("document-too-deep", message, Place(source), fix=said("use fewer levels"))
            raise InvalidMethodology(
                said("{source}: 1 fault in the data", source=source), problems=(problem,)
            )
        problems: list[Problem] = []
        texts = _with_text_keys(_for_us(data), (), source, problems)
        return cls(texts, MappingProxyType({}), source, tuple(problems))

    @property
    def refused(self) -> frozenset[str]:
        """The paths, as texts, of the values that the reader has refused: one mistake is told once."""
        return frozenset(
            problem.place.header
            for problem in errors_of(self.problems)
            if problem.place.header and not problem.code.endswith("duplicate-key")
        )

    def origin(self, path: Path) -> Path:
        """Where a path is said, which for what several nodes take from one above them is there."""
        for end in range(len(path), 0, -1) if self.origins else ():
            if path[:end] in self.origins:
                return (*self.origins[path[:end]], *path[end:])
        return path

    def place(self, path: Path) -> Place:
        """Where ``path`` stands, or the nearest mapping or list around it that the file does hold.

        The place's ``header`` is the whole path, such as ``index.children[0].points``.
        """
        path = self.origin(path)
        header = path_text(path) or None
        for end in range(len(path), -1, -1):
            mark = self.marks.get(path[:end])
            if mark is not None:
                return Place(mark.sheet or self.source, mark.line, mark.column, header)
        return Place(self.source, header=header)


def _for_us(data: Mapping[str, Any]) -> dict[str, Any]:
    """All of what JSON says but the key that is for editors."""
    return {key: value for key, value in data.items() if key != SCHEMA_KEY or not isinstance(value, str)}


def _with_text_keys(data: Any, path: Path, source: str, problems: list[Problem]) -> Any:
    """A copy in which every key is a text, be it that of one that is none, of which a problem is added."""
    if isinstance(data, list | tuple):
        return [_with_text_keys(item, (*path, at), source, problems) for at, item in enumerate(data)]
    if not isinstance(data, Mapping):
        return deepcopy(data)
    texts: dict[str, Any] = {}
    for key, value in data.items():
        text = key if isinstance(key, str) else "on" if key is True else str(key)
        child = (*path, text)
        if not isinstance(key, str):
            message = said("the key {key} is no text", key=repr(key))
            fix = said('write it in quotes: "{key}":', key=text)
            if key is True:
                fix = said(
                    "give the path of the weighting file, or write the key in quotes: YAML 1.1 reads on as true"
                )
            place = Place(source, header=path_text(child))
            problems.append(Problem("yaml-key-not-text", message, place, fix=fix))
        texts[text] = _with_text_keys(value, child, source, problems)
    return texts


def _nested_deeper(data: Any, levels: int) -> bool:
    """Whether mappings and lists stand more than so many levels inside each other; also where they hold themselves."""
    inside = [data]
    for _ in range(levels):
        inside = [
            value
            for holder in inside
            for value in _values(holder)
            if isinstance(value, Mapping | list | tuple)
        ]
    return bool(inside)


def _values(holder: Any) -> Iterable[Any]:
    return holder.values() if isinstance(holder, Mapping) else holder


def parse_document(text: str, syntax: Syntax, source: str) -> Document:
    """Read a document strictly; pure, no file is touched.

    Args:
        text: the whole text; any line ends, with or without a byte-order mark.
        syntax: the language it is written in.
        source: the name by which messages call the file.

    Returns:
        the document, whose ``problems`` hold every fault that can be found. Errors among them forbid to use the data,
        but not to check them, so that all faults of a file can be told in one run.

    Raises:
        InvalidMethodology: no mapping can be read at all, for a fault of syntax or because there is none.
        UsageFault: it is a ranking that dtiscore wrote.
    """
    draft = Draft(source)
    data: dict[str, Value] = {}
    with suppress(Halt):  # the reason is among the problems
        value = _reader(syntax)(prepared(text, draft), draft)
        if syntax == "json" and isinstance(value, dict):
            value = _for_us(value)
            if str(value.get("schema")).startswith("dtiscore/ranking"):  # as score writes it
                raise no_weighting_file(source)
        data = _root(value, draft)
    return finished(draft, data, syntax.upper())


def _reader(syntax: Syntax) -> Callable[[str, Draft], Value]:
    """The reader of a language; those of the others are not even loaded."""
    if syntax == "yaml":
        from dtiscore.methodology.documents.strict_yaml import read_yaml

        return read_yaml
    if syntax == "toml":
        from dtiscore.methodology.documents.strict_toml import read_toml

        return read_toml
    from dtiscore.methodology.documents.strict_json import read_json

    return read_json


def finished(draft: Draft, data: dict[str, Value], language: str) -> Document:
    """The document of a reader that has come to the end of its text.

    Args:
        draft: what the reader noted.
        data: what it read; nothing when it had to stop.
        language: what the text is written in, for the message.

    Raises:
        InvalidMethodology: no data could be read.
    """
    problems = sorted(
        draft.problems,
        key=lambda problem: (problem.place.file, problem.place.line_and_column),
    )
    if not data:
        message = counted(
            len(errors_of(problems)),
            "{source}: {n} fault in the {syntax} text",
            "{source}: {n} faults in the {syntax} text",
            source=draft.source,
            syntax=language,
        )
        raise InvalidMethodology(message, problems=tuple(problems))
    return Document(data, MappingProxyType(draft.marks), draft.source, tuple(problems))


def _root(value: Value, draft: Draft) -> dict[str, Value]:
    """The mapping that a document must be, or an empty one after noting that it is none."""
    mark = draft.marks.get((), Mark(1, 1))
    if isinstance(value, dict) and value:
        return value
    if errors_of(draft.problems):
        return {}  # what was refused may be what is missing here
    if value is None or value == {}:
        draft.fault(
            "document-empty",
            said("the file holds no values"),
            mark,
            fix=said("write the keys and their values"),
        )
    else:
        message = said("the file holds a single value, not keys with values")
        if isinstance(value, list):
            message = said("the file holds a list, not keys with values")
        fix = said("write key: value pairs, with a space after each colon")
        draft.fault("document-not-mapping", message, mark, fix=fix)
    return {}
