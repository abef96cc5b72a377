"""What follows from the problems of a table that can be read: rows to leave out, columns in per cent, sides to choose."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Sequence
from typing import Any

from dtiscore.errors import Problem
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Declarations, Observation
from dtiscore.said import counted, said, some_of
from dtiscore.shell_words import with_value
from dtiscore.tables.check import DECLARE_PERCENT
from dtiscore.tables.heading_parts import BETWEEN

_NO_UNIT = {"not-a-unit", "perhaps-a-total", "empty-row", "merged-cells"}
"""Problems of rows that are left out by their name."""
_MADE_OF_OTHERS = {"aggregate-row"}
"""Those of rows that are left out if they are totals, which their names do not say."""
_MOST_NAMED = 40
"""Rows that are named in a command; where more are no units, the table is another one."""
_MOST_COLUMNS = 6
_CHOICE = re.compile(r"--(side|period) ('[^']*'|\"[^\"]*\"|[^\s,]+)")
_RANGE = re.compile(r"\b[A-Z]+[0-9]+:[A-Z]+[0-9]+\b")
_IN_PERCENT = re.compile(r"%|phần trăm|per ?cent", re.IGNORECASE)


def remedies(problems: Sequence[Problem], declared: Declarations) -> list[Observation]:
    """What may be declared, beside what is, because of the errors of a table; nothing where only a person can mend it."""
    found = [
        _tables(problems),
        _rows(problems, declared) or _made_of_others(problems, declared),
        _missing_units(problems),
        _per_cent(problems, declared),
        _sides(problems),
        _lines(problems, declared),
        _forbidden(problems, declared),
    ]
    return [each for each in found if each is not None]


def _tables(problems: Sequence[Problem]) -> Observation | None:
    """The cells of the first of several tables."""
    for problem in problems:
        if problem.code == "other-headings" and (found := _RANGE.search(problem.fix or "")):
            return Observation("headings", problem.message, {"range": found[0]}, problem.place, problem.raw)
    return None


def notes_below(problems: Sequence[Problem]) -> list[Observation]:
    """The cells above the notes that stand below a table."""
    for problem in problems:
        if problem.code == "ragged-row" and (found := _RANGE.search(problem.fix or "")):
            reason = said("below the table stand notes")
            return [Observation("headings", reason, {"range": found[0]}, problem.place, problem.raw)]
    return []


def _rows(problems: Sequence[Problem], declared: Declarations) -> Observation | None:
    """The rows that are no units."""
    named, first = _named(problems, _NO_UNIT, declared)
    if first is None:
        return None
    reason = counted(
        len(named),
        "{n} row is no unit of its own: a total, a group or a note",
        "{n} rows are no units of their own: totals, groups or notes",
    )
    return Observation("units", reason, _with(declared, "ignore_units", named), first.place, first.raw)


def _made_of_others(problems: Sequence[Problem], declared: Declarations) -> Observation | None:
    """The rows that are the sum or the mean of others by their figures alone: a unit may be that by chance."""
    named, first = _named(problems, _MADE_OF_OTHERS, declared)
    if first is None:
        return None
    reason = counted(
        len(named),
        '"{row}" {what}',
        '"{row}" {what}; {n} rows in all seem to be no units',
        row=first.raw,
        what=first.message,
    )
    left_out, kept = (
        " ".join(with_value(option, name) for name in named) for option in ("--ignore-unit", "--keep-unit")
    )
    remedy = said("if it is no unit: {left_out}; if it is one: {kept}", left_out=left_out, kept=kept)
    declares = _with(declared, "ignore_units", named)
    return Observation("units", reason, declares, first.place, first.raw, remedy, is_open=True)


def _with(declared: Declarations, option: str, named: Sequence[str]) -> dict[str, list[str]]:
    """An option that lists names, with more of them than are declared."""
    return {option: [*declared.get(option, ()), *named]}


def _named(
    problems: Sequence[Problem], codes: Collection[str], declared: Declarations
) -> tuple[list[str], Problem | None]:
    """The names of rows with errors of some kinds, as far as nobody has left them out, and the first of the errors."""
    found = [problem for problem in problems if problem.code in codes and problem.is_error]
    rows = {problem.unit or problem.raw or "": problem for problem in found}
    named = [name for problem in rows.values() if (name := (problem.raw or "").strip())]
    named = [name for name in dict.fromkeys(named) if name not in declared.get("ignore_units", ())]
    return (named, found[0]) if 0 < len(named) <= _MOST_NAMED else ([], None)


def _missing_units(problems: Sequence[Problem]) -> Observation | None:
    """A part of a list of units."""
    first = next((one for one in problems if one.code == "missing-unit" and one.is_error), None)
    if first is None or any(one.code in ("unknown-unit", "vintage-mismatch") for one in problems):
        return None
    reason = said("{what}; declare it only if the table is meant to have no more", what=first.message)
    return Observation("units", reason, {"allow_missing_units": True}, first.place, is_open=True)


def _per_cent(problems: Sequence[Problem], declared: Declarations) -> Observation | None:
    """The columns of shares most of whose figures are those of per cent; of headings that say so first, and alone."""
    known = {fold(header) for header in declared.get("percent", ())}
    beyond: dict[str | None, Problem] = {}
    for one in problems:
        if one.code == "out-of-range" and one.fix is not None and one.fix.template == DECLARE_PERCENT:
            beyond.setdefault(one.place.header, one)
    headers = [header for header in beyond if header and fold(header) not in known]
    named = [header for header in headers if _IN_PERCENT.search(header)]
    if named:
        first = beyond[named[0]]
        reason = counted(
            len(named),
            "{n} heading says per cent, and the figures go beyond 1",
            "{n} headings say per cent, and the figures go beyond 1",
        )
        return Observation("numbers", reason, _with(declared, "percent", named), first.place, first.raw)
    if not headers:
        return None
    first = beyond[headers[0]]
    reason = counted(
        len(headers),
        "the figures of {n} column of shares go beyond 1; declare it only if they are per cent",
        "the figures of {n} columns of shares go beyond 1; declare it only if they are per cent",
    )
    declares = _with(declared, "percent", headers)
    return Observation("numbers", reason, declares, first.place, first.raw, is_open=True)


def _forbidden(problems: Sequence[Problem], declared: Declarations) -> Observation | None:
    """The cells with a text that is declared to mean "no value", where the edition allows none."""
    marks = declared.get("missing", ())
    found = [one for one in problems if one.code == "missing-value" and (one.raw or "").strip() in marks]
    if not found:
        return None
    reason = counted(
        len(found),
        '{n} cell that would mean "no value" stands where the edition allows none: {columns}',
        '{n} cells that would mean "no value" stand where the edition allows none: {columns}',
        columns=some_of(list(dict.fromkeys(one.place.header or "" for one in found)), _MOST_COLUMNS),
    )
    return Observation("missing", reason, place=found[0].place, sample=found[0].raw, remedy=found[0].fix)


def _lines(problems: Sequence[Problem], declared: Declarations) -> Observation | None:
    """The columns in which cells go over several lines."""
    broken = {one.place.header: one for one in problems if one.code == "line-break" and one.place.header}
    named = [header for header in broken if header not in declared.get("multiline", ())]
    if not named:
        return None
    first = broken[named[0]]
    reason = said("{what}; declare it only if such cells are so", what=first.message)
    return Observation("units", reason, _with(declared, "multiline", named), first.place, first.raw)


def _sides(problems: Sequence[Problem]) -> Observation | None:
    """The sides of which somebody must choose one."""
    first = next((one for one in problems if one.code == "undecided-side"), None)
    if first is None or first.fix is None:
        return None
    choices: list[dict[str, Any]] = [
        {option: shlex.split(value)[0]} for option, value in _CHOICE.findall(first.fix)
    ]
    header = (first.place.header or "").replace(BETWEEN, " | ")
    if len(choices) == 1:
        return Observation("headings", first.message, choices[0], first.place, header)
    remedy = said("only you know which of them is to be scored")
    return Observation(
        "headings", first.message, place=first.place, sample=header, remedy=remedy, choices=tuple(choices)
    )
