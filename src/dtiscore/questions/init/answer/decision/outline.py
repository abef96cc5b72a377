"""The outline of a decision's sheet: which rows are groups and which indicators stand below them, by how they are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.decision.columns import SheetColumns
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet, SheetRow
from dtiscore.said import said
from dtiscore.units.totals import reads_like_a_group, reads_like_a_total

_FIRST = r"(?:[IVXLC]+|[A-ZĐ]|[0-9]{1,3}|[a-zđ])"
_TOKEN = re.compile(rf"\(?({_FIRST}(?:\.(?:[0-9]{{1,3}}|[a-zđ]))*)[.)]*")
_IN_FRONT = re.compile(
    rf"\(?((?:{_FIRST}(?:\.(?:[0-9]{{1,3}}|[a-zđ]))*(?=[.):])|[0-9]{{1,3}}(?:\.[0-9]{{1,3}})+))[.):]*\s+(?=\S)"
)
_BULLET = re.compile(r"([-+*•–])\s*")
_NOTE = re.compile(r"ghi chú|chú thích|nguồn|người lập|người ký|ngày \d|note|source", re.IGNORECASE)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip

Style = tuple[str, int]
"""How a row is numbered: the kind of its first sign, and how many parts it has."""


@dataclass(slots=True, eq=False)
class Entry:
    """A row of the outline."""

    row: SheetRow
    token: str
    """Its number as the sheet has it, such as ``I``, ``1.1`` or ``a``; empty where it has none."""
    name: str
    style: Style
    children: list[Entry] = field(default_factory=list)
    code: str = ""

    def walk(self) -> Iterator[Entry]:
        """This entry and all below it, in the order of the sheet."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Outline:
    """What the rows of a sheet are."""

    entries: list[Entry]
    """Those that stand below no other."""
    totals: list[SheetRow]
    notes: list[SheetRow]
    """Rows that say nothing of the index: at the foot."""

    def walk(self) -> Iterator[Entry]:
        """All entries in the order of the sheet."""
        for entry in self.entries:
            yield from entry.walk()


def outline_of(sheet: DecisionSheet, columns: SheetColumns) -> Outline:
    """The outline of the rows below the headings; a number that stands twice becomes a fault."""
    outline = Outline([], [], [])
    rows = list(sheet.rows(columns.first_row))
    last = max((at for at, row in enumerate(rows) if _figure(row, columns)), default=-1)
    path: list[Entry] = []
    letter = ""
    for at, row in enumerate(rows):
        token, name = _numbered(row, columns)
        if _is_heading(row, columns) or not (token or name):
            continue
        if not token and any(map(_is_total, (name, row.cell(columns.number)))):
            outline.totals.append(row)
        elif (not token and at > last) or _NOTE.match(name):
            outline.notes += rows[at:] if at > last else [row]
            if at > last:
                break
        else:
            style = _style(token, path, letter)
            letter = token if style == ("letter", 1) else letter
            entry = Entry(row, token, name, style)
            path = _above(entry, path)
            (path[-1].children if path else outline.entries).append(entry)
            path = [*path, entry]
    _give_codes(outline.entries, "", _plain(outline))
    _note_twice(outline.entries, sheet, columns)
    return outline


def _figure(row: SheetRow, columns: SheetColumns) -> bool:
    return bool(row.cell(columns.points) or row.cell(columns.weight))


def _is_heading(row: SheetRow, columns: SheetColumns) -> bool:
    """Whether a row repeats the headings, as at the top of a printed page."""
    return fold(row.cell(columns.name)) == columns.headings[columns.name] != ""


def _numbered(row: SheetRow, columns: SheetColumns) -> tuple[str, str]:
    """The number of a row and its name, wherever these stand: a merged row has both in its first cell."""
    number, name = row.cell(columns.number), row.cell(columns.name)
    if found := _TOKEN.fullmatch(number):
        return found[1], name
    name = name or number
    if found := _IN_FRONT.match(name):
        return found[1], name[found.end() :].strip()
    if found := _BULLET.match(name):
        return found[1], name[found.end() :].strip()
    return "", name


def _is_total(name: str) -> bool:
    """Whether a row sums up others; the criteria have groups, too: ``Nhóm 1``."""
    return reads_like_a_total(name) and not reads_like_a_group(name)


def _style(token: str, path: Sequence[Entry], letter: str) -> Style:
    first, *others = token.split(".") if token else [""]
    depth = 1 + len(others)
    if not first:
        return ("none", 0)
    if _BULLET.fullmatch(first):
        return (first, 1)
    if first.isdigit():
        return ("number", depth)
    if first.islower():
        return ("small letter", depth)
    next_letter = bool(letter) and ord(first[0]) == ord(letter[0]) + 1
    romans = [entry.token for entry in path if entry.style[0] == "roman"]
    expected = first in _ROMAN and (
        first == "I" if not romans else _ROMAN.index(first) > _ROMAN.index(romans[-1].split(".")[0])
    )
    if len(first) > 1 or (first in _ROMAN and (expected or not next_letter)):
        return ("roman", depth)
    return ("letter", depth)


def _above(entry: Entry, path: Sequence[Entry]) -> list[Entry]:
    """The entries above one, from the path of the one before it: by its number, else by how others are numbered."""
    before, dot, _ = entry.token.rpartition(".")
    if dot:
        for at in reversed(range(len(path))):
            if path[at].token == before:
                return list(path[: at + 1])
    for at, other in enumerate(path):
        if other.style == entry.style:
            return list(path[:at])
    return list(path)


def _plain(outline: Outline) -> set[Style]:
    """How rows are numbered whose numbers are all different, so that each is a code by itself."""
    numbers: dict[Style, list[str]] = {}
    for entry in outline.walk():
        if re.match(r"\w", entry.token):
            numbers.setdefault(entry.style, []).append(entry.token.casefold())
    found = {style for style, tokens in numbers.items() if len(set(tokens)) == len(tokens)}
    everything = [token for style in found for token in numbers[style]]
    return found if len(set(everything)) == len(everything) else set()


def _give_codes(entries: Sequence[Entry], above: str, plain: set[Style]) -> None:
    """A code of its own for each entry: its number, with those above it where others have the same."""
    for at, entry in enumerate(entries, 1):
        own = entry.token if re.match(r"\w", entry.token) else str(at)
        if entry.style in plain:
            entry.code = own
        else:
            entry.code = f"{above}.{own}" if above else (own if entry.token else f"G{at}")
        _give_codes(entry.children, entry.code, plain)


def _note_twice(entries: Sequence[Entry], sheet: DecisionSheet, columns: SheetColumns) -> None:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.code, entry)
        if other is not entry:
            message = said(
                'the number "{number}" stands twice, in rows {first} and {second}',
                number=entry.token,
                first=other.row.line,
                second=entry.row.line,
            )
            fix = said("give each a number of its own; as text, where 1.10 became 1.1")
            sheet.fault("duplicate-code", message, entry.row, columns.number, fix, entry.token)
        _note_twice(entry.children, sheet, columns)
