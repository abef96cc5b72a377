"""The profile of the leaders: what the first units of an index have in common, and what separates them from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dtiscore.analysis.answer import Answer, units_of
from dtiscore.analysis.effect_size import Outcome, hedges_g
from dtiscore.analysis.full_marks import full_marks
from dtiscore.analysis.measured import Measure, highest_first, measure_of
from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import mean, present
from dtiscore.methodology.equality import greatest_equal, ties_joined
from dtiscore.said import said
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.tables.table import Rows

_ORDER: tuple[Outcome, ...] = ("apart", "measured", "constant", "too-few")


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The leaders, or the others, in one node."""

    units: int
    """How many have a score in the node."""
    at_full: int | None
    """How many have full marks; ``None`` where nothing bounds the score, or less is better."""
    mean: float | None
    """The mean score in the published form, in full precision."""
    value: float | None
    """The mean of the figures that the indicator measures, in its own units."""
    values: int
    """How many have such a figure."""


@dataclass(frozen=True, slots=True)
class NodeProfile:
    """One node: the leaders beside the others."""

    code: str
    leaders: GroupFigures
    others: GroupFigures
    effect: float | None
    """Hedges' g of the scores, positive where the leaders are better placed; ``None`` unless ``measured``."""
    outcome: Outcome
    floor: float | None
    """The published score that every leader reaches; ``None`` where a leader has no score."""
    others_at_floor: int | None
    """How many of the others reach it as well."""
    floor_value: float | None
    """The figure that every leader reaches, in the indicator's own units, where one end of it is the better one."""

    def as_row(self) -> dict[str, Any]:
        """The node as a flat row."""
        groups = {"leaders": self.leaders, "others": self.others}
        figures = {
            f"{name}_{figure}": getattr(group, field)
            for figure, field in (
                ("scored", "units"), ("at_full", "at_full"), ("mean_score", "mean"), ("mean_value", "value"),
            )
            for name, group in groups.items()
        }  # fmt: skip
        return {
            "code": self.code,
            **figures,
            "effect_size": self.effect,
            "outcome": self.outcome,
            "leaders_least_score": self.floor,
            "others_reaching_it": self.others_at_floor,
            "leaders_least_value": self.floor_value,
        }


@dataclass(frozen=True)
class Leaders:
    """The profile of one period and group."""

    partition: Partition
    leaders: Sequence[int]
    """Their rows, first to last."""
    others: Sequence[int]
    """The rows of the other ranked units."""
    is_split: bool
    """Whether a leader and one of the others have the same value, and the order of unit codes decided."""
    without_score: int
    """Units that could be ranked and have no score in the index: in neither group."""
    unranked: int
    """Aggregates such as the EU, which are not ranked: in neither group."""
    nodes: Sequence[NodeProfile]
    """What separates most first: by the size of the effect, whichever way; then what does not separate."""


@dataclass(frozen=True, repr=False)
class Profile(Answer):
    """The profile of the leaders in every period and group of a scorecard."""

    card: Scorecard
    top: int
    measures: dict[str, Measure]
    """What the indicators among the nodes measure, by code."""
    blocks: Sequence[Leaders]

    @property
    def in_short(self) -> str:
        return f"{units_of(self.card)}, the first {self.top}"


