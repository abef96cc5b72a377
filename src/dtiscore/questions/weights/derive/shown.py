"""Derived weights on a screen: what each part of a node weighed, what it weighs now, and how that was made."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from dtiscore.methodology import Methodology, Node
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BOLD, Screen, paragraph, to_text
from dtiscore.render.old_names import node_name
from dtiscore.render.phrases import say
from dtiscore.render.rules_in_words import derived_in_words
from dtiscore.visible import visible


def derivation_screen(methodology: Methodology, node: str, before: Sequence[float], screen: Screen) -> str:
    """The weights of the children of a node that has derived ones.

    Args:
        methodology: the new edition.
        node: the code of the node.
        before: what each child weighed, as a share of 1, in the order of the file.
        screen: where it will be read.
    """
    target, language = methodology.nodes[node], screen.language
    children = list(target.children)
    whole = fsum(target.child_weights)
    shares = [weight / whole for weight in target.child_weights]
    columns: list[Column] = [
        TextColumn(
            "", [Cell(_name(methodology, child, language)) for child in children], folds=True,
            folded=Widths(18, 30, 60),
        ),
        _percentages(say(language, "weight before"), before),
        _percentages(say(language, "weight derived"), shares),
    ]  # fmt: skip
    title = f"{visible(methodology.id)} · {node_name(methodology, node, language)}"
    record = target.derived_weights
    lines = [*paragraph(title, screen, style=BOLD, hanging="  ")]
    if record is not None:
        lines += paragraph(derived_in_words(record, language), screen, hanging="  ")
    return to_text([*lines, *fit(columns, len(children), screen.width).lines(screen)], screen)


def _name(methodology: Methodology, child: Node, language: str | None) -> str:
    code, name = visible(child.code), node_name(methodology, child.code, language)
    return code if name == code else f"{code} {name}"


def _percentages(heading: str, shares: Sequence[float]) -> TextColumn:
    texts = figures.column([share * 100 for share in shares], most=4)
    return TextColumn(heading, [Cell(f"{text}%") for text in texts], "right")
