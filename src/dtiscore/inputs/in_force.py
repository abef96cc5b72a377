"""The editions under which a table is scored: the one that is named, or those of a family that are in force."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.files.catalogue import is_edition
from dtiscore.files.paths import can_be_read
from dtiscore.inputs.named import NamedWeights
from dtiscore.inputs.reading import Weighting
from dtiscore.inputs.weighting import family_editions, load_methodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.in_force import governing, governing_as_written, in_force_on, start_of
from dtiscore.methodology.periods import in_time
from dtiscore.said import Said, as_it_is, joined, said, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.headings import resolve
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable


class Part(NamedTuple):
    """The rows of a table that one edition governs."""

    methodology: Methodology
    table: RawTable
    periods: tuple[str, ...] = ()
    """The periods of these rows, where they chose the edition."""


@dataclass(eq=False)
class WithoutPeriods(UsageFault):
    """A table has no column of periods to choose among the editions of a family."""

    governed: str | None = None
    """A period that one of the editions governs."""


def candidates(
    weighting: Weighting, *, date: str | None = None, period: str | None = None
) -> list[Methodology]:
    """The editions that a weighting may mean: one, or those of a family among which the periods of a table choose.

    Args:
        weighting: an edition, or the name of a family of built-in editions such as ``dti-province``.
        date: the day whose edition of the family is meant.
        period: the period whose edition is meant; a date counts before it.

    Raises:
        UsageFault: no edition of the family governs the period or was in force on the day; or a day is given with an
            edition that is named.
    """
    name = os.fspath(weighting) if isinstance(weighting, str | os.PathLike) else ""
    editions = family_editions(name) if _may_be_family(name) else []
    if not editions:
        if date is not None:
            message = said("a date chooses among the editions of a family, and one edition is named here")
            raise UsageFault(message, said("leave the date out, or name a family such as dti-province"))
        return [load_methodology(weighting)]
    if date is not None:
        return [in_force_on(editions, date)]
    if period is not None:
        edition = governing(editions, period)
        if edition is None:
            raise UsageFault(_ungoverned(editions, period), _governed(editions))
        return [edition]
    return editions


def family_of(weighting: Weighting, edition: Methodology) -> Weighting | None:
    """The family to which an edition belongs: the one of a project that was named, or a built-in one; ``None`` if there is none."""
    if isinstance(weighting, NamedWeights) and (weighting.family or weighting.of_family):
        return weighting if weighting.family else weighting.of_family
    return edition.family if edition.family is not None and family_editions(edition.family) else None


def _may_be_family(name: str) -> bool:
    if isinstance(name, NamedWeights):
        return bool(name.family) or _may_be_family(str(name))
    return name not in ("", "-") and not is_edition(name) and not can_be_read(name)


def parts(
    editions: Sequence[Methodology], table: RawTable, options: ReadingOptions
) -> tuple[list[Part], list[Problem]]:
    """The table cut by the edition that governs each row's period, and a problem for each period that none governs.

    A single edition takes the whole table, which is then checked against its periods. Rows with a blank period go to
    the first part, where they are reported.

    Raises:
        UsageFault: several editions may be meant, and the table has no column of periods to choose by.
        InvalidData: no edition governs any period of the table.
    """
    if len(editions) == 1:
        return [Part(editions[0], table)], []
    column = _period_column(editions, table, options)
    if column is None:
        message = said(
            "{source} has no column of periods to choose among {editions}",
            source=table.source,
            editions=_ids(editions),
        )
        governed = next((edition.periods[0] for edition in editions if edition.periods), None)
        raise WithoutPeriods(message, ways_to_choose(editions), governed=governed)
    return _by_edition(editions, table, column)


def ways_to_choose(editions: Sequence[Methodology]) -> Said:
    """What may be done, with the options that choose the newest edition of a family: by its last period, and by a day if all have one."""
    newest = editions[-1]
    day = start_of(newest) if all(map(start_of, editions)) else None
    ways = [with_value("--period", newest.periods[-1])] if newest.periods else []
    ways += [with_value("--date", day)] if day else []
    if not ways:
        return said("name the edition that is meant")
    return said("say which is meant: {options}, or name the edition", options=with_or(ways))


def _by_edition(
    editions: Sequence[Methodology], table: RawTable, column: RawColumn
) -> tuple[list[Part], list[Problem]]:
    texts = [unicodedata.normalize("NFC", cell).strip() for cell in column.cells]
    chosen: dict[str, list[str]] = {edition.id: [] for edition in editions}
    problems: list[Problem] = []
    for period in sorted(set(texts) - {""}, key=in_time):
        edition = governing_as_written(editions, period)
        if edition is not None:
            chosen[edition.id].append(period)
            continue
        place, fix = table.place(column, texts.index(period)), _governed(editions)
        problems.append(Problem("ungoverned-period", _ungoverned(editions, period), place, period, fix))
    in_use = [edition for edition in editions if chosen[edition.id]]
    if not in_use:
        raise InvalidData(
            said("{source}: no period that an edition governs", source=table.source), problems=problems
        )
    found: list[Part] = []
    for edition in in_use:
        periods = chosen[edition.id]
        wanted = {*periods, ""} if edition is in_use[0] else set(periods)
        rows = [row for row, period in enumerate(texts) if period in wanted]
        found.append(Part(edition, table.of_rows(rows), tuple(periods)))
    return found, problems


def _period_column(
    editions: Sequence[Methodology], table: RawTable, options: ReadingOptions
) -> RawColumn | None:
    """The column of periods as the first edition that knows one finds it."""
    found = (resolve(table, edition, options)[0].period for edition in editions)
    return next((column for column in found if column is not None), None)


def parts_of_others(weighting: Weighting, own: Part, table: RawTable, options: ReadingOptions) -> list[Part]:
    """The rows of a panel that other editions of a family govern, where the one period that is asked for has chosen ``own``."""
    name = os.fspath(weighting) if isinstance(weighting, str | os.PathLike) else ""
    if options.at_period is None or not _may_be_family(name):
        return []
    editions = family_editions(name)
    column = _period_column(editions, table, options)
    if column is None:
        return []
    return [
        part for part in _by_edition(editions, table, column)[0] if part.methodology.id != own.methodology.id
    ]


def used_by_none(
    problems: Sequence[Sequence[Problem]], of_others: Sequence[Sequence[Problem]] = ()
) -> list[list[Problem]]:
    """The problems of each part, where a column that some part uses is not called unused.

    ``of_others`` are those of further parts of the table, of which nothing else is told.
    """
    unused = [
        {problem.raw for problem in found if problem.code == "unused-column"}
        for found in (*problems, *of_others)
    ]
    by_none = set.intersection(*unused)
    return [
        [
            problem
            for problem in found
            if problem.code != "unused-column" or (problem.raw in by_none and i == 0)
        ]
        for i, found in enumerate(problems)
    ]


def several(editions: Sequence[Methodology], source: str, period: str | None) -> UsageFault:
    """The fault that a table spans several editions where one is wanted; ``period`` is one that it has, if that is known.

    To name an edition is no way out: it does not govern the other periods.
    """
    spanned = ", ".join(f"{edition.id} ({', '.join(edition.periods)})" for edition in editions)
    return UsageFault(
        said("{source} spans several editions: {editions}", source=source, editions=spanned),
        said(
            "choose a period: {option}",
            option="--period P" if period is None else with_value("--period", period),
        ),
    )


def _ids(editions: Sequence[Methodology]) -> str:
    return ", ".join(edition.id for edition in editions)


def _ungoverned(editions: Sequence[Methodology], period: str) -> Said:
    return said("no edition of {family} governs {period}", family=editions[0].family, period=period)


def _governed(editions: Sequence[Methodology]) -> Said:
    """What each edition governs, the first one named as such."""
    first, *others = editions
    governed = [
        said("{edition}, the first, governs {periods}", edition=first.id, periods=_periods(first)),
        *(said("{edition} governs {periods}", edition=one.id, periods=_periods(one)) for one in others),
    ]
    return joined("{first}; {second}", governed)


def _periods(edition: Methodology) -> Said:
    return as_it_is(", ".join(edition.periods)) if edition.periods else said("any period")
