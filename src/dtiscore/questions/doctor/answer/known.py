"""Headings that say something of a table, by the edition that it is meant for."""

from __future__ import annotations

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.tables.known_headings import (
    AREA_HEADINGS,
    INDICATOR_HEADINGS,
    NAME_HEADINGS,
    PERIOD_HEADINGS,
    UNIT_HEADINGS,
    VALUE_HEADINGS,
    accepted_headings,
)


def known_headings(methodology: Methodology | None) -> dict[str, str]:
    """By its folded form, each heading that says something: the column of the edition, or the part that it plays."""
    if methodology is None:
        return {}
    known = {fold(heading): "unit" for heading in (*UNIT_HEADINGS, *NAME_HEADINGS, *AREA_HEADINGS)}
    known |= {
        fold(heading): "period" for heading in (*PERIOD_HEADINGS, *filter(None, [methodology.layout.period]))
    }
    known |= {
        fold(heading): "unit" for heading in (methodology.layout.unit, methodology.layout.name) if heading
    }
    known |= {fold(heading): fold(heading) for heading in INDICATOR_HEADINGS + VALUE_HEADINGS}
    known |= {
        fold(node.own_column): node.code for node in methodology.nodes.values() if node.own_column is not None
    }
    accepted = accepted_headings(methodology)
    return known | {fold(name): header for header, names in accepted.items() for name in names}
