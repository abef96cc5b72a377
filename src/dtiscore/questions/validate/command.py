"""``validate``: every problem of a table, or of several, without scoring them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.annotating import Annotate, annotations_of
from dtiscore.cli.names import Names
from dtiscore.cli.options import Weights, with_reading_without
from dtiscore.cli.result import with_result

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading
    from dtiscore.inputs.validation import Validation


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        short_help="List every problem of a table.",
        epilog="dtiscore validate examples/dti-province/2022.csv -w dti-province-2022",
    )(validate)


@with_reading_without("group")
@with_result
def validate(
    data: Annotated[
        list[str],
        typer.Argument(
            help="The tables: CSV files, workbooks or Parquet files, or - for standard input.",
            metavar="DATA...",
        ),
        Names.TABLE,
    ],
    weights: Weights,
    reading: Reading,
    result: Result,
    annotate: Annotate = None,
    every_one: Annotated[
        bool, typer.Option("--all", help="Show each problem, and not each cause with its first places.")
    ] = False,
) -> int:
    """Check tables against an edition and list every problem: exit 1 if any is an error, 3 if a file cannot be read."""
    from dtiscore.cli.language import spoken_language
    from dtiscore.cli.terminal import say, say_doctor
    from dtiscore.cli.unread import Unread
    from dtiscore.errors import ExitCode
    from dtiscore.problem_codes import OF_TABLES
    from dtiscore.questions.validate.python import validate_editions
    from dtiscore.questions.validate.shown import ShownValidation, ShownValidations
    from dtiscore.render.annotations.findings import Looked
    from dtiscore.render.problems import summary

    inputs = [*data, weights]
    result.claim(inputs)
    telling = annotations_of("validate", annotate)
    telling.claim(inputs, result)
    by_table: list[list[Validation]] = []
    unread = Unread(data)
    with telling.watching(inputs):
        for table in data:
            with unread.passing_over(table):
                by_table.append(validate_editions(table, weights, **_reading_of(table, reading)))
    typed = ["validate", *(getattr(one, "word", one) for one in data), "-w", weights]
    found = [one for editions in by_table for one in editions]
    if not found:
        return unread.report(ExitCode.DONE, typed)
    each = [ShownValidation(one.problems, one.table, one.methodology, every_one) for one in found]
    looked = [
        Looked(
            first.table.source, OF_TABLES, [problem for one in (first, *others) for problem in one.problems]
        )
        for first, *others in by_table
    ]
    telling.show(
        each[0] if len(data) == len(found) == 1 else ShownValidations(each, [*unread.faults]),
        looked,
        result,
        inputs,
    )
    if result.chosen != "table" and not result.quiet:
        for one in found:
            rows, columns = one.table.rows, len(one.table.columns)
            say(summary(one.problems, one.table.source, rows, columns, spoken_language()))
    if not result.quiet and (broken := next((one for one in found if not one.is_valid), None)):
        say_doctor(broken.problems, typed)
    is_valid = all(one.is_valid for one in found)
    return unread.report(ExitCode.DONE if is_valid else ExitCode.ANSWER_IS_NO, typed)


def _reading_of(table: str, reading: Reading) -> Reading:
    """What is declared about one of the tables: its own period too, which a project may say."""
    from dtiscore.inputs.reading import Reading

    period = getattr(table, "period", None)
    return reading if period is None or reading.get("period") else Reading(**{**reading, "period": period})
