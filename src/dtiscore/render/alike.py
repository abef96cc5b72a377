"""Problems that a reader mends in one go: how they are told apart, and which of them stand for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dtiscore.errors import Problem
from dtiscore.said import Said

_ALL = 5
"""How many that are alike are all shown; of more, the first few stand for the rest."""

_FEW = 3


class Alike(NamedTuple):
    """What problems have in common that are mended in one go: file, kind, column and what to do."""

    file: str
    code: str
    header: str | None
    fix: Said | None


def alike(problem: Problem) -> Alike:
    """The group that a problem belongs to."""
    return Alike(problem.place.file, problem.code, problem.place.header, problem.fix)


def first_of_alike(problems: Sequence[Problem]) -> list[Problem]:
    """All problems in their order, but of many alike the first few only."""
    counts, seen = Counter(map(alike, problems)), Counter[Alike]()
    first: list[Problem] = []
    for problem in problems:
        group = alike(problem)
        seen[group] += 1
        if counts[group] <= _ALL or seen[group] <= _FEW:
            first.append(problem)
    return first


def left_out(problems: Sequence[Problem], shown: Sequence[Problem]) -> tuple[dict[Alike, list[Problem]], int]:
    """Of each group of which the first were shown: the others; and how many problems are in no such group.

    Args:
        problems: all problems in their order.
        shown: those that were shown, of each group the first ones.
    """
    groups: dict[Alike, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(alike(problem), []).append(problem)
    counts = Counter(map(alike, shown))
    rest = {group: members[counts[group] :] for group, members in groups.items() if counts[group]}
    besides = sum(len(members) for group, members in groups.items() if not counts[group])
    return {group: members for group, members in rest.items() if members}, besides
