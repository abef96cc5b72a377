"""Options that several commands share, written once and added to each command's signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dtiscore.cli.effect import ABSENT, CountsWith
from dtiscore.cli.grouped import Command, with_options
from dtiscore.render.forms import FORMS

if TYPE_CHECKING:
    from dtiscore.analysis.lists import Across

Data = Annotated[
    str,
    typer.Argument(
        help="The table: a CSV file, workbook or Parquet file, or - for standard input.", metavar="DATA"
    ),
]
Weights = Annotated[
    str,
    typer.Option(
        "--weights",
        "-w",
        metavar="ID|FILE",
        help="The weighting file, or the id of a built-in edition (dtiscore weights list) or of a family of them.",
    ),
]
ShownUnits = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help="Show this unit, by code or name: alone, or beside the first ones; repeat.",
    ),
]
FirstRows = Annotated[
    int | None, typer.Option("--top", min=1, metavar="N", help="Show the first N rows only.")
]
CommonUnits = Annotated[
    bool,
    typer.Option(
        "--common-units",
        help="Count places among the units that every table or period ranks; else ranks on lists that differ are not "
        "compared.",
    ),
]
AcrossLists = Annotated[
    bool,
    typer.Option(
        "--across-lists",
        help="Subtract ranks as they stand although the lists of units differ: 120th of 189 to 121st of 193 is down one.",
    ),
    CountsWith(common_units=ABSENT),
]
if TYPE_CHECKING:
    Form = str
else:  # the choices that typer offers are those of the list
    Form = Literal[tuple(FORMS)]


def _format(usual: str) -> Any:
    return Annotated[
        Form | None,
        typer.Option(
            "--format", "-f", help=f"The form of the result; told by the ending of --output, else {usual}."
        ),
    ]


Format = _format("a table")
RecordsFormat = _format("CSV")
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the result here instead of to stdout."),
]
Language = Annotated[
    Literal["vi", "en"] | None, typer.Option("--lang", help="The language of names, headings and notes.")
]
Colour = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", help="Colour; NO_COLOR and FORCE_COLOR count too."),
]
Width = Annotated[
    int | None, typer.Option("--width", min=20, help="Draw the table to fit this many columns.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No warnings and no summary on stderr.")]
FixedUnits = Annotated[
    bool,
    typer.Option(
        "--allow-fixed-units",
        help="Go on where the table supplies the index, or a node above what changes, of some units: they are marked as "
        "fixed and left out of what is said of the others.",
    ),
]

READING_PANEL = "How the table is to be read"


def _option(*names: str, text: str, metavar: str | None = None, least: int | None = None) -> Any:
    return typer.Option(*names, help=text, metavar=metavar, min=least, rich_help_panel=READING_PANEL)


_PARAMETERS: dict[str, tuple[Any, Any]] = {
    "delimiter": (
        Annotated[
            str | None,
            _option("--delimiter", metavar="SIGN", text="What separates fields, such as ; or tab."),
        ],
        None,
    ),
    "encoding": (
        Annotated[
            str | None, _option("--encoding", metavar="NAME", text="The encoding, if not UTF-8: cp1258 ...")
        ],
        None,
    ),
    "skip_rows": (
        Annotated[int, _option("--skip-rows", metavar="N", least=0, text="Lines above the headings.")],
        0,
    ),
    "header_rows": (
        Annotated[
            int | None,
            _option("--header-rows", metavar="N", least=1, text="Rows of headings, joined; 1 unless given."),
        ],
        None,
    ),
    "sheet": (
        Annotated[
            str | None,
            _option("--sheet", metavar="NAME|N", text="The sheet of a workbook, by its name or number."),
        ],
        None,
    ),
    "range": (
        Annotated[
            str | None,
            _option("--range", metavar="A3:F70", text="The cells that hold the table, headings included."),
        ],
        None,
    ),
    "layout": (
        Annotated[
            Literal["wide", "long"] | None,
            _option(
                "--layout", text="One column per indicator, or one row per value (unit, indicator, value)."
            ),
        ],
        None,
    ),
    "decimal": (
        Annotated[
            Literal[".", ","] | None, _option("--decimal", text="The decimal mark of the file's numbers.")
        ],
        None,
    ),
    "grouping": (
        Annotated[
            str | None,
            _option("--grouping", metavar="SIGN", text="The sign that groups thousands: . , ' or a space."),
        ],
        None,
    ),
    "missing": (
        Annotated[
            list[str] | None,
            _option(
                "--missing",
                metavar="TEXT",
                text='A text that means "no value", beside the empty cell; repeat.',
            ),
        ],
        None,
    ),
    "percent": (
        Annotated[
            list[str] | None,
            _option("--percent", metavar="COLUMN", text="A column whose bare numbers are per cent; repeat."),
        ],
        None,
    ),
    "multiline": (
        Annotated[
            list[str] | None,
            _option(
                "--multiline",
                metavar="COLUMN",
                text="A column in which a cell may go over several lines; a line break counts as a blank; repeat.",
            ),
        ],
        None,
    ),
    "unit_column": (
        Annotated[str | None, _option("--unit-column", metavar="COLUMN", text="The column of unit codes.")],
        None,
    ),
    "name_column": (
        Annotated[str | None, _option("--name-column", metavar="COLUMN", text="The column of unit names.")],
        None,
    ),
    "period_column": (
        Annotated[str | None, _option("--period-column", metavar="COLUMN", text="The column of periods.")],
        None,
    ),
    "by": (
        Annotated[
            list[str] | None,
            _option(
                "--by",
                metavar="COLUMN",
                text="Rank apart by the values of this column (year, group); repeat.",
            ),
        ],
        None,
    ),
    "period": (
        Annotated[
            str | None,
            _option(
                "--period",
                metavar="P",
                text="The period of a table without one, or the one to keep of several: what is fitted over periods is "
                "fitted on all.",
            ),
        ],
        None,
    ),
    "group": (
        Annotated[
            str | None,
            _option(
                "--group",
                metavar="NAME",
                text="Keep this group of a table that ranks several apart (--by); it is scored with all the others.",
            ),
        ],
        None,
    ),
    "date": (
        Annotated[
            str | None,
            _option(
                "--date", metavar="DAY", text="Take the edition of a family that was in force on this day."
            ),
        ],
        None,
    ),
    "ignore_units": (
        Annotated[
            list[str] | None,
            _option(
                "--ignore-unit",
                metavar="NAME",
                text="A row that is no unit (a total) and is left out; repeat.",
            ),
        ],
        None,
    ),
    "allow_missing_units": (
        Annotated[
            bool, _option("--allow-missing-units", text="Accept a table that lacks units of its scheme.")
        ],
        False,
    ),
    "max_bytes": (
        Annotated[
            int | None,
            _option(
                "--max-bytes", metavar="N", least=1, text="The largest table to read; 268435456 unless given."
            ),
        ],
        None,
    ),
    "strict": (Annotated[bool, _option("--strict", text="Warnings count as errors.")], False),
}
"""The declarations about a table: name in the API, type with its option, default."""


_WITHOUT_EDITION = (
    "delimiter", "encoding", "skip_rows", "header_rows", "sheet", "range", "decimal", "grouping", "missing",
    "unit_column", "name_column", "period_column", "max_bytes",
)  # fmt: skip
"""The declarations that concern a table which no edition interprets."""

EVERY = tuple(_PARAMETERS)
"""The names of all declarations about a table."""
OF_UNITS = (
    "layout", "percent", "unit_column", "name_column", "period_column", "by", "period", "group", "date", "ignore_units",
    "allow_missing_units", "strict",
)  # fmt: skip
"""The declarations that say nothing about a table whose rows are no units, such as one of judgements."""


def with_reading(command: Command) -> Command:
    """Give a command the options about its table; it receives them together as ``reading``."""
    return with_options(command, "reading", _PARAMETERS, _declared)


def with_reading_without(*left_out: str) -> Callable[[Command], Command]:
    """Give a command the options about its table, as ``reading``, but for some that say nothing to it."""
    chosen = {name: option for name, option in _PARAMETERS.items() if name not in left_out}
    return lambda command: with_options(command, "reading", chosen, _declared)


def with_reading_alone(command: Command) -> Command:
    """Give a command that knows no edition the options about the form of its table, as ``reading``."""
    return with_options(command, "reading", {name: _PARAMETERS[name] for name in _WITHOUT_EDITION}, _declared)


def _declared(**given: Any) -> dict[str, Any]:
    """What the user declared: an empty text too, if only by an unset variable of a script, must not count for nothing."""
    return {name: value for name, value in given.items() if value or value == ""}


def across_of(*, common_units: bool, across_lists: bool = False) -> Across | None:
    """What is asked for where two lists of units differ."""
    return "common" if common_units else "as ranked" if across_lists else None
