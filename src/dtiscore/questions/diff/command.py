"""``diff``: what two tables or two editions say differently, and which ranks moved for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.effect import GIVEN, CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import with_reading
from dtiscore.cli.project import project
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables, tables_by_name
from dtiscore.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading

States = Annotated[
    list[str],
    typer.Argument(
        help="Two tables, two editions or two locks; one table, under the editions of -w; or one or two revisions of the "
        "project, such as HEAD~1.",
        metavar="A [B]",
    ),
    Names.TABLE_OR_WEIGHTS,
]
Weightings = Annotated[
    list[str] | None,
    typer.Option(
        "--weights",
        "-w",
        metavar="ID|FILE",
        help="The edition of the tables, to tell which ranks moved and why; give it twice for the one before and the one "
        "after.",
    ),
    Names.WEIGHTS,
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Show what two tables or editions say differently.",
        epilog="dtiscore diff examples/dti-province/2022.csv examples/dti-province/2023.csv -w dti-province-2022 -f md",
    )(diff)


@counting(["by", "group", "date", "keep_units", "allow_missing_units"], CountsWith(weights=GIVEN))
@with_reading
@with_result
def diff(
    states: States,
    reading: Reading,
    result: Result,
    weights: Weightings = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if there is a difference, with 0 if not.")
    ] = False,
    statements: Tables = None,
) -> int:
    """Show what two tables say differently, cell by cell, and which ranks moved for it; or two editions.

    A cell is compared as it is read: a table that was saved anew with the same figures is the same. As Markdown it fits
    under a pull request: the verdict stands in the first line, and what is long is folded.

    A revision of git (HEAD~1, main) means the tables and editions of the project as they were then; one alone is compared
    with the files as they are. Two locks (dtiscore.lock) tell what outputs were made from at two times.
    """
    from dtiscore.errors import ExitCode
    from dtiscore.questions.diff.locks.python import is_lock
    from dtiscore.questions.diff.python import diff as diff_states, may_be_revision
    from dtiscore.questions.diff.shown.difference import ShownDifference

    known = _at_most_two(states, weights or [])
    if any(map(is_lock, states)):
        return _of_locks(
            states, result, reads_tables=bool(weights or reading or statements), exit_code=exit_code
        )
    if not weights and all(map(may_be_revision, states)):
        return _of_revisions(states, reading, result, exit_code=exit_code)
    inputs = [*states, *(weights or [])]
    result.claim(inputs)
    stated = StatedTables(tables_by_name(states), statements, reading)
    first, *later = stated.each()
    with stated.advising():
        found = diff_states(first, next(iter(later), None), *known, **reading)
    result.tell(found.warnings)
    result.show(ShownDifference(found), inputs)
    return ExitCode.ANSWER_IS_NO if exit_code and not found.equal else ExitCode.DONE


def _of_revisions(states: Sequence[str], reading: Reading, result: Result, *, exit_code: bool) -> int:
    """Compare the project at two revisions, or at one with how it is."""
    from dtiscore.errors import ExitCode, UsageFault
    from dtiscore.questions.diff.python import diff_revisions
    from dtiscore.questions.diff.shown.several import ShownDifferences

    found = project()
    if found is None:
        message = said(
            '"{name}" is no file, and there is no project here that could have a revision of this name',
            name=states[0],
        )
        raise UsageFault(message, said("give two tables or two editions"))
    if reading:
        message = said("the project says how its tables are read, at each revision by itself")
        raise UsageFault(message, said("leave out the options about tables"))
    result.claim()
    before, after = [*states, None][:2]
    diffs, not_told = diff_revisions(found, str(before), after)
    result.show(ShownDifferences(str(before), after or said("now"), diffs, not_told))
    return ExitCode.ANSWER_IS_NO if exit_code and (diffs or not_told) else ExitCode.DONE


def _of_locks(states: Sequence[str], result: Result, *, reads_tables: bool, exit_code: bool) -> int:
    """Compare two locks."""
    from dtiscore.errors import ExitCode, UsageFault
    from dtiscore.questions.diff.locks.python import diff_locks
    from dtiscore.questions.diff.locks.shown import ShownLocks

    if len(states) < 2:
        message = said("a lock is compared with another one")
        raise UsageFault(message, said("give a second lock; dtiscore check compares one with how things are"))
    if reads_tables:
        message = said("two locks are compared as they are, without a table")
        raise UsageFault(message, said("leave out the options about tables"))
    result.claim(states)
    drift = diff_locks(states[0], states[1], project())
    result.show(ShownLocks(states[1], drift), states)
    return ExitCode.ANSWER_IS_NO if exit_code and drift.moved else ExitCode.DONE


def _at_most_two(states: Sequence[str], weights: Sequence[str]) -> tuple[str | None, str | None]:
    """The edition before and the one after, of which each may be left out.

    Raises:
        UsageFault: more than two things are given to compare, or more than two editions.
    """
    from dtiscore.errors import UsageFault

    if len(states) > 2 or len(weights) > 2:
        raise UsageFault(
            said("{n} things are given, two are compared", n=max(len(states), len(weights))),
            said("give the one before and the one after"),
        )
    first, second = [*weights, None, None][:2]
    return first, second