def profile(card: Scorecard, top: int = 10, level: int | str | None = None) -> Profile:
    """Hold the units ranked up to ``top`` in the index against all other ranked ones, node by node.

    Ties at the last rank are as the edition ranks them: units that share the best rank are all among the leaders, so
    that there may be more than ``top``; where they share the worst rank, fewer.

    Args:
        card: the scorecard.
        top: the rank up to which a unit is a leader.
        level: which nodes, as :meth:`Scorecard.codes` has it; unless given every indicator that has scores and counts,
            and every node whose score the table brings.

    Raises:
        UsageFault: no node has scores, or no period and group has both leaders and others.
    """
    if top < 1:
        raise UsageFault(said("there are no leaders up to rank {top}", top=top), said("give 1 or more"))
    codes = (
        _told(card)
        if level is None
        else [code for code in card.codes(level) if not card.nodes[code].missing.all()]
    )
    codes = [code for code in codes if code != card.methodology.index.code]
    if not codes:
        message = said("nothing below the index has a score")
        if level is not None:
            message = said("nothing at the level {level} has a score", level=level)
        raise UsageFault(message, said("a table of indicators is needed, not of the index alone"))
    measures = {code: found for code in codes if (found := measure_of(card, code)) is not None}
    compared = [_Compared.of(card, code, measures.get(code)) for code in codes]
    blocks = [_block(card, partition, top, compared) for partition in card.partitions]
    if not any(block.leaders and block.others for block in blocks):
        count = max(len(block.leaders) + len(block.others) for block in blocks)
        if count < 2:
            message = said("no unit has a rank in the index")
            if count:
                message = said("one unit alone has a rank in the index")
            raise UsageFault(
                message, said("leaders can be held against others where two units or more are ranked")
            )
        message = said(
            "up to rank {top} there is nobody to hold the leaders against: {n} units are ranked",
            top=top,
            n=count,
        )
        raise UsageFault(message, said("choose a smaller --top, such as --top {n}", n=max(1, count // 3)))
    return Profile(card, top, measures, blocks)


def _told(card: Scorecard) -> list[str]:
    """The indicators that have scores and count, and the nodes whose scores the table brings."""
    return [
        node.code
        for node in card.methodology.nodes.values()
        if not (scores := card.nodes[node.code]).missing.all()
        and (node.is_indicator or bool((scores.origin == Origin.SUPPLIED).any()))
        and node.code in card.methodology.counted
    ]


class _Compared(NamedTuple):
    """A node in which leaders are held against others."""

    code: str
    measure: Measure | None
    highest_first: bool | None
    """Which end of what it measures comes first, if it measures anything and one does."""

    @classmethod
    def of(cls, card: Scorecard, code: str, measure: Measure | None) -> _Compared:
        return cls(code, measure, None if measure is None else highest_first(card, code, measure))


def _block(card: Scorecard, partition: Partition, top: int, compared_in: Sequence[_Compared]) -> Leaders:
    index = card.methodology.index.code
    ranks = card.ranks[index]
    ordered = [row for row in card.order[partition] if ranks[row] == ranks[row]]
    leaders = [row for row in ordered if ranks[row] <= top]
    others = [row for row in ordered if ranks[row] > top]
    compared = card.compared(index)
    rows = card.partitions[partition]
    could = int(card.dataset.ranked[rows].sum())
    groups = np.array(leaders, dtype=np.intp), np.array(others, dtype=np.intp)
    nodes = [_node(card, node, *groups) for node in compared_in]
    return Leaders(
        partition,
        leaders,
        others,
        is_split=bool(leaders and others and compared[leaders[-1]] == compared[others[0]]),
        without_score=could - len(ordered),
        unranked=len(rows) - could,
        nodes=sorted(nodes, key=lambda node: (_ORDER.index(node.outcome), -abs(node.effect or 0.0))),
    )


def _node(card: Scorecard, node: _Compared, leaders: Rows, others: Rows) -> NodeProfile:
    code, measure, _ = node
    scores = card.nodes[code].published
    descending = card.methodology.ranking(code).order == "descending"
    turned = scores if descending else -scores
    tolerance = card.precision.tolerance(code)
    both = np.concatenate([leaders, others])
    levels = ties_joined(turned[both], tolerance.at(both))
    effect, outcome = hedges_g(present(levels[: len(leaders)]), present(levels[len(leaders) :]))
    first = present(turned[leaders])
    floor = min(first) if first and len(first) == len(leaders) else None
    reached = present(greatest_equal(turned[others], tolerance.of(others)))
    return NodeProfile(
        code,
        _figures(card, code, leaders, measure),
        _figures(card, code, others, measure),
        effect,
        outcome,
        floor=None if floor is None else floor if descending else -floor,
        others_at_floor=None if floor is None else sum(value >= floor for value in reached),
        floor_value=_floor_value(node, leaders),
    )


def _figures(card: Scorecard, code: str, rows: Rows, measure: Measure | None) -> GroupFigures:
    scores = card.nodes[code]
    top = None if card.methodology.ranking(code).low_is_good else full_marks(card, code)
    known, values = present(scores.published[rows]), [] if measure is None else present(measure.values[rows])
    distances = card.precision.tolerance(code, published=False).of(rows)
    return GroupFigures(
        units=len(known),
        at_full=None if top is None else int((greatest_equal(scores.score[rows], distances) >= top).sum()),
        mean=mean(known) if known else None,
        value=mean(values) if values else None,
        values=len(values),
    )


def _floor_value(node: _Compared, leaders: Rows) -> float | None:
    if node.measure is None or node.highest_first is None or not len(leaders):
        return None
    values = node.measure.values[leaders]
    return None if np.isnan(values).any() else float(values.min() if node.highest_first else values.max())
