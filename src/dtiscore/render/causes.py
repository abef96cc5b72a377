"""Problems by cause: what is mended in one go is one row, with how often it was found and where first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dtiscore.errors import Problem
from dtiscore.said import Said, joined, retold, said
from dtiscore.visible import visible

_FIRST = 3
"""How many of the places, cells and columns of a cause are told; of as many columns each has a cause of its own."""


@dataclass(frozen=True)
class Cause:
    """Problems that one act mends, in the order of the file."""

    problems: Sequence[Problem]

    @property
    def first(self) -> Problem:
        return self.problems[0]

    @property
    def message(self) -> Said:
        """What is wrong: of several that differ in their cells, what is wrong with the first."""
        first = self.first.message
        if all(problem.message == first for problem in self.problems):
            return first
        return said("the first: {message}", message=first)

    @property
    def fix(self) -> str:
        """What mends it: where columns differ, all options together, else what mends the first of them."""
        first = self.first.fix
        others = dict.fromkeys(fix for problem in self.problems if (fix := problem.fix) is not None)
        if first is None or len(others) < 2:
            return first or ""
        options = dict.fromkeys(fix.parts.get("option") for fix in others)
        if None not in options and len(options) == len(others):
            return retold(first, option=" ".join(map(str, options)))
        return said("the first: {message}", message=first)

    def some(self, text: Callable[[Problem], str]) -> str:
        """What a text of its problems is: the first different ones, and dots where there are more."""
        texts = list(dict.fromkeys(filter(None, map(text, self.problems))))
        if len(texts) < 2:
            return texts[0] if texts else ""
        first = joined("{first}, {second}", texts[:_FIRST])
        return first if len(texts) <= _FIRST else said("{texts} …", texts=first)

    def places(self, *, with_file: bool) -> str:
        """Where they are: the first of them with the file, where there are several files."""
        first = self.first.place
        return self.some(
            lambda problem: visible(
                str(first) if with_file and problem.place is first else problem.place.position
            )
        )


def causes_of(problems: Sequence[Problem], *, of_keys: bool = False) -> list[Cause]:
    """All problems by what mends them: errors before warnings, both in the order of the file.

    Errors in cells are told column by column, up to three columns; beyond, they are one row for all columns that the same
    is said of, as warnings and what is told of headings always are. Of one column, problems whose ways out differ are as
    many causes; so are those of the keys of a weighting file (``of_keys``), each of which is mended by itself.
    """
    found: dict[object, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: not problem.is_error):
        found.setdefault(_cause(problem), []).append(problem)
    if of_keys:
        return [Cause(members) for members in found.values()]
    alike: dict[object, list[list[Problem]]] = {}
    for members in found.values():
        alike.setdefault(_of_columns(members), []).append(members)
    return [Cause(members) for group in alike.values() for members in _as_one(group)]


def one_by_one(problems: Sequence[Problem]) -> list[Cause]:
    """Each problem as a cause of its own."""
    return [Cause([problem]) for problem in problems]


def _cause(problem: Problem) -> object:
    """What problems share that are mended in one go."""
    header = problem.place.header
    is_of_columns = problem.raw == header or not problem.is_error
    told = problem.message.template if problem.fix is None else problem.fix
    return problem.severity, problem.code, problem.place.file, None if is_of_columns else header, told


def _of_columns(members: Sequence[Problem]) -> object:
    """What causes of several columns share where one row can tell of all of them; an own key where it cannot."""
    first = members[0]
    if column_of(first) is None:
        return id(members)
    told = first.message.template, None if first.fix is None else first.fix.template
    return first.severity, first.code, first.place.file, *told


def _as_one(group: Sequence[list[Problem]]) -> Sequence[list[Problem]]:
    """Causes that share what is said of them: one, where they are of many columns."""
    columns = {column_of(problem) for members in group for problem in members}
    if len(columns) <= _FIRST:
        return group
    return [[problem for members in group for problem in members]]


def column_of(problem: Problem) -> str | None:
    """The heading of the column that a problem is about, also of one that is not in the file; else its indicator."""
    missing = problem.message.parts.get("columns") if problem.code == "missing-column" else None
    return missing or problem.place.header or problem.indicator
