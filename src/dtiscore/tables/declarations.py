"""What may be declared about a table, stated once: the names, types, defaults and help of keyword arguments in Python, of
the options of every command, and of ``--table``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, get_type_hints

from dtiscore.errors import UsageFault
from dtiscore.said import counted, said, with_and


class Declared(NamedTuple):
    """What a declaration means, as the help of the command line says it."""

    text: str
    metavar: str | None = None
    """What stands for its value."""
    least: int | None = None
    """The least number that it may be."""
    default: int | None = None
    """The default that the help tells; of others its text does, where one is to be told."""
    typed: bool = True
    """Whether it is an option of the command line."""


class TableReading(TypedDict, total=False):
    """What may be declared about one table: how its file holds it, and how its cells are written.

    Whatever is not declared must settle itself or is refused.
    """

    delimiter: Annotated[str | None, Declared("What separates fields, such as ; or tab.", "SIGN")]
    encoding: Annotated[
        str | None, Declared("The encoding, if not UTF-8: cp1258; tcvn3 or vni for old fonts.", "NAME")
    ]
    skip_rows: Annotated[int, Declared("Lines above the headings.", "N", 0, default=0)]
    header_rows: Annotated[int, Declared("Rows of headings, joined; 1 unless given.", "N", 1)]
    sheet: Annotated[str | int | None, Declared("The sheet of a workbook, by its name or number.", "NAME|N")]
    range: Annotated[str | None, Declared("The cells that hold the table, headings included.", "A3:F70")]
    side: Annotated[
        str | int | None,
        Declared("Of several columns of one indicator those headed so beside its name.", "HEADING"),
    ]
    layout: Annotated[
        Literal["wide", "long", "turned"] | None,
        Declared(
            "One column per indicator, one row per value (unit, indicator, value), or turned: one column per unit."
        ),
    ]
    indicator_column: Annotated[
        Sequence[str],
        Declared(
            "The column of indicators where each unit has a row for each; repeat where several name it together.",
            "COLUMN",
        ),
    ]
    value_column: Annotated[
        str | None, Declared("The column of their values, if years do not head it.", "COLUMN")
    ]
    decimal: Annotated[Literal[".", ","] | None, Declared("The decimal mark of the file's numbers.")]
    grouping: Annotated[str | None, Declared("The sign that groups thousands: . , ' or a space.", "SIGN")]
    missing: Annotated[
        Sequence[str], Declared('A text that means "no value", beside the empty cell; repeat.', "TEXT")
    ]
    flags: Annotated[
        Sequence[str],
        Declared("What marks a number and stands behind it, such as b of 12.3 b; repeat.", "TEXT"),
    ]
    percent: Annotated[Sequence[str], Declared("A column whose bare numbers are per cent; repeat.", "COLUMN")]
    multiline: Annotated[
        Sequence[str],
        Declared(
            "A column in which a cell may go over several lines; a line break counts as a blank; repeat.",
            "COLUMN",
        ),
    ]
    unit_column: Annotated[str | None, Declared("The column of unit codes.", "COLUMN")]
    name_column: Annotated[str | None, Declared("The column of unit names.", "COLUMN")]
    period_column: Annotated[str | None, Declared("The column of periods.", "COLUMN")]
    aliases: Annotated[
        Mapping[str, str],
        Declared(
            "Headings of the file, each with the column of the edition that it stands for.", typed=False
        ),
    ]
    group_column: Annotated[str | None, Declared("The column by which ranks are given apart.", typed=False)]
    ignore_units: Annotated[
        Sequence[str], Declared("A row that is no unit (a total) and is left out; repeat.", "NAME")
    ]
    keep_units: Annotated[
        Sequence[str], Declared("A row that is a unit, though it seems to be a total; repeat.", "NAME")
    ]
    max_bytes: Annotated[int, Declared("The largest table to read; 268435456 unless given.", "N", 1)]


class Lists(TypedDict, total=False):
    """Which units of a table are ranked together."""

    by: Annotated[
        Sequence[str], Declared("Rank apart by the values of this column (year, group); repeat.", "COLUMN")
    ]


class Part(TypedDict, total=False):
    """The rows of a table that a question is about."""

    period: Annotated[
        str | int | None,
        Declared(
            "The period of a table without one, or the one to keep of several: what is fitted over periods is "
            "fitted on all.",
            "P",
        ),
    ]
    group: Annotated[
        str | None,
        Declared(
            "Keep this group of a table that ranks several apart (--by); it is scored with all the others.",
            "NAME",
        ),
    ]


class Reading(TableReading, Lists, Part, total=False):
    """What may be declared about the tables of a question, and what is asked of them."""

    date: Annotated[
        str | None, Declared("Take the edition of a family that was in force on this day.", "DAY")
    ]
    allow_missing_units: Annotated[bool, Declared("Accept a table that lacks units of its scheme.")]
    strict: Annotated[bool, Declared("Warnings count as errors.")]


@cache
def declarations() -> Mapping[str, tuple[Any, Declared]]:
    """By its name in Python: the type and the meaning of each declaration."""
    hints = get_type_hints(Reading, include_extras=True)
    return {name: (hint.__origin__, hint.__metadata__[0]) for name, hint in hints.items()}


_OPTIONS_OF_MANY = {"flags": "--flag", "ignore_units": "--ignore-unit", "keep_units": "--keep-unit"}
"""Options that stand for one of what the keyword argument lists."""


def option_of(name: str) -> str:
    """The option of the command line for a declaration."""
    return _OPTIONS_OF_MANY.get(name) or f"--{name.replace('_', '-')}"


def without_text(options: Sequence[str]) -> UsageFault:
    """What is wrong with options that are given an empty text: taken for not given, they would change the answer unseen."""
    message = counted(
        len(options), "{options} is empty", "{options} are empty", options=with_and(options, commas=True)
    )
    return UsageFault(
        message, said("give a value, or leave it out; a variable that it comes from may not be set")
    )
