"""Which columns of a Spark DataFrame an edition uses, and what is wrong with their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.engines.spark.batches import Reader
from dtiscore.errors import InvalidData, Place, Problem, errors_and_warnings, errors_of
from dtiscore.methodology import Methodology
from dtiscore.said import said
from dtiscore.scoring.reference import Reference
from dtiscore.tables.all_rows import Met
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identity import identify_piece
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import FRAME, RawColumn, RawTable
from dtiscore.tables.texts.heading_rows import heading_problems
from dtiscore.units.scheme import UnitScheme

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True)
class Request:
    """What is to be scored, and how."""

    methodology: Methodology
    scheme: UnitScheme | None = None
    other_schemes: tuple[UnitScheme, ...] = ()
    options: ReadingOptions = field(default_factory=ReadingOptions)
    reference: Reference | None = None
    nodes: Sequence[str] | None = None
    """The nodes and views to give beside the index; what the edition shows unless given."""
    ranks: bool = False
    """Whether the ranks in these nodes are wanted too."""
    language: str | None = None
    source: str = FRAME
    strict: bool = False
    """Whether warnings count as errors."""


@dataclass(frozen=True)
class Columns:
    """The columns that the edition uses, and what their headings say."""

    frame: DataFrame
    """They alone, under names of ours, since those of the table may hold anything."""
    reader: Reader
    headings: Headings
    warnings: Sequence[Problem]
    """What is to be said of the headings of all columns."""
    strict: bool


def columns_of(frame: DataFrame, request: Request) -> Columns:
    """What a Spark DataFrame has for an edition.

    Raises:
        InvalidData: its headings say no unit, or name a column of more than texts and numbers.
    """
    headings_of = [as_heading(name if at else name.lstrip("\ufeff")) for at, name in enumerate(frame.columns)]
    table = RawTable(
        request.source,
        tuple(RawColumn(heading, i + 1, (), ()) for i, heading in enumerate(headings_of) if heading),
        0,
        header_line=0,
    )
    problems = heading_problems(headings_of, request.source, 0)
    headings, found = resolve(table, request.methodology, request.options)
    used = headings.used
    if table.columns:  # that a column names the units shows without any row
        found += identify_piece(
            table, headings, request.methodology, None, request.options, met=Met()
        ).problems
    problems += [*found, *_nested(frame, used, request.source)]
    problems = [problem._replace(place=problem.place._replace(line=None)) for problem in problems]
    if errors_of(problems):
        count = len(problems) if request.strict else len(errors_of(problems))
        raise invalid(request.source, count, problems, strict=request.strict)
    renamed = frame.toDF(*[f"c{i}" for i in range(len(headings_of))])
    reader = Reader(
        request.methodology,
        request.scheme,
        request.other_schemes,
        request.options,
        tuple(column.header for column in used),
        request.source,
    )
    chosen = renamed.select(*[f"c{column.field - 1}" for column in used])
    return Columns(chosen, reader, headings, problems, request.strict)


def _nested(frame: DataFrame, used: Sequence[RawColumn], source: str) -> list[Problem]:
    problems = []
    for column in used:
        kind = frame.schema.fields[column.field - 1].dataType.typeName()
        if kind in {"array", "map", "struct", "binary", "variant"}:
            message = said("the column holds values of type {kind}, not one value per row", kind=kind)
            place = Place(source, header=column.header)
            problems.append(
                Problem("nested-column", message, place, fix=said("write its parts as columns of their own"))
            )
    return problems


def invalid(source: str, errors: int, problems: Sequence[Problem], *, strict: bool) -> InvalidData:
    """The exception for so many errors, of which only some problems may be known."""
    if strict:
        problems = [problem.as_error() for problem in problems]
    told = errors_of(problems)
    found = errors_and_warnings(errors, 0)
    if len(told) < errors:
        found = said("{errors}, of which {told} are told here", errors=found, told=len(told))
    message = said("{source}: {problems}; nothing was scored", source=source, problems=found)
    return InvalidData(message, problems=problems)
