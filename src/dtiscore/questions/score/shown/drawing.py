"""Which picture of a scorecard is drawn, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

PictureKind = Literal["ranking", "points", "table", "nodes", "tiles", "map"]
"""Bars with moves, stacked points won and lost, a table of units and nodes, two nodes against each other, a tile for each
unit, or the areas of a file."""

Shade = Literal["rank", "score", "thirds"]
"""What makes a cell dark: its rank, where its score lies from the worst to the best, or in which third its rank is."""


class Area(NamedTuple):
    """An area of a map: what it is called in its file, and its polygons as rings of longitude and latitude."""

    name: str
    polygons: Sequence[Sequence[Sequence[Sequence[float]]]]


class Drawing(NamedTuple):
    """A picture of a scorecard."""

    kind: PictureKind = "ranking"
    x: str | None = None
    """The code of the node to the right, of two ``nodes``."""
    y: str | None = None
    """That of the node upwards."""
    shade: Shade = "rank"
    """Of a ``table``."""
    areas: Mapping[str, Area] | None = None
    """Of a ``map``, by the code of the unit; an area of no unit by a key that no unit has."""


USUAL = Drawing()
"""What is drawn unless something else is asked for."""
