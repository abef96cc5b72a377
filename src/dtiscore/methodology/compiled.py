"""The compiled form of a model that was read: its values as JSON, from which it is made again without being checked twice."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, get_args

from dtiscore.methodology.base import Model
from dtiscore.methodology.methods import Methods

Read = TypeVar("Read", bound=Model)


def compiled(model: Model, text: str, *known: str) -> str:
    """The compiled form of what ``text`` says; ``known`` are properties that need not be worked out again.

    Raises:
        TypeError: what would be made of it is not the same.
    """
    said = model.model_dump(mode="json", exclude_unset=True)
    form = {"of": _digest(text), "said": said, "known": {name: getattr(model, name) for name in known}}
    written = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
    again = restored(type(model), written, text)
    if again != model or again.model_dump_json() != model.model_dump_json():
        raise TypeError(f"{model!r} has no compiled form")
    return written


def restored(kind: type[Read], form: str | None, text: str) -> Read | None:
    """What was compiled of ``text``; ``None`` where nothing was, another text, or the form is damaged."""
    try:
        held = json.loads(form or "{}")
    except ValueError:
        return None
    if held.get("of") != _digest(text):
        return None
    model = _made(kind, held["said"])
    vars(model).update(held["known"])
    return model


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _made(kind: type[Read], said: Mapping[str, Any]) -> Read:
    models = _models_within(kind)
    return kind.model_construct(**{name: _value(value, models.get(name)) for name, value in said.items()})


def _value(value: Any, model: type[Model] | Methods[Any] | None) -> Any:
    if isinstance(value, list):
        return tuple(_value(each, model) for each in value)
    if model is None or not isinstance(value, dict):
        return value
    return _made(model[value[model.key]] if isinstance(model, Methods) else model, value)


@cache
def _models_within(kind: type[Model]) -> dict[str, type[Model] | Methods[Any]]:
    """The fields of a model that hold models, alone or several, and which: no field holds models of two sorts."""
    found: dict[str, type[Model] | Methods[Any]] = {}
    for name, field in kind.model_fields.items():
        for part in (*field.metadata, *_parts(field.annotation)):
            if isinstance(part, Methods) or (isinstance(part, type) and issubclass(part, Model)):
                found[name] = part
                if isinstance(part, Methods):
                    break
    return found


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and everything that it is made of, beside what stands with it what it is made of."""
    yield from getattr(annotation, "__metadata__", ())
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
