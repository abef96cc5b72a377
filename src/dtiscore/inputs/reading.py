"""What may be declared about a table, and the table read under these declarations."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union, Unpack, cast

from pydantic import ValidationError

from dtiscore.arguments import require_kind
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.named import NamedTable
from dtiscore.methodology import Methodology
from dtiscore.progress import tell
from dtiscore.said import Said, as_it_is, said, with_or
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.declarations import Part, Reading, TableReading, declarations, option_of, without_text
from dtiscore.tables.options import ReadingOptions, TableOptions, listed, number_style, require_one_layout
from dtiscore.tables.rankings.form import as_written
from dtiscore.tables.raw import RawTable
from dtiscore.tables.reading import of_no_use, table_of
from dtiscore.units.spelling import normal_form
from dtiscore.visible import visible

if TYPE_CHECKING:
    import pandas as pd
    from pydantic_core import ErrorDetails

    from dtiscore.inputs.frames import ArrowStream

__all__ = ["Part", "Reading", "TableReading"]


@dataclass(frozen=True, eq=False, init=False)
class DeclaredTable:
    """A table with what is declared about it alone: nothing that is declared about other tables holds for it."""

    data: BareTable
    reading: TableReading

    def __init__(self, data: BareTable, **reading: Unpack[TableReading]) -> None:
        """A table and how it is to be read.

        Args:
            data: a path, ``-`` or a DataFrame; ``2023=TABLE.csv`` names its period where several are compared.
            reading: what is declared about it, see :class:`TableReading`.

        Raises:
            UsageFault: a declaration is none, or contradicts itself.
        """
        table_options(reading)
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "reading", reading)


BareTable = Union[str, os.PathLike[str], "pd.DataFrame", "ArrowStream"]
"""A table: the path of a CSV file, workbook or Parquet file, ``-`` for standard input, a DataFrame of pandas, or one of
polars or any other that shows itself as Arrow."""
Data = BareTable | DeclaredTable
"""A table, alone or with what is declared about it."""
Weighting = str | os.PathLike[str] | Mapping[str, Any] | Methodology
"""A methodology: the id of a built-in edition, the path of a weighting file, plain data, or the object itself."""


Read = tuple[RawTable, list[Problem], ReadingOptions]
"""A table as :func:`raw_table` reads it."""


@dataclass(frozen=True, eq=False, repr=False)
class AsRead:
    """A table as it was read, and what was declared of it: enough to score it under another edition."""

    read: Read
    reading: Reading

    def __repr__(self) -> str:
        return f"<AsRead of {visible(self.read[0].source)}>"


def raw_table(data: Data | Scorecard, reading: Reading) -> tuple[RawTable, list[Problem], ReadingOptions]:
    """The table as text, the problems of its form, and how its cells are to be read.

    Raises:
        UsageFault: a declaration is not one of :class:`Reading`, or contradicts itself; ``data`` is no table, but a
            scorecard or something else.
        SourceFault: the file cannot be read.
        InvalidData: it holds no table at all.
    """
    require_known(reading)
    bare, holding = table_and_reading(data, reading)
    if isinstance(bare, Scorecard):
        message = said("the table itself is needed here, and {data!r} is what was made of it", data=data)
        raise UsageFault(message, said("give the table that was scored, and the edition"))
    options = reading_options(holding)
    if not isinstance(bare, str | os.PathLike):
        from dtiscore.inputs.frames import table_of_frame

        of_table = table_options(holding)
        table, styles, problems = table_of_frame(bare, of_table)
        problems = [*of_no_use(of_table, "frame", table.source), *problems]
        return table, problems, options._replace(styles=styles)
    table, problems = read_table(bare, table_options(holding))
    if not table.is_ranking:
        return table, problems, options
    stated = data.reading if isinstance(data, DeclaredTable) else {}
    return table, [*problems, *_unused_options(stated, table.source)], as_written(table, options)


def read_table(
    source: str | os.PathLike[str], options: TableOptions | None = None
) -> tuple[RawTable, list[Problem]]:
    """The table of a file, or of standard input for ``-``, and every problem of its form; raises as :func:`raw_table`."""
    options, name = options or TableOptions.model_construct(), os.fspath(source)
    tell(said("reading the table"))
    data = read_bytes(name, max_bytes=options.max_bytes)
    return table_of(data, "<stdin>" if name == "-" else name, options)


def _unused_options(stated: Mapping[str, Any], source: str) -> list[Problem]:
    """A warning for each thing that is said of one table alone, which is a ranking of ours."""
    return [
        Problem(
            "unused-option", said("{option} says nothing about a ranking that dtiscore wrote", option=option_of(name)), Place(source),
            fix=said("leave it out for this file"), severity="warning",
        )
        for name in stated
        if name != "max_bytes"
    ]  # fmt: skip


def table_and_reading(data: Data | Scorecard, reading: Reading) -> tuple[BareTable | Scorecard, Reading]:
    """The table itself, and what is declared about it: about it alone, or else about all tables of a question.

    What a project says of it comes after what the command line says.
    """
    if isinstance(data, NamedTable):
        return data, cast("Reading", {**data.reading, **reading})
    if not isinstance(data, DeclaredTable):
        return data, reading
    of_project = data.data.reading if isinstance(data.data, NamedTable) else {}
    return data.data, cast("Reading", {**without_table_options(reading), **of_project, **data.reading})


def without_table_options(reading: Reading) -> Reading:
    """What is asked of the tables of a question, without what is declared about how any one is written."""
    return cast(
        "Reading", {key: value for key, value in reading.items() if key not in TableReading.__annotations__}
    )


def without_part(reading: Reading) -> dict[str, Any]:
    """What is declared about a table, without the period and group that choose rows of a scorecard as well.

    Raises:
        UsageFault: a declaration is not one of :class:`Reading`.
    """
    require_known(reading)
    return {key: value for key, value in reading.items() if key not in Part.__annotations__}


def _about_table(reading: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in reading.items() if key in TableReading.__annotations__}


def require_known(reading: Reading) -> None:
    """A misspelt declaration would change nothing, and neither would an empty one: nobody would notice."""
    for name in reading:
        if name not in Reading.__annotations__:
            near = close_to(name, Reading.__annotations__, n=1)
            known = did_you_mean(near) or said("known: {names}", names=", ".join(Reading.__annotations__))
            raise UsageFault(said("there is no declaration {name} about a table", name=name), known)
    for name, value in without_table_options(reading).items():
        if name != "period" and value is not None:
            by_one = name == "by" and isinstance(value, str)
            require_kind(name, (value,) if by_one else value, declarations()[name][0])
    if empty := [option_of(name) for name, value in reading.items() if isinstance(value, str) and not value]:
        raise without_text(empty)


def table_options(reading: Mapping[str, Any]) -> TableOptions:
    """What is declared about one table, without what is asked of it; ``UsageFault`` where that makes no sense."""
    stated = {key: value for key, value in _about_table(reading).items() if value is not None}
    if not stated:
        return TableOptions.model_construct()
    try:
        options = TableOptions.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        if first["type"] == "string_too_short":
            raise without_text([option_of(name)]) from error
        message = said(
            "{option} cannot be {value!r}: {reason}",
            option=option_of(name),
            value=first["input"],
            reason=_reason(first),
        )
        raise UsageFault(message, said("see dtiscore score --help")) from error
    number_style(options)
    require_one_layout(options)
    if options.flags:
        from dtiscore.tables.flags import require_flags

        require_flags(options.flags)
    return options


def _reason(fault: ErrorDetails) -> Said:
    """What pydantic says is wrong with a declaration, where it says that often in a sentence for catalogues."""
    context = fault.get("ctx", {})
    match fault["type"]:
        case "int_parsing":
            return said("Input should be a valid integer, unable to parse string as an integer")
        case "greater_than_equal":
            return said("Input should be greater than or equal to {least}", least=context["ge"])
        case "literal_error":
            choices = context["expected"].replace(" or ", ", ").split(", ")
            return said("Input should be {choices}", choices=with_or(choices, commas=True))
        case _:
            return as_it_is(fault["msg"])


def reading_options(reading: Reading) -> ReadingOptions:
    """How the cells of a table are read, and which of its rows are meant."""
    stated = table_options(reading)
    return ReadingOptions(
        style=number_style(stated),
        missing=frozenset(stated.missing),
        flags=frozenset(stated.flags),
        percent=frozenset(stated.percent),
        multiline=frozenset(stated.multiline),
        aliases=stated.aliases,
        side=None if stated.layout == "turned" else stated.side,
        unit=stated.unit_column,
        name=stated.name_column,
        period=stated.period_column,
        group=stated.group_column,
        at_period=period_of(reading.get("period")),
        by=listed(reading.get("by")),
        ignored_units=frozenset(stated.ignore_units),
        kept_units=frozenset(map(normal_form, stated.keep_units)),
        allow_missing_units=reading.get("allow_missing_units", False),
        layout=stated.layout,
        indicators=() if stated.layout == "turned" else stated.indicator_column,
        value=stated.value_column,
        declared=declared(_about_table(reading)),
    )


def period_of(declared: str | int | None) -> str | None:
    """The period as it stands in a table: a year is often written as a number in Python."""
    if declared is None:
        return None
    period = unicodedata.normalize("NFC", str(declared)).strip()
    if not period:
        raise UsageFault(
            said("the period declared is empty"), said("name one as the table writes it, or declare none")
        )
    return period


def require_whole(methodology: Methodology, reading: Reading, *, framed: bool) -> None:
    """Make sure that a table which is read piece by piece is not cut to what was fitted with more of it.

    Args:
        methodology: the edition.
        reading: what is declared about the table.
        framed: whether statistics are given that were fitted elsewhere.

    Raises:
        UsageFault: one group is to be kept, or one period of an edition that fits over several.
    """
    from dtiscore.tables.not_streamed import not_streamed

    if reading.get("group") is not None:
        message = said("a table is read piece by piece with all its groups")
        raise not_streamed(
            "not-streamed-part", methodology.id, message, said("choose the group in the result")
        )
    if reading.get("period") is not None and reaches_over_periods(methodology) and not framed:
        message = said(
            "{edition} fits over several periods, of which one alone is read piece by piece",
            edition=methodology.id,
        )
        fix = said("leave --period out and choose the period in the result, or give --reference")
        raise not_streamed("not-streamed-part", methodology.id, message, fix)


def declared(reading: Mapping[str, Any]) -> dict[str, Any]:
    """The declarations that were made, for provenance."""
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in reading.items() if value
    }
