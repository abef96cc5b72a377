"""Editions as things to work with: compare two, write one in another syntax, make its empty table, import one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, overload

from dtiscore.arguments import checked
from dtiscore.errors import (
    InvalidData,
    InvalidMethodology,
    Problem,
    SourceFault,
    UsageFault,
    errors_of,
)
from dtiscore.files.paths import is_filled
from dtiscore.inputs.in_force import candidates
from dtiscore.inputs.reading import Weighting, read_table
from dtiscore.inputs.weighting import load_methodology, scheme_of
from dtiscore.inputs.weighting_texts import weighting_file
from dtiscore.methodology import Methodology
from dtiscore.methodology.writing.edition import TextSyntax, WrittenSyntax
from dtiscore.questions.weights.coinr.answer.pair import CoinrImport, import_coinr as import_tables
from dtiscore.questions.weights.diff.answer import EditionDiff, diff as diff_methodologies
from dtiscore.said import said, with_and
from dtiscore.tables.raw import RawTable
from dtiscore.tables.row_model import Row, json_schema, row_model as model_of_rows, table_schema
from dtiscore.tables.template import Columns, template as empty_table

SchemaForm = Literal["json-schema", "table-schema"]
"""What describes the columns of a table."""


def diff(before: Weighting, after: Weighting) -> EditionDiff:
    """All that two editions say differently: structure, weights, rules, missing rules, publication and the rest.

    Raises:
        InvalidMethodology: one of them is broken.
        UsageFault: there is no such edition.
    """
    return diff_methodologies(load_methodology(before), load_methodology(after))


@overload
def convert(methodology: Weighting, syntax: TextSyntax) -> str: ...
@overload
def convert(
    methodology: Weighting,
    syntax: WrittenSyntax,
    *,
    language: str | None = None,
    created: datetime | None = None,
) -> str | bytes: ...
@checked
def convert(
    methodology: Weighting,
    syntax: WrittenSyntax,
    *,
    language: str | None = None,
    created: datetime | None = None,
) -> str | bytes:
    """The text of a weighting file in another syntax, or its bytes; read back it is an equal methodology.

    Args:
        methodology: the edition.
        syntax: ``yaml``, ``toml``, ``json``, ``csv`` for the flat table, ``xlsx`` for it as a workbook with drop-downs
            and sums.
        language: ``vi`` or ``en`` for the headings of the sums of a workbook.
        created: the date that a workbook bears, in UTC.

    Raises:
        UsageFault: the syntax cannot say all of it, as the flat table some methods.
    """
    return weighting_file(load_methodology(methodology), syntax, language=language, created=created)


@checked
def template(
    methodology: Weighting,
    *,
    language: str | None = None,
    periods: Sequence[str] = (),
    date: str | None = None,
    long: bool = False,
) -> Columns:
    """The empty table that an edition wants, as cells by heading: a row per unit of its scheme, a column per value.

    Args:
        methodology: the edition, or the name of a family, whose edition ``date`` or the periods choose.
        language: ``vi`` or ``en`` for the names of indicators as headings; those of the edition's columns unless given.
        periods: a row per unit for each of these periods.
        date: the day whose edition of a family is meant.
        long: one row per unit and indicator.

    Raises:
        UsageFault: the edition does not govern a period, or it is not clear which edition of a family is meant.
    """
    edition = _one_edition(methodology, periods, date)
    for period in periods:
        if edition.periods and period not in edition.periods:
            message = said("{edition} does not govern {period}", edition=edition.id, period=period)
            raise UsageFault(message, said("it governs {periods}", periods=", ".join(edition.periods)))
    scheme = scheme_of(edition, methodology)
    return empty_table(edition, scheme, language=language, periods=periods, long=long)


@checked
def row_model(methodology: Weighting) -> type[Row]:
    """The pydantic model of one row of an edition's tables: the type, bounds and choices of each column.

    Its fields have the headings of the columns as aliases; a cell without a value is ``None``. ``model_json_schema()``
    gives it as JSON Schema.

    Raises:
        InvalidMethodology: the weighting file is broken.
        SourceFault: a file cannot be read.
    """
    return model_of_rows(load_methodology(methodology))


@checked
def template_schema(
    methodology: Weighting,
    form: SchemaForm,
    *,
    language: str | None = None,
    periods: Sequence[str] = (),
    date: str | None = None,
) -> dict[str, Any]:
    """What the columns of an edition's tables may hold, as JSON Schema of a row or as Table Schema (Frictionless).

    Args and errors as for :func:`template`.
    """
    write = {"json-schema": json_schema, "table-schema": table_schema}[form]
    return write(_one_edition(methodology, periods, date), language)


def _one_edition(methodology: Weighting, periods: Sequence[str], date: str | None) -> Methodology:
    """The edition that is named, or the one of a family that the periods or a day choose."""
    editions = [
        one for period in periods or (None,) for one in candidates(methodology, date=date, period=period)
    ]
    editions = list({edition.id: edition for edition in editions}.values())
    if len(editions) > 1:
        message = said(
            "the empty tables of {editions} are not the same",
            editions=with_and(edition.id for edition in editions),
        )
        raise UsageFault(message, said("choose one by a period or a date, or name the edition"))
    return editions[0]


@checked
def import_coinr(
    meta: str | os.PathLike[str], data: str | os.PathLike[str], *, edition_id: str | None = None
) -> CoinrImport:
    """The edition and the data table that a pair of tables of the R package COINr make.

    Args:
        meta: the CSV file of iMeta.
        data: the CSV file of iData.
        edition_id: the id of the new edition; made from the name of its index unless given.

    Raises:
        InvalidMethodology, InvalidData: the tables are not sound; ``problems`` lists every fault.
        SourceFault: a file cannot be read.
    """
    (about, of_meta), (table, of_data) = _table(meta), _table(data)
    made = import_tables(about, table, edition_id=edition_id)
    return replace(made, warnings=[*of_meta, *of_data])


def _table(source: str | os.PathLike[str]) -> tuple[RawTable, list[Problem]]:
    """A table that is no table of indicators, and reservations about its form."""
    table, problems = read_table(source)
    if errors_of(problems):
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=problems)
    return table, problems


def refuse_to_replace_other(name: str | None) -> None:
    """Refuse to write an edition over a file that is none, such as the table of indicators of the same name.

    Raises:
        UsageFault: the file is there, is not empty, and is no sound weighting file.
    """
    if name is None or not is_filled(name):
        return
    try:
        load_methodology(name)
    except (InvalidMethodology, SourceFault, UsageFault) as error:
        message = said(
            "{name} is there already and is no sound weighting file: nothing was written over it", name=name
        )
        raise UsageFault(message, said("name another file, or remove this one first")) from error
