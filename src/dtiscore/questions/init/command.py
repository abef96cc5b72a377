"""``init``: a weighting file and a project to start from, and the first ranking."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.cli.effect import ABSENT, CountsWith
from dtiscore.cli.language import spoken_language
from dtiscore.cli.options import with_reading_without
from dtiscore.cli.result import with_result
from dtiscore.said import Figure, said, some_of, spoken

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading
    from dtiscore.inputs.scorecard import Scorecard
    from dtiscore.questions.init.answer.criterion import Criterion
    from dtiscore.questions.init.answer.draft import Draft
    from dtiscore.questions.init.started import Started


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Start from a table: a weighting file, a project, a ranking.",
        epilog="dtiscore init examples/own-index/2024.csv --yes",
    )(init)


@with_reading_without("by", "group", "date", "strict")
@with_result
def init(
    data: Annotated[str, typer.Argument(metavar="TABLE", help="The table: CSV, XLSX or ODS.")],
    reading: Reading,
    result: Result,
    edition: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ID|FILE",
            help="Start from an edition, not from the columns; a table in points is read so.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The title of the index.")
    ] = None,
    down: Annotated[
        list[str] | None,
        typer.Option("--down", metavar="COLUMN", help="A column in which less is better; repeat."),
    ] = None,
    weights_sheet: Annotated[
        str | None,
        typer.Option(
            "--weights-sheet",
            metavar="SHEET|FILE",
            help="Take groups, maxima and weights from this sheet of a decision, beside the table or in a file.",
        ),
    ] = None,
    points: Annotated[
        str | None,
        typer.Option(
            "--points",
            metavar="NAME",
            help="The row of the table that holds the maxima, where it is not called Điểm tối đa or alike; with --weights-sheet the heading of the column.",
        ),
        CountsWith(edition=ABSENT),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Settle what is guessed: COLUMN.direction=down, COLUMN.weight=2, COLUMN.points=10, COLUMN.use=no, missing=no-score, authority.decision=12/QD; repeat.",
        ),
        CountsWith(edition=ABSENT),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing, also on a terminal.")] = False,
) -> None:
    """Look at a table, write a weighting file and a project into this folder, and score it at once.

    Directions and weights are guesses, marked in the file to be confirmed; until then the titles of
    rankings and reports say DRAFT.
    """
    from dtiscore.questions.init.python import init as begin
    from dtiscore.questions.init.shown import first_ranking

    asks = not yes and edition is None and sys.stdin.isatty() and sys.stderr.isatty()
    started = begin(
        data,
        edition=edition,
        title=title,
        down=down or (),
        weights_sheet=weights_sheet,
        points=points,
        settings=settings or (),
        language=result.language,
        ask=_asked if asks else None,
        **reading,
    )
    if not result.quiet:
        if weights_sheet is None and started.draft is not None and started.draft.weights is not None:
            _tell(
                said(
                    "Groups and maxima or weights are those of the sheet {sheet}.",
                    sheet=started.draft.weights,
                )
            )
        if started.in_points:
            columns = some_of(started.in_points, 4)
            _tell(
                said(
                    "The table has points, and {weights} reads them: {columns}.",
                    weights=started.weights,
                    columns=columns,
                )
            )
        _tell_of_rows(started.reading.get("ignore_units", ()), reading.get("ignore_units", ()))
        if started.draft is not None:
            _tell_of_columns(started.draft)
        _tell_what_comes_next(started)
    card = started.score()
    is_told = started.draft is not None  # which columns are not scored
    if not result.quiet:
        _tell_of_names(card)
        _tell_of_gaps(card, started)
        _tell_of_ranks(card, started.draft)
    result.tell([each for each in card.warnings if not (is_told and each.code == "unused-column")])
    result.show(first_ranking(card, result.language), [data])


def _tell(line: str) -> None:
    typer.echo(spoken(line, spoken_language()), err=True)


def _tell_what_comes_next(started: Started) -> None:
    """What was written, and the lines that use it."""
    _tell(said("Written: {weights} and {project}.", weights=started.weights, project=started.project))
    _tell(
        said(
            "Confirm directions and weights in {weights}, then take out draft: true.",
            weights=started.weights,
        )
    )
    _tell(said("Again: {command}", command=started.command))
    _tell(said("A report: {command}", command=f"{started.command} -o report.html"))
    if started.recovering is not None:
        _tell(said("The weights behind the index that the table has: {command}", command=started.recovering))


def _tell_of_rows(left_out: Sequence[str], stated: Sequence[str]) -> None:
    """Which rows are left out though nobody has said so."""
    if found := [each for each in left_out if each not in stated]:
        _tell(said("Rows that are no units, and are left out: {names}", names=some_of(found, 8)))


def _tell_of_names(card: Scorecard) -> None:
    """Which units are one and the same, as far as a built-in list tells that the table does not have whole."""
    from dtiscore.questions.init.units import units_named_twice

    if card.dataset.scheme is not None:
        return
    names = (card.name(row) for row, ranked in enumerate(card.dataset.ranked) if ranked)
    if (found := units_named_twice(names)) is not None:
        scheme, several = found
        told = some_of([" = ".join(called) for called in several], 4)
        _tell(
            said(
                "Ranked as several units, and one in the list {scheme}: {names}. Write it in one way.",
                scheme=scheme,
                names=told,
            )
        )


def _tell_of_gaps(card: Scorecard, started: Started) -> None:
    """Which units have no score, as nobody has said yet what an empty cell means, or that others weigh for it."""
    if started.draft is None or started.draft.missing not in ("no-score", "reweight"):
        return
    if started.draft.missing == "reweight" and not started.draft.missing_is_said:
        _tell(
            said(
                "In some periods an indicator has no figure of any unit: the others share its weight there, as missing in {weights} tells.",
                weights=started.weights,
            )
        )
    scores = card.nodes[card.methodology.index.code].score.tolist()
    without = [row for row, score in enumerate(scores) if score != score]
    names = list(dict.fromkeys(card.named(row) or card.dataset.units[row] for row in without))
    if names:
        _tell(
            said(
                "No score, for want of a figure: {units}. What an empty cell means is told by missing in {weights}.",
                units=some_of(names, 4),
                weights=started.weights,
            )
        )


def _tell_of_ranks(card: Scorecard, draft: Draft | None) -> None:
    """How near the ranking comes to the one that the table has, which shows where a guess is wrong."""
    from dtiscore.questions.init.answer.ranks_beside import ranks_beside

    index = None if draft is None else draft.published.name
    beside = ranks_beside(card, [] if index is None else [index])
    if beside is None:
        return
    told = {"n": beside.compared, "same": beside.same, "heading": beside.heading}
    if beside.same == beside.compared:
        _tell(
            said('All {n} units that both rank stand in the order of the column "{heading}".', **told)
            if beside.among_both
            else said('All {n} ranks in the column "{heading}" are the ranks of this ranking.', **told)
        )
        return
    unit = card.named(beside.furthest) or card.dataset.units[beside.furthest]
    told |= {
        "unit": unit,
        "correlation": Figure(f"{beside.correlation:.2f}"),
        "own": Figure(f"{beside.own:.12g}"),
        "published": Figure(f"{beside.published:.12g}"),
    }
    _tell(
        said(
            'Of {n} units that both rank {same} have the place among these that the column "{heading}" gives them (rank correlation {correlation}); furthest off is {unit}: {own} here, {published} there.',
            **told,
        )
        if beside.among_both
        else said(
            'Of {n} ranks in the column "{heading}" {same} are the ranks of this ranking (rank correlation {correlation}); furthest off is {unit}: {own} here, {published} there.',
            **told,
        )
    )
    if beside.is_turned_round:
        _tell(said("The ranking of the table runs the other way round: see in which columns less is better."))


def _tell_of_columns(draft: Draft) -> None:
    """Which columns of the table count for nothing in its first ranking."""
    for line in draft.not_scored(lambda headings: some_of(headings, 8)):
        _tell(line)
    if draft.adds_up_otherwise is not None:
        _tell(draft.adds_up_otherwise)
    if added := [each for each in draft.criteria if each.added_to]:
        headings = some_of([each.column for each in added], 8)
        _tell(
            said(
                'Columns scored as they stand, as "{total}" has them: {headings}',
                total=added[0].added_to,
                headings=headings,
            )
        )
    falling = [each for each in draft.criteria if each.falls]
    if by_name := [each.column for each in falling if not each.falls_by_ranking]:
        _tell(
            said("Less is taken to be better, by their names, in: {headings}", headings=some_of(by_name, 8))
        )
    if by_ranking := [each.column for each in falling if each.falls_by_ranking]:
        headings = some_of(by_ranking, 8)
        _tell(
            said(
                "Less is taken to be better, as units that the table ranks higher have less, in: {headings}",
                headings=headings,
            )
        )
    if draft.is_lowest_first:
        _tell(said("The lowest score is ranked first, as units that the table ranks higher have less"))
    if unsaid := [each.column for each in draft.criteria if each.weight == 0]:
        _tell(
            said(
                "Columns of words that weigh 0 until you say what each answer is worth: {headings}",
                headings=some_of(unsaid, 8),
            )
        )


def _asked(draft: Draft) -> Draft:
    """The draft as a person answers on a terminal."""
    language = spoken_language()
    title = typer.prompt(spoken(said("Title of the index"), language), default=draft.title, err=True)

    def confirmed(each: Criterion) -> Criterion:
        if not each.direction_is_guessed:
            return each
        question = spoken(said('Is more better in "{column}"?', column=each.name), language)
        is_less = each.falls or each.raises_what_is_bad
        if typer.confirm(question, default=not is_less, err=True):
            return each.kept() if is_less else each
        return each if is_less else each.turned()

    return replace(draft, title=title).changed(confirmed)
