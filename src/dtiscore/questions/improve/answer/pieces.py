"""What moving one lever brings: points and straight pieces of its curve, exactly where it has no bends of other kinds."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dtiscore.methodology import Methodology, Node, Values
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.aggregations.formulas import FormulaAggregation
from dtiscore.methodology.arithmetic import present
from dtiscore.methodology.formula import parse_formula
from dtiscore.methodology.rules.scaling import RangedRule
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.turning import turning_points

_STRAIGHT = 1e-9
"""How far the middle of a straight piece may be off, relative to what the lever brings in all."""
_PARTS = (1 / 64, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 63 / 64)
"""Where a piece is looked at to tell whether it is straight."""
_LISTED = 200
"""Up to how many steps are listed one by one."""
_FEWEST_IN_LINE = 3
"""Of how many points on one line a piece is made."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight piece of the curve of one lever; a single point where both ends are the same."""

    lever: int
    start: float
    end: float
    """Distances of the lever."""
    gain: tuple[float, float]
    """What the index gains at both ends."""
    effort: tuple[float, float]
    steps: int = 0
    """How many steps there are from start to end: of the lever, or of the last decimal with which it is written."""


def effort_of(rescoring: Rescoring, lever: Lever, x: Values, trials: dict[str, Values]) -> Values:
    """The effort of moving a lever: per unit of the raw value if so given, else per point of the indicators' own scores.

    A point is one point of an index of points, also of an indicator that has none itself and is one of those whose mean
    is counted in points. In another index it is a hundredth of the points or of the scale on which the indicator is scored,
    or where that has no ends, of the distance between the lowest and the highest unit in it.
    """
    if lever.limit.cost_per_unit is not None and lever.kind != "text":
        return x * lever.limit.cost_per_unit
    price = 1.0 if lever.limit.cost_per_point is None else lever.limit.cost_per_point
    won = np.zeros(len(x))
    for code in lever.nodes:
        now = rescoring.card.nodes[code].score[rescoring.row]
        won = won + np.abs(trials[code] - now) / point_of(rescoring, code)
    return won * price


def point_of(rescoring: Rescoring, code: str) -> float:
    """What counts as one point in the score of an indicator."""
    edition = rescoring.card.methodology
    whole = _whole(rescoring, code)
    if not edition.index.maximum:
        return whole / 100
    points = _points_of(edition, edition.nodes[code])
    return whole / points if points else 1.0


def _whole(rescoring: Rescoring, code: str) -> float:
    """All that can be scored in an indicator; where that has no ends, what lies between its lowest and highest unit."""
    edition = rescoring.card.methodology
    node = edition.nodes[code]
    if node.maximum:
        return node.maximum
    if node.rule is None or node.rule.output == "share":
        return edition.scale
    if isinstance(node.rule, RangedRule) and node.rule.range is not None:
        return abs(node.rule.range[1] - node.rule.range[0])
    peers = rescoring.card.peers_of(rescoring.row)
    known = present(rescoring.card.nodes[code].score[peers])
    return max(known) - min(known) if max(known) > min(known) else edition.scale


def _points_of(edition: Methodology, node: Node) -> float:
    """The points that the whole of an indicator counts for: its own, or its share of those of the nearest node with some."""
    share, at = 1.0, node
    while at.maximum is None:
        parent = edition.parents[at.code]
        share *= parent.child_shares.get(at.code, 1.0)
        at = parent
    return share * at.maximum


def curves(rescoring: Rescoring, levers: Sequence[Lever], through: Sequence[Node]) -> list[Piece] | None:
    """The curves of all levers as pieces whose gains add up, or ``None`` where they do not, or a curve is bent."""
    if not _adds_up(rescoring, levers, through):
        return None
    found: list[Piece] = []
    for at in range(len(levers)):
        pieces = _pieces(rescoring, levers, at)
        if pieces is None:
            return None
        found += pieces
    return found


def _adds_up(rescoring: Rescoring, levers: Sequence[Lever], through: Sequence[Node]) -> bool:
    """Whether the index is a sum of what each lever makes, by the edition's form and by a trial."""
    if not levers:
        return True
    if not is_sum_of(levers, through):
        return False
    full = np.diag([lever.reach for lever in levers])
    heights = rescoring.heights(levers, np.vstack([full, full.sum(axis=0)])) - rescoring.now
    return bool(abs(heights[-1] - math.fsum(heights[:-1])) <= _STRAIGHT * (1 + abs(heights[-1])))


def is_sum_of(levers: Sequence[Lever], through: Sequence[Node]) -> bool:
    """Whether the nodes above some levers add up what these make, as the edition has it: each is read by one indicator alone."""
    fed = [code for lever in levers for code in lever.nodes]
    return len(set(fed)) == len(fed) and all(
        _is_sum(node.aggregate) and not node.then and node.round is None for node in through
    )


def _is_sum(aggregation: Aggregation | None) -> bool:
    """Whether an aggregation adds up its parts, each times a number."""
    if isinstance(aggregation, FormulaAggregation):
        return _is_linear(parse_formula(aggregation.formula).tree)
    return aggregation is not None and aggregation.linear


def _is_linear(formula: ast.expr) -> bool:
    match formula:
        case ast.Name() | ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_linear(operand)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _is_linear(left) and _is_linear(right)
        case ast.BinOp(left=part, op=ast.Mult() | ast.Div(), right=ast.Constant()):
            return _is_linear(part)
        case ast.BinOp(left=ast.Constant(), op=ast.Mult(), right=part):
            return _is_linear(part)
    return False


