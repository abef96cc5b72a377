"""The units of a batch at a stroke, where nothing about their texts calls for the reader that looks at each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence, Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dtiscore.engines.sequences import Constant, Names, Texts
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.tables.all_rows import Met
from dtiscore.tables.arrow_values import numbers, scalar, series_of
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import UnitOfPeriod
from dtiscore.tables.identifying_cells import doubtful, in_plain
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.period_of_row import period_faults
from dtiscore.units.mojibake import looks_like_mojibake
from dtiscore.units.spelling import letters_of_another_alphabet, stacked_marks
from dtiscore.units.totals import BEGUN, BEHIND, ENDINGS, may_begin_a_total, reads_like_a_total
from dtiscore.visible import has_none_unseen

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types


_MOST_PERIODS = 1000
"""So many periods are looked at in each batch."""


@dataclass(frozen=True)
class PlainIdentity:
    """The units of rows that need no scheme or group."""

    codes: Texts
    shown_names: Texts
    periods: Sequence[str | None]

    @property
    def rows(self) -> Sequence[int]:
        return range(len(self.codes))

    @property
    def coded(self) -> AbstractSet[UnitOfPeriod]:
        return frozenset()

    @property
    def names(self) -> Sequence[Mapping[str, str]]:
        return Names(self.shown_names)

    @property
    def groups(self) -> Sequence[str | None]:
        return Constant(None, len(self.codes))

    @property
    def ranked(self) -> Sequence[bool]:
        return Constant(True, len(self.codes))

    @property
    def problems(self) -> Sequence[Problem]:
        return ()

    def shown(self, row: int) -> str:
        """The name by which messages call a row's unit."""
        return self.shown_names[row]


def plain_identity(
    texts: Mapping[str, pa.Array],
    headings: Headings,
    options: ReadingOptions,
    methodology: Methodology,
    met: Met,
) -> PlainIdentity | None:
    """The units of a batch without a unit scheme; ``None`` where each row must be looked at.

    That is so where the table has groups, rows are to be ignored, something is to be said of a period, or a text is blank,
    begins or ends with a space, begins as a formula does, holds what is not as it looks, is not in Unicode NFC, may be a
    total, or is the heading of its column. ``met`` is what earlier rows have shown, and grows by the periods.
    """
    column, shown = headings.key, headings.shown
    if column is None or shown is None or headings.group:
        return None
    if options.ignored_units or options.kept_units or options.at_period is not None:
        return None
    codes = texts[column.header]
    names = texts[shown.header]
    if not _is_plain(codes, blank=False) or (names is not codes and not _is_plain(names, blank=True)):
        return None
    if _may_be_totals(codes) or (names is not codes and _may_be_totals(names)):
        return None
    named = _named(names, codes)
    if _say(shown.header, named):
        return None
    periods = (
        Constant(None, len(codes)) if headings.period is None else _plain_periods(headings, methodology, met)
    )
    return None if periods is None else PlainIdentity(Texts(codes), Texts(named), periods)


def _plain_periods(headings: Headings, methodology: Methodology, met: Met) -> Sequence[str | None] | None:
    """The period of every row; ``None`` where something is to be said of one."""
    assert headings.period is not None
    cells = headings.period.cells
    written = set(cells)
    if len(written) > _MOST_PERIODS or doubtful(sorted(written)):
        return None
    periods = {cell: unicodedata.normalize("NFC", in_plain(cell)) for cell in written}
    shown = deepcopy(met)
    if not all(periods.values()) or any(
        list(period_faults(period, headings, methodology, shown)) for period in periods.values()
    ):
        return None
    met.spellings.update(shown.spellings)
    met.periods |= {cell.strip() for cell in written}
    return [periods[cell] for cell in cells]


def _named(names: pa.Array, codes: pa.Array) -> pa.Array:
    """The names, the code where there is none."""
    if names is codes or (np.diff(contents(names)[0]) > 0).all():
        return names
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

    return pc.if_else(pc.equal(names, scalar("")), codes, names)


