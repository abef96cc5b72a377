"""The cheapest set of changes where gains add up: a mixed linear programme over the pieces of every lever's curve.

A variable of 0 or 1 chooses at most one piece of each lever, another says how far along it to go (in whole steps where
the lever has them). Among plans of equal effort the one is taken whose largest demand on any one lever, as a share of
its room, is the smallest but for a thousandth. Where no number of changes is given, the fewest changes that the least
effort allows.

Neither that demand nor that number is asked for as such: relaxed, a little of every lever is the most even, and next to
no change, which tells a solver next to nothing. Both are halved, asking each time for a plan of the least effort with no more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dtiscore.analysis.mixed_programmes import mixed_programmes
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.pieces import Piece
from dtiscore.said import said

_SCALE = 1000.0
"""Gains are counted in thousandths of what is needed, efforts in thousandths of what everything would take."""
EQUAL = 1e-5
"""The part by which efforts may differ and count as equal.

Where each point takes the same effort, as under equal weights, thousands of plans differ by less: to tell which of them is
the cheapest takes a solver half a minute, and is nothing that a reader of efforts sees.
"""
_ENOUGH = 1e-6
"""The part of what is needed that may be lacking, as it is to a solver."""
_BRANCHES = 50_000
_COUNTED = 1_000_000
"""Up to how many steps of a piece are counted one by one; of more, so many equal lots of them.

