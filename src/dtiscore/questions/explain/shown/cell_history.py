"""The history of one cell for people and programs: one line for each thing that happened on its way to the index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dtiscore.questions.explain.answer import CellHistory
from dtiscore.questions.explain.shown.stages import number, step, words
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.names import draft_of, node_with_code, period_and_group, unit_with_code
from dtiscore.render.page import Block, Columns, Grid, Note, Shown, Table, Title, aid
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, spoken

CELL_SCHEMA = "dtiscore/cell-history/1"


@dataclass(frozen=True)
class ShownCellHistory(Shown):
    """The history of a cell in every form: from the file down to the index."""

    history: CellHistory

    def page(self) -> Iterator[Block]:
        yield [Title(self._title()), *map(Note, draft_of(self.history.card.methodology))]
        yield [Table(Grid(self._columns()))]
        yield [
            aid(
                said(
                    "How to read: from the file at the top to the index at the bottom; value is what there was after "
                    "the step."
                )
            )
        ]

    def columns(self, language: str | None = None) -> Columns:
        """The stages; the facts of each as JSON in one cell."""
        rows = [stage.as_dict() for stage in self.history.stages]
        columns: dict[str, list[Any]] = {
            name: [row[name] for row in rows]
            for name in ("stage", "subject", "text", "place", "before", "value")
        }
        columns["words"] = self._words(language)
        columns["facts"] = [
            json.dumps(row["facts"], ensure_ascii=False) if row["facts"] else None for row in rows
        ]
        return columns

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds every stage in full precision and in words."""
        history, card, row = self.history, self.history.card, self.history.row
        pairs = zip(history.stages, self._words(language), strict=True)
        return {
            "schema": CELL_SCHEMA,
            "provenance": card.provenance.as_dict(),
            "unit": card.dataset.units[row],
            "name": card.name(row),
            "period": card.dataset.periods[row],
            "group": card.dataset.groups[row],
            "node": history.code,
            "score": history.score,
            "rows": [{**stage.as_dict(), "words": text} for stage, text in pairs],
        }

    def _words(self, language: str | None) -> list[str]:
        edition = self.history.card.methodology
        return [str(spoken(words(stage, edition), language)) for stage in self.history.stages]

    def _title(self) -> str:
        """Unit, indicator, and when."""
        card, row = self.history.card, self.history.row
        return side_by_side(
            unit_with_code(card, row),
            node_with_code(card.methodology, self.history.code),
            *period_and_group((card.dataset.periods[row], card.dataset.groups[row])),
        )

    def _columns(self) -> list[TextColumn]:
        stages, edition = self.history.stages, self.history.card.methodology
        happened = [Cell(words(stage, edition)) for stage in stages]
        values = [Cell("" if stage.value is None else number(stage.value)) for stage in stages]
        return [
            TextColumn(said("step"), [Cell(step(stage)) for stage in stages]),
            TextColumn(said("what happened"), happened, folds=True, folded=Widths(12, 40, 96)),
            TextColumn(said("value"), values, "right"),
        ]
