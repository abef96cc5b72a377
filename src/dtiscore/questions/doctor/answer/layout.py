"""Where a table begins in a file, and in how many rows its headings stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set as AbstractSet

from dtiscore.errors import Place
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import Said, said
from dtiscore.tables.heading_parts import YEAR, known_part, marks_of_columns
from dtiscore.tables.known_headings import AREA_HEADINGS, NAME_HEADINGS, UNIT_HEADINGS
from dtiscore.tables.number_faults import MISSING_MARKERS, SPREADSHEET_ERRORS
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.texts.heading_rows import join_headings

LOOKED_AT = 60
"""Rows from the top that are looked at."""

_DEEPEST = 4
"""The most rows of headings that are looked for."""

FIGURE = re.compile(r"[+-]?\d[\d.,\u00a0 \u066b\u066c\uff0c\uff0e]*[%\u066a\uff05]?")
"""In the digits of any script: whether they can be read is another question."""
_MEASURE = re.compile(r"[(\[][^()\[\]]*[)\]]|%")
"""A cell that only says in what its column is measured."""
_NUMBER_WITH_MORE = re.compile(
    r"[<>≤≥~≈(+\-‐-―−$€£¥'‘’ ]*[0-9][0-9.,' \u00a0\u202f]*(?:[^\w]*[a-z]{0,2})?[^\w]*[\u00b9\u00b2\u00b3\u2070-\u2079]*"
)
"""``12.9e``, ``<5``, ``(3.4)``, ``3.4¹``, folded: in a column of figures the cell of a unit, and no heading."""
_NO_FIGURES = (MISSING_MARKERS - {"x", "none", "nil", "không", "không có"}) | {
    *map(str.casefold, SPREADSHEET_ERRORS),
    "no data",
    "not available",
}
"""What stands where a unit has no figure, and heads no column; folded."""
_OF_UNITS = frozenset(map(fold, (*UNIT_HEADINGS, *NAME_HEADINGS, *AREA_HEADINGS)))
_FEWEST_HEADED = 4
"""Columns of figures from which a row with another text in each is hardly a unit without figures."""
FEWEST_KNOWN = 2
"""Headings that an edition knows in one row from which that row is believed to hold the headings."""


def examine_headings(
    records: Records, known: Mapping[str, str], source: str, first_line: int
) -> list[Observation]:
    """How many rows stand above the headings and how many make them up, where it is not none and one."""
    found = headings_in(records.cells, known)
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


def headings_in(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> tuple[int, int, Said] | None:
    """The first row of headings, how many there are, and why they are taken for such; ``None`` where none shows."""
    return _by_name(rows, known) or _by_shape(rows)


def recognised_in(headings: Sequence[str], known: Mapping[str, str]) -> int:
    """How many of the columns that an edition reads have a heading here, alone or as one part of it."""
    parts = (known_part(heading, known) for heading in headings)
    return len({part.name for part in parts if part is not None})


def _by_name(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> tuple[int, int, Said] | None:
    """The rows whose headings an edition knows best, fewest columns left without one; the fewest rows among equals."""
    merits: dict[tuple[int, int], tuple[int, int]] = {}
    width = max(map(len, rows[:LOOKED_AT]), default=0)
    for row in range(min(len(rows), LOOKED_AT)):
        for depth in range(1, min(_DEEPEST, len(rows) - row) + 1):
            if not _may_head(rows[row + depth - 1], is_first=depth == 1):
                break
            headings = join_headings(rows[row : row + depth])
            merits[row, depth] = recognised_in(headings, known), len({*filter(None, headings)}) - width
    best = max(merits.values(), default=(0, 0))
    if best[0] < FEWEST_KNOWN:
        return None
    # A title above the headings would be a part of each of them: the lowest of the rows that are as good.
    row, depth = min(
        (place for place, merit in merits.items() if merit == best), key=lambda place: (place[1], place[0])
    )
    while depth < _DEEPEST and row + depth < len(rows) and _goes_on(rows[row + depth]):
        depth += 1
    return row, depth, said("{n} headings that the edition knows stand here", n=best[0])


def _may_head(row: Sequence[str], *, is_first: bool) -> bool:
    """Whether a row may be one of headings: it has no figures, unless they are years, or number the columns below others."""
    if not any(map(str.strip, row)):
        return False
    if marks_of_columns(row):
        return not is_first
    figures = [cell.strip() for cell in row if FIGURE.fullmatch(cell.strip())]
    # A year alone is a figure, unless another one stands beside it in words: 2022, and "Sơ bộ 2023".
    years = sum(YEAR.search(cell) is not None for cell in row)
    return all(map(YEAR.fullmatch, figures)) and (len(figures) != 1 or years > 1)


def _stands_above(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row of words fills gaps of the headings below it, as cells that are merged downwards do.

    One gap is filled by a title too, unless the headings below say the same of several things, which the row tells apart;
    so it may where it fills none.
    """
    filled = {at for at, cell in enumerate(row) if cell.strip()}
    headed = [cell.strip() for cell in below if cell.strip()]
    gaps = sum(at >= len(below) or not below[at].strip() for at in filled)
    tells_apart = len({*map(fold, headed)}) < len(headed) and (
        (gaps > 0 and len(filled) > 2) or _are_apart(join_headings([row, below]))
    )
    return _may_head(row, is_first=True) and (gaps > 1 or tells_apart)


