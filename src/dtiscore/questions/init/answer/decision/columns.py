"""Which columns of a decision's sheet number the indicators, name them, and say their maxima and weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet, SheetRow
from dtiscore.said import said, with_and
from dtiscore.shell_words import with_value
from dtiscore.tables.heading_parts import BETWEEN, marks_of_columns
from dtiscore.tables.known_headings import SERIAL_HEADINGS

_NUMBER = (
    *SERIAL_HEADINGS,
    "mã",
    "mã số",
    "mã chỉ tiêu",
    "mã tiêu chí",
    "mã chỉ số",
    "ký hiệu",
    "số hiệu",
    "code",
    "no",
)
_NAME = re.compile(r"chỉ tiêu|tiêu chí|chỉ số|nội dung|hạng mục|indicator|criteri|^name$|^tên")
_COLUMN = re.compile(r"^(?:tên )?cột\b|^column|trường dữ liệu")
_WEIGHT = re.compile(r"trọng số|tỷ trọng|tỉ trọng|\bweight")
_COEFFICIENT = re.compile(r"hệ số|coefficient")
"""Headings of weights that count among siblings, whatever they sum to."""
_POINTS = (
    re.compile(r"điểm (?:số )?(?:tối đa|chuẩn|quy định|theo quy định)|thang điểm|(?:score|points) max|max\w* (?:score|points)"),
    re.compile(r"^(?:số |tổng )?điểm$|^tối đa$|^points$|^max(?:imum)?$|/ (?:tối đa|max\w*)$"),
)  # fmt: skip
"""Headings of maxima, the clearest first: "Điểm" alone may be what somebody has earned."""

_FEWEST = 2
"""Cells of a row of headings that hold anything."""


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The columns of a sheet, each counted from 0, and where its rows begin."""

    name: int
    number: int | None
    points: int | None
    weight: int | None
    column: int | None
    """Which column of the table an indicator reads."""
    first_row: int
    """The first row below the headings, counted from 0."""
    headings: Sequence[str]
    of_any_sum: bool = False
    """Whether the weights are coefficients, which need not sum to 1 or 100."""


def columns_of(sheet: DecisionSheet, worth: str | None = None) -> SheetColumns | None:
    """The columns by their headings, which stand below titles and may be merged; ``None`` after noting a fault.

    ``worth`` is the heading of the column of maxima or weights that is meant, where several may be.
    """
    rows = list(sheet.rows())
    for at, row in enumerate(rows):
        if sum(map(bool, map(str.strip, row.cells))) < _FEWEST:  # a title may be merged over several rows
            continue
        below = at + _depth(sheet, row.line)
        headings = _headings(sheet, [each for each in rows[at:] if each.line < row.line + below - at])
        names = [column for column, text in enumerate(headings) if _NAME.search(text)]
        points, weights = _worths(headings, worth)
        if not names or not (points or weights):
            continue
        of_any_sum = bool(weights) and not _WEIGHT.search(headings[weights[0]])
        for found in (points, weights, [*points[:1], *weights[:1]] if of_any_sum else []):
            if len(found) > 1:
                _note_several(sheet, row, headings, found)
        first_row = next((n for n, each in enumerate(rows) if each.line >= row.line + below - at), len(rows))
        if first_row < len(rows) and marks_of_columns(rows[first_row].cells):
            first_row += 1
        others = {*points, *weights}
        number = next((n for n, text in enumerate(headings) if text in _NUMBER and n not in others), None)
        column = next(
            (n for n, text in enumerate(headings) if _COLUMN.search(text) and n not in others), None
        )
        name = next((n for n in names if n not in (number, column) and n not in others), None)
        if name is not None:
            return SheetColumns(
                name,
                number,
                next(iter(points), None),
                next(iter(weights), None),
                column,
                first_row,
                headings,
                of_any_sum,
            )
    message = said("no row has headings of the names of indicators and of their maxima or weights")
    fix = said("head the columns STT, Chỉ tiêu, and Điểm tối đa or Trọng số")
    sheet.fault("missing-column", message, rows[0] if rows else SheetRow(1, ()), 0, fix)
    return None


def _depth(sheet: DecisionSheet, line: int) -> int:
    """How many rows the headings take up that begin in a row, by the cells that are merged there."""
    merges = [merge for merge in sheet.merges if merge.top == line]
    return max((merge.bottom - line + 1 + (merge.right > merge.left) for merge in merges), default=1)


def _headings(sheet: DecisionSheet, rows: Sequence[SheetRow]) -> list[str]:
    """The folded heading of each column, with the parts of several rows joined."""
    parts: list[list[str]] = [[] for _ in range(max((len(row.cells) for row in rows), default=0))]
    for row in rows:
        for column, own in enumerate(parts):
            text = row.cell(column) or _merged_text(sheet, rows, row.line, column)
            if text and fold(text) not in own:
                own.append(fold(text))
    return [BETWEEN.join(own) for own in parts]


def _merged_text(sheet: DecisionSheet, rows: Sequence[SheetRow], line: int, column: int) -> str:
    """The text of the merged cell to which an empty one belongs."""
    at = column + sheet.records.first_column
    for merge in sheet.merges:
        if merge.holds(line, at):
            first = next((row for row in rows if row.line == merge.top), None)
            return "" if first is None else first.cell(merge.left - sheet.records.first_column)
    return ""


def _maxima(headings: Sequence[str]) -> list[int]:
    for pattern in _POINTS:
        if found := [column for column, text in enumerate(headings) if pattern.search(text)]:
            return found
    return []


def _worths(headings: Sequence[str], chosen: str | None) -> tuple[list[int], list[int]]:
    """The columns that may hold maxima, and those that may hold weights: coefficients where no other weights are."""
    points = _maxima(headings)
    weights = [n for n, text in enumerate(headings) if _WEIGHT.search(text)]
    coefficients = [n for n, text in enumerate(headings) if _COEFFICIENT.search(text) and n not in points]
    if chosen is None:
        return points, weights or coefficients
    named = [n for n, text in enumerate(headings) if fold(chosen) in (text, *text.split(BETWEEN))]
    return ([], named) if {*named} & {*weights, *coefficients} else (named, weights)


def _note_several(
    sheet: DecisionSheet, row: SheetRow, headings: Sequence[str], columns: Sequence[int]
) -> None:
    message = said(
        "several columns may be the one: {headings}", headings=with_and(headings[each] for each in columns)
    )
    option = with_value("--points", headings[columns[0]])
    fix = said("say which with {option}, or leave one of them", option=option)
    sheet.fault("duplicate-column", message, row, columns[1], fix)
