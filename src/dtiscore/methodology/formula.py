"""A small, safe arithmetic over columns and nodes: the formulas that a weighting file may hold.

Numbers, names, ``+ - * / **``, parentheses and the functions ``min max abs log exp sqrt clip if_missing``; nothing
else is a formula. A name that is not a plain identifier stands between backticks: ```4.1` / `dân số```. The text is
parsed by Python's own parser into a tree that is never compiled or run: it is walked here, over arrays of numbers.
"""

from __future__ import annotations

import ast
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np
from pydantic import AfterValidator

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values

MAX_LENGTH = 500
MAX_NODES = 200
MAX_DEPTH = 30

_QUOTED = re.compile(r"`([^`\n]*)`")
_PLACEHOLDER = "quoted_name_"


class FormulaFault(ValueError):
    """A text is no formula; ``str()`` says why, with the place where it helps."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula."""

    text: str
    names: tuple[str, ...]
    """The columns or nodes it reads, in the order in which they occur."""
    needed: frozenset[str]
    """Those of the names without which there is no result; one inside ``if_missing`` may be missing."""
    tree: ast.expr

    def evaluate(self, values: Mapping[str, Values], rows: int) -> tuple[Values, Mask]:
        """The value for every row, and the rows in which it is undefined although all its inputs are there.

        NaN inputs are missing: they make the result missing, except through ``if_missing``. Undefined are a division
        by zero, a logarithm of 0 or below, a root of a negative number, and what exceeds floating point.
        """
        run = _Evaluation(values, rows)
        with np.errstate(all="ignore"):
            result = run.of(self.tree)
        undefined = run.undefined | np.isinf(result)
        return np.where(undefined, np.nan, result), undefined


@lru_cache(maxsize=512)
def parse_formula(text: str) -> Formula:
    """Parse a formula.

    Raises:
        FormulaFault: the text is too long or deep, or holds anything that is not part of the grammar.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaFault(f"a formula has at most {MAX_LENGTH} characters; this one has {len(text)}")
    if "\n" in text or "\0" in text:
        raise FormulaFault("a formula stands on one line")
    quoted: list[str] = []

    def placeholder(match: re.Match[str]) -> str:
        quoted.append(unicodedata.normalize("NFC", match[1]))
        return f"{_PLACEHOLDER}{len(quoted) - 1}"

    plain = _QUOTED.sub(placeholder, text)
    if "`" in plain:
        raise FormulaFault("a backtick is left open: a quoted name stands between two")
    try:
        tree = ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaFault(_syntax(error)) from None
    parser = _Checker(quoted)
    checked = parser.check(tree, 0)
    return Formula(text, tuple(dict.fromkeys(parser.names)), frozenset(_needed(checked)), checked)


def _needed(node: ast.expr) -> set[str]:
    """The names outside the first argument of every if_missing."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.UnaryOp(operand=operand):
            return _needed(operand)
        case ast.BinOp(left=left, right=right):
            return _needed(left) | _needed(right)
        case ast.Call(func=ast.Name(id="if_missing"), args=[first, second]):
            return _needed(first) & _needed(second)
        case ast.Call(args=arguments):
            return set().union(*map(_needed, arguments))
    return set()


