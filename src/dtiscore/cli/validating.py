"""``validate``: every problem of a table, without scoring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.cli.options import (
    Colour,
    Data,
    Format,
    Language,
    Output,
    Quiet,
    Weights,
    Width,
    delimiter_named,
    with_reading,
)

if TYPE_CHECKING:
    from dtiscore.api import Reading


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="List every problem of a table.",
        epilog="Example: dtiscore validate examples/dti-province/2022.csv -w dti-province-2022",
    )(validate)


@with_reading
def validate(
    data: Data,
    weights: Weights,
    reading: Reading,
    form: Format = None,
    output: Output = None,
    lang: Language = None,
    color: Colour = "auto",
    width: Width = None,
    quiet: Quiet = False,
) -> int:
    """Check a table against an edition and list every problem: exit 1 if any is an error."""
    from dtiscore.api import validate as validate_table
    from dtiscore.cli.terminal import claim, emit, format_of, say, screen_for
    from dtiscore.errors import ExitCode
    from dtiscore.render import problems as shown
    from dtiscore.render import records

    claim([data, weights], output)
    chosen = format_of(form, output)
    validation = validate_table(data, weights, **delimiter_named(reading))
    screen = screen_for(output, colour=color, width=width, language=lang)
    if chosen == "table":
        text = shown.validation_screen(validation.problems, validation.table, validation.methodology, screen)
    elif chosen == "json":
        payload = shown.validation_payload(validation.problems, validation.table, validation.methodology)
        text = records.to_json(payload)
    else:
        text = records.write(shown.problems_columns(validation.problems), chosen)
    emit(text, output, [data, weights])
    if chosen != "table" and not quiet:
        say(shown.summary(validation.problems, validation.table))
    return ExitCode.DONE if validation.is_valid else ExitCode.ANSWER_IS_NO
