"""Of which period and group a row is, and what is to be said of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import comparable
from dtiscore.said import Said, joined, said, with_or
from dtiscore.shell_words import with_period, with_value
from dtiscore.tables.all_rows import Met
from dtiscore.tables.availability import COPIED_FIRST
from dtiscore.tables.headings import Headings
from dtiscore.tables.identifying_cells import in_one_form, in_plain
from dtiscore.tables.raw import FRAME

PeriodFault = tuple[str, Said, Said]
"""Of a problem: its code, what is wrong, how to mend it."""


def unknown_period(source: str, example: str) -> UsageFault:
    """The fault of a table of which nothing says the period; its way out gives it one, such as ``example``."""
    if source == FRAME:
        column = f'data.assign(period="{example}")'
        fix = said("write it into a column: {column}", column=column)
    else:
        fix = said("write it before the table: {table}", table=with_period(example, source))
    return UsageFault(said("{source}: the period is not known", source=source), fix)


def period_faults(
    period: str | None, headings: Headings, methodology: Methodology, met: Met
) -> Iterator[PeriodFault]:
    """What is wrong with the period of a row: it is blank, written otherwise elsewhere, or the edition does not govern it.

    The latter two are told at the first row of a period alone; ``met`` grows.
    """
    if period is None:
        if headings.period is not None:
            yield "missing-period", said("the period is blank"), said("write the period")
        return
    # 2022 and 2022.0 would be ranked apart.
    first = met.spellings.setdefault(comparable(period), period)
    if period not in (first, *met.respelled):
        met.respelled.add(period)
        message = said(
            'the period is written "{first}" elsewhere, and units of the two would be ranked apart',
            first=first,
        )
        yield "period-spelling", message, said('write "{first}" everywhere', first=first)
    governed = methodology.periods
    if governed and period not in governed and period not in met.ungoverned:
        met.ungoverned.add(period)
        message = said("{edition} does not govern {period}", edition=methodology.id, period=period)
        yield "ungoverned-period", message, _ways_out(period, headings, methodology, met)


def names_its_period(headings: Headings, row: int) -> bool:
    """Whether a row names its period, as no note or title does: its unit may have figures in others."""
    return headings.period is not None and in_plain(headings.period.cells[row]) != ""


def _ways_out(period: str, headings: Headings, edition: Methodology, met: Met) -> Said:
    """What may be done about a period that the edition does not govern."""
    governed = ", ".join(edition.periods)
    if same := next((one for one in edition.periods if comparable(one) == comparable(period)), None):
        return said('write "{period}", as the edition does', period=same)
    if headings.period is None:
        return said(
            "it governs {periods}: give one of these as --period, or name the edition in force",
            periods=governed,
        )
    ways = [said("it governs {periods}", periods=governed)]
    if kept := [with_value("--period", one) for one in edition.periods if one in met.periods]:
        ways.append(said("keep the rows of one period: {options}", options=with_or(kept)))
    ways.append(said("name the edition in force in {period}", period=period))
    if headings.period_by_name:
        ways.append(said("if the column is no period of the ranking, give it another heading"))
    ways.append(
        said(
            'or write "{period}" into the periods of the weighting file ({first})',
            period=period,
            first=COPIED_FIRST,
        )
    )
    return joined("{first}; {second}", ways)


def group_of(texts: Sequence[str], met: Met) -> tuple[str, PeriodFault | None]:
    """The group that the cells of one or several columns make together, and what is wrong with its name."""
    parts = [in_one_form(text) for text in texts]
    label = " · ".join(parts)
    if met.group_parts.setdefault(label, parts) == parts:
        return label, None
    message = said(
        'the group would be called "{group}", and so is another one whose columns say something else',
        group=label,
    )
    fix = said('take the sign "·" out of the groups, or rank by one of the columns')
    return label, ("ambiguous-group", message, fix)
