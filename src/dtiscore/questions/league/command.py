"""``league``: the units by one indicator."""

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
        short_help="Order the units by one indicator.",
        epilog="dtiscore league examples/hdi/2022.csv -w hdi-2022 --indicator health --unit VNM --top 5",
    )(league)


@with_reading
@with_result
def league(
    data: Data,
    weights: Weights,
    reading: Reading,
    result: Result,
    indicator: Annotated[
        str,
        typer.Option("--indicator", metavar="CODE", help="The indicator, by its code in the weighting file."),
    ],
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="UNIT", help="Show this unit: alone, or beside the first ones."),
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, metavar="N", help="Show the units up to rank N only.")
    ] = None,
) -> None:
    """Order the units by one indicator in its own units: rank, times the mean, distance to the best."""
    from dtiscore.questions.league.python import league_editions
    from dtiscore.questions.league.shown import shown_leagues

    inputs = [data, weights]
    result.claim(inputs)
    found = league_editions(data, weights, indicator, unit=unit, top=top, **reading)
    result.tell(found[0].card.warnings)
    result.show(shown_leagues(found), inputs)
