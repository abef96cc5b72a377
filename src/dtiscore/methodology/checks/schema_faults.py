"""The errors of the schema in the words of a person who edits the file: which key, what it must be, how to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dtiscore.errors import Problem
from dtiscore.methodology.checks.nearly_written import way_out
from dtiscore.methodology.checks.said_otherwise import elsewhere, otherwise
from dtiscore.methodology.checks.schema_walk import chooser, field_kinds, models_at
from dtiscore.methodology.documents.document import Document
from dtiscore.methodology.documents.marks import Path, path_text
from dtiscore.methodology.formula_text import FormulaTooLarge
from dtiscore.methodology.model import Methodology
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Said, as_it_is, said, said_in, template, with_or
from dtiscore.suggestions import Suggestions

_TYPES = {
    "string_type": ("not-text", said_in("what a value is", "text"), said('write it in quotes, such as "7"')),
    "float_type": (
        "not-a-number",
        said("a number"),
        said("write it without quotes, with a decimal point: 0.25, not 1/4 or 0,25"),
    ),
    "int_type": (
        "not-a-number",
        said("a whole number"),
        said("write it without quotes and without decimals"),
    ),
    "int_from_float": ("not-a-number", said("a whole number"), said("write it without decimals")),
    "bool_type": ("not-true-or-false", said("true or false"), said("write true or false, without quotes")),
    "tuple_type": ("not-a-list", said("a list"), said("write [a, b] or one - item per line")),
    "dict_type": ("not-a-mapping", said("key: value pairs"), said("write {{key: value}}")),
    "model_type": ("not-a-mapping", said("key: value pairs"), said("write {{key: value}}")),
    "model_attributes_type": ("not-a-mapping", said("key: value pairs"), said("write {{key: value}}")),
    "finite_number": ("not-a-number", said("a finite number"), said("write a decimal number")),
}
"""By type of error: the code of the problem, what the value must be, how to write that."""

_LIMITS = {
    "greater_than_equal": ("ge", template("{name} must be at least {bound:g}")),
    "greater_than": ("gt", template("{name} must be more than {bound:g}")),
    "less_than_equal": ("le", template("{name} must be at most {bound:g}")),
    "less_than": ("lt", template("{name} must be less than {bound:g}")),
}

_NEGATIVE = said(
    "where less is better its rule says direction: down; a difference of nodes is an aggregation by formula"
)

_FORMS = {
    "id": said(
        "write lower-case letters without marks, digits, points and hyphens, such as dti-province-2022"
    ),
    "signed": said("write a year, a month or a day: 2022, 2022-05 or 2022-05-20"),
    "in_force": said("write a year, a month or a day: 2022, 2022-05 or 2022-05-20"),
}
"""How to write the values whose form is fixed, by their key."""


def schema_problems(
    document: Document, error: ValidationError, root: type[BaseModel] = Methodology
) -> Iterator[Problem]:
    """The errors of one validation, one problem per value: a value with several possible types fails each of them.

    ``root`` is the model that the whole document was held against. Nothing is said of values that the reader has refused.
    """
    grouped: dict[Path, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # the list has enough items; those that failed are told of one by one
        path = _data_path(document.data, details["loc"], absent=details["type"] == "missing")
        grouped.setdefault(path, []).append(details)
    above = {path[:length] for path in grouped for length in range(len(path))}
    suggestions, refused = Suggestions(), document.refused
    for path, several in grouped.items():
        if path_text(path) in refused:
            continue
        if path in above and all(details["type"] == "literal_error" for details in several):
            continue  # not the word it might have been, but a mapping, whose keys are told of
        yield _problem(document, root, path, several, suggestions)


def _problem(
    document: Document,
    root: type[BaseModel],
    path: Path,
    several: Sequence[ErrorDetails],
    suggestions: Suggestions,
) -> Problem:
    # Of several possible types the one that the value has tells most: a number beyond its limit is no misspelt word.
    name, details = _named(path), next((each for each in several if each["type"] in _LIMITS), several[0])
    choices = [choice for each in several if (choice := _choice(each)) is not None]
    fix: Said | None
    if len(choices) == len(several) > 1:
        code, message = "not-a-choice", said("{name} is none of the allowed values", name=name)
        fix = _near_choice(details["input"], with_or(choices), suggestions)
    elif details["type"] == "extra_forbidden":
        code, message = "unknown-key", said("{name} is not a key here", name=name)
        fix = otherwise(path) or _of_another_place_or_spelling(root, document.data, path, suggestions)
    elif details["type"] in _TYPES:
        code, wanted, fix = _TYPES[details["type"]]
        message = said("{name} must be {wanted}", name=name, wanted=wanted)
        fix = way_out(code, path, details["input"], document) or fix
    elif details["type"] in _ABSENT_OR_UNKNOWN:
        code, message, fix = _absent_or_unknown(document.data, path, details, suggestions)
    else:
        code, message, fix = _broken_rule(name, path, details)
    raw = None if code in ("missing-key", "unknown-key") else _raw(details)
    return Problem(code, message, document.place(path), raw, fix=fix)


_ABSENT_OR_UNKNOWN = frozenset({"missing", "union_tag_not_found", "union_tag_invalid", "literal_error"})


def _absent_or_unknown(
    data: Any, path: Path, details: ErrorDetails, suggestions: Suggestions
) -> tuple[str, Said, Said]:
    """Code, message and fix for a key that is not there, or a word that is none of the known ones."""
    kind, context, name = details["type"], details.get("ctx", {}), _named(path)
    if kind == "missing":
        if isinstance(word := _at(data, path[:-1]), str):  # a method named by its word alone
            fix = said("write {above}: {{kind: {kind}, {key}: …}}", above=path[-2], kind=word, key=path[-1])
            return "missing-key", said('{name}, which "{kind}" needs, is absent', name=name, kind=word), fix
        message = said("{name} is required and absent", name=name)
        if isinstance(path[-1], int):
            return "missing-key", message, said("add it after the others")
        if not path[:-1]:
            return "missing-key", message, said("add {key} and its value", key=path[-1])
        above = _named(path[:-1])
        return "missing-key", message, said("add {key} and its value to {above}", key=path[-1], above=above)
    if kind == "union_tag_not_found":
        key, known = _choices(data, path)
        fix = said("write {key}: one of {known}", key=key, known=", ".join(known))
        return "missing-key", said("{name} does not say its {key}", name=name, key=key), fix
    allowed = _alternatives(str(context.get("expected_tags") or context.get("expected")))
    what = name
    if "tag" in context:
        key = str(context["discriminator"]).strip("'")
        what = said('"{tag}" as the {key} of {name}', tag=context["tag"], key=key, name=name)
    fix = _near_choice(context.get("tag", details["input"]), allowed, suggestions)
    if path[-2:] == ("rank", "ties"):
        parted = said(
            "an order of their own stands in a node that then_by names, in the rank of a node or view"
        )
        fix = said("{fix}; {otherwise}", fix=fix, otherwise=parted)
    return "not-a-choice", said("{name} is none of the allowed values", name=what), fix


def _broken_rule(name: Said, path: Path, details: ErrorDetails) -> tuple[str, Said, Said | None]:
    """Code, message and fix for a value of the right type that breaks a rule."""
    kind, context = details["type"], details.get("ctx", {})
    message = as_it_is(details["msg"])
    fix: Said | None = said("correct it")
    if kind in _LIMITS:
        bound, must = _LIMITS[kind]
        message = said(must, name=name, bound=context[bound])
        return "out-of-range", message, _NEGATIVE if path[-1] == "weight" else said("correct the number")
    if kind == "string_too_short":
        return "empty-text", said("{name} is empty", name=name), said("write its text, or remove the key")
    if kind == "string_too_long":
        limit = context["max_length"]
        message = said("{name} has more than {limit} characters", name=name, limit=limit)
        return "text-too-long", message, said("shorten it")
    if kind in ("too_short", "too_long"):
        return ("wrong-length", *_wrong_length(name, context))
    if kind == "string_pattern_mismatch":
        form = said("the form is {pattern}", pattern=context.get("pattern"))
        message = said("{name} is not in the form it must have", name=name)
        return "wrong-form", message, _FORMS.get(str(path[-1]), form)
    if kind == "value_error" and isinstance(context["error"], Unfit):
        unfit = context["error"]
        message = said("{name}: {what}", name=name, what=unfit.message)
        fix = _parts_of_a_formula(path) if isinstance(unfit, FormulaTooLarge) else unfit.fix
    return "invalid-value", message, fix


def _wrong_length(name: Said, context: Mapping[str, Any]) -> tuple[Said, Said]:
    """Message and fix for a list with too few items, or too many."""
    least, most = context.get("min_length"), context.get("max_length")
    if least == 1:
        return said("{name} is an empty list", name=name), said("add an item")
    if least is not None:
        return said("{name} must have at least {least} items", name=name, least=least), said("add items")
    return said("{name} must have at most {most} items", name=name, most=most), said("remove items")


def _parts_of_a_formula(path: Path) -> Said:
    """How a formula is split that is too large, by what may stand beside it where it stands."""
    if "then" in path:
        return said("split it into several rules of then: in each, x is what the one before it gives")
    if "aggregate" in path:
        return said("let nodes below this one compute parts of it, and name their codes here")
    return said(
        "compute parts of it first, in columns of their own (prepare: step derive), and name these here"
    )


def _choice(details: ErrorDetails) -> Said | None:
    """What one of several possible types would have admitted, where that can be said in a word."""
    if details["type"] == "literal_error":
        return _alternatives(str(details["ctx"]["expected"]))
    return {"float_type": said("a number"), "bool_type": said("true or false")}.get(details["type"])


def _alternatives(expected: str) -> Said:
    """Words that may stand here, as pydantic lists them: ``'a', 'b' or 'c'``."""
    *others, last = re.findall("'[^']*'", expected) or [""]
    listed = said("{first} or {second}", first=", ".join(others), second=last)
    return listed if listed == expected else as_it_is(expected)


def _raw(details: ErrorDetails) -> str | None:
    """The value as the file writes it, for single values."""
    value = details["input"]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None


def _named(path: Path) -> Said:
    """The key at the end of a path, or the item of a list, as a message calls it."""
    if isinstance(path[-1], int):
        return said("item {number} of {whole}", number=path[-1] + 1, whole=_named(path[:-1]))
    return said('"{key}"', key=path[-1])


def _choices(data: Any, path: Path) -> tuple[str, list[str]]:
    """The key by which a value at this place says what it is, and the words that the schema knows for it."""
    keyed = [(key, model) for model in models_at(Methodology, data, path) if (key := chooser(model))]
    return keyed[0][0], [str(model.model_fields[key].default) for key, model in keyed]


def _data_path(data: Any, location: Sequence[int | str], *, absent: bool) -> Path:
    """The path in the file behind a pydantic location, which also names union members that no file contains."""
    path: list[str | int] = []
    at = data
    for step in location:
        inside = (isinstance(at, Mapping) and step in at) or (
            isinstance(at, list) and isinstance(step, int) and step < len(at)
        )
        if inside:
            at = at[step]
            path.append(step)
    return (*path, location[-1]) if absent else tuple(path)


def _at(data: Any, path: Path) -> Any:
    """The value at a path of the file."""
    for step in path:
        data = data[step]
    return data


def _keys_beside(root: type[BaseModel], data: Any, path: Path) -> list[str]:
    """The keys that the schema knows at the place of an unknown one."""
    models = models_at(root, data, path[:-1])
    return list(dict.fromkeys(key for model in models for key in field_kinds(model)))


def _of_another_place_or_spelling(
    root: type[BaseModel], data: Any, path: Path, suggestions: Suggestions
) -> Said:
    """What to do about an unknown key: of another level, of nearly this spelling, or both may be meant."""
    known = _keys_beside(root, data, path)
    near, placed = suggestions.did_you_mean(str(path[-1]), known), elsewhere(root, data, path)
    if placed is not None and near is not None:
        return said("{place}; {spelling}", place=placed, spelling=near)
    return placed or near or said("allowed: {names}", names=", ".join(known))


def _near_choice(value: object, allowed: Said, suggestions: Suggestions) -> Said:
    """The word near to a misspelt one, or all that are allowed, as pydantic lists them between single quotes."""
    words = re.findall("'([^']*)'", allowed) if isinstance(value, str) else []
    return suggestions.did_you_mean(str(value), words) or said("allowed: {names}", names=allowed)
