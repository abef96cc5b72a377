"""Bars: to the eighth of a cell, held within the scale, never nothing for something."""

from __future__ import annotations

import pytest

from dtiscore.render.drawing.bars import bar


@pytest.mark.parametrize(
    ("share", "width", "drawn"),
    [
        (0.0, 8, ""),
        (1.0, 8, "████████"),
        (0.5, 8, "████"),
        (5 / 64, 8, "▋"),
        (9 / 64, 8, "█▏"),
        (0.001, 8, "▏"),
        (1.7, 8, "████████"),
        (-0.3, 8, ""),
    ],
)
def test_bar(share: float, width: int, drawn: str) -> None:
    assert bar(share, width) == drawn
