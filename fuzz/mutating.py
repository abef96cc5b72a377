"""Makes texts that are almost right: real ones cut, joined, doubled, and strewn with what breaks readers."""

from __future__ import annotations

import random
from collections.abc import Sequence

SIGNS: tuple[str, ...] = (
    *"\"'`,;:|\t\n\r.+-*/%()[]{}<>=&!#@\\_~^?$ 0123456789aeEnx",
    "\r\n", '""', '"', "\ufeff", "\0", "\x1a", "\x1b[2J", "\x85", "\xa0", "\u2009", "\u200b", "\u2028", "\u202e", "\u2212",
    "１", "٤", "½", "Đ", "Ð", "à", "a\u0300", "ộ", "o\u0323\u0302", "ß", "İ", "\ud800", "\U0001f600", "\U0010ffff",
)  # fmt: skip
"""Single pieces that may stand anywhere."""


class Mutator:
    """A source of texts for one target; the same seed gives the same texts in the same order."""

    def __init__(self, seeds: Sequence[str], tokens: Sequence[str], seed: int) -> None:
        self.seeds = seeds
        self.tokens: tuple[str, ...] = (*tokens, *SIGNS)
        self.chance = random.Random(seed)

    def text(self) -> str:
        """The next text: one of the seeds after a few changes, now and then none or nothing but pieces."""
        chance = self.chance
        if chance.random() < 0.03:
            return "".join(chance.choices(self.tokens, k=chance.randrange(12)))
        text = chance.choice(self.seeds)
        for _ in range(int(chance.expovariate(0.4))):
            text = self._changed(text)
            if len(text) > 20_000:
                return text[:20_000]
        return text

    def _changed(self, text: str) -> str:  # noqa: PLR0911 - one way each
        chance = self.chance
        start, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        end = min(end, start + 40) if chance.random() < 0.8 else end
        match chance.randrange(9):
            case 0 | 1:
                return text[:start] + chance.choice(self.tokens) + text[start:]
            case 2:
                return text[:start] + chance.choice(self.tokens) + text[end:]
            case 3:
                return text[:start] + text[end:]
            case 4:
                return text[:end] + text[start:end] * chance.choice([1, 1, 2, 50]) + text[end:]
            case 5:
                other = chance.choice(self.seeds)
                return text[:start] + other[chance.randrange(len(other) + 1) :]
            case 6:
                return (
                    text[:start]
                    + chr(chance.choice([chance.randrange(0x250), chance.randrange(0x11000)]))
                    + text[start + 1 :]
                )
            case 7:
                lines = text.splitlines(keepends=True)
                chance.shuffle(lines)
                return "".join(lines)
        return text[:start] + text[start:end].swapcase() + text[end:]

    def data(self) -> bytes:
        """The next text as bytes, sometimes in another encoding, sometimes damaged as bytes."""
        chance = self.chance
        text = self.text()
        encoding = chance.choices(["utf-8", "utf-16", "utf-8-sig", "cp1258", "utf-16-le"], [20, 2, 2, 1, 1])[
            0
        ]
        data = bytearray(text.encode(encoding, "replace" if encoding == "cp1258" else "surrogatepass"))
        if data and chance.random() < 0.2:
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
