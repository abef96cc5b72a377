"""A formula evaluated over arrays: a value, a gap or an undefined result for every row, and how exactly it is known."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import FIFTEEN_DIGITS, greatest_equal, largest_size, relative_tolerance

_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "log": math.log,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "**": math.pow,
}


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


@dataclass(frozen=True, slots=True)
class Given:
    """What a formula is evaluated over."""

    values: Mapping[str, Values]
    """By name."""
    rows: int
    sizes: Mapping[str, Values] = field(default_factory=dict)
    """Of the largest term that entered each value, by name; the value itself unless given."""
    operations: Mapping[str, int] = field(default_factory=dict)
    """How many in a row led to the values of each name; none unless given."""

    @classmethod
    def of(cls, names: Sequence[str], values: Sequence[Values], sizes: Sequence[Values] = ()) -> Given:
        """The values of some names, one or more, and the sizes of what entered them if any is known."""
        known = dict(zip(names, sizes, strict=True)) if sizes else {}
        return cls(dict(zip(names, values, strict=True)), len(values[0]), known)


def operations(tree: ast.expr, before: Mapping[str, int]) -> int:
    """How many operations in a row lead to the result, each of which rounds once; ``before`` led to the names."""
    match tree:
        case ast.Name(id=name):
            return before.get(name, 0)
        case ast.UnaryOp(operand=operand):
            return operations(operand, before)
        case ast.BinOp(left=left, op=operator, right=right):
            both = operations(left, before), operations(right, before)
            return 1 + (max(both) if isinstance(operator, ast.Add | ast.Sub) else sum(both))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return (name in _FUNCTIONS) + max(operations(argument, before) for argument in arguments)
    return 0


def evaluate(tree: ast.expr, given: Given) -> Result:
    """Walk a checked tree; what any part of it leaves undefined stays so, unless a missing value comes first."""
    match tree:
        case ast.Constant(value=value):
            assert isinstance(value, int | float)
            return _of((), np.full(given.rows, float(value)))
        case ast.Name(id=name):
            values = given.values[name]
            return Result(values, _nowhere(given.rows), largest_size(values, given.sizes.get(name)))
        case ast.UnaryOp(op=sign, operand=operand):
            result = evaluate(operand, given)
            return replace(result, values=-result.values) if isinstance(sign, ast.USub) else result
        case ast.BinOp(left=left, op=operator, right=right):
            parts = evaluate(left, given), evaluate(right, given)
            if isinstance(operator, ast.Pow) and not any(
                isinstance(part, ast.Name) for part in ast.walk(right)
            ):
                # An exponent that is the same for all moves all alike: it makes no two apart that are equal.
                parts = parts[0], replace(parts[1], size=np.zeros(given.rows))
            return _binary(operator, *parts)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            results = [evaluate(argument, given) for argument in arguments]
            if name == "if_at_least":
                roundings = max(operations(argument, given.operations) for argument in arguments[:2])
                return _branch(results, relative_tolerance(roundings))
            return _call(name, results)
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
    # A size beyond floating point tells nothing: the value then equals itself alone.
    return Result(
        values, undefined, own if size is None else np.where(np.isfinite(size), np.fmax(own, size), own)
    )


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
            quotient = left.values / divisor
            size = np.maximum(left.size, np.abs(quotient) * right.size) / np.abs(divisor)
            return _of(parts, quotient, by_zero, size=size)
    return _each("**", parts)


def _call(function: str, parts: Sequence[Result]) -> Result:
    first, *others = (part.values for part in parts)
    match function:
        case "min" | "max":
            choose = np.minimum if function == "min" else np.maximum
            for other in others:
                first = choose(first, other)
            return _of(parts, first, size=_size_of_chosen(parts, first))
        case "abs":
            return _of(parts, np.abs(first), size=parts[0].size)
        case "clip":
            low, high = others
            held = np.minimum(np.maximum(first, low), high)
            return _of(parts, held, size=_size_of_chosen(parts, held))
        case "if_missing":
            wanted, instead = parts
            gap = wanted.missing
            undefined = np.where(gap, instead.undefined, wanted.undefined)
            size = np.where(gap, instead.size, wanted.size)
            return Result(np.where(gap, instead.values, wanted.values), undefined, size)
    return _each(function, parts)


def _size_of_chosen(parts: Sequence[Result], chosen: Values) -> Values:
    """The size of the part whose value was chosen, in each row; the greatest of those that are the same."""
    sizes = [np.where(part.values == chosen, part.size, 0.0) for part in parts]
    result: Values = np.maximum.reduce(sizes)
    return result


def _branch(parts: Sequence[Result], share: float) -> Result:
    """The branch that each row takes, ``share`` of the largest term being the distance within which values are equal.

    What the other branch lacks does not matter there.
    """
    value, limit, reached, otherwise = parts
    taken = greatest_equal(value.values, share * np.maximum(value.size, limit.size)) >= limit.values
    branch = Result(
        np.where(taken, reached.values, otherwise.values),
        np.where(taken, reached.undefined, otherwise.undefined),
        np.where(taken, reached.size, otherwise.size),
    )
    values = np.where(np.isnan(value.values + limit.values), np.nan, branch.values)
    return _of((value, limit, branch), values, size=branch.size)


def _each(name: str, parts: Sequence[Result]) -> Result:
    """A function of the C library of every row, so that bits do not depend on the processor."""
    function, rows = _FUNCTIONS[name], len(parts[0].values)
    values, failed = np.full(rows, np.nan), _nowhere(rows)
    for row, arguments in enumerate(zip(*(part.values.tolist() for part in parts), strict=True)):
        if any(argument != argument for argument in arguments):
            continue
        try:
            values[row] = function(*arguments)
        except (ValueError, OverflowError):
            failed[row] = True
    return _of(parts, values, failed, _size_after(name, parts, values))


def _size_after(name: str, parts: Sequence[Result], values: Values) -> Values:
    """The size of the largest term after a function: what its argument is known within becomes, by the slope there."""
    argument, *others = parts
    match name:
        case "log":
            return argument.size / np.abs(argument.values)
        case "exp":
            return argument.size * values
        case "sqrt":  # whose slope is infinite at 0, where it is that of the way to what equals 0
            return argument.size / (values + np.sqrt(argument.values + FIFTEEN_DIGITS * argument.size))
    (exponent,) = others
    base = np.maximum(np.abs(argument.values), FIFTEEN_DIGITS * argument.size)
    of_base = np.abs(exponent.values) * argument.size * np.power(base, exponent.values - 1.0)
    return np.fmax(of_base, np.abs(np.log(base) * values) * exponent.size)
