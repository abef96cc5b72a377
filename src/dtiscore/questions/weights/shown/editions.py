"""The list of editions, for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, text_in
from dtiscore.methodology.periods import in_order, in_time
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, StyledLine, blocks, paragraph
from dtiscore.render.names import index_title, name_of
from dtiscore.render.page import Block, Columns, Grid, Grids, ShownList, Table
from dtiscore.render.wording import side_by_side
from dtiscore.said import said
from dtiscore.units.spelling import normal_form, without_accents
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType


@dataclass(frozen=True)
class ShownEditions(ShownList):
    """The editions: id, index, authority, periods, units, what each was verified against."""

    editions: Sequence[Methodology]
    long: bool = False
    """Whether a screen has all of each edition, instead of a line."""
    each: bool = False
    """Whether each edition has a line of its own, rather than each family."""
    kind = "editions"

    def page(self) -> Iterable[Block]:
        if self.long:
            return ([_Editions(self.editions)],)
        families = [[one] for one in self.editions] if self.each else _families(self.editions)
        return ([_InShort(self.editions, families)],)

    def columns(self, language: str | None = None) -> Columns:
        editions = self.editions
        return {
            "id": [one.id for one in editions],
            "title": [one.heading(language) for one in editions],
            "authority": [one.authority.decision for one in editions],
            "issuer": [one.authority.issuer for one in editions],
            "periods": [" ".join(one.periods) or None for one in editions],
            "units": [one.units for one in editions],
            "nodes": [len(one.nodes) for one in editions],
            "indicators": [sum(1 for _ in one.index.indicators()) for one in editions],
            "verified": [
                "; ".join(text_in(text, language) for text in one.verified) or None for one in editions
            ],
            "sha256": [one.hash for one in editions],
        }

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return {"units": "text"}


_AID = said(
    "✓: verified against published figures. --long says how, and who fixed an edition; --find WORD looks for one; "
    "dtiscore weights show ID has all of it."
)
_OF_FAMILIES = said("n: editions of the same index, of which the latest is shown; --find has each.")


@dataclass(frozen=True)
class _InShort:
    """A line for each family of editions, on a screen; elsewhere all that is in the long list."""

    editions: Sequence[Methodology]
    families: Sequence[Sequence[Methodology]]
    """The same, those of one index together, the latest first."""

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        shown = [family[0] for family in self.families]
        several = any(len(family) > 1 for family in self.families)
        numbers = [Cell(str(len(family)) if len(family) > 1 else "") for family in self.families]
        titles = [Cell(index_title(one)) for one in shown]
        columns = [
            TextColumn(said("id"), [Cell(visible(one.id), BOLD) for one in shown]),
            *([TextColumn("n", numbers, "right", gap=1)] if several else []),
            TextColumn(said("title"), titles, folds=True, folded=Widths(10, 34, 60), elided=True),
            TextColumn(said("periods"), [Cell(visible(_brief(family))) for family in self.families], drop=1),
            TextColumn(said("units"), [Cell(visible(one.units or "")) for one in shown], drop=2),
            TextColumn("✓", [Cell("✓" if one.verified else "") for one in shown], gap=1),
        ]
        table = Table(Grid(columns)).lines(screen, grids)
        told = [_OF_FAMILIES, _AID] if several else [_AID]
        aids = (paragraph(aid, screen, style=DIM, hanging="  ") for aid in told)
        return blocks(table, (line for aid in aids for line in aid))

    def markdown(self, language: str | None) -> Iterator[str]:
        return _Editions(self.editions).markdown(language)


def found(editions: Sequence[Methodology], word: str) -> list[Methodology]:
    """The editions that have a word in their id, title, authority, periods or units, whatever its accents and capitals.

    Raises:
        UsageFault: none has.
    """
    wanted = without_accents(normal_form(word))
    kept = [one for one in editions if wanted in without_accents(normal_form(" ".join(_told(one))))]
    if not kept:
        raise UsageFault(
            said('no built-in edition has "{word}" in its id, title, authority, periods or units', word=word),
            said("see all: dtiscore weights list"),
        )
    return kept


def _told(one: Methodology) -> list[str]:
    titles = [one.heading(language) for language in (None, "vi", "en")]
    return [one.id, *titles, one.authority.decision, one.authority.issuer, *one.periods, one.units or ""]


def _families(editions: Sequence[Methodology]) -> list[list[Methodology]]:
    """The editions of each index together, the one of the latest period first; in the order of the first of each."""
    found: dict[str, list[Methodology]] = {}
    for one in editions:
        found.setdefault(one.family or _AFTER_THE_YEAR.sub("", one.id), []).append(one)
    return [
        sorted(family, key=lambda one: max(map(in_time, one.periods), default=()), reverse=True)
        for family in found.values()
    ]


_AFTER_THE_YEAR = re.compile("-(?:19|20)[0-9]{2}(?:-.*)?$")


def _brief(family: Sequence[Methodology]) -> str:
    """The periods in one word: the first and the last of many."""
    periods = in_order(period for one in family for period in one.periods)
    text = _periods(periods)
    return text if len(text) <= _SHORT else f"{periods[0]} … {periods[-1]}"


_SHORT = 12


@dataclass(frozen=True)
class _Editions:
    """A row each where all of it has room side by side, else a few lines each, so that nothing is left out."""

    editions: Sequence[Methodology]

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        table = Table(Grid(self._columns()))
        if grids[table.grid].given_way:
            return blocks(*(_lines(one, screen) for one in self.editions))
        return table.lines(screen, grids)

    def markdown(self, language: str | None) -> Iterator[str]:
        return Table(Grid(self._columns())).markdown(language)

    def _columns(self) -> list[TextColumn]:
        editions = self.editions

        def words(heading: str, texts: Sequence[str], natural: int = 60, drop: int = 0) -> TextColumn:
            cells = [Cell(text) for text in texts]
            return TextColumn(heading, cells, folds=True, folded=Widths(12, 16, natural), drop=drop)

        verified = said("verified against published figures")
        return [
            TextColumn(said("id"), [Cell(visible(one.id), BOLD) for one in editions]),
            words(said("title"), [index_title(one) for one in editions]),
            words(said("authority"), [visible(one.authority.decision) for one in editions], drop=2),
            words(said("periods"), [visible(_periods(one.periods)) for one in editions], 20, drop=1),
            words(said("units"), [visible(one.units or "") for one in editions], 20, drop=3),
            words(verified, [_first_verified(one) for one in editions], 70, drop=4),
        ]


def _lines(methodology: Methodology, screen: Screen) -> Iterator[StyledLine]:
    """One edition in lines of the screen's width: what it is, who fixed it for whom and when, how it was verified."""
    name = visible(methodology.id)
    title = side_by_side(name, index_title(methodology), between="  ")
    first, *further = paragraph(title, screen, indent="  ", hanging="  ")
    yield first._replace(parts=[(2, min(2 + len(name), len(first.text)), BOLD)])
    yield from further
    about = [
        visible(methodology.authority.decision),
        visible(_periods(methodology.periods)),
        visible(methodology.units) if methodology.units else said("any distinct codes"),
    ]
    yield from paragraph(side_by_side(*filter(None, about)), screen, indent="    ")
    verified = _first_verified(methodology)
    if verified:
        yield from paragraph(said("verified: {how}", how=verified), screen, style=DIM, indent="    ")


def _periods(periods: Sequence[str]) -> str:
    """The periods; a run of years as its first and last."""
    years = [int(period) for period in periods if period.isascii() and period.isdigit()]
    if len(periods) > 2 and years == list(range(years[0], years[0] + len(periods))):
        return f"{periods[0]}-{periods[-1]}"
    return ", ".join(periods)


def _first_verified(methodology: Methodology) -> str:
    """The first of what an edition was verified against; ``weights show`` has all of it."""
    return name_of(methodology.verified[0]) if methodology.verified else ""
