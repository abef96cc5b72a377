"""Whether what a public function is given is what its annotations say: told in a sentence to whoever has no type checker.

The annotations are the one statement of it. What they name for type checkers alone is held against nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache, wraps
from inspect import get_annotations
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, ParamSpec, TypeVar, Union, get_args, get_origin

from dtiscore.errors import UsageFault
from dtiscore.said import Said, said, with_or

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=type)


class AtLeast(NamedTuple):
    """Beside the type of a number: the least that it may be. It is no NaN then."""

    least: int


Count = Annotated[int, AtLeast(1)]
"""How many, where none at all would be no request."""
FromZero = Annotated[int, AtLeast(0)]


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """A public function that raises ``UsageFault`` for what its annotations rule out, before it does anything."""

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        code = function.__code__
        given = dict(zip(code.co_varnames[: code.co_argcount], args, strict=False)) | kwargs
        kinds = _kinds(function)
        for name in given:
            if name in kinds:
                require_kind(name, given[name], kinds[name])
        return function(*args, **kwargs)

    return asked


def checked_fields(made: C) -> C:
    """A public dataclass that raises it for what the annotations of its fields rule out."""
    made.__init__ = checked(made.__init__)  # type: ignore[misc]  # no class is made of it below
    return made


def require_kind(name: str, value: object, kind: Any) -> None:
    """Make sure that a value is what an annotation says; of a list each of its items too.

    Raises:
        UsageFault: it is not.
    """
    if not _fits(value, kind):
        has_short_text = value is None or isinstance(value, str | bytes | Real)
        told = repr(value) if has_short_text else said("of type {kind}", kind=type(value).__name__)
        message = said("{name} cannot be {value}", name=name, value=told)
        raise UsageFault(message, said("give {kinds}", kinds=with_or(_told(kind), commas=True)))
    if get_origin(kind) in (Sequence, tuple) and isinstance(value, list | tuple):
        for at, item in enumerate(value):
            require_kind(f"{name}[{at}]", item, get_args(kind)[0])


@cache
def _kinds(function: Callable[..., Any]) -> Mapping[str, Any]:
    """What each argument may be, where its annotation names nothing that is there for type checkers alone."""
    kinds: dict[str, Any] = {}
    for name, annotation in function.__annotations__.items():
        one = type("One", (), {"__annotations__": {name: annotation}})
        with suppress(NameError):
            kinds |= get_annotations(one, globals=function.__globals__, eval_str=True)
    return kinds


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


_FITS: Mapping[Any, Callable[[object], bool]] = {
    bool: lambda value: type(value).__name__ in ("bool", "bool_"),  # that of numpy too
    int: lambda value: isinstance(value, Integral) and not isinstance(value, bool),
    float: lambda value: isinstance(value, Real) and not isinstance(value, bool),
    None: lambda value: value is None,
    Sequence: _is_list,
    tuple: _is_list,
    Collection: lambda value: isinstance(value, Collection) and not isinstance(value, str | bytes | Mapping),
}
"""What is taken for values of a type, where that is not what its name says: other numbers and lists do as well."""


def _fits(value: object, kind: Any) -> bool:
    origin, parts = get_origin(kind) or kind, get_args(kind)
    if origin in (Union, UnionType):
        return any(_fits(value, part) for part in parts)
    if origin is Annotated:
        return _fits(value, parts[0]) and value >= parts[1].least
    if origin is Literal:
        return isinstance(value, str) and value in parts
    if origin in _FITS:
        return _FITS[origin](value)
    is_a_class = isinstance(origin, type) and not getattr(origin, "_is_protocol", False)
    return isinstance(value, origin) if is_a_class else True


def _told(kind: Any) -> list[Said | str]:
    """The kinds of value that an annotation allows, for people."""
    origin, parts = get_origin(kind) or kind, get_args(kind)
    if origin in (Union, UnionType):
        return [told for part in parts for told in _told(part)]
    if origin is Annotated:
        (number,) = _told(parts[0])
        return [said("{number} from {least} up", number=number, least=parts[1].least)]
    if origin is Literal:
        return [*map(repr, parts)]
    words = {
        "str": said("a text"),
        "int": said("a whole number"),
        "float": said("a number"),
        "bool": said("{first} or {second}", first="True", second="False"),
        "PathLike": said("a path"),
        "Mapping": said("a mapping"),
        "Sequence": said("a list"),
        "Collection": said("a list"),
        "tuple": said("a list"),
        "Callable": said("a function"),
        "NoneType": "None",
    }
    called = getattr(NoneType if kind is None else origin, "__name__", str(origin))
    return [words.get(called, called)]
