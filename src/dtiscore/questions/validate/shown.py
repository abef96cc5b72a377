"""The outcome of holding a table against an edition, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.render.drawing.screen import Screen, StyledLine
from dtiscore.render.forms.markdown import escaped
from dtiscore.render.page import Block, Columns, Grids, Shown, Table
from dtiscore.render.problems import PROBLEMS_SCHEMA, problems_columns, problems_grid, problems_lines, summary
from dtiscore.tables.raw import RawTable

VALIDATIONS_SCHEMA = "dtiscore/validations/2"


@dataclass(frozen=True)
class ShownValidation(Shown):
    """Every problem of a table, and what was read."""

    problems: Sequence[Problem]
    table: RawTable
    methodology: Methodology
    every_one: bool = False
    """Whether people see each problem; else they see each cause, with the first of its places."""

    def page(self) -> Iterable[Block]:
        return ([_Report(self)],)

    def columns(self, language: str | None = None) -> Columns:
        return problems_columns(self.problems)

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        problems, table, methodology = self.problems, self.table, self.methodology
        return {
            "schema": PROBLEMS_SCHEMA,
            "methodology": {"id": methodology.id, "sha256": methodology.hash},
            "data": {
                "source": table.source,
                "sha256": table.sha256,
                "rows": table.rows,
                "columns": len(table.columns),
            },
            "valid": not any(problem.is_error for problem in problems),
            "counts": dict(Counter(problem.code for problem in problems)),
            "rows": [problem.as_row() for problem in problems],
        }

    @property
    def source(self) -> str:
        """The table; where there is no problem, with the edition under which there is none."""
        return self.table.source if self.problems else f"{self.table.source} ({self.methodology.id})"


@dataclass(frozen=True)
class ShownValidations(Shown):
    """The same of several tables, one after the other."""

    each: Sequence[ShownValidation]
    unread: Sequence[str] = ()
    """The tables that were named and could not be read."""

    def page(self) -> Iterator[Block]:
        for shown in self.each:
            yield from shown.page()

    def columns(self, language: str | None = None) -> Columns:
        return problems_columns([problem for shown in self.each for problem in shown.problems])

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        tables = [shown.payload(language) for shown in self.each]
        return {
            "schema": VALIDATIONS_SCHEMA,
            "valid": not self.unread and all(table["valid"] for table in tables),
            "tables": tables,
            "unread": [*self.unread],
        }


@dataclass(frozen=True)
class _Report:
    """The problems as a report on a screen, and as they are in Markdown."""

    shown: ShownValidation

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        table = self.shown.table
        return problems_lines(
            self.shown.problems,
            screen,
            source=self.shown.source,
            rows=table.rows,
            columns=len(table.columns),
            every_one=self.shown.every_one,
        )

    def markdown(self, language: str | None) -> Iterator[str]:
        table = self.shown.table
        yield escaped(
            summary(self.shown.problems, self.shown.source, table.rows, len(table.columns), language)
        )
        if self.shown.problems:
            grid = problems_grid(self.shown.problems, every_one=self.shown.every_one)
            yield from Table(grid).markdown(language)
