"""The commands of the application and their groups: what they say by themselves is ours, in the language of its reader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from dtiscore.cli.effect import StrictCommand
from dtiscore.cli.language import spoken_language
from dtiscore.cli.names import put_names
from dtiscore.cli.parameters import Command as AnyCommand, spare_readers
from dtiscore.cli.supplied import running, supply, tell_supplied
from dtiscore.cli.typed_numbers import with_plain_numbers
from dtiscore.errors import DtiscoreError, ExitCode
from dtiscore.said import spoken


class Command(StrictCommand):
    """A command with help and faults of ours."""

    @property
    def answering(self) -> AnyCommand:
        """The command that has the options and does the work."""
        return self

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # click's own context
        """Parse as typer does, and tell what is wrong."""
        if ctx.resilient_parsing and "_DTISCORE_COMPLETE" in os.environ:
            from dtiscore.cli.completing import offer_values

            offer_values(self)
        spare_readers(self, ctx)
        typed = list(args) if ctx.resilient_parsing else with_plain_numbers(self, args)
        if not (ctx.resilient_parsing or _asks_for_help(ctx, args)):
            supply(self, ctx)
        with _naming_what_was_supplied(ctx):
            try:
                rest = super().parse_args(ctx, list(typed))
            except Exception as error:
                from dtiscore.cli.usage import tell

                tell(error, self, ctx, typed)
                raise
            if not ctx.resilient_parsing:
                put_names(self, ctx)
        return rest

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # click's own context
        """Run the command."""
        with _naming_what_was_supplied(ctx), running(ctx):
            return super().invoke(ctx)

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # click's own context
        """Draw the help page."""
        _write_help(self, ctx, formatter)

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> list[Any]:  # type: ignore[override]  # click's own context
        """What may be typed, with what it does."""
        return _in_language(super().shell_complete(ctx, incomplete))


class Group(TyperGroup):
    """A group of commands with help and faults of ours."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # click's own context
        """Parse as typer does, and tell what is wrong; alone the name of a group asks for its help."""
        spare_readers(self, ctx)
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        for parameter in self.params:
            if parameter.name == "install_completion":
                parameter.callback = _install_completion
        if not args:
            from dtiscore.cli.first_steps import first_steps
            from dtiscore.cli.help_page import worded
            from dtiscore.cli.terminal import say_screen

            language = spoken_language()
            about = worded(self.help or "")
            say_screen(ctx.get_help() if ctx.parent else "\n".join(first_steps(about, language)))
            raise typer.Exit(ExitCode.USAGE)
        typed = list(args)
        try:
            rest = super().parse_args(ctx, args)
        except Exception as error:
            from dtiscore.cli.usage import tell

            tell(error, self, ctx, typed)
            raise
        if not self.make_parser(ctx).parse_args(typed)[1]:
            from dtiscore.cli.usage import no_command

            raise no_command(ctx)
        return rest

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # click's own context
        """Find the command that was typed."""
        if not ctx.resilient_parsing and args[0] not in self.commands:
            from dtiscore.cli.usage import no_such_command

            raise no_such_command(self, ctx, args)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # click's own context
        """Draw the help page."""
        _write_help(self, ctx, formatter)

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> list[Any]:  # type: ignore[override]  # click's own context
        """What may be typed, with what it does."""
        return _in_language(super().shell_complete(ctx, incomplete))


def _asks_for_help(context: typer.Context, arguments: list[str]) -> bool:
    return not set(context.help_option_names).isdisjoint(arguments)


@contextmanager
def _naming_what_was_supplied(context: typer.Context) -> Iterator[None]:
    """Let a fault say what it was asked with that nobody typed: it may be what is wrong."""
    try:
        yield
    except DtiscoreError as error:
        tell_supplied(error, context)
        raise


def _write_help(command: AnyCommand, context: typer.Context, formatter: Any) -> None:
    from dtiscore.cli.help_page import help_page

    formatter.write(help_page(command, context, formatter.width, spoken_language()))


def _install_completion(_context: Any, _parameter: Any, shell: Any) -> None:
    """Install the completion of words as typer does, and say where in the language of who reads it."""
    if shell:
        from dtiscore.cli.completion import install_completion

        print(spoken(install_completion(shell if isinstance(shell, str) else None), spoken_language()))
        raise typer.Exit


def _in_language(offered: list[Any]) -> list[Any]:
    """The words that complete what is typed, what each of them does told in the language of the reader."""
    if (language := spoken_language()) != "en":
        from dtiscore.languages import catalogue

        for word in offered:
            word.help = word.help and catalogue(language).gettext(word.help)
    return offered
