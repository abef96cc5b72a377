"""Unit schemes, their units, and how texts are read under one: on a screen and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

from rich.text import Text

from dtiscore.methodology import text_in
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit_on
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.names import name_of
from dtiscore.render.wording import side_by_side
from dtiscore.said import composed, counted, said
from dtiscore.units.explaining import Explanation
from dtiscore.units.matching import Match
from dtiscore.units.scheme import Unit, UnitScheme
from dtiscore.visible import visible

Reading = tuple[str, Match | Explanation]
"""A text, and the unit that it is read as or why it is none."""


def schemes_screen(schemes: Sequence[UnitScheme], screen: Screen) -> str:
    """The unit schemes, a line each."""
    numbers = [str(len(scheme.units)) for scheme in schemes]
    columns: list[Column] = [
        TextColumn(said("id"), [Cell(visible(scheme.id), BOLD) for scheme in schemes]),
        _words(said("title"), [name_of(scheme.title) for scheme in schemes], 70),
        TextColumn(said("units"), [Cell(number) for number in numbers], "right"),
        _words(said("in force"), [_validity(scheme) for scheme in schemes], 30, drop=1),
        _words(said("successor"), [visible(scheme.successor or "") for scheme in schemes], 30, drop=2),
    ]
    fitted = fit_on(screen, columns)
    return to_text([*fitted.lines(screen), *fitted.left_out(screen, apart=True)], screen)


def schemes_columns(schemes: Sequence[UnitScheme], language: str | None = None) -> dict[str, list[Any]]:
    """The unit schemes as plain columns."""
    return {
        "id": [scheme.id for scheme in schemes],
        "title": [text_in(scheme.title, language) for scheme in schemes],
        "units": [len(scheme.units) for scheme in schemes],
        "valid_from": [scheme.valid_from for scheme in schemes],
        "valid_until": [scheme.valid_until for scheme in schemes],
        "successor": [scheme.successor for scheme in schemes],
        "source": [scheme.source for scheme in schemes],
    }


def units_screen(scheme: UnitScheme, screen: Screen) -> str:
    """The units of a scheme: code, name, other spellings, and what each became."""
    units = scheme.units
    parts = [visible(scheme.id), name_of(scheme.title), counted(len(units), "{n} unit", "{n} units")]
    if scheme.successor is not None:
        parts.append(said("followed by {scheme}", scheme=visible(scheme.successor)))
    columns: list[Column] = [
        TextColumn(said("code"), [Cell(visible(unit.code)) for unit in units]),
        _words(said("name"), [_name(unit) for unit in units], 40),
        _words(said("also written"), [_spellings(unit) for unit in units], 60, drop=1, style=DIM),
    ]
    if scheme.successor is not None:
        columns.append(_words(said("successor"), [visible(unit.successor or "") for unit in units], 12))
    fitted = fit_on(screen, columns)
    title = paragraph(side_by_side(*parts), screen, style=BOLD, hanging="  ")
    return to_text([*title, Text(), *fitted.lines(screen), *fitted.left_out(screen, apart=True)], screen)


def units_columns(scheme: UnitScheme) -> dict[str, list[Any]]:
    """The units of a scheme as plain columns; a column for the name in each language of the scheme."""
    languages = dict.fromkeys(language for unit in scheme.units for language in unit.name)
    names = {
        f"name_{language}" if language else "name": [unit.name.get(language) for unit in scheme.units]
        for language in languages
    }
    return {
        "code": [unit.code for unit in scheme.units],
        **names,
        "aliases": ["; ".join(unit.aliases) or None for unit in scheme.units],
        "successor": [unit.successor for unit in scheme.units],
        "ranked": [unit.ranked for unit in scheme.units],
    }


def is_match(result: Match | Explanation) -> TypeGuard[Match]:
    """Whether a text was recognised as a unit."""
    return isinstance(result, Match)


def matches_screen(readings: Sequence[Reading], screen: Screen) -> str:
    """Texts and the units that they are read as; for any that is none, why and what to do."""
    results = [result for _, result in readings]
    codes = [Cell(visible(result.unit.code)) if is_match(result) else Cell("-", BAD) for result in results]
    columns: list[Column] = [
        _words(said("text"), [visible(text) for text, _ in readings], 40),
        TextColumn(said("code"), codes),
        _words(said("name"), [name_of(one.unit.name) if is_match(one) else "" for one in results], 40),
        _words(said("note"), [visible(_note(result)) for result in results], 100),
    ]
    return to_text(fit_on(screen, columns).lines(screen), screen)


def matches_columns(readings: Sequence[Reading], language: str | None = None) -> dict[str, list[Any]]:
    """Texts and the units that they are read as, as plain columns."""
    results = [result for _, result in readings]
    return {
        "text": [text for text, _ in readings],
        "code": [result.unit.code if is_match(result) else None for result in results],
        "name": [result.unit.label(language) if is_match(result) else None for result in results],
        "by": [result.how if isinstance(result, Match) else None for result in results],
        "problem": [result.code if isinstance(result, Explanation) else None for result in results],
        "note": [_note(result) or None for result in results],
    }


def _note(result: Match | Explanation) -> str:
    if isinstance(result, Match):
        return result.note or ""
    return f"{result.code}: {result.message}; {result.fix}"


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
