"""``check``: a table recomputed and held against a published or committed one, or a project against its lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.cli.annotating import Annotate, annotations_of
from dtiscore.cli.effect import GIVEN, CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import EVERY, with_reading
from dtiscore.cli.project import project
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables
from dtiscore.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dtiscore.cli.outputs import Commands
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading

    Shown = Sequence[Mapping[str, Any]]
    """For each scorecard what of it is shown, by the arguments of the functions that draw it."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Hold scores against a published table, or a project against its lock.",
        epilog="dtiscore check examples/hdi/2022.csv -w hdi-2022 --expect examples/hdi/published.csv",
    )(check)


Table = Annotated[
    str | None,
    typer.Argument(
        help="The table to hold against --expect; without it the project is held against its lock.",
        metavar="[DATA]",
    ),
    Names.TABLE,
]
Edition = Annotated[
    str | None,
    typer.Option(
        "--weights",
        "-w",
        metavar="ID|FILE",
        help="With --expect: the weighting file, or the id of a built-in edition (dtiscore weights list) or of a family of "
        "them.",
    ),
    Names.WEIGHTS,
]


@counting(["weights", "tolerance", "partial", "statements", *EVERY], CountsWith(expect=GIVEN))
@with_reading
@with_result
def check(
    context: typer.Context,
    reading: Reading,
    result: Result,
    data: Table = None,
    weights: Edition = None,
    expect: Annotated[
        str | None,
        typer.Option(
            "--expect", metavar="FILE", help="The published or committed table of scores and ranks."
        ),
        Names.TABLE,
    ] = None,
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
    """Recompute a table and hold it against a published one: exit 1 if any score, rank or band differs.

    Without a table, hold the project against its lock, which dtiscore run wrote: exit 1 if a cell of the data, the edition,
    what is asked for or an output moved, or other versions of the software move a figure; and say which ranks moved for it.
    """
    if data is None and expect is None:
        return _hold_project(result, annotate, context.obj)
    from dtiscore.errors import ExitCode
    from dtiscore.problem_codes import OF_EXPECTED_TABLES
    from dtiscore.questions.check.python import check_editions
    from dtiscore.questions.check.shown import agree, shown_verifications
    from dtiscore.render.annotations.findings import Looked

    data, weights, expect = _all_three(data, weights, expect)
    inputs = [data, weights, expect]
    result.claim(inputs)
    telling = annotations_of("check", annotate)
    telling.claim(inputs, result)
    tables = StatedTables({"data": data, "expect": expect}, statements, reading, apart=["expect"])
    with telling.watching(inputs), tables.advising():
        found = check_editions(
            tables["data"], weights, tables["expect"], tolerance=tolerance, partial=partial, **reading
        )
    cards, verifications = zip(*found, strict=True)
    result.tell([problem for one in (*cards, *verifications) for problem in one.warnings])
    source = verifications[0].source
    differences = [each.as_problem(source) for one in verifications for each in one.differences]
    looked = [Looked(source, OF_EXPECTED_TABLES, differences)]
    telling.show(shown_verifications(found), looked, result, inputs)
    return ExitCode.DONE if agree(verifications) else ExitCode.ANSWER_IS_NO


def _all_three(data: str | None, weights: str | None, expect: str | None) -> tuple[str, str, str]:
    """The table, its edition and what is expected of it; the edition may be that of the project.

    Raises:
        UsageFault: one of them is missing.
    """
    from dtiscore.errors import UsageFault

    found = project()
    if weights is None and found is not None and found.project.edition is not None:
        weights = found.weighting(found.project.edition)
    if data is None:
        raise UsageFault(
            said("--expect is held against a table, and none is named"),
            said("name it: check DATA -w ID --expect FILE"),
        )
    if expect is None:
        message = said("nothing is named to hold the scores against")
        raise UsageFault(
            message, said("add --expect FILE; or leave the table out, to hold the project against its lock")
        )
    if weights is None:
        raise UsageFault(
            said("nothing says how the table is scored"), said("add -w with an edition or a weighting file")
        )
    return data, weights, expect


def _hold_project(result: Result, annotate: list[str] | None, commands: Commands) -> int:
    """Hold the project against its lock."""
    from functools import partial

    from dtiscore.cli.outputs import made_aside
    from dtiscore.errors import ExitCode, UsageFault
    from dtiscore.problem_codes import OF_LOCKS
    from dtiscore.questions.check.drift.problems import problems_of
    from dtiscore.questions.check.drift.python import check_project
    from dtiscore.questions.check.drift.shown import ShownDrift
    from dtiscore.render.annotations.findings import Looked

    found = project()
    if found is None:
        message = said("there is no project here, and no table is named")
        raise UsageFault(
            message, said("name a table: check DATA -w ID --expect FILE; or begin a project: dtiscore.toml")
        )
    result.claim()
    telling = annotations_of("check", annotate)
    telling.claim([], result)
    with telling.watching([]):
        drift = check_project(found, partial(made_aside, found, commands))
    telling.show(
        ShownDrift(drift), [Looked(found.file.shown, OF_LOCKS, problems_of(drift, found))], result, []
    )
    return ExitCode.DONE if drift.holds else ExitCode.ANSWER_IS_NO