def _are_apart(headings: Sequence[str]) -> bool:
    return len({*map(fold, headings)}) == len(headings)


def _together(rows: Sequence[Sequence[str]], usual: int) -> tuple[int, int] | None:
    """The first of several rows of words that together are as wide as the rows below them, none of them alone, and their number.

    ``Chỉ số hài lòng | SIPAS | Hạng`` over parts of the first alone.
    """
    data = next(
        (
            at
            for at, row in enumerate(rows)
            if at and _is_wide(row, usual) and not _may_head(row, is_first=False)
        ),
        None,
    )
    if data is None:
        return None
    # Over the units and their codes often nothing stands.
    of_figures = _behind_names(_of_figures(rows[data : data + FEWEST_KNOWN]), rows[data:])
    headed: set[int] = set()
    found = None
    for first in range(data - 1, max(data - 1 - _DEEPEST, -1), -1):
        filled = {at for at, cell in enumerate(rows[first]) if cell.strip()}
        if len(filled) < FEWEST_KNOWN or not _may_head(rows[first], is_first=True):
            break
        headed |= filled
        if len(headed) * 5 >= usual * 4:
            return (first, data - first) if data - first > 1 else None
        found = (first, data - first) if of_figures and of_figures <= headed else found
    return found


def _is_wide(row: Sequence[str], usual: int) -> bool:
    filled = sum(bool(cell.strip()) for cell in row)
    return filled >= 2 and filled * 5 >= usual * 3


