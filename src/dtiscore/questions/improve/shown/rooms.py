"""What each indicator can bring: how far its value can go, what that adds, and the rank that it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtiscore.questions.improve.answer import Improvement, Room
from dtiscore.questions.improve.shown.gains import Gains
from dtiscore.render.changes import numbers, words
from dtiscore.render.drawing import figures
from dtiscore.render.drawing.grid import TextColumn
from dtiscore.render.names import node_name
from dtiscore.render.page import Block, Grid, LeftOut, Table, Title, aid
from dtiscore.render.wording import listed
from dtiscore.said import Figure, said, said_in
from dtiscore.visible import visible

MOST = 20
"""How many indicators are shown unless told otherwise."""


def bringing_most(found: Improvement, top: int) -> list[Room]:
    """The indicators that can bring most to the index, those without room last."""
    sign = -1 if found.card.methodology.rank.low_is_good else 1
    return sorted(found.rooms, key=lambda room: -(room.full.gain * sign if room.full else 0.0))[:top]


@dataclass(frozen=True)
class RoomBlocks:
    """The indicators that can bring most, and how to read their table."""

    found: Improvement
    top: int | None

    def __iter__(self) -> Iterator[Block]:
        rooms = bringing_most(self.found, MOST if self.top is None else self.top)
        grid = Grid(self._columns(rooms))
        yield [Title(said("What each indicator can bring"), section=True), Table(grid), LeftOut(grid)]
        yield [*map(aid, self._remarks(len(rooms)))]

    def _columns(self, rooms: list[Room]) -> list[TextColumn]:
        gains, full = Gains(self.found), [room.full for room in rooms]
        efforts = figures.column([None if change is None else change.effort for change in full])
        adds = gains.of_column([None if change is None else change.gain for change in full])
        return [
            words(said("node"), [gains.name(room.lever) for room in rooms]),
            numbers(said("now"), [visible(room.now_text) for room in rooms]),
            numbers(said("per unit"), [_margin(gains, room) for room in rooms], 2),
            numbers(said("at best"), [_full(room) for room in rooms]),
            numbers(said_in("to the index", "adds"), adds),
            numbers(said("effort"), efforts, 3),
            numbers(said("rank then"), [figures.rank(room.rank) for room in rooms], 1),
        ]

    def _remarks(self, shown: int) -> Iterator[str]:
        every = len(self.found.rooms)
        if shown < every:
            yield said("{dots} {n} more (--top {all})", n=every - shown, all=every, dots="…")
        yield said(
            "How to read: per unit is what the index gains for each unit that the value rises, as it begins to rise (− when it "
            "must fall), or what the next step needs and brings; at best is how far the value can go, to full marks or to what bounds "
            "it, what that alone adds, and the rank it gives.",
        )
        sign = -1 if self.found.card.methodology.rank.low_is_good else 1
        gains = [room.full.gain * sign for room in self.found.rooms if room.full is not None]
        if any(gain < 0 for gain in gains):
            yield said("What takes something away alone may add something together with others.")
        elif 0 in gains:
            yield said("What adds nothing alone may add something together with others.")
        if self.found.missing:
            names = [node_name(self.found.card.methodology, code) for code in self.found.missing]
            yield said("No value, so no plan touches it: {nodes}.", nodes=listed(names))


def _margin(gains: Gains, room: Room) -> str:
    """What a unit more brings at the rate of the first small change, or what the next step needs and brings."""
    if room.next is not None:
        (brought,) = gains.of_column([room.next.gain])
        return said("{value}: {gain}", value=visible(room.next.text), gain=brought)
    if room.per_unit is None:
        return figures.NONE
    text = gains.telling(abs(room.per_unit))
    return text if room.lever.sign == 1 or not room.per_unit else Figure(f"−{text}")


def _full(room: Room) -> str:
    """How far the value can go."""
    if room.full is not None:
        return visible(room.full.text)
    return said("fixed") if room.lever.limit.fixed else said("no room")
