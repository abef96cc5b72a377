"""``units``: the schemes there are, how texts are read under one, and restating a table from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.effect import CountsWith
from dtiscore.cli.names import Names
from dtiscore.cli.options import Data, with_reading_alone
from dtiscore.cli.result import with_list, with_table

if TYPE_CHECKING:
    from dtiscore.cli.result import Result
    from dtiscore.inputs.reading import Reading
    from dtiscore.render.column_types import ColumnType

units = typer.Typer(
    name="units",
    help="Unit schemes: list units, match names, restate a table.",
    epilog='dtiscore units match "TP. HCM" "UBND tỉnh Thừa Thiên - Huế"',
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the group of commands of this module."""
    app.add_typer(units)


@units.command(
    "list",
    short_help="List the unit schemes, or the units of one.",
    epilog="dtiscore units list vn-province-34",
)
@with_list
def list_(
    result: Result,
    scheme: Annotated[
        str | None, typer.Argument(help="The scheme whose units to list.", metavar="SCHEME"), Names.SCHEME
    ] = None,
) -> None:
    """List the unit schemes, or the units of one with codes, names, aliases and successors."""
    from dtiscore.inputs.weighting import load_unit_scheme, unit_schemes
    from dtiscore.questions.units.shown import ShownSchemes, ShownUnits

    result.claim()
    if scheme is None:
        result.show(ShownSchemes(unit_schemes()))
    else:
        result.show(ShownUnits(load_unit_scheme(scheme)))


@units.command(
    short_help="Show which unit each text is read as.",
    epilog='dtiscore units match --units vn-province-63 "TP. HCM" "Hoà Bình"',
)
@with_list
def match(
    texts: Annotated[
        list[str], typer.Argument(help="Names or codes; - reads one a line.", metavar="TEXT...")
    ],
    result: Result,
    scheme: Annotated[
        str,
        typer.Option("--units", "-u", metavar="SCHEME", help="The unit scheme, or its file."),
        Names.SCHEME,
    ] = "vn-province-63",
) -> int:
    """Show which unit each text is read as: exit 1 if any is none."""
    from dtiscore.errors import ExitCode
    from dtiscore.files.reading import read_bytes
    from dtiscore.inputs.weighting import load_unit_scheme, other_schemes
    from dtiscore.questions.units.shown import ShownMatches, is_match
    from dtiscore.units.explaining import match_pair

    result.claim()
    if texts == ["-"]:
        lines = read_bytes("-", max_bytes=2**24).decode("utf-8-sig", "replace").splitlines()
        texts = [line for line in lines if line.strip()]
    loaded = load_unit_scheme(scheme)
    others = other_schemes(loaded)
    found = [(text, match_pair("", text, loaded, others)) for text in texts]
    result.show(ShownMatches(found))
    return ExitCode.DONE if all(is_match(each) for _, each in found) else ExitCode.ANSWER_IS_NO


@units.command(
    short_help="Restate a table on another unit scheme.",
    epilog="dtiscore units restate examples/dti-province/2024-published.csv "
    "--from vn-province-63 --to vn-province-34",
)
@with_reading_alone
@with_table
def restate(
    data: Data,
    reading: Reading,
    result: Result,
    to: Annotated[
        str, typer.Option("--to", metavar="SCHEME", help="The scheme to restate on."), Names.SCHEME
    ],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="SCHEME", help="The scheme of the table; needed where codes have two meanings."
        ),
        Names.SCHEME,
    ] = None,
    method: Annotated[
        Literal["mean", "sum", "weighted"],
        typer.Option(
            "--method",
            help="What the merged unit gets: the plain mean of its parts, their sum (of counts), a weighted mean.",
        ),
    ] = "mean",
    weight: Annotated[
        str | None,
        typer.Option(
            "--weight",
            metavar="COLUMN",
            help="The column of weights for --method weighted; the result has their sums.",
        ),
        CountsWith(method="weighted"),
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option("--column", metavar="COLUMN", help="Restate this column only; repeat.")
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Merge units some of whose parts are missing.")
    ] = False,
) -> None:
    """Restate a table on another unit scheme, as after the merger of provinces; the result is a table to score."""
    from dtiscore.questions.units.python import restate as restate_table
    from dtiscore.render.plain_list import PlainList

    result.claim([data])
    restated = restate_table(
        data,
        to,
        old=from_,
        method=method,
        weight=weight,
        columns=column,
        partial=partial,
        **reading,
    )
    result.tell(restated.warnings, listed_in_full=False)
    types = {header: _type_of(header in restated.in_percent) for header in restated.columns}
    result.show(PlainList("restated", restated.as_columns(result.language), types=types), [data])


def _type_of(is_in_percent: bool) -> ColumnType:
    return "text" if is_in_percent else "number"
