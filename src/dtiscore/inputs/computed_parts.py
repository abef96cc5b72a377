"""The parts of an index as one edition computes them, for another that reads them: pillars under older weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.methodology import Methodology, Node, Values
from dtiscore.said import first_few, said
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identity import identify
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import NumberCell, RawColumn, RawTable
from dtiscore.units.scheme import UnitScheme


def parts_to_compute(
    maker: Methodology, reader: Methodology, table: RawTable, options: ReadingOptions
) -> list[str]:
    """The nodes of an edition that a table has nothing of and that another edition computes, in the order of the file.

    Args:
        maker: the other edition.
        reader: the edition that is to score the table.
        table: the table, one column per indicator.
        options: how it is read.

    Raises:
        UsageFault: the table lacks something, and the other edition makes nothing of it.
    """
    headings = _headings(table, reader, options)
    there = {node.code for node in reader.index.walk() if _has_own(reader, node, headings)}
    own = {*reader.nodes} - {reader.index.code}
    made = {*maker.nodes, *maker.view} - {maker.index.code, reader.index.code}
    lacking, found = (list(_lacking(reader.index, codes, there)) for codes in (own, own & made))
    if lacking and not found:
        message = said(
            "{maker} makes none of the parts that {reader} lacks in {source}",
            maker=maker.id,
            reader=reader.id,
            source=table.source,
        )
        fix = said(
            "{reader} lacks {lacking}; {maker} makes {made}",
            reader=reader.id,
            lacking=first_few(lacking),
            maker=maker.id,
            made=first_few(sorted(made)),
        )
        raise UsageFault(message, fix)
    return found


def with_computed_parts(
    card: Scorecard,
    codes: Sequence[str],
    table: RawTable,
    reader: Methodology,
    scheme: UnitScheme | None,
    options: ReadingOptions,
) -> RawTable:
    """A table with what another edition makes of it in the place of the parts that an edition reads and it lacks.

    What is left are the columns that identify rows and those that the edition reads. A part comes as the table itself
    might bring its score: the share of its maximum, or of the scale, that it has under the other edition.

    Args:
        card: the table scored under the other edition.
        codes: the parts.
        table: the table, one column per indicator.
        reader: the edition that is to score it.
        scheme: the unit scheme of that edition.
        options: how the table is read.

    Raises:
        UsageFault: some unit has no such part, which the edition does not forgive.
    """
    headings = _headings(table, reader, options)
    identity = identify(table, headings, reader, scheme, options)
    row_of = dict(zip(zip(identity.codes, identity.groups, strict=True), identity.rows, strict=True))
    lines = table.columns[0].lines
    added = []
    for field, code in enumerate(codes, start=len(table.columns) + 1):
        cells, values = [""] * table.rows, _brought(card, code, reader)
        missing = int(np.isnan(values).sum())
        if missing and reader.missing_rule(reader.nodes[code]).kind == "error":
            message = said(
                "{edition} computes no {code} for {missing} of {n} units",
                edition=card.methodology.id,
                code=code,
                missing=missing,
                n=len(values),
            )
            raise UsageFault(message, said("add to the table what {code} is made of there", code=code))
        for unit, group, value in zip(card.dataset.units, card.dataset.groups, values, strict=True):
            if (unit, group) in row_of and value == value:
                cells[row_of[unit, group]] = NumberCell(repr(float(value)))
        added.append(RawColumn(reader.figure_headings.supplying[code][0], field, cells, lines))
    return table._replace(columns=(*headings.used, *added))


def _headings(table: RawTable, reader: Methodology, options: ReadingOptions) -> Headings:
    """The columns of a table that an edition reads, without an index that stands there ready made: it is to be made."""
    headings, _ = resolve(table, reader, options)
    headings.scores.pop(reader.index.code, None)
    return headings


def _has_own(edition: Methodology, node: Node, headings: Headings) -> bool:
    raw = [name for header in node.inputs for name in edition.raw_behind(header)]
    return node.code in headings.scores or (bool(raw) and all(name in headings.inputs for name in raw))


def _lacking(node: Node, made: set[str], there: set[str]) -> Iterator[str]:
    """The nodes to hand over: the innermost that are made and of which the table has nothing, neither whole nor in part."""
    if node.code in there:
        return
    below = [code for child in node.children for code in _lacking(child, made, there)]
    in_part = any(inner.code in there for inner in node.walk())
    yield from [node.code] if node.code in made and not below and not in_part else below


def _brought(card: Scorecard, code: str, reader: Methodology) -> Values:
    """The scores of a part in the form in which a table brings them to the edition that reads it."""
    maker = card.methodology
    share: Values = card.nodes[code].score / (maker.maximum(code) or maker.scale)
    maximum = reader.maximum(code)
    if reader.publish.form == "fraction" and maximum is not None:
        return share
    result: Values = share * (reader.scale if maximum is None else maximum)
    return result
