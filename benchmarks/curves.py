"""Growth curves as SVG: both axes logarithmic, with a dotted line for time that grows as the size does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from benchmarks.rows import Curve

WIDTH, HEIGHT, MARGIN = 480, 320, 60


def to_svg(curve: Curve) -> str:
    """One curve as a drawing."""
    across = _Scale([size for size, _ in curve.points], MARGIN, WIDTH - 20)
    up = _Scale([seconds for _, seconds in curve.points], HEIGHT - MARGIN, 40)
    line = " ".join(f"{across.at(size):.1f},{up.at(seconds):.1f}" for size, seconds in curve.points)
    (first, least), (last, _) = curve.points[0], curve.points[-1]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(curve.title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{MARGIN}" y="20" font-size="14">{escape(curve.title)}: seconds of CPU</text>',
        *across.ticks(vertical=False),
        *up.ticks(vertical=True),
        f'<clipPath id="plot"><rect x="{MARGIN}" y="40" width="{WIDTH - 20 - MARGIN}" height="{HEIGHT - MARGIN - 40}"/></clipPath>',
        '<g stroke="#888" stroke-dasharray="2 4" clip-path="url(#plot)">',
        f'<line x1="{across.at(first):.1f}" y1="{up.at(least):.1f}" x2="{across.at(last):.1f}" y2="{up.at(least * last / first):.1f}"/></g>',
        f'<polyline points="{line}" fill="none" stroke="#0b5cad" stroke-width="2"/>',
        *(
            f'<circle cx="{across.at(size):.1f}" cy="{up.at(seconds):.1f}" r="3.5" fill="#0b5cad"/>'
            for size, seconds in curve.points
        ),
        f'<text x="{(MARGIN + WIDTH) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(curve.size)}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


_COLOURS = ("#0b5cad", "#b3261e", "#1b7f4d", "#8a4baf", "#b06a00", "#00838f", "#5d4037", "#c2185b")
_DASHES = ("", "6 3", "2 3")


def several_to_svg(title: str, size: str, curves: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """Several curves over the same sizes as one drawing, told apart by colour and dashes, with a list of them."""
    legend = 190
    across = _Scale([at for points in curves.values() for at, _ in points], MARGIN, WIDTH - 20)
    up = _Scale([seconds for points in curves.values() for _, seconds in points], HEIGHT - MARGIN, 40)
    height = max(HEIGHT, 60 + 15 * len(curves))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + legend} {height}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH + legend}" height="{height}" fill="white"/>',
        f'<text x="{MARGIN}" y="20" font-size="14">{escape(title)}</text>',
        *across.ticks(vertical=False),
        *up.ticks(vertical=True),
        f'<text x="{(MARGIN + WIDTH) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(size)}</text>',
    ]
    for at, (name, points) in enumerate(curves.items()):
        line = " ".join(f"{across.at(where):.1f},{up.at(seconds):.1f}" for where, seconds in points)
        drawn = f'fill="none" stroke="{_COLOURS[at % len(_COLOURS)]}" stroke-width="1.5" stroke-dasharray="{_DASHES[at // len(_COLOURS) % len(_DASHES)]}"'
        below = 50 + 15 * at
        parts += [
            f'<polyline points="{line}" {drawn}/>',
            f'<line x1="{WIDTH}" x2="{WIDTH + 24}" y1="{below - 4}" y2="{below - 4}" {drawn}/>',
            f'<text x="{WIDTH + 30}" y="{below}">{escape(name)}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Scale:
    """Where values lie along an axis that runs from one power of ten to another."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low = math.floor(math.log10(min(values)))
        self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, *, vertical: bool) -> list[str]:
        """A line and its number for every power of ten."""
        parts = []
        for power in range(self.low, self.high + 1):
            at, text = self.at(10.0**power), f"{10.0**power:,g}" if power < 0 else f"{10**power:,}"
            if vertical:
                parts.append(
                    f'<line x1="{MARGIN}" x2="{WIDTH - 20}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>'
                )
                parts.append(f'<text x="{MARGIN - 6}" y="{at + 4:.1f}" text-anchor="end">{text}</text>')
            else:
                parts.append(
                    f'<line x1="{at:.1f}" x2="{at:.1f}" y1="40" y2="{HEIGHT - MARGIN}" stroke="#ddd"/>'
                )
                parts.append(
                    f'<text x="{at:.1f}" y="{HEIGHT - MARGIN + 16}" text-anchor="middle">{text}</text>'
                )
        return parts
