"""The period before on another list of units: of which former ones each unit is made, and where they stood together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dtiscore.analysis.standings import Standing, Standings
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.questions.compare.shown.scores import ScoreSplitText
from dtiscore.render.changes import basis_notes, moved, numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.names import name_of
from dtiscore.render.page import Block, Grid, Note, Shown, Table, Title, aid
from dtiscore.render.wording import listed, side_by_side
from dtiscore.said import said

if TYPE_CHECKING:
    from dtiscore.render.pictures.theme import Picture


@dataclass(frozen=True)
class ShownLists(Shown):
    """What restating did, unit by unit."""

    comparison: Comparison
    former: Standings
    """The period before as it was, on its own list."""

    def page(self) -> Iterator[Block]:
        yield [Title(said("On another list of units")), *map(Note, self.notes())]
        yield [Table(Grid(self._columns()))]
        yield [
            aid(
                said(
                    "How to read: ± is places gained (▲) or lost (▼) against the rank that the same units had together in the period before."
                )
            )
        ]

    def picture(self, language: str | None = None) -> Picture:
        from dtiscore.questions.compare.pictures.changes import changes_picture, shown_changes

        changes = shown_changes(self.comparison.changes, frozenset())
        texts = ScoreSplitText(self.comparison, changes, ShownComparison(self.comparison).decimals)
        return changes_picture(self.comparison, changes, texts, language, said("on another list of units"))

    def notes(self) -> Iterator[str]:
        found = self.comparison
        yield from basis_notes([found.before])
        merged = [one for one in found.changes if len(self.parts.get(one.unit, ())) > 1]
        yield said(
            "{n} of {all} units are made of several former ones.", n=len(merged), all=len(found.changes)
        )
        apart = [one for one in merged if one.after.rank is not None and one.before.rank is not None]
        apart = [one for one in apart if any(part.rank is not None for part in self.parts[one.unit])]
        seeming = [one for one in apart if self._seems_up(one) and (one.up or 0) <= 0]
        if apart:
            yield said(
                "{n} of these have a better rank number than any of their parts had and did not rise: the list is only shorter.",
                n=len(seeming),
            )

    def _seems_up(self, one: UnitChange) -> bool:
        ranks = [part.rank for part in self.parts[one.unit] if part.rank is not None]
        return bool(ranks) and one.after.rank is not None and one.after.rank < min(ranks)

    @cached_property
    def parts(self) -> dict[str, list[Standing]]:
        """By the code of a unit the former ones that it is made of, the best first."""
        found: dict[str, list[Standing]] = {}
        scheme = self.former.scheme
        for unit in () if scheme is None else scheme.units:
            if unit.code in self.former.units:
                found.setdefault(unit.successor or unit.code, []).append(self.former.units[unit.code])
        return {code: sorted(parts, key=lambda one: one.rank or 0) for code, parts in found.items()}

    def _columns(self) -> list[TextColumn]:
        changes, of = self.comparison.changes, self.former.of
        return [
            numbers("#", [figures.rank(one.after.rank) for one in changes]),
            TextColumn("±", [moved(one.up) for one in changes], "right"),
            words(said("Unit"), [name_of(one.name) for one in changes]),
            numbers(said("rank before, restated"), [figures.rank(one.before.rank) for one in changes]),
            words(
                said("made of (rank of {n} before)", n=of) if of else said("made of (rank before)"),
                [self._made_of(one.unit) for one in changes],
            ),
        ]

    def _made_of(self, unit: str) -> str:
        parts = [
            said("{unit} ({rank})", unit=name_of(part.name), rank=figures.rank(part.rank))
            for part in self.parts.get(unit, ())
        ]
        return side_by_side(*parts, between=", ")

    def of_unit(self, unit: str) -> Iterator[str]:
        """The same of one unit."""
        one = next((one for one in self.comparison.changes if one.unit == unit), None)
        parts = self.parts.get(unit, ())
        if one is None or one.before.rank is None or not parts:
            return
        named = [
            said("{unit} ({rank})", unit=name_of(part.name), rank=figures.rank(part.rank)) for part in parts
        ]
        yield said(
            "On the list of units of now it had rank {rank} in the period before; it is made of {units} (rank then).",
            rank=figures.rank(one.before.rank),
            units=listed(named),
        )
