"""Which column of the table each indicator of a decision's sheet reads: by the column it names, its name, or its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.decision.columns import SheetColumns
from dtiscore.questions.init.answer.decision.outline import Entry, Outline
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet
from dtiscore.said import said, with_or
from dtiscore.suggestions import Suggestions
from dtiscore.tables.heading_parts import bare, parts_of
from dtiscore.tables.raw import RawColumn


def read_columns(
    sheet: DecisionSheet, columns: SheetColumns, outline: Outline, of_table: Sequence[RawColumn]
) -> dict[Entry, RawColumn]:
    """The column of each indicator; one without a column, or with several, becomes a fault of its cell."""
    found: dict[Entry, RawColumn] = {}
    owners: dict[str, Entry] = {}
    suggestions = Suggestions()
    for entry, above in _indicators(outline.entries, ()):
        named = entry.row.cell(columns.column)
        if named:
            candidates = [column for column in of_table if fold(named) == fold(column.header)]
        else:
            candidates = _candidates(entry, above, of_table)
        if len(candidates) == 1 and (other := owners.setdefault(candidates[0].header, entry)) is entry:
            found[entry] = candidates[0]
            continue
        at = columns.column if named else columns.name
        if not candidates:
            message = said('no column of the table is that of "{name}"', name=named or entry.name)
            headings = [column.header for column in of_table]
            fix = suggestions.advice(named or entry.name, headings, label=said("its columns"))
        elif len(candidates) == 1:
            message = said(
                '"{name}" would read the column "{column}", as row {row} does',
                name=entry.name,
                column=candidates[0].header,
                row=other.row.line,
            )
            fix = said("name the column of each in a column headed Cột")
        else:
            message = said('several columns of the table may be that of "{name}"', name=entry.name)
            fix = said(
                "name one in a column headed Cột: {columns}",
                columns=with_or(each.header for each in candidates),
            )
        sheet.fault("missing-column", message, entry.row, at, fix, named or entry.name)
    return found


def is_described(entry: Entry, columns: SheetColumns, of_table: Sequence[RawColumn]) -> bool:
    """Whether the rows below one with a number only say how it is earned: none has a number, or a column of the table."""
    below = [each for child in entry.children for each in child.walk()]
    return (
        bool(below)
        and bool(entry.row.cell(columns.points) or entry.row.cell(columns.weight))
        and not any(each.row.cell(columns.points) or each.row.cell(columns.weight) for each in below)
        and all(each.style[0] != "number" and not _candidates(each, (), of_table) for each in below)
    )


def _indicators(
    entries: Sequence[Entry], above: tuple[Entry, ...]
) -> Iterable[tuple[Entry, tuple[Entry, ...]]]:
    """The entries with nothing below them, each with the groups above it."""
    for entry in entries:
        if entry.children:
            yield from _indicators(entry.children, (*above, entry))
        else:
            yield entry, above


def _candidates(entry: Entry, above: Sequence[Entry], of_table: Sequence[RawColumn]) -> list[RawColumn]:
    wanted = _forms(entry.name)
    named = [column for column in of_table if wanted & _forms_of_heading(column.header)]
    if len(named) > 1 and above:
        groups = {form for group in above for form in _forms(group.name)}
        below = [
            column for column in named if any(groups & _forms(part) for part in parts_of(column.header)[:-1])
        ]
        named = below or named
    if named:
        return named
    numbers = {fold(entry.token), fold(entry.code)} - {""}
    numbered = re.compile(r"(?:tc|ct|cs|[a-z])?\s?(.+?)[.)]?")
    return [
        column
        for column in of_table
        if any(
            (match := numbered.fullmatch(fold(part))) and {match[1], fold(part)} & numbers
            for part in parts_of(column.header)[-1:]
        )
    ]


def _forms(text: str) -> set[str]:
    """The forms in which a name may be met: as it stands, and without its number and what is in brackets."""
    return {fold(text), bare(text)} - {""}


def _forms_of_heading(heading: str) -> set[str]:
    parts = [part for part in parts_of(heading) if not part.startswith(("(", "["))] or [heading]
    return _forms(heading) | _forms(parts[-1])
