"""What no single field of a weighting file can tell: codes that are unique and known, sums, orders, rules that fit.

The checks read the plain data of the file rather than finished models, so that they report their faults together
with those of the fields, in one run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from dtiscore.methodology.base import fold
from dtiscore.methodology.checks.aggregations import view_faults
from dtiscore.methodology.checks.nodes import missing_faults, node_faults
from dtiscore.methodology.checks.plain_node import Fault, PlainNode, mappings, plain_node, scale_of
from dtiscore.methodology.checks.rankings import ranking_faults
from dtiscore.methodology.checks.rules import then_faults
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.periods import in_order
from dtiscore.methodology.rules import RULES
from dtiscore.said import said, said_in
from dtiscore.suggestions import Suggestions

__all__ = ["Fault", "faults"]

_folded = lru_cache(maxsize=2**14)(fold)
"""As fold, kept: each check folds the code of every node."""


def faults(data: Mapping[str, Any]) -> list[Fault]:
    """Every fault of consistency in the plain data of a weighting file."""
    found = [*_family(data), *_authority(data), *_periods(data), *missing_faults(data, ())]
    if isinstance(data.get("index"), Mapping):
        root = plain_node(data["index"], ("index",))
        found += _codes(data, root)
        found += _folded_codes(root)
        found += _cells(data, root)
        found += _layout(data, root)
        found += _root(data, root)
        found += _missing_of_the_file(data, root)
        suggestions = Suggestions()
        if data.get("columns"):
            from dtiscore.methodology.checks.columns import column_faults

            found += column_faults(data, root, suggestions)
        if data.get("prepare"):
            from dtiscore.methodology.checks.preparation import preparation_faults

            found += preparation_faults(data, root, suggestions)
        for node in root.walk():
            found += node_faults(node, scale_of(data))
        found += _views(data, root, suggestions)
        found += _summaries(data)
        found += _show(data, root, suggestions)
        found += ranking_faults(data, root, suggestions)
    return found


def _family(data: Mapping[str, Any]) -> Iterator[Fault]:
    """The id begins with the family, by which an edition is found without opening all others."""
    family, own = data.get("family"), data.get("id")
    if isinstance(family, str) and isinstance(own, str) and not own.startswith(f"{family}-"):
        message = said(
            'the id "{own}" does not begin with the family "{family}" and a hyphen', own=own, family=family
        )
        fix = said("call the edition {family}-2022, or name a family that its id begins with", family=family)
        yield Fault(("family",), "not-of-the-family", message, fix)


def _authority(data: Mapping[str, Any]) -> Iterator[Fault]:
    authority = data.get("authority")
    for key, value in authority.items() if isinstance(authority, Mapping) else ():
        if isinstance(value, str) and value and not value.strip():
            yield Fault(
                ("authority", key), "empty-text", said('"{key}" is empty', key=key), said("write its text")
            )


def _periods(data: Mapping[str, Any]) -> Iterator[Fault]:
    periods = data.get("periods")
    if not isinstance(periods, list) or not all(isinstance(period, str) for period in periods):
        return
    if (ordered := in_order(periods)) != periods:
        fix = said("write periods: [{periods}]", periods=", ".join(ordered))
        yield Fault(("periods",), "periods-out-of-order", said("periods rise, and each stands once"), fix)


def _codes(data: Mapping[str, Any], root: PlainNode) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    entries = [(node.path, node.data.get("code")) for node in root.walk()]
    entries += [(("views", i), view.get("code")) for i, view in mappings(data.get("views"))]
    for path, code in entries:
        if isinstance(code, str) and code in first:
            message = said('the code "{code}" stands twice', code=code)
            fix = said("give every node and view a code of its own")
            yield Fault((*path, "code"), "duplicate-code", message, fix, first=first[code])
        elif isinstance(code, str):
            first[code] = (*path, "code")


def _folded_codes(root: PlainNode) -> Iterator[Fault]:
    """Two codes that differ in case alone cannot be told apart as headings."""
    first: dict[str, PlainNode] = {}
    for node in root.walk():
        other = first.setdefault(_folded(node.code), node)
        if other.code != node.code:
            message = said(
                'the codes "{other}" and "{node}" differ in case alone, and headings are read without it',
                other=other.code,
                node=node.code,
            )
            yield Fault(
                (*node.path, "code"), "duplicate-code", message, said("give every node a code of its own")
            )


_KINDS_OF_CELLS = {"number": said_in("what cells are", "numbers"), "text": said_in("what cells are", "texts")}


def _cells(data: Mapping[str, Any], root: PlainNode) -> Iterator[Fault]:
    """A column holds numbers or texts, whichever its first reader takes it for."""
    first: dict[str, tuple[str, str]] = {}
    for reader in root.walk():
        for column, read_as in _read_as(reader.data.get("rule"), reader.data.get("column") or reader.code):
            other, cells = first.setdefault(_folded(column), (reader.code, read_as))
            if cells != read_as and other != reader.code:  # a rule of parts tells of its own parts
                message = said(
                    '"{first}" reads the column "{column}" as {kind}, "{second}" as {other}',
                    first=other,
                    column=column,
                    kind=_KINDS_OF_CELLS[cells],
                    second=reader.code,
                    other=_KINDS_OF_CELLS[read_as],
                )
                fix = said("let each read a column of its own")
                yield Fault((*reader.path, "rule"), "mixed-column", message, fix)
    for i, described in mappings(data.get("columns")):
        node, read_as = first.get(_folded(str(described.get("header"))), ("", ""))
        if described.get("texts") and read_as == "text":
            message = said(
                'the rule of "{node}" says what the texts of "{column}" mean',
                node=node,
                column=described["header"],
            )
            fix = said("take texts out: they stand among numbers")
            yield Fault(("columns", i, "texts"), "no-meaning-here", message, fix)


def _read_as(rule: Any, column: Any) -> Iterator[tuple[str, str]]:
    """The columns that a rule in plain data reads itself or in its parts, and whether as numbers or as texts."""
    if not isinstance(rule, Mapping):
        return
    kind = RULES.get(str(rule.get("kind")))
    parts = [part for key in ("parts", "cases", "base") if key in rule for _, part in mappings(rule[key])]
    if kind is not None and not parts and isinstance(column, str):
        yield column, kind.cells
    for part in parts:
        yield from _read_as(part.get("rule", {"kind": "fraction"}), part.get("column"))


def _layout(data: Mapping[str, Any], root: PlainNode) -> Iterator[Fault]:
    """What tells rows apart is no indicator."""
    layout = data.get("layout")
    readers = {
        _folded(column): node.code
        for node in root.walk()
        for column, _ in _read_as(node.data.get("rule"), node.data.get("column") or node.code)
    }
    for key in ("unit", "name", "period", "group"):
        column = layout.get(key) if isinstance(layout, Mapping) else None
        if isinstance(column, str) and _folded(column) in readers:
            message = said(
                'the column "{column}" tells rows apart as {key}, and "{node}" reads it',
                column=column,
                key=key,
                node=readers[_folded(column)],
            )
            fix = said("name another one here, or a column of its own at the node")
            yield Fault(("layout", key), "duplicate-column", message, fix)


def _root(data: Mapping[str, Any], root: PlainNode) -> Iterator[Fault]:
    """The index is nobody's child, and a fraction of its maximum needs one."""
    if root.data.get("weight") is not None:
        message = said('"{node}" is the index itself, which has no weight', node=root.code)
        yield Fault(("index", "weight"), "no-meaning-here", message, said("take weight out"))
    publish = data.get("publish")
    if isinstance(publish, Mapping) and publish.get("as") == "fraction" and not root.maximum:
        message = said("a fraction of the maximum needs points, which the index lacks")
        fix = said("write as: score, or give the indicators points")
        yield Fault(("publish", "as"), "no-points", message, fix)


