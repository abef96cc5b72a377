"""What two methodologies say differently: nodes, weights, rules, missing rules, publication, and all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import BaseModel

from dtiscore.methodology import Column, Methodology, Node, View
from dtiscore.methodology.checks.schema_walk import chooser
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.writing.plain_data import plain_value
from dtiscore.methodology.writing.yaml_text import flow_text

Aspect = Literal["structure", "weights", "rules", "missing", "preparation", "publication", "about"]
"""What a change concerns. What is said *about* an edition (titles, names, authority, periods, notes) moves no score."""

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

Kind = Literal["added", "removed", "moved", "reordered", "changed"]
Part = Literal["edition", "node", "view", "column"]

_OF_NODE: Mapping[str, Aspect] = {
    "weight": "weights",
    "points": "weights",
    "out_of": "weights",
    "weights": "weights",
    "derived_weights": "weights",
    "missing": "missing",
    "order": "publication",
    "rank": "publication",
    "below": "rules",
    "of": "structure",
    "name": "about",
    "note": "about",
}
"""The aspect of a key of a node or view; rules unless named."""

_OF_EDITION: Mapping[str, Aspect] = {
    **dict.fromkeys(("id", "family", "title", "authority", "periods", "supersedes"), "about"),
    **dict.fromkeys(("licence", "verified", "unknown", "notes"), "about"),
    **dict.fromkeys(("publish", "rank", "bands", "show", "summaries"), "publication"),
    **dict.fromkeys(("prepare", "frame", "layout"), "preparation"),
    "missing": "missing",
    "units": "structure",
}
"""The aspect of a key of the whole edition; rules unless named, since what is not known to move no score may."""

_OF_COLUMN: Mapping[str, Aspect] = {"name": "about", "note": "about"}
"""The aspect of a key of a column; preparation unless named."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two methodologies say differently."""

    aspect: Aspect
    kind: Kind
    part: Part
    code: str | None
    """The code of the node or view, the heading of the column; ``None`` for the edition as a whole."""
    key: str | None
    """The key in the weighting file, such as ``rule.low``; ``None`` where the whole part is meant."""
    before: Value
    after: Value
    """Plain data as a weighting file has them, defaults included; ``None`` where nothing is said."""


@dataclass(frozen=True)
class EditionDiff:
    """All that two methodologies say differently."""

    before: Methodology
    after: Methodology
    changes: Sequence[Change]

    @property
    def equal(self) -> bool:
        """Whether they say the same."""
        return not self.changes

    def only(self, aspects: Sequence[Aspect]) -> EditionDiff:
        """The changes of some aspects; of all if none is named."""
        chosen = [change for change in self.changes if not aspects or change.aspect in aspects]
        return EditionDiff(self.before, self.after, chosen)


def diff(before: Methodology, after: Methodology) -> EditionDiff:
    """Compare two methodologies; there is no change exactly where they are equal.

    Nodes, views and columns are the same in both where their code or heading is. Changes come by aspect, then in the
    order of the tree.
    """
    changes = list(_Comparison(before, after).changes())
    changes.sort(
        key=lambda change: ASPECTS.index(change.aspect)
    )  # stable: the order of the file within an aspect
    return EditionDiff(before, after, changes)


