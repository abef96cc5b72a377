"""What a node says once for all below it, written out at each node, as if the file had said it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from dtiscore.errors import Problem
from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.documents.marks import Path
from dtiscore.said import said

Sort = Literal["groups", "indicators"]


class _Default(NamedTuple):
    """One key that a node below takes where it does not say it itself."""

    value: Any
    path: Path
    """Where it is said."""


def spread(document: Document) -> Document:
    """The document with the keys of every ``below`` at the nodes that take them; faults stay where these are said.

    A node takes the key of the nearest node above it that has one. A key that no node takes is a fault.
    """
    index = document.data.get("index")
    if not isinstance(index, Mapping) or not _says(index):
        return document
    spreading = _Spreading()
    data = {**document.data, "index": spreading.node(index, ("index",), {})}
    unused = [
        Problem(
            "no-meaning-here",
            said('nothing below takes "{key}"', key=str(path[-1])),
            document.place(path),
            fix=said("take it out, or take the same key out at the nodes that say it themselves"),
        )
        for path in spreading.said
        if path not in spreading.taken
    ]
    problems = (*document.problems, *unused)
    return document._replace(data=data, origins=spreading.origins, problems=problems)


def _says(node: Mapping[str, Any]) -> bool:
    return "below" in node or any(_says(child) for _, child in _children(node))


def _children(node: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    children = node.get("children")
    items = children if isinstance(children, list) else []
    return [(i, child) for i, child in enumerate(items) if isinstance(child, Mapping)]


class _Spreading:
    """One walk down the tree."""

    def __init__(self) -> None:
        self.said: list[Path] = []
        self.taken: set[Path] = set()
        self.origins: dict[Path, Path] = {}

    def node(
        self, node: Mapping[str, Any], path: Path, held: Mapping[tuple[Sort, str], _Default]
    ) -> dict[str, Any]:
        """A node with what it takes from above, and all below it with what they take."""
        sort: Sort = "groups" if _children(node) else "indicators"
        made = dict(node)
        for (of, key), default in held.items():
            if of == sort and key not in node:
                made[key] = default.value
                self.taken.add(default.path)
                self.origins[*path, key] = default.path
        held = {**held, **dict(self._own(node, path))}
        if _children(node):
            made["children"] = [
                self.node(child, (*path, "children", i), held) if isinstance(child, Mapping) else child
                for i, child in enumerate(node["children"])
            ]
        return made

    def _own(self, node: Mapping[str, Any], path: Path) -> Iterator[tuple[tuple[Sort, str], _Default]]:
        below = node.get("below")
        sorts: tuple[Sort, ...] = ("groups", "indicators")
        for sort in sorts:
            keys = below.get(sort) if isinstance(below, Mapping) else None
            for key, value in keys.items() if isinstance(keys, Mapping) else ():
                at = (*path, "below", sort, key)
                self.said.append(at)
                yield (sort, key), _Default(value, at)
