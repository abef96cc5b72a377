"""Options that several commands share: declared once, added to a command's signature, handed to it as one argument."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

Options = Mapping[str, tuple[Any, Any]]
"""By the name of the parameter: its type with its option, and its default."""

Command = Callable[..., Any]

_HEAVY = {"Reading": Any, "Result": Any, "Assumptions": Any}
"""What the gathered arguments are, which live with heavy modules and must not load for --help."""


def with_options(
    command: Command, argument: str | None, options: Options, gather: Callable[..., Any]
) -> Command:
    """The command with more options, whose values it receives as one ``argument``, as ``gather`` makes it of them.

    With ``None`` it receives nothing of them.
    """

    @functools.wraps(command)
    def wrapped(**arguments: Any) -> Any:
        given = {name: arguments.pop(name) for name in options}
        if argument is not None:
            arguments[argument] = gather(**given)
        return command(**arguments)

    own = [parameter for parameter in _parameters(command) if parameter.name != argument]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]
    wrapped.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]  # read by typer
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in [*own, *shared]}
    return wrapped


def _parameters(command: Command) -> list[inspect.Parameter]:
    """The parameters of a command, given by name, with their types evaluated."""
    known = getattr(command, "__signature__", None)
    if known is not None:  # it was given options before
        return list(known.parameters.values())
    types = get_type_hints(command, localns=_HEAVY, include_extras=True)
    return [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=parameter.default, annotation=types[name]
        )
        for name, parameter in inspect.signature(command).parameters.items()
    ]
