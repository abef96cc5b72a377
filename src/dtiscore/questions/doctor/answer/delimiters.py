"""Which sign parts the cells of a text, by which reading makes even rows below headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from dtiscore.csv_text import fields_of
from dtiscore.errors import Place
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.questions.doctor.answer.layout import FEWEST_KNOWN, FIGURE, LOOKED_AT, recognised_in
from dtiscore.said import said

_CANDIDATES = {",": said("commas"), ";": said("semicolons"), "\t": said("tabs"), "|": said("vertical bars")}
_RARE = {":": said("colons"), "~": said("tildes"), "^": said("carets"), " ": said("spaces")}
"""Signs that names and numbers hold too, so that only headings which the edition knows speak for them."""
_USUAL = (",", ";", "\t")
"""The signs that reading settles by itself."""

_OF_SERIES = re.compile(r'\A"?(?:\w+,)*\w+\\\w+"?([,;\t|])|([,;\t|])"?OBS_VALUE:')
"""What stands between headings of Eurostat that say several things: ``freq,geo\\TIME_PERIOD``, ``OBS_VALUE: Value``."""


def examine_delimiter(
    lines: Sequence[str], known: Mapping[str, str], source: str
) -> tuple[str, list[Observation]]:
    """The sign that most likely parts the cells, and a finding where the headings do not tell it by themselves."""
    filled = [line for line in lines[:LOOKED_AT] if line.strip()]
    merits = {sign: _merit(filled, sign, known) for sign in (*_CANDIDATES, *_RARE)}
    told = _OF_SERIES.search(filled[0]) if filled else None
    best = max(merits, key=lambda sign: merits[sign]) if told is None else told[1] or told[2]
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


def _merit(lines: Sequence[str], sign: str, known: Mapping[str, str]) -> tuple[float, ...]:
    """How well a sign parts the rows: headings recognised, no other sign left in rows, figures, even rows, many cells.

    Nothing for a sign that does not part them.
    """
    width, share = _width(lines, sign)
    if width < 2 or share < 0.5:
        return ()
    rows = [fields_of([line], sign) for line in lines]
    recognised = max(recognised_in(row, known) for row in rows)
    if sign in _RARE and recognised < FEWEST_KNOWN:
        return ()
    cells = [cell for row in rows for cell in row]
    others = [other for other in _CANDIDATES if other != sign]
    # A comma between digits is a decimal mark, and no cell that was not parted.
    unparted = sum(
        any(other in re.sub(r"(?<=\d),(?=\d)", "", cell) for cell in row for other in others) for row in rows
    )
    # Codes of a first cell may have another sign between them, as in ``A,PC_IND,AT<tab>72.5<tab>64.5`` of Eurostat.
    figures = sum(FIGURE.fullmatch(cell.strip()) is not None for cell in cells)
    return (float(recognised), -unparted / len(rows), figures / len(cells), share, float(width))


def _width(lines: Sequence[str], sign: str) -> tuple[int, float]:
    """The number of cells that most rows have, and the share of those rows; titles of one cell do not count."""
    widths = [len(fields_of([line], sign)) for line in lines]
    wide = [width for width in widths if width > 1]
    if not wide:
        return 1, 1.0
    width, count = Counter(wide).most_common(1)[0]
    return width, count / len(widths)
