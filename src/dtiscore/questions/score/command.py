"""``score``: scores and ranks of the units of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dtiscore.cli.effect import CountsWith, counting
from dtiscore.cli.names import Names
from dtiscore.cli.options import AcrossLists, CommonUnits, Data, Weights, across_of, with_reading
from dtiscore.cli.parameters import files_of
from dtiscore.cli.result import with_result
from dtiscore.cli.tables import StatedTables, Tables
from dtiscore.questions.score.asked import Asked
from dtiscore.questions.score.options import with_drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.cli.result import Result
    from dtiscore.inputs.card_moves import Moves
    from dtiscore.inputs.reading import Reading
    from dtiscore.questions.score.shown.ranking import ShownRanking
    from dtiscore.render.page import Shown
    from dtiscore.scoring.reference import Reference

_WHOLE = CountsWith(engine=("memory", "auto"))
"""Of what needs the whole table at once, which no other engine has."""


_HERE = CountsWith(engine=("memory", "stream", "auto"))
"""Of what is shown here, and not by executors of a cluster."""


Previous = Annotated[
    str | None,
    typer.Option(
        "--previous",
        metavar="FILE",
        help="The table of an earlier period, for the moves; 2022=FILE names or chooses its period.",
    ),
    Names.TABLE,
    _WHOLE,
]


Top = Annotated[
    int | None,
    typer.Option("--top", min=1, metavar="N", help="Show the first N units only."),
    _HERE,
]


Sort = Annotated[
    str | None,
    typer.Option("--sort", metavar="KEY", help="Order by rank, name, move, or a node's code."),
    _WHOLE,
]


Level = Annotated[
    str | None,
    typer.Option("--level", metavar="L", help="Nodes to show: 1, 2 ..., views, indicators, all, or a code."),
    _HERE,
]


Ranks = Annotated[
    bool,
    typer.Option("--ranks", help="Give the ranks in the nodes shown as well."),
]


OneUnit = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="UNIT", help="Show this unit: alone, or beside the first ones; repeat."),
    _WHOLE,
]


ByGroup = Annotated[
    str | None,
    typer.Option(
        "--summary", metavar="CODE", help="Rank groups of units, by this summary of the weighting file."
    ),
    _WHOLE,
]


Saved = Annotated[
    str | None,
    typer.Option("--reference", metavar="FILE", help="Score against the frame that dtiscore fit saved here."),
]


Engine = Annotated[
    Literal["auto", "memory", "stream", "spark"],
    typer.Option(
        "--engine",
        help="Read the table whole, or piece by piece, however large it is, or on a cluster; auto: piece by piece where "
        "a large table can be.",
    ),
]


Threads = Annotated[
    int | None,
    typer.Option(
        "--threads",
        min=1,
        metavar="N",
        help="Read piece by piece with N threads; one per processor unless given.",
    ),
    CountsWith(engine=("stream", "auto")),
]


Master = Annotated[
    str | None,
    typer.Option(
        "--master", metavar="URL", help="The Spark cluster: local[2], spark://HOST:7077, yarn, sc://HOST ..."
    ),
    CountsWith(engine="spark"),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Score and rank the units of a table.",
        epilog="dtiscore score examples/dti-province/2023.csv -w dti-province-2022 "
        "--previous examples/dti-province/2022.csv --top 8",
    )(score)


@counting(["max_bytes", "statements", "common_units", "across_lists", "excel"], _WHOLE)
@with_reading
@with_result
@with_drawing
def score(
    data: Data,
    weights: Weights,
    reading: Reading,
    result: Result,
    drawing: Mapping[str, Any],
    previous: Previous = None,
    common_units: CommonUnits = False,
    across_lists: AcrossLists = False,
    top: Top = None,
    sort: Sort = None,
    level: Level = None,
    ranks: Ranks = False,
    unit: OneUnit = None,
    summary: ByGroup = None,
    reference: Saved = None,
    engine: Engine = "auto",
    threads: Threads = None,
    master: Master = None,
    statements: Tables = None,
) -> None:
    """Score and rank the units of a table under an edition, or each period under the edition of a family in force."""
    from dtiscore.inputs.reading import table_and_reading

    inputs = files_of(data, weights, previous, reference, drawing["map_file"])
    across = across_of(common_units=common_units, across_lists=across_lists)
    of_data = table_and_reading(data, reading)[1]  # with what a project says of this table, and of no other
    if engine == "spark":
        from dtiscore.questions.score.spark_command import score_by_spark

        score_by_spark(inputs, result, of_data, master=master, ranks=ranks, reference=reference)
        return
    result.claim(inputs, pictured=engine in ("memory", "auto"))
    asked = Asked(level, top, ranks, reference, threads)
    if engine == "stream":
        from dtiscore.questions.score.stream_command import stream

        stream(inputs, result, of_data, asked)
        return
    is_plain = not (previous or across or sort or unit or summary or statements or "max_bytes" in of_data)
    if engine == "auto" and is_plain:
        from dtiscore.questions.score.stream_command import stream_if_large

        if stream_if_large(inputs, result, of_data, asked):
            return
    from dtiscore.inputs.areas import drawing_of  # like the others, of no use to what is read piece by piece
    from dtiscore.inputs.scored import score_editions
    from dtiscore.inputs.unit_codes import unit_codes
    from dtiscore.questions.score.shown.ranking import ShownRanking

    frame = None if reference is None else _frame_of(reference)
    tables = StatedTables({"data": data, "previous": previous}, statements, reading)
    with tables.advising():
        cards = score_editions(tables["data"], weights, reference=frame, **reading)
        if summary is not None:
            cards = [card.summarise(summary) for card in cards]
        moved: Sequence[Moves] = ()
        if previous is not None or any(len(set(card.dataset.periods)) > 1 for card in cards):
            from dtiscore.inputs.moves import moves_of

            moved = moves_of(cards, tables.get("previous"), weights, reading, frame, across)
    units = unit_codes(cards, unit or ())
    drawn_as = drawing_of(cards[-1], **drawing)
    by_row = [one.by_row for one in moved] or [{} for _ in cards]
    rankings = [
        ShownRanking(card, level, top, units, sort, moves, result.language, ranks, drawn_as)
        for card, moves in zip(cards, by_row, strict=True)
    ]
    drawn = result.drawn(rankings[0] if len(rankings) == 1 else _together(rankings))
    told = [*(card.warnings for card in cards), *(one.warnings for one in moved)]
    result.tell(list(dict.fromkeys(problem for each in told for problem in each)))
    result.emit(drawn, inputs)


def _frame_of(reference: str) -> Reference:
    from dtiscore.inputs.references import load_reference

    return load_reference(reference)


def _together(rankings: Sequence[ShownRanking]) -> Shown:
    """The rankings of a panel that falls under several editions as one result."""
    from dtiscore.questions.score.shown.several import ShownRankings

    return ShownRankings(rankings)
