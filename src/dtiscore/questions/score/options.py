"""The options of ``score`` about its pictures."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dtiscore.cli.effect import GIVEN, CountsWith
from dtiscore.cli.grouped import Command, with_options
from dtiscore.questions.score.shown.drawing import PictureKind, Shade
from dtiscore.render.forms import PICTURES

_PANEL = "Its picture"

Picture = Annotated[
    PictureKind,
    typer.Option(
        "--picture",
        rich_help_panel=_PANEL,
        help="What a picture shows: bars with moves, points won and lost, a table of units and nodes, two nodes, tiles, or "
        "a map.",
    ),
    CountsWith(form=PICTURES),
]
OfX = Annotated[
    str | None,
    typer.Option("--x", metavar="CODE", rich_help_panel=_PANEL, help="The node or indicator to the right."),
    CountsWith(picture="nodes"),
]
OfY = Annotated[
    str | None,
    typer.Option("--y", metavar="CODE", rich_help_panel=_PANEL, help="The node or indicator upwards."),
    CountsWith(picture="nodes"),
]
ShadedBy = Annotated[
    Shade,
    typer.Option(
        "--shade",
        rich_help_panel=_PANEL,
        help="What makes a cell of the table dark: its rank, score, or third.",
    ),
    CountsWith(picture="table"),
]
MapFile = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="FILE",
        rich_help_panel=_PANEL,
        help="The GeoJSON file of the map, with an area for each unit.",
    ),
    CountsWith(picture="map"),
]
MapKey = Annotated[
    str | None,
    typer.Option(
        "--map-key",
        metavar="FIELD",
        rich_help_panel=_PANEL,
        help="The property of an area that has the code or name of its unit.",
    ),
    CountsWith(map_file=GIVEN),
]


def with_drawing(command: Command) -> Command:
    """Give a command the options about its picture; it receives them together as ``drawing``."""
    return with_options(
        command,
        "drawing",
        {
            "picture": (Picture, "ranking"),
            "x": (OfX, None),
            "y": (OfY, None),
            "shade": (ShadedBy, "rank"),
            "map_file": (MapFile, None),
            "map_key": (MapKey, None),
        },
        _gathered,
    )


def _gathered(**given: Any) -> dict[str, Any]:
    """As they were typed: files are read once outputs are known to be possible."""
    return given
