"""A trend for people and programs: ranks over the periods, runs in the lead, growth, and how far units are apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from dtiscore import __version__
from dtiscore.methodology import text_in
from dtiscore.methodology.periods import years_of
from dtiscore.questions.trend.answer import Trend, UnitTrend
from dtiscore.render.changes import (
    MOST_DECIMALS,
    as_dict,
    basis_notes,
    chosen_rows,
    followed,
    numbers,
    signed_column,
    table_label,
    words,
)
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.bars import course
from dtiscore.render.drawing.grid import Cell, TextColumn
from dtiscore.render.drawing.screen import BAR
from dtiscore.render.forms.json_text import rows_of
from dtiscore.render.names import draft_note, name_of
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, Shown, ShownBy, Table, Title, aid
from dtiscore.said import Figure, said, template
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.questions.trend.pictures import Followed
    from dtiscore.render.pictures.theme import Picture

TREND_SCHEMA = "dtiscore/trend/1"

TrendPicture = Literal["lines", "scores"]
"""What a picture follows: ranks or scores."""

TrendTable = Literal["units", "spread"]
"""The two tables of a trend: one row per unit, or one per period."""

_AIDS: Mapping[TrendTable, str] = {
    "units": said(
        "How to read: the rank in each period, among how many in brackets; growth is the last score less the first. "
        "- means that no rank is known."
    ),
    "spread": said(
        "How to read: the smaller the distance (standard deviation), the closer the units are to each other. It is told of the units "
        "with a score, and not where a unit scheme or gaps in published ranks say that others have none."
    ),
}


_DREW_TOGETHER = template(
    "The units drew together: the typical distance from the mean (standard deviation) fell from {was} in {first} to {now} in {last}."
)
_DREW_APART = template(
    "The units did not draw together: the typical distance from the mean (standard deviation) was {was} in {first} and {now} in {last}."
)
_NOT_TOLD = template(
    "Whether the units drew together is not told: the typical distance from the mean (standard deviation) was {was} in {first} and {now} in "
    "{last}, which rounding of the scores may have made of equal ones."
)


@dataclass(frozen=True)
class ShownTrend(Shown):
    """A trend in every form: ranks by period, what follows from them, and how to read it."""

    trend: Trend
    table: TrendTable = "units"
    units: frozenset[str] = frozenset()
    """Codes of the units to show; all unless given, ``top`` of them at most."""
    top: int | None = None
    kind: TrendPicture = "lines"
    """What a picture follows: ranks or scores."""

    def page(self) -> Iterable[Block]:
        grid = Grid(self._spreads() if self.table == "spread" else self._ranks())
        return (
            [
                Title(self._title()),
                *map(
                    Note, [*draft_note(self.trend.drafts), *basis_notes(self.trend.tables), *self._editions()]
                ),
            ],
            [Table(grid)],
            [*map(Note, self._conclusions())],
            [*map(aid, self._aids()), LeftOut(grid)],
        )

    def columns(self, language: str | None = None) -> Columns:
        return self._columns(self.table, language)

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelope holds both tables and the runs in the lead."""
        trend = self.trend
        return {
            "schema": TREND_SCHEMA,
            "dtiscore": __version__,
            "on_one_list": trend.on_one_list,
            "tables": [as_dict(table) for table in trend.tables],
            "leads": [
                {"unit": one.unit, "first": run.first, "last": run.last, "periods": run.length}
                for one in self.chosen
                for run in one.leads
            ],
            "spread": rows_of(self._columns("spread", language)),
            "rows": rows_of(self._columns("units", language)),
        }

    def picture(self, language: str | None = None) -> Picture:
        if self.table != "units":
            return super().picture(language)
        from dtiscore.questions.trend.pictures import lines_picture

        figure: Followed = "rank" if self.kind == "lines" else "score"
        return lines_picture(self.trend, figure, self.units, self.top, language)

    def _columns(self, table: TrendTable, language: str | None) -> dict[str, list[Any]]:
        if table == "spread":
            return {
                "period": [each.label for each in self.trend.tables],
                "units": [one.units for one in self.trend.spreads],
                "mean": [one.mean for one in self.trend.spreads],
                "sd": [one.sd for one in self.trend.spreads],
                "range": [one.range for one in self.trend.spreads],
            }
        chosen = self.chosen
        columns: dict[str, list[Any]] = {
            "unit": [one.unit for one in chosen],
            "name": [text_in(one.name, language) for one in chosen],
        }
        for figure in ("rank", "score"):
            for at, each in enumerate(self.trend.tables):
                columns[f"{figure}:{each.label}"] = [
                    None if (standing := one.standings[at]) is None else getattr(standing, figure)
                    for one in chosen
                ]
        columns |= {name: [getattr(one, name) for one in chosen] for name in ("growth", "yearly", "relative")}
        columns["longest_lead"] = [max((run.length for run in one.leads), default=0) for one in chosen]
        return columns

    @cached_property
    def chosen(self) -> Sequence[UnitTrend]:
        return chosen_rows(self.trend.units, self.units, self.top)

    @cached_property
    def decimals(self) -> int:
        scores = [one.score for table in self.trend.tables for one in table.units.values()]
        return figures.decimals_of(scores, MOST_DECIMALS)

    @property
    def _counts_years(self) -> bool:
        """Whether the time between two tables is counted in years, also in those that have no table."""
        return years_of([table.label for table in self.trend.tables]) is not None

    @cached_property
    def _decimals_of_a_period(self) -> int:
        """Two more than scores have, where a growth that is divided by its periods needs them."""
        found = [one.yearly for one in self.chosen]
        return max(self.decimals, figures.decimals_of(found, min(self.decimals + 2, MOST_DECIMALS)))

    @cached_property
    def _spread_decimals(self) -> int:
        """One more than scores have, where means and distances need it: those of whole scores are seldom whole."""
        found = [value for one in self.trend.spreads for value in (one.mean, one.sd, one.range)]
        return max(self.decimals, figures.decimals_of(found, min(self.decimals + 1, MOST_DECIMALS)))

    def _title(self) -> str:
        return followed(self.trend.tables, self.trend.name)

    def _ranks(self) -> list[TextColumn]:
        chosen, tables = self.chosen, self.trend.tables
        columns = [words(said("Unit"), [name_of(one.name) for one in chosen])]
        for at, table in enumerate(tables):
            ranks = [one.standings[at] for one in chosen]
            heading = f"{table_label(table)} (/{'?' if table.of is None else table.of})"
            texts = [figures.rank(None if one is None else one.rank) for one in ranks]
            columns.append(numbers(heading, texts, len(tables) - 1 - at))
        last = [one.standings[-1] for one in chosen]
        scores = [figures.fixed(None if one is None else one.score, self.decimals) for one in last]
        growth = signed_column((one.growth for one in chosen), self.decimals)
        yearly = signed_column((one.yearly for one in chosen), self._decimals_of_a_period)
        # Ranks are what is followed, so that scores give way before the oldest of them does.
        first = len(tables)
        if len(tables) > 2:
            columns.append(TextColumn(said("course"), self._courses(), drop=first, gap=2))
        return [
            *columns,
            numbers(said("last score"), scores, first),
            numbers(said("growth"), growth, first + 1),
            numbers(said("per year") if self._counts_years else said("per period"), yearly, first + 2),
        ]

    def _courses(self) -> list[Cell]:
        """The ranks of each unit as blocks, the higher the better the rank, on one scale for all."""
        ranks = [
            [None if one is None or one.rank is None else float(one.rank) for one in unit.standings]
            for unit in self.trend.units
        ]
        last = max((rank for each in ranks for rank in each if rank is not None), default=1.0)
        of = {unit.unit: each for unit, each in zip(self.trend.units, ranks, strict=True)}
        return [Cell(course(of[one.unit], last), BAR) for one in self.chosen]

    def _editions(self) -> Iterator[str]:
        """Under which editions the tables are scored, where these are several."""
        periods: dict[str, list[str]] = {}
        for period, edition in self.trend.editions.items():
            periods.setdefault(visible(edition), []).append(visible(period))
        if len(periods) > 1:
            each = "; ".join(f"{edition}: {', '.join(found)}" for edition, found in periods.items())
            yield said(
                "Scored under several editions, which is part of what moved ({editions}); dtiscore compare tells it apart.",
                editions=each,
            )

    def _spreads(self) -> list[TextColumn]:
        found = self.trend.spreads
        columns = [words(said("period"), [table_label(table) for table in self.trend.tables])]
        columns.append(numbers(said("units"), [figures.rank(one.units) for one in found], 1))
        for heading, values, drop in (
            (said("mean"), [one.mean for one in found], 0),
            (said("typical distance from mean"), [one.sd for one in found], 0),
            (said("highest less lowest"), [one.range for one in found], 2),
        ):
            texts = [figures.fixed(value, self._spread_decimals) for value in values]
            columns.append(numbers(heading, texts, drop))
        return columns

    def _aids(self) -> Iterator[str]:
        yield _AIDS[self.table]
        if self.table == "units" and self.trend.lacks_periods:
            yield said(
                "Times in a row are counted as far as tables follow each other as closely as the nearest two do; where one lacks, "
                "they end."
            )

    def _conclusions(self) -> Iterator[str]:
        """Who led for several periods in a row, and whether the units drew together."""
        for unit in self.chosen if self.table == "units" else ():
            for run in unit.leads:
                if run.length > 1:
                    name = name_of(unit.name)
                    first, last = visible(run.first), visible(run.last)
                    yield said(
                        "{unit}: first {n} times in a row, {first} to {last}.",
                        unit=name,
                        n=run.length,
                        first=first,
                        last=last,
                    )
        if not self.trend.on_one_list:
            return  # a unit that came or went changes how far all are apart
        pairs = zip(self.trend.tables, self.trend.spreads, strict=True)
        known = [
            (table_label(table), one.sd) for table, one in pairs if one.sd is not None and one.units != 1
        ]
        if len(known) > 1:
            (first, was), (last, now) = known[0], known[-1]
            texts = _told_apart(was, now, self._spread_decimals)
            drew = _DREW_TOGETHER if now < was else _DREW_APART
            # Each may be off by half a last decimal.
            if was != now and abs(was - now) <= 10.0**-self.decimals:
                drew = _NOT_TOLD
            yield said(drew, first=first, last=last, was=texts[0], now=texts[1])


def _told_apart(was: float, now: float, decimals: int) -> list[Figure]:
    """Two figures with so many decimals, and as many more as show that they differ."""
    for more in range(decimals, 13):
        texts = [figures.fixed(value, more) for value in (was, now)]
        if texts[0] != texts[1]:
            return texts
    return [figures.fixed(value, decimals) for value in (was, now)]


SHOWN = {Trend: ShownBy(ShownTrend, get_args(TrendTable))}
