"""What a plan changes, what it brings, and the command that tries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dtiscore.questions.improve.answer import Improvement, Plan, PlannedChange
from dtiscore.questions.improve.shown.gains import Gains
from dtiscore.questions.whatif.answer import ValueChange
from dtiscore.render.changes import numbers, words
from dtiscore.render.command_line import CommandLine
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.page import Block, Element, Grid, LeftOut, Note, Table, Title
from dtiscore.said import counted, said, said_in
from dtiscore.shell_words import as_word
from dtiscore.visible import visible


def value_of(unit: str, change: PlannedChange) -> str:
    """A change as ``dtiscore whatif --value`` takes it."""
    return str(ValueChange(unit, change.lever.heading, change.text))


@dataclass(frozen=True)
class PlanBlocks:
    """The plans of an improvement, a block each."""

    found: Improvement
    call: Sequence[str]
    """The command that tries a plan, option by option and without values; none where none was typed."""

    def __iter__(self) -> Iterator[Block]:
        for plan in self.found.plans:
            grid = Grid(self._columns(plan))
            block: list[Element] = [Title(_title(plan), section=True), Table(grid), LeftOut(grid)]
            block += [Note(text, indent="  ") for text in self._outcome(plan)]
            if self.call and self._can_be_tried:
                block += [Note(said("Try it:"), indent="  "), self._command(plan)]
            yield block

    def remarks(self) -> Iterator[str]:
        """How to read the plans, what effort is, how sure it is that there are no better ones."""
        if not self.found.plans:
            return
        fewest = min(len(plan.changes) for plan in self.found.plans)
        # What the others do that move with the unit is not searched through, and of gains that do not add up not all sets.
        if fewest > 1 and not (self.found.is_static and (self.found.is_exact or fewest == 2)):
            yield counted(
                fewest - 1,
                "No plan with one change was found.",
                "No plan with {n} changes or fewer was found.",
            )
        elif fewest == 2:
            yield said("One change alone cannot reach the target.")
        elif fewest > 2:
            yield said("With {n} changes or fewer the target cannot be reached.", n=fewest - 1)
        yield said(
            "How to read: each line raises (or lowers) one value of the table from what it is to what it must become, "
            "and says what this alone adds to the index."
        )
        yield self._effort()
        if all(plan.proved for plan in self.found.plans):
            yield said(
                "With that many changes nothing takes less effort, of all values with as many decimals."
            )
        else:
            yield said("Found by a search: a plan of less effort may exist.")

    def _effort(self) -> str:
        """What effort is."""
        limits = [room.lever.limit for room in self.found.rooms]
        priced = any(limit.cost_per_point is not None or limit.cost_per_unit is not None for limit in limits)
        costs = said(", unless the bounds say otherwise") if priced else ""
        if self._gains.has_points and self._have_ends:
            return said("Effort: 1 for each point won in an indicator{costs}.", costs=costs)
        if self._gains.has_points:
            return said(
                "Effort: 1 for each point won in an indicator; where its scale has no ends, the distance from its lowest to "
                "its highest unit counts as all its points{costs}.",
                costs=costs,
            )
        return said(
            "Effort: 1 for each hundredth of its scale won in an indicator, or of the distance from its lowest to its "
            "highest unit where the scale has no ends{costs}.",
            costs=costs,
        )

    @property
    def _have_ends(self) -> bool:
        """Whether each indicator that can be moved has a most that it can score."""
        nodes = self.found.card.methodology.nodes
        codes = [code for room in self.found.rooms for code in room.lever.nodes if room.lever.reach]
        return all(nodes[code].maximum for code in codes if code in nodes)

    @property
    def _gains(self) -> Gains:
        return Gains(self.found)

    def _columns(self, plan: Plan) -> list[TextColumn]:
        changes, gains = plan.changes, self._gains
        return [
            words(said("node"), [gains.name(change.lever) for change in changes]),
            numbers(said("now"), [visible(change.now_text) for change in changes]),
            numbers(said("to"), [visible(change.text) for change in changes]),
            numbers(said_in("to the index", "adds"), gains.of_column([change.gain for change in changes]), 1),
            numbers(said("effort"), figures.column([change.effort for change in changes]), 2),
        ]

    def _outcome(self, plan: Plan) -> Iterator[str]:
        yield said(
            "Confirmed by scoring the whole table anew: {index} = {value}, rank {rank}.",
            **self._gains.outcome(plan.outcome),
        )
        if self.found.target.mean == "moving":
            mean = plan.outcome.competitors.mean(plan.outcome.height)
            yield said("The mean is then {mean}.", mean=self._gains.published(mean))

    def _command(self, plan: Plan) -> CommandLine:
        """The command that shows the table under a plan, one value in a line."""
        unit = self.found.card.dataset.units[self.found.row]
        values = [f"--value {as_word(value_of(unit, change))}" for change in plan.changes]
        return CommandLine(self.call, values, indent="    ")

    @property
    def _can_be_tried(self) -> bool:
        """Whether the command that tries a plan sees what the plan was made for.

        It wants a period with one ranking, in which the other units stay as they are, and with ``--period`` it fits the
        frame on that period alone.
        """
        if self.found.moving is not None:
            return False
        card = self.found.card
        data, period = card.dataset, card.dataset.periods[self.found.row]
        if card.methodology.frame != "period" and len(set(data.periods)) > 1:
            return False
        return len({group for at, group in zip(data.periods, data.groups, strict=True) if at == period}) == 1


def _title(plan: Plan) -> str:
    effort, n = figures.brief(plan.effort), len(plan.changes)
    title = (
        said("With one change: effort {effort}", effort=effort)
        if n == 1
        else said("With {n} changes: effort {effort}", n=n, effort=effort)
    )
    if not plan.is_cheapest:
        return title
    if plan.proved:
        return said("{plan}, the least of all", plan=title)
    return said("{plan}, the least found", plan=title)
