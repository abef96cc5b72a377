"""A league table for people and programs: units by one indicator, and what a unit's place comes to in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rich.text import Text

from dtiscore.questions.league.answer import League, LeagueTable, Place
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.figures import Decimals
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.names import index_title, node_name, unit_name
from dtiscore.render.phrases import counted, say
from dtiscore.visible import visible

LEAGUE_SCHEMA = "dtiscore/league/1"

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MULTIPLES = {
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
}


def league_screen(league: League, screen: Screen) -> str:
    """A league table as text, with the sentence of the unit asked for, or else of the first one."""
    view = _View(league, screen.language)
    lines: list[Text] = []
    for table in league.tables:
        columns = view.columns(table)
        fitted = fit(list[Column](columns), len(table.places), screen.width)
        lines += paragraph(view.title(table), screen, style=BOLD, hanging="  ")
        for said in (view.order(), *view.readings(table)):
            lines += paragraph(said, screen)
        lines += [Text(), *fitted.lines(screen), *fitted.left_out(screen), Text()]
        for said in view.notes(table):
            lines += paragraph(said, screen)
    lines += paragraph(say(screen.language, "league aid"), screen, style=DIM)
    return to_text(lines, screen)


def league_markdown(league: League, language: str | None = None) -> str:
    """The same as Markdown."""
    view = _View(league, language)
    parts: list[str] = []
    for table in league.tables:
        drawn = {column.heading: [cell.text for cell in column.cells] for column in view.columns(table)}
        said = [view.order(), *view.readings(table)]
        parts += [f"### {escaped(view.title(table))}", *map(escaped, said), to_markdown(drawn).rstrip("\n")]
        parts += map(escaped, view.notes(table))
    return "\n\n".join([*parts, escaped(say(language, "league aid"))]) + "\n"


def league_columns(league: League, language: str | None = None) -> dict[str, list[Any]]:
    """The places as plain columns in full precision, each with its sentence."""
    view, card = _View(league, language), league.card
    places = [(table, place) for table in league.tables for place in table.places]
    rows = league.rows()
    names = ("period", "group", "rank", "of", "unit")
    measured = ("value", "mean", "times_mean", "to_mean", "to_best")
    kept = [
        name
        for name in names
        if name not in ("period", "group") or any(row[name] is not None for row in rows)
    ]
    return {
        **{name: [row[name] for row in rows] for name in kept},
        "name": [card.name(place.row, language) for _, place in places],
        **{name: [row[name] for row in rows] for name in measured},
        "reading": [view.reading(table, place) for table, place in places],
    }


def league_payload(league: League, language: str | None = None) -> dict[str, Any]:
    """A league table as the versioned envelope for JSON."""
    measure = league.measure
    return {
        "schema": LEAGUE_SCHEMA,
        "provenance": league.card.provenance.as_dict(),
        "indicator": {
            "code": league.code,
            "name": league.card.methodology.label(league.code, language),
            "ordered_by": "score" if measure is None else "value",
            "columns": [] if measure is None else list(measure.columns),
            "unit": None if measure is None else measure.unit,
            "per": None if measure is None or measure.per_unit is None else measure.per,
            "per_unit": None if measure is None else measure.per_unit,
            "first": "highest" if league.highest_first else "lowest",
        },
        "without_value": sum(table.without for table in league.tables),
        "rows": rows_of(league_columns(league, language)),
    }


@dataclass(frozen=True)
class _View:
    """A league table in one language."""

    league: League
    language: str | None

    @cached_property
    def decimals(self) -> Decimals:
        """The decimals of values: the published ones of a score, and for figures no more than four digits need."""
        if self.league.measure is None:
            return self.league.card.methodology.publish.round
        return figures.decimals_of(self._values, self.most)

    @cached_property
    def most(self) -> Decimals:
        """The decimals of what is computed from the values, such as their mean."""
        if self.league.measure is None:
            return self.decimals
        largest = max(map(abs, self._values), default=0.0)
        digits = len(str(int(largest))) if largest > 1 else 0
        return max(4 - digits, 1 if digits < 6 else 0)

    @property
    def _values(self) -> list[float]:
        places = (place for table in self.league.tables for place in table.places)
        return [place.value for place in places if place.value is not None]

    @cached_property
    def unit(self) -> str:
        """The unit of measurement in words, empty where the edition names none."""
        measure = self.league.measure
        if measure is None or measure.unit is None:
            return ""
        unit = visible(measure.unit)
        if measure.per_unit is None:
            return unit
        per_unit = visible(measure.per_unit)
        if measure.per == 1:
            return say(self.language, "unit per one", unit=unit, per_unit=per_unit)
        return say(self.language, "unit per", unit=unit, per=self._number(measure.per), per_unit=per_unit)

    def _number(self, value: float) -> str:
        """A round number with its thousands apart."""
        text = figures.grouped(value)
        return text.replace(",", ".") if self.language == "vi" and value.is_integer() else text

    def title(self, table: LeagueTable) -> str:
        edition = self.league.card.methodology
        name = node_name(edition, self.league.code, self.language)
        label = name if name == visible(self.league.code) else f"{name} ({visible(self.league.code)})"
        named = [visible(part) for part in table.partition if part is not None]
        return " · ".join(
            [index_title(edition, self.language), label, *named, counted(self.language, table.of, "unit")]
        )

    def order(self) -> str:
        """By what the units are ordered, and which end comes first."""
        measure = self.league.measure
        end = (
            say(self.language, "highest first")
            if self.league.highest_first
            else say(self.language, "lowest first")
        )
        if measure is None:
            phrase = "league by score, no end" if self.league.has_no_better_end else "league by score"
            return say(self.language, phrase, end=end)
        above, *below = map(visible, measure.columns)
        column = above
        if below and measure.per == 1:
            column = say(self.language, "divided", above=above, below=below[0])
        elif below:
            column = say(
                self.language, "divided per", above=above, below=below[0], per=self._number(measure.per)
            )
        return say(
            self.language,
            "league by value",
            column=f"{column} ({self.unit})" if self.unit else column,
            end=end,
        )

    def columns(self, table: LeagueTable) -> list[TextColumn]:
        places, language = table.places, self.language
        heading = say(language, "score") if self.league.measure is None else say(language, "value")
        columns = [
            numbers("#", [figures.rank(place.rank) for place in places]),
            words(
                say(language, "Unit"), [unit_name(self.league.card, place.row, language) for place in places]
            ),
            numbers(heading, [self._figure(place.value) for place in places]),
        ]
        if any(place.times_mean is not None for place in places):
            times = [figures.fixed(place.times_mean, 2) for place in places]
            columns.append(numbers(say(language, "times the mean"), times, 1))
        gaps = [
            self._signed(figures.shown_difference(place.value, table.mean, self.most)) for place in places
        ]
        behind = [self._figure(self._behind(place.value, table.best)) for place in places]
        return [
            *columns,
            numbers(say(language, "from mean"), gaps, 3),
            numbers(say(language, "behind the first"), behind, 2),
        ]

    def _figure(self, value: float | None) -> str:
        return figures.fixed(value, self.decimals)

    def _behind(self, value: float | None, best: float | None) -> float | None:
        """How far a value is from the first one, in the direction of the indicator."""
        first, last = (best, value) if self.league.highest_first else (value, best)
        return figures.shown_difference(first, last, self.decimals)

    def _signed(self, value: float | None) -> str:
        text = figures.fixed(value, self.most)
        return f"+{text}" if value is not None and value > 0 else text

    def readings(self, table: LeagueTable) -> Iterator[str]:
        """The sentence of the unit asked for, or of the first one."""
        units, unit = self.league.card.dataset.units, self.league.unit
        chosen = [place for place in table.places if units[place.row] == unit] if unit else table.places[:1]
        for place in chosen:
            yield self.reading(table, place)

    def reading(self, table: LeagueTable, place: Place) -> str:
        """A place in one sentence: 2.3 firms per 1,000 people, second of 63, three times the mean."""
        name = unit_name(self.league.card, place.row, self.language)
        if place.value is None:
            return say(self.language, "league reading none", unit=name)
        text = (
            figures.brief(place.value, self.decimals)
            if self.league.measure is not None
            else self._figure(place.value)
        )
        joint = "" if self.unit.startswith("%") else " "
        value = f"{text}{joint}{self.unit}" if self.unit else text
        times = self._against_mean(place)
        if place.rank is None:
            return say(self.language, "league reading unranked", unit=name, value=value, times=times)
        phrase = "joint place of" if place.is_shared else "place of"
        at = say(self.language, phrase, place=self._ordinal(place.rank), n=table.of)
        return say(self.language, "league reading", unit=name, value=value, place=at, times=times)

    def _ordinal(self, rank: float) -> str:
        if self.language == "vi" or not float(rank).is_integer():
            return figures.rank(rank)
        at = int(rank)
        if at <= len(_ORDINALS):
            return _ORDINALS[at - 1]
        ending = "th" if at % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(at % 10, "th")
        return f"{at}{ending}"

    def _against_mean(self, place: Place) -> str:
        """The value as a multiple of the mean, where that has a meaning; else how far it is from it."""
        language = self.language
        if place.times_mean is None:
            gap = place.to_mean or 0.0
            phrase = "above the mean" if gap >= 0 else "below the mean"
            return say(language, phrase, gap=figures.brief(abs(gap), self.most))
        times = figures.brief(place.times_mean, 1)
        if times == "1":
            return say(language, "about the mean")
        if times == "2":
            return say(language, "twice the mean")
        if place.times_mean > 1:
            return say(
                language, "times mean", times=times if language == "vi" else _MULTIPLES.get(times, times)
            )
        return say(language, "part of the mean", percent=figures.fixed(place.times_mean * 100, 0))

    def notes(self, table: LeagueTable) -> Iterator[str]:
        if table.mean is not None:
            units = counted(self.language, table.of, "unit")
            yield say(self.language, "mean of units", units=units, value=figures.fixed(table.mean, self.most))
        if table.without:
            yield say(self.language, "without value", units=counted(self.language, table.without, "unit"))
