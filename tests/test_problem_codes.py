"""The list of problem codes is that of the source: each code that some line tells, and no other."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import dtiscore
from dtiscore.problem_codes import PROBLEM_CODES

PACKAGE = Path(dtiscore.__file__).parent
Function = ast.FunctionDef | ast.AsyncFunctionDef
BESIDE = {"message", "fix", "said", "note", "path"}
"""What those who take the code of a problem take beside it; a heading and a code of a list have none of them."""
Places = dict[str, set[int | str]]
"""By the name of a function or class: the numbers and names of its parameters that take a code."""


def is_of_a_code(name: str) -> bool:
    """Whether a parameter or variable takes codes of problems; codes of nodes and units are nowhere literal."""
    return name == "code" or name.endswith("_code")


def parameters(node: ast.AST) -> list[str]:
    """The parameters of a function, or the fields of a class that are given in a row."""
    if isinstance(node, Function):
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        return names[1:] if names[:1] == ["self"] else names
    if isinstance(node, ast.ClassDef):
        return [one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]  # fmt: skip
    return []


def takers(trees: Iterable[ast.AST]) -> Places:
    """Who takes codes; a class takes what its ``__init__`` does."""
    found: Places = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            of = [(getattr(node, "name", ""), node)]
            if isinstance(node, ast.ClassDef):
                of += [(node.name, one) for one in node.body if getattr(one, "name", "") == "__init__"]
            for name, taker in of:
                names = parameters(taker)
                for number, parameter in enumerate(names):
                    if is_of_a_code(parameter) and BESIDE & {*names}:
                        found[name] |= {number, parameter}
    return {**found, "PydanticCustomError": {0}}


def name_of(node: ast.AST) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def texts(node: ast.AST | None) -> set[str]:
    """The texts that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value} - {""}
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return set().union(*map(texts, node.values)) if isinstance(node, ast.BoolOp) else set()


def in_a_row(node: ast.AST | None, functions: dict[str, ast.AST]) -> Iterator[list[ast.expr]]:
    """The rows of values that an expression may be: itself, what a function returns, what a table holds."""
    if isinstance(node, ast.Tuple | ast.List):
        yield node.elts
    elif isinstance(node, ast.IfExp):
        yield from in_a_row(node.body, functions)
        yield from in_a_row(node.orelse, functions)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from in_a_row(value, functions)
    elif isinstance(node, ast.Subscript):
        yield from in_a_row(functions.get(name_of(node.value)), functions)
    elif isinstance(node, ast.Call):
        for one in ast.walk(functions.get(name_of(node.func), ast.Pass())):
            if isinstance(one, ast.Return):
                yield from in_a_row(one.value, functions)


def assigned(node: ast.AST, functions: dict[str, ast.AST]) -> Iterator[str]:
    """The codes that are put into variables of that name."""
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        if is_of_a_code(name_of(target)):
            yield from texts(node.value)
        for number, one in enumerate(target.elts if isinstance(target, ast.Tuple) else ()):
            if is_of_a_code(name_of(one)):
                for row in in_a_row(node.value, functions):
                    yield from texts(row[number])


def handed_on(node: ast.AST) -> Iterator[str]:
    """The codes that a function returns or yields before a message."""
    if not isinstance(node, ast.Return | ast.Yield) or node.value is None:
        return
    for row in (one.elts for one in ast.walk(node.value) if isinstance(one, ast.Tuple)):
        for code, message in pairwise(row):
            makes = isinstance(message, ast.Call) and name_of(message.func) in {"said", "counted"}
            if makes or name_of(message) == "message":
                yield from texts(code)


def told(tree: ast.AST, takers: Places) -> Iterator[str]:
    """The codes that a file gives to who takes one."""
    functions: dict[str, ast.AST] = {one.name: one for one in ast.walk(tree) if isinstance(one, Function)}
    functions |= {
        name_of(target): one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign)
        for target in one.targets
    }
    for node in ast.walk(tree):
        yield from assigned(node, functions)
        yield from handed_on(node)
        if isinstance(node, ast.Call):
            places = takers.get(name_of(node.func), set())
            given = [*enumerate(node.args), *((key.arg, key.value) for key in node.keywords)]
            for place, value in given:
                if place in places:
                    yield from texts(value)


def codes_of(files: Iterable[str]) -> set[str]:
    trees = [ast.parse(text) for text in files]
    known = takers(trees)
    return {code for tree in trees for code in told(tree, known)}


@pytest.mark.slow
def test_each_code_of_the_source_stands_in_the_list_and_no_other() -> None:
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "problem_codes.py"]
    found = codes_of(path.read_text(encoding="utf-8") for path in files)
    assert found == {one.code for group in PROBLEM_CODES.values() for one in group}


def test_codes_are_found_however_they_are_told() -> None:
    assert codes_of(
        [
            "class Fault:\n  path: str\n  code: str\nclass Other:\n  def __init__(self, code, message): ...",
            "def tell(path, code): ...\ndef two():\n  return 'c-1' if x else 'c-2', 'words'",
            "T = {'key': ('d-1', 'words'), 'other': ('d-2', 'words')}",
            "Fault(path, 'a-1')\nOther('a-2', words)\ntell(place, code='a-3' if x else 'a-4')\nself.tell(place, y or 'a-5')",
            "code, message = 'b-1', 'words'\nnote_code = 'b-2'\nname = 'no-1'\nprint('no-2')",
            "def two():\n  return 'c-1' if x else 'c-2', 'words'\ncode, message = two()",
            "def one():\n  return ('c-3', 'words') if x else ('c-4', 'words')\ncode, message = one()",
            "T = {'key': ('d-1', 'words'), 'other': ('d-2', 'words')}\ncode, message = T[key]",
            "def each():\n  yield 'e-1', said('words'), fix\n  return label, ('e-2', message, fix)",
        ]
    ) == {f"a-{n}" for n in range(1, 6)} | {
        "b-1",
        "b-2",
        "c-1",
        "c-2",
        "c-3",
        "c-4",
        "d-1",
        "d-2",
        "e-1",
        "e-2",
    }


def test_each_code_stands_once_in_its_group_by_the_alphabet() -> None:
    codes = [[one.code for one in group] for group in PROBLEM_CODES.values()]
    assert codes == [sorted(group) for group in codes]
    assert len({code for group in codes for code in group}) == sum(map(len, codes))
