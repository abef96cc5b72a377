"""The two tables that a page has of all units: the ranking, and the ranks in every part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from dtiscore.questions.report.answer import Report
from dtiscore.questions.report.shown.figures_of_units import COMPUTED, MOST_NODES, UnitFigures
from dtiscore.render.drawing import figures
from dtiscore.render.names import band_name, node_name, unit_name
from dtiscore.said import spoken

_MOST_SHOWN = 10
"""How many parts stand beside the index in the ranking."""
_SHADES = 5
"""In how many parts a ranking is shaded."""


@dataclass(frozen=True)
class PageTables:
    """The tables of a report in one language, as a template reads them."""

    report: Report
    figures: UnitFigures
    language: str

    def ranking(self) -> dict[str, Any]:
        """Rank, move, unit, score, band, and value and rank in the parts that the edition shows."""
        card, edition = self.report.card, self.report.card.methodology
        codes = [code for code in edition.shown if code in self.figures.codes][:_MOST_SHOWN]
        places = [self.figures.codes.index(code) for code in codes]
        return {
            "moves": bool(self.report.moves),
            "bands": edition.bands is not None,
            "parts": [self._part(code, place) for code, place in zip(codes, places, strict=True)],
            "marks": self._letters(places),
            "rows": [self._row(at, row, codes, places) for at, row in enumerate(self.figures.rows)],
        } | ({"bands": any(card.bands)} if edition.bands is not None else {})

    def _row(self, at: int, row: int, codes: list[str], places: list[int]) -> dict[str, Any]:
        card, edition = self.report.card, self.report.card.methodology
        move = self.report.moves.get(row)
        up = None if move is None else move.up
        return {
            "at": at,
            "rank": self._say(figures.rank(float(card.ranks[edition.index.code][row]))),
            "move": "" if move is None or up is None else self._say(figures.move(up)),
            "way": "" if not up else "up" if up > 0 else "down",
            "code": card.dataset.units[row],
            "name": self._say(unit_name(card, row)),
            "score": self._published(edition.index.code, row),
            "band": self._say(band_name(edition, card.bands[row])),
            "cells": [
                {
                    "text": self._published(code, row),
                    "rank": self._say(figures.rank(float(card.ranks[code][row]))),
                    "mark": self.mark(at, place),
                }
                for code, place in zip(codes, places, strict=True)
            ],
        }

    def heat(self) -> dict[str, Any]:
        """The rank of every unit in every part, shaded by fifths of those that are ranked."""
        card = self.report.card
        codes = self._of_heat()
        places = [self.figures.codes.index(code) for code in codes]
        nodes = [self.figures.data_of_nodes[at] for at in places]
        rows = []
        for at, row in enumerate(self.figures.rows):
            cells = []
            for place, node, code in zip(places, nodes, codes, strict=True):
                rank = float(card.ranks[code][row])
                # By the middle of its place, so that among few the first and the last are at the ends alike.
                shade = ceil(_SHADES * (rank - 0.5) / node["of"]) if rank > 0 and node["of"] > 1 else 0
                text = self._say(figures.rank(rank))
                cells.append({"text": text, "shade": min(shade, _SHADES), "mark": self.mark(at, place)})
            rows.append({"code": card.dataset.units[row], "name": self._say(unit_name(card, row)), "cells": cells})  # fmt: skip
        parts = [self._part(code, place) for code, place in zip(codes, places, strict=True)]
        return {"parts": parts, "rows": rows, "marks": self._letters(places)}

    def _of_heat(self) -> list[str]:
        """The parts with a column in the table of ranks: whole levels from the top down, those that have room."""
        edition = self.report.card.methodology
        codes = [code for code in self.figures.codes if code not in edition.view]
        depths = sorted({edition.depths[code] for code in codes})
        upto = [[code for code in codes if edition.depths[code] <= depth] for depth in depths]
        return next((one for one in reversed(upto) if len(one) <= MOST_NODES), codes[:MOST_NODES])

    def _part(self, code: str, place: int) -> dict[str, Any]:
        """The heading of a part, with the letter that holds for all units."""
        edition = self.report.card.methodology
        return {
            "name": self._say(node_name(edition, code)),
            "depth": edition.depths.get(code, 1),
            "place": place,
            "mark": self._marks_of_all.get(place, ""),
        }

    @cached_property
    def _marks_of_all(self) -> dict[int, str]:
        """The letter of each part that has the same one for every unit."""
        marks, places = self.figures.marks, range(len(self.figures.codes))
        found = {place: {one[place] if one else COMPUTED for one in marks} for place in places}
        return {place: next(iter(there)) for place, there in found.items() if len(there) == 1 and there <= set("spzit")}  # fmt: skip

    def mark(self, at: int, place: int) -> str:
        """The letter beside a value, empty for one that was simply computed, or where all units have the same."""
        marks = self.figures.marks[at]
        told = marks and marks[place] not in (COMPUTED, "m") and place not in self._marks_of_all
        return marks[place] if told else ""

    def _letters(self, places: list[int]) -> list[str]:
        """The letters that stand beside some value."""
        there = {marks[place] for marks in self.figures.marks if marks for place in places}
        return [letter for letter in "spzit" if letter in there]

    def _published(self, code: str, row: int) -> str:
        card = self.report.card
        return self._say(figures.published(float(card.nodes[code].published[row]), card.methodology.publish))

    def _say(self, text: str) -> str:
        return spoken(text, self.language)
