"""``whatif``: the table with other values, weights or rules beside the table as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.effect import GIVEN, CountsWith
from dtiscore.cli.names import Names
from dtiscore.cli.options import Data, FirstRows, FixedUnits, ShownUnits, Weights, with_reading
from dtiscore.cli.parameters import NumberLast
from dtiscore.cli.result import with_result
from dtiscore.said import said, with_and

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.analysis.reweighting import WeightReading
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading
    from dtiscore.questions.whatif.answer import AnyChange


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
    NumberLast(),
]


Points = Annotated[
    list[str] | None,
    typer.Option(
        "--points",
        metavar="CODE=POINTS",
        rich_help_panel=_CHANGES,
        help="The maximum points of a node; repeat.",
    ),
    NumberLast(),
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
    Names.WEIGHTS,
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="See what other values, weights or rules would change.",
        epilog="dtiscore whatif examples/dti-province/2022.csv -w dti-province-2022 "
        "--value 56:hoat_dong_chinh_quyen_so=0.75 --weight 7=250 --rescale --top 10",
    )(whatif)


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
    from dtiscore.inputs.standings import units_named
    from dtiscore.questions.whatif.python import whatif as what_if
    from dtiscore.questions.whatif.shown.whatif import ShownWhatIf

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
    result.show(ShownWhatIf(found, *rows), inputs)


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
        raise UsageFault(
            said("{options} read one weight in two ways", options=with_and(given)), said("give one of them")
        )
    return options[given[0]][1] if given else "as-given"


def _changes(
    values: Sequence[str], weights: Sequence[str], points: Sequence[str], rules: Sequence[str]
) -> list[AnyChange]:
    """The changes that the options say, values first."""
    from dtiscore.cli.typed_numbers import decimal_sign
    from dtiscore.questions.whatif.answer import PointsChange, RuleChange, ValueChange, WeightChange

    return [
        *(ValueChange.of(value, decimal_sign()) for value in values),
        *map(WeightChange.of, weights),
        *map(PointsChange.of, points),
        *map(RuleChange.of, rules),
    ]
