"""What an option or an argument asks for: its name, what stands for its value, which values it takes, and the files among these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache, partial
from typing import Any, Literal, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.models import ParameterInfo

from dtiscore.languages import catalogue
from dtiscore.said import Said, Spoken, as_it_is, composed, said_in

Command: TypeAlias = TyperCommand | TyperGroup
Parameter: TypeAlias = TyperOption | TyperArgument

_NUMBER, _TEXT = said_in("placeholder", "N"), said_in("placeholder", "TEXT")


class Values(NamedTuple):
    """Which values a parameter takes, as its declaration says, whatever a version of typer makes of that."""

    choices: tuple[str, ...] = ()
    number: type[int | float] | None = None
    least: float | None = None
    most: float | None = None
    number_last: bool = False
    """Whether a number stands behind the last ``=`` of a text."""

    @property
    def is_number(self) -> bool:
        """Whether it takes, or ends with, a number that may have decimals."""
        return self.number is float or self.number_last


class NumberLast:
    """Of an option that takes texts, as a further part of its annotation: behind the last ``=`` stands a number."""


_ANY = Values()


def values_of(command: Command) -> Mapping[str, Values]:
    """By the name of the parameter, of those that the function of a command declares."""
    return {name: _values(hint) for name, hint in annotations_of(command.callback).items()}


@cache
def annotations_of(function: Callable[..., Any] | None) -> Mapping[str, Any]:
    """The types of a command's parameters by name, with what is said beside each; empty of a command without function."""
    return get_type_hints(function, include_extras=True) if function is not None else {}


def _values(hint: Any) -> Values:
    kind = _kind_of_one(hint)
    if get_origin(kind) is Literal:
        return Values(choices=tuple(map(str, get_args(kind))))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Values(choices=tuple(str(one.value) for one in kind))
    if kind in (int, float):
        said_beside = getattr(hint, "__metadata__", ())
        bounds = next((part for part in said_beside if isinstance(part, ParameterInfo)), ParameterInfo())
        return Values(number=kind, least=bounds.min, most=bounds.max)
    if any(isinstance(part, NumberLast) for part in getattr(hint, "__metadata__", ())):
        return Values(number_last=True)
    return _ANY


def _kind_of_one(hint: Any) -> Any:
    """The type of one value, where there may be none or several, or something is said beside it."""
    parts = [part for part in get_args(hint) if part is not type(None)]
    return hint if not parts or get_origin(hint) in (Literal, tuple) else _kind_of_one(parts[0])


def name_of(parameter: Parameter) -> Said:
    """The option or argument as messages call it."""
    is_argument = isinstance(parameter, TyperArgument)
    return as_it_is(placeholder(parameter) if is_argument else max(parameter.opts, key=len))


def placeholder(parameter: Parameter, values: Values = _ANY) -> str:
    """What stands for the value in a line of usage; nothing for a flag."""
    if isinstance(parameter, TyperOption) and parameter.is_flag:
        return ""
    if parameter.metavar:
        return standing_for_value(parameter.metavar)
    if values.choices:
        return f"<{'|'.join(values.choices)}>"
    return _NUMBER if values.number else _TEXT


def standing_for_value(word: str) -> Spoken:
    """A word that stands for a value, as a catalogue says it."""
    return composed(partial(_in_language, word))


def _in_language(word: str, language: str | None) -> str:
    return word if language is None else catalogue(language).pgettext("placeholder", word)


class _SettledOrRead:
    """What typer takes for the reader of a parameter: it makes one only for what is not yet what the parameter asks for."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value that is meant by what was typed or stands there by default."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        kind = param.type_descriptor.annotation
        if value is param.default or (kind is str and type(value) is str):
            return value
        if get_origin(kind) is Literal and value in get_args(kind):
            return value
        return type(param).get_runtime_param(param).coerce(value, param=param, ctx=ctx)


def spare_readers(command: Command, context: Any) -> None:
    """Let typer read those values of a command that need it.

    It would have pydantic make a reader for every option that there is, also of those that nobody typed, and look for
    plugins of pydantic first: a tenth of the time that a small table takes in all.
    """
    parameters: list[Any] = command.get_params(context)
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param"):  # typer 0.26 makes none
            parameter.get_runtime_param = _SettledOrRead


def files_of(*given: str | None) -> list[str]:
    """The files that are given, without the period that may be typed before that of a table."""
    names = [name for name in given if name is not None]
    if not any("=" in name for name in names):
        return names
    from dtiscore.inputs.compared import source_of

    return [file for name in names for file in source_of(name)]
