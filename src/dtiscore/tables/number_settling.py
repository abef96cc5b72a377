"""Which number style an undeclared column is written in: settled by all its cells together, never guessed.

``1.234`` is 1.234 or 1234; ``0.5``, ``12.34``, ``1234.567`` and ``1,234.5`` have one reading each. Cells of
one reading settle the decimal mark for the column. Grouping by the other mark is believed only where a cell
proves it (``1.234,5`` or ``1.234.567``); spaces and apostrophes group only where that is declared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dtiscore.said import Figure, Said, counted, joined, said
from dtiscore.shell_words import with_value
from dtiscore.tables.number_cells import (
    DecimalMark,
    NumberStyle,
    Numeral,
    are_by_twos,
    bad_grouping,
    digits_of,
    opposite,
)
from dtiscore.tables.number_faults import CellFault, NumberFault, shape_fault

_NAMES = {".": said("decimal point"), ",": said("decimal comma")}


@dataclass(slots=True)
class Settlement:
    """The outcome for one column."""

    style: NumberStyle | None = None
    """``None`` where no cell needs a decimal mark or grouping, or where the cells do not settle one."""
    digits: dict[int, str] = field(default_factory=dict)
    """By row, the digits of each cell that could be read, with a decimal point and without grouping."""
    faults: list[CellFault] = field(default_factory=list)
    warnings: list[CellFault] = field(default_factory=list)


@dataclass(slots=True)
class _Readings:
    """What each cell admits: rows whose one reading has that decimal mark, and rows with two readings."""

    sure: dict[DecimalMark, dict[int, str]]
    ambiguous: dict[int, dict[DecimalMark, str]]


def settle(numerals: Mapping[int, Numeral], where: Callable[[int], Said]) -> Settlement:
    """The style of the cells ``numerals`` (by row) and their digits in it; ``where`` names a row."""
    result = Settlement()
    readings = _sort(numerals, result)
    counts = {mark: len(rows) for mark, rows in readings.sure.items()}
    if counts["."] == counts[","]:
        _refuse_all(numerals, readings, where, result)
        return result
    decimal: DecimalMark = "." if counts["."] > counts[","] else ","
    other = opposite(decimal)
    _refuse_minority(numerals, readings, decimal, where, result)
    grouped = any(other in numerals[row].body for row in readings.sure[decimal])
    style = result.style = NumberStyle(decimal, other if grouped else "")
    result.digits |= readings.sure[decimal]
    _read_ambiguous(numerals, readings, style, where, result)
    return result


def _sort(numerals: Mapping[int, Numeral], result: Settlement) -> _Readings:
    """Sorts the cells by what they admit; whole numbers need no style, some cells have no reading at all."""
    readings = _Readings({".": {}, ",": {}}, {})
    by_twos = are_by_twos(numerals.values())
    for row, number in numerals.items():
        point, comma = digits_of(number, ".", ",", by_twos=by_twos), digits_of(number, ",", ".")
        if point is None and comma is None:
            result.faults.append(CellFault(row, _unreadable(number)))
        elif comma is None:
            readings.sure["."][row] = str(point)
        elif point is None:
            readings.sure[","][row] = comma
        elif point == comma:
            result.digits[row] = point
        else:
            readings.ambiguous[row] = {".": point, ",": comma}
    return readings


def _unreadable(number: Numeral) -> NumberFault:
    if fault := shape_fault(number.text):
        return fault
    for sign, name in ((" ", said("a space")), ("'", said("an apostrophe"))):
        if sign in number.body and any(digits_of(number, mark, sign) is not None for mark in _NAMES):
            return NumberFault(
                "bad-grouping",
                said("groups digits by {name}, which must be declared", name=name),
                said(
                    "write the number without grouping, or declare {option}",
                    option=with_value("--grouping", sign),
                ),
            )
    # 12,345,67 and 0. 5620 are numbers in no style: to declare one would help nobody.
    return bad_grouping(
        said("with a decimal point or a decimal comma"), said("write the number without grouping")
    )


def _ambiguous(number: Numeral, readings: Mapping[DecimalMark, str]) -> NumberFault:
    # The decimal reading comes first: it is the one that looks like the cell.
    first, second = sorted((number.shown(digits) for digits in readings.values()), key=len, reverse=True)
    return NumberFault(
        "ambiguous-number",
        said("may be {first} or {second}", first=Figure(first), second=Figure(second)),
        which_reading(number.text),
    )


def which_reading(text: str) -> Said:
    """What to declare for the decimal reading of ``text`` and what for the grouped one: its mark is the one, or the other."""
    mark: DecimalMark = "," if "," in text else "."
    return said(
        "declare --decimal {mark} for the one, or --decimal {other} with --grouping {mark} for the other",
        mark=mark,
        other=opposite(mark),
    )


def _refuse_all(
    numerals: Mapping[int, Numeral], readings: _Readings, where: Callable[[int], Said], result: Settlement
) -> None:
    """As many cells speak for one mark as for the other, often none: nothing with a mark can be read."""
    for row, both in readings.ambiguous.items():
        result.faults.append(CellFault(row, _ambiguous(numerals[row], both)))
    for decimal, rows in readings.sure.items():
        other = opposite(decimal)
        for row in rows:
            example = next(iter(readings.sure[other]))
            message = said(
                'has a {mark}, and as many cells, such as "{text}" ({place}), have a {other}',
                mark=_NAMES[decimal],
                text=numerals[example].text,
                place=where(example),
                other=_NAMES[other],
            )
            result.faults.append(CellFault(row, _mixed(message)))


def _refuse_minority(
    numerals: Mapping[int, Numeral],
    readings: _Readings,
    decimal: DecimalMark,
    where: Callable[[int], Said],
    result: Settlement,
) -> None:
    """Cells that contradict the mark of the majority."""
    majority = readings.sure[decimal]
    example = next(iter(majority))
    other = opposite(decimal)
    message = said(
        'has a {other}, while the column has a {mark}, settled by {n} cells such as "{text}" ({place})',
        other=_NAMES[other],
        mark=_NAMES[decimal],
        n=len(majority),
        text=numerals[example].text,
        place=where(example),
    )
    result.faults.extend(CellFault(row, _mixed(message)) for row in readings.sure[other])


def _mixed(message: Said) -> NumberFault:
    return NumberFault("mixed-number-style", message, said("write every number of the column in one style"))


def _read_ambiguous(
    numerals: Mapping[int, Numeral],
    readings: _Readings,
    style: NumberStyle,
    where: Callable[[int], Said],
    result: Settlement,
) -> None:
    """Reads the cells of two readings in the settled style, with one warning that counts them."""
    decimal, other = style.decimal, opposite(style.decimal)
    read = []
    for row, both in readings.ambiguous.items():
        if other in numerals[row].body and not style.grouping:
            result.faults.append(CellFault(row, _ambiguous(numerals[row], both)))
        else:
            result.digits[row] = both[decimal]
            read.append(row)
    if read:
        witness = next(iter(readings.sure[decimal]))
        first = numerals[read[0]].shown(result.digits[read[0]])
        result.warnings.append(settled(decimal, (witness, numerals[witness].text), first, read, where))


def settled(
    decimal: DecimalMark,
    witness: tuple[int, str],
    first: str,
    read: Sequence[int],
    where: Callable[[int], Said],
) -> CellFault:
    """The warning that the cells in the rows ``read`` have two readings and that another cell decided.

    ``witness`` is the row and text of that cell, ``first`` how the first of the cells was read.
    """
    row, text = witness
    places = joined("{first}, {second}", map(where, read[:3]))
    if len(read) > 3:
        places = said("{places} …", places=places)
    cells = counted(len(read), "{n} cell", "{n} cells")
    message = said(
        'is read as {first}: the column has a {mark}, settled by "{text}" ({place}), for {cells} that could be read otherwise ({places})',
        first=Figure(first),
        mark=_NAMES[decimal],
        text=text,
        place=where(row),
        cells=cells,
        places=places,
    )
    fault = NumberFault(
        "settled-number-style", message, said("declare --decimal {decimal} to confirm it", decimal=decimal)
    )
    return CellFault(read[0], fault)
