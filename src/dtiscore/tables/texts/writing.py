"""Columns as CSV and TSV: RFC 4180 with LF line ends, full precision, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from dtiscore.methodology.arithmetic import in_full
from dtiscore.spreadsheet_formulas import defused, formulas
from dtiscore.visible import harmless, without_commands

_TWO_READINGS = re.compile("-?[1-9][0-9]{0,2},[0-9]{3}")
"""A number with a decimal comma that could also be one with a comma between thousands."""


class _Style(TypedDict):
    delimiter: str
    decimal: str


EXCEL: _Style = {"delimiter": ";", "decimal": ","}
"""How spreadsheets part cells, and write numbers, where the comma comes before decimals."""


def to_csv(
    columns: Mapping[str, Sequence[Any]], *, delimiter: str = ",", decimal: str = ".", sanitise: bool = True
) -> str:
    """Columns of plain values as delimited text with a line of headings.

    Numbers stand in full precision, decimals with all their places, ``None`` is an empty cell.

    Args:
        columns: values by heading, all of one length.
        delimiter: the sign between cells.
        decimal: the sign before decimals; with a comma a number that could be one with thousands apart ends with a 0.
        sanitise: whether text that a spreadsheet would take for a formula gets a ``'`` before it, and what acts on a
            terminal or commands a log is written as an escape such as ``\\n``; numbers never change.
    """
    lines = _Lines()
    # The writer quotes a cell for each sign that ends its lines, so that it must know of the carriage return too.
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    formula = formulas(delimiter) if sanitise else None
    writer.writerow([_cell(heading, formula, decimal) for heading in columns])
    writer.writerows(zip(*(_cells(each, formula, decimal) for each in columns.values()), strict=True))
    return "".join(lines)


def to_excel_csv(columns: Mapping[str, Sequence[Any]]) -> str:
    """The same as a spreadsheet opens it where the comma comes before decimals, as in Vietnam: a byte order mark, ``;``
    between cells, and a decimal comma."""
    return BOM_UTF8.decode() + to_csv(columns, **EXCEL)


class _Lines(list[str]):
    """The lines of a file, each ended by a line feed."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def to_tsv(columns: Mapping[str, Sequence[Any]], *, sanitise: bool = True) -> str:
    """Columns as tab-separated text; quoted as in CSV where a cell holds a tab or a line end."""
    return to_csv(columns, delimiter="\t", sanitise=sanitise)


def records(columns: Mapping[str, Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The headings, then every row."""
    yield list(columns)
    yield from zip(*columns.values(), strict=True)


def _cells(values: Sequence[Any], formula: re.Pattern[str] | None, decimal: str) -> Iterable[str]:
    """A column as :func:`_cell` writes it: of numbers all alike without a look at each, which most cells are."""
    kinds = set(map(type, values))
    if kinds == {float} and decimal == ".":
        return map(repr, values)
    if kinds == {Decimal} and decimal == ".":
        written = list(map(str, values))
        return map(in_full, values) if "E" in "".join(written) else written
    return [_cell(value, formula, decimal) for value in values]


def _cell(value: Any, formula: re.Pattern[str] | None, decimal: str) -> str:
    """A value as it is written; ``formula`` finds formulas in a text, and is ``None`` where all stays as it is."""
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        written = (in_full(value) if isinstance(value, Decimal) else repr(float(value))).replace(".", decimal)
        return f"{written}0" if decimal == "," and _TWO_READINGS.fullmatch(written) else written
    if isinstance(value, str) and formula is not None:
        return defused(without_commands(harmless(value)), formula)
    return str(value)
