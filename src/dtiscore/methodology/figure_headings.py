"""Under which headings our tables tell the figures of nodes and views, and know them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, get_args

from dtiscore.methodology.base import fold

Figure = Literal["score", "published", "rank"]
"""What our tables say of a node: its score in full precision, as it is published, and the rank of the unit in it."""
FIGURES: tuple[Figure, ...] = get_args(Figure)

_BESIDE_SCORES = (
    *("edition", "period", "group", "rank", "unit", "name", "band", "move", "previous_rank", "origin"),
    *("year", "code", "năm", "kỳ", "mã", "tên", "nhóm"),
)
"""Headings of our tables, or by which a later run recognises what identifies a row."""


class FigureHeadings:
    """The headings of the figures of some nodes and views; no two are alike, and nothing else has one of them.

    Args:
        codes: of the nodes and views.
        others: the headings that an edition has for something else than a score.
    """

    def __init__(self, codes: Sequence[str], others: Iterable[str]) -> None:
        self._codes = codes
        self._others = frozenset(map(fold, (*others, *_BESIDE_SCORES)))

    def of(self, code: str, figure: Figure = "score") -> str:
        """The heading of a figure of a node or view in every table: ``DTI.score``, ``DTI.published``, ``DTI.rank``.

        Where the edition reads a column of that very name, the ending is added once more.
        """
        return self._by_figure[code, figure]

    @property
    def longer(self) -> dict[str, str]:
        """Those that are longer than elsewhere, by those that they would be if no column of the table had these."""
        headings = {f"{code}.{figure}": heading for (code, figure), heading in self._by_figure.items()}
        return {plain: heading for plain, heading in headings.items() if heading != plain}

    @cached_property
    def supplying(self) -> dict[str, tuple[str, ...]]:
        """By code the headings under which a table may bring the score of a node or view: those of ours, and its code.

        A code that names a raw column, what identifies a row, or another figure of ours is none of them.
        """
        others = self._others.union(map(fold, self._by_figure.values()))
        return {
            code: (self.of(code), self.of(code, "published"), *(() if fold(code) in others else (code,)))
            for code in self._codes
        }

    def is_ours(self, code: str, heading: str) -> bool:
        """Whether a column that brings the score of a node or view has the heading that our tables give it."""
        return fold(heading) in (fold(self.of(code)), fold(self.of(code, "published")))

    @cached_property
    def _by_figure(self) -> dict[tuple[str, Figure], str]:
        taken = set(self._others)
        found: dict[tuple[str, Figure], str] = {}
        for figure in FIGURES:
            for code in self._codes:
                heading = f"{code}.{figure}"
                while fold(heading) in taken:
                    heading += f".{figure}"
                found[code, figure] = heading
                taken.add(fold(heading))
        return found
