"""Derived weights on a screen: what each part of a node weighed, what it weighs now, and how that was made."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from dtiscore.methodology import Methodology
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit_on
from dtiscore.render.drawing.screen import BOLD, Screen, paragraph, to_text
from dtiscore.render.names import coded_name, node_name
from dtiscore.render.rules_in_words import derived_in_words
from dtiscore.render.wording import side_by_side
from dtiscore.said import said
from dtiscore.visible import visible


def derivation_screen(methodology: Methodology, node: str, before: Sequence[float], screen: Screen) -> str:
    """The weights of the children of a node that has derived ones.

    Args:
        methodology: the new edition.
        node: the code of the node.
        before: what each child weighed, as a share of 1, in the order of the file.
        screen: where it will be read.
    """
    target = methodology.nodes[node]
    children = list(target.children)
    whole = fsum(target.child_weights)
    shares = [weight / whole for weight in target.child_weights]
    columns: list[Column] = [
        TextColumn(
            "", [Cell(coded_name(methodology, child.code)) for child in children], folds=True,
            folded=Widths(18, 30, 60),
        ),
        _percentages(said("before"), before),
        _percentages(said("derived"), shares),
    ]  # fmt: skip
    title = side_by_side(visible(methodology.id), node_name(methodology, node))
    record = target.derived_weights
    lines = [*paragraph(title, screen, style=BOLD, hanging="  ")]
    if record is not None:
        lines += paragraph(derived_in_words(record), screen, hanging="  ")
    return to_text([*lines, *fit_on(screen, columns).lines()], screen)


def _percentages(heading: str, shares: Sequence[float]) -> TextColumn:
    texts = figures.column([share * 100 for share in shares], most=4)
    return TextColumn(heading, [Cell(figures.per_cent(text)) for text in texts], "right")
