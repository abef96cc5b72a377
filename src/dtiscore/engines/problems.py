"""The problems of a large table: all counted, the first of them kept, those of the whole table told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from dtiscore.errors import InvalidData, Place, Problem, errors_and_warnings
from dtiscore.said import Said, said

KEPT = 1000
"""How many problems are kept to be shown, errors and warnings each."""

_ONCE_A_COLUMN = ("shortened-number", "inexact-integer")
"""Warnings that a column has once, at the first cell that they concern."""
_OF_A_HEADING = ("empty-column", "row-numbers", "blank-heading")
"""What holds of a column without a heading: of what its batches say the last of these."""


class Problems:
    """The problems of a table as its batches are read."""

    def __init__(self, source: str, *, strict: bool = False) -> None:
        """``strict``: warnings count as errors."""
        self.source = source
        self.strict = strict
        self.errors = 0
        self.warnings = 0
        self._kept: dict[Problem, None] = {}
        self._room = Counter[str]()
        self._of_columns: set[tuple[str, str | None]] = set()
        self._of_headings: dict[Place, Problem] = {}
        self._unused: dict[Place, Problem] = {}

    def add(self, problems: Iterable[Problem]) -> None:
        """Add the problems of a batch, or of the table as a whole."""
        for problem in problems:
            if problem.code in _OF_A_HEADING:
                known = self._of_headings.setdefault(problem.place, problem)
                self._of_headings[problem.place] = max(
                    known, problem, key=lambda each: _OF_A_HEADING.index(each.code)
                )
                continue
            if problem.code == "unused-column":
                self._unused[problem.place] = problem
                continue
            if problem.code in _ONCE_A_COLUMN:
                column = problem.code, problem.place.header
                if column in self._of_columns:
                    continue
                self._of_columns.add(column)
            self._add(problem)

    def _add(self, problem: Problem) -> None:
        problem = problem.as_error() if self.strict else problem
        if problem in self._kept:  # what a batch says of the headings the others say too
            return
        self.errors += problem.is_error
        self.warnings += not problem.is_error
        if self._room[problem.severity] < KEPT:
            self._room[problem.severity] += 1
            self._kept[problem] = None

    def merge(self, other: Problems) -> None:
        """Take in other problems, of which only the first may be known."""
        errors = self.errors + other.errors
        self.add(other.kept)
        self.errors = errors

    def reword(self, reworded: Callable[[Iterable[Problem]], Iterable[Problem]]) -> None:
        """Say of what is kept something else, as grave, that only all rows tell."""
        self._kept = dict.fromkeys(reworded(self._kept))

    def settle(self, used: Collection[str] = ()) -> None:
        """All batches are read; ``used`` are columns that the edition of other rows uses."""
        unused = [problem for problem in self._unused.values() if problem.place.header not in used]
        for problem in (*self._of_headings.values(), *unused):
            self._add(problem)
        self._of_headings.clear()
        self._unused.clear()

    @property
    def kept(self) -> list[Problem]:
        """The first problems, in the order of the file."""
        return sorted(self._kept, key=lambda one: one.place.line_and_column)

    def refuse(self) -> None:
        """Stop where there are errors.

        Raises:
            InvalidData: there are; the message counts all of them, ``problems`` holds the first ones.
        """
        if not self.errors:
            return
        found = errors_and_warnings(self.errors, self.warnings)
        message = said("{source}: {problems}; nothing was scored", source=self.source, problems=found)
        raise InvalidData(self._listed(message), problems=self.kept)

    def refuse_undefined(self, undefined: Said) -> None:
        """Stop where there are errors, which say of scores or values that they are undefined; ``undefined`` counts them.

        Raises:
            InvalidData: some are, otherwise as :meth:`refuse`.
        """
        if self.errors:
            message = said("{source}: {undefined}", source=self.source, undefined=undefined)
            raise InvalidData(self._listed(message), problems=self.kept)

    def _listed(self, message: Said) -> Said:
        """The message, and how many are listed where not all are."""
        if self.errors <= KEPT:
            return message
        return said("{what} (the first {n} are listed)", what=message, n=KEPT)
