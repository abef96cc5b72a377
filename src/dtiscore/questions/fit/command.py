"""``fit``: the statistics of a table, saved as the frame for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.cli.effect import GIVEN, CountsWith, counting
from dtiscore.cli.options import Data, Output, Quiet, Weights, with_language, with_reading
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.inputs.reading import Reading


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Save the frame of a table for later tables.",
        epilog="dtiscore fit examples/hdi/2022.csv -w hdi-2022 -o reference.json",
    )(fit)


@counting(["by"], CountsWith(group=GIVEN))
@with_reading
@with_language
def fit(
    data: Data,
    weights: Weights,
    reading: Reading,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Fit what an edition learns from all units (minima, means, treated outliers) and save it as JSON.

    dtiscore score --reference FILE then scores another table in this frame.
    """
    from dtiscore.cli.terminal import claim, emit, say, say_written, tell
    from dtiscore.questions.fit.python import fit as fit_table
    from dtiscore.render.forms.json_text import to_json

    claim([data, weights], output)
    reference = fit_table(data, weights, **reading)
    emit(to_json(reference.as_dict()), output, [data, weights])
    if not quiet:
        tell(reference.warnings)
        say_written(output, "json")
    learned = [
        *reference.statistics.values(),
        *(each for step in reference.preparation for each in step.values()),
    ]
    if not quiet and not any(learned):
        say(said("note: nothing was fitted: under this edition the score of a unit depends on no other unit"))
