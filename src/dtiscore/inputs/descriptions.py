"""What the fields of a model mean: the sentence that stands below each of them in the source."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise


def descriptions(model: type) -> dict[str, str]:
    """The sentences below the fields of a class and of its bases, each in one line.

    They are read when somebody asks for them: pydantic would do so whenever the class is made, in every command.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if base.__module__.startswith("dtiscore"):
            found |= _of_classes(base.__module__).get(base.__name__, {})
    return found


@cache
def _of_classes(module: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences below the fields of each class of a module."""
    found: dict[str, dict[str, str]] = {}
    for made in ast.parse(inspect.getsource(sys.modules[module])).body:
        if not isinstance(made, ast.ClassDef):
            continue
        of_class = found.setdefault(made.name, {})
        for field, text in pairwise(made.body):
            if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                continue
            if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                of_class[field.target.id] = " ".join(str(text.value.value).split())
    return found


def in_plain_text(docstring: str) -> str:
    """A docstring as editors show it: one line for each paragraph, without any markup."""
    paragraphs = [" ".join(part.split()) for part in inspect.cleandoc(docstring).split("\n\n")]
    return re.sub(r":\w+:`~?\.?([\w.]+)`", r"\1", "\n\n".join(paragraphs)).replace("`", "")