class _Comparison:
    """A walk over two methodologies side by side."""

    def __init__(self, before: Methodology, after: Methodology) -> None:
        self.before = before
        self.after = after

    def changes(self) -> Iterator[Change]:
        yield from self._edition()
        yield from self._columns()
        yield from self._nodes()
        yield from self._views()

    def _edition(self) -> Iterator[Change]:
        for name, was, now in _fields(self.before, self.after, apart=("index", "views", "columns")):
            aspect = _OF_EDITION.get(name, "rules")
            yield from _changes(aspect, "edition", None, _compare(name, was, now))

    def _columns(self) -> Iterator[Change]:
        was, now = self.before.columns_by_header, self.after.columns_by_header
        for header in dict.fromkeys([*was, *now]):
            yield from self._entry("column", header, was.get(header), now.get(header))
        yield from self._order("column", None, "columns", list(was), list(now))

    @cached_property
    def _both(self) -> list[str]:
        """The codes of all nodes, in the order of the newer tree, what is gone from it last."""
        return list(dict.fromkeys([*self.after.nodes, *self.before.nodes]))

    def _nodes(self) -> Iterator[Change]:
        for code in self._both:
            was, now = self.before.nodes.get(code), self.after.nodes.get(code)
            yield from self._entry("node", code, was, now)
            if was is None or now is None:
                continue
            above = (_parent(self.before, code), _parent(self.after, code))
            if above[0] != above[1]:
                yield Change("structure", "moved", "node", code, "parent", *above)
            children = [[child.code for child in node.children] for node in (was, now)]
            yield from self._order("node", code, "children", *children)

    def _views(self) -> Iterator[Change]:
        was, now = self.before.view, self.after.view
        for code in dict.fromkeys([*now, *was]):
            yield from self._entry("view", code, was.get(code), now.get(code))
        yield from self._order("view", None, "views", list(was), list(now))

    def _entry(
        self,
        part: Literal["node", "view", "column"],
        code: str,
        was: Node | View | Column | None,
        now: Node | View | Column | None,
    ) -> Iterator[Change]:
        """What is different in one node, view or column, which may be in one of the two alone."""
        if was is None or now is None:
            aspect: Aspect = "preparation" if part == "column" else "structure"
            kind: Kind = "added" if was is None else "removed"
            yield Change(
                aspect, kind, part, code, None, _summary(self.before, was), _summary(self.after, now)
            )
            return
        for name, old, new in _fields(was, now, apart=("code", "header", "children")):
            aspect = _OF_COLUMN.get(name, "preparation") if part == "column" else _OF_NODE.get(name, "rules")
            yield from _changes(aspect, part, code, _compare(name, old, new))

    def _order(
        self, part: Part, code: str | None, key: str, was: Sequence[str], now: Sequence[str]
    ) -> Iterator[Change]:
        """Siblings that are in both and stand in another order, in which their scores are added up."""
        kept = [one for one in was if one in now]
        if kept != [one for one in now if one in was]:
            part = "edition" if code is None else part
            yield Change("structure", "reordered", part, code, key, list(was), list(now))


def _fields(was: BaseModel, now: BaseModel, *, apart: Sequence[str]) -> Iterator[tuple[str, Any, Any]]:
    """The fields of two models of one type by the keys of a file, but for those that are compared elsewhere."""
    for name, field in type(was).model_fields.items():
        if name not in apart:
            yield field.alias or name, getattr(was, name), getattr(now, name)


def _parent(edition: Methodology, code: str) -> str | None:
    parent = edition.parents.get(code)
    return None if parent is None else parent.code


def _summary(edition: Methodology, entry: Node | View | Column | None) -> Value:
    """A node (with its parent), view or column without what lies below it and what the change calls it by."""
    data = plain_value(entry)
    if not isinstance(data, dict):
        return None
    parent = _parent(edition, entry.code) if isinstance(entry, Node) else None
    above: dict[str, Value] = {} if parent is None else {"parent": parent}
    return above | {key: value for key, value in data.items() if key not in ("code", "header", "children")}


Found = tuple[Kind, str, Value, Value]


def _changes(aspect: Aspect, part: Part, code: str | None, found: Iterator[Found]) -> Iterator[Change]:
    """What was found in one part of an edition, as changes of it."""
    return (Change(aspect, kind, part, code, key, was, now) for kind, key, was, now in found)


def _compare(key: str, was: Any, now: Any) -> Iterator[Found]:
    """What is different between two values of one key: inside groups and lists of groups, key by key."""
    if was == now and type(was) is type(now):
        return
    if isinstance(was, BaseModel) and type(was) is type(now) and _same_choice(was, now):
        for name, old, new in _fields(was, now, apart=()):
            yield from _compare(f"{key}.{name}", old, new)
    elif isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys([*was, *now]):
            yield from _compare(f"{key}.{name}" if name else key, was.get(name), now.get(name))
    elif _lists_of_groups(was, now):
        yield from _compare_lists(
            key, [plain_value(item) for item in was], [plain_value(item) for item in now]
        )
    else:
        yield "changed", key, plain_value(was), plain_value(now)


def _same_choice(was: BaseModel, now: BaseModel) -> bool:
    """Whether two models that say which of several they are say the same; others are groups of keys anyway."""
    choice = chooser(type(was))
    return choice is None or getattr(was, choice) == getattr(now, choice)


def _lists_of_groups(*values: Any) -> bool:
    return all(isinstance(value, tuple) for value in values) and any(
        isinstance(item, BaseModel | Mapping) for value in values for item in value
    )


def _compare_lists(key: str, was: list[Value], now: list[Value]) -> Iterator[Found]:
    """The entries that one of two lists has more than the other, in order, numbered as each list has them."""
    before, after = ([flow_text(item) for item in items] for items in (was, now))
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (("removed", f"{key}.{i + 1}", was[i], None) for i in range(a, b))
            yield from (("added", f"{key}.{i + 1}", None, now[i]) for i in range(c, d))
