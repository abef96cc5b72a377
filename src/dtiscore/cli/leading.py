"""``profile``: what the leaders have in common and what separates them; ``league``: the units by one indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.api.reading import Reading
    from dtiscore.cli.result import Result


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(
        short_help="Show what the leaders have in common.",
        epilog="Example: dtiscore profile examples/dti-province/2022.csv -w dti-province-2022 --top 10",
    )(profile)
    app.command(
        short_help="Order the units by one indicator.",
        epilog="Example: dtiscore league examples/hdi/2022.csv -w hdi-2022 --indicator health --unit VNM --top 5",
    )(league)


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
    from dtiscore.api.leading import profile as profile_of
    from dtiscore.render import profile as shown

    inputs = [data, weights]
    result.claim(inputs)
    found = profile_of(data, weights, top=top, level=level, **reading)
    result.tell(found.card.warnings)
    result.write(
        inputs,
        table=lambda screen: shown.profile_screen(found, screen),
        md=lambda: shown.profile_markdown(found, result.lang),
        json=lambda: shown.profile_payload(found, result.lang),
        columns=lambda: shown.profile_columns(found, result.lang),
    )


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
    from dtiscore.api.leading import league as league_of
    from dtiscore.render import league as shown

    inputs = [data, weights]
    result.claim(inputs)
    found = league_of(data, weights, indicator, unit=unit, top=top, **reading)
    result.tell(found.card.warnings)
    result.write(
        inputs,
        table=lambda screen: shown.league_screen(found, screen),
        md=lambda: shown.league_markdown(found, result.lang),
        json=lambda: shown.league_payload(found, result.lang),
        columns=lambda: shown.league_columns(found, result.lang),
    )
