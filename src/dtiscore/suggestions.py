"""Names near to one that is unknown, as far as looking for them is worth its time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from itertools import islice

from dtiscore.said import Said, first_few, said, with_or

MOST_COMPARISONS = 20_000
"""Pairs of names that are compared for one file: some tenths of a second. Who has more faults reads none of the last."""


def close_to(name: str, known: Iterable[str], *, n: int = 3, cutoff: float = 0.6) -> list[str]:
    """Up to ``n`` of the known names that are spelt nearly as ``name``, the nearest first."""
    found: list[tuple[float, str]] = []
    for share, each in nearness(name, known, cutoff=cutoff):
        if len(found) >= n and share < found[n - 1][0]:
            break
        found.append((share, each))
    return [each for _, each in sorted(found, reverse=True)[:n]]


def nearness(name: str, known: Iterable[str], *, cutoff: float) -> Iterator[tuple[float, str]]:
    """The known names that have a share of at least ``cutoff`` of their letters in common with ``name``, the nearest first.

    The share is that of :meth:`difflib.SequenceMatcher.ratio`, which is slow: it is asked in the order of what the
    longest common subsequence, which is at least as long as its blocks together, allows for, and of no more than are taken.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    asked: list[tuple[float, int, str]] = []
    for most, at, each in sorted(_bounds(name, known, cutoff)):
        while asked and asked[0][0] < most:  # none that follow is nearer
            share, _, nearest = heappop(asked)
            yield -share, nearest
        matcher.set_seq1(each)
        if (share := matcher.ratio()) >= cutoff:
            heappush(asked, (-share, at, each))
    while asked:
        share, _, nearest = heappop(asked)
        yield -share, nearest


def _bounds(name: str, known: Iterable[str], cutoff: float) -> Iterator[tuple[float, int, str]]:
    """The most that the share of each name can be, below 0 so that it rises, with its place; none below the cutoff."""
    names = iter(known)
    begin = 0
    while some := tuple(islice(names, _LAID_OUT)):
        for at, (each, common) in enumerate(zip(some, _layout(some).common(name), strict=True), begin):
            letters = len(name) + len(each)
            most = 2.0 * common / letters if letters else 1.0
            if most >= cutoff:
                yield -most, at, each
        begin += len(some)


class _Layout:
    """Names side by side in one number, a bit for each letter and an empty one behind each name."""

    def __init__(self, names: Sequence[str]) -> None:
        self.places: dict[str, int] = {}
        """The bits of each letter."""
        self.spans: list[tuple[int, int]] = []
        bit = 1
        for name in names:
            begin = bit.bit_length() - 1
            for letter in name:
                self.places[letter] = self.places.get(letter, 0) | bit
                bit <<= 1
            self.spans.append((begin, begin + len(name)))
            bit <<= 1
        self.letters = sum(self.places.values())

    def common(self, text: str) -> Iterator[int]:
        """The length of the longest common subsequence of a text with each of the names (Hyyrö 2004, of all at once)."""
        left = self.letters
        for letter in text:
            if found := left & self.places.get(letter, 0):
                # What is carried beyond a name falls into the empty bit behind it.
                left = ((left + found) | (left - found)) & self.letters
        bits = f"{left:b}"[::-1]
        return (end - begin - bits.count("1", begin, end) for begin, end in self.spans)


_LAID_OUT = 64
"""Names side by side: a longer number takes longer to add to."""
_layout = lru_cache(128)(_Layout)
"""The names of one edition, scheme or command are what many unknown ones are held against."""


class Suggestions:
    """What may be meant by the unknown names of one file."""

    def __init__(self, most: int = MOST_COMPARISONS) -> None:
        self._left = most

    def near(self, name: str, known: Collection[str]) -> list[str]:
        """The nearest known names, the likeliest first; none where too many have been compared already."""
        return close_to(name, known, n=2) if self.may_compare(len(known)) else []

    def may_compare(self, pairs: int) -> bool:
        """Whether so many more pairs of names may be compared; from now on they count as compared."""
        if self._left < pairs:
            return False
        self._left -= pairs
        return True

    def did_you_mean(self, name: str, known: Collection[str]) -> Said | None:
        """The question whether one of the nearest known names is meant."""
        return did_you_mean(self.near(name, known))

    def advice(self, name: str, known: Collection[str], *, label: Said) -> Said:
        """The same question, or else the first known names behind a label."""
        return self.did_you_mean(name, known) or first_of(known, label=label)


def did_you_mean(near: Sequence[str]) -> Said | None:
    """The question whether one of some names is meant, if there are any."""
    return said("did you mean {names}?", names=with_or(near)) if near else None


def first_of(known: Collection[str], *, label: Said) -> Said:
    """The first of some names behind a label such as ``allowed``."""
    return said("{label}: {names}", label=label, names=first_few(known))
