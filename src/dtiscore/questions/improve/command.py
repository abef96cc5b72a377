"""``improve``: the cheapest changes with which a unit reaches a rank or a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.effect import GIVEN, NOT_JSON, CountsWith
from dtiscore.cli.names import Names
from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.parameters import files_of
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading

Unit = Annotated[str, typer.Option("--unit", metavar="UNIT", help="The unit, by its code, name or an alias.")]
ToRank = Annotated[
    int | None,
    typer.Option("--to-rank", min=1, metavar="N", help="The rank to reach, shared ones included."),
]
ToScore = Annotated[
    float | None,
    typer.Option("--to-score", metavar="S", help="Or the value of the index to reach, as it is published."),
]
ToMean = Annotated[
    bool,
    typer.Option("--to-mean", help="Or the mean of all ranked units."),
]
MeanOf = Annotated[
    Literal["moving", "held"],
    typer.Option(
        "--mean",
        help="Whether the mean to reach is the one once the unit has moved, or is held where it is now.",
    ),
    CountsWith(to_mean=GIVEN),
]
Bounds = Annotated[
    str | None,
    typer.Option(
        "--bounds",
        metavar="FILE",
        help="A CSV file with the column of the data in column, and lowest, highest, cost_per_point, cost_per_unit, "
        "step or fixed (yes).",
    ),
    Names.TABLE_OR_FILE,
]
Others = Annotated[
    Literal["still", "trend"],
    typer.Option("--others", help="Whether other units stay as they are or move on as they last did."),
]
Previous = Annotated[
    str | None,
    typer.Option(
        "--previous",
        metavar="FILE",
        help="The table of the period before, for --others trend; 2022=FILE names or chooses its period.",
    ),
    Names.TABLE,
    CountsWith(others="trend"),
]
Plans = Annotated[
    int,
    typer.Option(
        "--plans", min=1, metavar="K", help="Show plans with up to so many changes, and the cheapest."
    ),
    CountsWith(show=(None, "plans")),
]
Show = Annotated[
    Literal["plans", "indicators"] | None,
    typer.Option(
        "--show", help="Only the plans, or only what each indicator can bring; a CSV has one of them."
    ),
    NOT_JSON,
]
Top = Annotated[
    int | None,
    typer.Option("--top", min=1, metavar="N", help="Show so many indicators; 20 unless given."),
    CountsWith(show=(None, "indicators")),
    CountsWith(show="indicators", form=("table", "md", "html", "json")),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Find what would lift a unit to a rank.",
        epilog="dtiscore improve examples/dti-province/2022.csv -w dti-province-2022 "
        '--unit "Khánh Hòa" --to-rank 20',
    )(improve)


@with_reading
@with_result
def improve(
    data: Data,
    weights: Weights,
    unit: Unit,
    reading: Reading,
    result: Result,
    to_rank: ToRank = None,
    to_score: ToScore = None,
    to_mean: ToMean = False,
    mean: MeanOf = "moving",
    bounds: Bounds = None,
    others: Others = "still",
    previous: Previous = None,
    plans: Plans = 3,
    show: Show = None,
    top: Top = None,
    statements: Tables = None,
) -> None:
    """Find the cheapest sets of changes with which a unit reaches a rank, a score or the mean, and what each indicator can bring.

    No value goes beyond its full marks, its bounds, or (where scores depend on the other units) the best unit. Effort is
    1 for each point won in an indicator, unless the bounds say otherwise. Each plan is confirmed by scoring the whole
    table anew, and ends with the line that shows the table under it.
    """
    from dtiscore.files.library_output import without_library_output
    from dtiscore.inputs.last_moves import periods_of_table
    from dtiscore.inputs.reading import table_and_reading
    from dtiscore.inputs.scorecard import Scorecard
    from dtiscore.questions.improve.python import improve as improvement_of
    from dtiscore.questions.improve.shown.improvement import ShownImprovement

    inputs = files_of(data, weights, bounds, previous)
    result.claim(inputs)
    tables = StatedTables(
        {"data": data, "previous": previous, "bounds": bounds}, statements, reading, apart=["bounds"]
    )
    with without_library_output(), tables.advising():
        found = improvement_of(
            tables["data"], weights, unit, to_rank=to_rank, to_score=to_score,
            to_mean=mean if to_mean else None, bounds=tables.get("bounds"),
            others=others, previous=tables.get("previous"), plans=plans, **reading,
        )  # fmt: skip
    result.tell([*found.card.warnings, *found.warnings])
    period = found.card.dataset.periods[found.row]
    several = isinstance(found.card, Scorecard) and len(periods_of_table(found.card)) > 1
    declared = table_and_reading(tables["data"], reading)[1]
    call = _call(data, weights, {"period": period, **declared} if several else declared)
    result.show(ShownImprovement(found, show, top, call), inputs)


def _call(data: str, weights: str, reading: Mapping[str, object]) -> list[str]:
    """The command that shows the table under other values, with the same declarations about it, option by option."""
    from dtiscore.shell_words import as_word
    from dtiscore.tables.declarations import option_of

    words = [f"dtiscore whatif {as_word(data)}", f"-w {as_word(weights)}"]
    for name, value in reading.items():
        option = option_of(name)
        if value is True:
            words.append(option)
        elif value is not False and value is not None:
            listed = value if isinstance(value, list | tuple) else [value]
            words += [f"{option} {as_word(str(one))}" for one in listed]
    return words
