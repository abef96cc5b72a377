"""What must be true of one node and its children: its shape, its points, its weights, and a rule that fits it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum, isclose
from typing import Any

from dtiscore.methodology.aggregations import AGGREGATIONS
from dtiscore.methodology.checks.aggregations import aggregation_faults
from dtiscore.methodology.checks.plain_node import Fault, PlainNode, mappings
from dtiscore.methodology.checks.rules import rule_faults, then_faults
from dtiscore.methodology.checks.sound import sound
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.equality import same_points
from dtiscore.methodology.rules import RULES
from dtiscore.said import first_few, said, typed


def node_faults(node: PlainNode, scale: float) -> Iterator[Fault]:
    """Every fault of one node, its children's shares in it counted as its own; ``scale`` is that of the index."""
    yield from _aggregate(node) if node.children else _indicator(node)
    yield from missing_faults(node.data, node.path)
    if node.kind("aggregate") == "points":
        yield from _points(node)
    else:
        yield from _weights(node)
    yield from aggregation_faults(node)
    yield from _out_of(node)
    yield from _mean_in_points(node, scale)
    yield from rule_faults(node, scale)
    yield from then_faults(node.data, node.path, node.code, scale)
    yield from _names(node)


def _aggregate(node: PlainNode) -> Iterator[Fault]:
    """A node with children aggregates them; its own column, if any, needs a rule."""
    if node.data.get("aggregate") is None:
        message = said('"{node}" has children but no aggregation', node=node.code)
        fix = said("write aggregate: one of {names}", names=", ".join(AGGREGATIONS))
        yield Fault(node.path, "no-aggregation", message, fix)
    if node.data.get("column") is not None and node.data.get("rule") is None:
        message = said('"{node}" names a column that may supply it, but no rule', node=node.code)
        fix = said("write rule: {{kind: identity}} where the column holds the score itself")
        yield Fault((*node.path, "column"), "no-rule", message, fix)
    if node.data.get("optional") is True:
        message = said(
            '"{node}" has children, and only the column of an indicator can be optional', node=node.code
        )
        yield Fault(
            (*node.path, "optional"),
            "not-an-indicator",
            message,
            said("write optional: true at the indicators"),
        )


def _indicator(node: PlainNode) -> Iterator[Fault]:
    """A node without children has a rule and nothing that needs children."""
    if node.data.get("rule") is None:
        message = said('"{node}" has neither a rule nor children', node=node.code)
        fix = said("give it a rule, such as rule: {{kind: fraction}}, or children")
        yield Fault(node.path, "no-rule", message, fix)
    for key in ("aggregate", "weights", "derived_weights"):
        if node.data.get(key) is not None:
            message = said(
                '"{node}" has no children, so that {key} means nothing here', node=node.code, key=key
            )
            yield Fault(
                (*node.path, key),
                "not-an-aggregate",
                message,
                said("take {key} out, or give it children", key=key),
            )
    if node.kind("missing") == "reweight":
        message = said('"{node}" has no children whose weights could be shared out', node=node.code)
        yield Fault(
            (*node.path, "missing"), "not-an-aggregate", message, said("let its parent say missing: reweight")
        )


