"""The units of a batch at a stroke, where nothing about their texts calls for the reader that looks at each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dtiscore.dataset.headings import Headings
from dtiscore.dataset.options import ReadingOptions
from dtiscore.engines.sequences import Constant, Names, Texts
from dtiscore.errors import Problem
from dtiscore.sources.arrow_values import scalar
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import NOTES, TOTALS, reads_like_a_total

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

_BEGINNINGS = frozenset(text[:2] for text in (*TOTALS, *NOTES)) | {"ði", "ɖi"}
"""How the texts begin that may be no units, before look-alikes of đ are joined."""
_LONGEST_TOTAL = 40
"""Characters of the longest word for a total, with room to spare."""


@dataclass(frozen=True)
class PlainIdentity:
    """The units of rows that need no scheme, period or group."""

    codes: Texts
    shown_names: Texts

    @property
    def rows(self) -> Sequence[int]:
        return range(len(self.codes))

    @property
    def names(self) -> Sequence[Mapping[str, str]]:
        return Names(self.shown_names)

    @property
    def periods(self) -> Sequence[str | None]:
        return Constant(None, len(self.codes))

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
    texts: Mapping[str, pa.Array], headings: Headings, options: ReadingOptions
) -> PlainIdentity | None:
    """The units of a batch without a unit scheme; ``None`` where each row must be looked at.

    That is so where the table has periods or groups, rows are to be ignored, or a text is blank, begins or ends with a
    space, holds what cannot be seen, is not in Unicode NFC, or may be a total.
    """
    column = headings.unit or headings.name
    if column is None or headings.period is not None or headings.group:
        return None
    if options.ignored_units or options.at_period is not None:
        return None
    codes = texts[column.header]
    names = codes if headings.name is None else texts[headings.name.header]
    if not _is_plain(codes, blank=False) or (names is not codes and not _is_plain(names, blank=True)):
        return None
    if _may_be_totals(codes) or (names is not codes and _may_be_totals(names)):
        return None
    return PlainIdentity(Texts(codes), Texts(_named(names, codes)))


def _named(names: pa.Array, codes: pa.Array) -> pa.Array:
    """The names, the code where there is none."""
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

    if names is codes:
        return codes
    return pc.if_else(pc.equal(names, scalar("")), codes, names)


def contents(texts: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Where each text begins and the last one ends, and the bytes of all of them."""
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    signs = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    return starts - starts[0], signs[starts[0] : starts[-1]]


def _is_plain(texts: pa.Array, *, blank: bool) -> bool:
    starts, signs = contents(texts)
    filled = np.flatnonzero(np.diff(starts))
    if not blank and len(filled) < len(texts):
        return False
    if len(filled) and ((signs[starts[filled]] == 32).any() or (signs[starts[filled + 1] - 1] == 32).any()):
        return False
    whole = signs.tobytes()
    if whole.isascii():
        return not ((signs < 32) | (signs == 127)).any()
    text = whole.decode("utf-8")
    return text.isprintable() and all(
        unicodedata.is_normalized("NFC", one) for one in texts.to_pylist() if not one.isascii()
    )


def _may_be_totals(texts: pa.Array) -> bool:
    """Whether some text may be a total, an average or a note."""
    import pyarrow.compute as pc

    short: Any = pc.less_equal(pc.utf8_length(texts), scalar(_LONGEST_TOTAL))
    wordy = pc.and_(short, pc.invert(pc.match_substring_regex(texts, "[0-9]")))
    suspect = texts.filter(pc.or_(wordy, pc.match_substring(texts, ":")))
    return any(
        reads_like_a_total(text)
        for text in suspect.to_pylist()
        if text[:2].casefold() in _BEGINNINGS or (not text.isascii() and normal_form(text[:2]) in _BEGINNINGS)
    )
