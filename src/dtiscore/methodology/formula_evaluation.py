"""A formula evaluated over arrays: a value, a gap or an undefined result for every row, each kept apart."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import greatest_equal, relative_tolerance


@dataclass(frozen=True, slots=True)
class Result:
    """What a formula or a part of it gives."""

    values: Values
    """NaN where a value that is needed is missing, or the result undefined."""
    undefined: Mask
    size: Values
    """Of the largest term that entered each value, which tells what it equals; NaN where there is none."""

    @property
    def missing(self) -> Mask:
        """The rows in which the result is missing for want of a value."""
        return np.isnan(self.values) & ~self.undefined


def evaluate(tree: ast.expr, values: Mapping[str, Values], rows: int) -> Result:
    """Walk a checked tree; what any part of it leaves undefined stays so, unless a missing value comes first."""
    match tree:
        case ast.Constant(value=value):
            assert isinstance(value, int | float)
            return _of((), np.full(rows, float(value)))
        case ast.Name(id=name):
            return Result(values[name], _nowhere(rows), np.abs(values[name]))
        case ast.UnaryOp(op=sign, operand=operand):
            result = evaluate(operand, values, rows)
            return replace(result, values=-result.values) if isinstance(sign, ast.USub) else result
        case ast.BinOp(left=left, op=operator, right=right):
            return _binary(operator, evaluate(left, values, rows), evaluate(right, values, rows))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, [evaluate(argument, values, rows) for argument in arguments])
    raise AssertionError(f"{type(tree).__name__} passed the check")


def _nowhere(rows: int) -> Mask:
    return np.zeros(rows, dtype=np.bool_)


def _of(
    parts: Sequence[Result], values: Values, failed: Mask | None = None, size: Values | None = None
) -> Result:
    """The result of an operation on parts: missing if one of them is, else undefined if one is or it failed itself.

    ``size``: of the largest term that enters it, unless that is the result itself.
    """
    undefined: Mask = np.isinf(values) if failed is None else np.isinf(values) | failed
    for part in parts:
        undefined |= part.undefined
    for part in parts:
        undefined &= ~part.missing
    values = np.where(undefined, np.nan, values)
    own = np.abs(values)
    return Result(values, undefined, own if size is None else np.maximum(own, size))


def _binary(operator: ast.operator, left: Result, right: Result) -> Result:
    parts = (left, right)
    match operator:
        case ast.Add():
            return _of(parts, left.values + right.values, size=np.maximum(left.size, right.size))
        case ast.Sub():
            return _of(parts, left.values - right.values, size=np.maximum(left.size, right.size))
        case ast.Mult():
            size = np.maximum(left.size * np.abs(right.values), np.abs(left.values) * right.size)
            return _of(parts, left.values * right.values, size=size)
        case ast.Div():
            by_zero = right.values == 0
            divisor = np.where(by_zero, np.nan, right.values)
            return _of(parts, left.values / divisor, by_zero, size=left.size / np.abs(divisor))
    return _each(math.pow, parts)


def _call(function: str, parts: Sequence[Result]) -> Result:
    first, *others = (part.values for part in parts)
    match function:
        case "min" | "max":
            choose = np.minimum if function == "min" else np.maximum
            for other in others:
                first = choose(first, other)
            return _of(parts, first)
        case "abs":
            return _of(parts, np.abs(first))
        case "clip":
            low, high = others
            return _of(parts, np.minimum(np.maximum(first, low), high))
        case "if_missing":
            wanted, instead = parts
            gap = wanted.missing
            undefined = np.where(gap, instead.undefined, wanted.undefined)
            size = np.where(gap, instead.size, wanted.size)
            return Result(np.where(gap, instead.values, wanted.values), undefined, size)
        case "if_at_least":
            return _branch(*parts)
    return _each({"log": math.log, "exp": math.exp, "sqrt": math.sqrt}[function], parts)


def _branch(value: Result, limit: Result, reached: Result, otherwise: Result) -> Result:
    """The branch that each row takes; what the other one lacks does not matter there."""
    taken = (
        greatest_equal(value.values, relative_tolerance() * np.maximum(value.size, limit.size))
        >= limit.values
    )
    branch = Result(
        np.where(taken, reached.values, otherwise.values),
        np.where(taken, reached.undefined, otherwise.undefined),
        np.where(taken, reached.size, otherwise.size),
    )
    values = np.where(np.isnan(value.values + limit.values), np.nan, branch.values)
    return _of((value, limit, branch), values, size=branch.size)


def _each(function: Callable[..., float], parts: Sequence[Result]) -> Result:
    """A function of the C library of every row, so that bits do not depend on the processor."""
    rows = len(parts[0].values)
    values, failed = np.full(rows, np.nan), _nowhere(rows)
    for row, arguments in enumerate(zip(*(part.values.tolist() for part in parts), strict=True)):
        if any(argument != argument for argument in arguments):
            continue
        try:
            values[row] = function(*arguments)
        except (ValueError, OverflowError):
            failed[row] = True
    return _of(parts, values, failed)
