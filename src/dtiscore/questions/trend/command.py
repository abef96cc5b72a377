"""``trend``: many periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.basis import On, Published, Restate, Units
from dtiscore.cli.effect import ABSENT, NOT_JSON, CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import CommonUnits, FirstRows, ShownUnits, across_of, with_reading
from dtiscore.cli.project import edition_of
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables, tables_by_name
from dtiscore.render.forms import PICTURES

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Follow ranks and scores over many periods.",
        epilog="dtiscore trend 2022=examples/dti-province/2022.csv 2023=examples/dti-province/2023.csv "
        "2024=examples/dti-province/2024-published.csv -w dti-province-2022 --published dti --top 10",
    )(trend)


@counting(("unit", "top"), CountsWith(show="units"))
@with_reading
@with_result
def trend(
    tables: Annotated[
        list[str],
        typer.Argument(
            help="A table for each period, as 2023=TABLE.csv; or one that has them all.", metavar="TABLE..."
        ),
        Names.TABLE,
    ],
    reading: Reading,
    result: Result,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights", "-w", metavar="ID|FILE", help="The weighting file, edition or family of editions."
        ),
        Names.WEIGHTS,
    ] = None,
    show: Annotated[
        Literal["units", "spread"],
        typer.Option("--show", help="A row for each unit, or for each period with how far units are apart."),
        NOT_JSON,
    ] = "units",
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator", metavar="CODE", help="Follow this indicator, node or view instead of the index."
        ),
        CountsWith(published=ABSENT),
    ] = None,
    unit: ShownUnits = None,
    top: FirstRows = None,
    picture: Annotated[
        Literal["lines", "scores"] | None,
        typer.Option("--picture", help="What a picture follows: ranks, or scores."),
        CountsWith(form=PICTURES),
        CountsWith(show="units"),
    ] = None,
    published: Published = None,
    units: Units = None,
    restate: Restate = None,
    on: On = None,
    common_units: CommonUnits = False,
    statements: Tables = None,
) -> None:
    """Follow every unit over many periods: ranks, runs in the lead, growth, and whether units draw together.

    A table that lacks units is never ranked as if it were whole: only ranks that it brings itself are shown.
    """
    from dtiscore.inputs.compared import Basis
    from dtiscore.inputs.standings import units_named
    from dtiscore.questions.trend.python import trend as trend_of
    from dtiscore.questions.trend.shown import ShownTrend

    if weights is None and published is None:
        weights = edition_of(tables)
    inputs = [*tables, *([] if weights is None else [weights])]
    result.claim(inputs, pictured=show == "units")
    across = across_of(common_units=common_units)
    basis = Basis(published=published, units=units or (), restate=restate, on=on, across=across)
    stated = StatedTables(tables_by_name(tables), statements, reading)
    with stated.advising():
        found = trend_of(stated.each(), weights, basis, indicator, **reading)
    rows = (units_named(found.tables, unit or []), top)
    result.tell(found.warnings)
    result.show(ShownTrend(found, show, *rows, picture or "lines"), inputs)
