"""Lists of units: whether ranks of several tables are places on one list, and what makes them so.

A rank is a place among certain units. Third of 63 and second of 34 are no rise, nor are 120th of 189 and 121st of 193 a
fall: ranks are subtracted only where both tables rank the same units, or once they are ranked anew among those of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Literal

import numpy as np

from dtiscore.analysis.restated import restated_standings
from dtiscore.analysis.standings import Restatement, Standings, require_one_end
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.methodology import text_in
from dtiscore.methodology.base import fold
from dtiscore.methodology.publication import TieRule
from dtiscore.said import Said, counted, joined, said, some_of
from dtiscore.scoring.ranking import plain_rank, rank
from dtiscore.shell_words import with_value
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.spelling import as_latin, normal_form, without_accents, without_footnote

Across = Literal["common", "as ranked"]
"""What is done where two lists of units differ: ranks anew among the units of both, or subtracted as they stand."""

_MANY = 4
"""How many units of another name a message shows."""


def on_one_basis(
    tables: Sequence[Standings], restated: Restatement | None = None, on: UnitScheme | None = None
) -> list[Standings]:
    """The same standings on one unit scheme: as they are, or with the older ones restated.

    Args:
        tables: the standings, of one index.
        restated: how to restate those on an older scheme; without it different schemes are refused.
        on: the scheme to stand on; the newest among the tables unless given.

    Raises:
        UsageFault: the tables are of different indices, count ranks from opposite ends, or stand on different schemes and
            nothing says how to restate.
        InvalidData: of a table to be restated no unit has all its parts, or units cannot be restated; ``problems``
            lists them.
    """
    first = tables[0]
    for table in tables:
        if fold(table.index) != fold(first.index):
            message = said(
                "{first} holds {index}, {second} holds {other}: they cannot be compared",
                first=first.label,
                index=first.index,
                second=table.label,
                other=table.index,
            )
            raise UsageFault(message, said("give tables of the same index"))
    require_one_end(tables)
    target = on or _newest([table.scheme for table in tables])
    others = [table for table in tables if _id(table.scheme) != _id(target)]
    if not others and (target is not None or share_a_scheme([one.fits for one in tables])):
        return list(tables)
    if restated is None or target is None or any(table.scheme is None for table in others):
        ids = [_stated_or_sole(table) for table in tables]
        labels = [table.label for table in tables]
        raise UsageFault(on_different_lists(labels, ids), _cure(tables, ids, restated))
    return [
        table if _id(table.scheme) == target.id else restated_standings(table, target, restated)
        for table in tables
    ]


def on_different_lists(labels: Sequence[str], schemes: Sequence[str | None]) -> Said:
    """What is to be said of tables whose units do not mean the same."""
    stated = (
        said("{table}: {scheme}", table=label, scheme=scheme or said("no scheme"))
        for label, scheme in zip(labels, schemes, strict=True)
    )
    listed = joined("{first}, {second}", stated)
    return said("ranks on different lists of units cannot be compared ({tables})", tables=listed)


def on_one_list(tables: Sequence[Standings]) -> bool:
    """Whether the ranks of all tables are among the same units, so that they may be subtracted."""
    return all(table.listed is not None and table.listed == tables[0].listed for table in tables)


def among_common(tables: Sequence[Standings]) -> list[Standings]:
    """The standings of the units that have a place in every table, ranked anew among themselves.

    Places follow the ranks of the whole lists, so that what ties there ties here; scores stay as they are.

    Raises:
        UsageFault: no unit has a place in every table.
    """
    placed = [
        {code: one.place for code, one in table.units.items() if one.place is not None} for table in tables
    ]
    common = frozenset.intersection(*map(frozenset, placed))
    if not common:
        are_there = frozenset.intersection(*(frozenset(table.units) for table in tables))
        raise _none_ranked_in_common(tables, placed) if are_there else none_in_common(tables)
    return [_ranked_among(common, table, places) for table, places in zip(tables, placed, strict=True)]


def with_common_ranks(tables: Sequence[Standings]) -> list[Standings]:
    """The standings as they are where all ranks are among the same units and known, else as :func:`among_common` has them.

    A table that lacks units ranks none by its scores, though among the units of all tables they have their places.
    """
    are_known = all(one.rank == one.place for table in tables for one in table.units.values())
    return list(tables) if on_one_list(tables) and are_known else among_common(tables)


def require_some_in_common(tables: Sequence[Standings]) -> None:
    """Raise ``UsageFault`` where of several tables no two have a unit in common."""
    pairs = combinations(tables, 2)
    if len(tables) > 1 and not any(one.units.keys() & two.units.keys() for one, two in pairs):
        raise none_in_common(tables)


def none_in_common(tables: Sequence[Standings]) -> UsageFault:
    """The fault that tables are of different units, or that their codes or names do not meet."""
    units = (
        said("{table} has {units} …", table=table.label, units=", ".join(list(table.units)[:_MANY]))
        for table in tables
    )
    listed = joined("{first}; {second}", units)
    message = said("no unit stands in every table ({tables})", tables=listed)
    return UsageFault(
        message, said("tables are joined by code: give tables that write the codes of units alike")
    )


def _none_ranked_in_common(tables: Sequence[Standings], placed: Sequence[Mapping[str, float]]) -> UsageFault:
    """The fault that units meet, and each lacks a rank somewhere."""
    ranked = (
        said("{table} ranks {n} of {of}", table=table.label, n=len(places), of=len(table.units))
        for table, places in zip(tables, placed, strict=True)
    )
    message = said("no unit is ranked in every table ({tables})", tables=joined("{first}; {second}", ranked))
    return UsageFault(
        message,
        said("leave --common-units out to see the ranks of each table, or fill in what its units lack"),
    )


def places_among(common: frozenset[str], places: Mapping[str, float], ties: TieRule) -> dict[str, float]:
    """The ranks among some units, from ranks on a longer list."""
    codes = [code for code in places if code in common]
    found = rank(-np.array([float(places[code]) for code in codes]), ties, codes)
    return dict(zip(codes, found.tolist(), strict=True))


Names = Mapping[str, Mapping[str, str]]
"""The names of units by their codes; one that has none is called by its code."""


def renamed(before: Names, after: Names, labels: tuple[str, str], source: str) -> Iterator[Problem]:
    """A warning of codes that bear another name in the later of two tables, where no scheme says what they mean.

    Args:
        before: the units of the earlier table.
        after: those of the later one.
        labels: what messages call the two.
        source: the later table.
    """
    pairs = {
        code: (text_in(before[code], None), text_in(name, None))
        for code, name in after.items()
        if code in before
    }
    other = {
        code: pair
        for code, pair in pairs.items()
        if code not in pair and normal_form(pair[0]) != normal_form(pair[1])
    }
    if not other:
        return
    message = counted(
        len(other),
        "{n} unit has another name in {second} than in {first}: {units}",
        "{n} units have another name in {second} than in {first}: {units}",
        first=labels[0],
        second=labels[1],
        units=some_of(
            [f"{code} ({was}, {now})" for code, (was, now) in other.items()], _MANY, are_units=True
        ),
    )
    fix = said("tables are joined by code: make sure that each means the same unit in both")
    yield Problem("renamed-unit", message, Place(source), fix=fix, severity="warning")


def respelt(
    before: Iterable[str], after: Iterable[str], labels: tuple[str, str], source: str
) -> Iterator[Problem]:
    """A warning of units that each of two tables has in a spelling of its own, where no scheme says what they mean.

    Case, accents, the place of a tone mark, letters that look alike and zeros before a number do not count, nor does the
    mark of a footnote that one of the two bears (``France 1``, ``Korea¹``, ``Serbia [a]``); nothing is joined for it.

    Args:
        before: the units of the earlier table.
        after: those of the later one.
        labels: what messages call the two.
        source: the later table.
    """
    earlier, later = dict.fromkeys(before), dict.fromkeys(after)
    gone = {_bare(code): code for code in earlier if code not in later}
    came = {_bare(code): code for code in later if code not in earlier} if gone else {}
    pairs = [(gone[bare], code) for bare, code in came.items() if bare in gone]
    pairs += [(gone[bare], now) for bare, now in _marked(came).items() if bare in gone.keys() - came.keys()]
    pairs += [(was, came[bare]) for bare, was in _marked(gone).items() if bare in came.keys() - gone.keys()]
    told = [f"{was} → {now}" for was, now in pairs]
    if told:
        message = counted(
            len(told),
            "{n} unit is spelt in {second} otherwise than in {first}, and counted as another one: {units}",
            "{n} units are spelt in {second} otherwise than in {first}, and counted as others: {units}",
            first=labels[0],
            second=labels[1],
            units=some_of(told, _MANY, are_units=True),
        )
        fix = said("where both spellings mean one unit, write it in one way in both")
        yield Problem("respelt-unit", message, Place(source), fix=fix, severity="warning")


def _bare(code: str) -> str:
    if code.isdecimal():  # a spreadsheet makes 1 of 01
        return code.lstrip("0")
    return without_accents(normal_form(as_latin(code)))


def _marked(codes: Mapping[str, str]) -> dict[str, str]:
    """The codes that bear the mark of a footnote, by their bare form without it, those left out that are alike but for it."""
    without = {bare: code for bare in codes if (code := without_footnote(bare)) != bare}
    once = Counter(without.values())
    return {code: codes[bare] for bare, code in without.items() if once[code] == 1}


def share_a_scheme(fits: Sequence[Sequence[UnitScheme]]) -> bool:
    """Whether tables of no stated scheme, by the schemes of which each may be, can all be of one."""
    known = [{scheme.id for scheme in one} for one in fits if one]
    return not known or bool(set.intersection(*known))


def _stated_or_sole(table: Standings) -> str | None:
    """The scheme of a table: the stated one, or the only one of which its units may be."""
    return _id(table.scheme) or (table.fits[0].id if len(table.fits) == 1 else None)


def _cure(tables: Sequence[Standings], ids: Sequence[str | None], restated: Restatement | None) -> Said:
    """What to add to a command whose tables stand on different lists, or on lists that nobody stated."""
    differ = len(set(ids)) > 1
    how = [] if restated is not None or not differ else ["--restate mean"]
    if all(table.scheme is not None for table in tables):
        return said(
            "{option} restates the older tables by the mean of the merged units", option=" ".join(how)
        )
    if any(table.scheme is None and not table.is_published for table in tables):
        return said(
            "name the unit scheme in the edition under which the tables are scored (units: vn-province-63)"
        )
    if None in ids:
        return said(
            "say on which list each table stands: --units SCHEME, once for each in order (dtiscore units list)"
        )
    known = [id_ for id_ in ids if id_ is not None]
    stated = [with_value("--units", id_) for id_ in (known if differ else known[:1])]
    return said("say on which list each table stands: {options}", options=" ".join([*stated, *how]))


def _ranked_among(common: frozenset[str], table: Standings, places: Mapping[str, float]) -> Standings:
    ranks = places_among(common, places, table.ties)
    units = {
        code: replace(one, rank=(place := plain_rank(ranks[code])), place=place)
        for code, one in table.units.items()
        if code in common
    }
    return replace(table, units=units, listed=common, is_whole=True, is_common=True)


def _newest(schemes: Sequence[UnitScheme | None]) -> UnitScheme | None:
    """The scheme that none of the others follows; that of the last table where they do not follow on each other."""
    by_id = {scheme.id: scheme for scheme in schemes if scheme is not None}
    last = [scheme for scheme in by_id.values() if scheme.successor not in by_id]
    return last[0] if len(last) == 1 else schemes[-1]


def _id(scheme: UnitScheme | None) -> str | None:
    return None if scheme is None else scheme.id
