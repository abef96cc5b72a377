"""Rows of names and whole sentences, as other languages can say them too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.said import Said, composed, said, spoken
from dtiscore.visible import visible

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_OPTION = re.compile(r"(?:^|\s)--?[a-z]")


def listed(names: Sequence[str]) -> str:
    """Names in a row: A, B and C."""
    *first, last = names
    return said("{first} and {last}", first=in_a_row(first, names), last=last) if first else last


def in_a_row(names: Sequence[str], all_names: Sequence[str] | None = None) -> str:
    """Names with commas between them, or semicolons where some name (of all that belong together) has a comma."""

    def row(language: str | None) -> str:
        texts = [spoken(name, language) for name in names]
        has_comma = any("," in spoken(name, language) for name in all_names or names)
        return ("; " if has_comma else ", ").join(texts)

    return composed(row)


def first_of(names: Sequence[str], most: int, every: int | None = None) -> list[str]:
    """The first names of a row, and how many more there are (of ``every``, where not all of them were made)."""
    more = (len(names) if every is None else every) - most
    return list(names) if more <= 0 else [*names[:most], said("{n} more", n=more)]


def side_by_side(*texts: str, between: str = " · ") -> str:
    """Texts one after the other in a line."""
    return composed(lambda language: between.join(spoken(text, language) for text in texts))


def sentence(text: str) -> Said:
    """A text that ends with a full stop, unless it ends with a sign already."""
    return said("{text}" if text.endswith((".", "?", "!", ":")) else "{text}.", text=text)


def safe(text: str) -> str:
    """A text with what would act in it as escapes, in every language that says it."""
    return composed(lambda language: visible(spoken(text, language)))


def capitalised(text: str) -> str:
    """A text with its first letter as a sentence begins."""

    def begun(language: str | None) -> str:
        told = spoken(text, language)
        return told[:1].upper() + told[1:]

    return composed(begun)


def without_options(told: str) -> str:
    """A text without its sentences that name an option: these are for who types commands, not for who reads what is made."""
    if not _OPTION.search(told):
        return told
    kept = " ".join(one for one in _SENTENCE.split(told) if not _OPTION.search(one))
    # What went on behind a semicolon ends there.
    return f"{kept[:-1]}." if kept.endswith(";") else kept
