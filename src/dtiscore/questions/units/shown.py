"""Unit schemes, their units, and how texts are read under one: for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from dtiscore.methodology import text_in
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.drawing.screen import BAD, BOLD, DIM
from dtiscore.render.names import name_of
from dtiscore.render.page import Block, Columns, Grid, LeftOut, ShownList, Table, Title
from dtiscore.render.wording import side_by_side
from dtiscore.said import composed, counted, said
from dtiscore.units.explaining import Explanation
from dtiscore.units.matching import Match
from dtiscore.units.scheme import Unit, UnitScheme
from dtiscore.visible import visible

Reading = tuple[str, Match | Explanation]
"""A text, and the unit that it is read as or why it is none."""


@dataclass(frozen=True)
class ShownSchemes(ShownList):
    """The unit schemes, a line each."""

    schemes: Sequence[UnitScheme]
    kind = "units"

    def page(self) -> Iterable[Block]:
        schemes = self.schemes
        grid = Grid(
            [
                TextColumn(said("id"), [Cell(visible(scheme.id), BOLD) for scheme in schemes]),
                _words(said("title"), [name_of(scheme.title) for scheme in schemes], 70),
                TextColumn(said("units"), [Cell(str(len(scheme.units))) for scheme in schemes], "right"),
                _words(said("in force"), [_validity(scheme) for scheme in schemes], 30, drop=1),
                _words(
                    said("successor"), [visible(scheme.successor or "") for scheme in schemes], 30, drop=2
                ),
            ]
        )
        return [Table(grid)], [LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        schemes = self.schemes
        return {
            "id": [scheme.id for scheme in schemes],
            "title": [text_in(scheme.title, language) for scheme in schemes],
            "units": [len(scheme.units) for scheme in schemes],
            "valid_from": [scheme.valid_from for scheme in schemes],
            "valid_until": [scheme.valid_until for scheme in schemes],
            "successor": [scheme.successor for scheme in schemes],
            "source": [scheme.source for scheme in schemes],
        }


@dataclass(frozen=True)
class ShownUnits(ShownList):
    """The units of a scheme: code, name, other spellings, and what each became."""

    scheme: UnitScheme
    kind = "units"

    def page(self) -> Iterable[Block]:
        units, successor = self.scheme.units, self.scheme.successor
        columns = [
            TextColumn(said("code"), [Cell(visible(unit.code)) for unit in units]),
            _words(said("name"), [_name(unit) for unit in units], 40),
            _words(said("also written"), [_spellings(unit) for unit in units], 60, drop=1, style=DIM),
        ]
        if successor is not None:
            columns.append(_words(said("successor"), [visible(unit.successor or "") for unit in units], 12))
        grid = Grid(columns)
        return [Title(self._title())], [Table(grid)], [LeftOut(grid)]

    def _title(self) -> str:
        scheme = self.scheme
        parts = [
            visible(scheme.id),
            name_of(scheme.title),
            counted(len(scheme.units), "{n} unit", "{n} units"),
        ]
        if scheme.successor is not None:
            parts.append(said("followed by {scheme}", scheme=visible(scheme.successor)))
        return side_by_side(*parts)

    def columns(self, language: str | None = None) -> Columns:
        """A column for the name in each language of the scheme."""
        units = self.scheme.units
        languages = dict.fromkeys(each for unit in units for each in unit.name)
        names: dict[str, list[Any]] = {
            f"name_{each}" if each else "name": [unit.name.get(each) for unit in units] for each in languages
        }
        return {
            "code": [unit.code for unit in units],
            **names,
            "aliases": ["; ".join(unit.aliases) or None for unit in units],
            "successor": [unit.successor for unit in units],
            "ranked": [unit.ranked for unit in units],
        }


@dataclass(frozen=True)
class ShownMatches(ShownList):
    """Texts and the units that they are read as; for any that is none, why and what to do."""

    readings: Sequence[Reading]
    kind = "matches"

    def page(self) -> Iterable[Block]:
        results = [result for _, result in self.readings]
        codes = [
            Cell(visible(one.unit.code)) if is_match(one) else Cell(figures.NONE, BAD) for one in results
        ]
        grid = Grid(
            [
                _words(said("text"), [visible(text) for text, _ in self.readings], 40),
                TextColumn(said("code"), codes),
                _words(
                    said("name"), [name_of(one.unit.name) if is_match(one) else "" for one in results], 40
                ),
                _words(said("note"), [visible(_note(one)) for one in results], 100),
            ]
        )
        return ([Table(grid)],)

    def columns(self, language: str | None = None) -> Columns:
        results = [result for _, result in self.readings]
        return {
            "text": [text for text, _ in self.readings],
            "code": [one.unit.code if is_match(one) else None for one in results],
            "name": [one.unit.label(language) if is_match(one) else None for one in results],
            "by": [one.how if isinstance(one, Match) else None for one in results],
            "problem": [one.code if isinstance(one, Explanation) else None for one in results],
            "note": [_note(one) or None for one in results],
        }


def is_match(result: Match | Explanation) -> TypeGuard[Match]:
    """Whether a text was recognised as a unit."""
    return isinstance(result, Match)


def _note(result: Match | Explanation) -> str:
    if isinstance(result, Match):
        return result.note or ""
    told = side_by_side(result.code, result.message, between=": ")
    return side_by_side(told, result.fix, between="; ")


def _words(heading: str, texts: Sequence[str], natural: int, *, drop: int = 0, style: str = "") -> TextColumn:
    cells = [Cell(text, style) for text in texts]
    return TextColumn(heading, cells, folds=True, folded=Widths(10, 14, natural), drop=drop)


def _name(unit: Unit) -> str:
    name = name_of(unit.name)
    return name if unit.ranked else said("{name} (aggregate, not ranked)", name=name)


def _spellings(unit: Unit) -> str:
    """The names in other languages, then the aliases."""

    def others(language: str | None) -> str:
        shown = unit.label(language)
        texts = dict.fromkeys(text for text in (*unit.name.values(), *unit.aliases) if text != shown)
        return visible(", ".join(texts))

    return composed(others)


def _validity(scheme: UnitScheme) -> str:
    first, last = scheme.valid_from, scheme.valid_until
    if first is not None and last is not None:
        return said("{first} to {last}", first=first, last=last)
    if first is not None:
        return said("since {date}", date=first)
    return said("until {date}", date=last) if last is not None else ""
