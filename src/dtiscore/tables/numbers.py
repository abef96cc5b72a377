"""A column of text cells as numbers: a quick pass when it is clean, a careful one that names every fault."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.base import fold
from dtiscore.said import Said, counted, said
from dtiscore.tables.number_cells import (
    DecimalMark,
    NumberStyle,
    Numeral,
    PercentRule,
    are_by_twos,
    digits_of,
    numeral,
    parse_number,
    plain_shape,
    refusal,
    value_of,
)
from dtiscore.tables.number_faults import MISSING_MARKERS, CellFault, NumberFault, undeclared_missing
from dtiscore.tables.raw import NumberCell

if TYPE_CHECKING:
    from dtiscore.tables.number_settling import Settlement

__all__ = [
    "CellFault",
    "NumberColumn",
    "NumberFault",
    "NumberStyle",
    "PercentRule",
    "parse_number",
    "read_number_column",
]


class NumberColumn(NamedTuple):
    """The numbers of a column and everything that was found wrong with them."""

    values: NDArray[np.float64]
    """One float64 per cell; NaN where the cell is missing or faulty, never infinite."""
    faults: tuple[CellFault, ...]
    """Every fault of every cell, by row; a column with a fault must not be scored."""
    warnings: tuple[CellFault, ...]
    """Reservations about the column, each at the first cell that it concerns."""
    style: NumberStyle | None
    """The style declared or settled; ``None`` where no cell needs one or the cells do not settle one."""
    is_plain: bool = False
    """Whether nothing but digits, signs, one decimal mark and exponents stands in the cells, as far as is known."""


def read_number_column(  # noqa: PLR0913 - what is declared about the cells
    cells: Sequence[str],
    *,
    declared: NumberStyle | None = None,
    missing: AbstractSet[str] = frozenset(),
    percent: PercentRule = "sign",
    lines: Sequence[int] | None = None,
    heading: str | None = None,
    points_are_usual: bool = False,
) -> NumberColumn:
    """The numbers of ``cells``, in the ``declared`` style or in the one that they settle themselves.

    Empty cells are missing, and so is a cell that equals a text of ``missing`` (surrounding spaces and the
    Unicode form apart). A :class:`NumberCell` has a decimal point and settles nothing for the others. ``lines`` are
    the lines of the cells and ``heading`` that of the column, for messages. Where ``points_are_usual``, as in a text
    whose cells are parted by commas, nothing is told of a column that settled a decimal point. Never raises for what a
    cell holds.
    """

    def where(row: int) -> Said:
        return (
            said("row {number}", number=row + 1)
            if lines is None
            else said("line {number}", number=lines[row])
        )

    texts = _without_missing(cells, missing)
    if NumberCell in set(map(type, texts)):
        if any(text.strip(" ") and not isinstance(text, NumberCell) for text in texts):
            return _read_carefully(texts, declared, percent, where, heading)
        declared = NumberStyle(".")
    column = _read_quickly(texts, declared, where) if percent != "bare" else None
    if column is None:
        column = _read_carefully(texts, declared, percent, where, heading)
    if points_are_usual and column.style is not None and column.style.decimal == ".":
        untold = tuple(fault for fault in column.warnings if fault.code != "settled-number-style")
        column = column._replace(warnings=untold)
    return column


def without_texts(cells: Sequence[str], texts: Mapping[str, float]) -> tuple[Sequence[str], dict[int, float]]:
    """The cells, empty where a text stands for a number, and these numbers by row; NaN is for no value.

    ``texts`` has the numbers by the folded texts.
    """
    if not texts:
        return cells, {}
    known = {row: texts[text] for row, cell in enumerate(cells) if (text := fold(cell)) in texts}
    return ["" if row in known else cell for row, cell in enumerate(cells)], known


def _without_missing(cells: Sequence[str], missing: AbstractSet[str]) -> Sequence[str]:
    """The cells, with an empty text for those declared missing."""
    absent = {_folded(text) for text in missing} - {""}
    return ["" if _folded(cell) in absent else cell for cell in cells] if absent else cells


def _folded(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip(" ")


_ALIKE = str.maketrans(dict.fromkeys("123456789", "0"))
"""Makes cells that differ in their digits alone equal: a column has few such shapes, and only these are looked at."""

_PLAIN: dict[DecimalMark, re.Pattern[str]] = {
    mark: re.compile(f"(?:{plain_shape(mark)})?") for mark in (".", ",")
}
_AMBIGUOUS = re.compile("-?[1-9][0-9]{0,2}[.,][0-9]{3}")


def _read_quickly(
    texts: Sequence[str], declared: NumberStyle | None, where: Callable[[int], Said]
) -> NumberColumn | None:
    """The column when all its cells are plain numbers and empty ones of one sure style, else ``None``."""
    joined = "\n".join(texts)
    written = joined.translate(_ALIKE).split("\n") if joined.isascii() else ()
    if len(written) != len(texts):  # a line break inside a cell
        return None
    shapes = set(written)
    marks: tuple[DecimalMark, ...] = (".", ",") if declared is None else (declared.decimal,)
    mark = next((mark for mark in marks if all(map(_PLAIN[mark].fullmatch, shapes))), None)
    if mark is None:
        return None
    style = declared or (NumberStyle(mark) if mark in joined else None)
    plain = joined.replace(",", ".").split("\n") if mark == "," else texts
    warnings: tuple[CellFault, ...] = ()
    if declared is None and any(shape.endswith(f"{mark}000") for shape in shapes):
        ambiguous = [row for row, text in enumerate(texts) if _AMBIGUOUS.fullmatch(text)]
        of_two_readings = set(ambiguous)
        sure = (row for row, text in enumerate(texts) if mark in text and row not in of_two_readings)
        witness = next(sure, None)
        if witness is None:
            return None
        if ambiguous:
            from dtiscore.tables.number_settling import settled

            first = plain[ambiguous[0]]
            warnings = (settled(mark, (witness, texts[witness]), first, ambiguous, where),)
    numbers: Iterable[str] = (text or "nan" for text in plain) if "" in shapes else plain
    values = np.fromiter(map(float, numbers), np.float64, len(plain)) + 0.0  # -0 is 0
    return NumberColumn(values, (), warnings, style, is_plain=True)


def _read_carefully(
    texts: Sequence[str],
    declared: NumberStyle | None,
    percent: PercentRule,
    where: Callable[[int], Said],
    heading: str | None,
) -> NumberColumn:
    """The column cell by cell; the same outcome as the quick pass wherever that has one."""
    # What only such a column needs, and most tables have none.
    from dtiscore.tables.number_percents import Shares
    from dtiscore.tables.number_settling import settle

    numerals, faults = _numerals(texts)
    written = {row: number for row, number in numerals.items() if not isinstance(texts[row], NumberCell)}
    settlement = settle(written, where) if declared is None else _read_declared(written, declared)
    for row in numerals.keys() - written.keys():
        settlement.digits[row] = numerals[row].body
    faults += settlement.faults
    if percent in ("sign", "unit-alike"):
        shares = Shares(numerals, settlement.digits, texts, percent, where, heading)
        faults += shares.mixed()
    faulty = {fault.row for fault in faults}
    values = np.full(len(texts), np.nan)
    for row, digits in settlement.digits.items():
        if row not in faulty:
            try:
                values[row] = value_of(numerals[row], digits, percent)
            except NumberFault as fault:
                faults.append(CellFault(row, fault.with_traceback(None)))
    warnings = settlement.warnings + _inexact(numerals, settlement.digits, values) + _shortened(written)
    return NumberColumn(values, _by_row(faults), _by_row(warnings), settlement.style)


def _by_row(faults: Sequence[CellFault]) -> tuple[CellFault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _numerals(texts: Sequence[str]) -> tuple[dict[int, Numeral], list[CellFault]]:
    """The cells that have the shape of a number, and the faults of those that have not."""
    numerals: dict[int, Numeral] = {}
    others: dict[int, NumberFault] = {}
    for row, text in enumerate(texts):
        if text.strip(" "):
            try:
                numerals[row] = numeral(text)
            except NumberFault as fault:
                others[row] = fault.with_traceback(None)  # which would keep the table
    return numerals, _undeclared(texts, others) if others else []


def _undeclared(texts: Sequence[str], others: Mapping[int, NumberFault]) -> list[CellFault]:
    """The faults of cells; what may be declared, markers of missing values and flags, is named with that of the whole column."""
    from dtiscore.tables.flags import likely_flags, undeclared_flag, with_its_unit

    flagged = {row: found for row in others if (found := likely_flags(texts[row]))}
    markers = {
        row: texts[row].strip(" ") for row, fault in others.items() if fault.code == "undeclared-missing"
    }
    markers |= {row: found.body for row, found in flagged.items() if found.body.casefold() in MISSING_MARKERS}
    flags = Counter(flag for found in flagged.values() for flag in found.flags)
    behind_markers = dict.fromkeys(flag for row in markers.keys() & flagged for flag in flagged[row].flags)
    faults = {row: with_its_unit(texts[row], fault) for row, fault in others.items()}
    faults |= dict.fromkeys(flagged, undeclared_flag(flags))
    faults |= dict.fromkeys(markers, undeclared_missing(Counter(markers.values()), behind_markers))
    return [CellFault(row, fault) for row, fault in faults.items()]


def _read_declared(numerals: dict[int, Numeral], style: NumberStyle) -> Settlement:
    from dtiscore.tables.number_settling import Settlement

    result = Settlement(style)
    by_twos = are_by_twos(numerals.values())
    for row, number in numerals.items():
        digits = digits_of(number, style.decimal, style.grouping, by_twos=by_twos)
        if digits is None:
            result.faults.append(CellFault(row, refusal(number, style)))
        else:
            result.digits[row] = digits
    return result


_OF_SPREADSHEET = re.compile(r"[+-]?[0-9](?:[.,][0-9]{1,5})?E[+-][0-9]{2,3}%?")
"""How spreadsheets write numbers that are too long for their column."""


def _shortened(written: dict[int, Numeral]) -> list[CellFault]:
    """One warning for the numbers of which a spreadsheet may have dropped digits when it wrote the file."""
    rows = [row for row, number in written.items() if _OF_SPREADSHEET.fullmatch(number.text)]
    if not rows:
        return []
    message = counted(
        len(rows),
        "is how spreadsheets shorten a number that does not fit, so digits may be lost ({n} such cell)",
        "is how spreadsheets shorten a number that does not fit, so digits may be lost ({n} such cells)",
    )
    fix = said(
        "show the column with all its digits in the workbook and export again, or name the workbook itself"
    )
    return [CellFault(rows[0], NumberFault("shortened-number", message, fix))]


def _inexact(
    numerals: dict[int, Numeral], digits: dict[int, str], values: NDArray[np.float64]
) -> list[CellFault]:
    """One warning for the whole numbers that float64 cannot hold."""
    rows = [
        row
        for row, text in digits.items()
        if len(text) > 15
        and "." not in text
        and not numerals[row].exponent
        and not numerals[row].percent
        and values[row] == values[row]
        and int(text) != abs(int(values[row]))
    ]
    if not rows:
        return []
    read = int(values[rows[0]])
    message = said(
        "is read as {read}: it has more digits than a number can hold ({n} such cells)",
        read=read,
        n=len(rows),
    )
    fix = said("check that the column holds quantities and not codes")
    return [CellFault(rows[0], NumberFault("inexact-integer", message, fix))]
