"""An answer as Python users hold it: one line to print, a table for pandas, a page in a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from dtiscore import late
from dtiscore.methodology.periods import in_order
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.visible import visible

if TYPE_CHECKING:
    import pandas as pd


class Answer(ABC):
    """What a question returns. It is data alone: how it is shown is known on floors above, which the package names."""

    @property
    @abstractmethod
    def in_short(self) -> str:
        """What it is an answer about, in a few words that cost nothing to find."""

    def to_frame(self, show: str | None = None, language: str | None = None) -> pd.DataFrame:
        """The answer as a pandas table in full precision, as :func:`dtiscore.to_frame` makes it.

        Raises:
            UsageFault: the answer has no table ``show``.
        """
        frame: pd.DataFrame = late.showing().to_frame(self, show, language)
        return frame

    @property
    def plot(self) -> Any:
        """Its pictures as charts of Vega-Altair, a method for each kind, as :func:`dtiscore.plot` makes them."""
        return late.showing().plots(self)

    def __repr__(self) -> str:
        return visible(f"<{type(self).__name__} {self.in_short}>")

    def _repr_html_(self) -> str:
        html: str = late.showing().to_html(self)
        return html


def so_many(number: int, what: str) -> str:
    """So many of something, in English."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def units_of(card: Scorecard) -> str:
    """The edition, the units and the periods of a scorecard in a few words."""
    periods = in_order(card.dataset.periods)
    of = f" of {', '.join(periods)}" if periods else ""
    return f"{card.methodology.id}: {so_many(len(set(card.dataset.units)), 'unit')}{of}"


def unit_of(card: Scorecard, row: int) -> str:
    """One row of a scorecard in a few words: its unit, edition, period and group."""
    data = card.dataset
    named = (card.methodology.id, data.periods[row], data.groups[row])
    return f"{card.name(row)}: {', '.join(part for part in named if part is not None)}"
