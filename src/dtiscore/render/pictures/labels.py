"""Where names stand in a picture, so that none covers another one or the point of another one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

LINE = 13
"""The height of a line of letters, in dots."""
_LETTER = 5.9
"""The width of a letter, as most are."""
_POINT = 5
"""From the middle of a point to its edge."""
_STEPS = 30
"""How many lines away from its point a name may stand."""

Place = tuple[float, float]
_Box = tuple[float, float, float, float]


def placed(
    points: Sequence[Place], labels: Sequence[str], field: Place, *, inside: bool = False
) -> list[Place]:
    """The middle of each label, in dots from the upper left: the nearest place to its point that is free.

    Args:
        points: what is named, in dots; the first ones choose first.
        labels: lines parted by line feeds.
        field: how wide and high the picture is; labels may stand beyond its right side, and nowhere else.
        inside: whether a label may cover its point, as that of an area does.
    """
    taken: list[_Box] = [] if inside else [_around(point, 2 * _POINT, 2 * _POINT) for point in points]
    found = []
    for point, label in zip(points, labels, strict=True):
        size = _size(label)
        places = list(_near(point, size, inside=inside))
        middle = next((one for one in places if _is_free(_around(one, *size), taken, field)), places[0])
        taken.append(_around(middle, *size))
        found.append(middle)
    return found


def _size(label: str) -> Place:
    lines = label.split("\n")
    return max(map(len, lines)) * _LETTER, len(lines) * LINE


def _near(point: Place, size: Place, *, inside: bool) -> list[Place]:
    """Where a label may stand: at its point, at the right, at the left, above and below, then further up and down."""
    x, y = point
    beside = size[0] / 2 + 2 * _POINT
    above = (size[1] + LINE) / 2
    first = [(x, y)] if inside else []
    first += [(x + beside, y), (x - beside, y), (x, y - above), (x, y + above)]
    further = [
        (x + side * beside, y + way * lines * LINE)
        for lines, way, side in product(range(1, _STEPS), (-1, 1), (1, -1))
    ]
    return first + further


def _around(middle: Place, width: float, height: float) -> _Box:
    x, y = middle
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _is_free(box: _Box, taken: Sequence[_Box], field: Place) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or bottom > field[1] or (left + right) / 2 > field[0] + (right - left):
        return False
    return not any(left < one[2] and one[0] < right and top < one[3] and one[1] < bottom for one in taken)
