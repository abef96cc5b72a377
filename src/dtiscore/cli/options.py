"""Options that several commands share, written once and added to each command's signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dtiscore.cli.effect import ABSENT, CountsWith, FormUnlessTold
from dtiscore.cli.grouped import Command, with_options
from dtiscore.cli.names import Names
from dtiscore.languages import languages
from dtiscore.render.forms import FORMS
from dtiscore.tables.declarations import Declared, declarations, option_of

if TYPE_CHECKING:
    from dtiscore.analysis.lists import Across

Data = Annotated[
    str,
    typer.Argument(
        help="The table: a CSV file, workbook or Parquet file, or - for standard input.", metavar="DATA"
    ),
    Names.TABLE,
]
Weights = Annotated[
    str,
    typer.Option(
        "--weights",
        "-w",
        metavar="ID|FILE",
        help="The weighting file, or the id of a built-in edition (dtiscore weights list) or of a family of them.",
    ),
    Names.WEIGHTS,
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
    Spoken = str
else:  # the choices that typer offers are those of the lists
    Form = Literal[tuple(FORMS)]
    Spoken = Literal[tuple(reversed(languages()))]


RESULT_PANEL = "The result"


def _format(usual: str, form: str = "table") -> Any:
    return Annotated[
        Form | None,
        typer.Option(
            "--format",
            "-f",
            help=f"The form of the result; told by the ending of --output, else {usual}.",
            rich_help_panel=RESULT_PANEL,
        ),
        FormUnlessTold(form),
    ]


Format = _format("a table")
RecordsFormat = _format("CSV", "csv")
Excel = Annotated[
    bool,
    typer.Option(
        "--excel",
        help="Write the CSV as Excel opens it in Vietnamese: with a byte order mark, ; between cells and a decimal comma; "
        "dtiscore reads it too.",
        rich_help_panel=RESULT_PANEL,
    ),
    CountsWith(form="csv"),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the result here instead of to stdout.",
        rich_help_panel=RESULT_PANEL,
    ),
]
Language = Annotated[
    Spoken | None,
    typer.Option(
        "--lang",
        help="The language of names, words and messages; told by DTISCORE_LANG, on a screen by the locale too.",
        rich_help_panel=RESULT_PANEL,
    ),
]


def with_language(command: Command) -> Command:
    """Give a command ``--lang``, of which it need know nothing: it is listened to before the line is parsed."""
    return with_options(command, None, {"lang": (Language, None)}, dict)


Colour = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", help="Colour; NO_COLOR and FORCE_COLOR count too.", rich_help_panel=RESULT_PANEL),
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width", min=20, help="Draw the table to fit this many columns.", rich_help_panel=RESULT_PANEL
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="No warnings and no summary on stderr.", rich_help_panel=RESULT_PANEL),
]
FixedUnits = Annotated[
    bool,
    typer.Option(
        "--allow-fixed-units",
        help="Go on where the table supplies the index, or a node above what changes, of some units: they are marked as "
        "fixed and left out of what is said of the others.",
    ),
]

READING_PANEL = "How the table is to be read"


def _option(name: str, kind: Any, declared: Declared) -> tuple[Any, Any]:
    """The type with its option, and the default, of a declaration on the command line."""
    option = typer.Option(
        option_of(name),
        help=declared.text,
        metavar=declared.metavar,
        min=declared.least,
        rich_help_panel=READING_PANEL,
    )
    if kind is bool:
        return Annotated[bool, option], False
    if kind is int and declared.default is not None:
        return Annotated[int, option], declared.default
    if kind == Sequence[str]:
        return Annotated[list[str] | None, option], None
    # A text where Python takes numbers as well.
    return Annotated[str | None if kind == str | int | None else kind | None, option], None


_PARAMETERS = {
    name: _option(name, kind, declared) for name, (kind, declared) in declarations().items() if declared.typed
}
"""The declarations about a table: name in the API, type with its option, default."""


_WITHOUT_EDITION = (
    "delimiter", "encoding", "skip_rows", "header_rows", "sheet", "range", "decimal", "grouping", "missing",
    "flags", "unit_column", "name_column", "period_column", "ignore_units", "max_bytes",
)  # fmt: skip
"""The declarations that concern a table which no edition interprets."""

EVERY = tuple(_PARAMETERS)
"""The names of all declarations about a table."""
OF_UNITS = (
    "side", "layout", "indicator_column", "value_column", "percent", "unit_column", "name_column", "period_column", "by", "period", "group", "date", "ignore_units",
    "keep_units", "allow_missing_units", "strict",
)  # fmt: skip
"""The declarations that say nothing about a table whose rows are no units, such as one of judgements."""

OF_ROWS = ("unit_column", "name_column", "ignore_units", "keep_units", "strict")
"""Those of them that hold whatever the rows are about: which take part, what they are called, and whether warnings count."""


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
