"""Standings from tables: scored under an edition, or read from a table of published scores and ranks."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from dtiscore.analysis.standings import Standings, standings_of
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.files.paths import is_there
from dtiscore.files.reading import stream_of
from dtiscore.inputs.named import NamedTable
from dtiscore.inputs.published_figures import Published, PublishedReader
from dtiscore.inputs.reading import BareTable, Data, DeclaredTable, Reading, Weighting, raw_table
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import score
from dtiscore.inputs.unit_lists import with_fits
from dtiscore.inputs.weighting import other_schemes
from dtiscore.methodology.base import fold
from dtiscore.said import said, some_of
from dtiscore.tables.known_headings import RANK_HEADINGS
from dtiscore.tables.rankings.form import RANK, SCORE, score_headings
from dtiscore.tables.rankings.reading import HEAD, read_whole
from dtiscore.tables.raw import RawColumn
from dtiscore.units.explaining import perhaps_meant
from dtiscore.units.matching import UnitMatcher, code_of

_NAMED = re.compile(r"([^=\\]+)=(.+)", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """A table of one period, and what was made of it."""

    data: Data | Scorecard
    standings: Standings
    card: Scorecard | None
    """The scorecard, unless the figures were published."""
    warnings: Sequence[Problem] = ()
    """Reservations about the table."""
    lacks_published: Sequence[str] | None = None
    """Where it has not the column of published scores that is named: the headings of its other columns of numbers."""


def named(table: Data | Scorecard) -> tuple[str | None, Data | Scorecard]:
    """The period and the table of ``2023=TABLE.csv``; any other text, a DataFrame or a scorecard stands alone."""
    if isinstance(table, DeclaredTable):
        period, bare = named(table.data)
        return period, table if period is None else DeclaredTable(cast("BareTable", bare), **table.reading)
    if not isinstance(table, str | os.PathLike):
        return None, table
    if isinstance(table, NamedTable):
        return table.period, table
    text = os.fspath(table)
    found = _NAMED.fullmatch(text)
    if found is None or is_there(text):
        return None, table
    if "/" in found[1] and not is_there(found[2]):  # a folder, and no period such as 11/2022
        return None, table
    return found[1].strip(), found[2]


def is_headed_as_a_ranking(path: str) -> bool:
    """Whether a text has the headings of a ranking that dtiscore wrote."""
    with stream_of(path) as stream:
        return read_whole(stream.read(HEAD)) is not None


def standings(
    data: Data | Scorecard,
    period: str | None,
    weighting: Weighting | None,
    published: Published | None,
    reading: Reading,
) -> Table:
    """The standings of one table: of published figures if it has a column of them, else scored if it is not yet.

    Where nothing says how tables are scored, a ranking that dtiscore wrote is taken as it is.

    Raises:
        UsageFault: the table has no column of published figures and no edition is given to score it.
        InvalidData: cells or units cannot be read.
    """
    chosen = reading if period is None else Reading(**{**reading, "period": period})
    lacks: Sequence[str] | None = None
    if published is not None and not isinstance(data, Scorecard):
        table, problems, options = raw_table(data, chosen)
        if errors_of(problems):
            raise InvalidData(
                said("{source}: the table cannot be read", source=table.source), problems=problems
            )
        reader = PublishedReader(table, options, published)
        index, column, ranks = _published_columns(reader, is_scored=weighting is not None)
        lacks = None if column is not None else reader.of_numbers()
        if column is not None or weighting is None:
            if chosen.get("group") is not None:
                message = said(
                    "{source} holds published figures, which are taken as they are", source=table.source
                )
                raise UsageFault(
                    message, said("leave --group out, and keep the rows of one group in the table")
                )
            found = reader.standings(index, column, ranks, higher_is_better=published.higher_is_better)
            return Table(data, found, None, [*problems, *reader.warnings], lacks)
    if isinstance(data, Scorecard):
        card = data.part(chosen.get("period"), chosen.get("group"))
    elif weighting is None:
        raise _no_weights()
    else:
        card = score(data, weighting, **chosen)
    found = with_fits(standings_of(card))
    dated = found if found.period or period is None else replace(found, period=period)
    return Table(data, dated, card, card.warnings, lacks)


def _published_columns(
    reader: PublishedReader, *, is_scored: bool
) -> tuple[str, RawColumn | None, RawColumn | None]:
    """The index that is meant, the column of its scores and that of its ranks.

    Raises:
        UsageFault: nothing says which index is meant, or a ranking of ours, which is not scored anew, lacks it.
    """
    table, index = reader.table, reader.published.index
    written = score_headings([column.header for column in table.columns]) if table.is_ranking else None
    if not written:
        if index is None:
            raise _no_weights()
        return index, reader.find(index), reader.find(*RANK_HEADINGS)
    codes = [heading.removesuffix(SCORE) for heading in written]
    index = codes[0] if index is None else index.removesuffix(SCORE)
    scores = reader.find(f"{index}{SCORE}")
    if scores is None and not is_scored:
        raise _no_such_scores(table.source, index, codes)
    # The ranks of the index are not those of what stands below it.
    ranks = RANK_HEADINGS if fold(index) == fold(codes[0]) else (f"{index}{RANK}",)
    return index, scores, reader.find(*ranks)


def _no_such_scores(source: str, index: str, codes: Sequence[str]) -> UsageFault:
    return UsageFault(
        said('{source} is a ranking and has no scores of "{index}"', source=source, index=index),
        said("it has {nodes}", nodes=some_of(codes, 12)),
    )


def _no_weights() -> UsageFault:
    return UsageFault(
        said("nothing says how the tables are scored"), said("give --weights, or --published COLUMN")
    )


def units_named(tables: Sequence[Standings], units: Sequence[str]) -> frozenset[str]:
    """The codes of the units that a user calls by code, name or an alias of their scheme.

    Raises:
        UsageFault: no table has a unit of that name, and the nearest names are suggested; or it stands in another group
            than the one that was chosen.
    """
    return frozenset(_code(tables, unit) for unit in units)


def _code(tables: Sequence[Standings], unit: str) -> str:
    named: list[tuple[str, str]] = []
    for table in reversed(tables):
        if unit in table.units:
            return unit
        match = None if table.scheme is None else UnitMatcher(table.scheme).match(unit)
        if match is not None and match.unit.code in table.units:
            return match.unit.code
        named += [(name, code) for code, one in table.units.items() for name in one.name.values()]
    called = code_of(unit, named)
    if called is not None:
        return called
    if groups := _groups_of(tables, unit):
        message = said('the group that was chosen has no unit "{unit}"', unit=unit)
        raise UsageFault(message, said("it stands in {places}", places=", ".join(groups)))
    names = sorted({name for name, _ in named})
    scheme = next((table.scheme for table in reversed(tables) if table.scheme is not None), None)
    fix = perhaps_meant(unit, scheme, names, other_schemes(scheme)) or said(
        "they have {names} ...", names=", ".join(names[:8])
    )
    raise UsageFault(said('the tables have no unit "{unit}"', unit=unit), fix)


def _groups_of(tables: Sequence[Standings], unit: str) -> list[str]:
    """The groups beside the one that was chosen in which a unit stands, the latest first."""
    found: list[str] = []
    for table in reversed(tables):
        match = None if table.scheme is None else UnitMatcher(table.scheme).match(unit)
        meant = unit if match is None else match.unit.code
        for code, (group, name) in table.elsewhere.items():
            if meant == code or fold(unit) in map(fold, name.values()):
                found.append(group)
    return list(dict.fromkeys(found))
