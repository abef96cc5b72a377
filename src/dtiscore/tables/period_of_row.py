"""Of which period and group a row is, and what is to be said of these."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from dtiscore.methodology import Methodology
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import Met
from dtiscore.tables.availability import COPIED_FIRST
from dtiscore.tables.headings import Headings
from dtiscore.tables.periods import comparable

Said = tuple[str, str, str]
"""Of a problem: its code, what is wrong, how to mend it."""


def period_faults(
    period: str | None, headings: Headings, methodology: Methodology, met: Met
) -> Iterator[Said]:
    """What is wrong with the period of a row: it is blank, written otherwise elsewhere, or the edition does not govern it.

    The latter two are told at the first row of a period alone; ``met`` grows.
    """
    if period is None:
        if headings.period is not None:
            yield "missing-period", "the period is blank", "write the period"
        return
    # 2022 and 2022.0 would be ranked apart.
    first = met.spellings.setdefault(comparable(period), period)
    if period not in (first, *met.respelled):
        met.respelled.add(period)
        message = f'the period is written "{first}" elsewhere, and units of the two would be ranked apart'
        yield "period-spelling", message, f'write "{first}" everywhere'
    governed = methodology.periods
    if governed and period not in governed and period not in met.ungoverned:
        met.ungoverned.add(period)
        message = f"{methodology.id} does not govern {period}"
        yield "ungoverned-period", message, _ways_out(period, headings, methodology, met)


def _ways_out(period: str, headings: Headings, edition: Methodology, met: Met) -> str:
    """What may be done about a period that the edition does not govern."""
    it_governs = f"it governs {', '.join(edition.periods)}"
    if headings.period is None:
        return f"{it_governs}: give one of these as --period, or name the edition in force"
    kept = [with_value("--period", one) for one in edition.periods if one in met.periods]
    ways = [f"keep the rows of one period: {' or '.join(kept)}"] if kept else []
    ways.append(f"name the edition in force in {period}")
    if headings.period_by_name:
        ways.append("if the column is no period of the ranking, give it another heading")
    ways.append(f'or write "{period}" into the periods of the weighting file ({COPIED_FIRST})')
    return f"{it_governs}; {'; '.join(ways)}"


def group_of(texts: Sequence[str], met: Met) -> tuple[str, Said | None]:
    """The group that the cells of one or several columns make together, and what is wrong with its name."""
    parts = [unicodedata.normalize("NFC", text) for text in texts]
    label = " · ".join(parts)
    if met.group_parts.setdefault(label, parts) == parts:
        return label, None
    message = f'the group would be called "{label}", and so is another one whose columns say something else'
    fix = 'take the sign "·" out of the groups, or rank by one of the columns'
    return label, ("ambiguous-group", message, fix)
