"""``whatif``: the table with other values, weights or rules beside the table as it is; ``backcast``: past periods today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.effect import GIVEN, CountsWith
from dtiscore.cli.options import (
    CommonUnits,
    Data,
    FirstRows,
    FixedUnits,
    ShownUnits,
    Weights,
    with_reading,
)
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables, tables_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.analysis.reweighting import WeightReading
    from dtiscore.analysis.whatif import AnyChange
    from dtiscore.api.reading import Reading
    from dtiscore.cli.result import Result

_CHANGES = "What is changed"

Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        metavar="UNIT:COLUMN=VALUE",
        rich_help_panel=_CHANGES,
        help="A cell: the unit by code or name, the column by its heading or the node's code; written as in the file; "
        "repeat.",
    ),
]
NewWeights = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        metavar="CODE=WEIGHT",
        rich_help_panel=_CHANGES,
        help="The weight of a node among its siblings; its maximum points where points are added up; repeat.",
    ),
]
Points = Annotated[
    list[str] | None,
    typer.Option(
        "--points",
        metavar="CODE=POINTS",
        rich_help_panel=_CHANGES,
        help="The maximum points of a node; repeat.",
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        metavar="CODE=RULE",
        rich_help_panel=_CHANGES,
        help="The rule of a node as in a weighting file, 7={kind: fraction}, or one value of it, 7.of=2; repeat.",
    ),
]
Rescale = Annotated[
    bool,
    typer.Option(
        "--rescale",
        rich_help_panel=_CHANGES,
        help="Let the siblings of a node with another weight share what is left; otherwise all must add up as given.",
    ),
    CountsWith(weight=GIVEN, points=GIVEN),
]
Relative = Annotated[
    bool,
    typer.Option(
        "--relative",
        rich_help_panel=_CHANGES,
        help="Put each weight beside its siblings' as they are, and bring all of them to their old total.",
    ),
    CountsWith(weight=GIVEN, points=GIVEN),
]
OfIndex = Annotated[
    bool,
    typer.Option(
        "--of-index",
        rich_help_panel=_CHANGES,
        help="Read each weight as a share of the whole index, 0.25 for a quarter; all else, at every level, shares the rest.",
    ),
    CountsWith(weight=GIVEN, points=GIVEN),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="ID|FILE",
        rich_help_panel=_CHANGES,
        help="Another edition to score the changed table under.",
    ),
]
Was = Annotated[
    str | None,
    typer.Option(
        "--was",
        metavar="FAMILY|ID|FILE",
        help="Where the editions of the time are from; the family of today's edition unless given.",
    ),
]
FromEdition = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FAMILY|ID|FILE",
        help="The edition that computes from the tables the parts which they lack and --weights reads, as pillars.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(
        short_help="See what other values, weights or rules would change.",
        epilog="Example: dtiscore whatif examples/dti-province/2022.csv -w dti-province-2022 "
        "--value 56:hoat_dong_chinh_quyen_so=0.75 --weight 7=250 --rescale --top 10",
    )(whatif)
    app.command(
        short_help="Re-score past periods under today's edition.",
        epilog="Example: dtiscore backcast 2022=examples/dti-province/2022.csv 2023=examples/dti-province/2023.csv "
        "-w dti-province-2022 --top 10",
    )(backcast)


@with_reading
@with_result
def whatif(
    data: Data,
    weights: Weights,
    reading: Reading,
    result: Result,
    value: Values = None,
    weight: NewWeights = None,
    points: Points = None,
    rule: Rules = None,
    rescale: Rescale = False,
    relative: Relative = False,
    of_index: OfIndex = False,
    against: Against = None,
    allow_fixed_units: FixedUnits = False,
    unit: ShownUnits = None,
    top: FirstRows = None,
) -> None:
    """Show the table with other values, weights, points or rules beside the table as it is, every unit's move included.

    Nothing is written: neither the table nor the weighting file changes. A changed edition has to be as sound as any
    other, so weights that no longer add up are refused unless an option says who gives way: --rescale, --relative or
    --of-index. What is below a node keeps its shares of it, and points in the table stay shares of their maximum.
    """
    from dtiscore.api.standings import units_named
    from dtiscore.api.supposing import whatif as what_if
    from dtiscore.render import whatif as shown

    inputs = [data, weights, *([] if against is None else [against])]
    result.claim(inputs)
    changes = _changes(value or [], weight or [], points or [], rule or [])
    weights_as = _weights_as(rescale=rescale, relative=relative, of_index=of_index)
    found = what_if(
        data, weights, changes, against=against, weights_as=weights_as, allow_fixed_units=allow_fixed_units,
        **reading,
    )  # fmt: skip
    rows = (units_named([found.comparison.before, found.comparison.after], unit or []), top)
    result.tell(found.comparison.warnings)
    result.write(
        inputs,
        table=lambda screen: shown.whatif_screen(found, screen, *rows),
        md=lambda: shown.whatif_markdown(found, result.lang, *rows),
        json=lambda: shown.whatif_payload(found, result.lang, *rows),
        columns=lambda: shown.whatif_columns(found, result.lang, *rows),
    )


@with_reading
@with_result
def backcast(
    tables: Annotated[
        list[str],
        typer.Argument(
            help="A table for each period, as 2022=TABLE.csv; or tables with a column of periods.",
            metavar="TABLE...",
        ),
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
    from dtiscore.api.backcasting import backcast as backcast_of
    from dtiscore.api.comparing import source_of
    from dtiscore.api.standings import units_named
    from dtiscore.errors import ExitCode
    from dtiscore.render import backcast as shown

    sources = [name for table in tables for name in source_of(table)]
    result.claim(inputs := [*sources, weights, *(one for one in (was, from_edition) if one is not None)])
    stated = StatedTables(tables_by_name(tables), statements, reading)
    with stated.advising():
        found = backcast_of(
            stated.each(), weights, was=was, from_edition=from_edition, common_units=common_units,
            allow_fixed_units=allow_fixed_units, **reading,
        )  # fmt: skip
    rows = (units_named(found.tables, unit or []), top)
    result.tell(found.warnings)
    result.write(
        inputs,
        table=lambda screen: shown.backcast_screen(found, screen, *rows),
        md=lambda: shown.backcast_markdown(found, result.lang, *rows),
        json=lambda: shown.backcast_payload(found, result.lang, *rows),
        columns=lambda: shown.backcast_columns(found, result.lang, *rows),
    )
    return ExitCode.DONE if found.rescored else ExitCode.ANSWER_IS_NO


def _weights_as(*, rescale: bool, relative: bool, of_index: bool) -> WeightReading:
    """How the options say that weights are read."""
    from dtiscore.errors import UsageFault

    options: dict[str, tuple[bool, WeightReading]] = {
        "--rescale": (rescale, "siblings"),
        "--relative": (relative, "relative"),
        "--of-index": (of_index, "of-index"),
    }
    given = [option for option, (is_given, _) in options.items() if is_given]
    if len(given) > 1:
        raise UsageFault(f"{' and '.join(given)} read one weight in two ways", "give one of them")
    return options[given[0]][1] if given else "as-given"


def _changes(
    values: Sequence[str], weights: Sequence[str], points: Sequence[str], rules: Sequence[str]
) -> list[AnyChange]:
    """The changes that the options say, values first."""
    from dtiscore.analysis.whatif import PointsChange, RuleChange, ValueChange, WeightChange

    return [
        *map(ValueChange.of, values),
        *map(WeightChange.of, weights),
        *map(PointsChange.of, points),
        *map(RuleChange.of, rules),
    ]
