"""``explain``: where a unit stands and where it lost points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.options import Data, Weights, delimiter_named, with_reading
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.api import Reading
    from dtiscore.cli.result import Result


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="Show where a unit lost points.",
        epilog='Example: dtiscore explain examples/dti-province/2022.csv -w dti-province-2022 --unit "TP. Đà Nẵng"',
    )(explain)


@with_reading
@with_result
def explain(
    data: Data,
    weights: Weights,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="The unit, by its code, name or an alias.")
    ],
    reading: Reading,
    result: Result,
) -> None:
    """Explain one unit: contributions and lost points, ranks, distance to the mean and to the best."""
    from dtiscore.api import explain as explain_unit
    from dtiscore.render import explanation as shown

    inputs = [data, weights]
    result.claim(inputs)
    found = explain_unit(data, weights, unit, **delimiter_named(reading))
    result.tell(found.card.warnings)
    result.write(
        inputs,
        table=lambda screen: shown.explanation_screen(found, screen),
        md=lambda: shown.explanation_markdown(found, language=result.lang),
        json=lambda: shown.explanation_payload(found),
        columns=lambda: shown.explanation_columns(found, language=result.lang),
    )
