"""What people call each rule, aggregation, step and way of weighting whose id a weighting file holds.

In English the ids are words already, so that a sentence has them as they stand; another language has names of its own, in
its catalogue, under the context ``method`` or ``weighting``.
"""

from __future__ import annotations

from dtiscore.said import composed, said_in, spoken


def method_name(kind: str) -> str:
    """What people call a method; as its id has it where a language has no name for it."""
    return said_in("method", kind)


def weighting_name(method: str) -> str:
    """What people call a way to derive weights, of which one has the id of an aggregation and is something else."""
    return said_in("weighting", method)


def name_and_id(kind: str) -> str:
    """The name of a method, with its id behind it in brackets where that is another word."""

    def both(language: str | None) -> str:
        name = spoken(method_name(kind), language)
        return name if kind in name else f"{name} ({kind})"

    return composed(both)
