"""The small changes of a source: another comparison, sign, number or truth value, a condition turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """One place of a source that can be changed, and what would be changed there."""

    number: int
    """Which of the places of the source, from 0."""
    line: int
    about: str


def mutations_of(source: str) -> Iterator[Mutation]:
    """Every change of a module, one at a time; types, docstrings and words of messages are left as they are."""
    for number, (node, about) in enumerate(_places(ast.parse(source))):
        yield Mutation(number, getattr(node, "lineno", 0), about)


def changed(source: str, mutation: Mutation) -> ast.Module:
    """The module with that one change."""
    tree = ast.parse(source)
    node, _ = next(islice(_places(tree), mutation.number, None))
    _change(node)
    return ast.fix_missing_locations(tree)


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """The nodes that can be changed, in the order of the source, each with what is changed in it."""
    for node in _walk(tree):
        match node:
            case ast.Compare(ops=[operator]) if type(operator) in _COMPARISONS:
                yield node, f"{ast.unparse(node)}: another comparison"
            case ast.BinOp(op=operator) if type(operator) in _OPERATORS and not _is_text(node):
                yield node, f"{ast.unparse(node)}: another operator"
            case ast.AugAssign(op=operator) if type(operator) in _OPERATORS:
                yield node, f"{ast.unparse(node)}: another operator"
            case ast.BoolOp():
                yield node, f"{ast.unparse(node)}: and for or"
            case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
                yield node, f"{ast.unparse(node)}: without its sign"
            case ast.Constant(value=bool() | int() | float()):
                yield node, f"{ast.unparse(node)}: another value"
            case ast.If() | ast.IfExp():
                yield node, f"if {ast.unparse(node.test)}: turned round"


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run, without annotations, decorators, the parameters of types and the strictness of ``zip``."""
    if isinstance(node, ast.If) and _is_type_checking(node):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases") or isinstance(
            node, ast.JoinedStr
        ):
            continue
        if isinstance(node, ast.keyword) and node.arg == "strict":  # of zip: for lengths that do not differ
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _walk(child)


def _is_type_checking(node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_text(node: ast.BinOp) -> bool:
    """Whether a sum joins texts, or a bar joins types."""
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and (side.value is None or isinstance(side.value, str)))
        for side in (node.left, node.right)
    )


def _change(node: ast.AST) -> None:
    match node:
        case ast.Compare(ops=[operator]):
            node.ops = [_COMPARISONS[type(operator)]()]
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
            node.op = _OPERATORS[type(operator)]()
        case ast.BoolOp(op=operator):
            node.op = ast.Or() if isinstance(operator, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not()):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)  # not not x: the truth of x
        case ast.UnaryOp():
            node.op = ast.UAdd()
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() | float() as value):
            node.value = value + 1
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
