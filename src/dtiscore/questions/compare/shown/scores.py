"""What moved the scores of two tables: a column for each cause beside all units, and one unit told node by node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import NamedTuple

from dtiscore.analysis.splitting import Split
from dtiscore.methodology.node import Node
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.compare.shown.ranks import CAUSES
from dtiscore.render.changes import numbers, signed, signed_column, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.names import name_of, node_name
from dtiscore.render.wording import in_a_row
from dtiscore.said import said
from dtiscore.scoring.fitting import learns_from_others
from dtiscore.visible import visible

MOST_NODES = 6
"""How many nodes get a column of their own."""

_BESIDE_DATA: Mapping[str, str] = {"method": CAUSES["edition"], "composition": CAUSES["units"]}
"""What moves scores beside a unit's own data."""


class Part(NamedTuple):
    """What one thing did to the scores of the units that are shown."""

    heading: str
    values: Sequence[float | None]
    """One for each unit; ``None`` where it is not known."""
    drop: int = 0
    """How soon its column gives way where there is no room."""


@dataclass(frozen=True)
class ScoreSplitText:
    """What screens say of what moved scores."""

    comparison: Comparison
    changes: Sequence[UnitChange]
    """Those that are shown."""
    decimals: int
    """Those of the scores."""

    def change(self, one: UnitChange) -> str:
        """By how much the score changed, between the two as they are shown."""
        return signed(
            figures.shown_difference(one.after.score, one.before.score, self.decimals), self.decimals
        )

    def columns(self) -> Iterator[TextColumn]:
        """A column for each thing that moved some unit."""
        for heading, values, drop in self.parts():
            yield numbers(heading, signed_column(values, self.decimals), drop)

    def parts(self) -> Iterator[Part]:
        """Each thing that moved some unit: parts of the index, then edition and list of units where they did."""
        splits = [change.split for change in self.changes]
        codes, innermost = self._nodes([split for split in splits if split is not None])
        for code in codes:
            values = [_part(split, code, innermost=innermost) for split in splits]
            whole = code == self.comparison.after.index and len(codes) > 1
            heading = said("its figures, not told apart") if whole else self._name(code)
            yield Part(heading, values, 1)
        for cause, heading in _BESIDE_DATA.items():
            parts = [None if split is None else float(getattr(split, cause)) for split in splits]
            if any(parts):
                yield Part(heading, parts)

    def _nodes(self, splits: Sequence[Split]) -> tuple[list[str], bool]:
        """The nodes that share the change among them: the innermost (true) if there are few, else the main ones."""
        inner = list(dict.fromkeys(code for split in splits for code in split.innermost))
        inner.sort(key=lambda code: code == self.comparison.after.index)  # what is left over stands last
        if len(inner) <= MOST_NODES:
            return inner, True
        if self.comparison.editions is None:
            return [], False
        index = self.comparison.editions[1].index
        main = [child.code for child in index.children if any(child.code in split.nodes for split in splits)]
        whole = all(
            sum(split.nodes.get(code, Fraction(0)) for code in main) == split.data for split in splits
        )
        return (main if whole and len(main) <= MOST_NODES else [index.code]), False

    def _name(self, code: str) -> str:
        for edition in reversed(self.comparison.editions or ()):
            if code == edition.index.code:
                # Figures of others move its score, too, where rules learn from them.
                return (
                    said("the figures of all units") if learns_from_others(edition) else said("its figures")
                )
            if code in edition.nodes:
                return node_name(edition, code)
        return visible(code)

    def title(self, one: UnitChange) -> str:
        """The change of one unit."""
        return said("{unit}: {change}, of which", unit=name_of(one.name), change=self.change(one))

    def table(self, split: Split) -> list[TextColumn]:
        """What moved one unit, node by node, then method and composition; these three add up to the change."""
        assert self.comparison.editions is not None
        rows = [
            (self._name(code), depth, split.nodes[code])
            for code, depth in _in_tree(one.index for one in reversed(self.comparison.editions)).items()
            if code in split.nodes
        ]
        rows += [(name, 0, getattr(split, cause)) for cause, name in _BESIDE_DATA.items()]
        values = signed_column((float(part) for _, _, part in rows), self.decimals)
        return [
            words(said("moved by"), [name for name, _, _ in rows], ["  " * depth for _, depth, _ in rows]),
            numbers(said("change"), values),
        ]

    def gaps(self, one: UnitChange) -> Iterator[str]:
        """Which parts of one unit came or went: what that did to the score stands in their lines."""
        found, split = self.comparison, one.split
        if split is None or found.editions is None or found.editions[0] != found.editions[1]:
            return
        was, now = (
            side.lacking.get(one.unit, frozenset()) & split.nodes.keys()
            for side in (found.before, found.after)
        )
        if went := now - was:
            yield said(
                "{nodes}: without a figure now; what that did to the score stands in the line.",
                nodes=in_a_row([self._name(code) for code in sorted(went)]),
            )
        if came := was - now:
            yield said(
                "{nodes}: without a figure before; what the new one did to the score stands in the line.",
                nodes=in_a_row([self._name(code) for code in sorted(came)]),
            )

    def rounding(self, one: UnitChange, split: Split) -> Iterator[str]:
        """That parts do not add up as they are shown, where they do not: here, or below one of them."""
        assert self.comparison.editions is not None
        change = figures.shown_difference(one.after.score, one.before.score, self.decimals)
        sums: list[tuple[float | None, list[Fraction]]] = [
            (change, [split.data, split.method, split.composition])
        ]
        for node in self.comparison.editions[1].index.walk():
            parts = [split.nodes[child.code] for child in node.children if child.code in split.nodes]
            if parts and node.code in split.nodes:
                sums.append((float(split.nodes[node.code]), parts))
        if any(self._shown(whole) != self._shown(fsum(map(self._shown, parts))) for whole, parts in sums):
            yield said(
                "Rounded as here, parts may miss their sum in the last digit; before rounding they add up to it exactly."
            )

    def _shown(self, value: Fraction | float | None) -> float:
        return 0.0 if value is None else float(figures.fixed(float(value), self.decimals))


def _part(split: Split | None, code: str, *, innermost: bool) -> float | None:
    """What the data of a node did; ``innermost``: but for what is told by nodes further down."""
    if split is None:
        return None
    return float((split.innermost if innermost else split.nodes).get(code, Fraction(0)))


def _in_tree(indices: Iterable[Node]) -> dict[str, int]:
    """The codes of some trees with their depths, each once."""
    found: dict[str, int] = {}

    def walk(node: Node, depth: int) -> None:
        found.setdefault(node.code, depth)
        for child in node.children:
            walk(child, depth + 1)

    for index in indices:
        walk(index, 0)
    return found
