"""Recovered weights, or goalposts: between what each lies, what was found, and what no such numbers explain."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtiscore.questions.weights.recover.answer import Recovered, Recovery
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Cell, Column, TextColumn, Widths
from dtiscore.render.drawing.screen import BAD, GOOD
from dtiscore.render.names import coded_name, node_name
from dtiscore.render.page import (
    Block,
    Columns,
    Grid,
    LeftOut,
    Note,
    Shown,
    ShownBy,
    Table,
    Title,
    aid,
    caution,
)
from dtiscore.render.wording import in_a_row, side_by_side
from dtiscore.said import counted, said
from dtiscore.tables.published_ranks import RankRange
from dtiscore.visible import visible

RECOVERY_SCHEMA = "dtiscore/recovery/2"

_DIGITS = 3
"""With how many digits the width of the narrowest interval is shown."""
_MOST_DECIMALS = 9


@dataclass(frozen=True)
class ShownRecovery(Shown):
    """What published results allow, in every form."""

    recovery: Recovery

    def page(self) -> Iterator[Block]:
        found = self.recovery
        edition = found.methodology
        counts = [
            counted(found.scores, "{n} score", "{n} scores") if found.scores else "",
            counted(found.ranks, "{n} rank", "{n} ranks") if found.ranks else "",
        ]
        told = in_a_row([text for text in counts if text])
        title = (
            said("weights that {told} allow", told=told)
            if found.what == "weights"
            else said("goalposts that {told} allow", told=told)
        )
        yield [Title(side_by_side(visible(edition.id), node_name(edition, found.node), title))]
        grid = Grid(list(self._numbers()))
        yield [Table(grid)]
        yield [LeftOut(grid)]
        yield [*self._findings()]
        if found.unexplained:
            units = Grid(list(self._units()))
            yield [
                Title(said("Units that cannot be explained"), section=True),
                Table(units),
                LeftOut(units),
            ]

    def columns(self, language: str | None = None) -> Columns:
        rows = [self._row(number, language) for number in self.recovery.numbers]
        headings = ("code", "name", "stated", "least", "most", "found", "identifiable")
        return {heading: [row[heading] for row in rows] for heading in headings}

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        found = self.recovery
        data = found.card.dataset
        return {
            "schema": RECOVERY_SCHEMA,
            "provenance": found.card.provenance.as_dict(),
            "node": found.node,
            "what": found.what,
            "whole": found.whole,
            "scores": found.scores,
            "ranks": found.ranks,
            "as_stated": found.as_stated,
            "other_mean": None if found.other_mean is None else found.other_mean._asdict(),
            "rows": [self._row(number, language) for number in found.numbers],
            "unexplained": [
                {
                    "unit": data.units[one.row],
                    "name": found.card.name(one.row, language),
                    "period": data.periods[one.row],
                    "published": one.published,
                    "found": one.found,
                    "rank": _ends_of(one.rank),
                    "found_rank": _ends_of(one.found_rank),
                }
                for one in found.unexplained
            ],
        }

    def _row(self, number: Recovered, language: str | None) -> dict[str, Any]:
        weights = self.recovery.what == "weights"
        name = self.recovery.methodology.label(number.code, language) if weights else None
        return {"code": number.code, "name": name, **number._asdict()}

    def _numbers(self) -> Iterator[Column]:
        found, edition = self.recovery, self.recovery.methodology
        numbers = found.numbers
        names = [
            coded_name(edition, number.code) if found.what == "weights" else _GOALPOSTS[number.code]
            for number in numbers
        ]
        yield TextColumn("", [Cell(name) for name in names], folds=True, folded=Widths(18, 30, 60))
        yield _figures(said("draft"), [number.stated for number in numbers])
        decimals = _decimals(numbers)
        yield _ends(said("least"), [number.least for number in numbers], decimals, math.floor)
        yield _ends(said("most"), [number.most for number in numbers], decimals, math.ceil)
        yield _figures(said("found"), [number.found for number in numbers])

    def _units(self) -> Iterator[Column]:
        card, units = self.recovery.card, self.recovery.unexplained
        periods = [visible(card.dataset.periods[one.row] or "") for one in units]
        yield TextColumn(said("unit"), [Cell(visible(card.name(one.row))) for one in units], folds=True)
        if any(periods):
            yield TextColumn(said("period"), [Cell(period) for period in periods])
        yield _figures(said("published"), [one.published for one in units])
        yield _figures(said("found"), [one.found for one in units])
        if any(one.rank is not None for one in units):
            yield _ranks(said("published rank"), [one.rank for one in units])
            yield _ranks(said("rank found"), [one.found_rank for one in units])

    def _verdict(self) -> Iterator[Note]:
        """Whether the numbers explain all that is published, and what else would."""
        found = self.recovery
        unexplained = len(found.unexplained)
        if found.explains_hardly_any:
            yield Note(
                said(
                    "Hardly a unit is explained by such numbers: what is published is by another rule, or of other parts."
                ),
                BAD,
            )
        elif unexplained:
            yield Note(
                counted(
                    unexplained,
                    "{n} unit cannot be explained; what is published of the others agrees without it.",
                    "{n} units cannot be explained; what is published of the others agrees without them.",
                ),
                BAD,
            )
        elif found.as_stated:
            yield Note(said("The numbers of the draft agree with all that is published."), GOOD)
        elif all(number.found is not None for number in found.numbers):
            yield Note(
                said("The numbers found agree with all that is published; those of the draft do not."), GOOD
            )

    def _findings(self) -> Iterator[Note]:
        found = self.recovery
        yield from self._verdict()
        if (other := found.other_mean) is not None:
            left = counted(
                other.unexplained, "{n} unit is left unexplained", "{n} units are left unexplained"
            )
            aggregate = f"aggregate: {other.aggregate}"
            yield caution(
                said("Rather it is another mean: under {aggregate} {units}.", aggregate=aggregate, units=left)
            )
        may_be_rounded = not found.parts_rounded and not found.explains_hardly_any and found.what == "weights"
        if may_be_rounded and not found.as_stated:
            yield aid(
                said(
                    "Where the scores of the parts were rounded before they were published, --part-decimals says so and leaves more room."
                )
            )
        unseen = found.not_identifiable
        if unseen and found.scores:
            codes = in_a_row([visible(number.code) for number in unseen])
            yield caution(
                said(
                    "Not identifiable: {codes}. Other numbers give every unit the same score, however many decimals are published.",
                    codes=codes,
                )
            )
        if found.ranks and found.scores:
            yield aid(
                said(
                    "Ranks count for the order of units: how those that share one are numbered is not looked at."
                )
            )
        if not found.scores:
            yield aid(
                said("Ranks bound numbers and never tell them: each between least and most is possible.")
            )
        yield aid(
            said(
                "Each number alone can be anything from least to most; the one found agrees together with the others."
            )
        )


SHOWN = {Recovery: ShownBy(ShownRecovery)}
"""What shows the answer to Python users."""

_GOALPOSTS = {"low": said("lower goalpost"), "high": said("upper goalpost")}


def _figures(heading: str, values: Sequence[float | None]) -> TextColumn:
    texts = iter(figures.column([value for value in values if value is not None], most=6))
    return TextColumn(
        heading, [Cell(figures.NONE if value is None else next(texts)) for value in values], "right"
    )


def _ranks(heading: str, ranks: Sequence[RankRange | None]) -> TextColumn:
    return TextColumn(heading, [Cell(figures.NONE if one is None else str(one)) for one in ranks], "right")


def _ends_of(ranks: RankRange | None) -> dict[str, float | None] | None:
    return None if ranks is None else {end: _finite(rank) for end, rank in ranks._asdict().items()}


def _finite(rank: float) -> float | None:
    return rank if math.isfinite(rank) else None


def _decimals(numbers: Sequence[Recovered]) -> int:
    """So many that each interval shows how wide it is."""
    widths = [
        number.most - number.least
        for number in numbers
        if number.least is not None and number.most is not None
    ]
    narrowest = min((width for width in widths if width > 0), default=1.0)
    return max(0, min(_MOST_DECIMALS, _DIGITS - 1 - math.floor(math.log10(narrowest))))


def _ends(
    heading: str, values: Sequence[float | None], decimals: int, outward: Callable[[float], int]
) -> TextColumn:
    """The ends of intervals, rounded outward: what lies between them as they are shown holds what is possible."""
    unit = 10.0**decimals
    shown = [None if value is None else outward(value * unit) / unit for value in values]
    return TextColumn(heading, [Cell(figures.fixed(value, decimals)) for value in shown], "right")
