"""``doctor``: what may be declared about a file that is refused or read wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.names import Names
from dtiscore.cli.options import Data
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.cli.result import Result


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Suggest how a refused table can be read.",
        epilog="dtiscore doctor examples/doctor/as-exported.csv -w dti-province-2022",
    )(doctor)


@with_result
def doctor(
    data: Data,
    result: Result,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights",
            "-w",
            metavar="ID|FILE",
            help="The edition that the table is meant for: its headings, limits and units are evidence.",
        ),
        Names.WEIGHTS,
    ] = None,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Write what is suggested into the project, dtiscore.toml, so that it need not be typed again.",
        ),
    ] = False,
) -> int:
    """Look at a table, also one that was refused, and suggest options: encoding, headings, numbers, units ...

    Each suggestion comes with its evidence and a command to try. The table is never changed. Exit 1 if nothing would help.
    """
    from dtiscore.errors import ExitCode
    from dtiscore.questions.doctor.python import doctor as examine
    from dtiscore.questions.doctor.shown import ShownCheckup

    inputs = [data] if weights is None else [data, weights]
    result.claim(inputs)
    checkup = examine(data, weights)
    result.show(ShownCheckup(checkup), inputs)
    if fix:
        from dtiscore.cli.project import project_file
        from dtiscore.cli.terminal import say
        from dtiscore.questions.doctor.fixing import write_into_project
        from dtiscore.said import said

        fixed = write_into_project(checkup, data, weights, project_file())
        parts = {"project": fixed.project, "command": fixed.command}
        say(
            said("Written into {project}. Now: {command}", **parts)
            if fixed.is_new
            else said("{project} says so already. Now: {command}", **parts)
        )
        say(said("A report: {command}", command=f"{fixed.command} -o report.html"))
    return ExitCode.DONE if checkup.helps else ExitCode.ANSWER_IS_NO
