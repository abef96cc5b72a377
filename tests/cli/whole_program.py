"""The whole command line as typer has it, which takes it longer to build than most commands take to run: built once."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import typer.main

from dtiscore.cli.app import application


@cache
def program() -> Any:
    """The program with all its commands and options."""
    return typer.main.get_command(application(alone=True))


@cache
def commands() -> Mapping[str, Any]:
    """Every command by its words, such as ``weights show``."""

    def walk(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for name, below in group.commands.items():
            if hasattr(below, "commands"):
                yield from walk(below, (*words, name))
            else:
                yield " ".join((*words, name)), below

    return dict(walk(program(), ()))


@cache
def options_of() -> Mapping[str, frozenset[str]]:
    """By command the options that it takes, in all their spellings."""
    return {
        words: frozenset(name for parameter in command.params for name in parameter.opts)
        for words, command in commands().items()
    }


def example_of(command: str) -> list[str]:
    """The arguments of the example that the help of a command ends with."""
    return shlex.split(commands()[command].epilog.removeprefix("dtiscore "))
