"""Where single bytes stand in a large text: in pieces that fit into the cache, at the speed of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.uint8]

_PIECE = 2**18
_FEW = 1 / 128
"""Up to this share of windows are looked at one by one."""

_REACH = 64
"""So many bytes beside a window are looked at first: most texts that fill it end there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look over a text tells of its bytes."""

    line_feeds: int
    is_ascii: bool
    signs: bytes
    """Those of the bytes looked for that stand in it."""


def look_over(data: bytes, wanted: bytes) -> Seen:
    """How many lines end in a text, and which of some bytes stand in it: all asked of a piece while it is in the cache."""
    signs = np.frombuffer(data, np.uint8)
    absent = [bytes([sign]) for sign in wanted]
    highest = line_feeds = 0
    for start in range(0, len(signs), _PIECE):
        piece = signs[start : start + _PIECE]
        highest = max(highest, int(piece.max()))
        line_feeds += int(np.count_nonzero(piece == ord("\n")))
        absent = [sign for sign in absent if data.find(sign, start, start + _PIECE) < 0]
    return Seen(line_feeds, highest < 128, bytes(sign for sign in wanted if bytes([sign]) not in absent))


def count(signs: Signs, sign: bytes) -> int:
    """How often a byte stands in a text; ``bytes.count`` takes three times as long."""
    pieces = range(0, len(signs), _PIECE)
    return sum(int(np.count_nonzero(signs[start : start + _PIECE] == ord(sign))) for start in pieces)


def followed(
    signs: Signs, sign: bytes, by: Callable[[Signs], NDArray[np.bool_]]
) -> Iterator[NDArray[np.intp]]:
    """The places of a byte after which one of a kind stands, some at a time; the last byte has none after it."""
    for start in range(0, len(signs) - 1, _PIECE):
        piece = signs[start : start + _PIECE + 1]
        found = piece[:-1] == ord(sign)
        found &= by(piece[1:])
        if found.any():
            yield start + np.flatnonzero(found)


def bare_returns(data: bytes) -> int:
    """How many carriage returns stand elsewhere than before a line feed."""
    bare = followed(np.frombuffer(data, np.uint8), b"\r", partial(np.not_equal, ord("\n")))
    return sum(map(len, bare)) + data.endswith(b"\r")


def stand_far_apart(data: bytes, separators: bytes, length: int) -> bool:
    """Whether more than ``length`` bytes may stand together without one of some others; surely so if that many do."""
    signs = np.frombuffer(data, np.uint8)
    for width in (16, 48, length // 16 * 8):
        # So far apart, one window stands whole among that many bytes, wherever they begin.
        bare = _windows_without(signs, separators, width, (length + 2 - width) // 8 * 8)
        if bare is not None:
            bare = _not_soon_ended(signs, separators, bare, width, (length - width) // 2)
            return any(_is_longer_around(data, separators, length, at, at + width) for at in bare)
    return True


def _windows_without(signs: Signs, among: bytes, width: int, step: int) -> list[int] | None:
    """Which windows of a text, that begin at multiples of ``step``, hold none of some bytes; ``None`` if not just a few.

    Both ``width`` and ``step`` are multiples of 8.
    """
    end = len(signs) // step * step
    last = signs[end : end + width]
    bare = [end] if len(last) == width and not np.isin(last, list(among)).any() else []
    windows = signs[:end].view(np.uint64).reshape(-1, step // 8)[:, : width // 8]
    together = max(_PIECE // width, 1)
    for start in range(0, len(windows), together):
        piece = np.ascontiguousarray(windows[start : start + together]).view(np.uint8)
        found = piece == among[0]
        for sign in among[1:]:
            found |= piece == sign
        without = np.flatnonzero(reduce(np.bitwise_or, found.view(np.uint64).T) == 0)
        if len(without) > _FEW * together:
            return None
        bare += (step * (start + without)).tolist()
    return bare


def _not_soon_ended(signs: Signs, among: bytes, starts: list[int], width: int, most: int) -> list[int]:
    """Those of some windows on one side of which none of some bytes stands within reach, ``most`` at most, or the text ends."""
    reach = min(most, _REACH)
    at = np.array(starts, dtype=np.intp)
    inside = (at >= reach) & (at + width + reach <= len(signs))
    rows, ended = at[inside, np.newaxis], []
    for first in (-reach, width):
        beside = signs[rows + np.arange(first, first + reach)]
        ended.append(np.isin(beside, list(among)).any(axis=1))
    return [*at[~inside].tolist(), *at[inside][~(ended[0] & ended[1])].tolist()]


def _is_longer_around(data: bytes, separators: bytes, length: int, start: int, end: int) -> bool:
    """Whether more than ``length`` bytes stand together about some that hold no separator."""
    before = max(data.rfind(separator, max(end - length - 1, 0), start) for separator in _each(separators))
    begun = before + 1 if before >= 0 else max(end - length - 1, 0)
    return all(data.find(separator, end, begun + length + 1) < 0 for separator in _each(separators)) and (
        len(data) - begun > length
    )


def _each(separators: bytes) -> list[bytes]:
    return [bytes([separator]) for separator in separators]


def is_longer_between(data: bytes, separators: bytes, length: int) -> bool:
    """Whether more than ``length`` bytes stand together without one of some others: by leaps, where that is long."""
    begun = 0
    while len(data) - begun > length:
        last = max(data.rfind(separator, begun, begun + length + 1) for separator in separators)
        if last < 0:
            return True
        begun = last + 1
    return False


def touch_digits(signs: Signs, sign: bytes) -> bool:
    """Whether a byte stands beside one of 0 to 9."""
    for start in range(0, len(signs), _PIECE):
        at = start + np.flatnonzero(signs[start : start + _PIECE] == ord(sign))
        before, after = signs[np.maximum(at - 1, 0)], signs[np.minimum(at + 1, len(signs) - 1)]
        if not (are_no_digits(before) & are_no_digits(after)).all():
            return True
    return False


def are_no_digits(signs: Signs) -> NDArray[np.bool_]:
    """Which bytes are not 0 to 9."""
    return (signs - np.uint8(ord("0"))) > np.uint8(9)


def follow_digits(signs: Signs, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """At which of some places the byte before is 0 to 9."""
    return (places > 0) & ~are_no_digits(signs[np.maximum(places - 1, 0)])


def outside_quotes(signs: Signs, sign: bytes) -> int:
    """How often a byte stands outside of quotes."""
    quotes = np.flatnonzero(signs == ord('"'))
    every = count(signs, sign)
    if not len(quotes):
        return every
    from_quote_to_quote = np.add.reduceat((signs == ord(sign)).view(np.uint8), quotes, dtype=np.intp)
    return every - int(from_quote_to_quote[::2].sum())


def places_outside_quotes(signs: Signs, sign: bytes) -> NDArray[np.intp]:
    """Where a byte stands outside of quotes."""
    quotes, places = np.flatnonzero(signs == ord('"')), np.flatnonzero(signs == ord(sign))
    return places[np.searchsorted(quotes, places) % 2 == 0] if len(quotes) else places


def quote_whole_cells(signs: Signs, at: NDArray[np.intp], delimiter: bytes, length: int) -> bool:
    """Whether the quotes ``at`` these places open and close cells, none of them longer, and none is doubled inside one."""
    if len(at) % 2:
        return False
    opening, closing = at[::2], at[1::2]
    before = np.where(opening > 0, signs[opening - 1], ord("\n"))
    after = np.where(closing + 1 < len(signs), signs[np.minimum(closing + 1, len(signs) - 1)], ord("\n"))
    opens = (before == ord(delimiter)) | (before == ord("\n"))
    closes = (after == ord(delimiter)) | (after == ord("\n")) | (after == ord("\r"))
    return bool(opens.all() and closes.all() and (closing - opening <= length).all())
