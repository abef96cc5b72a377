"""Bars of block elements, on a scale that does not depend on which units are shown."""

from __future__ import annotations

import math

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, width: int) -> str:
    """A bar that fills ``share`` (0 to 1) of ``width`` cells, to the eighth of a cell.

    What is beyond the scale ends at it. A share above 0 is never drawn as nothing.
    """
    held = min(max(share, 0.0), 1.0)
    eighths = max(math.floor(held * width * 8 + 0.5), 1 if held > 0 else 0)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + _EIGHTHS[rest].strip()
