"""Rankings that dtiscore wrote as JSON or JSON Lines: known by their mark, and read strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dtiscore.errors import SourceFault
from dtiscore.said import Said, as_it_is, said
from dtiscore.tables.kinds import KEYS, weighting_file
from dtiscore.tables.rankings.form import RANKING_SCHEMA, RANKINGS_SCHEMA, score_headings

Columns = Mapping[str, Sequence[str | int | float | Decimal | None]]
"""What our writers were given, by heading."""


class _Part(BaseModel):
    """A part of an envelope, of which only what concerns the rows is read."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Edition(_Part):
    id: str


class _Provenance(_Part):
    methodology: _Edition


class _Ranking(_Part):
    """The ranking under one edition."""

    provenance: _Provenance
    rows: list[dict[str, str | int | float | None]] = Field(min_length=1)


class _Rankings(_Part):
    rankings: list[_Ranking]


def ranking_in_json(data: bytes, source: str) -> Columns | None:
    """The columns of a ranking in JSON or JSON Lines; ``None`` for what only begins as JSON does.

    Raises:
        SourceFault: it is JSON, and no ranking of ours; or a damaged one.
    """
    text = data.decode("utf-8", "replace")
    try:
        lines = [_DECODER.decode(line) for line in text.split("\n") if line]
    except ValueError:
        return _in_envelope(text, source)
    if len(lines) == 1 and ("schema" in lines[0] or lines[0].keys() >= {*KEYS}):
        return _in_envelope(text, source)
    return _of_rows(lines, source)


def _in_envelope(text: str, source: str) -> Columns | None:
    try:
        envelope = _DECODER.decode(text)
    except ValueError as error:
        if '"dtiscore/' not in text[:100]:
            return None  # no JSON: a table, whose first heading begins so
        message = said(
            "{source} is a result of dtiscore in JSON, and damaged: {reason}",
            source=source,
            reason=_damage(error),
        )
        raise SourceFault(message, fix=said("Write it anew.")) from error
    if envelope.keys() >= {*KEYS}:
        raise weighting_file(source)
    schema = envelope.get("schema")
    if schema not in (RANKING_SCHEMA, RANKINGS_SCHEMA):
        raise _no_ranking(
            source,
            said("{source} holds {schema}, no ranking", source=source, schema=schema) if schema else None,
        )
    try:
        if schema == RANKING_SCHEMA:
            return _of_rows(_Ranking.model_validate(envelope).rows, source)
        rankings = _Rankings.model_validate(envelope).rankings
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        message = said(
            "{source} bears the mark {schema} and holds no ranking: {where} is absent or not as dtiscore writes it",
            source=source,
            schema=schema,
            where=where,
        )
        raise SourceFault(message, fix=said("Write it anew.")) from error
    return _of_rows(
        [{"edition": one.provenance.methodology.id, **row} for one in rankings for row in one.rows], source
    )


def _of_rows(rows: Sequence[Mapping[str, Any]], source: str) -> Columns:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    plain = all(
        value is None or isinstance(value, str | int | float) for row in rows for value in row.values()
    )
    if not plain or score_headings(headings) is None:
        raise _no_ranking(source)
    return {heading: [row.get(heading) for row in rows] for heading in headings}


def _no_ranking(source: str, message: Said | None = None) -> SourceFault:
    return SourceFault(
        message or said("{source} is JSON, and no ranking that dtiscore wrote", source=source),
        fix=said("Give the table as CSV, as a workbook or as Parquet."),
    )


def _damage(error: ValueError) -> Said:
    """Where the text stops being JSON, or what of it is not as our writers write it."""
    if isinstance(error, json.JSONDecodeError):
        return said("it is not JSON at line {line}, column {column}", line=error.lineno, column=error.colno)
    return as_it_is(error.args[0])


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(said("a key stands twice"))
    return found


def _no_number(text: str) -> None:
    raise ValueError(said("{text} is no number", text=text))


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
