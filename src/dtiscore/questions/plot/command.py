"""``plot``: the picture of an answer by its kind; each kind is drawn by the command of the question that it answers."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from dtiscore.cli.commands import Command
from dtiscore.cli.picture_kinds import KINDS
from dtiscore.errors import UsageFault
from dtiscore.render.forms import PICTURES
from dtiscore.said import Said, retold, said, with_or
from dtiscore.shell_words import with_value

_QUESTIONS = {
    "score": "dtiscore.questions.score.command",
    "explain": "dtiscore.questions.explain.command",
    "profile": "dtiscore.questions.profile.command",
    "compare": "dtiscore.questions.compare.command",
    "trend": "dtiscore.questions.trend.command",
    "robustness": "dtiscore.questions.robustness.command",
    "diagnose": "dtiscore.questions.diagnose.command",
}
"""The commands that draw, each with the module that has it."""

_ABOUT = """Draw the picture of an answer.

    The arguments and options of a kind are those of the question that it draws: dtiscore plot KIND --help. The ending of
    --output says as what: .svg, .png, .pdf, or .vl.json, the specification in Vega-Lite; without it, SVG is written.
    """


class Forwarding(Command):
    """A command that hands all that was typed to the command of a question."""

    @property
    def answering(self) -> Any:
        """The command of the question."""
        return _question(str(self.name))

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # click's own context
        """Leave all as it is: what it means is known to the question."""
        ctx.params["typed"] = list(args)
        return []

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> list[Any]:  # type: ignore[override]  # click's own context
        """What the command of the question completes."""
        question = _question(str(ctx.info_name))
        with question.make_context(ctx.info_name, list(ctx.params["typed"]), resilient_parsing=True) as of_it:
            found: list[Any] = question.shell_complete(of_it, incomplete)
        return found


def register(app: typer.Typer) -> None:
    """Add the group, with a command for each kind."""
    group = typer.Typer(help=_ABOUT, no_args_is_help=True, add_completion=False, rich_markup_mode=None)
    for name, kind in KINDS.items():
        group.command(
            name,
            cls=Forwarding,
            short_help=kind.shows,
            help=kind.shows,
            epilog=f"dtiscore plot {name} {kind.example}",
            add_help_option=False,
        )(_draw)
    app.add_typer(group, name="plot", short_help="Draw the picture of an answer, by its kind.")


def _draw(
    context: typer.Context,
    typed: Annotated[
        list[str] | None,
        typer.Argument(metavar="...", help="As the question has it: dtiscore plot KIND --help lists all."),
    ] = None,
) -> Any:
    """Run the command of the question, told to draw this picture."""
    name = str(context.info_name)
    question = _question(name)
    arguments = [*KINDS[name].beside, *(typed or [])]
    form = _form(question, arguments)
    arguments = [*(["--format", "svg"] if form is None else []), *arguments]
    try:
        with question.make_context(name, arguments, parent=context.parent) as of_it:
            return question.invoke(of_it)
    except UsageFault as fault:
        fault.fix = _with_kinds(fault.fix)
        raise


def _with_kinds(fix: Said | None) -> Said | None:
    """A way out in which a picture of the question is named as a kind here, where ``--picture`` is said by the kind."""
    if fix is None:
        return None
    kinds = {" ".join(kind.beside): f"dtiscore plot {name}" for name, kind in KINDS.items() if kind.beside}
    return retold(fix, **{name: kinds[part] for name, part in fix.parts.items() if part in kinds})


def _question(name: str) -> Any:
    """The command of the question that a kind is of."""
    question = KINDS[name].question
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    import_module(_QUESTIONS[question]).register(app)
    (registered,) = app.registered_commands
    registered.cls = Command
    command: Any = typer.main.get_command(app)
    command.help, command.epilog = KINDS[name].shows, f"dtiscore plot {name} {KINDS[name].example}"
    return command


def _form(question: Any, arguments: list[str]) -> str | None:
    """The form that is asked for, ``None`` for none; what cannot be parsed is told when it is parsed in earnest.

    Raises:
        UsageFault: it is no picture.
    """
    from dtiscore.cli.terminal import format_of

    try:
        given = question.make_parser(typer.Context(question)).parse_args(list(arguments))[0]
    except Exception as error:
        if not type(error).__module__.startswith(("click", "typer")):
            raise
        return "svg"
    if given.get("form") is None and given.get("output") in (None, "-"):
        return None
    form = format_of(given.get("form"), given.get("output"))
    if form not in PICTURES:
        ways = with_or(with_value("--format", one) for one in PICTURES)
        raise UsageFault(
            said("a picture cannot be {form}", form=form),
            said(
                "choose {options}; for the figures ask dtiscore {command}",
                options=ways,
                command=question.name,
            ),
        )
    return form
