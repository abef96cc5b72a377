"""Values that a file stores by type as the text of a cell, each exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from dtiscore.tables.raw import NumberCell


def text_of(value: object) -> str:
    """The text of one cell; a number becomes a :class:`NumberCell`, no value an empty text."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, Integral):
        return NumberCell(str(value))
    if isinstance(value, datetime):  # the times of pandas are of a class of their own
        return _of_datetime(value)
    return _of_float(float(value)) if isinstance(value, Real) else str(value)


def as_percent(text: str) -> str:
    """The text of a number that its file shows as per cent: ``85%`` for 0.85, exactly; any other text as it is."""
    if not isinstance(text, NumberCell) or not math.isfinite(float(text)):
        return text
    return NumberCell(f"{Decimal(text).scaleb(2):f}%")


def _of_float(value: float) -> str:
    # The shortest text that reads back as the same number; a year that the file made a float is still 2022.
    return NumberCell(repr(value).removesuffix(".0"))


def _of_datetime(value: datetime) -> str:
    # A day that its file can only hold as its first moment: a CSV file of the same column, and a workbook, name the day.
    return value.isoformat(" ").removesuffix(" 00:00:00")


def _of_duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' * (seconds < 0)}{hours}:{rest // 60:02}:{rest % 60:02}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: lambda value: value,
    bool: lambda value: "TRUE" if value else "FALSE",
    int: NumberCell,
    float: _of_float,
    Decimal: lambda value: NumberCell(format(value, "f")),
    date: date.isoformat,
    datetime: _of_datetime,
    time: time.isoformat,
    timedelta: _of_duration,
}
"""How the values of each type are written."""
