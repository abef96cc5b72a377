"""The pictures of a scorecard by their kinds."""

from __future__ import annotations

import altair as alt

from dtiscore.questions.score.pictures.heat_table import table_picture
from dtiscore.questions.score.pictures.map import map_picture
from dtiscore.questions.score.pictures.points import points_picture
from dtiscore.questions.score.pictures.ranking import ranking_picture
from dtiscore.questions.score.pictures.tiles import tiles_picture
from dtiscore.questions.score.pictures.two_nodes import nodes_picture
from dtiscore.questions.score.shown.drawing import Drawing
from dtiscore.questions.score.shown.selection import Selection
from dtiscore.scoring.scorecard import Scorecard


def picture_of(
    card: Scorecard, selection: Selection, level: int | str | None, drawing: Drawing, language: str | None
) -> alt.LayerChart:
    """The picture of this kind.

    Raises:
        UsageFault: the scorecard has no such picture.
    """
    if drawing.kind == "points":
        return points_picture(card, selection, language)
    if drawing.kind == "table":
        return table_picture(card, selection, level, drawing.shade, language)
    if drawing.kind == "nodes":
        return nodes_picture(card, selection, level, drawing, language)
    if drawing.kind == "tiles":
        return tiles_picture(card, selection, language)
    if drawing.kind == "map":
        return map_picture(card, selection, drawing, language)
    return ranking_picture(card, selection, language)
