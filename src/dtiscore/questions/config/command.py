"""``config``: every value in effect, and whether the environment, the project or a default says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from dtiscore.cli.effect import ABSENT, CountsWith, counting
from dtiscore.cli.result import with_list
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.cli.outputs import Commands
    from dtiscore.cli.result import Result
    from dtiscore.questions.config.shown import Setting, Value


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Show every value in effect and where it comes from.", epilog="dtiscore config score"
    )(config)


@counting(["form", "excel", "command"], CountsWith(schema=ABSENT))
@with_list
def config(
    context: typer.Context,
    result: Result,
    command: Annotated[
        list[str] | None,
        typer.Argument(help="A command, whose options are shown.", metavar="COMMAND", show_default=False),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of dtiscore.toml instead, for editors.")
    ] = False,
) -> None:
    """Show what the project and the environment say, or each option of a command with the value that it has untyped.

    What is typed comes first, then DTISCORE_OPTION of the environment, then dtiscore.toml, then the default.
    """
    from dtiscore.cli.project import project
    from dtiscore.questions.config.shown import ShownSettings

    result.claim()
    if schema:
        from dtiscore.inputs.file_schemas import file_schema
        from dtiscore.render.forms.json_text import to_json

        result.emit(to_json(file_schema("project")))
        return
    found = project()
    where = said("no project here") if found is None else said("project {file}", file=found.document.source)
    if command:
        about = said("{command} · {project}", command=f"dtiscore {' '.join(command)}", project=where)
        result.show(ShownSettings([*_of_command(context.obj, command)], about))
    else:
        result.show(ShownSettings([*_of_project(), *_of_environment(context.obj)], where))


def _of_command(commands: Commands, words: Sequence[str]) -> Iterator[Setting]:
    """The options of a command.

    Raises:
        UsageFault: there is no such command.
    """
    from dtiscore.cli.supplied import options_of, supplied_to
    from dtiscore.errors import UsageFault
    from dtiscore.questions.config.shown import Setting
    from dtiscore.suggestions import Suggestions

    at: Any = commands(words[0])
    for number, word in enumerate(words):
        below = getattr(at, "commands", {})
        if word not in below:
            message = said(
                '{command} has no command "{name}"',
                command=" ".join(["dtiscore", *words[:number]]),
                name=word,
            )
            raise UsageFault(message, Suggestions().advice(word, below, label=said("there are")))
        at = below[word]
    if hasattr(at, "commands"):
        named = " ".join(words)
        message = said("{command} is a group of commands", command=named)
        raise UsageFault(
            message,
            said("name one of them: {names}", names=", ".join(f"{named} {one}" for one in at.commands)),
        )
    supplied = supplied_to(at)
    for option in options_of(at):
        name = max(option.opts, key=len)
        if (one := supplied.get(option.name)) is not None:
            yield Setting(name, one.value, one.source, str(one.origin))
        elif name != "--help":
            yield Setting(name, cast("Value", option.default), "default", None)


def _of_project() -> Iterator[Setting]:
    """What the project says, name by name."""
    from dtiscore.cli.project import project
    from dtiscore.questions.config.shown import Setting

    found = project()
    if found is None:
        return

    def place(*path: str | int) -> str:
        return str(found.document.place(path))

    said_of = found.project
    for key in ("language", "edition"):
        if (value := getattr(said_of, key)) is not None:
            yield Setting(key, value, "project", place(key))
    for name, table in said_of.tables.items():
        told = getattr(found.table(f"@{name}"), "typed", table.file)
        yield Setting(f"tables.{name}", told, "project", place("tables", name))
    for name, files in said_of.weights.items():
        yield Setting(
            f"weights.{name}", [found.path(file) for file in files], "project", place("weights", name)
        )
    for name, file in said_of.schemes.items():
        yield Setting(f"schemes.{name}", found.path(file), "project", place("schemes", name))
    for at, output in enumerate(said_of.outputs):
        yield Setting(f"outputs.{output.name}", found.path(output.file), "project", place("outputs", at))


def _of_environment(commands: Commands) -> Iterator[Setting]:
    """What the environment says, each variable with the option that it is, if it is one of any command."""
    import os

    from dtiscore.cli.supplied import PREFIX, options_of, variable_of
    from dtiscore.questions.config.shown import Setting

    given = sorted(name for name in os.environ if name.startswith(PREFIX))
    if not given:
        return
    known = {"DTISCORE_NO_PROJECT": "--no-project", "DTISCORE_DEBUG": "--debug"}
    for command in _leaves(commands("")):
        known |= {variable_of(option): max(option.opts, key=len) for option in options_of(command)}
    for variable in given:
        name = known.get(variable, said("no option of any command"))
        yield Setting(name, os.environ[variable].splitlines(), "environment", variable)


def _leaves(group: Any) -> Iterator[Any]:
    for command in group.commands.values():
        yield from _leaves(command) if hasattr(command, "commands") else [command]