def contents(texts: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Where each text begins and the last one ends, and the bytes of all of them."""
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    signs = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    return starts - starts[0], signs[starts[0] : starts[-1]]


def are_blank(texts: pa.Array) -> NDArray[np.bool_]:
    """Which texts are empty or hold nothing but spaces of some kind."""
    starts, signs = contents(texts)
    blank: NDArray[np.bool_] = np.diff(starts) == 0
    filled = np.flatnonzero(~blank)
    for row in filled[_BEGIN_SPACES[signs[starts[filled]]]].tolist():
        blank[row] = not texts[row].as_py().strip()
    return blank


_BEGIN_SPACES = np.zeros(256, np.bool_)
"""Of each byte whether it begins a sign that is a space of some kind."""
_BEGIN_SPACES[list(b"\t\n\v\f\r\x1c\x1d\x1e\x1f \xc2\xe1\xe2\xe3")] = True


def _is_plain(texts: pa.Array, *, blank: bool) -> bool:
    starts, signs = contents(texts)
    filled = np.diff(starts) > 0
    if not blank and not filled.all():
        return False
    first, last = signs[starts[:-1][filled]], signs[starts[1:][filled] - 1]
    if (first == ord(" ")).any() or (last == ord(" ")).any() or (first == ord("=")).any():
        return False
    whole = signs.tobytes()
    if b"?" in whole:  # where letters may have been lost
        return False
    if whole.isascii():
        return not len(signs) or bool(signs.min() >= 32 and signs.max() < 127)
    text = whole.decode("utf-8")
    return (
        "\ufffd" not in text
        # Not with its joiners, which are judged by their neighbours: these here may stand in another cell.
        and has_none_unseen(text)
        and all(map(_is_as_it_looks, filter(_has_other_letters, texts.to_pylist())))
    )


def _has_other_letters(text: str) -> bool:
    return not text.isascii()


def _is_as_it_looks(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not (
        stacked_marks(text) or letters_of_another_alphabet(text) or looks_like_mojibake(text)
    )


def _may_be_totals(texts: pa.Array) -> bool:
    """Whether some text may be a total, an average, a group or a note."""
    starts, signs = contents(texts)
    lengths = np.diff(starts)
    bytes_from = _four_bytes_from_each(signs)
    ends = np.flatnonzero(_end_as_totals(bytes_from[np.maximum(starts[1:] - BEGUN, 0)]) & (lengths > BEGUN))
    if len(ends) and any(map(reads_like_a_total, series_of(texts).gather(series_of(numbers(ends))))):
        return True
    begin = _shortened(bytes_from[starts[:-1]], lengths)
    # Not by numpy, which would load masked arrays for it.
    some = [first for first in series_of(numbers(begin)).unique().to_list() if _may_be_of_a_total(first)]
    if not some:  # few texts begin as a total does
        return False
    series = series_of(texts).gather(series_of(numbers(np.flatnonzero(np.isin(begin, some)))))
    beginnings = series.str.head(BEGUN)
    suspect = [text for text in beginnings.unique() if may_begin_a_total(text)]
    return any(map(reads_like_a_total, series.filter(beginnings.is_in(suspect))))


def _four_bytes_from_each(signs: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The four bytes from each place on as one number, the first of them lowest, with 0 behind the end."""
    padded = np.concatenate([signs, np.zeros(BEGUN, np.uint8)])
    return np.ndarray(len(signs) + 1, "<u4", padded, strides=(1,))


def _end_as_totals(ends: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which last bytes are those of a total, in whatever case, or may stand behind it."""
    found: NDArray[np.bool_] = np.isin(ends | np.uint32(0x20202020), _LAST_BYTES) | np.isin(
        ends >> 24, _BEHIND
    )
    return found


_LAST_BYTES = np.array(
    [int.from_bytes(word.encode()[-BEGUN:], "little") | 0x20202020 for word in ENDINGS], np.uint32
)
_BEHIND = np.array([*map(ord, BEHIND)], np.uint32)


def _shortened(first: NDArray[np.uint32], lengths: NDArray[np.int32]) -> NDArray[np.uint32]:
    """The first bytes of texts as one number each, the first of them lowest, with 0 for those that it has not."""
    found = first.copy()
    short = np.flatnonzero(lengths < BEGUN)
    found[short] &= _FIRST_BYTES[lengths[short]]
    return found


_FIRST_BYTES = np.array([2 ** (8 * many) - 1 for many in range(BEGUN)], np.uint32)
"""What is left of such a number of so many bytes."""


@lru_cache(maxsize=2**12)
def _may_be_of_a_total(first: int) -> bool:
    """Whether a text with these first bytes may be a total, an average, a group or a note; any with a letter beyond ASCII may."""
    begins = first.to_bytes(BEGUN, "little").rstrip(b"\0")
    return bool(begins) and (not begins.isascii() or may_begin_a_total(begins.decode("ascii")))


def _say(heading: str, texts: pa.Array) -> bool:
    """Whether some text is a heading, in whatever case and with whatever spaces, whose row may repeat all headings."""
    heading = " ".join(heading.split())
    starts, signs = contents(texts)
    may = np.diff(starts) == len(heading.encode())
    # Two spaces make a text longer than what it says.
    has_two_spaces = ((signs[:-1] == ord(" ")) & (signs[1:] == ord(" "))).any()
    rows = np.flatnonzero(may | has_two_spaces)
    if not len(rows):
        return False
    found = series_of(texts).gather(series_of(numbers(rows)))
    return bool((found.str.replace_all(" +", " ").str.to_lowercase() == heading.lower()).any())
