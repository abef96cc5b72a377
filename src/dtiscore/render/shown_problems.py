"""Problems as a result of their own, where there is nothing else to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dtiscore.errors import Problem
from dtiscore.render.page import Block, Columns, ShownList, Table
from dtiscore.render.problems import problems_columns, problems_grid


@dataclass(frozen=True)
class ShownProblems(ShownList):
    """The problems of a table, or the faults of a weighting file."""

    problems: Sequence[Problem]
    of_keys: bool = False
    kind = "problems"

    def page(self) -> Iterable[Block]:
        return ([Table(problems_grid(self.problems, of_keys=self.of_keys))],)

    def columns(self, language: str | None = None) -> Columns:
        return problems_columns(self.problems)
