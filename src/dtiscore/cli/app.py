"""The application: its commands, and the one place where every outcome becomes an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from copy import copy
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer

from dtiscore import __version__, progress
from dtiscore.cli.commands import Command, Group
from dtiscore.cli.language import listen_to, spoken_language
from dtiscore.cli.options import Language
from dtiscore.cli.project import forget_project, look_for_project
from dtiscore.cli.stopping import say_when_stopped
from dtiscore.errors import DtiscoreError, ExitCode
from dtiscore.files.streams import printing
from dtiscore.questions import QUESTIONS
from dtiscore.said import said, spoken

_PRINTED = frozenset({"--help", "-h", "--version", "-V", "--show-completion"})
"""Options that are answered by the parser, which prints the answer itself."""


def application(*, alone: bool, command: str | None = None, listed: bool = False) -> typer.Typer:
    """The application with its commands, or for speed with no other modules than the one that has ``command``.

    ``alone``: no command is given, so that the options count which stand before one (help, shell completion). Beside a
    command they would only cost time: typer loads pydantic for each that is not used. ``listed``: commands are only named,
    without their hundreds of options, which take as long to make as all the rest of the page.
    """
    app = typer.Typer(
        name="dtiscore",
        cls=Group,
        help=_ABOUT,
        epilog="dtiscore score examples/dti-province/2023.csv -w dti-province-2022",
        no_args_is_help=True,
        add_completion=alone,
        add_help_option=alone,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options_alone if alone else _options)
    for question in QUESTIONS:
        if command == question or command not in QUESTIONS:
            import_module(f"dtiscore.questions.{question}.command").register(app)
    _make_ours(app)
    if listed:
        _name_alone(app)
    return app


@cache
def _built(*, alone: bool, command: str | None, listed: bool) -> Any:
    """The application as it is run, built once for all lines that a process carries out."""
    return typer.main.get_command(application(alone=alone, command=command, listed=listed))


def _commands_with(name: str) -> Any:
    """The commands for one that runs others, with the one of a name alone where there is one."""
    return _built(alone=False, command=name, listed=False)


def _make_ours(app: typer.Typer) -> None:
    """Give the commands of an application and of its groups the classes that speak as dtiscore does."""
    for command in app.registered_commands:
        if not issubclass(command.cls or object, Command):
            command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        if group.typer_instance is not None:
            _make_ours(group.typer_instance)


def _name_alone(app: typer.Typer) -> None:
    """Leave of the commands of an application what names and describes them, and of its groups no commands."""
    for command in app.registered_commands:
        if command.callback is not None:
            command.callback = _without_options(command.callback)
    for group in app.registered_groups:
        group.typer_instance = copy(group.typer_instance)  # other applications have the group too
        if group.typer_instance is not None:
            group.typer_instance.registered_commands = []


def _without_options(command: Callable[..., Any]) -> Callable[[], None]:
    """What is named and described as a command, and takes nothing."""

    def named() -> None: ...

    named.__name__, named.__doc__ = command.__name__, command.__doc__
    return named


_ABOUT = "Composite indices from a raw indicator table and a weighting file: scores, ranks and the reasons for them."


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dtiscore {__version__}")
        raise typer.Exit


_Version = Annotated[
    bool,
    typer.Option("--version", "-V", help="Print the version and stop.", callback=_version, is_eager=True),
]
_Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")]
_NoProject = Annotated[
    bool, typer.Option("--no-project", help="Read no dtiscore.toml; wherever it stands on the line.")
]


def _options(version: _Version = False, debug: _Debug = False) -> None:
    """Options before the command; ``debug`` is looked up where outcomes become exit codes."""


def _options_alone(
    version: _Version = False,
    debug: _Debug = False,
    no_project: _NoProject = False,
    lang: Language = None,
) -> None:
    """The same and what is heard wherever it stands: the language, and whether there is a project."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; every outcome, foreseen or not, ends here with its exit code."""
    debug = "--debug" in arguments or bool(os.environ.get("DTISCORE_DEBUG"))
    try:
        completes = "_DTISCORE_COMPLETE" in os.environ
        if completes:  # who completes words is told of no fault
            forget_project()
        else:
            arguments = look_for_project(arguments)
            listen_to(arguments)
            say_when_stopped(spoken(said("dtiscore: stopped"), spoken_language()))
        alone = not arguments or arguments[0].startswith("-") or completes
        listed = not completes and {*arguments} <= {"--help", "-h"}
        named = next((word for word in arguments[:1] if word in QUESTIONS), None)
        program = _built(alone=alone, command=named, listed=listed)
        with printing() if _PRINTED.intersection(arguments) else nullcontext():
            outcome = program(
                list(arguments), standalone_mode=False, prog_name="dtiscore", obj=_commands_with
            )
        if sys.stdout is not None:  # it is where somebody closed it
            sys.stdout.flush()
        return int(outcome) if isinstance(outcome, int) else ExitCode.DONE
    except DtiscoreError as error:
        from dtiscore.cli.terminal import report

        report(error, arguments)
        return error.exit_code
    except (BrokenPipeError, SystemExit) as end:
        return _end(end)
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the border: what nobody foresaw is a bug of ours, never a traceback
        return _bug(error, debug=debug)
    finally:
        progress.listen(None)


def _end(end: BrokenPipeError | SystemExit) -> int:
    """The exit code of what was ended: by the reader of a pipe that went away, or by typer itself.

    Typer turns the first into ``SystemExit`` too; of its own it ends what answers a shell that completes words.
    """
    if isinstance(end, SystemExit) and not isinstance(end.__context__, OSError):
        return int(end.code or ExitCode.DONE)
    from dtiscore.files.streams import abandon_standard_output

    abandon_standard_output()
    return ExitCode.CLOSED_PIPE


def _bug(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    else:
        from dtiscore.cli.terminal import report_bug

        report_bug(error)
    return ExitCode.BUG
