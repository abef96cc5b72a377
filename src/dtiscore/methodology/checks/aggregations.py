"""What must be true of an aggregation and what it combines: as many children as it is made for, weights that count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dtiscore.methodology.aggregations import AGGREGATIONS, Aggregation
from dtiscore.methodology.checks.plain_node import Fault, PlainNode
from dtiscore.methodology.checks.sound import sound
from dtiscore.methodology.documents.marks import Path
from dtiscore.said import first_few, said


def aggregation_faults(node: PlainNode) -> Iterator[Fault]:
    """Every fault of the aggregation of a node, as far as its children tell."""
    aggregation = _aggregation(node.data.get("aggregate"))
    if aggregation is None or not node.children:
        return
    path = (*node.path, "aggregate")
    counted = [child for child in node.children if child.number("weight") != 0 and child.maximum != 0]
    yield from _unfit(aggregation, path, len(counted))
    numbers = aggregation.numbers() & node.codes
    yield from (_number_or_node(node, number, path) for number in sorted(numbers))
    named = {*aggregation.names([child.code for child in counted]), *numbers}
    if named <= node.codes:  # else a name is misspelt
        yield from (_left_out(node, child, path) for child in counted if named.isdisjoint(child.codes))
    weights = {weight for child in counted if (weight := child.number("weight")) is not None}
    if not aggregation.weighted and len(weights) > 1:
        message = said(
            'the weights below "{node}" differ, and {aggregation} does not look at them',
            node=node.code,
            aggregation=aggregation.kind,
        )
        fix = said(
            "take the weights out, or write weights: relative with weight 1 where a child counts and 0 where not"
        )
        yield Fault(path, "no-meaning-here", message, fix)


def _left_out(node: PlainNode, child: PlainNode, path: Path) -> Fault:
    """A child counts that is named, or a node below it: another one would be told of as if it did."""
    message = said(
        'the aggregation of "{node}" names neither "{child}" nor anything below it',
        node=node.code,
        child=child.code,
    )
    fix = said(
        "name it there; or write weights: relative, weight: 0 at what is collected and not scored, and weight: 1 at the others"
    )
    return Fault(path, "left-out", message, fix, raw=child.code)


def _number_or_node(node: PlainNode, number: str, path: Path) -> Fault:
    """A number of a formula is no code of a node: it would count as a number where the node was meant."""
    message = said(
        'the formula of "{node}" reads {number} as a number, and a node below it has this code',
        node=node.code,
        number=number,
    )
    other = number + ("0" if "." in number else ".0")
    fix = said("write `{number}` for the node, or {other} for the number", number=number, other=other)
    return Fault(path, "number-or-node", message, fix, raw=number)


def view_faults(view: Mapping[str, Any], path: Path, root: PlainNode) -> Iterator[Fault]:
    """Every fault of the aggregation of a view: its own, or that of the index."""
    own, of = view.get("aggregate"), view.get("of")
    aggregation = _aggregation(root.data.get("aggregate") if own is None else own)
    if aggregation is None or not isinstance(of, list):
        return
    yield from _unfit(aggregation, path if own is None else (*path, "aggregate"), len(of))
    children, nodes = tuple(map(str, of)), root.codes
    names = dict.fromkeys(aggregation.names(children))
    if own is None:
        if not names.keys() <= set(children):
            message = said(
                "the view has no aggregation, and that of the index, {aggregation}, is made for other nodes",
                aggregation=aggregation.kind,
            )
            yield Fault(path, "no-aggregation", message, said("write aggregate, such as arithmetic"))
        return
    for name in names:
        if name not in nodes and name not in children:
            message = said(
                '{aggregation} names "{name}", which is no node', aggregation=aggregation.kind, name=name
            )
            fix = said("nodes: {nodes}", nodes=first_few(sorted(nodes)))
            yield Fault((*path, "aggregate"), "unknown-node", message, fix, raw=name)


def _aggregation(data: Any) -> Aggregation | None:
    """The aggregation, which a file may write as its kind alone; ``None`` where there is no sound one."""
    return sound(AGGREGATIONS, {"kind": data} if isinstance(data, str) else data)


def _unfit(aggregation: Aggregation, path: Path, children: int) -> Iterator[Fault]:
    unfit = aggregation.unfit(children)
    if unfit is not None:
        what, fix = unfit
        yield Fault(
            path,
            "aggregation-does-not-fit",
            said("{aggregation} does not fit here: {what}", aggregation=aggregation.kind, what=what),
            fix,
        )
