"""Where a rule turns: the raw values at which its score bends or jumps, and those beyond which nothing more is earned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Node
from dtiscore.methodology.rules import Rule
from dtiscore.methodology.rules.compound import CompoundRule
from dtiscore.methodology.rules.curves import PiecewiseLinear
from dtiscore.methodology.rules.frame_goalposts import FrameGoalposts
from dtiscore.methodology.rules.points import Fraction, Steps
from dtiscore.methodology.rules.scaling import FrameRangeRule, Goalposts
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.scoring.frames import frames_of
from dtiscore.tables.row_model import LARGEST

_FLAT = 4
"""Over how many doublings of the way the score is the same where it stays so."""


def turning_points(node: Node, column: str, rescoring: Rescoring) -> list[float]:
    """The raw values of a column at which the score of a node may bend or jump, as far as its rule tells."""
    if node.rule is None or column not in node.inputs:
        return []
    own = list(_of_rule(node.rule, column))
    return sorted({*own, *_numbers(_fitted(node, rescoring))})


def ends_of_earning(
    node: Node, column: str, rescoring: Rescoring, decimals: int
) -> Mapping[int, float] | None:
    """The raw values beyond which nothing more is earned, upwards (1) and downwards (-1); ``None`` if untold."""
    if node.rule is None or column not in node.inputs:
        return None
    if isinstance(node.rule, FrameRangeRule | FrameGoalposts) and node.rule.transform == "none":
        fitted = _fitted(node, rescoring)
        down, up = ("min", "max") if isinstance(node.rule, FrameRangeRule) else ("low", "high")
        if down in fitted and up in fitted:
            return {1: float(fitted[up]), -1: float(fitted[down])}
    rules = _rules_over(node.rule, column)
    if not all(isinstance(rule, Fraction | Steps | PiecewiseLinear | Goalposts) for rule in rules):
        return None
    points = [point for rule in rules for point in _of_rule(rule, column)]
    below = 10.0**-decimals if any(isinstance(rule, Steps) for rule in rules) else 0.0
    lowest = 0.0 if any(isinstance(rule, Fraction) for rule in rules) else min(points)
    return {1: max(points), -1: lowest - below}


def is_flat_beyond(node: Node, column: str, way: int) -> bool:
    """Whether a score stays the same beyond the end of earning on one side: goalposts may hold no value there."""
    held = (True, "high" if way == 1 else "low")
    return node.rule is None or all(
        rule.clip in held
        for rule in _rules_over(node.rule, column)
        if isinstance(rule, Goalposts | FrameGoalposts)
    )


def end_of_rising(node: Node, lever: Lever, rescoring: Rescoring) -> float | None:
    """The raw value beyond which a score that depends on nothing fitted stays the same, or that the edition does not admit.

    As found by trying ever longer ways; ``None`` where it changes on and on.
    """
    ways = max(abs(lever.now), 1.0) * 2.0 ** np.arange(-10.0, 41.0)
    ways = ways[np.abs(lever.now + lever.sign * ways) < LARGEST]
    try:
        scores = rescoring.alone([lever], 0, ways)[node.code]
    except InvalidData:
        refused = bisect_left(ways.tolist(), True, key=lambda x: not rescoring.is_admitted(lever, x))
        before = ways[max(refused - 1, 0)]
        rises = (
            rescoring.is_admitted(lever, before)
            and rescoring.alone([lever], 0, np.array([before]))[""][0] >= rescoring.now
        )
        return lever.now + lever.sign * float(ways[min(refused, len(ways) - 1)]) if rises else None
    same = np.flatnonzero(scores != scores[-1])
    last = int(same[-1]) if len(same) else -1
    return None if last >= len(ways) - _FLAT else lever.now + lever.sign * float(ways[last + 1])


def _rules_over(rule: Rule, column: str) -> Sequence[Rule]:
    """The rules that a rule puts a column under: those of its parts, or itself."""
    parts = rule.all_parts if isinstance(rule, CompoundRule) else ()
    return [part.rule for part in parts if part.column == column] or [rule]


def _of_rule(rule: Rule, column: str) -> Iterator[float]:
    """The values that stand in the file."""
    if isinstance(rule, Fraction):
        yield rule.of
    elif isinstance(rule, Goalposts):
        yield from (rule.low, rule.high)
    elif isinstance(rule, Steps):
        yield from (step.at_least for step in rule.steps)
    elif isinstance(rule, PiecewiseLinear):
        yield from (point.x for point in rule.points)
    elif isinstance(rule, CompoundRule):
        for part in rule.all_parts:
            if part.column == column:
                yield from _of_rule(part.rule, column)


def _fitted(node: Node, rescoring: Rescoring) -> Mapping[str, Any]:
    """What was fitted for a node over the frame of the unit."""
    card = rescoring.card
    for frame in frames_of(card.methodology, card.dataset):
        if rescoring.row in frame.rows:
            return card.reference.of(frame.key, node.code)
    return {}


def _numbers(fitted: Mapping[str, Any]) -> Iterator[float]:
    for known in fitted.values():
        for value in known if isinstance(known, list | tuple) else [known]:
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield float(value)
