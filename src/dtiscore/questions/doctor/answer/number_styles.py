"""In which style the numbers of a table may be written, where its cells do not settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.rules import Bounds
from dtiscore.questions.doctor.answer.finding import Declarations, Observation
from dtiscore.said import counted, said, with_or
from dtiscore.tables.number_cells import DecimalMark, Grouping, NumberStyle
from dtiscore.tables.numbers import CellFault, read_number_column
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.schema import RowSchema, outside

_STYLES: tuple[tuple[DecimalMark, Grouping], ...] = (
    (".", ""), (",", ""), (",", "."), (".", ","), (",", " "), (".", " "), (",", "'"), (".", "'"),
)  # fmt: skip
OF_STYLE = {"ambiguous-number", "bad-grouping", "mixed-number-style", "wrong-decimal"}
"""The faults of cells that a declared style may lift."""


_FAR = 100.0
"""How many times as large another number of a column is, for doubtful ones to be perhaps thousands."""
_WITH_THOUSANDS = {".": NumberStyle(",", "."), ",": NumberStyle(".", ",")}
"""By the decimal mark of a style, the style in which this mark groups thousands."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The figures of a table under one style."""

    style: NumberStyle
    faults: int
    """Cells that cannot be read, or not be what the edition admits."""
    values: Values


@dataclass(frozen=True)
class NumberStyles:
    """The columns of figures of a table, and the edition that it may be of."""

    table: RawTable
    columns: Mapping[str, tuple[RawColumn, Sequence[str]]]
    """By heading; of each the cells without the texts that the edition declares to stand for numbers there."""
    methodology: Methodology | None
    missing: frozenset[str]
    style: NumberStyle | None = None
    """The style that is declared already."""

    def examine(self) -> Observation | None:
        """The style under which most cells can be read, where they do not settle it themselves."""
        faults = [
            (column, fault)
            for column, cells in self.columns.values()
            for fault in read_number_column(cells, declared=self.style, missing=self.missing).faults
        ]
        undeclared = [(column, fault) for column, fault in faults if fault.code in OF_STYLE]
        if not undeclared:
            return None
        readings = [self._read(NumberStyle(*style)) for style in _STYLES]
        fewest = min(reading.faults for reading in readings)
        best = [reading for reading in readings if reading.faults == fewest]
        distinct = [
            reading
            for i, reading in enumerate(best)
            if not any(np.array_equal(reading.values, one.values, equal_nan=True) for one in best[:i])
        ]
        lifts_any = fewest < len(faults)
        return self._style_finding(distinct if lifts_any else [], undeclared[0], len(undeclared))

    def _style_finding(
        self, readings: Sequence[_Reading], first: tuple[RawColumn, CellFault], doubtful: int
    ) -> Observation:
        """What to say of the styles that leave the fewest faults, each of which reads other figures."""
        column, fault = first
        place, raw = self.table.place(column, fault.row), column.cells[fault.row].strip()
        if not readings or (len(readings) > 1 and readings[0].faults):
            reason = said(
                'no one way of writing numbers fits all of them; one that it leaves open is "{raw}"', raw=raw
            )
            remedy = said("write the numbers of a column in one way")
            return Observation("numbers", reason, place=place, sample=raw, remedy=remedy)
        read = [(reading.style, _value(raw, reading.style)) for reading in readings]
        declared = [_declared(style) for style, _ in read]
        thousands = self._perhaps_thousands(read[0][0])
        if thousands is not None:
            place, raw = self.table.place(*thousands), thousands[0].cells[thousands[1]].strip()
            style = read[0][0]
            shown = with_or([_value(raw, style), _value(raw, _WITH_THOUSANDS[style.decimal])])
            reason = said('"{raw}" is {values}, and nothing in the file tells which', raw=raw, values=shown)
            remedy = said("write the numbers of a column in one way")
            return Observation("numbers", reason, place=place, sample=raw, remedy=remedy)
        if len(readings) > 1:
            shown = with_or(dict.fromkeys(value for _, value in read))
            reason = said('"{raw}" is {values}, and nothing in the file tells which', raw=raw, values=shown)
            remedy = said("ask whoever made the file, and declare the one that is right")
            return Observation(
                "numbers", reason, place=place, sample=raw, remedy=remedy, choices=tuple(declared)
            )
        reason = counted(
            doubtful,
            '{n} cell cannot be read without it; with it "{raw}" is {value}',
            '{n} cells cannot be read without it; with it "{raw}" is {value}',
            raw=raw,
            value=read[0][1],
        )
        if readings[0].faults:
            reason = counted(
                readings[0].faults,
                "{what}, and {n} cell remains that cannot be read",
                "{what}, and {n} cells remain that cannot be read",
                what=reason,
            )
        return Observation("numbers", reason, declared[0], place, raw)

    def _perhaps_thousands(self, style: NumberStyle) -> tuple[RawColumn, int] | None:
        """The first cell with three digits after a mark that a style reads as decimals, though another is far larger.

        ``3.250`` beside ``980`` is 3250 more likely than 3.25, also where another column has 12.4.
        """
        for column, cells in self.columns.values():
            doubtful = [
                fault.row
                for fault in read_number_column(cells, missing=self.missing).faults
                if fault.code == "ambiguous-number"
            ]
            values = np.abs(read_number_column(cells, declared=style, missing=self.missing).values)
            others = np.delete(values, doubtful)
            if doubtful and np.fmax.reduce(others, initial=0.0) >= _FAR * np.fmax.reduce(values[doubtful]):
                return column, doubtful[0]
        return None

    def _read(self, style: NumberStyle) -> _Reading:
        bounds = {} if self.methodology is None else RowSchema(self.methodology).bounds
        faults, values = 0, []
        for header, (_, cells) in self.columns.items():
            read = read_number_column(cells, declared=style, missing=self.missing)
            faults += len(read.faults) + int(outside(bounds.get(header, Bounds()), read.values).sum())
            values.append(read.values)
        return _Reading(style, faults, np.concatenate(values))


def _value(raw: str, style: NumberStyle) -> str:
    values = read_number_column([raw], declared=style).values
    return said("no number") if np.isnan(values[0]) else repr(float(values[0])).removesuffix(".0")


def _declared(style: NumberStyle) -> Declarations:
    grouping = {"grouping": style.grouping} if style.grouping else {}
    return {"decimal": style.decimal, **grouping}
