"""What an option has by default, and a text, is what typer would read it as: it need not be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from dtiscore.cli.app import application
from dtiscore.cli.parameters import spare_readers


def commands(command: Any, name: str = "dtiscore") -> Iterator[tuple[str, Any]]:
    yield name, command
    for each, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {each}")


def test_defaults_and_texts_are_what_typer_makes_of_them() -> None:
    looked_at = 0
    for name, command in commands(typer.main.get_command(application(alone=True))):
        with command.make_context(name, [], resilient_parsing=True) as context:
            spare_readers(command, context)
            for parameter in command.get_params(context):
                if not hasattr(parameter, "get_runtime_param"):
                    return  # typer 0.26, which is asked always
                kind = parameter.type_descriptor.annotation
                for value in (
                    (None, parameter.default, "a text") if kind is str else (None, parameter.default)
                ):
                    spared = parameter.get_runtime_param().coerce(value, parameter, context)
                    made = type(parameter).get_runtime_param(parameter).coerce(value, parameter, context)
                    assert (type(spared), spared) == (type(made), made), (name, parameter.name)
                    looked_at += 1
    assert looked_at > 1000


def test_no_reader_is_made_where_nothing_needs_one() -> None:
    score = next(
        command
        for name, command in commands(typer.main.get_command(application(alone=True)))
        if name == "dtiscore score"
    )
    with score.make_context("score", ["table.csv", "-w", "hdi-2022"]) as context:
        parameters = score.get_params(context)
    made = [one.name for one in parameters if getattr(one, "_runtime_param", None) is not None]
    assert made == []