def _goes_on(row: Sequence[str]) -> bool:
    """Whether a row below headings belongs to them: it numbers the columns, or says in what they are measured."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return marks_of_columns(row) or (len(filled) > 1 and all(map(_MEASURE.fullmatch, filled)))


def _of_figures(data: Sequence[Sequence[str]]) -> set[int]:
    """The places of the columns in which rows have figures."""
    return {at for row in data for at, cell in enumerate(row) if FIGURE.fullmatch(cell.strip())}


def _behind_names(places: AbstractSet[int], data: Sequence[Sequence[str]]) -> set[int]:
    """Those of some places that lie behind the first word of the first row of data, or else behind its first cell."""
    named = next((at for at, cell in enumerate(data[0]) if any(map(str.isalpha, cell))), 0)
    return {at for at in places if at > named}


def _is_of_a_unit(row: Sequence[str], of_figures: AbstractSet[int]) -> bool:
    """Whether a row names something, and has in the columns of figures what means that there is none, or a number with more."""
    there = [text for at in of_figures if at < len(row) and (text := fold(row[at]))]
    if not there or len(there) == sum(bool(cell.strip()) for cell in row) or marks_of_columns(row):
        return False
    return all(text in _NO_FIGURES or _NUMBER_WITH_MORE.fullmatch(text) for text in there)


def _is_below_headings(row: Sequence[str], above: Sequence[str], of_figures: AbstractSet[int]) -> bool:
    """Whether a row of words is that of a unit, and the first wide row ``above`` it has the headings, though figures stand there.

    One year may head the only column of figures.
    """
    headed, filled = ({at for at in of_figures if at < len(one) and one[at].strip()} for one in (above, row))
    if not headed:
        return False
    if not filled or _is_of_a_unit(row, of_figures):
        return True
    names = {*map(fold, above)} & _OF_UNITS
    return bool(names) and _OF_UNITS.isdisjoint(map(fold, row))


def _heads_all(row: Sequence[str], of_figures: AbstractSet[int]) -> bool:
    """Whether a row has another text in each column of figures, as headings in another language or for programs have."""
    texts = [row[at] if at < len(row) else "" for at in sorted(of_figures)]
    return (
        len(texts) >= _FEWEST_HEADED
        and _are_apart(texts)
        and all(any(map(str.isalpha, text)) for text in texts)
    )


def _depth(words: Sequence[Sequence[str]], data: Sequence[Sequence[str]]) -> int:
    """How many rows of words that stand above data are of headings; the rest are units and groups without figures."""
    used = {at for row in (*words, *data) for at, cell in enumerate(row) if cell.strip()}
    of_figures = _of_figures(data)
    # The first units of a list may lack all figures.
    without = (depth for depth, row in enumerate(words) if depth and _is_of_a_unit(row, of_figures))
    words = words[: next(without, len(words))]
    headed: set[int] = set()
    # Before the names stand running numbers, which a heading of units below has as well: I, Khối sở.
    behind_names = _behind_names(of_figures, data) or of_figures
    for depth, row in enumerate(words):
        filled = {at for at, cell in enumerate(row) if cell.strip()}
        if depth and filled.isdisjoint(behind_names | (used - headed)):
            return depth
        headed |= filled
    # A heading over several columns stands above the first of them alone, or above each.
    top = [cell for at, cell in enumerate(words[0]) if at in used]
    tells_each = len({cell for cell in top if cell.strip()}) == len(top)
    if not tells_each and len(words) <= _DEEPEST:
        return len(words)
    return next(
        (at for at, row in enumerate(words[:_DEEPEST]) if at and not _heads_all(row, of_figures)),
        min(len(words), _DEEPEST),
    )


def _by_shape(rows: Sequence[Sequence[str]]) -> tuple[int, int, Said] | None:
    """The first wide row of words, and the rows of words below it that fill its gaps; figures must follow."""
    looked = rows[:LOOKED_AT]
    widths = [sum(1 for cell in row if cell.strip()) for row in looked]
    usual = Counter(widths).most_common(1)[0][0] if widths else 0
    wide = [row for row, width in enumerate(widths) if width >= 2 and width * 5 >= usual * 3]
    for row in wide:
        if not _may_head(looked[row], is_first=True):
            continue
        data = next(
            (i for i in range(row + 1, len(looked)) if not _may_head(looked[i], is_first=False)), None
        )
        if data is None:
            return None
        first = wide[0]
        if row > first and _is_below_headings(looked[row], looked[first], _of_figures(looked[data:])):
            return first, 1, said("this is the first row of words above rows with figures")
        depth = _depth(looked[row:data], looked[data:])
        while depth < _DEEPEST and _goes_on(looked[row + depth]):
            depth += 1
        if row and depth < _DEEPEST and _stands_above(looked[row - 1], looked[row]):
            return row - 1, depth + 1, said("this is the first row of words above rows with figures")
        return row, depth, said("this is the first row of words above rows with figures")
    found = _together(looked, usual)
    return None if found is None else (*found, said("this is the first row of words above rows with figures"))
