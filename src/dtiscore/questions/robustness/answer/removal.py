"""Leave one out: how far the ranking moves when an indicator or a node has no weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer.draws import Draws
from dtiscore.questions.robustness.answer.fixed_units import NO_FIXED_UNITS, Fixed
from dtiscore.questions.robustness.answer.population import require_scores, scores_of
from dtiscore.questions.robustness.answer.ranking import ranked
from dtiscore.questions.robustness.answer.statistics import mean_shift
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import said


@dataclass(frozen=True, slots=True)
class Removal:
    """The ranking without one indicator or node, whose siblings share its weight."""

    code: str
    level: int
    """How far below the index it stands, 1 for its main parts."""
    ranks: Values
    """The rank of every unit without it; NaN for one that its removal cannot reach."""
    mean_shift: float
    """By how many places units differ from their nominal ranks, on average."""
    largest_shift: float
    furthest: int
    """The unit that moves most, by its place in the ranking from 0."""


def parents_of_parts(subject: Subject, level: int | None = None) -> list[str]:
    """The nodes that lose a child when each part of a level, or of all, is left out.

    Raises:
        UsageFault: nothing can be left out at that level.
    """
    parents = subject.card.methodology.parents
    return list(dict.fromkeys(parents[code].code for code in _of_level(subject, level)))


def _of_level(subject: Subject, level: int | None) -> list[str]:
    levels = {code: subject.level(code) for code in subject.removable}
    codes = [code for code, own in levels.items() if level in (None, own)]
    if level is not None and levels and not codes:
        known = ", ".join(map(str, sorted(set(levels.values()))))
        raise UsageFault(
            said("nothing can be left out at level {level}", level=level),
            said("the levels are {known}", known=known),
        )
    return codes


def removals(subject: Subject, level: int | None = None, *, fixed: Fixed = NO_FIXED_UNITS) -> list[Removal]:
    """What becomes of the ranking without each indicator and each node that counts, in the order of the file.

    Args:
        subject: what is studied.
        level: the level of what is left out; every one unless given.
        fixed: the places of units that a removal cannot reach, whose moves do not count.

    Raises:
        UsageFault: a score is undefined without one of them, or nothing can be left out at that level.
    """
    codes = _of_level(subject, level)
    draws = Draws(len(codes), {}, {"excluded": tuple(codes)})
    scores = scores_of(subject, draws)
    require_scores(subject, np.isnan(scores))
    ranks = ranked(subject, scores).ranks
    ranks[:, list(fixed)] = np.nan
    shifts = mean_shift(ranks, subject.ranks)
    found = []
    for code, row, shift in zip(codes, ranks, shifts.tolist(), strict=True):
        moved = np.abs(row - subject.ranks)
        furthest = int(np.nanargmax(moved))
        found.append(Removal(code, subject.level(code), row, shift, float(moved[furthest]), furthest))
    return found
