"""Values of options that are not on the command line: from the environment, or else from the project.

``DTISCORE_TOP=10`` is ``--top 10`` for every command that has this option. What is typed comes before it, and what the
project says after it. Several values stand one a line; an empty one says nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

import typer
from typer.core import TyperOption

from dtiscore.cli.parameters import Command, name_of
from dtiscore.cli.project import project
from dtiscore.errors import DtiscoreError
from dtiscore.said import Said, as_it_is, said
from dtiscore.shell_words import with_value

PREFIX = "DTISCORE_"


class Supplied(NamedTuple):
    """A value that was not typed."""

    value: str | list[str]
    source: Literal["environment", "project"]
    origin: Said
    """The variable, or the file and line."""


_without_environment: list[None] = []


@contextmanager
def without_environment() -> Iterator[None]:
    """Let the environment say nothing for a while: what a project makes depends on nothing that is not in it."""
    _without_environment.append(None)
    try:
        yield
    finally:
        _without_environment.pop()


def variable_of(option: TyperOption) -> str:
    """The variable of the environment for an option: ``DTISCORE_SKIP_ROWS`` for ``--skip-rows``."""
    return PREFIX + max(option.opts, key=len).lstrip("-").replace("-", "_").upper()


def supplied_to(command: Command) -> dict[str, Supplied]:
    """By the names of its parameters, what the environment and the project say for the options of a command.

    Raises:
        InvalidMethodology: the project breaks rules.
    """
    found = dict(_of_project(command))
    if _without_environment:
        return found
    if any(name.startswith(PREFIX) for name in os.environ):
        found |= _of_environment(command)
    return found


def supply(command: Command, context: typer.Context) -> None:
    """Let the parser take for what is not typed what the environment and the project say."""
    found = supplied_to(command)
    context.meta[PREFIX] = found
    # The language is not for the parser: a line is told in it before it is parsed.
    context.default_map = {name: one.value for name, one in found.items() if name != "lang"}


def supplied_in(context: typer.Context) -> Mapping[str, Supplied]:
    """What was supplied to a command line and taken, by the names of parameters: of a line that cannot be parsed nothing is."""
    found: Mapping[str, Supplied] = context.meta.get(PREFIX, {})
    return {name: one for name, one in found.items() if _source(context, name) == "DEFAULT_MAP"}


_running: list[typer.Context] = []


@contextmanager
def running(context: typer.Context) -> Iterator[None]:
    """Let results tell of a command line, while it runs, who said what nobody typed."""
    _running.append(context)
    try:
        yield
    finally:
        _running.pop()


def origins() -> dict[str, str]:
    """By the names of options, who said those that nobody typed on the line that runs, tables of the project included."""
    if not _running:
        return {}
    context = _running[-1]
    found: dict[str, str] = {}
    for value in context.params.values():
        for one in value if isinstance(value, list | tuple) else [value]:
            stated = {**getattr(one, "reading", {}), "period": getattr(one, "period", None)}
            found |= {name: "project" for name, said_there in stated.items() if said_there is not None}
    found |= {name: one.source for name, one in supplied_in(context).items()}
    return {name: source for name, source in found.items() if _source(context, name) != "COMMANDLINE"}


def tell_supplied(
    error: DtiscoreError, context: typer.Context | None = None, table: str | None = None
) -> None:
    """Let a fault say what it was asked with that nobody typed: it may be what is wrong.

    Args:
        error: the fault.
        context: the command line; the one that runs unless given.
        table: the one of several tables that the fault is about.
    """
    notes = _notes_on_supplied(context or _running[-1], table)
    if not any(note in error.notes for note in notes):
        error.notes = [*error.notes, *notes]


def _notes_on_supplied(context: typer.Context, table: str | None) -> list[Said]:
    """What was supplied to a command line, as a fault tells it: who says which option, and how a table is read."""
    options = {one.name: one for one in context.command.params if isinstance(one, TyperOption)}
    notes = [
        said("{origin} says {option}", origin=one.origin, option=_typed(options[name], one.value))
        for name, one in supplied_in(context).items()
        if name != "lang"
    ]
    values = [one if isinstance(one, list | tuple) else [one] for one in context.params.values()]
    values = values if table is None else [[table]]
    told = (getattr(one, "told", None) for several in values for one in several)
    return [*notes, *dict.fromkeys(note for note in told if note is not None)]


def _typed(option: TyperOption, value: str | list[str]) -> str:
    """An option with its values, as it would be typed."""
    if option.is_flag:
        return name_of(option)
    values = [value] if isinstance(value, str) else value
    return " ".join(with_value(name_of(option), one) for one in values)


def _source(context: typer.Context, name: str) -> str | None:
    """Where the parser took the value of a parameter from; ``None`` where it stopped before it came there."""
    source = context.get_parameter_source(name)
    return None if source is None else source.name


def _of_environment(command: Command) -> Iterator[tuple[str, Supplied]]:
    for option in options_of(command):
        variable = variable_of(option)
        text = os.environ.get(variable)
        if text:
            several = [line for line in text.splitlines() if line]
            value: Any = several if option.multiple else text
            yield option.name, Supplied(value, "environment", as_it_is(variable))


_WITH_THE_EDITION = {"doctor"}
"""Commands that can do without an edition, and are told that of the project all the same: what they propose needs it."""


def _of_project(command: Command) -> Iterator[tuple[str, Supplied]]:
    found = project()
    if found is None:
        return
    for option in options_of(command):
        key = {"lang": "language", "weights": "edition"}.get(option.name or "")
        is_asked = option.required or command.name in _WITH_THE_EDITION
        if key is None or (key == "edition" and not is_asked):
            continue
        value = getattr(found.project, key)
        if value is not None:
            yield (
                option.name,
                Supplied(value, "project", as_it_is(str(found.document.place((key,))))),
            )


def options_of(command: Command) -> Iterator[TyperOption]:
    """The options of a command."""
    return (one for one in command.params if isinstance(one, TyperOption))
