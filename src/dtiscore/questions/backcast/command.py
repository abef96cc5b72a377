"""``backcast``: past periods under the edition of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.names import Names
from dtiscore.cli.options import CommonUnits, FirstRows, FixedUnits, ShownUnits, Weights, with_reading
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables, tables_by_name

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


Was = Annotated[
    str | None,
    typer.Option(
        "--was",
        metavar="FAMILY|ID|FILE",
        help="Where the editions of the time are from; the family of today's edition unless given.",
    ),
    Names.WEIGHTS,
]


FromEdition = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FAMILY|ID|FILE",
        help="The edition that computes from the tables the parts which they lack and --weights reads, as pillars.",
    ),
    Names.WEIGHTS,
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Re-score past periods under today's edition.",
        epilog="dtiscore backcast 2022=examples/dti-province/2022.csv 2023=examples/dti-province/2023.csv "
        "-w dti-province-2022 --top 10",
    )(backcast)


@with_reading
@with_result
def backcast(
    tables: Annotated[
        list[str],
        typer.Argument(
            help="A table for each period, as 2022=TABLE.csv; or tables with a column of periods.",
            metavar="TABLE...",
        ),
        Names.TABLE,
    ],
    weights: Weights,
    reading: Reading,
    result: Result,
    was: Was = None,
    from_edition: FromEdition = None,
    allow_fixed_units: FixedUnits = False,
    unit: ShownUnits = None,
    top: FirstRows = None,
    common_units: CommonUnits = False,
    statements: Tables = None,
) -> int:
    """Re-score past periods under today's edition, beside the ranking under the edition in force at the time.

    A period whose table lacks what today's edition needs is not guessed at: it is named, with the columns it lacks.
    Of a family the newest edition is today's, or the one in force on --date. Exit 1 if no period can be re-scored.
    """
    from dtiscore.errors import ExitCode
    from dtiscore.inputs.standings import units_named
    from dtiscore.questions.backcast.python import backcast as backcast_of
    from dtiscore.questions.backcast.shown import ShownBackcast

    result.claim(inputs := [*tables, weights, *(one for one in (was, from_edition) if one is not None)])
    stated = StatedTables(tables_by_name(tables), statements, reading)
    with stated.advising():
        found = backcast_of(
            stated.each(), weights, was=was, from_edition=from_edition, common_units=common_units,
            allow_fixed_units=allow_fixed_units, **reading,
        )  # fmt: skip
    rows = (units_named(found.tables, unit or []), top)
    result.tell(found.warnings)
    result.show(ShownBackcast(found, *rows), inputs)
    return ExitCode.DONE if found.rescored else ExitCode.ANSWER_IS_NO
