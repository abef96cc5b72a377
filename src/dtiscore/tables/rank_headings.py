"""Headings of ranks, in the languages of offices and beside the years of which they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import ASKED_AGAIN, YEAR, bare, in_words, parts_of
from dtiscore.tables.known_headings import RANK_HEADINGS
from dtiscore.tables.raw import RawColumn

RANKS = frozenset(map(fold, RANK_HEADINGS))
OF_A_YEAR = re.compile(r"(?:[\s_]năm)?(?<![\s_–-])[\s_–-]*(?:19|20)\d\d$|[\s_]n(?: ?[–-] ?1)?$")
"""``2022``, or ``N`` and ``N-1`` for the year of a table and the one before."""
_EARLIER = re.compile(
    r"(?<![\s_,–-])[\s_,–-]*(?:(?:năm|kỳ|đợt|lần)[\s_](?:trước|ngoái)|(?:last|previous)[\s_](?:year|edition|round))$"
)
_RANK_OF_SOMETHING = re.compile(
    r".+[\s_.](?:rank(?:ing)?|rang)(?:\s*/\s*[0-9]+|[\s_]of[\s_].+)?|(?:(?:(?:world|global)[\s_])?rank(?:ing)?|rang(?![\s_]buoc)|peringkat|posi[cç][aã]o|posición|puesto)[\s_.].+|(?:change in|previous|last)[\s_](?:rank(?:ing)?|position)"
    r"|(?:(?:thay đổi|tăng[\s/,]*giảm|biến động|chênh lệch)[\s_])?(?:thứ |xếp )?hạng(?:\s*/\s*[0-9]+)?|vị thứ|xếp thứ|position|place"
    r"|(?:thứ |xếp )hạng[\s_.].+|hạng[\s_.](?!mục\b|[iv0-9]+\b|sao\b).+|\w+[\s_.](?:thứ|xếp) hạng|.+[\s_.](?:rnk|rk)(?:\.|[\s_.].+)?|rank\s*/\s*[0-9]+"
)
"""``pci_rank``, ``Thay đổi thứ hạng``, ``Hạng/63``: places, or what became of them. ``Rang buoc`` is a bond, without its marks."""
_BY_ITS_SIGNS = re.compile(
    r".+[(\[]\s*(?:(?:world|global|overall)[\s_])?(?:rank(?:ing)?|rang|(?:thứ |xếp |thu |xep )?(?:hạng|hang))(?:\s*/\s*[0-9]+|[\s_]of[\s_].+|,.+)?\s*[)\]]\s*(?:(?:19|20)[0-9]{2})?"
    r"|(?:.+[\s_.])?(?:rank(?:ing)?|rang|hạng|hang)\s*/\s*[0-9]+|.+[\s_]rank\.|(?:world|global)[\s_]position"
)
"""``Security (rank)``, beside ``Security`` or ``Security (score)``; ``Rank / 54``, of which the sign parts no headings."""
_PERHAPS = re.compile(r"hạng [0-9]+|vị trí|thứ tự|(?:tt|thứ tự|số thứ tự) (?:xếp )?hạng")
"""``Hạng 1`` of the first indicator, or of hotels; ``Vị trí`` among all, or where something lies: their cells tell."""
_WITH_DECIMALS = re.compile(r"[+-]?[0-9]+[.,](?!0+$|5$|[0-9]{3}$)[0-9]+")
"""Digits in groups of three may be whole, and half a place is what two units share."""


def is_rank(heading: str) -> bool:
    """Whether a heading, or the lowest of its parts, is that of ranks, of whatever year: ``Xếp hạng 2022``, ``Hạng năm trước``."""
    form = form_of_any_year(heading)
    is_of_something = _RANK_OF_SOMETHING.fullmatch(form) or _BY_ITS_SIGNS.fullmatch(fold(heading))
    return form in RANKS or is_of_something is not None


def has_ranks(column: RawColumn) -> bool:
    """Whether a column is headed as ranks, and most of its cells may be some, without decimals: ``Ty le sau rang`` is of teeth."""
    cells = [cell.strip() for cell in column.cells]
    if _PERHAPS.fullmatch(form_of_any_year(column.header)):
        return _are_places(cells)
    decimals = sum(_WITH_DECIMALS.fullmatch(cell) is not None for cell in cells)
    return is_rank(column.header) and 2 * decimals <= len(cells) - cells.count("")


def _are_places(cells: Sequence[str]) -> bool:
    """Whether most cells are places from 1 on, those of equal units being the best of theirs."""
    places = sorted(int(cell) for cell in cells if cell.isascii() and cell.isdecimal())
    runs_on = all(place in (at, before) for at, (before, place) in enumerate(pairwise(places), 2))
    return 2 * len(places) > len(cells) and places[0] == 1 < places[-1] and runs_on


def form_of_any_year(heading: str) -> str:
    """The lowest part of a heading that is no year, as :func:`form_of` has it, without words for an earlier one."""
    above = [part for part in parts_of(heading) if not YEAR.fullmatch(part)]
    return _EARLIER.sub("", form_of(above[-1] if above else heading))


@lru_cache(maxsize=ASKED_AGAIN)
def form_of(heading: str) -> str:
    """The lowest part of a heading, folded, without what stands in brackets and the year behind it."""
    return OF_A_YEAR.sub("", bare(in_words((parts_of(heading) or [heading])[-1])))
