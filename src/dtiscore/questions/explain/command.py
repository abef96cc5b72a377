"""``explain``: where a unit stands and where it lost points, or how one of its cells became points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.effect import ABSENT, CountsWith
from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.result import with_result
from dtiscore.questions.explain.pictures import UnitPicture
from dtiscore.render.forms import PICTURES

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading

_OF_THE_UNIT = CountsWith(cell=ABSENT)
"""Of what is told of a whole unit, and not of a single cell."""

Unit = Annotated[str, typer.Option("--unit", metavar="UNIT", help="The unit, by its code, name or an alias.")]
EveryPeriod = Annotated[
    bool,
    typer.Option("--every-period", help="Every period of the table; --period keeps one, else the last."),
    CountsWith(period=ABSENT),
    _OF_THE_UNIT,
]
PeersBy = Annotated[
    str | None,
    typer.Option(
        "--peers",
        metavar="COLUMN|profile|rank",
        help="Compare with the units of the same word in a column, the most alike (usual) or the next in rank.",
    ),
    _OF_THE_UNIT,
]
Gaps = Annotated[
    bool,
    typer.Option("--gaps", help="Show how far each part is from the mean, median, best and the unit above."),
    CountsWith(form=("table", "md", "html")),
    _OF_THE_UNIT,
]
OfUnit = Annotated[
    UnitPicture,
    typer.Option("--picture", help="What a picture shows: a strip for each part, or a radar."),
    CountsWith(form=PICTURES),
    _OF_THE_UNIT,
]
WhichCell = Annotated[
    str | None,
    typer.Option(
        "--cell",
        metavar="CODE|COLUMN",
        help="Tell instead how the cell of one indicator became points, step by step from the file on.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Show where a unit lost points.",
        epilog='dtiscore explain examples/dti-province/2022.csv -w dti-province-2022 --unit "TP. Đà Nẵng"',
    )(explain)


@with_reading
@with_result
def explain(
    data: Data,
    weights: Weights,
    unit: Unit,
    reading: Reading,
    result: Result,
    every_period: EveryPeriod = False,
    peers: PeersBy = None,
    gaps: Gaps = False,
    cell: WhichCell = None,
    picture: OfUnit = "profile",
) -> None:
    """Explain one unit: points earned and lost, ranks, missing parts, strengths, weaknesses, peers and distances.

    With --cell: the history of one cell, from its text in the file to what it adds to the index.
    """
    inputs = [data, weights]
    result.claim(inputs, pictured=cell is None)
    if cell is not None:
        _explain_cell(inputs, unit, cell, reading, result)
        return
    from dtiscore.questions.explain.python import explain_each
    from dtiscore.questions.explain.shown.explanations import ShownExplanations

    found = explain_each(data, weights, unit, peers=peers, every_period=every_period, **reading)
    result.tell(found[0].card.warnings)
    result.show(ShownExplanations(found, gaps, picture), inputs)


def _explain_cell(inputs: list[str], unit: str, cell: str, reading: Reading, result: Result) -> None:
    from dtiscore.questions.explain.python import explain_cell
    from dtiscore.questions.explain.shown.cell_history import ShownCellHistory

    data, weights = inputs
    history = explain_cell(data, weights, unit, cell, **reading)
    result.tell(history.card.warnings)
    result.show(ShownCellHistory(history), inputs)
