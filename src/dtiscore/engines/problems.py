"""The problems of a large table: all counted, the first of them kept, those of the whole table told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dtiscore.errors import InvalidData, Problem

KEPT = 1000
"""How many problems are kept to be shown, errors and warnings each."""

_IN_EVERY_BATCH = ("nothing-ignored", "missing-period")
"""What a batch says of all its rows together, and what holds of the table only if every batch says so."""
_OF_THE_TABLE = ("missing-unit", "period-apart")
"""What a batch cannot know."""


class Problems:
    """The problems of a table as its batches are read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.errors = 0
        self.warnings = 0
        self._kept: dict[Problem, None] = {}
        self._room = Counter[str]()
        self._everywhere: dict[str, tuple[Problem, int]] = {}

    def add(self, problems: Iterable[Problem]) -> bool:
        """Add the problems of a batch; whether one of them is an error of its own."""
        found = False
        for problem in problems:
            if problem.code in _OF_THE_TABLE:
                continue
            if problem.code in _IN_EVERY_BATCH and problem.raw is None:
                _, times = self._everywhere.get(problem.code, (problem, 0))
                self._everywhere[problem.code] = (problem, times + 1)
                continue
            found = found or problem.is_error
            self._add(problem)
        return found

    def add_own(self, problems: Iterable[Problem]) -> None:
        """Add problems of the table as a whole."""
        for problem in problems:
            self._add(problem)

    def _add(self, problem: Problem) -> None:
        if problem in self._kept:  # what a batch says of the headings the others say too
            return
        self.errors += problem.is_error
        self.warnings += not problem.is_error
        if self._room[problem.severity] < KEPT:
            self._room[problem.severity] += 1
            self._kept[problem] = None

    def merge(self, other: Problems) -> None:
        """Take in the problems of another look at the table."""
        known = self.errors, self.warnings
        for problem in other.kept:
            self._add(problem)
        self.errors, self.warnings = known[0] + other.errors, known[1] + other.warnings

    def settle(self, batches: int) -> None:
        """All batches are read: what each of them said holds of the table."""
        for problem, times in self._everywhere.values():
            if times == batches:
                self._add(problem)
        self._everywhere.clear()

    @property
    def kept(self) -> list[Problem]:
        """The first problems, in the order of the file."""
        return sorted(self._kept, key=lambda one: (one.place.line or 0, one.place.column or 0))

    def refuse(self) -> None:
        """Stop where there are errors.

        Raises:
            InvalidData: there are; the message counts all of them, ``problems`` holds the first ones.
        """
        if not self.errors:
            return
        also = f", {self.warnings} warning{'s' * (self.warnings != 1)}" if self.warnings else ""
        message = f"{self.source}: {self.errors} error{'s' * (self.errors != 1)}{also}; nothing was scored"
        raise InvalidData(message + self._listed, problems=self.kept)

    def refuse_scores(self) -> None:
        """Stop where scores are undefined.

        Raises:
            InvalidData: some are, otherwise as :meth:`refuse`.
        """
        if self.errors:
            count = "1 score is" if self.errors == 1 else f"{self.errors} scores are"
            raise InvalidData(f"{self.source}: {count} undefined{self._listed}", problems=self.kept)

    @property
    def _listed(self) -> str:
        return "" if self.errors <= KEPT else f" (the first {KEPT} are listed)"
