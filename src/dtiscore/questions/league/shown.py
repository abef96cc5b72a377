"""A league table for people and programs: units by one indicator, and what a unit's place comes to in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dtiscore.questions.league.answer import League, LeagueTable, Place
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.figures import Decimals
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import index_title, node_with_code, period_and_group, unit_name
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, ShownBy, Table, Title, aid
from dtiscore.render.ranks_in_words import worst_first_note
from dtiscore.render.under_editions import under_editions
from dtiscore.render.wording import side_by_side
from dtiscore.said import counted, said, said_in, spoken, template
from dtiscore.visible import visible

LEAGUE_SCHEMA = "dtiscore/league/1"

_ORDINALS = (
    said_in("place", "first"),
    said_in("place", "second"),
    said_in("place", "third"),
    said_in("place", "fourth"),
    said_in("place", "fifth"),
    said_in("place", "sixth"),
    said_in("place", "seventh"),
    said_in("place", "eighth"),
    said_in("place", "ninth"),
    said_in("place", "tenth"),
)
_MULTIPLES: Mapping[str, str] = {
    "3": said_in("times", "three"),
    "4": said_in("times", "four"),
    "5": said_in("times", "five"),
    "6": said_in("times", "six"),
    "7": said_in("times", "seven"),
    "8": said_in("times", "eight"),
    "9": said_in("times", "nine"),
    "10": said_in("times", "ten"),
}


_AID = said(
    "How to read: the mean is the plain one of the ranked units, each counting the same whatever its size. --unit tells "
    "one unit in a sentence."
)


@dataclass(frozen=True)
class ShownLeague(Shown):
    """A league table in every form, with the sentence of the unit asked for, or else of the first one."""

    league: League

    def page(self) -> Iterator[Block]:
        for table in self.league.tables:
            grid = Grid(self._columns(table))
            yield [Title(self._title(table)), *map(Note, (self._order(), *self._readings(table)))]
            yield [Table(grid), LeftOut(grid)]
            read = [aid(_AID)] if table is self.league.tables[-1] else []
            yield [*map(Note, self._notes(table)), *read]

    def columns(self, language: str | None = None) -> Columns:
        """The places, each with its sentence."""
        league, card = self.league, self.league.card
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
            "reading": [spoken(self._reading(table, place), language) for table, place in places],
        }

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        league = self.league
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
            "rows": rows_of(self.columns(language)),
        }

    @cached_property
    def _decimals(self) -> Decimals:
        """The decimals of values: the published ones of a score, and for figures no more than four digits need."""
        if self.league.measure is None:
            return self.league.card.methodology.publish.round
        return figures.decimals_of(self._values, self._most)

    @cached_property
    def _most(self) -> Decimals:
        """The decimals of what is computed from the values, such as their mean."""
        if self.league.measure is None:
            return self._decimals
        largest = max(map(abs, self._values), default=0.0)
        digits = len(str(int(largest))) if largest > 1 else 0
        return max(4 - digits, 1 if digits < 6 else 0)

    @property
    def _values(self) -> list[float]:
        """Those that are shown, and the best ones, from which they are a distance away."""
        values = [place.value for table in self.league.tables for place in table.places]
        return [
            value for value in (*values, *(table.best for table in self.league.tables)) if value is not None
        ]

    @cached_property
    def _unit(self) -> str:
        """The unit of measurement in words, empty where the edition names none."""
        measure = self.league.measure
        if measure is None or measure.unit is None:
            return ""
        unit = visible(measure.unit)
        if measure.per_unit is None:
            return unit
        per_unit = visible(measure.per_unit)
        if measure.per == 1:
            return said("{unit} per {per_unit}", unit=unit, per_unit=per_unit)
        return said(
            "{unit} per {per} {per_unit}", unit=unit, per=self._number(measure.per), per_unit=per_unit
        )

    def _number(self, value: float) -> str:
        """A round number with its thousands apart."""
        return figures.grouped(value)

    def _title(self, table: LeagueTable) -> str:
        edition = self.league.card.methodology
        named = period_and_group(table.partition)
        units = counted(table.of, "{n} unit", "{n} units")
        return side_by_side(index_title(edition), node_with_code(edition, self.league.code), *named, units)

    def _order(self) -> str:
        """By what the units are ordered, and which end comes first."""
        measure = self.league.measure
        end = said("the highest value first") if self.league.highest_first else said("the lowest value first")
        if measure is None:
            no_figure = template("Ordered by the score, {end}: the table has no single figure for this.")
            no_end = template(
                "Ordered by the score, {end}: neither the highest nor the lowest figure is the best here."
            )
            return said(no_end if self.league.has_no_better_end else no_figure, end=end)
        above, *below = map(visible, measure.columns)
        column = above
        if below and measure.per == 1:
            column = said("{above} / {below}", above=above, below=below[0])
        elif below:
            column = said(
                "{above} / {below} × {per}", above=above, below=below[0], per=self._number(measure.per)
            )
        if self._unit and not column.endswith(f"({self._unit})"):  # a heading often says it already
            column = said("{column} ({unit})", column=column, unit=self._unit)
        return said("Ordered by {column}, {end}.", column=column, end=end)

    def _columns(self, table: LeagueTable) -> list[TextColumn]:
        places = table.places
        heading = said("score") if self.league.measure is None else said("value")
        columns = [
            numbers("#", [figures.rank(place.rank) for place in places]),
            words(said("Unit"), [unit_name(self.league.card, place.row) for place in places]),
            numbers(heading, [self._figure(place.value) for place in places]),
        ]
        if any(place.times_mean is not None for place in places):
            times = [figures.fixed(place.times_mean, 2) for place in places]
            columns.append(numbers(said("times the mean"), times, 1))
        gaps = [
            self._signed(figures.shown_difference(place.value, table.mean, self._most)) for place in places
        ]
        behind = [self._figure(self._behind(place.value, table.best)) for place in places]
        return [
            *columns,
            numbers(said("from the mean"), gaps, 3),
            numbers(said("behind the first"), behind, 2),
        ]

    def _figure(self, value: float | None) -> str:
        return figures.fixed(value, self._decimals)

    def _behind(self, value: float | None, best: float | None) -> float | None:
        """How far a value is from the first one, in the direction of the indicator."""
        first, last = (best, value) if self.league.highest_first else (value, best)
        return figures.shown_difference(first, last, self._decimals)

    def _signed(self, value: float | None) -> str:
        text = figures.fixed(value, self._most)
        return figures.signed(text, zero=figures.unsigned(text))

    def _readings(self, table: LeagueTable) -> Iterator[str]:
        """The sentence of the unit asked for, or of the first one."""
        units, unit = self.league.card.dataset.units, self.league.unit
        chosen = [place for place in table.places if units[place.row] == unit] if unit else table.places[:1]
        for place in chosen:
            yield self._reading(table, place)

    def _reading(self, table: LeagueTable, place: Place) -> str:
        """A place in one sentence: 2.3 firms per 1,000 people, second of 63, three times the mean."""
        name = unit_name(self.league.card, place.row)
        if place.value is None:
            return said("{unit}: no value.", unit=name)
        text = (
            figures.brief(place.value, self._decimals)
            if self.league.measure is not None
            else self._figure(place.value)
        )
        joint = "" if self._unit.startswith("%") else " "
        value = side_by_side(text, self._unit, between=joint) if self._unit else text
        times = self._against_mean(place)
        if place.rank is None:
            return said("{unit}: {value}, not ranked, {times}.", unit=name, value=value, times=times)
        shared, alone = template("joint {place} of {n}"), template("{place} of {n}")
        at = said(shared if place.is_shared else alone, place=_ordinal(place.rank), n=table.of)
        return said("{unit}: {value}, {place}, {times}.", unit=name, value=value, place=at, times=times)

    def _against_mean(self, place: Place) -> str:
        """The value as a multiple of the mean, where that has a meaning; else how far it is from it."""
        if place.times_mean is None:
            gap = place.to_mean or 0.0
            above, below = template("{gap} above the mean"), template("{gap} below the mean")
            return said(above if gap >= 0 else below, gap=figures.brief(abs(gap), self._most))
        times = figures.brief(place.times_mean, 1)
        if times == "1":
            return said("about the mean")
        if times == "2":
            return said("twice the mean")
        if place.times_mean > 1:
            return said(
                "{times} times the mean",
                times=_MULTIPLES.get(times, times),
            )
        return said("{percent}% of the mean", percent=figures.fixed(place.times_mean * 100, 0))

    def _notes(self, table: LeagueTable) -> Iterator[str]:
        yield from worst_first_note(self.league.card.methodology.rank)
        if table.mean is not None:
            units = counted(table.of, "{n} unit", "{n} units")
            yield said("Mean of {units}: {value}.", units=units, value=figures.fixed(table.mean, self._most))
        if table.without:
            yield said("Without a value: {units}.", units=counted(table.without, "{n} unit", "{n} units"))


def _ordinal(rank: float) -> str:
    """A rank as its place in a row: first, second, 21st."""
    if not float(rank).is_integer():
        return figures.rank(rank)
    at = int(rank)
    if at <= len(_ORDINALS):
        return _ORDINALS[at - 1]
    last = 0 if at % 100 in (11, 12, 13) else at % 10
    if last == 1:
        return said_in("place", "{n}st", n=at)
    if last == 2:
        return said_in("place", "{n}nd", n=at)
    return said_in("place", "{n}rd", n=at) if last == 3 else said_in("place", "{n}th", n=at)


def shown_leagues(found: Sequence[League]) -> Shown:
    """One as it stands, and several under the editions that govern their periods."""
    return under_editions([one.card for one in found], [ShownLeague(one) for one in found], "leagues")


SHOWN = {League: ShownBy(ShownLeague)}
