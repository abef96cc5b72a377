"""What would happen after changes made in thought: what was changed, how every unit moved, and which parts of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dtiscore.analysis.reweighting import WeightReading
from dtiscore.questions.compare.answer import UnitChange
from dtiscore.questions.compare.shown.records import change_columns
from dtiscore.questions.weights.diff.shown import diff_payload
from dtiscore.questions.whatif.answer import WhatIf
from dtiscore.questions.whatif.shown.changes import changes_told
from dtiscore.render.changes import basis_notes, chosen_rows, numbers, signed_column, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import coded_name, fixed_name, index_title, name_of
from dtiscore.render.page import Block, Columns, Grid, Items, LeftOut, Note, Shown, Table, Title, aid, caution
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.said import said, said_in, spoken
from dtiscore.visible import visible

WHATIF_SCHEMA = "dtiscore/whatif/1"

MARK = "*"
"""The sign beside a unit whose figures were changed."""

_WEIGHTS_READ: Mapping[WeightReading, str] = {
    "as-given": said(
        "Weights are read as given: no other one gives way, and what is below a node keeps its shares of it."
    ),
    "siblings": said(
        "Weights are read among siblings: each stands as given, and its siblings alone share what is left "
        "of their total, in their old proportions (--rescale)."
    ),
    "relative": said(
        "Weights are read beside one another: siblings are brought to their old total together, so that the "
        "others share what is left of it in their old proportions (--relative)."
    ),
    "of-index": said(
        "Weights are read as shares of the whole index: everything else, at every level, shares what is "
        "left, in the old proportions (--of-index)."
    ),
}
"""What is said of how new weights were read."""


@dataclass(frozen=True)
class ShownWhatIf(Shown):
    """The changes and their result in every form; part by part for the changed units, or for chosen ones."""

    found: WhatIf
    units: frozenset[str] = frozenset()
    """Codes of the units to show; all unless given, ``top`` of them at most."""
    top: int | None = None

    def page(self) -> Iterator[Block]:
        changes = list(changes_told(self.found))
        what = said("What is changed:") if changes else said("Nothing is changed: it is so already.")
        yield [Title(self._title()), Note(what), Items(changes)]
        yield [*map(caution, self._cautions()), *map(Note, self._notes())]
        grid = Grid(self._columns())
        yield [Table(grid)]
        yield [aid(self._aid()), LeftOut(grid)]
        for unit in self._told:
            grid = Grid(self._parts(unit))
            yield [Title(self._parts_title(unit), section=True), Table(grid), LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        """As of a comparison; columns more say whether a figure of the unit was changed, and where it is fixed."""
        columns = change_columns(self.rows, self.found.comparison.editions or (), language)
        changed, fixed = set(self.found.changed_units), self.found.fixed
        return {
            **columns,
            "change": [
                None if unit in fixed else change
                for unit, change in zip(columns["unit"], columns["change"], strict=True)
            ],
            "figures_changed": [unit in changed for unit in columns["unit"]],
            "fixed_at": [fixed.get(unit) for unit in columns["unit"]],
        }

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds what was changed, how it was read, and the parts of the units that are told."""
        found = self.found
        edition = None if found.said_otherwise is None else diff_payload(found.said_otherwise, language)
        return {
            "schema": WHATIF_SCHEMA,
            "before": found.before.provenance.as_dict(),
            "after": found.after.provenance.as_dict(),
            "cells": [{**cell.as_row(), "nodes": list(cell.nodes)} for cell in found.cells],
            "counting_for_nothing": [
                {"unit": cell.unit, "column": cell.place.header, "supplied": node}
                for cell, node in found.overruled()
            ],
            "weights_as": found.weights_as,
            "weights_read": [spoken(text, language) for text in self._weights_read()],
            "edition": None if edition is None else edition["rows"],
            "fixed": [{"unit": unit, "supplied": node} for unit, node in found.fixed.items()],
            "rescored": found.rescored,
            "moved": found.moved,
            "not_split": found.comparison.not_split,
            "rows": rows_of(self.columns(language)),
            "parts": [
                {
                    "unit": unit,
                    "node": part.node,
                    "score_before": part.score_before,
                    "score": part.score,
                    "change": part.change,
                    "rank_before": part.rank_before,
                    "rank": part.rank,
                }
                for unit in self._told
                for part in found.nodes(unit)
            ],
        }

    @cached_property
    def rows(self) -> Sequence[UnitChange]:
        return chosen_rows(self.found.comparison.changes, self.units, self.top)

    @cached_property
    def decimals(self) -> int:
        return max(card.methodology.publish.decimals for card in (self.found.before, self.found.after))

    def _title(self) -> str:
        period = self.found.comparison.after.period
        when = [] if period is None else [visible(period)]
        return side_by_side(said("What if"), index_title(self.found.edition), *when)

    def _cautions(self) -> Iterator[str]:
        """The changes that count for nothing."""
        for cell, node in self.found.overruled():
            yield said(
                "{column} of {unit} counts for nothing here: the table itself brings the score of {node}, of which "
                "it is a part.",
                column=visible(cell.place.header or ""),
                unit=name_of(cell.name),
                node=coded_name(self.found.edition, node),
            )

    def _notes(self) -> Iterator[str]:
        """How much moves, and what to know of the table."""
        scores, ranks, n = self.found.rescored, self.found.moved, len(self.found.comparison.changes)
        if ranks is None:
            yield said(
                "{scores} of {n} units get another score, and other units are ranked than before, so places are not "
                "compared.",
                scores=scores,
                n=n,
            )
        elif scores or ranks:
            yield said(
                "{scores} of {n} units get another score, {ranks} another rank.",
                scores=scores,
                ranks=ranks,
                n=n,
            )
        else:
            yield said("No published score and no rank changes.")
        if self.found.fixed:
            nodes = in_a_row(
                [coded_name(self.found.edition, code) for code in dict.fromkeys(self.found.fixed.values())]
            )
            yield said(
                "{n} of {of} units (fixed) the change cannot reach: the table supplies their {node}. Their score "
                "stays, and the ranks of all stand beside it.",
                n=len(self.found.fixed),
                of=n,
                node=nodes,
            )
        yield from self._weights_read()
        yield from basis_notes([self.found.comparison.after])

    def _weights_read(self) -> Iterator[str]:
        """How new weights were read, who gave way to them, and what became of points."""
        if self.found.weights_as is None:
            return
        yield _WEIGHTS_READ[self.found.weights_as]
        if self.found.relative and self.found.weights_as in ("as-given", "siblings"):
            nodes = in_a_row([coded_name(self.found.edition, code) for code in self.found.relative])
            yield said(
                "Below {nodes} weights are relative and need no total: no other number changes there, and the others "
                "share what is left in their old proportions.",
                nodes=nodes,
            )
        if self.found.marked_as_before:
            yield said(
                "Points in the table and in rules stay shares of the maximum that they were given for."
            )

    def _aid(self) -> str:
        text = said(
            "How to read: # is the rank after the change, ± the places gained (▲) or lost (▼) by it, change the "
            "new score less the old one."
        )
        marked = said("* marks units whose figures were changed.")
        return side_by_side(text, marked, between=" ") if self.found.cells else text

    def _unit(self, one: UnitChange) -> str:
        """The name of a unit, with a mark where its figures were changed and a word where it cannot be reached."""
        name = name_of(one.name)
        if one.unit in self.found.changed_units:
            name = side_by_side(name, MARK, between=" ")
        return fixed_name(name) if one.unit in self.found.fixed else name

    def _columns(self) -> list[TextColumn]:
        rows = self.rows
        before, after = (
            [figures.fixed(one.score, self.decimals) for one in side]
            for side in ([row.before for row in rows], [row.after for row in rows])
        )
        names = [self._unit(one) for one in rows]
        changes = [
            None
            if one.unit in self.found.fixed
            or (was := one.before.score) is None
            or (now := one.after.score) is None
            else now - was
            for one in rows
        ]
        return [
            numbers("#", [figures.rank(one.after.rank) for one in rows]),
            numbers("±", [figures.move(one.up) for one in rows]),
            words(said("Unit"), names),
            numbers(said("rank as it is"), [figures.rank(one.before.rank) for one in rows], 2),
            numbers(said("score as it is"), before, 3),
            numbers(said("score then"), after),
            numbers(said("change"), signed_column(changes, self.decimals), 1),
        ]

    @cached_property
    def _told(self) -> Sequence[str]:
        """The units of which every part is told: the chosen ones, else those whose figures were changed."""
        if self.units:
            return [one.unit for one in self.rows if one.unit in self.units]
        there = {one.unit for one in self.found.comparison.changes}
        return [unit for unit in self.found.changed_units if unit in there]

    def _parts_title(self, unit: str) -> str:
        return said("{unit}, part by part", unit=name_of(self.found.comparison.of(unit).name))

    def _parts(self, unit: str) -> list[TextColumn]:
        """The main nodes, the views and what was changed, before and after."""
        moves, decimals = self.found.nodes(unit), self.decimals
        columns = [
            words(said("part"), [coded_name(self.found.edition, one.node) for one in moves]),
            numbers(said("score as it is"), [figures.fixed(one.score_before, decimals) for one in moves], 2),
            numbers(said("score then"), [figures.fixed(one.score, decimals) for one in moves]),
            numbers(said("change"), signed_column((one.change for one in moves), decimals)),
        ]
        if any(one.rank is not None for one in moves):
            columns += [
                numbers(said("rank as it is"), [figures.rank(one.rank_before) for one in moves], 3),
                numbers(said_in("what if", "rank then"), [figures.rank(one.rank) for one in moves], 1),
            ]
        return columns
