"""Columns that have no heading: those of units as offices print them, numbers of rows, marks of notes; others are faults."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.errors import Place, Problem
from dtiscore.methodology.base import fold
from dtiscore.said import counted, said
from dtiscore.tables.known_headings import NAME_HEADINGS, UNIT_HEADINGS

_NUMBER_OF_A_ROW = re.compile("0|[1-9][0-9]*")
_MARK = re.compile(r"[^\W\d_]{1,2}|[0-9]\)?|\([^\W_]\)|[*†‡§#]+")
"""``p``, ``1)``, ``*``: what stands beside a figure and is none."""
_FULL = 0.8
"""The share of rows in which a column of units says something; in one of marks few do."""
_SHORTEST_NAME = 3
"""Letters of most names, and more than marks have."""

_LONGEST_CODE = 6
"""Letters and digits of most codes, as those of countries and regions are."""
_LONGEST_MIXED = 12
"""The same of codes in which digits stand behind letters: ``E01000001``."""
_MIXED = re.compile("[^\\W\\d_]{1,4}[0-9]+")
_FEWEST = 2
"""Columns below which nothing would be left beside the units."""

Cells = Sequence[str]


def headings_of_units(headings: Sequence[str], columns: Sequence[Cells]) -> list[str]:
    """The headings, with those of units where the leftmost columns have none: ``unit``, or ``code`` and ``name``.

    Names stand in the first of these columns, or beside codes. Nothing is put where a heading tells the units already.
    """
    found = [*headings]
    known = {*map(fold, (*UNIT_HEADINGS, *NAME_HEADINGS))}
    if len(headings) < _FEWEST or not known.isdisjoint(map(fold, headings)):
        return found
    if not headings[0] and _are_names(columns[0]):
        found[0] = "unit"
    elif not headings[1] and _are_names(columns[1]) and are_codes(columns[0]):
        found[:2] = [headings[0] or "code", "name"]
    return found


def without_heading(cells: Cells, place: Place, *, is_whole: bool) -> Problem:
    """What is to be said of a column that has no heading, of which :func:`headings_of_units` makes none.

    ``is_whole``: whether all its cells are there, as marks are few in all of a column alone.
    """
    filled = [cell for each in cells if (cell := each.strip())]
    if not filled:
        message, fix = (
            said("the column has no heading and no content, and is left out"),
            said("delete it in the workbook"),
        )
        return Problem("empty-column", message, place, raw="", fix=fix, severity="warning")
    # R and pandas keep the numbers of rows that were sorted, chosen or put below each other, so that they rise no more.
    if place.column == 1 and all(map(_NUMBER_OF_A_ROW.fullmatch, filled)):
        message = said("the column has no heading and numbers the rows, and is left out")
        fix = said(
            "check that it is the number that a program gave each row; if it is the code of a unit, head it unit"
        )
        return Problem("row-numbers", message, place, raw="", fix=fix, severity="warning")
    if is_whole and 2 * len(filled) <= len(cells) and all(map(_MARK.fullmatch, filled)):
        message = counted(
            len(filled),
            "the column has no heading and a mark in {n} row, and is left out",
            "the column has no heading and marks in {n} rows, and is left out",
        )
        fix = said(
            "check that they are marks of notes and no figures; give the column a heading if they are figures"
        )
        return Problem("unheaded-marks", message, place, raw=filled[0], fix=fix, severity="warning")
    message = said("the column has no heading, but {filled} cells with content", filled=len(filled))
    return Problem(
        "blank-heading", message, place, raw="", fix=said("give it a heading, or delete the column")
    )


def taken_for_units(heading: str, place: Place) -> Problem:
    """What is to be said of a column that was headed by :func:`headings_of_units`."""
    message = said("the column has no heading, and is read as if it was headed {heading}", heading=heading)
    fix = said("if it names no units, give it another heading")
    return Problem("unheaded-units", message, place, raw="", fix=fix, severity="warning")


def are_codes(cells: Cells) -> bool:
    """Whether the cells that say something are short and without small letters, as codes are, and no figures."""
    filled = [cell for each in cells if (cell := each.strip())]
    return bool(filled) and all(
        len(cell) <= (_LONGEST_MIXED if _MIXED.fullmatch(cell) else _LONGEST_CODE)
        and cell == cell.upper()
        and cell.replace("-", "").isalnum()
        for cell in filled
    )


def _are_names(cells: Cells) -> bool:
    filled = [cell for each in cells if (cell := each.strip())]
    return (
        bool(filled)
        and len(filled) >= _FULL * len(cells)
        and all(any(map(str.isalpha, cell)) for cell in filled)
        and sum(map(len, filled)) >= _SHORTEST_NAME * len(filled)
    )
