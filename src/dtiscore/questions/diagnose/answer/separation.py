"""Whether scores tell units apart: how many share the best or the worst one, and who ties in the published index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dtiscore.methodology.arithmetic import present
from dtiscore.methodology.equality import greatest_equal
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.questions.diagnose.answer.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Separation:
    """How well the scores of one node tell units apart."""

    code: str
    units: int
    """The units that have a score."""
    distinct: int
    """How many different scores there are."""
    best: float
    at_best: int
    """The units that share the best score."""
    worst: float
    at_worst: int
    full_marks: int | None
    """The units with the most that can be scored; ``None`` where that is not bounded, or less is better."""
    is_ceiling: bool
    is_floor: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Units with one and the same published index."""

    score: float
    """In the published form, rounded to the published decimals."""
    rank: float
    """The best of their ranks."""
    shares_rank: bool
    """Whether they share it; if not, what is not published decides between them."""
    units: Sequence[int]
    """By their place in the audit."""


def separations(subject: Audited, thresholds: Thresholds) -> list[Separation]:
    """How well each node below the index tells units apart, in the order of the file."""
    edition = subject.card.methodology
    found = []
    for code in subject.codes:
        own = subject.score(code)
        tolerance = subject.card.precision.tolerance(code, published=False).at(subject.rows)
        scores = present(own)
        if code == subject.index.code:
            continue
        best, worst = max(scores), min(scores)
        top = edition.nodes[code].maximum
        if edition.ranking(code).low_is_good:
            best, worst, top = worst, best, None
        at_best, at_worst = scores.count(best), scores.count(worst)
        varies = best != worst
        found.append(
            Separation(
                code=code,
                units=len(scores),
                distinct=len(set(scores)),
                best=best,
                at_best=at_best,
                worst=worst,
                at_worst=at_worst,
                full_marks=None
                if top is None
                else int((greatest_equal(own, tolerance.each(len(own))) >= top).sum()),
                is_ceiling=varies and _many(at_best, len(scores), thresholds),
                is_floor=varies and _many(at_worst, len(scores), thresholds),
            )
        )
    return found


def _many(sharing: int, units: int, thresholds: Thresholds) -> bool:
    return sharing > 1 and sharing / units >= thresholds.ceiling


def ties(subject: Audited) -> list[Tie]:
    """The units that share a published index, from the top of the ranking."""
    code = subject.index.code
    published = subject.card.published(code)[subject.rows].tolist()
    ranks = subject.card.ranks[code][subject.rows].tolist()
    sharing: dict[float, list[int]] = {}
    for at, score in enumerate(published):
        if score == score and ranks[at] == ranks[at]:
            sharing.setdefault(score, []).append(at)
    found = []
    for score, units in sharing.items():
        if len(units) > 1:
            own = {ranks[at] for at in units}
            found.append(Tie(score, min(own), len(own) == 1, units))
    return sorted(found, key=lambda tie: tie.rank)
