"""Tables that are compared: what they stand on, and the standings of each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from dtiscore.analysis.lists import Across, renamed, respelt
from dtiscore.analysis.standings import Restatement, Standings, standings_of
from dtiscore.arguments import checked_fields
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.inputs.in_force import candidates
from dtiscore.inputs.published_figures import Published
from dtiscore.inputs.reading import Data, Reading, Weighting, table_and_reading
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import asked, score_editions
from dtiscore.inputs.standings import Table, named, standings
from dtiscore.inputs.unit_lists import identified
from dtiscore.inputs.validation import require_allowed
from dtiscore.inputs.weighting import load_methodology, load_unit_scheme, scheme_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import in_time
from dtiscore.said import said, some_of
from dtiscore.scoring.selection import kept
from dtiscore.shell_words import with_value
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.measures import OfPeriod, changed_measures
from dtiscore.units.scheme import UnitScheme


@checked_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What two or more tables stand on, where their data do not say it."""

    published: str | None = None
    """The heading of a column of published scores: a table that has it is not scored, and its own ranks count."""
    units: Sequence[str] = ()
    """The unit scheme of the tables of published figures: one for all, or one for each in order."""
    restate: Restatement | None = None
    """How scores on an older unit scheme are restated; without it different schemes are refused."""
    on: str | None = None
    """The unit scheme to restate on; the newest among the tables unless given."""
    across: Across | None = None
    """What is done where the lists of units differ: ranks ``common``, anew among the units that every table ranks, or
    subtracted ``as ranked``; otherwise ranks on different lists are not compared."""

    def __post_init__(self) -> None:
        if self.units and self.published is None:
            message = said("units are of published tables, and no column of published scores is named")
            raise UsageFault(message, said("name it with published, or leave out units"))
        if self.on is not None and self.restate is None:
            raise UsageFault(
                said("nothing is restated, so that there is no scheme to restate on"),
                said('add restate="mean"'),
            )


def warnings_of(tables: Sequence[Table], reading: Reading, published: str | None = None) -> list[Problem]:
    """The reservations about the tables, each once.

    Raises:
        InvalidData: there are some, and warnings count as errors.
        UsageFault: no table has a column of the scores that are named as ``published``.
    """
    warnings = [problem for table in tables for problem in table.warnings]
    if published is not None:
        warnings += _without_published(tables, published)
    warnings += called_otherwise([table.standings for table in tables])
    warnings += _of_other_measures(tables, warnings)
    warnings = list(dict.fromkeys(warnings))
    require_allowed(warnings, reading)
    return warnings


def called_otherwise(tables: Sequence[Standings]) -> Iterator[Problem]:
    """A warning for each table in which units bear other names, or are spelt otherwise, than in the one before it."""
    for before, after in pairwise(tables):
        if before.scheme is None and after.scheme is None:
            for told in (renamed, respelt):
                yield from told(before.names, after.names, (before.label, after.label), after.source)


def _of_other_measures(tables: Sequence[Table], told: Sequence[Problem]) -> Iterator[Problem]:
    """A warning for each column in another unit of measure than in the table before, unless one of them alone tells it."""
    periods = [
        OfPeriod(table.standings.label, card.dataset.periods[-1], card.methodology, card.dataset)
        for table in tables
        if (card := table.card) is not None
    ]
    for before, after in pairwise(periods):
        yield from changed_measures(before, after, told)


def _without_published(tables: Sequence[Table], published: str) -> Iterator[Problem]:
    """A warning for each table whose ranks alone count, where others have the scores that are named.

    Raises:
        UsageFault: none has them, though one is scored, or has a column of numbers that may be meant.
    """
    lacking = [table for table in tables if table.lacks_published is not None]
    others = list(dict.fromkeys(name for table in lacking for name in table.lacks_published or ()))
    is_scored = any(table.card is not None for table in tables)
    if len(lacking) == len(tables) and (others or is_scored):
        folded = {fold(name): name for name in others}
        near = [folded[name] for name in close_to(fold(published), folded, n=3)]
        fix = said("they have {names}", names=some_of(others, 12))
        if is_scored:
            fix = said("leave out --published: the tables are scored")
        raise UsageFault(
            said('no table has a column of published scores "{index}"', index=published),
            did_you_mean(near) or fix,
        )
    for table in lacking:
        if table.card is None:
            source = table.standings.source
            message = said(
                '{source} has no column "{index}": its ranks alone count', source=source, index=published
            )
            has = table.lacks_published or ()
            told = said("it has {headers}", headers=some_of(has, 12)) if has else None
            yield Problem("ranks-alone", message, Place(source), fix=told, severity="warning")


def table_after(
    data: Data | Scorecard,
    weights: Weighting | None,
    basis: Basis,
    reading: Reading,
    before: Sequence[Table],
    *,
    last: bool,
) -> Table:
    """The standings of the next table after some; ``last`` if none follows."""
    period, table = named(data)
    published = None
    if basis.published is not None or weights is None:
        editions = [] if weights is None else _known_editions(weights)
        at, stated = len(before), basis.units
        scheme = load_unit_scheme(stated[min(at, len(stated) - 1)]) if stated else None
        scheme = scheme or _scheme_of_all(editions, weights)
        higher = all(edition.rank.order == "descending" for edition in editions)
        following = stated[at + 1 : at + 2] or ([] if scheme is None else [scheme.id])
        units_option = partial(_units_option, list(before), [] if last else following)
        published = Published(basis.published, scheme, higher, units_option, is_stated=bool(stated))
    return standings(table, period, weights, published, reading)


def _units_option(before: Sequence[Table], after: Sequence[str], stated: UnitScheme) -> str:
    """The options that state the scheme of a table, with those of the tables before and after it as they are known."""
    known = [one.standings.scheme or next(iter(one.standings.fits), stated) for one in before]
    return " ".join(
        with_value("--units", id_) for id_ in (*(scheme.id for scheme in known), stated.id, *after)
    )


def _known_editions(weights: Weighting) -> list[Methodology]:
    """The edition that is named, or those of the family."""
    try:
        return [load_methodology(weights)]
    except UsageFault:
        return candidates(weights)


def _scheme_of_all(editions: Sequence[Methodology], weights: Weighting | None) -> UnitScheme | None:
    """The unit scheme that all editions share."""
    if len({edition.units for edition in editions}) != 1:
        return None
    return scheme_of(editions[0], weights)


def periods_of(data: Data | Scorecard, weights: Weighting | None, reading: Reading) -> list[Table]:
    """The standings of each period of one table, in order of time, scored within the whole of it."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    found: list[Table] = []
    if isinstance(table, Scorecard) or weights is None:
        cards = [asked(table, weights, declared)]
    else:
        cards = score_editions(table, weights, **declared)
    for card in cards:
        for at in dict.fromkeys(card.dataset.periods):
            part = kept(card, at)
            found.append(Table(table, standings_of(part), part, part.warnings))
    told = identified([one.standings for one in found])
    found = [replace(one, standings=table) for one, table in zip(found, told, strict=True)]
    return sorted(found, key=lambda one: in_time(one.standings.period))


def source_of(data: Data) -> list[str]:
    """The file behind a table that a command was given, for its list of inputs."""
    table = table_and_reading(named(data)[1], {})[0]
    return [os.fspath(table)] if isinstance(table, str | os.PathLike) else []
