"""Problems by cause: what is mended in one go is one row, with how often it was found and where first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dtiscore.errors import Problem
from dtiscore.said import Said, joined, said
from dtiscore.visible import visible

_FIRST = 3
"""How many of the places, cells and columns of a cause are told."""


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


def causes_of(problems: Sequence[Problem]) -> list[Cause]:
    """All problems by what mends them: errors before warnings, both in the order of the file.

    Errors in cells are told column by column. What is told of headings, and warnings, are one row for all columns that the
    same is said of. Problems whose ways out differ are as many causes.
    """
    found: dict[object, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: not problem.is_error):
        found.setdefault(_cause(problem), []).append(problem)
    return [Cause(members) for members in found.values()]


def one_by_one(problems: Sequence[Problem]) -> list[Cause]:
    """Each problem as a cause of its own."""
    return [Cause([problem]) for problem in problems]


def _cause(problem: Problem) -> object:
    """What problems share that are mended in one go."""
    header = problem.place.header
    is_of_columns = problem.raw == header or not problem.is_error
    told = problem.message.template if problem.fix is None else problem.fix
    return problem.severity, problem.code, problem.place.file, None if is_of_columns else header, told
