"""Names of a project on a command line: which parameters may be given one, and what each stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

import typer

from dtiscore.cli.parameters import annotations_of
from dtiscore.cli.project import project
from dtiscore.errors import UsageFault
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.parameters import Command
    from dtiscore.inputs.project import FoundProject


class Names(Enum):
    """What a parameter names, as a further part of its annotation."""

    TABLE = "table"
    TABLE_OR_FILE = "table or file"
    """A table of another kind than the data, which an output of a project may also call by its file."""
    WEIGHTS = "weights"
    SCHEME = "scheme"
    TABLE_OR_WEIGHTS = "table or weights"


def put_names(command: Command, context: typer.Context) -> None:
    """Let the parameters of a command have what the names stand for that they were given.

    Raises:
        UsageFault: there is no such name, or a file is called so too. InvalidMethodology: the project breaks rules.
    """
    found = project()
    if found is None and not any(map(_is_name, context.params.values())):
        return
    for name, kind in named_parameters(command).items():
        value = context.params.get(name)
        if value:
            context.params[name] = _put(value, kind, found)
    period = getattr(context.params.get("data"), "period", None)
    if period is not None and "period" in context.params and context.params["period"] is None:
        context.params["period"] = period


def named_parameters(command: Command) -> Mapping[str, Names]:
    """The parameters of a command that may be given names, and names of what."""
    return {
        name: part
        for name, hint in annotations_of(command.callback).items()
        for part in getattr(hint, "__metadata__", ())
        if isinstance(part, Names)
    }


def _is_name(value: Any) -> bool:
    """Whether a value, or one of several, can be nothing but a name unless there is such a file."""
    if isinstance(value, list | tuple):
        return any(map(_is_name, value))
    return isinstance(value, str) and value.rpartition("=")[2].startswith("@")


def _put(value: Any, kind: Names, found: FoundProject | None) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_put(one, kind, found) for one in value)
    if found is None:
        _refuse_name(value)
        return value
    ways: Mapping[Names, Callable[[str], str]] = {
        Names.TABLE: found.table,
        Names.TABLE_OR_FILE: found.table,
        Names.WEIGHTS: found.weighting,
        Names.SCHEME: found.scheme,
        Names.TABLE_OR_WEIGHTS: found.table_or_weighting,
    }
    return ways[kind](value)


def _refuse_name(value: str) -> None:
    from dtiscore.files.paths import can_be_read

    if _is_name(value) and not can_be_read(value) and not can_be_read(value.rpartition("=")[2]):
        message = said('"{name}" is a name in a project, and there is none here', name=value)
        raise UsageFault(message, said("run it in the folder of the project or below, or write a path"))
