"""A trend for people and programs: ranks over the periods, runs in the lead, growth, and how far units are apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from dtiscore import __version__
from dtiscore.methodology import text_in
from dtiscore.questions.trend.answer import Trend, UnitTrend
from dtiscore.render.changes import (
    MOST_DECIMALS,
    as_dict,
    basis_notes,
    chosen_rows,
    name_of,
    numbers,
    signed_column,
    table_label,
    words,
)
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.phrases import say
from dtiscore.visible import visible

TREND_SCHEMA = "dtiscore/trend/1"

Shown = Literal["units", "spread"]
"""The two tables of a trend: one row per unit, or one per period."""

_AIDS = {"units": "trend aid units", "spread": "trend aid spread"}


def trend_screen(
    trend: Trend,
    screen: Screen,
    shown: Shown = "units",
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> str:
    """A trend as text: ranks by period, what follows from them, and how to read it."""
    view = _View(trend, shown, units, top, screen.language)
    columns = view.columns()
    fitted = fit(list[Column](columns), len(columns[0].cells), screen.width)
    head = [*paragraph(view.title(), screen, style=BOLD)]
    for note in basis_notes(trend.tables, screen.language):
        head += paragraph(note, screen)
    conclusions = [line for said in view.conclusions() for line in paragraph(said, screen)]
    aid = [*paragraph(view.aid(), screen, style=DIM), *fitted.left_out(screen)]
    return to_text(blocks(head, fitted.lines(screen), conclusions, aid), screen)


def trend_markdown(
    trend: Trend,
    language: str | None = None,
    shown: Shown = "units",
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> str:
    """The same as Markdown."""
    view = _View(trend, shown, units, top, language)
    table = to_markdown({one.heading: [cell.text for cell in one.cells] for one in view.columns()})
    said = [*basis_notes(trend.tables, language), *view.conclusions(), view.aid()]
    return "\n\n".join([f"### {escaped(view.title())}", table.rstrip("\n"), *map(escaped, said)]) + "\n"


def trend_columns(
    trend: Trend,
    language: str | None = None,
    shown: Shown = "units",
    units: frozenset[str] = frozenset(),
    top: int | None = None,
) -> dict[str, list[Any]]:
    """One of the two tables of a trend as plain columns in full precision."""
    if shown == "spread":
        return {
            "period": [table.label for table in trend.tables],
            "units": [one.units for one in trend.spreads],
            "mean": [one.mean for one in trend.spreads],
            "sd": [one.sd for one in trend.spreads],
            "range": [one.range for one in trend.spreads],
        }
    chosen = chosen_rows(trend.units, units, top)
    columns: dict[str, list[Any]] = {
        "unit": [one.unit for one in chosen],
        "name": [text_in(one.name, language) for one in chosen],
    }
    for figure in ("rank", "score"):
        for at, table in enumerate(trend.tables):
            columns[f"{figure}:{table.label}"] = [
                None if (standing := one.standings[at]) is None else getattr(standing, figure)
                for one in chosen
            ]
    columns |= {name: [getattr(one, name) for one in chosen] for name in ("growth", "yearly", "relative")}
    columns["longest_lead"] = [max((run.length for run in one.leads), default=0) for one in chosen]
    return columns


def trend_payload(
    trend: Trend, language: str | None = None, units: frozenset[str] = frozenset(), top: int | None = None
) -> dict[str, Any]:
    """A trend as the versioned envelope for JSON, with both tables and the runs in the lead."""
    return {
        "schema": TREND_SCHEMA,
        "dtiscore": __version__,
        "on_one_list": trend.on_one_list,
        "tables": [as_dict(table) for table in trend.tables],
        "leads": [
            {"unit": one.unit, "first": run.first, "last": run.last, "periods": run.length}
            for one in chosen_rows(trend.units, units, top)
            for run in one.leads
        ],
        "spread": rows_of(trend_columns(trend, language, "spread")),
        "rows": rows_of(trend_columns(trend, language, "units", units, top)),
    }


@dataclass(frozen=True)
class _View:
    trend: Trend
    shown: Shown
    units: frozenset[str]
    top: int | None
    language: str | None

    @cached_property
    def chosen(self) -> Sequence[UnitTrend]:
        return chosen_rows(self.trend.units, self.units, self.top)

    @cached_property
    def decimals(self) -> int:
        scores = [one.score for table in self.trend.tables for one in table.units.values()]
        return figures.decimals_of(scores, MOST_DECIMALS)

    def title(self) -> str:
        first, last = self.trend.tables[0], self.trend.tables[-1]
        index = visible(last.index)
        return f"{index} · {say(self.language, 'between', first=table_label(first), last=table_label(last))}"

    def aid(self) -> str:
        return say(self.language, _AIDS[self.shown])

    def columns(self) -> list[TextColumn]:
        return self._spreads() if self.shown == "spread" else self._ranks()

    def _ranks(self) -> list[TextColumn]:
        chosen, tables, language = self.chosen, self.trend.tables, self.language
        columns = [words(say(language, "Unit"), [name_of(one.name, language) for one in chosen])]
        for at, table in enumerate(tables):
            ranks = [one.standings[at] for one in chosen]
            heading = f"{table_label(table)} (/{'?' if table.of is None else table.of})"
            texts = [figures.rank(None if one is None else one.rank) for one in ranks]
            columns.append(numbers(heading, texts, len(tables) - 1 - at))
        last = [one.standings[-1] for one in chosen]
        scores = [figures.fixed(None if one is None else one.score, self.decimals) for one in last]
        growth = signed_column((one.growth for one in chosen), self.decimals)
        yearly = signed_column((one.yearly for one in chosen), self.decimals)
        # Ranks are what is followed, so that scores give way before the oldest of them does.
        first = len(tables)
        return [
            *columns,
            numbers(say(language, "last score"), scores, first),
            numbers(say(language, "growth"), growth, first + 1),
            numbers(say(language, "growth per period"), yearly, first + 2),
        ]

    def _spreads(self) -> list[TextColumn]:
        found, language = self.trend.spreads, self.language
        columns = [words(say(language, "period"), [table_label(table) for table in self.trend.tables])]
        columns.append(numbers(say(language, "units"), [figures.rank(one.units) for one in found], 1))
        for heading, values, drop in (
            ("mean", [one.mean for one in found], 0),
            ("typical distance", [one.sd for one in found], 0),
            ("first to last", [one.range for one in found], 2),
        ):
            texts = [figures.fixed(value, self.decimals) for value in values]
            columns.append(numbers(say(language, heading), texts, drop))
        return columns

    def conclusions(self) -> Iterator[str]:
        """Who led for several periods in a row, and whether the units drew together."""
        for unit in self.chosen if self.shown == "units" else ():
            for run in unit.leads:
                if run.length > 1:
                    name = name_of(unit.name, self.language)
                    first, last = visible(run.first), visible(run.last)
                    yield say(self.language, "in the lead", unit=name, n=run.length, first=first, last=last)
        if not self.trend.on_one_list:
            return  # a unit that came or went changes how far all are apart
        pairs = zip(self.trend.tables, self.trend.spreads, strict=True)
        known = [
            (table_label(table), one.sd) for table, one in pairs if one.sd is not None and one.units != 1
        ]
        if len(known) > 1:
            (first, was), (last, now) = known[0], known[-1]
            texts = [figures.fixed(value, self.decimals) for value in (was, now)]
            phrase = "drew together" if now < was else "drew apart"
            yield say(self.language, phrase, first=first, last=last, was=texts[0], now=texts[1])
