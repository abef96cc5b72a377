"""What tables that are compared stand on, as options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dtiscore.cli.effect import GIVEN, CountsWith
from dtiscore.cli.names import Names

if TYPE_CHECKING:
    pass


_BASIS = "Published figures and lists of units"


Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="COLUMN",
        rich_help_panel=_BASIS,
        help="A column of published scores: a table that has it is taken as it is, with its column rank if there is one.",
    ),
]


Units = Annotated[
    list[str] | None,
    typer.Option(
        "--units",
        metavar="SCHEME",
        rich_help_panel=_BASIS,
        help="The unit scheme of published tables (dtiscore units list); one for all, or repeat for each in order.",
    ),
    Names.SCHEME,
    CountsWith(published=GIVEN),
]


Restate = Annotated[
    Literal["mean"] | None,
    typer.Option(
        "--restate",
        rich_help_panel=_BASIS,
        help="Restate tables of an older unit scheme: a merged unit gets the mean of its parts.",
    ),
]


On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="SCHEME",
        rich_help_panel=_BASIS,
        help="The unit scheme to restate on; the newest of the tables unless given.",
    ),
    Names.SCHEME,
    CountsWith(restate=GIVEN),
]
