"""``profile``: what the leaders have in common and what separates them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Show what the leaders have in common.",
        epilog="dtiscore profile examples/dti-province/2022.csv -w dti-province-2022 --top 10",
    )(profile)


@with_reading
@with_result
def profile(
    data: Data,
    weights: Weights,
    reading: Reading,
    result: Result,
    top: Annotated[
        int, typer.Option("--top", min=1, metavar="N", help="The rank up to which a unit is a leader.")
    ] = 10,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", metavar="L", help="Nodes to compare: 1, 2 ..., views, indicators, all, or a code."
        ),
    ] = None,
) -> None:
    """Hold the leaders against all others: full marks, means, what all of them reach, and how far they are apart."""
    from dtiscore.questions.profile.python import profile_editions
    from dtiscore.questions.profile.shown import shown_profiles

    inputs = [data, weights]
    result.claim(inputs, pictured=True)
    found = profile_editions(data, weights, top=top, level=level, **reading)
    result.tell(found[0].card.warnings)
    result.show(shown_profiles(found), inputs)
