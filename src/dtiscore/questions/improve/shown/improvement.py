"""Plans to improve for people: what to change, what it brings, that it was confirmed, and the line that tries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from dtiscore.questions.improve.answer import Change, Improvement, Lever, Outcome, Plan, Room
from dtiscore.questions.whatif.answer import ValueChange
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import Column, TextColumn, fit
from dtiscore.render.drawing.screen import BOLD, DIM, Screen, blocks, paragraph, to_text
from dtiscore.render.forms.markdown import escaped, to_markdown
from dtiscore.render.old_changes import numbers, words
from dtiscore.render.old_names import index_title, node_name, unit_name
from dtiscore.render.phrases import in_a_row, listed, say
from dtiscore.shell_words import as_word
from dtiscore.visible import visible

Shown = Literal["plans", "indicators"]
"""The two tables: the plans, or what each indicator can bring."""

MOST = 20
"""How many indicators are shown unless told otherwise."""

_TRIED = "    "
"""What stands before the command that tries a plan."""

_GOES_ON = " \\"
"""The end of a line of a command that goes on in the next."""


def bringing_most(found: Improvement, top: int) -> list[Room]:
    """The indicators that can bring most to the index, those without room last."""
    sign = 1 if found.card.methodology.rank.order == "descending" else -1
    return sorted(found.rooms, key=lambda room: -(room.full.gain * sign if room.full else 0.0))[:top]


def improvement_screen(
    found: Improvement,
    screen: Screen,
    call: Sequence[str],
    shown: Shown | None = None,
    top: int | None = None,
) -> str:
    """Plans and what each indicator can bring as text; ``call`` is the command, option by
    option and without values, that tries a plan."""
    view = _View(found, screen.language, call)
    head = [*paragraph(view.title(), screen, style=BOLD, hanging="  ")]
    for said in view.situation():
        head += paragraph(said, screen)
    parts: list[Iterable[Text]] = [head]
    if shown != "indicators":
        parts += [_plan_lines(view, plan, screen) for plan in found.plans]
        parts.append(_remark_lines(view.remarks(), screen))
    if shown != "plans":
        rooms = view.rooms(top)
        columns = view.room_columns(rooms)
        fitted = fit(list[Column](columns), len(rooms), screen.width)
        title = paragraph(say(screen.language, "rooms"), screen, style=BOLD)
        parts.append([*title, *fitted.lines(screen), *fitted.left_out(screen)])
        parts.append(_remark_lines(view.room_remarks(len(rooms)), screen))
    return to_text(blocks(*parts), screen)


def _remark_lines(remarks: Iterable[str], screen: Screen) -> Iterator[Text]:
    for said in remarks:
        yield from paragraph(said, screen, style=DIM)


def _plan_lines(view: _View, plan: Plan, screen: Screen) -> Iterator[Text]:
    columns = view.plan_columns(plan)
    fitted = fit(list[Column](columns), len(plan.changes), screen.width)
    yield from paragraph(view.plan_title(plan), screen, style=BOLD)
    yield from fitted.lines(screen)
    yield from fitted.left_out(screen)
    for said in view.plan_outcome(plan):
        yield from paragraph(said, screen, indent="  ")
    if view.can_be_tried:
        yield from paragraph(say(screen.language, "try it"), screen, indent="  ")
        # Folded between options only, so that it can be copied as it stands.
        width = None if screen.width is None else screen.width - len(_TRIED)
        yield from (Text(f"{_TRIED}{line}") for line in view.try_lines(plan, width))


def improvement_markdown(
    found: Improvement,
    language: str | None,
    call: Sequence[str],
    shown: Shown | None = None,
    top: int | None = None,
) -> str:
    """The same as Markdown."""
    view = _View(found, language, call)
    parts = [f"### {escaped(view.title())}", *map(escaped, view.situation())]
    if shown != "indicators":
        for plan in found.plans:
            parts += [f"#### {escaped(view.plan_title(plan))}", _table(view.plan_columns(plan))]
            parts += map(escaped, view.plan_outcome(plan))
            if call and view.can_be_tried:
                parts += [
                    escaped(say(language, "try it")),
                    "```sh\n" + "\n".join(view.try_lines(plan)) + "\n```",
                ]
        parts += map(escaped, view.remarks())
    if shown != "plans":
        rooms = view.rooms(top)
        parts += [f"#### {escaped(say(language, 'rooms'))}", _table(view.room_columns(rooms))]
        parts += map(escaped, view.room_remarks(len(rooms)))
    return "\n\n".join(parts) + "\n"


def _table(columns: Sequence[TextColumn]) -> str:
    return to_markdown({column.heading: [cell.text for cell in column.cells] for column in columns}).rstrip(
        "\n"
    )


def value_of(unit: str, change: Change) -> str:
    """A change as ``dtiscore whatif --value`` takes it."""
    return str(ValueChange(unit, change.lever.heading, change.text))


@dataclass(frozen=True)
class _View:
    found: Improvement
    language: str | None
    call: Sequence[str]

    @property
    def has_points(self) -> bool:
        return bool(self.found.card.methodology.index.maximum)

    @property
    def index(self) -> str:
        return visible(self.found.card.methodology.index.code)

    def say(self, phrase: str, **parts: object) -> str:
        return say(self.language, phrase, **parts)

    def published(self, value: float) -> str:
        return figures.published(value, self.found.card.methodology.publish)

    def gains(self, values: Sequence[float | None]) -> list[str]:
        """What the index gains, with a sign: in points, or with the published decimals and one more."""
        decimals = figures.decimals_of(values) if self.has_points else self._decimals
        texts = [figures.fixed(value, decimals) for value in values]
        return ["" if value is None else _signed(text) for value, text in zip(values, texts, strict=True)]

    @property
    def _decimals(self) -> int:
        return self.found.card.methodology.publish.decimals + 1

    def title(self) -> str:
        card, row, target = self.found.card, self.found.row, self.found.target
        edition = card.methodology
        aim = (
            self.say("to rank", rank=target.rank)
            if target.rank is not None
            else self.say("up to mean")
            if target.mean is not None
            else self.say("to score", score=figures.brief(target.score, 12))
        )
        when = [visible(part) for part in (card.dataset.periods[row], card.dataset.groups[row]) if part]
        name, code = unit_name(card, row, self.language), visible(card.dataset.units[row])
        unit = name if name == code else f"{name} ({code})"
        return " · ".join([f"{unit} {aim}", *when, index_title(edition, self.language)])

    def situation(self) -> Iterator[str]:
        """Where the unit is, what it needs, what is taken for granted of the others, and whether there is a way."""
        found, now = self.found, self.found.now
        card, row = found.card, found.row
        rank = card.ranks[card.methodology.index.code][row]
        place = self.say("rank of", rank=figures.rank(rank), n=now.competitors.of_units)
        is_value = f"{self.index} = {self.published(now.published)}, {place}."
        wanted = now.competitors.wanted(found.target)
        gap = abs(now.competitors.need(found.target) - now.height)
        if found.is_there:
            yield is_value
        else:
            text = figures.telling(gap * self._scale, 2 if self.has_points else self._decimals)
            told = self.say("in points", n=text) if self.has_points else text
            yield f"{is_value} {self.say('wanted value', index=self.index, value=self.published(wanted), gap=told)}"
        if found.target.mean is not None:
            mean = self.published(now.competitors.mean(now.height))
            phrase = "mean held" if found.target.mean == "held" else "mean moving"
            yield self.say(phrase, n=now.competitors.of_units, mean=mean)
        if found.moving is None:
            yield self.say("others still")
        else:
            yield self.say("others moving", n=found.moving, rank=figures.rank(now.rank))
        if found.is_there:
            yield self.say("there already")
        elif all(not room.lever.reach for room in found.rooms):
            yield self.say("no room at all")
        elif not found.best.reached:
            yield self.say("out of reach", index=self.index, **self._outcome(found.best))
        elif not found.plans:
            yield self.say("no plan shown")

    @property
    def _scale(self) -> float:
        """How many points the published value of 1 is."""
        edition = self.found.card.methodology
        return (edition.index.maximum or 1.0) if edition.publish.form == "fraction" else 1.0

    def _outcome(self, outcome: Outcome) -> dict[str, str]:
        return {"value": self.published(outcome.published), "rank": figures.rank(outcome.rank)}

    def plan_title(self, plan: Plan) -> str:
        effort, n = figures.brief(plan.effort), len(plan.changes)
        title = (
            self.say("plan with one", effort=effort) if n == 1 else self.say("plan with", n=n, effort=effort)
        )
        if not plan.is_cheapest:
            return title
        return self.say("plan cheapest" if plan.proved else "plan cheapest found", plan=title)

    def name(self, lever: Lever) -> str:
        """The names of the nodes that read a cell, with its column where they read others too."""
        edition = self.found.card.methodology
        name = in_a_row([node_name(edition, code, self.language) for code in lever.nodes])
        alike = [room for room in self.found.rooms if set(room.lever.nodes) & set(lever.nodes)]
        return f"{name} ({visible(lever.heading)})" if len(alike) > 1 else name

    def plan_columns(self, plan: Plan) -> list[TextColumn]:
        changes = plan.changes
        return [
            words(self.say("node"), [self.name(change.lever) for change in changes]),
            numbers(self.say("value now"), [visible(change.now_text) for change in changes]),
            numbers(self.say("value then"), [visible(change.text) for change in changes]),
            numbers(self.say("adds to index"), self.gains([change.gain for change in changes]), 1),
            numbers(self.say("effort"), figures.column([change.effort for change in changes]), 2),
        ]

    def plan_outcome(self, plan: Plan) -> Iterator[str]:
        yield self.say("plan outcome", index=self.index, **self._outcome(plan.outcome))
        if self.found.target.mean == "moving":
            mean = plan.outcome.competitors.mean(plan.outcome.height)
            yield self.say("mean then", mean=self.published(mean))

    @property
    def can_be_tried(self) -> bool:
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

    def try_lines(self, plan: Plan, width: int | None = None) -> list[str]:
        """The command that shows the table under the plan, one value in a line, no line wider than it must be."""
        unit = self.found.card.dataset.units[self.found.row]
        first, *options = self.call
        lines = [first]
        for option in options:
            joined = f"{lines[-1]} {option}"
            fits = width is None or len(joined) + len(_GOES_ON) <= width
            lines[-1:] = [joined] if fits else [lines[-1], f"  {option}"]
        lines += [f"  --value {as_word(value_of(unit, change))}" for change in plan.changes]
        return [line + _GOES_ON for line in lines[:-1]] + lines[-1:]

    def remarks(self) -> Iterator[str]:
        """How to read the plans, what effort is, how sure it is that there are no better ones."""
        if not self.found.plans:
            return
        fewest = min(len(plan.changes) for plan in self.found.plans)
        if fewest > 1:
            yield self.say("not with one") if fewest == 2 else self.say("with none of", n=fewest - 1)
        yield self.say("plan aid")
        limits = [room.lever.limit for room in self.found.rooms]
        priced = any(limit.cost_per_point is not None or limit.cost_per_unit is not None for limit in limits)
        costs = self.say("other costs") if priced else ""
        yield self.say("effort points" if self.has_points else "effort scale", costs=costs)
        proved = all(plan.proved for plan in self.found.plans)
        yield self.say("plan proved" if proved else "plan searched")

    def rooms(self, top: int | None) -> list[Room]:
        """The indicators that can bring most, those without room last."""
        return bringing_most(self.found, MOST if top is None else top)

    def room_columns(self, rooms: Sequence[Room]) -> list[TextColumn]:
        full = [room.full for room in rooms]
        return [
            words(self.say("node"), [self.name(room.lever) for room in rooms]),
            numbers(self.say("value now"), [visible(room.now_text) for room in rooms]),
            numbers(self.say("one unit more"), [self._margin(room) for room in rooms], 2),
            numbers(self.say("full marks"), [self._full(room) for room in rooms]),
            numbers(
                self.say("adds to index"),
                self.gains([None if change is None else change.gain for change in full]),
            ),
            numbers(
                self.say("effort"),
                figures.column([None if change is None else change.effort for change in full]),
                3,
            ),
            numbers(self.say("rank then"), [figures.rank(room.rank) for room in rooms], 1),
        ]

    def _margin(self, room: Room) -> str:
        """What one unit more brings, or what the next step needs and brings."""
        if room.next is not None:
            brought = self.gains([room.next.gain])[0]
            return self.say("next step", value=visible(room.next.text), gain=brought)
        if room.per_unit is None:
            return figures.NONE
        gain = abs(room.per_unit)
        text = figures.telling(gain, 2 if self.has_points else self._decimals)
        return text if room.lever.sign == 1 else f"−{text}"

    def _full(self, room: Room) -> str:
        if room.full is not None:
            return visible(room.full.text)
        return self.say("fixed" if room.lever.limit.fixed else "no room")

    def room_remarks(self, shown: int) -> Iterator[str]:
        every = len(self.found.rooms)
        if shown < every:
            yield self.say("more", n=every - shown, all=every, dots="…")
        yield self.say("room aid")
        if self.found.missing:
            edition = self.found.card.methodology
            names = [node_name(edition, code, self.language) for code in self.found.missing]
            yield self.say("cells without value", nodes=listed(self.language, names))


def _signed(text: str) -> str:
    return text if text.startswith("-") else f"+{text}"