def _missing_of_the_file(data: Mapping[str, Any], root: PlainNode) -> Iterator[Fault]:
    """The rule of the index reaches down to every node, so that none is left for that of the file."""
    if data.get("missing") is not None and root.data.get("missing") is not None:
        message = said('no node takes missing from here: "{node}", the index, says its own', node=root.code)
        fix = said("take one of the two out, or say it at the nodes below the index that it is meant for")
        yield Fault(("missing",), "no-meaning-here", message, fix)


def _views(data: Mapping[str, Any], root: PlainNode, suggestions: Suggestions) -> Iterator[Fault]:
    nodes = dict.fromkeys(sorted(root.codes))
    for i, view in mappings(data.get("views")):
        of = view.get("of")
        met: set[str] = set()
        for j, part in enumerate(of if isinstance(of, list) else []):
            path = ("views", i, "of", j)
            if not isinstance(part, str):
                continue
            if part not in nodes:
                message = said('there is no node "{node}"', node=part)
                fix = suggestions.advice(part, nodes, label=said("known"))
                yield Fault(path, "unknown-node", message, fix)
            elif part in met:
                message = said('the node "{node}" stands twice in one view', node=part)
                yield Fault(
                    path,
                    "duplicate-code",
                    message,
                    said("keep one, with a weight of its own if it counts more"),
                )
            met.add(part)
        yield from _view_weights(view, i, root)
        yield from view_faults(view, ("views", i), root)
        yield from then_faults(view, ("views", i), str(view.get("code", "?")), scale_of(data))


