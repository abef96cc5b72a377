"""``validate``: every problem of a table, without scoring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.cli.options import Data, Weights, with_reading_without
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="List every problem of a table.",
        epilog="dtiscore validate examples/dti-province/2022.csv -w dti-province-2022",
    )(validate)


@with_reading_without("group")
@with_result
def validate(data: Data, weights: Weights, reading: Reading, result: Result) -> int:
    """Check a table against an edition and list every problem: exit 1 if any is an error."""
    from dtiscore.cli.language import spoken_language
    from dtiscore.cli.terminal import say
    from dtiscore.errors import ExitCode
    from dtiscore.questions.validate.python import validate as validate_table
    from dtiscore.questions.validate.shown import ShownValidation
    from dtiscore.render.problems import summary

    inputs = [data, weights]
    result.claim(inputs)
    validation = validate_table(data, weights, **reading)
    shown = ShownValidation(validation.problems, validation.table, validation.methodology)
    result.show(shown, inputs)
    if result.chosen != "table" and not result.quiet:
        table = validation.table
        say(summary(validation.problems, table.source, table.rows, len(table.columns), spoken_language()))
    return ExitCode.DONE if validation.is_valid else ExitCode.ANSWER_IS_NO
