"""What would happen after changes made in thought: what was changed, how every unit moved, and which parts of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.writing.yaml_text import flow_text
from dtiscore.questions.compare.answer import UnitChange
from dtiscore.questions.compare.shown import change_columns
from dtiscore.questions.weights.diff.answer import Change
from dtiscore.questions.weights.diff.shown import diff_payload
from dtiscore.questions.whatif.answer import WhatIf
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, WARNING, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_changes import basis_notes, chosen_rows, name_of, numbers, signed_column, words
from dtiscore.render.old_names import index_title, node_name
from dtiscore.render.phrases import in_a_row, say
from dtiscore.visible import visible

WHATIF_SCHEMA = "dtiscore/whatif/1"

MOST_CHANGES = 12
"""How many differences between two editions are told one by one."""

_DECIMALS = 6
"""Of a weight on the screen; files have all its digits."""

MARK = "*"
"""The sign beside a unit whose figures were changed."""


def whatif_screen(
    found: WhatIf, screen: Screen, units: frozenset[str] = frozenset(), top: int | None = None
) -> str:
    """The changes and their result as text; part by part for the changed units, or for chosen ``units``."""
    view = _View(found, screen.language, units, top)
    head = [*paragraph(view.title(), screen, style=BOLD, hanging="  ")]
    head += paragraph(say(screen.language, "what is changed"), screen)
    for said in view.changed():
        head += paragraph(said, screen, indent="  ", hanging="  ")
    notes = [line for note in view.cautions() for line in paragraph(note, screen, style=WARNING)]
    for note in view.notes():
        notes += paragraph(note, screen)
    columns = view.columns()
    fitted = fit(list[Column](columns), len(view.rows), screen.width)
    aid = [*paragraph(view.aid(), screen, style=DIM), *fitted.left_out(screen)]
    told = []
    for unit in view.told():
        parts = view.parts(unit)
        grid = fit(list[Column](parts), len(parts[0].cells), screen.width)
        title = paragraph(view.parts_title(unit), screen, style=BOLD)
        told.append([*title, *grid.lines(screen), *grid.left_out(screen)])
    return to_text(blocks(head, notes, fitted.lines(screen), aid, *told), screen)


def whatif_markdown(
    found: WhatIf,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> str:
    """The same as Markdown."""
    view = _View(found, language, units, top)
    listed = "\n".join(f"- {escaped(said)}" for said in view.changed())
    notes = [escaped(note) for note in (*view.cautions(), *view.notes())]
    parts = [f"### {escaped(view.title())}", escaped(say(language, "what is changed")), listed, *notes]
    parts += [_table(view.columns()), escaped(view.aid())]
    for unit in view.told():
        parts += [f"#### {escaped(view.parts_title(unit))}", _table(view.parts(unit))]
    return "\n\n".join(parts) + "\n"


def whatif_columns(
    found: WhatIf,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, list[Any]]:
    """One row per unit in full precision, as :func:`dtiscore.questions.compare.shown.change_columns`.

    One column more says whether a figure of the unit was changed.
    """
    columns = change_columns(_View(found, language, units, top).rows, language)
    changed = set(found.changed_units)
    return {
        **columns,
        "change": [
            None if unit in found.fixed else change
            for unit, change in zip(columns["unit"], columns["change"], strict=True)
        ],
        "figures_changed": [unit in changed for unit in columns["unit"]],
        "fixed_at": [found.fixed.get(unit) for unit in columns["unit"]],
    }


def whatif_payload(
    found: WhatIf,
    language: str | None = None,
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, Any]:
    """The changes and their result as the versioned envelope for JSON."""
    view = _View(found, language, units, top)
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
        "weights_read": list(view.weights_read()),
        "edition": None if edition is None else edition["rows"],
        "fixed": [{"unit": unit, "supplied": node} for unit, node in found.fixed.items()],
        "rescored": found.rescored,
        "moved": found.moved,
        "not_split": found.comparison.not_split,
        "rows": rows_of(whatif_columns(found, language, units, top)),
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
            for unit in view.told()
            for part in found.nodes(unit)
        ],
    }


def _table(columns: Sequence[TextColumn]) -> str:
    return to_markdown({one.heading: [cell.text for cell in one.cells] for one in columns}).rstrip("\n")


@dataclass(frozen=True)
class _View:
    found: WhatIf
    language: str | None
    units: frozenset[str]
    top: int | None

    @cached_property
    def rows(self) -> Sequence[UnitChange]:
        return chosen_rows(self.found.comparison.changes, self.units, self.top)

    @cached_property
    def decimals(self) -> int:
        return max(card.methodology.publish.decimals for card in (self.found.before, self.found.after))

    def title(self) -> str:
        period = self.found.comparison.after.period
        named = [say(self.language, "what if"), index_title(self.found.edition, self.language)]
        return " · ".join([*named, *([visible(period)] if period is not None else [])])

    def changed(self) -> Iterator[str]:
        """Each change: cells with the place where they stand, then what the edition says otherwise."""
        for cell in self.found.cells:
            yield say(
                self.language,
                "cell changed",
                unit=name_of(cell.name, self.language),
                column=visible(cell.place.header or ""),
                was=self._cell(cell.was),
                now=self._cell(cell.now),
                place=visible(str(cell.place)),
            )
        diff = self.found.said_otherwise
        if diff is None:
            return
        if not diff.after.id.startswith(diff.before.id):
            before, after = visible(diff.before.id), visible(diff.after.id)
            yield say(self.language, "other edition", before=before, after=after)
        told = [change for change in diff.changes if change.key != "out_of" or self.found.weights_as is None]
        for change in told[:MOST_CHANGES]:
            yield self._change(change)
        if len(told) > MOST_CHANGES:
            yield say(self.language, "more changes", n=len(told) - MOST_CHANGES)

    def _cell(self, text: str) -> str:
        return visible(text.strip()) or say(self.language, "nothing there")

    def _change(self, change: Change) -> str:
        edition = self.found.edition
        code = change.code or edition.id
        known = change.code is not None and (code in edition.nodes or code in edition.view)
        node = self._named(code) if known else visible(code)
        key = visible(change.key) if change.key is not None else say(self.language, "part")
        weight = change.key in ("weight", "points", "weights")
        was, now = (self._value(value, weight=weight) for value in (change.before, change.after))
        return say(self.language, "edition changed", node=node, key=key, was=was, now=now)

    def _named(self, code: str) -> str:
        """The code of a node and its name, where it has one."""
        name = node_name(self.found.edition, code, self.language)
        return name if name == visible(code) else f"{visible(code)} {name}"

    def _value(self, value: Value, *, weight: bool) -> str:
        if value is None:
            return say(self.language, "nothing there")
        if weight and isinstance(value, float):
            return figures.brief(value, _DECIMALS)
        return visible(value if isinstance(value, str) else flow_text(value))

    def cautions(self) -> Iterator[str]:
        """The changes that count for nothing."""
        for cell, node in self.found.overruled():
            yield say(
                self.language,
                "counts for nothing",
                column=visible(cell.place.header or ""),
                unit=name_of(cell.name, self.language),
                node=self._named(node),
            )

    def notes(self) -> Iterator[str]:
        """How much moves, and what to know of the table."""
        scores, ranks, n = self.found.rescored, self.found.moved, len(self.found.comparison.changes)
        if ranks is None:
            yield say(self.language, "whatif other units", scores=scores, n=n)
        elif scores or ranks:
            yield say(self.language, "whatif moves", scores=scores, ranks=ranks, n=n)
        else:
            yield say(self.language, "whatif nothing moves")
        if self.found.fixed:
            nodes = in_a_row([self._named(code) for code in dict.fromkeys(self.found.fixed.values())])
            yield say(self.language, "whatif fixed", n=len(self.found.fixed), of=n, node=nodes)
        yield from self.weights_read()
        yield from basis_notes([self.found.comparison.after], self.language)

    def weights_read(self) -> Iterator[str]:
        """How new weights were read, who gave way to them, and what became of points."""
        if self.found.weights_as is None:
            return
        yield say(self.language, f"weights read {self.found.weights_as}")
        if self.found.relative and self.found.weights_as in ("as-given", "siblings"):
            nodes = ", ".join(map(self._named, self.found.relative))
            yield say(self.language, "weights relative below", nodes=nodes)
        if self.found.marked_as_before:
            yield say(self.language, "points stay shares")

    def aid(self) -> str:
        aid = say(self.language, "whatif aid")
        return f"{aid} {say(self.language, 'whatif aid mark')}" if self.found.cells else aid

    def unit(self, one: UnitChange) -> str:
        """The name of a unit, with a mark where its figures were changed and a word where it cannot be reached."""
        name = name_of(one.name, self.language)
        if one.unit in self.found.changed_units:
            name += f" {MARK}"
        return say(self.language, "fixed unit", unit=name) if one.unit in self.found.fixed else name

    def columns(self) -> list[TextColumn]:
        rows, language = self.rows, self.language
        before, after = (
            [figures.fixed(one.score, self.decimals) for one in side]
            for side in ([row.before for row in rows], [row.after for row in rows])
        )
        names = [self.unit(one) for one in rows]
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
            words(say(language, "Unit"), names),
            numbers(say(language, "rank as is"), [figures.rank(one.before.rank) for one in rows], 2),
            numbers(say(language, "score as is"), before, 3),
            numbers(say(language, "score changed"), after),
            numbers(say(language, "change"), signed_column(changes, self.decimals), 1),
        ]

    def told(self) -> list[str]:
        """The units of which every part is told: the chosen ones, else those whose figures were changed."""
        if self.units:
            return [one.unit for one in self.rows if one.unit in self.units]
        there = {one.unit for one in self.found.comparison.changes}
        return [unit for unit in self.found.changed_units if unit in there]

    def parts_title(self, unit: str) -> str:
        return say(
            self.language, "parts of unit", unit=name_of(self.found.comparison.of(unit).name, self.language)
        )

    def parts(self, unit: str) -> list[TextColumn]:
        """The main nodes, the views and what was changed, before and after."""
        moves, language, decimals = self.found.nodes(unit), self.language, self.decimals
        names = [
            f"{visible(one.node)} {name}"
            if (name := node_name(self.found.edition, one.node, language)) != visible(one.node)
            else name
            for one in moves
        ]
        columns = [
            words(say(language, "part"), names),
            numbers(
                say(language, "score as is"), [figures.fixed(one.score_before, decimals) for one in moves], 2
            ),
            numbers(say(language, "score changed"), [figures.fixed(one.score, decimals) for one in moves]),
            numbers(say(language, "change"), signed_column((one.change for one in moves), decimals)),
        ]
        if any(one.rank is not None for one in moves):
            columns += [
                numbers(say(language, "rank as is"), [figures.rank(one.rank_before) for one in moves], 3),
                numbers(say(language, "rank changed"), [figures.rank(one.rank) for one in moves], 1),
            ]
        return columns
