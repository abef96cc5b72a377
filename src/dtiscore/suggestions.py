"""Names near to one that is unknown, as far as looking for them is worth its time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import islice

from dtiscore.said import Said, said, with_or

MOST_COMPARISONS = 20_000
"""Pairs of names that are compared for one file: some tenths of a second. Who has more faults reads none of the last."""

_MOST_LISTED = 12


def close_to(name: str, known: Iterable[str], *, n: int = 3, cutoff: float = 0.6) -> list[str]:
    """Up to ``n`` of the known names that are spelt nearly as ``name``, the nearest first."""
    return [each for _, each in nlargest(n, nearness(name, known, cutoff=cutoff))]


def nearness(name: str, known: Iterable[str], *, cutoff: float) -> Iterator[tuple[float, str]]:
    """How near the known names are that have a share of at least ``cutoff`` of their letters in common with ``name``.

    The share is that of :meth:`difflib.SequenceMatcher.ratio`, which is slow: it is asked only where the longest
    common subsequence, which is at least as long as its blocks together, allows for it.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    places: dict[str, int] = {}
    for place, letter in enumerate(name):
        places[letter] = places.get(letter, 0) | 1 << place
    every = (1 << len(name)) - 1
    for each in known:
        needed = cutoff * (len(name) + len(each)) / 2
        if min(len(name), len(each)) < needed:
            continue
        # A letter a bit (Hyyrö 2004): one that ends a common subsequence longer than those before it is cleared.
        left = every
        for letter in each:
            if here := places.get(letter):
                common = left & here
                left = (left + common) | (left - common)
        if len(name) - (left & every).bit_count() < needed:
            continue
        matcher.set_seq1(each)
        share = matcher.ratio()
        if share >= cutoff:
            yield share, each


class Suggestions:
    """What may be meant by the unknown names of one file."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS

    def near(self, name: str, known: Collection[str]) -> list[str]:
        """The nearest known names, the likeliest first; none where too many have been compared already."""
        if self._left < len(known):
            return []
        self._left -= len(known)
        return close_to(name, known, n=2)

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
    names = ", ".join(islice(known, _MOST_LISTED)) + (" …" if len(known) > _MOST_LISTED else "")
    return said("{label}: {names}", label=label, names=names)
