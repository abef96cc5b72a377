"""Indicators that stand in one part of a longer heading: which column is meant, and of which sides one must be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dtiscore.errors import Place, Problem
from dtiscore.methodology.base import fold
from dtiscore.said import counted, first_few, said, some_of, with_and, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.heading_parts import YEAR, Known, known_part
from dtiscore.tables.raw import RawColumn, RawTable

_SHOWN = 3
"""Headings that a message names."""


class Candidate(NamedTuple):
    """A column whose heading holds the name of an indicator, among other parts."""

    column: RawColumn
    known: Known


class Sides(NamedTuple):
    """The columns that were known by a part of their headings."""

    found: Mapping[str, RawColumn]
    """By the heading of the edition."""
    passed_over: Sequence[RawColumn]
    """Those of other sides than the one that is asked for."""
    undecided: Mapping[str, Sequence[Candidate]]
    """By the heading of the edition: those between which somebody must choose."""
    problems: Sequence[Problem]


def known_by_parts(
    table: RawTable,
    columns: Sequence[RawColumn],
    names: Mapping[str, str],
    side: str | None,
    period: str | None,
) -> Sides:
    """The columns that ``names``, headings of the edition by folded name, have in one part of their headings.

    ``side`` is the part that says which of several columns of an indicator is meant; a ``period`` does so where it is
    such a part. Two columns of one indicator are an error until a side is chosen, and so is one whose last part is more
    than a unit of measure or a year: it may hold a rank.
    """
    meant: dict[str, list[Candidate]] = {}
    for column in columns:
        known = known_part(column.header, names)
        if known is not None:
            meant.setdefault(known.name, []).append(Candidate(column, known))
    everyone = [each for candidates in meant.values() for each in candidates]
    problems: list[Problem] = []
    chosen = side
    # Where no indicator has two columns, their years tell nothing apart: figures are often older than the period.
    are_several = any(len(candidates) > 1 for candidates in meant.values())
    if (
        chosen is None
        and period is not None
        and are_several
        and any(each.known.is_of(period) for each in everyone)
    ):
        chosen = period
    if side is not None and not any(each.known.is_of(side) for each in everyone):
        problems.append(_no_such_side(table, side, everyone))
        chosen = None
    passed_over: list[RawColumn] = []
    if chosen is None:
        own = {name: _own_figures(candidates) for name, candidates in meant.items()}
        passed_over = [each.column for each in everyone if each not in own[each.known.name]]
        meant = own
    else:
        passed_over = [each.column for each in everyone if not each.known.is_of(chosen)]
        of_side = {
            name: [each for each in candidates if each.known.is_of(chosen)]
            for name, candidates in meant.items()
        }
        meant = {name: candidates for name, candidates in of_side.items() if candidates}
    alone = {
        name: candidates[0]
        for name, candidates in meant.items()
        if len(candidates) == 1 and (chosen is not None or candidates[0].known.says_at_most_a_year)
    }
    one = {name: each.column for name, each in alone.items()}
    if one:
        problems.append(_told(table, list(alone.values())))
    undecided = {name: candidates for name, candidates in meant.items() if name not in one}
    problems += _undecided(table, list(undecided.values()))
    return Sides(one, passed_over, undecided, problems)


def _own_figures(candidates: list[Candidate]) -> list[Candidate]:
    """The one column of the figures of an indicator, where all others say that theirs are a rank, a change or alike."""
    own = [each for each in candidates if each.known.says_at_most_a_year]
    others = [each for each in candidates if each.known.says_other_figures]
    return own if len(own) == 1 and len(own) + len(others) == len(candidates) else candidates


def _told(table: RawTable, alone: Sequence[Candidate]) -> Problem:
    """The warning of columns that were known by one part of their heading."""
    columns = [each.column for each in alone]
    headings = some_of([f'"{each.header}"' for each in columns], _SHOWN)
    if len({each.known.year for each in alone} - {""}) > 1:
        message = said("columns of several years make one table: {headings}", headings=headings)
    else:
        message = counted(
            len(columns),
            "{n} column is known by a part of its heading: {headings}",
            "{n} columns are known by a part of their headings: {headings}",
            headings=headings,
        )
    place = table.place_of_heading(columns[0])
    fix = said("check that these are the figures to score")
    return Problem("heading-part", message, place, columns[0].header, fix, severity="warning")


def _undecided(table: RawTable, meant: Sequence[Sequence[Candidate]]) -> list[Problem]:
    """An error for each set of sides between which somebody must choose, with all indicators that have them."""
    by_sides: dict[tuple[str, ...], list[Sequence[Candidate]]] = {}
    for candidates in meant:
        below = any(each.known.after for each in candidates)
        sides = dict.fromkeys(each.known.after if below else each.known.before for each in candidates)
        by_sides.setdefault(tuple(sides), []).append(candidates)
    return [_choice(table, sides, candidates) for sides, candidates in by_sides.items()]


def _choice(table: RawTable, sides: Sequence[str], meant: Sequence[Sequence[Candidate]]) -> Problem:
    columns = [each.column for each in meant[0]]
    headings = with_and(column.in_its_place for column in columns)
    place = table.place_of_heading(columns[0])
    if len(sides) < len(columns):
        message = said("{columns} hold the same indicator", columns=headings)
        return Problem("duplicate-column", message, place, columns[0].header, said("keep one of them"))
    message = counted(
        len(meant),
        "{n} indicator stands in headings that say more than its name: {columns}",
        "{n} indicators stand in headings that say more than their names: {columns}",
        columns=headings,
    )
    option = "--period" if all(map(YEAR.fullmatch, sides)) else "--side"
    choices = with_or(with_value(option, side) for side in sides if side)
    fix = said("say which figures are meant: {options}", options=choices)
    return Problem("undecided-side", message, place, columns[0].header, fix)


def _no_such_side(table: RawTable, side: str, candidates: Sequence[Candidate]) -> Problem:
    sides = dict.fromkeys(
        part
        for each in candidates
        for part in (each.known.after, each.known.before)
        if part and fold(part) != fold(side)
    )
    message = said("--side names a part that no heading of an indicator has")
    fix = said("leave --side out: no heading has several parts")
    if sides:
        fix = said("it has {headers}", headers=first_few(sides))
    return Problem("missing-column", message, Place(table.source, table.header_line), side, fix)
