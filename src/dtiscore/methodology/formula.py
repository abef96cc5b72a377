"""A small, safe arithmetic over columns and nodes: the formulas that a weighting file may hold.

Numbers, names, ``+ - * / **``, parentheses and the functions ``min max abs log exp sqrt normal floor ceil round clip
if_missing if_at_least sum mean count``, and ``none`` for no score; nothing else is a formula. A name that is not a plain identifier stands between backticks: ```4.1` / `dân số```. The text is
parsed by Python's own parser into a tree that is never compiled or run: it is walked, over arrays of numbers.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import AfterValidator

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.formula_evaluation import Given, Result, evaluate, operations
from dtiscore.methodology.formula_text import FormulaFault, FormulaTooLarge, PlainFormula, plain_formula
from dtiscore.said import Said, counted, said

MAX_NODES = 500
MAX_DEPTH = 100

FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (2, 20),
    "max": (2, 20),
    "abs": (1, 1),
    "log": (1, 1),
    "exp": (1, 1),
    "sqrt": (1, 1),
    "normal": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "round": (1, 2),
    "clip": (3, 3),
    "if_missing": (2, 2),
    "if_at_least": (4, 4),
    "sum": (1, 100),
    "mean": (1, 100),
    "count": (1, 100),
}
"""The functions, with the fewest and most values each takes. ``round(x, 2)`` rounds half-up, to a whole number without the second; ``clip(x, low, high)`` holds x between the two;
``normal(x)`` is the share of the standard normal distribution below x;
``if_missing(x, y)`` is y where x is missing; ``if_at_least(x, limit, y, z)`` is y where x reaches the limit, else z;
``sum``, ``mean`` and ``count`` are of those that are there, the first two missing where none is."""

_CANCELLING = ("log", "exp", "sqrt", "normal", "sum", "mean")
_MOST_DECIMALS = 12

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


class Formula(NamedTuple):
    """A parsed formula."""

    text: str
    names: tuple[str, ...]
    """The columns or nodes it reads, in the order in which they occur."""
    needed: frozenset[str]
    """Those of the names without which there is no result; one inside ``if_missing``, or in a branch, may be missing."""
    tree: ast.expr

    def evaluate(self, values: Mapping[str, Values], rows: int) -> tuple[Values, Mask]:
        """The value for every row, and the rows in which it is undefined although all that it needs is there."""
        result = self.result(Given(values, rows))
        return result.values, result.undefined

    def result(self, given: Given) -> Result:
        """What the formula gives for every row, with the size of the largest term that entered it.

        NaN inputs are missing: they make the result missing, except through ``if_missing``. Undefined are a division
        by zero, a logarithm of 0 or below, a root of a negative number, and what exceeds floating point.
        """
        with np.errstate(all="ignore"):
            return evaluate(self.tree, given)

    def operations(self, before: Mapping[str, int]) -> int:
        """How many operations in a row lead to the result, given how many led to the names; none unless given."""
        return operations(self.tree, before)

    @property
    def undivided(self) -> set[str]:
        """Those of the names that do more than divide: ``a`` and ``b`` of ``(a - b) / c``, and ``a`` of ``a / (a + b)``."""
        return _undivided(self.tree)

    @property
    def may_cancel(self) -> bool:
        """Whether a term may be larger than the result, as in a difference, also where none is in what it reads."""
        parts = list(ast.walk(self.tree))
        return any(isinstance(part, ast.Add | ast.Sub | ast.Pow) for part in parts) or any(
            isinstance(part, ast.Name) and part.id in _CANCELLING for part in parts
        )


@lru_cache(maxsize=512)
def parse_formula(text: str) -> Formula:
    """Parse a formula.

    Raises:
        FormulaFault: the text is too long or deep, or holds anything that is not part of the grammar.
    """
    plain = plain_formula(text, FUNCTIONS)
    try:
        tree = ast.parse(plain.text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaFault(_unreadable(error, plain)) from None
    checker = _Checker(plain)
    try:
        checked = checker.check(tree, 0)
    except _TooLarge:
        parts, levels = _size(tree)
        message = said(
            "a formula has at most {most} parts and {deepest} levels, and this one {parts} and {levels}",
            most=MAX_NODES,
            deepest=MAX_DEPTH,
            parts=parts,
            levels=levels,
        )
        raise FormulaTooLarge(message) from None
    return Formula(text, tuple(dict.fromkeys(checker.names)), frozenset(_needed(checked)), checked)


class _TooLarge(Exception):
    """A part beyond those that a formula may have."""


def _size(tree: ast.expr) -> tuple[int, int]:
    """How many parts a formula has, and how many levels."""
    parts = levels = 0
    left = [(tree, 0)]
    while left:
        node, depth = left.pop()
        parts, levels = parts + 1, max(levels, depth)
        below = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
        left += [(part, depth + 1) for part in below if isinstance(part, ast.expr)]
    return parts, levels


def _unreadable(error: Exception, plain: PlainFormula) -> Said:
    offset = error.offset if isinstance(error, SyntaxError) else None
    if offset is None:
        return said("this is no formula: it cannot be read")
    return said("this is no formula: it cannot be read at character {at}", at=plain.written_at(offset))


class _Checker:
    """Admits what the grammar knows, counts it, and puts the names back in their places."""

    def __init__(self, plain: PlainFormula) -> None:
        self.plain = plain
        self.names: list[str] = []
        self.count = 0

    def check(self, node: ast.expr, depth: int) -> ast.expr:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            raise _TooLarge
        match node:
            case ast.Constant(value=None):
                return ast.Constant(None)
            case ast.Constant(value=int() | float() as value):
                return self.number(value)
            case ast.Name(id=replaced):
                self.names.append(self.plain.name(replaced))
                return ast.Name(self.names[-1])
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
                return ast.UnaryOp(op, self.check(operand, depth + 1))
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _OPERATORS):
                return ast.BinOp(self.check(left, depth + 1), op, self.check(right, depth + 1))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, arguments, depth)
            case ast.Tuple():
                raise FormulaFault(said("a list is not part of a formula (a decimal comma? write a point)"))
        raise FormulaFault(
            said("something here is not part of a formula"), said("write * between what is multiplied")
        )

    def number(self, value: float) -> ast.expr:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise FormulaFault(said("a number is too large"))
        return ast.Constant(number)

    def call(self, function: str, arguments: list[ast.expr], depth: int) -> ast.expr:
        if function not in FUNCTIONS:
            name = self.plain.name(function)
            known = said("known: {names}", names=", ".join(FUNCTIONS))
            raise FormulaFault(said('there is no function "{name}"', name=name), known)
        fewest, most = FUNCTIONS[function]
        if not fewest <= len(arguments) <= most:
            wanted = counted(most, "{n} value", "{n} values")
            if fewest != most:
                wanted = said("{fewest} to {most} values", fewest=fewest, most=most)
            raise FormulaFault(
                said(
                    "{function} takes {wanted}, not {given}",
                    function=function,
                    wanted=wanted,
                    given=len(arguments),
                )
            )
        if function == "round" and len(arguments) == 2:
            self.require_decimals(arguments[1])
        return ast.Call(ast.Name(function), [self.check(argument, depth + 1) for argument in arguments], [])

    def require_decimals(self, places: ast.expr) -> None:
        """The second value of ``round`` is a number of decimals, the same for all units."""
        value = places.value if isinstance(places, ast.Constant) else None
        if not isinstance(value, int) or not 0 <= value <= _MOST_DECIMALS:
            message = said(
                "the second value of round is a whole number from 0 to {most}", most=_MOST_DECIMALS
            )
            raise FormulaFault(message, said("write round(x, 2)"))


def _needed(node: ast.expr) -> set[str]:
    """The names without which there is no result: a part that may be missing needs what its stand-in needs too."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.Call(func=ast.Name(id="count")):
            return set()
        case ast.Call(func=ast.Name(id="if_missing" | "sum" | "mean"), args=alternatives):
            return set.intersection(*map(_needed, alternatives))
        case ast.Call(func=ast.Name(id="if_at_least"), args=[value, limit, first, second]):
            return _needed(value) | _needed(limit) | (_needed(first) & _needed(second))
        case ast.Call(args=parts):
            pass
        case _:
            parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
    return set().union(*map(_needed, parts))


def _undivided(node: ast.expr) -> set[str]:
    """The names that stand somewhere else than in what is divided by."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.BinOp(left=left, op=ast.Div()):
            return _undivided(left)
        case ast.Call(args=parts):
            pass
        case _:
            parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
    return set().union(*map(_undivided, parts))


def _check(text: str) -> str:
    parse_formula(text)
    return text


def _check_names(text: str) -> str:
    if not parse_formula(text).names:
        raise FormulaFault(
            said("this formula names nothing, so that all units would get the same"),
            said("write a name in it"),
        )
    return text


FormulaText = Annotated[str, AfterValidator(_check)]
"""A formula as it stands in a weighting file, known to parse."""

ScoringFormula = Annotated[FormulaText, AfterValidator(_check_names)]
"""A formula that gives a score, and so tells units apart by what it names."""
