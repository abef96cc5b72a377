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

    types = get_type_hints(command, localns=_HEAVY, include_extras=True)
    own = [
        parameter.replace(annotation=types[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != argument
    ]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]
    wrapped.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]  # read by typer
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in [*own, *shared]}
    return wrapped
