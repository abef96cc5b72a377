"""``compare``: two tables, periods, editions or assessments side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.basis import On, Published, Restate, Units
from dtiscore.cli.effect import ABSENT, CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import (
    OF_ROWS,
    OF_UNITS,
    AcrossLists,
    CommonUnits,
    FirstRows,
    FixedUnits,
    ShownUnits,
    across_of,
    with_reading,
)
from dtiscore.cli.project import edition_of
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables, tables_by_name
from dtiscore.questions.compare.pictures import ChangePicture, require_one
from dtiscore.render.forms import PICTURES
from dtiscore.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading


Weightings = Annotated[
    list[str] | None,
    typer.Option(
        "--weights",
        "-w",
        metavar="ID|FILE",
        help="The weighting file, edition or family; give it twice for the edition before and the one after.",
    ),
    Names.WEIGHTS,
]


Compared = Annotated[
    list[str],
    typer.Argument(
        help="One or two tables; 2023=TABLE.csv names the period of a table, or the one meant of several.",
        metavar="TABLE [TABLE]",
    ),
    Names.TABLE,
]


Column = Annotated[
    str | None,
    typer.Option(
        "--column", metavar="COLUMN", help="Compare columns of one table: this one is the first assessment."
    ),
]


With = Annotated[
    str | None,
    typer.Option("--with", metavar="COLUMN", help="The second assessment, which takes away or adds."),
]


OfChanges = Annotated[
    ChangePicture | None,
    typer.Option(
        "--picture",
        help="What a picture shows: the changes of all units, or the causes of that of one; the latter with one --unit.",
    ),
    CountsWith(form=PICTURES),
]


SumBy = Annotated[
    list[str] | None,
    typer.Option("--sum-by", metavar="COLUMN", help="Sum what was lost and gained by this column; repeat."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Compare two tables, periods, editions or assessments.",
        epilog="dtiscore compare 2022=examples/dti-province/2022.csv 2023=examples/dti-province/2023.csv "
        "-w dti-province-2022 --top 10",
    )(compare)


@counting(["top"], CountsWith(column=ABSENT, form=("table", "md", "html")))
@counting(
    (
        *(name for name in OF_UNITS if name not in (*OF_ROWS, "period", "period_column")),
        "weights",
        "unit",
        "published",
        "units",
        "restate",
        "on",
        "common_units",
        "across_lists",
        "allow_fixed_units",
        "statements",
        "picture",
    ),
    CountsWith(column=ABSENT),
)
@with_reading
@with_result
def compare(
    tables: Compared,
    reading: Reading,
    result: Result,
    weights: Weightings = None,
    column: Column = None,
    with_: With = None,
    sum_by: SumBy = None,
    unit: ShownUnits = None,
    top: FirstRows = None,
    picture: OfChanges = None,
    published: Published = None,
    units: Units = None,
    restate: Restate = None,
    on: On = None,
    common_units: CommonUnits = False,
    across_lists: AcrossLists = False,
    allow_fixed_units: FixedUnits = False,
    statements: Tables = None,
) -> None:
    """Compare two tables: how every unit moved in score and rank, and how much of it came from which part.

    A rank moves also because others move: its move is split into what the unit's own figures did and what the others'
    did, with the edition and the list of units where these changed. --unit says it in a sentence.

    Two periods: give two tables, or one that has both. Two editions: give -w twice. Two assessments: give --column and
    --with. Ranks on different lists of units are never compared unless --restate, --common-units or --across-lists says how.
    """
    from dtiscore.inputs.compared import Basis
    from dtiscore.inputs.standings import units_named
    from dtiscore.questions.compare.python import compare as compare_tables
    from dtiscore.questions.compare.shown.comparison import ShownComparison

    if column is not None or with_ is not None or sum_by:
        _compare_columns(tables, column, with_, sum_by or [], top, reading, result)
        return
    if not weights and published is None and (edition := edition_of(tables)) is not None:
        weights = [edition]
    known = _editions(weights or [])
    _require_two(tables)
    if picture == "causes":
        require_one(unit or [])
    inputs = [*tables, *(weights or [])]
    result.claim(inputs, pictured=True)
    across = across_of(common_units=common_units, across_lists=across_lists)
    basis = Basis(published=published, units=units or (), restate=restate, on=on, across=across)
    stated = StatedTables(tables_by_name(tables), statements, reading)
    first, *later = stated.each()
    with stated.advising():
        found = compare_tables(
            first, next(iter(later), None), *known, basis, allow_fixed_units=allow_fixed_units, **reading
        )
    rows = (units_named([found.before, found.after], unit or []), top)
    result.tell(found.warnings)
    result.show(ShownComparison(found, *rows, picture), inputs)


def _compare_columns(
    tables: Sequence[str],
    first: str | None,
    second: str | None,
    groups: Sequence[str],
    top: int | None,
    reading: Reading,
    result: Result,
) -> None:
    from dtiscore.errors import UsageFault
    from dtiscore.questions.compare.columns.python import compare_columns
    from dtiscore.questions.compare.columns.shown import ShownAppraisal

    if first is None or second is None or len(tables) != 1:
        message = said("two columns of one table are compared with --column and --with")
        raise UsageFault(message, said("give one table, and both options"))
    result.claim(tables)
    found = compare_columns(tables[0], first, second, groups, **reading)
    result.tell(found.warnings)
    result.show(ShownAppraisal(found, top), tables)


def _editions(weights: Sequence[str]) -> tuple[str | None, str | None]:
    """The edition before and the one after, of which each may be left out."""
    from dtiscore.errors import UsageFault

    if len(weights) > 2:
        raise UsageFault(
            said("{n} editions are given", n=len(weights)),
            said("two are compared: the one before, the one after"),
        )
    first, second = [*weights, None, None][:2]
    return first, second


def _require_two(tables: Sequence[str]) -> None:
    from dtiscore.errors import UsageFault

    if len(tables) > 2:
        raise UsageFault(
            said("{n} tables are given, two are compared", n=len(tables)),
            said("dtiscore trend takes more"),
        )