def _syntax(error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.offset is not None:
        return f"this is no formula: it cannot be read at character {error.offset}"
    return "this is no formula: it cannot be read"


_ARGUMENTS: dict[str, tuple[int, int]] = {
    "min": (2, 20),
    "max": (2, 20),
    "abs": (1, 1),
    "log": (1, 1),
    "exp": (1, 1),
    "sqrt": (1, 1),
    "clip": (3, 3),
    "if_missing": (2, 2),
}
"""The functions, with the fewest and most arguments each takes."""

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


class _Checker:
    """Admits what the grammar knows, counts it, and puts quoted names back in their places."""

    def __init__(self, quoted: list[str]) -> None:
        self.quoted = quoted
        self.names: list[str] = []
        self.count = 0

    def check(self, node: ast.expr, depth: int) -> ast.expr:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            raise FormulaFault(
                "this formula is too long or too deeply nested: split it with a derived column"
            )
        match node:
            case ast.Constant(value=value):
                return self.number(value)
            case ast.Name(id=name):
                return self.name(name)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
                return ast.UnaryOp(op, self.check(operand, depth + 1))
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _OPERATORS):
                return ast.BinOp(self.check(left, depth + 1), op, self.check(right, depth + 1))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, arguments, depth)
            case _:
                raise FormulaFault(
                    f"{_called(node)} is not part of a formula; it knows + - * / ** ( ) and functions"
                )

    def number(self, value: object) -> ast.expr:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FormulaFault(f"{value!r:.40} is not a number")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise FormulaFault("a number is too large")
        return ast.Constant(number)

    def name(self, name: str) -> ast.expr:
        if name.startswith(_PLACEHOLDER) and name.removeprefix(_PLACEHOLDER).isdigit():
            position = int(name.removeprefix(_PLACEHOLDER))
            if position >= len(self.quoted):
                raise FormulaFault(f'"{name}" is not a name to use')
            name = self.quoted[position]
        if not name.strip():
            raise FormulaFault("a name is empty")
        self.names.append(name)
        return ast.Name(name)

    def call(self, function: str, arguments: list[ast.expr], depth: int) -> ast.expr:
        if function not in _ARGUMENTS:
            raise FormulaFault(f'there is no function "{function}"; known: {", ".join(_ARGUMENTS)}')
        fewest, most = _ARGUMENTS[function]
        if not fewest <= len(arguments) <= most:
            wanted = str(fewest) if fewest == most else f"{fewest} or more"
            raise FormulaFault(f"{function} takes {wanted} values, not {len(arguments)}")
        return ast.Call(ast.Name(function), [self.check(argument, depth + 1) for argument in arguments], [])


def _called(node: ast.expr) -> str:
    """What a forbidden piece of syntax is called by people."""
    names = {
        ast.Attribute: "a dot between names",
        ast.Subscript: "an index in brackets",
        ast.Compare: "a comparison",
        ast.BoolOp: "and/or",
        ast.IfExp: "if/else",
        ast.Lambda: "a function of its own",
        ast.JoinedStr: "a formatted text",
        ast.List: "a list",
        ast.Tuple: "a list (a decimal comma? write a point)",
        ast.Call: "this call",
    }
    return names.get(type(node), f"this ({type(node).__name__})")


class _Evaluation:
    """One walk over a tree."""

    def __init__(self, values: Mapping[str, Values], rows: int) -> None:
        self.values = values
        self.rows = rows
        self.undefined: Mask = np.zeros(rows, dtype=np.bool_)

    def of(self, node: ast.expr) -> Values:
        match node:
            case ast.Constant(value=value):
                return np.full(self.rows, value)
            case ast.Name(id=name):
                return self.values[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.of(operand)
            case ast.UnaryOp(operand=operand):
                return self.of(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return self.binary(op, self.of(left), self.of(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self.call(name, [self.of(argument) for argument in arguments])
        raise AssertionError(f"{type(node).__name__} passed the checker")

    def binary(self, operator: ast.operator, left: Values, right: Values) -> Values:
        match operator:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                self.note((right == 0) & ~np.isnan(left))
                return np.where(right == 0, np.nan, left / right)
        return self.pairwise(math.pow, left, right)

    def pairwise(self, function: Callable[[float, float], float], left: Values, right: Values) -> Values:
        """A function of the C library on every pair, so that bits do not depend on the processor."""
        result = np.full(self.rows, np.nan)
        for row, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
            if a == a and b == b:
                result[row] = self.attempt(row, function, a, b)
        return result

    def single(self, function: Callable[[float], float], values: Values) -> Values:
        result = np.full(self.rows, np.nan)
        for row, value in enumerate(values.tolist()):
            if value == value:
                result[row] = self.attempt(row, function, value)
        return result

    def attempt(self, row: int, function: Callable[..., float], *arguments: float) -> float:
        try:
            return function(*arguments)
        except (ValueError, OverflowError, ZeroDivisionError):
            self.undefined[row] = True
            return math.nan

    def note(self, rows: Mask) -> None:
        self.undefined |= rows

    def call(self, function: str, arguments: list[Values]) -> Values:
        first, *others = arguments
        match function:
            case "min":
                for other in others:
                    first = np.minimum(first, other)
                return first
            case "max":
                for other in others:
                    first = np.maximum(first, other)
                return first
            case "abs":
                return np.abs(first)
            case "clip":
                low, high = others
                return np.minimum(np.maximum(first, low), high)
            case "if_missing":
                return np.where(np.isnan(first) & ~self.undefined, others[0], first)
        return self.single({"log": math.log, "exp": math.exp, "sqrt": math.sqrt}[function], first)


def _check(text: str) -> str:
    parse_formula(text)
    return text


FormulaText = Annotated[str, AfterValidator(_check)]
"""A formula as it stands in a weighting file, known to parse."""
