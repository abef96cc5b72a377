"""A node as it stands in a weighting file, before any schema has judged it, and a fault found there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Any, NamedTuple

from dtiscore.methodology.documents.marks import Path
from dtiscore.said import Said


class Fault(NamedTuple):
    """One fault of a weighting file and the path of the key at which it stands."""

    path: Path
    code: str
    message: Said
    fix: Said
    raw: str | None = None
    first: Path | None = None
    """Of what stands twice: where it stands first."""


class PlainNode(NamedTuple):
    """A node of plain data: any key may be absent or of a wrong type."""

    path: Path
    data: Mapping[str, Any]
    children: tuple[PlainNode, ...]

    @property
    def code(self) -> str:
        return str(self.data.get("code", "?"))

    def number(self, key: str) -> float | None:
        """The number under a key; ``None`` where there is none."""
        value = self.data.get(key)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def kind(self, key: str) -> str | None:
        """The kind of a rule, an aggregation or a missing rule, however the file writes it."""
        value = self.data.get(key)
        kind = value.get("kind") if isinstance(value, Mapping) else value
        return kind if isinstance(kind, str) else None

    @property
    def codes(self) -> set[str]:
        """The codes of this node and of everything below it; what has none is a fault of its own, and no name."""
        return {node.code for node in self.walk() if "code" in node.data}

    def walk(self) -> Iterator[PlainNode]:
        """This node and everything below it, parents first, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def maximum(self) -> float | None:
        """Maximum points: given, or summed over the children where they are added up."""
        given = self.number("points")
        if given is not None or self.kind("aggregate") != "points":
            return given
        maxima = [child.maximum for child in self.children]
        return fsum(value for value in maxima if value is not None) if None not in maxima else None


def plain_node(data: Any, path: Path) -> PlainNode:
    """The node at ``path``, with everything below it that may be a node."""
    mapping = data if isinstance(data, Mapping) else {}
    children = mapping.get("children")
    items = children if isinstance(children, list) else []
    return PlainNode(
        path, mapping, tuple(plain_node(item, (*path, "children", i)) for i, item in enumerate(items))
    )


def mappings(value: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The items of a list that are mappings, with their positions; none where the value is no list."""
    if not isinstance(value, list):
        return []
    return [(i, item) for i, item in enumerate(value) if isinstance(item, Mapping)]


def scale_of(data: Mapping[str, Any]) -> float:
    """What a share of 1 scores in an index without points."""
    scale = data.get("scale")
    return float(scale) if isinstance(scale, int | float) else 1.0