def _view_weights(view: Mapping[str, Any], position: int, root: PlainNode) -> Iterator[Fault]:
    """One weight per node of a view, none of them negative, and none where points are added up."""
    weights, of, path = view.get("weight"), view.get("of"), ("views", position, "weight")
    if not isinstance(weights, list) or not isinstance(of, list):
        return
    kind = PlainNode(path, view, ()).kind("aggregate") or root.kind("aggregate")
    numbers = [weight for weight in weights if isinstance(weight, int | float)]
    if kind == "points":
        yield Fault(
            path,
            "weight-and-points",
            said("the view adds up points, which need no weight"),
            said("take weight out"),
        )
    elif len(weights) != len(of):
        message = said(
            "the view has {weights} weights for {nodes} nodes", weights=len(weights), nodes=len(of)
        )
        yield Fault(path, "no-weight", message, said("write one weight for each node of the view"))
    elif any(number < 0 for number in numbers):
        yield Fault(
            path, "out-of-range", said("a weight of the view is negative"), said("write numbers from 0 up")
        )
    elif len(numbers) == len(of) and sum(numbers) == 0:
        yield Fault(
            path,
            "weights-all-zero",
            said("every weight of the view is 0"),
            said("give a node a weight above 0"),
        )


def _summaries(data: Mapping[str, Any]) -> Iterator[Fault]:
    """No two summaries have one code."""
    first: dict[str, Path] = {}
    for i, summary in mappings(data.get("summaries")):
        code, path = summary.get("code"), ("summaries", i, "code")
        if isinstance(code, str) and code in first:
            message = said('the code "{code}" stands twice', code=code)
            yield Fault(
                path,
                "duplicate-code",
                message,
                said("give every summary a code of its own"),
                first=first[code],
            )
        elif isinstance(code, str):
            first[code] = path


def _show(data: Mapping[str, Any], root: PlainNode, suggestions: Suggestions) -> Iterator[Fault]:
    """What is shown, and what is banded, is there."""
    views = {str(view["code"]) for _, view in mappings(data.get("views")) if "code" in view}
    known = dict.fromkeys(sorted(root.codes | views))
    show, bands = data.get("show"), data.get("bands")
    banded = bands.get("of") if isinstance(bands, Mapping) else None
    if isinstance(banded, str) and banded not in known:
        message = said('there is no node or view "{node}"', node=banded)
        yield Fault(
            ("bands", "of"), "unknown-node", message, suggestions.advice(banded, known, label=said("known"))
        )
    for i, code in enumerate(show if isinstance(show, list) else []):
        if isinstance(code, str) and code not in known:
            message = said('there is no node or view "{code}"', code=code)
            yield Fault(
                ("show", i), "unknown-node", message, suggestions.advice(code, known, label=said("known"))
            )
