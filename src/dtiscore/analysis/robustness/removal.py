"""Leave one out: how far the ranking moves when an indicator or a node has no weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.analysis.robustness.draws import Draws
from dtiscore.analysis.robustness.population import require_scores, scores_of
from dtiscore.analysis.robustness.ranking import ranked
from dtiscore.analysis.robustness.statistics import mean_shift
from dtiscore.analysis.robustness.subject import Subject
from dtiscore.errors import UsageFault
from dtiscore.methodology import Values


@dataclass(frozen=True, slots=True)
class Removal:
    """The ranking without one indicator or node, whose siblings share its weight."""

    code: str
    level: int
    """How far below the index it stands, 1 for its main parts."""
    ranks: Values
    """The rank of every unit without it."""
    mean_shift: float
    """By how many places units differ from their nominal ranks, on average."""
    largest_shift: float
    furthest: int
    """The unit that moves most, by its place in the ranking from 0."""


def removals(subject: Subject, level: int | None = None) -> list[Removal]:
    """What becomes of the ranking without each indicator and each node that counts, in the order of the file.

    Args:
        subject: what is studied.
        level: the level of what is left out; every one unless given.

    Raises:
        UsageFault: a score is undefined without one of them, or nothing can be left out at that level.
    """
    levels = {code: subject.level(code) for code in subject.removable}
    codes = [code for code, own in levels.items() if level in (None, own)]
    if level is not None and not codes:
        known = ", ".join(map(str, sorted(set(levels.values()))))
        raise UsageFault(f"nothing can be left out at level {level}", f"the levels are {known}")
    draws = Draws(len(codes), {}, {"excluded": tuple(codes)})
    scores = scores_of(subject, draws)
    require_scores(subject, np.isnan(scores))
    ranks = ranked(subject, scores).ranks
    shifts = mean_shift(ranks, subject.ranks)
    found = []
    for code, row, shift in zip(codes, ranks, shifts.tolist(), strict=True):
        moved = np.abs(row - subject.ranks)
        furthest = int(np.nanargmax(moved))
        found.append(Removal(code, levels[code], row, shift, float(moved[furthest]), furthest))
    return found
