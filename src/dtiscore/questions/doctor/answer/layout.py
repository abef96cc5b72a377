"""Where a table begins in a file and what parts its cells, by which reading makes even rows below headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dtiscore.csv_text import fields_of
from dtiscore.errors import Place
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import Said, said
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.texts.heading_rows import join_headings

_CANDIDATES = {",": said("commas"), ";": said("semicolons"), "\t": said("tabs"), "|": said("vertical bars")}
_RARE = {":": said("colons"), "~": said("tildes"), "^": said("carets"), " ": said("spaces")}
"""Signs that names and numbers hold too, so that only headings which the edition knows speak for them."""
_USUAL = (",", ";", "\t")
"""The signs that reading settles by itself."""

_LOOKED_AT = 60
"""Rows from the top that are looked at."""

_DEEPEST = 3
"""The most rows of headings that are looked for."""

_FIGURE = re.compile(r"[+-]?[0-9][0-9.,\u00a0 ]*%?")
_FEWEST_KNOWN = 2
"""Headings that an edition knows in one row from which that row is believed to hold the headings."""


def examine_delimiter(
    lines: Sequence[str], known: frozenset[str], source: str
) -> tuple[str, list[Observation]]:
    """The sign that most likely parts the cells, and a finding where the headings do not tell it by themselves."""
    filled = [line for line in lines[:_LOOKED_AT] if line.strip()]
    merits = {sign: _merit(filled, sign, known) for sign in (*_CANDIDATES, *_RARE)}
    best = max(merits, key=lambda sign: merits[sign])
    if not merits[best]:
        return ",", []
    # A title above the headings, in one cell or with empty ones beside it, is a matter of rows to skip.
    parted = [line for line in filled if len([cell for cell in fields_of([line], best) if cell.strip()]) > 1]
    if not parted or [sign for sign in _USUAL if len(fields_of(parted, sign)) > 1] == [best]:
        return best, []
    width, share = _width(filled, best)
    reason = said(
        "with {signs} between cells, {share} % of the rows have {width} cells",
        signs=(_CANDIDATES | _RARE)[best],
        share=f"{share * 100:.0f}",
        width=width,
    )
    place = Place(source, lines.index(parted[-1]) + 1)
    sample = " | ".join(fields_of([parted[-1]], best))
    return best, [Observation("delimiter", reason, {"delimiter": best}, place, sample)]


def _merit(lines: Sequence[str], sign: str, known: frozenset[str]) -> tuple[float, ...]:
    """How well a sign parts the rows: headings recognised, no other sign left in cells, even rows, many cells.

    Nothing for a sign that does not part them.
    """
    width, share = _width(lines, sign)
    if width < 2 or share < 0.5:
        return ()
    rows = [fields_of([line], sign) for line in lines]
    recognised = max(sum(fold(cell) in known for cell in row) for row in rows)
    if sign in _RARE and recognised < _FEWEST_KNOWN:
        return ()
    cells = [cell for row in rows for cell in row]
    others = [other for other in _CANDIDATES if other != sign]
    # A comma between digits is a decimal mark, and no cell that was not parted.
    unparted = sum(any(other in re.sub(r"(?<=\d),(?=\d)", "", cell) for other in others) for cell in cells)
    return (float(recognised), -unparted / len(cells), share, float(width))


def _width(lines: Sequence[str], sign: str) -> tuple[int, float]:
    """The number of cells that most rows have, and the share of those rows; titles of one cell do not count."""
    widths = [len(fields_of([line], sign)) for line in lines]
    wide = [width for width in widths if width > 1]
    if not wide:
        return 1, 1.0
    width, count = Counter(wide).most_common(1)[0]
    return width, count / len(widths)


def examine_headings(
    records: Records, known: frozenset[str], source: str, first_line: int
) -> list[Observation]:
    """How many rows stand above the headings and how many make them up, where it is not none and one."""
    found = _by_name(records.cells, known) or _by_shape(records.cells)
    if found is None:
        return []
    row, depth, reason = found
    declares: dict[str, int] = {}
    if row:
        declares["skip_rows"] = records.lines[row] - first_line
    if depth > 1:
        declares["header_rows"] = depth
    if not declares:
        return []
    shown = " | ".join(filter(None, join_headings(records.cells[row : row + depth])))
    return [Observation("headings", reason, declares, Place(source, records.lines[row]), shown)]


def _by_name(rows: Sequence[Sequence[str]], known: frozenset[str]) -> tuple[int, int, Said] | None:
    """The rows whose headings an edition knows best; the fewest rows and the uppermost among equals."""
    merits: dict[tuple[int, int], int] = {}
    for row in range(min(len(rows), _LOOKED_AT)):
        for depth in range(1, min(_DEEPEST, len(rows) - row) + 1):
            headings = join_headings(rows[row : row + depth])
            merits[row, depth] = len({fold(heading) for heading in headings} & known)
    if not merits:
        return None
    best = max(merits.values())
    if best < _FEWEST_KNOWN:
        return None
    row, depth = min(
        (place for place, merit in merits.items() if merit == best), key=lambda place: (place[1], place[0])
    )
    return row, depth, said("{n} headings that the edition knows stand here", n=best)


def _by_shape(rows: Sequence[Sequence[str]]) -> tuple[int, int, Said] | None:
    """The first wide row of words, and the rows of words below it that fill its gaps; figures must follow."""
    looked = rows[:_LOOKED_AT]
    widths = [sum(1 for cell in row if cell.strip()) for row in looked]
    if not widths:
        return None
    usual = Counter(widths).most_common(1)[0][0]
    for row, width in enumerate(widths):
        if width < 2 or width * 5 < usual * 3 or _has_figures(looked[row]):
            continue
        data = next((i for i in range(row + 1, len(looked)) if _has_figures(looked[i])), None)
        if data is None:
            return None
        gaps = any(not cell.strip() for cell in looked[row])
        depth = data - row if gaps and data - row <= _DEEPEST else 1
        return row, depth, said("this is the first row of words above rows with figures")
    return None


def _has_figures(row: Sequence[str]) -> bool:
    return any(_FIGURE.fullmatch(cell.strip()) for cell in row)