What one of a billion steps of a column of money brings is less than a solver sees, which leaves it out without a word;
a lot brings less of the effort than what is EQUAL.
"""
_NEARLY = 1e-3
"""How near the largest share of a room comes to the smallest one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A set of changes that a search found."""

    x: Values
    """The distance of every lever."""
    effort: float
    proved: bool
    """Whether no cheaper one exists."""


@dataclass(frozen=True)
class Programme:
    """The pieces of all levers of a unit, and what is asked of them."""

    levers: Sequence[Lever]
    pieces: Sequence[Piece]
    now: float
    """The height without any change."""
    known: dict[tuple[float, int], Found] = field(default_factory=dict)
    """The plans that were found for a height with so many changes: the cheapest of all is often one of them."""

    def cheapest(self, need: float, most: int | None) -> Found | None:
        """The least effort that brings the index to a height with at most so many changes; ``None`` if none does."""
        wanted = need - self.now
        if wanted <= 0:
            return Found(np.zeros(len(self.levers)), 0.0, proved=True)
        run = _Run(self, wanted)
        first = run.solve(most=most)
        if first is None:  # nothing suffices, or the solver gave up
            return run.as_far_as_it_goes(most)
        fewer = run.fewer(first) if most is None else first
        fewest = int(np.count_nonzero(fewer.x)) if most is None else most
        known = self.known.get((need, fewest))
        if known is not None and known.effort <= first.effort * (1 + EQUAL):
            return replace(known, proved=first.proved)
        even = run.evened(fewer, effort=first.effort, most=fewest)
        found = self.known[need, fewest] = Found(even.x, even.effort, first.proved)
        return found


class _Run:
    """One programme: its columns are the choices of pieces, then the ways along them."""

    def __init__(self, programme: Programme, wanted: float) -> None:
        self.programme = programme
        pieces = self.pieces = [part for piece in programme.pieces for part in _up_to(piece, wanted)]
        self.count = len(pieces)
        self.milp, self.constraint, self.bounds = mixed_programmes(said("the cheapest improvements"))
        self.unit = wanted / _SCALE
        whole = math.fsum(
            max((piece.effort[1] for piece in pieces if piece.lever == at), default=0.0)
            for at in range(len(programme.levers))
        )
        self.price = max(whole, 1e-300) / _SCALE
        self.far = np.array([float(min(piece.steps, _COUNTED)) if piece.steps else 1.0 for piece in pieces])
        self.gains = self._row([piece.gain for piece in pieces], self.unit)
        self.efforts = self._row([piece.effort for piece in pieces], self.price)

    def _row(self, ends: Sequence[tuple[float, float]], unit: float) -> Values:
        """The coefficients of a quantity that is given at both ends of each piece."""
        start = np.array([low for low, _ in ends]) / unit
        along = np.array([high - low for low, high in ends]) / unit / self.far
        return np.concatenate([start, along])

    def fewer(self, found: Found) -> Found:
        """The choice of the fewest changes that takes no more effort."""
        too_few, best = 0, found
        while (enough := int(np.count_nonzero(best.x))) - too_few > 1:
            tried = (too_few + enough) // 2
            less = self.solve(most=tried, effort=found.effort)
            too_few, best = (tried, best) if less is None else (too_few, less)
        return best

    def evened(self, found: Found, *, effort: float, most: int) -> Found:
        """The choice of no more effort and changes whose largest share of a room is the smallest."""
        low, best = 0.0, found
        while (high := self._largest_share(best)) - low > _NEARLY:
            middle = (low + high) / 2
            less = self.solve(most=most, effort=effort, share=middle)
            low, best = (middle, best) if less is None else (low, less)
        return best

    def _largest_share(self, found: Found) -> float:
        reaches = np.array([lever.reach for lever in self.programme.levers])
        return float((found.x / np.where(reaches > 0, reaches, 1.0)).max(initial=0.0))

    def solve(self, *, most: int | None, effort: float | None = None, share: float = 1.0) -> Found | None:
        """The choice of the least effort.

        Args:
            most: how many changes there may be.
            effort: how much effort it may take.
            share: which share of its room each lever may go.
        """
        n = self.count
        ways = self._ways(share)
        open_ = ways >= 0
        rows = [
            self.constraint(self.gains[np.newaxis, :], _SCALE, np.inf),
            *self._structure(np.maximum(ways, 0.0)),
        ]
        if most is not None:
            choices = np.concatenate([np.ones(n), np.zeros(n)])
            rows.append(self.constraint(choices[np.newaxis, :], 0, most))
        if effort is not None:
            enough = effort * (1 + EQUAL / 2) / self.price
            rows.append(self.constraint(self.efforts[np.newaxis, :], -np.inf, enough))
        steps = np.array([1.0 if piece.steps else 0.0 for piece in self.pieces])
        result = self.milp(
            self.efforts,
            constraints=rows,
            integrality=np.concatenate([np.ones(n), steps]),
            bounds=self.bounds(0.0, np.concatenate([open_, np.where(open_, ways, 0.0)])),
            options={"mip_rel_gap": EQUAL / 2, "node_limit": _BRANCHES},
        )
        return None if result.x is None else self._found(result)

    def as_far_as_it_goes(self, most: int | None) -> Found | None:
        """The levers that bring most, as far as they go; ``None`` where even that does not suffice.

        What a solver that gives up has not found may still be there, at some effort.
        """
        furthest: dict[int, Piece] = {}
        for piece in self.pieces:
            known = furthest.get(piece.lever)
            if known is None or piece.gain[1] > known.gain[1]:
                furthest[piece.lever] = piece
        taken = sorted(furthest.values(), key=lambda piece: -piece.gain[1])[:most]
        if math.fsum(piece.gain[1] for piece in taken) < self.unit * _SCALE * (1 - _ENOUGH):
            return None
        x = np.zeros(len(self.programme.levers))
        for piece in taken:
            x[piece.lever] = piece.end
        return Found(x, math.fsum(piece.effort[1] for piece in taken), proved=False)

    def _ways(self, share: float) -> Values:
        """How far along each piece a share of the room of its lever leads; negative where the piece lies beyond it."""
        ways = []
        for piece, far in zip(self.pieces, self.far.tolist(), strict=True):
            room = self.programme.levers[piece.lever].reach * share * (1 + 1e-12) - piece.start
            length = piece.end - piece.start
            part = min(room / length, 1.0) if length > 0 else float(room >= 0)
            ways.append(-1.0 if room < 0 else math.floor(part * far) if piece.steps else part * far)
        return np.array(ways)

    def _structure(self, ways: Values) -> list[Any]:
        """One piece of a lever at most, and no way along a piece that is not chosen."""
        n = self.count
        one = np.zeros((len(self.programme.levers), 2 * n))
        for at, piece in enumerate(self.pieces):
            one[piece.lever, at] = 1.0
        along = np.hstack([-np.diag(ways), np.eye(n)])
        return [self.constraint(one, 0.0, 1.0), self.constraint(along, -np.inf, 0.0)]

    def _found(self, result: Any) -> Found:
        x = np.zeros(len(self.programme.levers))
        effort = 0.0
        for at, piece in enumerate(self.pieces):
            if result.x[at] < 0.5:
                continue
            way = float(result.x[self.count + at])
            if piece.steps:  # what ends within a step goes up to the next one
                part = -(-round(way) * piece.steps // int(self.far[at])) / piece.steps
            else:
                part = min(max(way, 0.0), 1.0)
            x[piece.lever] = piece.start + (piece.end - piece.start) * part
            effort += piece.effort[0] + (piece.effort[1] - piece.effort[0]) * part
        optimal = result.status == 0 and math.isfinite(result.fun)
        return Found(x, float(effort), proved=bool(optimal))


def _up_to(piece: Piece, wanted: float) -> list[Piece]:
    """A piece as far as it is of use: no further than to the first step that is enough by itself, and that counts as enough.

    Beside a need that is next to nothing, as to leave a tie, whole gains are beyond what a solver can tell apart.
    """
    low, high = piece.gain
    if low >= wanted:
        return [
            replace(piece, end=piece.start, gain=(wanted, wanted), effort=(piece.effort[0],) * 2, steps=0)
        ]
    if high <= wanted or not piece.steps:
        return [piece]
    last = math.ceil((wanted - low) / (high - low) * piece.steps * (1 - 1e-12))

    def at(ends: tuple[float, float], step: int) -> float:
        return ends[0] + (ends[1] - ends[0]) * step / piece.steps

    def along(ends: tuple[float, float], first: int, last: int) -> tuple[float, float]:
        return at(ends, first), at(ends, last)

    span = piece.start, piece.end
    before = replace(
        piece,
        end=at(span, last - 1),
        gain=along(piece.gain, 0, last - 1),
        effort=along(piece.effort, 0, last - 1),
        steps=last - 1,
    )
    enough = at(span, last)
    return [before, Piece(piece.lever, enough, enough, (wanted, wanted), along(piece.effort, last, last))]
