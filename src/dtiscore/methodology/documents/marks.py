"""Where the parts of a document stand: paths of keys, marks of line and column, offsets turned into marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from dtiscore.errors import SheetName
from dtiscore.visible import visible

Path = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value: ``("index", "children", 0, "points")``."""

_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")


class Mark(NamedTuple):
    """A position in a text, where line and column count characters from 1, or a cell of a sheet."""

    line: int
    column: int
    sheet: SheetName | None = None
    """The sheet, where the file is a workbook."""


class Lines:
    """The line starts of a text whose lines end in a line feed, to turn offsets into marks."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def mark(self, offset: int) -> Mark:
        """The mark of the character at ``offset`` (from 0)."""
        line = bisect_right(self._starts, offset)
        return Mark(line, offset - self._starts[line - 1] + 1)


def path_text(path: Path) -> str:
    """A path as people write it: ``index.children[0].points``; a key that is no name is put in ``["…"]``."""
    return "".join(map(_step, path)).removeprefix(".")


@lru_cache(maxsize=10_000)
def _step(step: str | int) -> str:
    """One step of it, as it stands behind others."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN_KEY.fullmatch(step) else f'["{visible(step)}"]'
