"""``explain``: where a unit stands and where it lost points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
        short_help="Show where a unit lost points.",
        epilog='Example: dtiscore explain examples/dti-province/2022.csv -w dti-province-2022 --unit "TP. Đà Nẵng"',
    )(explain)


@with_reading
def explain(
    data: Data,
    weights: Weights,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="The unit, by its code, name or an alias.")
    ],
    reading: Reading,
    form: Format = None,
    output: Output = None,
    lang: Language = None,
    color: Colour = "auto",
    width: Width = None,
    quiet: Quiet = False,
) -> None:
    """Explain one unit: contributions and lost points, ranks, distance to the mean and to the best."""
    from dtiscore.api import explain as explain_unit
    from dtiscore.cli.terminal import claim, emit, format_of, screen_for, tell
    from dtiscore.render import explanation, records

    claim([data, weights], output)
    chosen = format_of(form, output)
    result = explain_unit(data, weights, unit, **delimiter_named(reading))
    screen = screen_for(output, colour=color, width=width, language=lang)
    if chosen == "table":
        text = explanation.explanation_screen(result, screen)
    elif chosen == "md":
        text = explanation.explanation_markdown(result, language=lang)
    elif chosen == "json":
        text = records.to_json(explanation.explanation_payload(result))
    else:
        text = records.write(explanation.explanation_columns(result, language=lang), chosen)
    if not quiet:
        tell([problem for problem in result.card.warnings if not problem.is_error])
    emit(text, output, [data, weights])
