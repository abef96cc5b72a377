"""What must be true of a rule where it stands: it fits the points of its node, or the score that ``then`` hands it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from dtiscore.methodology.checks.plain_node import Fault, PlainNode, mappings
from dtiscore.methodology.checks.sound import sound
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.rules import RULES, OutcomeRule
from dtiscore.said import Said, said


def rule_faults(node: PlainNode, scale: float) -> Iterator[Fault]:
    """In an index of points a rule gives a share of them, or points that do not exceed them; on a scale no share above 1."""
    rule, points = node.data.get("rule"), node.number("points")
    points = points if points is None else node.number("out_of") or points
    kind = node.kind("rule")
    method = RULES.get(kind) if kind is not None else None
    if not isinstance(rule, Mapping) or method is None:
        return
    gives = rule.get("outcome", "score" if rule.get("range") is not None else method.gives)
    path = (*node.path, "rule")
    if points is None:
        # On a scale of 1 a share is the score itself, whatever its numbers are.
        if gives == "share" and scale != 1.0:
            yield from _shares_beyond(path, node.code, rule, scale)
    elif gives == "score" and kind != "identity" and not issubclass(method, OutcomeRule):
        message = said(
            '"{node}" has {points:g} points, but {kind} does not give a share of them here',
            node=node.code,
            points=points,
            kind=kind,
        )
        fix = said(
            "take range out, or choose a rule that gives a share (fraction, ratio, goalposts, steps, choice …)"
        )
        yield Fault(path, "rule-gives-no-share", message, fix)
    elif points:
        yield from _beyond_points(path, node.code, rule, points if gives == "score" else 1.0)


def _beyond_points(path: Path, code: str, rule: Mapping[str, Any], top: float) -> Iterator[Fault]:
    """The outcomes in a rule that lie outside 0 to the points of its node, or to the whole of them."""
    in_points = rule.get("outcome") == "score"
    fix = said("write a number from 0 to the points") if in_points else _SAY_POINTS
    for below, score in _outcomes(rule):
        if not 0 <= score <= top:
            yield _beyond(
                (*path, *below), code, said("{score:g}", score=score), top, fix, in_points=in_points
            )
    highest = _of_parts(rule)
    if top * (1 + 1e-9) < highest:
        fix = said("correct the scores, or write at_most: the points") if in_points else _SAY_POINTS
        yield _beyond(path, code, _up_to(highest), top, fix, in_points=in_points)


def _shares_beyond(path: Path, code: str, rule: Mapping[str, Any], scale: float) -> Iterator[Fault]:
    """The outcomes in a rule that are more than the whole of a scale, or less than nothing by as much.

    A ratio without a cap may give more, and a curve less than 0, if not what the file itself says.
    """
    fix = said(
        "write shares from 0 to 1, which the scale of {scale:g} multiplies, or outcome: score if its numbers are scores",
        scale=scale,
    )
    for below, score in _outcomes(rule):
        if abs(score) > 1:
            yield _beyond((*path, *below), code, said("{score:g}", score=score), 1.0, fix)
    if 1 + 1e-9 < (highest := _of_parts(rule)) < math.inf:
        yield _beyond(path, code, _up_to(highest), 1.0, fix)


def _of_parts(rule: Mapping[str, Any]) -> float:
    """The most that the parts of a rule earn together; 0 of a rule without parts."""
    made = _made(rule)
    return made.highest if made is not None and rule.get("kind") in ("parts", "best-of") else 0.0


def _up_to(highest: float) -> Said:
    return (
        said("up to {score:g}", score=highest) if highest < math.inf else said("more than its parts' scores")
    )


def _beyond(path: Path, code: str, gives: Said, top: float, fix: Said, *, in_points: bool = False) -> Fault:
    """The fault of an outcome that is more than can be."""
    message = said('"{node}" gives {outcome} where 1 is the maximum', node=code, outcome=gives)
    if in_points:
        message = said('"{node}" gives {outcome} of {top:g} points', node=code, outcome=gives, top=top)
    return Fault(path, "outcome-beyond-maximum", message, fix)


_SAY_POINTS = said("write outcome: score in the rule if its numbers are points")


def _outcomes(rule: Mapping[str, Any]) -> Iterator[tuple[Path, float]]:
    """Every number of a rule that is an outcome by itself, with the path to it."""
    found: list[tuple[Path, Any]] = [((key,), rule.get(key)) for key in ("otherwise", "zero_denominator")]
    found += [
        ((key, i, "score"), item.get("score"))
        for key in ("options", "steps", "bands")
        for i, item in mappings(rule.get(key))
    ]
    points = rule.get("points")
    for i, point in enumerate(points if isinstance(points, list) else []):
        if isinstance(point, Mapping):
            found.append((("points", i, "y"), point.get("y")))
        elif isinstance(point, list) and len(point) == 2:
            found.append((("points", i, 1), point[1]))
    for path, score in found:
        if isinstance(score, int | float) and not isinstance(score, bool):
            yield path, float(score)


def _made(rule: Any) -> OutcomeRule | None:
    """The rule with outcomes of its own that a mapping describes; None if it is another or no sound one."""
    made = sound(RULES, rule)
    return made if isinstance(made, OutcomeRule) else None


def then_faults(data: Mapping[str, Any], path: Path, code: str, scale: float) -> Iterator[Fault]:
    """The rules under ``then`` read nothing but the score itself, and give no share above 1 of a scale.

    Args:
        data: the node or view in plain data.
        path: where it stands.
        code: its code, for messages.
        scale: that of the index.
    """
    for i, plain in mappings(data.get("then")):
        if scale != 1.0 and plain.get("outcome") != "score" and data.get("points") is None:
            yield from _shares_beyond((*path, "then", i), code, plain, scale)
        rule = sound(RULES, plain)
        if rule is None:
            continue
        others = [name for name in rule.inputs("x") if name != "x"]
        for name in dict.fromkeys(others):
            key = ("formula",) if rule.kind == "formula" else ()
            reader = said("its formula") if rule.kind == "formula" else rule.kind
            message = said(
                'then is about the score of "{code}", which a formula calls x; {reader} reads "{name}"',
                code=code,
                reader=reader,
                name=name,
            )
            yield Fault((*path, "then", i, *key), "unknown-node", message, said("write a formula of x alone"))
        if not others and rule.texts("x"):
            message = said(
                '{rule} reads texts, and then is about the score of "{code}", a number',
                rule=rule.kind,
                code=code,
            )
            fix = said("use a rule that reads a number")
            yield Fault((*path, "then", i), "rule-does-not-fit", message, fix)
