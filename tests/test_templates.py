"""Every message and way out is a template that a tool can find and a catalogue can translate: a literal with named parts."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import dtiscore
from dtiscore import errors

PACKAGE = Path(dtiscore.__file__).parent
TEMPLATES = {"said": [0], "counted": [1, 2], "said_in": [0, 1], "joined": [0], "template": [0]}
"""Which arguments of the functions that make sentences are templates, or tell them apart."""
WITH_PARTS = {"said": set(), "counted": {"n"}, "said_in": set()}
"""Those whose templates name the parts that are given with them, and the parts that they have without being given."""
TOLD = {
    "Problem",
    *(name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.DtiscoreError)),
}  # fmt: skip
"""What is told to a user: the texts of such a call come from templates."""
IMPORT = f"from dtiscore.said import {', '.join(TEMPLATES)}\n"
MADE = {"said.py", "method_names.py"}
"""The files that make sentences of templates, or of ids, given to them."""

Breach = str


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of a file that make or tell sentences; what only has the name of one is told by its import."""
    ours = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "dtiscore.said"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in (TOLD | ours):
            yield node


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_known(node: ast.AST, *, marks: bool) -> bool:
    """Whether a tool can find a template: it is a literal, or one of some that ``template`` marks in the same file."""
    if isinstance(node, ast.IfExp):
        return is_known(node.body, marks=marks) and is_known(node.orelse, marks=marks)
    return literal(node) is not None or (
        marks and isinstance(node, ast.Name | ast.Call | ast.Subscript | ast.Attribute)
    )


def fields(template: str) -> set[str]:
    """The parts that a template names, those of the forms of its numbers too."""
    found: set[str] = set()
    for _, field, form, _ in string.Formatter().parse(template):
        if field is not None:
            found |= {field} | fields(form or "")
    return found


def not_literal(call: ast.Call, *, marks: bool) -> Iterator[Breach]:
    for place in TEMPLATES.get(name_of(call), []):
        if not is_known(call.args[place], marks=marks and name_of(call) != "template"):
            yield f"{name_of(call)}: {ast.unparse(call.args[place])} is no literal"


def without_its_parts(call: ast.Call) -> Iterator[Breach]:
    """Parts that a template names and nobody gives, given ones that it does not name, and names without a meaning."""
    if name_of(call) not in WITH_PARTS or literal(call.args[TEMPLATES[name_of(call)][-1]]) is None:
        return
    given = {key.arg for key in call.keywords if key.arg is not None}
    if len(given) < len(call.keywords):
        return  # parts that are put together elsewhere
    named = {field for place in TEMPLATES[name_of(call)] for field in fields(literal(call.args[place]) or "")}
    if named | WITH_PARTS[name_of(call)] != given | WITH_PARTS[name_of(call)]:
        yield f"{literal(call.args[0])!r} names {sorted(named)} and is given {sorted(given)}"
    for name in given:
        if not name.isidentifier() or name[-1].isdigit() or name == "self":
            yield f"{name} says nothing to a translator"


def made_of_pieces(call: ast.Call) -> Iterator[Breach]:
    """A text that is told and that no catalogue can know; where it comes from elsewhere, its type says that it is Said."""
    if name_of(call) in TOLD:
        texts = call.args[1:2] + call.args[4:5] if name_of(call) == "Problem" else call.args[:2]
        for text in [*texts, *(key.value for key in call.keywords if key.arg in ("message", "fix"))]:
            if isinstance(text, ast.JoinedStr | ast.BinOp) or literal(text) is not None:
                yield f"{name_of(call)} tells {ast.unparse(text)}"


def breaches(tree: ast.AST) -> list[Breach]:
    marks = any(name_of(call) == "template" for call in calls(tree))
    return [
        breach
        for call in calls(tree)
        for breach in (*not_literal(call, marks=marks), *without_its_parts(call), *made_of_pieces(call))
    ]


@pytest.mark.slow
def test_every_sentence_is_a_template_with_named_parts() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {breach}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name not in MADE
        for breach in breaches(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "said(message)",
        "said(f'{a} is b', a=a)",
        "counted(n, one, '{n} rows')",
        "joined(', '.join(texts), texts)",
        "template(words)",
        "said(message if a else 'is b')",
        "said('{a} is b')",
        "said('{a} is b', a=a, b=b)",
        "said('{a:.{digits}f} is b', a=a)",
        "counted(n, '{n} row of {a}', '{n} rows')",
        "said('{rows_2} is b', rows_2=rows)",
        "Problem('code', f'{a} is b', place)",
        "Problem('code', message, place, raw, 'a' + b)",
        "UsageFault('words')",
        "errors.SourceFault(message, fix='%s' % way)",
    ],
)
def test_what_no_catalogue_could_say_is_found(text: str) -> None:
    assert len(breaches(ast.parse(IMPORT + text))) == 1


def test_templates_with_their_parts_are_no_breach() -> None:
    assert (
        breaches(ast.parse("Problem('x', said('{a:.{digits}f}{{}} is', a=a, digits=2), place, fix=fix)"))
        == []
    )
    assert breaches(ast.parse(IMPORT + "counted(n, 'one of {all:,}', '{n} of {all:,}', all=whole)")) == []
