"""The errors of the schema in the words of a person who edits the file: which key, what it must be, how to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dtiscore.errors import Problem
from dtiscore.methodology.checks.schema_walk import CHOOSERS, chooser, field_kinds, models_at
from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.formula_text import FormulaTooLarge
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.rules import Rule
from dtiscore.suggestions import Suggestions

_TYPES = {
    "string_type": ("not-text", "text", 'write it in quotes, such as "7"'),
    "float_type": (
        "not-a-number",
        "a number",
        "write it without quotes, with a decimal point: 0.25, not 1/4 or 0,25",
    ),
    "int_type": ("not-a-number", "a whole number", "write it without quotes and without decimals"),
    "int_from_float": ("not-a-number", "a whole number", "write it without decimals"),
    "bool_type": ("not-true-or-false", "true or false", "write true or false, without quotes"),
    "tuple_type": ("not-a-list", "a list", "write [a, b] or one - item per line"),
    "dict_type": ("not-a-mapping", "key: value pairs", "write {key: value}"),
    "model_type": ("not-a-mapping", "key: value pairs", "write {key: value}"),
    "model_attributes_type": ("not-a-mapping", "key: value pairs", "write {key: value}"),
    "finite_number": ("not-a-number", "a finite number", "write a decimal number"),
}
"""By type of error: the code of the problem, what the value must be, how to write that."""

_QUOTE = "write the whole text in quotes: within braces an unquoted comma ends it"

_LIMITS = {
    "greater_than_equal": ("ge", "must be at least"),
    "greater_than": ("gt", "must be more than"),
    "less_than_equal": ("le", "must be at most"),
    "less_than": ("lt", "must be less than"),
}

_FORMS = {
    "id": "write lower-case letters without marks, digits, points and hyphens, such as dti-province-2022",
    "signed": "write a year, a month or a day: 2022, 2022-05 or 2022-05-20",
    "in_force": "write a year, a month or a day: 2022, 2022-05 or 2022-05-20",
}
"""How to write the values whose form is fixed, by their key."""


def schema_problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    """The errors of one validation, one problem per value: a value with several possible types fails each of them."""
    grouped: dict[Path, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # the list has enough items; those that failed are told of one by one
        path = _data_path(document.data, details["loc"], absent=details["type"] == "missing")
        grouped.setdefault(path, []).append(details)
    above = {path[:length] for path in grouped for length in range(len(path))}
    suggestions = Suggestions()
    for path, several in grouped.items():
        if path in above and all(details["type"] == "literal_error" for details in several):
            continue  # not the word it might have been, but a mapping, whose keys are told of
        yield _problem(document, path, several, suggestions)


def _problem(
    document: Document, path: Path, several: Sequence[ErrorDetails], suggestions: Suggestions
) -> Problem:
    name, details = _named(path), several[0]
    choices = [choice for each in several if (choice := _choice(each)) is not None]
    fix: str | None
    if len(choices) == len(several) > 1:
        code, message = "not-a-choice", f"{name} is none of the allowed values"
        fix = _near_choice(details["input"], " or ".join(choices), suggestions)
    elif details["type"] == "extra_forbidden":
        code, message = "unknown-key", f"{name} is not a key here"
        fix = _near(str(path[-1]), _keys_beside(document.data, path), suggestions)
    elif details["type"] in _TYPES:
        code, wanted, fix = _TYPES[details["type"]]
        message, fix = f"{name} must be {wanted}", _way_out(code, path, details["input"]) or fix
    elif details["type"] in _ABSENT_OR_UNKNOWN:
        code, message, fix = _absent_or_unknown(document.data, path, details, suggestions)
    else:
        code, message, fix = _broken_rule(name, path, details)
    raw = None if code in ("missing-key", "unknown-key") else _raw(details)
    return Problem(code, message, document.place(path), raw, fix=fix)


def _way_out(code: str, path: Path, value: object) -> str | None:
    """How to write what a person has nearly written, where the value shows what was meant."""
    if code == "not-text" and value is None:
        return _QUOTE if " " in str(path[-1]) else "write its text, or remove the key"
    if code == "not-a-mapping" and isinstance(value, str) and value in Rule.registry:
        return f"write {{kind: {value}}}"
    if code == "not-a-list" and isinstance(value, Mapping):
        return "write [ before it and ] after it"
    if code == "not-a-list" and path[-1] == "then" and isinstance(value, str) and value in Rule.registry:
        return f"write [{{kind: {value}}}]"
    return None


_ABSENT_OR_UNKNOWN = frozenset({"missing", "union_tag_not_found", "union_tag_invalid", "literal_error"})


def _absent_or_unknown(
    data: Any, path: Path, details: ErrorDetails, suggestions: Suggestions
) -> tuple[str, str, str]:
    """Code, message and fix for a key that is not there, or a word that is none of the known ones."""
    kind, context, name = details["type"], details.get("ctx", {}), _named(path)
    if kind == "missing":
        if isinstance(word := _at(data, path[:-1]), str):  # a method named by its word alone
            fix = f"write {path[-2]}: {{kind: {word}, {path[-1]}: …}}"
            return "missing-key", f'{name}, which "{word}" needs, is absent', fix
        if isinstance(path[-1], int):
            return "missing-key", f"{name} is required and absent", "add it after the others"
        where = f" to {_named(path[:-1])}" if path[:-1] else ""
        return "missing-key", f"{name} is required and absent", f"add {path[-1]} and its value{where}"
    if kind == "union_tag_not_found":
        key, known = _choices(data, path)
        return "missing-key", f"{name} does not say its {key}", f"write {key}: one of {', '.join(known)}"
    allowed = str(context.get("expected_tags") or context.get("expected"))
    what = name
    if "tag" in context:
        key = str(context["discriminator"]).strip("'")
        what = f'"{context["tag"]}" as the {key} of {name}'
    fix = _near_choice(context.get("tag", details["input"]), allowed, suggestions)
    return "not-a-choice", f"{what} is none of the allowed values", fix


def _broken_rule(name: str, path: Path, details: ErrorDetails) -> tuple[str, str, str | None]:
    """Code, message and fix for a value of the right type that breaks a rule."""
    kind, context = details["type"], details.get("ctx", {})
    code, message, fix = "invalid-value", details["msg"], "correct it"
    if kind in _LIMITS:
        bound, words = _LIMITS[kind]
        code, message, fix = "out-of-range", f"{name} {words} {context[bound]:g}", "correct the number"
    elif kind == "string_too_short":
        code, message, fix = "empty-text", f"{name} is empty", "write its text, or remove the key"
    elif kind == "string_too_long":
        code, message, fix = (
            "text-too-long",
            f"{name} has more than {context['max_length']} characters",
            "shorten it",
        )
    elif kind == "too_short" and context.get("min_length") == 1:
        code, message, fix = "wrong-length", f"{name} is an empty list", "add an item"
    elif kind in ("too_short", "too_long"):
        bound = "at least {min_length}" if kind == "too_short" else "at most {max_length}"
        message = f"{name} must have {bound.format(**context)} items"
        code, fix = "wrong-length", "add items" if kind == "too_short" else "remove items"
    elif kind == "string_pattern_mismatch":
        fix = _FORMS.get(str(path[-1]), f"the form is {context.get('pattern')}")
        code, message = "wrong-form", f"{name} is not in the form it must have"
    elif kind == "value_error":
        words, _, fix = str(context["error"]).partition("; ")
        if isinstance(context["error"], FormulaTooLarge):
            fix = _parts_of_a_formula(path)
        message = f"{name}: {words}"
    return code, message, fix or None


def _parts_of_a_formula(path: Path) -> str:
    """How a formula is split that is too large, by what may stand beside it where it stands."""
    if "then" in path:
        return "split it into several rules of then: in each, x is what the one before it gives"
    if "aggregate" in path:
        return "let nodes below this one compute parts of it, and name their codes here"
    return "compute parts of it first, in columns of their own (prepare: step derive), and name these here"


def _choice(details: ErrorDetails) -> str | None:
    """What one of several possible types would have admitted, where that can be said in a word."""
    if details["type"] == "literal_error":
        return str(details["ctx"]["expected"])
    return {"float_type": "a number", "bool_type": "true or false"}.get(details["type"])


def _raw(details: ErrorDetails) -> str | None:
    """The value as the file writes it, for single values."""
    value = details["input"]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None


def _named(path: Path) -> str:
    """The key at the end of a path, or the item of a list, as a message calls it."""
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {_named(path[:-1])}"
    return f'"{path[-1]}"'


def _choices(data: Any, path: Path) -> tuple[str, list[str]]:
    """The key by which a value at this place says what it is, and the words that the schema knows for it."""
    keyed = [(key, model) for model in models_at(Methodology, data, path) if (key := chooser(model))]
    return keyed[0][0], [str(model.model_fields[key].default) for key, model in keyed]


def _data_path(data: Any, location: Sequence[int | str], *, absent: bool) -> Path:
    """The path in the file behind a pydantic location, which also names union members that no file contains."""
    path: list[str | int] = []
    at, chosen = data, False
    for step in location:
        if isinstance(at, Mapping) and not chosen and any(at.get(key) == step for key in CHOOSERS):
            chosen = True  # the member of a union; a key of the same name, as steps in steps, comes after it
            continue
        inside = (isinstance(at, Mapping) and step in at) or (
            isinstance(at, list) and isinstance(step, int) and step < len(at)
        )
        if inside:
            at, chosen = at[step], False
            path.append(step)
    return (*path, location[-1]) if absent else tuple(path)


def _at(data: Any, path: Path) -> Any:
    """The value at a path of the file."""
    for step in path:
        data = data[step]
    return data


def _keys_beside(data: Any, path: Path) -> list[str]:
    """The keys that the schema knows at the place of an unknown one."""
    models = models_at(Methodology, data, path[:-1])
    return list(dict.fromkeys(key for model in models for key in field_kinds(model)))


def _near(key: str, known: Sequence[str], suggestions: Suggestions) -> str:
    """Names near to a misspelt one, or all that are allowed."""
    return suggestions.did_you_mean(key, known) or f"allowed: {', '.join(known)}"


def _near_choice(value: object, allowed: str, suggestions: Suggestions) -> str:
    """The word near to a misspelt one, or all that are allowed, as pydantic lists them between single quotes."""
    words = re.findall("'([^']*)'", allowed) if isinstance(value, str) else []
    return suggestions.did_you_mean(str(value), words) or f"allowed: {allowed}"