def _pieces(rescoring: Rescoring, levers: Sequence[Lever], at: int) -> list[Piece] | None:
    """The curve of one lever, ``None`` where it is bent."""
    lever = levers[at]
    if lever.whole and lever.reach / lever.size <= _LISTED:
        return _in_lines(_points(rescoring, lever, at, lever.grid()))
    knots = _knots(rescoring, lever)
    inner = [start + (end - start) * part for start, end in pairwise(knots) for part in _PARTS]
    x = np.array([*knots, *inner])
    trials = rescoring.alone([lever], 0, x)
    gains = trials[""] - rescoring.now
    efforts = effort_of(rescoring, lever, x, trials)
    found: list[Piece] = []
    for number, (start, end) in enumerate(pairwise(knots)):
        first = len(knots) + len(_PARTS) * number
        rows = slice(first, first + len(_PARTS))
        gain, effort = gains[rows], efforts[rows]
        if not (_is_straight(gain, gains) and _is_straight(effort, efforts)):
            return None
        piece = _straight(lever, at, start, end, _ends(gain), _ends(effort))
        if piece is not None:
            found.append(piece)
    written = [] if lever.whole else sorted({lever.written(knot) for knot in knots[1:]} - {0.0})
    points = _points(rescoring, lever, at, np.array(written))
    return found + [point for point in points if not any(_holds(piece, point) for piece in found)]


def _holds(piece: Piece, point: Piece) -> bool:
    """Whether a piece ends in a point, so that the point tells nothing new."""
    return piece.end == point.end and piece.gain[1] >= point.gain[1] * (1 - _STRAIGHT)


def _is_straight(inside: Values, all_values: Values) -> bool:
    """Whether the values at the parts of a piece lie on one line, within what is noise for the whole curve."""
    start, end = _ends(inside)
    line = start + (end - start) * np.array(_PARTS)
    return bool(np.abs(inside - line).max() <= _STRAIGHT * max(float(np.abs(all_values).max()), 1e-300))


def _ends(inside: Values) -> tuple[float, float]:
    """The ends of the line through the values at a quarter and three quarters."""
    low, high = (float(inside[_PARTS.index(part)]) for part in (0.25, 0.75))
    return low - (high - low) / 2, high + (high - low) / 2


def _straight(
    lever: Lever, at: int, start: float, end: float, gain: tuple[float, float], effort: tuple[float, float]
) -> Piece | None:
    """A piece between two knots, held on whole steps or on numbers that can be written.

    Of a level one only its beginning, just after the knot.
    """
    if gain[1] <= 0:
        return None
    if not lever.whole:
        low, high = lever.written(start), lever.written_within(end)
        if gain[1] <= gain[0]:
            low = high = lever.written(start + lever.digit / 2)
        if not start <= low <= high <= end:
            return None
        return _cut(at, (start, end), (low, high), gain, effort, round((high - low) / lever.digit))
    first = math.ceil(start / lever.size - 1e-9)
    last = math.floor(end / lever.size + 1e-9)
    if first > last:
        return None
    return _cut(at, (start, end), (first * lever.size, last * lever.size), gain, effort, last - first)


def _cut(
    at: int,
    between: tuple[float, float],
    held: tuple[float, float],
    gain: tuple[float, float],
    effort: tuple[float, float],
    steps: int,
) -> Piece:
    start, end = between

    def along(ends: tuple[float, float], x: float) -> float:
        return ends[0] + (ends[1] - ends[0]) * (x - start) / (end - start)

    low, high = held
    gains, efforts = (along(gain, low), along(gain, high)), (along(effort, low), along(effort, high))
    return Piece(at, low, high, gains, efforts, steps)


def _points(rescoring: Rescoring, lever: Lever, at: int, x: Values) -> list[Piece]:
    """Single points of the curve, without those that bring no more than one before."""
    if not len(x):
        return []
    trials = rescoring.alone([lever], 0, x)
    gains = (trials[""] - rescoring.now).tolist()
    efforts = effort_of(rescoring, lever, x, trials).tolist()
    found: list[Piece] = []
    most = 0.0
    for distance, gain, effort in zip(x.tolist(), gains, efforts, strict=True):
        if gain > most:
            found.append(Piece(at, distance, distance, (gain, gain), (effort, effort)))
            most = gain
    return found


def _in_lines(points: Sequence[Piece]) -> list[Piece]:
    """Points of a curve, those that lie on one line as one piece: a solver takes long to choose among hundreds of points."""
    if not points:
        return []
    curve = np.array([(point.start, point.gain[0], point.effort[0]) for point in points])
    bends = np.abs(np.diff(curve, 2, axis=0)) > _STRAIGHT * np.abs(curve).max(axis=0)
    runs = [[points[0]]]
    for at, point in enumerate(points[1:], 1):
        if len(runs[-1]) < 2 or not bends[at - 2].any():
            runs[-1].append(point)
        else:
            runs.append([point])
    found: list[Piece] = []
    for run in runs:
        first, last = run[0], run[-1]
        if len(run) < _FEWEST_IN_LINE:
            found += run
        else:
            gain, effort = (first.gain[0], last.gain[0]), (first.effort[0], last.effort[0])
            found.append(Piece(first.lever, first.start, last.end, gain, effort, len(run) - 1))
    return found


def _knots(rescoring: Rescoring, lever: Lever) -> list[float]:
    """The distances at which the curve may bend, from 0 to the reach."""
    knots = {0.0, lever.reach}
    if lever.kind == "number":
        hair = lever.step or 10.0**-lever.form.decimals
        for code in lever.nodes:
            for value in turning_points(rescoring.card.methodology.nodes[code], lever.column, rescoring):
                x = (value - lever.now) * lever.sign
                knots |= {x, x + hair} if lever.sign == -1 else {x}
    return sorted(x for x in knots if 0 <= x <= lever.reach)
