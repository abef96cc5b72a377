"""What screens of changes share: columns of words and figures, signed numbers, and the standings they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from dtiscore.analysis.lists import Across, on_one_list
from dtiscore.analysis.standings import Standings
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.drawing.screen import BAD, DIM, GOOD
from dtiscore.render.names import name_of
from dtiscore.render.wording import first_of, in_a_row, listed, side_by_side
from dtiscore.said import Composed, counted, said
from dtiscore.tables.contents import Value
from dtiscore.visible import visible

MOST_NAMED = 6
"""How many units are named in a note, before the rest is counted."""

MOST_DECIMALS = 4
"""The decimals of scores whose edition is not known."""


class OfUnit(Protocol):
    """What is said of one unit."""

    @property
    def unit(self) -> str: ...


Row = TypeVar("Row", bound=OfUnit)


def chosen_rows(rows: Sequence[Row], units: frozenset[str], top: int | None) -> Sequence[Row]:
    """The rows to show: all, the first ``top``, those of some units, or these beside the first ones."""
    if not units:
        return rows if top is None else rows[:top]
    return [row for at, row in enumerate(rows) if row.unit in units or (top is not None and at < top)]


def words(heading: str, texts: Sequence[str], indents: Sequence[str] | None = None) -> TextColumn:
    """A column of names, which may fold."""
    spaces = indents or [""] * len(texts)
    cells = [Cell(text, "", space, space) for text, space in zip(texts, spaces, strict=True)]
    return TextColumn(heading, cells, folds=True, folded=Widths(12, 24, 48))


def numbers(heading: str, texts: Sequence[str], drop: int = 0) -> TextColumn:
    """A column of figures, never cut; it gives way as ``drop`` says."""
    return TextColumn(heading, [Cell(text) for text in texts], "right", drop=drop)


def moved(up: float | None) -> Cell:
    """Places gained or lost, in colour on a screen that has it."""
    return Cell(figures.move(up), GOOD if (up or 0) > 0 else BAD if (up or 0) < 0 else DIM)


def signed(value: float | None, decimals: int) -> str:
    """A change with its sign; = where none shows."""
    return figures.signed(figures.fixed(value, decimals))


def signed_column(values: Iterable[float | None], decimals: int) -> list[str]:
    """Changes of one column."""
    return [signed(value, decimals) for value in values]


def table_label(table: Standings) -> str:
    """The period of a table, or its file."""
    return visible(table.label)


def followed(tables: Sequence[Standings], name: Composed | None) -> str:
    """What is followed over some tables, by its code and where it is known its name, from when to when."""
    periods = said("{first} to {last}", first=table_label(tables[0]), last=table_label(tables[-1]))
    code = visible(tables[-1].index)
    return side_by_side(code if name is None else said("{name} ({code})", name=name, code=code), periods)


def basis_notes(tables: Sequence[Standings], across: Across | None = None) -> list[str]:
    """What to know of tables that rank different units, were restated, ranked anew among common units, or that do not hold every unit."""
    notes: list[str] = []
    restated = [table for table in tables if table.restated_from is not None]
    if restated:
        names = ", ".join(map(table_label, restated))
        scheme = restated[0].scheme.id if restated[0].scheme is not None else ""
        old = restated[0].restated_from
        notes.append(
            said(
                "Restated from {old} to {new}, a merged unit having the mean of its parts: {tables}.",
                tables=names,
                old=old,
                new=scheme,
            )
        )
    notes += _of_parts(restated)
    notes += _of_places(tables, across)
    notes += _of_gaps(tables)
    notes += _of_supplied(tables)
    if tables and all(table.is_common for table in tables):
        units = counted(len(tables[0].units), "{n} unit", "{n} units")
        notes.append(
            said("Ranks are among the {units} that every table ranks; scores are as they were.", units=units)
        )
    partial = [table_label(table) for table in tables if not table.is_whole]
    if partial:
        notes.append(
            said(
                "Not every unit is in the table, so only published ranks are shown: {tables}.",
                tables=", ".join(partial),
            )
        )
    return notes


def _of_parts(restated: Sequence[Standings]) -> Iterator[str]:
    """Which units have no restated score, and for want of which parts."""
    for table in restated:
        assert table.scheme is not None
        units = table.scheme.by_code
        names = [
            said("{unit} ({where})", unit=name_of(units[code].name), where=in_a_row([*map(name_of, parts)]))
            for code, parts in table.without_parts.items()
        ]
        if names:
            yield said(
                "No restated score in {table}, as parts (in brackets) have none: {units}.",
                table=table_label(table),
                units=in_a_row(first_of(names, MOST_NAMED)),
            )


def _of_gaps(tables: Sequence[Standings]) -> Iterator[str]:
    """Which scores were made without some parts that another table has: a gap moves them as figures do."""
    scored = [table for table in tables if not table.is_published]
    names: list[str] = []
    for code in dict.fromkeys(code for table in scored for code in table.lacking):
        of_each = [(table, table.lacking.get(code, frozenset())) for table in scored if code in table.units]
        if len({lacks for _, lacks in of_each}) > 1:
            where = ", ".join(dict.fromkeys(table_label(table) for table, lacks in of_each if lacks))
            names.append(said("{unit} ({where})", unit=name_of(of_each[-1][0].units[code].name), where=where))
    if names:
        yield said(
            "Scores are made without parts that are there in another table, and move by that too: {units}.",
            units=in_a_row(first_of(names, MOST_NAMED)),
        )


def _of_supplied(tables: Sequence[Standings]) -> Iterator[str]:
    """Which nodes one table brings whole and another has the parts of, for how many units: a change need not be theirs."""
    known = [(table, table.supplied) for table in tables if table.supplied is not None]
    units_of: dict[tuple[str, str], int] = {}
    for unit in dict.fromkeys(unit for _, supplied in known for unit in supplied):
        of_each = [
            (table_label(table), supplied.get(unit, frozenset()))
            for table, supplied in known
            if unit in table.units
        ]
        if not of_each:  # it is not among the units of all tables, which alone are left
            continue
        in_all = frozenset.intersection(*(codes for _, codes in of_each))
        for label, codes in of_each:
            for code in sorted(codes - in_all):
                units_of[code, label] = units_of.get((code, label), 0) + 1
    if units_of:
        names = [
            said(
                "{node} ({where}, {units})",
                node=visible(code),
                where=where,
                units=counted(n, "{n} unit", "{n} units"),
            )
            for (code, where), n in units_of.items()
        ]
        yield said(
            "Scores stand in one table as they are and are computed in another, and move by that too: {nodes}.",
            nodes=in_a_row(first_of(names, MOST_NAMED)),
        )


def _of_places(tables: Sequence[Standings], across: Across | None) -> list[str]:
    """What to know of places gained and lost where the tables do not rank the same units."""
    if across == "as ranked":
        if on_one_list(tables):
            return []
        return [
            said(
                "± subtracts ranks although not the same units are ranked: a place may be gained or lost by who "
                "is on the list."
            )
        ]
    unknown = [table_label(table) for table in tables if table.listed is None]
    if unknown:
        return [
            said(
                "Among which units the ranks of {tables} are is not known, so places are not compared; "
                "--common-units ranks anew the units of all.",
                tables=listed(unknown),
            )
        ]
    if on_one_list(tables):
        return []
    return [
        said(
            "Not all rank the same units, so places on two lists are no rise or fall; --common-units ranks "
            "anew the units of all."
        )
    ]


def as_dict(table: Standings) -> dict[str, Any]:
    """What standings come from and stand on, for JSON."""
    return {
        "source": table.source,
        "sha256": table.sha256,
        "period": table.period,
        "index": table.index,
        "units": None if table.scheme is None else table.scheme.id,
        "restated_from": table.restated_from,
        "ranked_among": table.of,
        "common_units": table.is_common,
        "is_whole": table.is_whole,
    }


def cell_text(value: Value) -> str:
    """A value in full: two that differ must look different."""
    if value is None:
        return figures.NONE
    return visible(value) if isinstance(value, str) else figures.full(value)
