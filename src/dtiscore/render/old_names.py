"""What things are called on a screen: the index, its nodes, units and bands, in a language and safe to show."""

from __future__ import annotations

import re

from dtiscore.methodology import Methodology
from dtiscore.methodology.publication import CutBands
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.visible import visible


def node_name(methodology: Methodology, code: str, language: str | None) -> str:
    """The name of a node or view."""
    return visible(methodology.label(code, language))


def unit_name(card: Scorecard, row: int, language: str | None) -> str:
    """The name of a row's unit."""
    return visible(card.name(row, language))


def index_title(methodology: Methodology, language: str | None) -> str:
    """The title of the index, with its code in brackets unless the title says it."""
    title, code = visible(methodology.heading(language)), visible(methodology.index.code)
    said = re.search(rf"(?<!\w){re.escape(code)}(?!\w)", title, re.IGNORECASE)
    return title if said else f"{title} ({code})"


def band_name(methodology: Methodology, code: str | None, language: str | None) -> str:
    """The name of a band, or its code; empty where there is none."""
    if code is None:
        return ""
    if isinstance(methodology.bands, CutBands):
        for cut in methodology.bands.cuts:
            if cut.code == code and cut.name is not None:
                return visible(cut.name.get(language or "") or next(iter(cut.name.values())))
    return visible(code)
