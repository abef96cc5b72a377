"""``check``: a table recomputed, and held against a published or committed one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.cli.annotating import Annotate, annotations_of
from dtiscore.cli.names import Names
from dtiscore.cli.options import Data, Weights, with_reading
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading

    Shown = Sequence[Mapping[str, Any]]
    """For each scorecard what of it is shown, by the arguments of the functions that draw it."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Hold the scores against a published table.",
        epilog="dtiscore check examples/hdi/2022.csv -w hdi-2022 --expect examples/hdi/published.csv",
    )(check)


@with_reading
@with_result
def check(
    data: Data,
    weights: Weights,
    expect: Annotated[
        str,
        typer.Option(
            "--expect", metavar="FILE", help="The published or committed table of scores and ranks."
        ),
        Names.TABLE,
    ],
    reading: Reading,
    result: Result,
    tolerance: Annotated[
        float | None,
        typer.Option(
            "--tolerance",
            min=0.0,
            metavar="T",
            help="How far a score may be off; without it, equal as the expected table writes it.",
        ),
    ] = None,
    partial: Annotated[bool, typer.Option("--partial", help="The expected table may lack units.")] = False,
    statements: Tables = None,
    annotate: Annotate = None,
) -> int:
    """Recompute a table and hold it against a published one: exit 1 if any score, rank or band differs."""
    from dtiscore.errors import ExitCode
    from dtiscore.problem_codes import OF_EXPECTED_TABLES
    from dtiscore.questions.check.python import check as check_table
    from dtiscore.questions.check.shown import ShownVerification
    from dtiscore.render.annotations.findings import Looked

    inputs = [data, weights, expect]
    result.claim(inputs)
    telling = annotations_of("check", annotate)
    telling.claim(inputs, result)
    tables = StatedTables({"data": data, "expect": expect}, statements, reading, apart=["expect"])
    with telling.watching(inputs), tables.advising():
        card, verification = check_table(
            tables["data"], weights, tables["expect"], tolerance=tolerance, partial=partial, **reading
        )
    result.tell([*card.warnings, *verification.warnings])
    found = [difference.as_problem(verification.source) for difference in verification.differences]
    looked = [Looked(verification.source, OF_EXPECTED_TABLES, found)]
    telling.show(ShownVerification(verification, card), looked, result, inputs)
    return ExitCode.DONE if verification.agrees else ExitCode.ANSWER_IS_NO
