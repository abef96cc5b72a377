"""Two assessments of the same indicators, for people and programs: what was lost and gained, where, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtiscore import __version__
from dtiscore.questions.compare.columns.answer import (
    Appraisal,
    Assessed,
    Balance,
    are_of_several_periods,
)
from dtiscore.render.changes import numbers, signed_column, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, Table, Title, aid
from dtiscore.render.wording import safe, side_by_side
from dtiscore.said import counted, said
from dtiscore.visible import visible

APPRAISAL_SCHEMA = "dtiscore/appraisal/1"


@dataclass(frozen=True)
class ShownAppraisal(Shown):
    """An appraisal in every form: the sums in all and by group, then the rows that changed, greatest loss first."""

    appraisal: Appraisal
    top: int | None = None
    """How many of the rows that changed a page shows at most."""

    def page(self) -> Iterator[Block]:
        yield [Title(self._title()), *map(Note, self._notes())]
        for columns in self._tables():
            grid = Grid(columns)
            yield [Table(grid), LeftOut(grid)]
        yield [
            aid(
                said(
                    "How to read: lost is what the second column takes away from the first, gained what it adds."
                )
            )
        ]

    def columns(self, language: str | None = None) -> Columns:
        """The sums by group where groupings were asked for, with one row for all; else the rows of the table."""
        return self._sums() if self.appraisal.balances else self._rows()

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds the sums and the rows."""
        found = self.appraisal
        return {
            "schema": APPRAISAL_SCHEMA,
            "dtiscore": __version__,
            "source": found.source,
            "sha256": found.sha256,
            "first": found.first,
            "second": found.second,
            "incomplete": list(found.incomplete),
            "sums": rows_of(self._sums()),
            "rows": rows_of(self._rows()),
        }

    def _sums(self) -> Columns:
        names = (
            "heading",
            "group",
            "rows",
            "first",
            "second",
            "lost",
            "lost_on",
            "gained",
            "gained_on",
            "net",
        )
        found = [self.appraisal.total, *self.appraisal.balances]
        return {name: [getattr(one, name) for one in found] for name in names}

    def _rows(self) -> Columns:
        rows = self.appraisal.rows
        headings = list(rows[0].groups) if rows else []
        periods = {"period": [row.period for row in rows]} if any(row.period for row in rows) else {}
        return {
            "row": [row.label for row in rows],
            **periods,
            **{heading: [row.groups[heading] for row in rows] for heading in headings},
            "first": [row.first for row in rows],
            "second": [row.second for row in rows],
            "change": [None if row.change is None else float(row.change) for row in rows],
        }

    def _title(self) -> str:
        found, total = self.appraisal, self.appraisal.total
        first, second = figures.column([total.first, total.second])
        return side_by_side(visible(found.first), first, "→", visible(found.second), second, between=" ")

    def _notes(self) -> Iterator[str]:
        total, incomplete = self.appraisal.total, self.appraisal.incomplete
        yield said(
            "{lost} lost on {lost_on} and {gained} gained on {gained_on} of {rows} rows.",
            rows=total.rows,
            lost=figures.brief(total.lost),
            lost_on=total.lost_on,
            gained=figures.brief(total.gained),
            gained_on=total.gained_on,
        )
        for one in self.appraisal.all_lost_in:
            yield said(
                "All that was lost stands under {heading}: {group}.",
                heading=visible(one.heading or ""),
                group=visible(one.group or ""),
            )
        if incomplete:
            yield counted(
                len(incomplete),
                "{n} row lacks one of the two figures and is in no sum: {first}.",
                "{n} rows lack one of the two figures and are in no sum; the first: {first}.",
                first=safe(incomplete[0]),
            )

    def _tables(self) -> Iterator[list[TextColumn]]:
        balances = self.appraisal.balances
        for heading in dict.fromkeys(one.heading for one in balances):
            yield _balances(heading or "", [one for one in balances if one.heading == heading])
        changed = [row for row in self.appraisal.rows if row.change]
        changed.sort(key=lambda row: row.change or 0)  # stable: equals in the order of the table
        if changed:
            yield self._changed(changed[: self.top])

    def _changed(self, rows: Sequence[Assessed]) -> list[TextColumn]:
        changes = [None if row.change is None else float(row.change) for row in rows]
        several = are_of_several_periods(self.appraisal.rows)
        periods = [words(said("period"), [visible(row.period or "") for row in rows])] if several else []
        return [
            words(said("what changed"), [safe(row.label) for row in rows]),
            *periods,
            numbers(visible(self.appraisal.first), figures.column([row.first for row in rows])),
            numbers(visible(self.appraisal.second), figures.column([row.second for row in rows])),
            numbers(said("change"), signed_column(changes, figures.decimals_of(changes))),
        ]


def _balances(heading: str, found: Sequence[Balance]) -> list[TextColumn]:
    return [
        words(visible(heading), [visible(one.group or "") for one in found]),
        numbers(said("rows"), [str(one.rows) for one in found]),
        numbers(said("lost"), figures.column([one.lost for one in found])),
        numbers(said("on rows"), [str(one.lost_on) for one in found]),
        numbers(said("gained"), figures.column([one.gained for one in found])),
        numbers(said("on rows"), [str(one.gained_on) for one in found]),
    ]
