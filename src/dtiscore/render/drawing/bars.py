"""Bars, ranges and courses in the cells of a screen, on a scale that does not depend on which units are shown."""

from __future__ import annotations

import math
from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, width: int) -> str:
    """A bar that fills ``share`` (0 to 1) of ``width`` cells, to the eighth of a cell.

    What is beyond the scale ends at it. A share above 0 is never drawn as nothing.
    """
    held = min(max(share, 0.0), 1.0)
    eighths = max(math.floor(held * width * 8 + 0.5), 1 if held > 0 else 0)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + _EIGHTHS[rest].strip()


def interval(low: float, at: float, high: float, last: float, width: int) -> str:
    """A range of ranks from ``low`` to ``high`` with a dot for the rank itself, from the first rank to the last one."""

    def cell(rank: float) -> int:
        return min(width - 1, max(0, math.floor((rank - 1) / max(last - 1, 1) * (width - 1) + 0.5)))

    first, dot, end = cell(low), cell(at), cell(high)
    cells = [" "] * width
    cells[first : end + 1] = ["━"] * (end - first + 1)
    if first < end:
        cells[first], cells[end] = "┣", "┫"
    cells[dot] = "●"
    return "".join(cells).rstrip()


_LEVELS = "▁▂▃▄▅▆▇█"


def course(ranks: Sequence[float | None], last: float) -> str:
    """Ranks one after the other, a block for each, the higher the better the rank; a gap for none."""
    top = len(_LEVELS) - 1

    def block(rank: float) -> str:
        share = (last - rank) / (last - 1) if last > 1 else 1.0
        return _LEVELS[math.floor(share * top + 0.5)]

    return "".join(" " if rank is None else block(rank) for rank in ranks)
