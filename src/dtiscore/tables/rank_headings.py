"""Headings of ranks, in the languages of offices and beside the years of which they are."""

from __future__ import annotations

import re

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import bare, parts_of
from dtiscore.tables.known_headings import RANK_HEADINGS

RANKS = frozenset(map(fold, RANK_HEADINGS))
OF_A_YEAR = re.compile(r"(?:[\s_]năm)?[\s_–-]*(?:19|20)\d\d$")
_RANK_OF_SOMETHING = re.compile(r".+[\s_.]rank(?:ing)?|(?:rank(?:ing)?|peringkat)[\s_.].+")


def is_rank(heading: str) -> bool:
    """Whether a heading, or the lowest of its parts, is that of a rank: ``Xếp hạng 2022``, ``pci_rank``."""
    form = form_of(heading)
    return form in RANKS or _RANK_OF_SOMETHING.fullmatch(form) is not None


def form_of(heading: str) -> str:
    """The lowest part of a heading, folded, without what stands in brackets and the year behind it."""
    return OF_A_YEAR.sub("", bare((parts_of(heading) or [heading])[-1]))
