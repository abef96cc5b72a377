"""A formula evaluated over arrays: a value, a gap or an undefined result for every row, and how exactly it is known."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dtiscore.methodology.arithmetic import Mask, Rounding, RoundingRule
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import (
    FIFTEEN_DIGITS,
    Tolerance,
    greatest_equal,
    held_at_zero,
    largest_size,
    relative_tolerance,
)


def _normal(value: float) -> float:
    """The share of the standard normal distribution that lies below a value."""
    return math.erfc(-value / math.sqrt(2.0)) / 2.0


_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "log": math.log,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "normal": _normal,
    "**": math.pow,
    "** number": math.pow,
}

ROUNDINGS: Mapping[str, RoundingRule] = {"floor": "down", "ceil": "up", "round": "half-up"}
"""The functions that round, with the way in which each does."""

_OF_THOSE_THERE = ("sum", "mean", "count")


class Result(NamedTuple):
    """What a formula or a part of it gives."""

    values: Values
    """NaN where a value that is needed is missing, or the result undefined."""
    undefined: Mask
    terms: Values | None = None
    """The size of the largest term that entered each value; ``None`` where each is the value itself."""

    @property
    def size(self) -> Values:
        """Of the largest term that entered each value, which tells what it equals; NaN where there is none."""
        return largest_size(self.values, self.terms)

    @property
    def missing(self) -> Mask:
        """The rows in which the result is missing for want of a value."""
        return np.isnan(self.values) & ~self.undefined


class Given(NamedTuple):
    """What a formula is evaluated over."""

    values: Mapping[str, Values]
    """By name."""
    rows: int
    sizes: Mapping[str, Values] = {}
    """Of the largest term that entered each value, by name; the value itself unless given."""
    operations: Mapping[str, int] = {}
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
            added = len(arguments) - (name == "sum") if name in ("sum", "mean") else 0
            return added + (name in _FUNCTIONS) + max(operations(argument, before) for argument in arguments)
    return 0


def evaluate(tree: ast.expr, given: Given) -> Result:
    """Walk a checked tree; what any part of it leaves undefined stays so, unless a missing value comes first.

    What is left of terms that cancel and equals 0 is 0, at every part: it may be divided by, or a logarithm taken.
    """
    result = _evaluated(tree, given)
    if result.terms is None:
        return result
    share = relative_tolerance(operations(tree, given.operations))
    tolerance = Tolerance.from_distances(share * result.terms)
    return result._replace(values=held_at_zero(result.values, tolerance))


def _evaluated(tree: ast.expr, given: Given) -> Result:
    match tree:
        case ast.Constant(value=None):
            return Result(np.full(given.rows, np.nan), _nowhere(given.rows))
        case ast.Constant(value=value):
            assert isinstance(value, int | float)
            return _of((), np.full(given.rows, float(value)))
        case ast.Name(id=name):
            values = given.values[name]
            return Result(values, _nowhere(given.rows), given.sizes.get(name))
        case ast.UnaryOp(op=sign, operand=operand):
            result = evaluate(operand, given)
            # + 0.0 turns -0.0 into 0.0
            return result._replace(values=-result.values + 0.0) if isinstance(sign, ast.USub) else result
        case ast.BinOp(left=left, op=operator, right=right):
            varies = isinstance(operator, ast.Pow) and any(
                isinstance(part, ast.Name) for part in ast.walk(right)
            )
            return _binary(operator, evaluate(left, given), evaluate(right, given), varies=varies)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _called(name, arguments, given)
    raise AssertionError(f"{type(tree).__name__} passed the check")


def _called(name: str, arguments: Sequence[ast.expr], given: Given) -> Result:
    """What a function gives; one that holds values against others is told how exactly these are known."""
    results = [evaluate(argument, given) for argument in arguments]
    if name in _OF_THOSE_THERE:
        return _of_those_there(name, results)
    if name != "if_at_least" and name not in ROUNDINGS:
        return _call(name, results)
    held = arguments[:2] if name == "if_at_least" else arguments[:1]
    share = relative_tolerance(max(operations(argument, given.operations) for argument in held))
    return _branch(results, share) if name == "if_at_least" else _rounded(name, results, share)


def _nowhere(rows: int) -> Mask:
    return np.zeros(rows, dtype=np.bool_)


def _of(
    parts: Sequence[Result], values: Values, failed: Mask | None = None, terms: Values | None = None
) -> Result:
    """The result of an operation on parts: missing if one of them is, else undefined if one is or it failed itself.

    ``terms``: the sizes of the largest ones that enter it, unless that is the result itself.
    """
    undefined: Mask = np.isinf(values) if failed is None else np.isinf(values) | failed
    for part in parts:
        undefined |= part.undefined
    for part in parts:
        undefined &= ~part.missing
    if terms is not None and np.isinf(np.fmax.reduce(terms, initial=0.0)):
        # A size beyond floating point tells nothing: the value then equals itself alone.
        terms = np.where(np.isinf(terms), np.nan, terms)
    return Result(np.where(undefined, np.nan, values), undefined, terms)


def _binary(operator: ast.operator, left: Result, right: Result, *, varies: bool) -> Result:
    """The result of an operator; ``varies``: whether the exponent of a power may differ from row to row."""
    parts = (left, right)
    match operator:
        case ast.Pow():
            return _each("**" if varies else "** number", parts)
        case ast.Add():
            return _of(parts, left.values + right.values, terms=np.maximum(left.size, right.size))
        case ast.Sub():
            return _of(parts, left.values - right.values, terms=np.maximum(left.size, right.size))
    own = left.terms is None and right.terms is None  # and so is the largest term of a product of theirs
    if isinstance(operator, ast.Mult):
        sizes = () if own else (left.size * np.abs(right.values), np.abs(left.values) * right.size)
        return _of(parts, left.values * right.values, terms=None if own else np.maximum(*sizes))
    by_zero = right.values == 0
    divisor = np.where(by_zero, np.nan, right.values)
    quotient = left.values / divisor
    sizes = () if own else (left.size, np.abs(quotient) * right.size)
    return _of(parts, quotient, by_zero, None if own else np.maximum(*sizes) / np.abs(divisor))


def _call(function: str, parts: Sequence[Result]) -> Result:
    first, *others = (part.values for part in parts)
    match function:
        case "min" | "max":
            choose = np.minimum if function == "min" else np.maximum
            for other in others:
                first = choose(first, other)
            return _of(parts, first, terms=_terms_of_chosen(parts, first))
        case "abs":
            return _of(parts, np.abs(first), terms=parts[0].terms)
        case "clip":
            low, high = others
            held = np.minimum(np.maximum(first, low), high)
            return _of(parts, held, terms=_terms_of_chosen(parts, held))
        case "if_missing":
            wanted, instead = parts
            gap = wanted.missing
            undefined = np.where(gap, instead.undefined, wanted.undefined)
            own = wanted.terms is None and instead.terms is None
            terms = None if own else np.where(gap, instead.size, wanted.size)
            return Result(np.where(gap, instead.values, wanted.values), undefined, terms)
    return _each(function, parts)


def _terms_of_chosen(parts: Sequence[Result], chosen: Values) -> Values | None:
    """The size of the largest term in the part whose value was chosen, in each row; the greatest of equal ones."""
    if all(part.terms is None for part in parts):
        return None
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
    return _of((value, limit, branch), values, terms=branch.terms)


def _of_those_there(function: str, parts: Sequence[Result]) -> Result:
    """The sum, mean or number of the values that are there, in each row; one that is undefined makes the result so."""
    undefined: Mask = np.logical_or.reduce([part.undefined for part in parts])
    there: Values = np.add.reduce([(~np.isnan(part.values)).astype(np.float64) for part in parts])
    if function == "count":
        return Result(np.where(undefined, np.nan, there), undefined)
    values, largest = np.zeros(len(there)), np.zeros(len(there))
    for part in parts:
        values = values + np.where(np.isnan(part.values), 0.0, part.values)
        largest = np.fmax(largest, part.size)
    by = np.where(there == 0, np.nan, there if function == "mean" else 1.0)
    undefined = undefined | np.isinf(values)
    return Result(np.where(undefined, np.nan, values / by), undefined, largest / by)


def _rounded(function: str, parts: Sequence[Result], share: float) -> Result:
    """What is rounded; ``share`` of the largest term is the distance within which a value is a decimal."""
    value, *places = parts
    decimals = int(places[0].values[0]) if places and len(value.values) else 0
    rounding = Rounding(decimals=decimals, rule=ROUNDINGS[function])
    return _of((value,), rounding(value.values, share * value.size))


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
        case "normal":
            return argument.size * np.exp(-(argument.values**2) / 2.0) / math.sqrt(2.0 * math.pi)
    (exponent,) = others
    base = np.maximum(np.abs(argument.values), FIFTEEN_DIGITS * argument.size)
    of_base = np.abs(exponent.values) * argument.size * np.power(base, exponent.values - 1.0)
    if name == "** number":  # which is the same for all, and keeps none apart that are equal
        return of_base
    return np.fmax(of_base, np.abs(np.log(base) * values) * exponent.size)
