"""Plans to improve for people and programs: what to change, what it brings, and what each indicator can bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dtiscore.questions.improve.answer import Improvement
from dtiscore.questions.improve.shown.gains import Gains
from dtiscore.questions.improve.shown.plans import PlanBlocks
from dtiscore.questions.improve.shown.records import (
    ImprovementTable,
    improvement_columns,
    improvement_payload,
)
from dtiscore.questions.improve.shown.rooms import RoomBlocks
from dtiscore.render.drawing import figures
from dtiscore.render.names import index_title, period_and_group, unit_with_code
from dtiscore.render.page import Block, Columns, Note, Shown, Title, aid
from dtiscore.render.ranks_in_words import worst_first_note
from dtiscore.render.wording import side_by_side
from dtiscore.said import said, template
from dtiscore.visible import visible


@dataclass(frozen=True)
class ShownImprovement(Shown):
    """An improvement in every form: where the unit stands, the plans, and what each indicator can bring."""

    found: Improvement
    table: ImprovementTable | None = None
    """The only one of the tables to show; both unless given, where a form has one table the plans."""
    top: int | None = None
    """How many indicators to show."""
    call: Sequence[str] = ()
    """The command that tries a plan, option by option and without values; none where none was typed."""

    def page(self) -> Iterator[Block]:
        yield [Title(self._title()), *map(Note, self._situation())]
        if self.table != "indicators":
            plans = PlanBlocks(self.found, self.call)
            yield from plans
            yield [*map(aid, plans.remarks())]
        if self.table != "plans":
            yield from RoomBlocks(self.found, self.top)

    def columns(self, language: str | None = None) -> Columns:
        return improvement_columns(self.found, language, self.table, self.top)

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        return improvement_payload(self.found, language, self.top)

    def _title(self) -> str:
        card, row, target = self.found.card, self.found.row, self.found.target
        aim = (
            said("to rank {rank}", rank=target.rank)
            if target.rank is not None
            else said("to the mean")
            if target.mean is not None
            else said("to {score}", score=figures.brief(target.score, 12))
        )
        when = period_and_group((card.dataset.periods[row], card.dataset.groups[row]))
        unit = side_by_side(unit_with_code(card, row), aim, between=" ")
        return side_by_side(unit, *when, index_title(card.methodology))

    def _situation(self) -> Iterator[str]:
        """Where the unit is, what it needs, what is taken for granted of the others, and whether there is a way."""
        found, now, gains = self.found, self.found.now, Gains(self.found)
        yield self._standing()
        yield from worst_first_note(found.card.methodology.rank)
        if found.target.mean is not None:
            held = template("The mean of all {n} is {mean}, and is held there.")
            moving = template("The mean of all {n} is {mean} and moves with the unit.")
            yield said(
                held if found.target.mean == "held" else moving,
                n=now.competitors.of_units,
                mean=gains.published(now.competitors.mean(now.height)),
            )
        if found.moving is None:
            yield said("The other units are taken to stay as they are.")
        else:
            yield said(
                "{n} other units are taken to move on as they last did; unchanged, this unit would be at rank {rank}.",
                n=found.moving,
                rank=figures.rank(now.rank),
            )
        if found.recast is not None:
            yield said(
                "Another edition governs {period}; it is scored under {edition} too here, so that their figures alone tell how they moved.",
                period=visible(found.recast),
                edition=visible(found.card.methodology.id),
            )
        if not found.is_static:
            yield said(
                "Some scores depend on all units, and those of the others move with this unit: what is wanted and how far "
                "values can go are told by the scores as they are, what changes add and take by those that follow."
            )
        if found.is_there:
            yield said("Nothing needs to change: the target is reached already.")
        elif all(not room.lever.reach for room in found.rooms):
            yield said("No value can be moved: all are as far as they go, fixed or missing.")
        elif not found.best.reached:
            yield said(
                "Out of reach: with everything as far as it goes, {index} is {value}, rank {rank}.",
                **gains.outcome(found.best),
            )
        elif not found.plans:
            yield said("No plan was found, although the target lies within reach of all changes together.")

    def _standing(self) -> str:
        """The value and rank of the unit, and what it wants more."""
        found, now, gains = self.found, self.found.now, Gains(self.found)
        edition = found.card.methodology
        rank = found.card.ranks[edition.index.code][found.row]
        standing = said(
            "{index} = {value}, {place}.",
            index=gains.index,
            value=gains.published(now.published),
            place=said("rank {rank} of {n}", rank=figures.rank(rank), n=now.competitors.of_units),
        )
        if found.is_there:
            return standing
        # A published fraction of 1 stands for all points of the index.
        scale = (edition.index.maximum or 1.0) if edition.publish.form == "fraction" else 1.0
        gap = gains.telling(abs(now.competitors.need(found.target) - now.height) * scale)
        less, more = (
            template("Wanted: {index} of {value}, {gap} less than now."),
            template("Wanted: {index} of {value}, {gap} more than now."),
        )
        wanted = said(
            less if edition.rank.low_is_good else more,
            index=gains.index,
            value=gains.published(now.competitors.wanted(found.target)),
            gap=said("{n} points", n=gap) if gains.has_points else gap,
        )
        return side_by_side(standing, wanted, between=" ")