def missing_faults(data: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """The parameters of reweighting say nothing beside another missing rule; ``data`` is what holds the rule."""
    missing = data.get("missing")
    if not isinstance(missing, Mapping) or missing.get("kind") not in ("error", "no-score", "zero"):
        return
    for key in ("min_share", "count"):
        if missing.get(key) is not None:
            message = said(
                "{key} belongs to the missing rule reweight, and this one is {missing}",
                key=key,
                missing=missing["kind"],
            )
            fix = said("take {key} out, or write kind: reweight", key=key)
            yield Fault((*path, "missing", key), "no-meaning-here", message, fix)


def _points(node: PlainNode) -> Iterator[Fault]:
    """Points below a node of points: every child has some, and they sum to what the node says."""
    if node.data.get("weights") is not None and node.children:
        message = said('"{node}" adds up points, so that weights means nothing here', node=node.code)
        fix = said("take weights out; points: says what the children sum to")
        yield Fault((*node.path, "weights"), "weight-and-points", message, fix)
    for child in node.children:
        if child.data.get("weight") is not None:
            message = said(
                '"{child}" has a weight, but "{node}" adds up points', child=child.code, node=node.code
            )
            fix = said("write points instead of weight")
            yield Fault((*child.path, "weight"), "weight-and-points", message, fix)
        if child.maximum is None and child.data.get("points") is None:
            message = said(
                '"{child}" has no maximum of points, and "{node}" adds up points',
                child=child.code,
                node=node.code,
            )
            yield Fault(child.path, "no-points", message, said("write points: its maximum (điểm tối đa)"))
    given, maxima = node.number("points"), [child.maximum for child in node.children]
    total = fsum(value for value in maxima if value is not None)
    if node.children and given is not None and None not in maxima and not same_points(given, total):
        message = said(
            '"{node}" says {given:.12g} points, and the points below it sum to {total:.12g}',
            node=node.code,
            given=given,
            total=total,
        )
        fix = said("correct one of them; nothing is rescaled in silence")
        yield Fault((*node.path, "points"), "points-do-not-sum", message, fix)


def _out_of(node: PlainNode) -> Iterator[Fault]:
    """What a node is marked out of stands beside the points that it counts for."""
    if node.data.get("out_of") is not None and node.maximum is None:
        message = said('"{node}" is marked out of a number, but counts for no points', node=node.code)
        fix = said("write points: what its full marks count for, or take out_of out")
        yield Fault((*node.path, "out_of"), "no-meaning-here", message, fix)


def _mean_in_points(node: PlainNode, scale: float) -> Iterator[Fault]:
    """A mean that counts for points is one of parts that are scored out of as many, or it says out of how many they are."""
    points = node.number("points")
    if not points or not node.children or node.data.get("then") or not _keeps_scale(node):
        return
    marked_out_of = node.number("out_of") or points
    wholes = {_whole(child, scale) for child in node.children if child.number("weight") != 0}
    for whole in wholes if len(wholes) == 1 else ():
        if whole is not None and not same_points(whole, marked_out_of):
            message = said(
                '"{node}" is marked out of {points:.12g}, and its parts out of {whole:.12g}, so that the best would have {whole:.12g}',
                node=node.code,
                points=marked_out_of,
                whole=whole,
            )
            fix = said("write out_of: {whole} (what its parts are marked out of)", whole=typed(whole))
            yield Fault((*node.path, "points"), "mean-not-in-points", message, fix)


def _keeps_scale(node: PlainNode) -> bool:
    """Whether the score of a node lies between those of its children."""
    kind = node.kind("aggregate")
    aggregate = None if kind is None or kind == "points" else AGGREGATIONS.get(kind)
    return aggregate is not None and aggregate.keeps_scale


def _whole(node: PlainNode, scale: float) -> float | None:
    """The score at full marks of a node below a mean, where the file tells it: of shares the scale, of points their sum."""
    if node.data.get("then"):
        return None
    if not node.children:
        rule = sound(RULES, node.data.get("rule"))
        return scale if rule is not None and rule.output == "share" else None
    if node.kind("aggregate") == "points":
        return node.maximum
    if not _keeps_scale(node):
        return None
    wholes = {_whole(child, scale) for child in node.children if child.number("weight") != 0}
    return wholes.pop() if len(wholes) == 1 else None


def _weights(node: PlainNode) -> Iterator[Fault]:
    """Weights of children: no points, all or no weights, and a sum that the node declares."""
    for child in node.children:
        if child.number("points") is not None:
            message = said(
                '"{child}" has points, but "{node}" does not add up points', child=child.code, node=node.code
            )
            fix = said("write weight here, or aggregate: points above")
            yield Fault((*child.path, "points"), "points-not-added", message, fix)
    given = [weight for child in node.children if (weight := child.number("weight")) is not None]
    if given and node.kind("aggregate") is not None:
        yield from _weights_given(node, given)
    elif (
        node.children
        and node.data.get("weights") not in (None, "equal")
        and all(child.data.get("weight") is None for child in node.children)
    ):
        message = said('"{node}" speaks of weights, but none of its children has one', node=node.code)
        fix = said("give each child a weight, or write weights: equal")
        yield Fault((*node.path, "weights"), "no-weights", message, fix)


def _weights_given(node: PlainNode, given: list[float]) -> Iterator[Fault]:
    for child in node.children:
        if child.data.get("weight") is None:
            message = said(
                '"{child}" has no weight, while others below "{node}" have', child=child.code, node=node.code
            )
            yield Fault(
                child.path, "no-weight", message, said("write weight: a number, or 0 to leave it unscored")
            )
    if fsum(given) == 0:
        message = said('every weight below "{node}" is 0', node=node.code)
        yield Fault(node.path, "weights-all-zero", message, said("give at least one child a weight above 0"))
        return
    yield from _weights_declared(node, given)


def _weights_declared(node: PlainNode, given: list[float]) -> Iterator[Fault]:
    declared, number, total = node.data.get("weights"), node.number("weights"), fsum(given)
    complete = len(given) == len(node.children)
    if declared is None:
        message = said('"{node}" does not say what the weights of its children sum to', node=node.code)
        fix = said("write weights: {total} (what they sum to), or weights: relative", total=typed(total))
        yield Fault(node.path, "weights-undeclared", message, fix)
    elif declared == "equal":
        message = said(
            '"{node}" says that weights are equal, but its children have weights of their own', node=node.code
        )
        fix = said("take the weights out, or write weights: relative")
        yield Fault((*node.path, "weights"), "weights-not-equal", message, fix)
    elif complete and number is not None and not isclose(total, number, rel_tol=1e-9, abs_tol=1e-12):
        message = said(
            'the weights below "{node}" sum to {total:.12g}, not to {number:.12g}',
            node=node.code,
            total=total,
            number=number,
        )
        fix = said("correct a weight, or write weights: relative; nothing is rescaled in silence")
        yield Fault((*node.path, "weights"), "weights-do-not-sum", message, fix)


def _names(node: PlainNode) -> Iterator[Fault]:
    """What a formula or an override names is a node below."""
    aggregate = node.data.get("aggregate")
    if not isinstance(aggregate, Mapping):
        return
    below = {code for child in node.children for code in child.codes}
    known = said("nodes below: {below}", below=first_few(sorted(below)))
    for name in _formula_names(aggregate.get("formula")):
        if name not in below:
            message = said(
                'the formula of "{node}" names "{name}", which is no node below it',
                node=node.code,
                name=name,
            )
            yield Fault((*node.path, "aggregate", "formula"), "unknown-node", message, known)
    for i, case in mappings(aggregate.get("cases")):
        named = case.get("node")
        if isinstance(named, str) and named not in below:
            message = said(
                'a case of "{node}" names "{named}", which is no node below it',
                node=node.code,
                named=named,
            )
            yield Fault((*node.path, "aggregate", "cases", i, "node"), "unknown-node", message, known)


def _formula_names(text: object) -> tuple[str, ...]:
    """The names in a formula; none if it does not parse, which the schema reports."""
    if not isinstance(text, str):
        return ()
    from dtiscore.methodology.formula import parse_formula
    from dtiscore.methodology.formula_text import FormulaFault

    try:
        return parse_formula(text).names
    except FormulaFault:
        return ()
