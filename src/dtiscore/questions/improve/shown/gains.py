"""What a change moves and what it brings, as the pages of plans write it: names, published values, gains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dtiscore.questions.improve.answer import Improvement, Lever, Outcome
from dtiscore.render.drawing import figures
from dtiscore.render.names import node_name
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.visible import visible


@dataclass(frozen=True)
class Gains:
    """How names and figures of an improvement are written."""

    found: Improvement

    @property
    def has_points(self) -> bool:
        """Whether the index is a sum of points."""
        return bool(self.found.card.methodology.index.maximum)

    @property
    def index(self) -> str:
        """The code of the index."""
        return visible(self.found.card.methodology.index.code)

    def name(self, lever: Lever) -> str:
        """The names of the nodes that read a cell, with its column where they read others too."""
        edition = self.found.card.methodology
        name = in_a_row([node_name(edition, code) for code in lever.nodes])
        alike = [room for room in self.found.rooms if set(room.lever.nodes) & set(lever.nodes)]
        return side_by_side(name, f"({visible(lever.heading)})", between=" ") if len(alike) > 1 else name

    def published(self, value: float) -> str:
        """A value of the index."""
        return figures.published(value, self.found.card.methodology.publish)

    def outcome(self, outcome: Outcome) -> dict[str, str]:
        """Value and rank of the index, as parts of a sentence."""
        return {
            "index": self.index,
            "value": self.published(outcome.published),
            "rank": figures.rank(outcome.rank),
        }

    def of_column(self, values: Sequence[float | None]) -> list[str]:
        """What the index gains, with a sign: in points, or with the published decimals and one more."""
        decimals = figures.decimals_of(values) if self.has_points else self._decimals
        texts = [figures.fixed(value, decimals) for value in values]
        return [
            "" if value is None else figures.signed(text, zero=text)
            for value, text in zip(values, texts, strict=True)
        ]

    def telling(self, gain: float) -> str:
        """One gain without a sign, with as many decimals as it takes not to show it as none."""
        return figures.telling(gain, 2 if self.has_points else self._decimals)

    @property
    def _decimals(self) -> int:
        return self.found.card.methodology.publish.decimals + 1
