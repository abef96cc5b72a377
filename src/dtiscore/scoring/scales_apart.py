"""Scores that are combined or banded though they stand on scales apart, as 0 to 1 beside 0 to 100: one of them hardly counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.node import Node
from dtiscore.said import said, some_of
from dtiscore.scoring.node_scores import NodeScores

_SHARE = 1.0
"""Scores of at most this size are shares, or look like some."""
_NO_SHARE = 20.0
"""Scores that reach this size surely are none."""
_HARDLY = 10.0
"""How many times as much another part brings to the sum where one hardly counts."""
_MANY = 5
"""How many nodes a message names."""

Sizes = Mapping[str, float]
"""The size of the largest score of each node that has any, by its code."""


def sizes_of(nodes: Mapping[str, NodeScores]) -> dict[str, float]:
    """The sizes of the largest scores of some rows."""
    return {
        code: max(abs(scores.lowest), abs(scores.highest))
        for code, scores in nodes.items()
        if scores.lowest == scores.lowest
    }


def scales_apart(methodology: Methodology, sizes: Sizes, source: str) -> Iterator[Problem]:
    """A warning for each mean of scores that stand on scales apart, and for bands on another scale than their scores.

    An index of points knows what each node can have at most, and weights may make up for a scale. A geometric mean bears
    two scales: its scores are larger by a factor, which changes no rank.
    """
    yield from _bands_apart(methodology, sizes, source)
    if methodology.index.maximum is not None:
        return
    for node in methodology.nodes.values():
        recipe = methodology.recipes.get(node.code)
        if recipe is None or not (recipe.aggregation.keeps_scale and recipe.aggregation.linear):
            continue
        brought = {code: weight * sizes[code] for code, weight in recipe.parts if sizes.get(code)}
        large = max(brought, key=brought.__getitem__, default="")
        small = [
            code
            for code in brought
            if _may_be_too_small(methodology, code, sizes) and brought[code] * _HARDLY <= brought[large]
        ]
        if small and sizes[large] >= _NO_SHARE:
            yield _apart(methodology, node, small, large, sizes, source)


def _may_be_too_small(methodology: Methodology, code: str, sizes: Sizes) -> bool:
    """Whether all scores of a node are shares, and none is a share of the scale by the rule that gives it."""
    return sizes[code] <= _SHARE and not (
        methodology.scale > _SHARE and _is_on_scale(methodology.nodes[code])
    )


def _is_on_scale(node: Node) -> bool:
    return all(
        (leaf.then[-1] if leaf.then else leaf.rule).output == "share"
        for leaf in node.indicators()
        if leaf.rule is not None
    )


def _bands_apart(methodology: Methodology, sizes: Sizes, source: str) -> Iterator[Problem]:
    bands = methodology.bands
    if bands is None or not bands.starts:
        return
    code = bands.of or methodology.index.code
    maximum = methodology.maximum(code) if methodology.publish.form == "fraction" else None
    begins, size = max(map(abs, bands.starts)), sizes.get(code, 0.0) / (maximum or 1.0)
    if (begins <= _SHARE and size >= _NO_SHARE) or (begins >= _NO_SHARE and 0.0 < size <= _SHARE):
        message = said(
            'the bands of "{node}" begin at {begins:.4g} at most, and its scores reach {size:.4g}',
            node=methodology.node_or_view(code).spoken_name,
            begins=begins,
            size=size,
        )
        fix = said("write the bands in the numbers of the scores")
        yield Problem("scales-apart", message, Place(source), fix=fix, indicator=code, severity="warning")


def _apart(
    methodology: Methodology, node: Node, small: Sequence[str], large: str, sizes: Sizes, source: str
) -> Problem:
    message = said(
        'in "{node}" scores up to {low:.4g} ({small}) are combined with scores up to {high:.4g} ({large}), and hardly count',
        node=node.spoken_name,
        small=some_of([methodology.nodes[code].spoken_name for code in small], _MANY),
        low=max(sizes[code] for code in small),
        large=methodology.nodes[large].spoken_name,
        high=sizes[large],
    )
    fix = said("let their rules give scores on one scale, as goalposts do from 0 to 1 or 0 to 100")
    return Problem("scales-apart", message, Place(source), fix=fix, indicator=node.code, severity="warning")
