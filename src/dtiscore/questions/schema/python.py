"""The JSON Schema of every JSON envelope, made from the model that its question has, and of every file that people write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from dtiscore.arguments import checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.file_schemas import DIALECT, FILES, file_schema
from dtiscore.questions import QUESTIONS
from dtiscore.said import said
from dtiscore.suggestions import Suggestions

if TYPE_CHECKING:
    from pydantic import BaseModel


@cache
def _envelopes() -> Mapping[str, type[BaseModel]]:
    """The model of each envelope, by the name in its ``schema``: what the questions say that they write."""
    found: dict[str, type[BaseModel]] = {}
    for question in QUESTIONS:
        if find_spec(f"dtiscore.questions.{question}.envelope") is not None:
            found |= import_module(f"dtiscore.questions.{question}.envelope").ENVELOPES
    return found


@checked
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of an envelope or a file; its ``$id`` ends with its version.

    Raises:
        UsageFault: there is no such schema.
    """
    if name in FILES:
        return file_schema(name)
    if name not in _envelopes():
        fix = Suggestions().advice(name, names(), label=said("there are"))
        raise UsageFault(said('there is no schema "{name}"', name=name), fix)
    made = _envelopes()[name].model_json_schema(by_alias=True)
    return {"$schema": DIALECT, "$id": f"urn:dtiscore:{name}:{version(name)}", **made}


def version(name: str) -> int:
    """The version of a schema, which an envelope says in its ``schema``: ``dtiscore/ranking/1``."""
    if name in FILES:
        return FILES[name].version
    (told,) = _envelopes()[name].model_fields["schema_"].annotation.__args__  # type: ignore[union-attr]  # it is a Literal
    return int(told.rpartition("/")[2])


def names() -> Collection[str]:
    """The names of all schemas: of what is written, then of the files that people write."""
    return [*_envelopes(), *FILES]


def command_of(name: str) -> str:
    """The command, or the group of commands, whose JSON an envelope is, or which reads a file."""
    if name in FILES:
        return FILES[name].command
    return " ".join(_envelopes()[name].__module__.split(".")[2:-1])
