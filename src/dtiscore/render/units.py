"""Unit schemes, their units, and how texts are read under one: on a screen and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

from rich.text import Text

from dtiscore.methodology import text_in
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths, fit
from dtiscore.render.drawing.screen import BAD, BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.phrases import counted, say
from dtiscore.units.explaining import Explanation
from dtiscore.units.matching import Match
from dtiscore.units.scheme import Unit, UnitScheme
from dtiscore.visible import visible

Reading = tuple[str, Match | Explanation]
"""A text, and the unit that it is read as or why it is none."""


def schemes_screen(schemes: Sequence[UnitScheme], screen: Screen) -> str:
    """The unit schemes, a line each."""
    language = screen.language
    numbers = [str(len(scheme.units)) for scheme in schemes]
    columns: list[Column] = [
        TextColumn(say(language, "id"), [Cell(visible(scheme.id), BOLD) for scheme in schemes]),
        _words(language, "title", [text_in(scheme.title, language) for scheme in schemes], 70),
        TextColumn(say(language, "units"), [Cell(number) for number in numbers], "right"),
        _words(language, "valid", [_validity(scheme, language) for scheme in schemes], 30, drop=1),
        _words(language, "successor", [scheme.successor or "" for scheme in schemes], 30, drop=2),
    ]
    fitted = fit(columns, len(schemes), screen.width)
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
    language, units = screen.language, scheme.units
    parts = [
        visible(scheme.id),
        visible(text_in(scheme.title, language)),
        counted(language, len(units), "unit"),
    ]
    if scheme.successor is not None:
        parts.append(say(language, "from then", scheme=visible(scheme.successor)))
    columns: list[Column] = [
        TextColumn(say(language, "code"), [Cell(visible(unit.code)) for unit in units]),
        _words(language, "name", [_name(unit, language) for unit in units], 40),
        _words(language, "aliases", [", ".join(_spellings(unit, language)) for unit in units], 60, drop=1),
    ]
    if scheme.successor is not None:
        columns.append(_words(language, "successor", [unit.successor or "" for unit in units], 12))
    fitted = fit(columns, len(units), screen.width)
    title = paragraph(" · ".join(parts), screen, style=BOLD, hanging="  ")
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
    language = screen.language
    results = [result for _, result in readings]
    codes = [Cell(visible(result.unit.code)) if is_match(result) else Cell("-", BAD) for result in results]
    names = [visible(result.unit.label(language)) if is_match(result) else "" for result in results]
    columns: list[Column] = [
        _words(language, "text", [text for text, _ in readings], 40),
        TextColumn(say(language, "code"), codes),
        _words(language, "name", names, 40),
        _words(language, "note", [_note(result) for result in results], 100),
    ]
    return to_text(fit(columns, len(readings), screen.width).lines(screen), screen)


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


def _words(
    language: str | None, heading: str, texts: Sequence[str], natural: int, *, drop: int = 0
) -> TextColumn:
    cells = [Cell(visible(text), DIM if heading == "aliases" else "") for text in texts]
    return TextColumn(say(language, heading), cells, folds=True, folded=Widths(10, 14, natural), drop=drop)


def _name(unit: Unit, language: str | None) -> str:
    name = unit.label(language)
    return name if unit.ranked else f"{name} ({say(language, 'aggregate unit')})"


def _spellings(unit: Unit, language: str | None) -> list[str]:
    """The names in other languages, then the aliases."""
    shown = unit.label(language)
    return list(dict.fromkeys(text for text in (*unit.name.values(), *unit.aliases) if text != shown))


def _validity(scheme: UnitScheme, language: str | None) -> str:
    first, last = scheme.valid_from, scheme.valid_until
    if first is not None and last is not None:
        return say(language, "between", first=first, last=last)
    if first is not None:
        return say(language, "since", date=first)
    return say(language, "until", date=last) if last is not None else ""
