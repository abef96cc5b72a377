"""Recover the weights of a node, or the goalposts of an indicator, from its published scores and ranks.

Every limit that is published narrows what they can be (:mod:`limits`); linear programmes find the least and the most
that is left of each (:mod:`solving`). Where limits contradict each other, those of the fewest and smallest excesses are
left out, and their units are named.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from dtiscore.analysis.expected_table import ExpectedTable
from dtiscore.analysis.published_scales import published_scales
from dtiscore.errors import Problem as Fault, UsageFault
from dtiscore.methodology import Methodology, Node, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.weights.recover.answer.goalposts import goalpost_problem
from dtiscore.questions.weights.recover.answer.limits import Limits
from dtiscore.questions.weights.recover.answer.problem import Problem
from dtiscore.questions.weights.recover.answer.published import Published, published
from dtiscore.questions.weights.recover.answer.solving import Programme, told_by_exact_scores
from dtiscore.questions.weights.recover.answer.weights import weight_problem
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.published_ranks import RankRange

_HARDLY_ANY = 0.8
"""The share of units left unexplained from which on the rule is another one, and a unit explained is so by chance."""


class Recovered(NamedTuple):
    """What is published tells of one weight, or of one goalpost."""

    code: str
    """Of the part; ``low`` or ``high`` of a goalpost."""
    stated: float | None
    """What the draft says."""
    least: float | None
    """The least that agrees with all that is published; ``None`` where nothing bounds it."""
    most: float | None
    found: float | None
    """One that agrees with it together with the others; ``None`` where nothing bounds them."""
    identifiable: bool
    """Whether scores in full precision would tell it; if not, no decimals narrow it to one number."""


class Unexplained(NamedTuple):
    """A unit whose published score, or rank, is not what the recovered numbers give."""

    row: int
    """Of the scorecard."""
    published: float | None
    """Its published score; ``None`` where only its rank is published."""
    found: float | None
    """The score that the recovered numbers give; ``None`` where a part of it is not known."""
    rank: RankRange | None = None
    """Its published rank, or the ranks among which that is."""
    found_rank: RankRange | None = None
    """The ranks that it may have by the scores that the recovered numbers give; ``None`` where it has none that is published."""


class OtherMean(NamedTuple):
    """Another mean than that of the draft, of which some weights explain the published scores."""

    aggregate: str
    """Its kind, as a weighting file has it."""
    unexplained: int
    """How many units it leaves unexplained."""


@dataclass(frozen=True)
class Recovery:
    """The weights of a node, or the goalposts of an indicator, that its published scores and ranks allow."""

    card: Scorecard
    """The table as the draft scores it."""
    node: str
    what: Literal["weights", "goalposts"]
    whole: float | None
    """What the weights sum to; ``None`` of goalposts, and of sums whose weights are free."""
    numbers: Sequence[Recovered]
    scores: int
    """How many published scores there were."""
    ranks: int
    unexplained: Sequence[Unexplained]
    as_stated: bool
    """Whether the numbers found are those of the draft."""
    parts_rounded: bool = False
    """Whether the scores of the parts count as rounded."""
    other_mean: OtherMean | None = None
    """What explains most scores where the mean of the draft does not; ``None`` where nothing does, or is needed."""
    published: str = ""
    """The table of published results."""
    published_sha256: str | None = None
    warnings: Sequence[Fault] = ()
    """What is to know of the tables."""

    @property
    def methodology(self) -> Methodology:
        """The draft."""
        return self.card.methodology

    @property
    def explains_hardly_any(self) -> bool:
        """Whether the numbers found explain a unit here and there, as any would."""
        return len(self.unexplained) >= _HARDLY_ANY * max(self.scores, self.ranks)

    @property
    def not_identifiable(self) -> list[Recovered]:
        """What scores in full precision would not tell either."""
        return [number for number in self.numbers if not number.identifiable]


def recover(
    card: Scorecard,
    expected: ExpectedTable,
    node: Node,
    *,
    decimals: int | None = None,
    part_decimals: int | None = None,
) -> Recovery:
    """The weights of a node's children, or the goalposts of an indicator, that its published results allow.

    Args:
        card: the table under the draft, whose other settings are taken for right.
        expected: the published results.
        node: the node.
        decimals: to how many its scores were rounded before they were published; as the table writes them unless given.
        part_decimals: to how many the scores of the parts were rounded; not at all unless given.

    Raises:
        UsageFault: the node has no weights or goalposts that scores are linear in, nothing of it is published, its
            scores are published on another scale, or scipy is not installed.
    """
    told = published(card, expected, node.code, decimals)
    if not told.scores and not told.ranks:
        raise UsageFault(
            said('{source} says nothing of "{node}"', source=expected.source, node=node.code),
            said("head a column {node} or rank_{node}, or name another node with --node", node=node.code),
        )
    problem = (
        goalpost_problem(card, node, told)
        if node.is_indicator
        else weight_problem(card, node, told, part_decimals)
    )
    # Weights of a mean leave each score between those of its parts, and so explain not a single one on another scale.
    if problem.whole is not None and (apart := published_scales(card, expected, [node.code])):
        raise UsageFault(apart[0].message, apart[0].fix)
    every = Programme(problem.limits)
    programme, passed = every.consistent()
    ends, found = _allowed(problem, programme)
    while found is not None and (left_out := passed & problem.limits.passed(found)).sum() < passed.sum():
        # The least sum of excesses leaves out limits, too, that others which are far off have drawn the numbers away from.
        programme, passed = every.over(~left_out, found), left_out
        ends, found = _allowed(problem, programme)
    return Recovery(
        card=card,
        node=node.code,
        what=problem.what,
        whole=problem.whole,
        numbers=list(_recovered(problem, ends, found)),
        scores=len(told.scores),
        ranks=len(told.ranks),
        unexplained=_unexplained(problem, told, found, passed),
        as_stated=found is not None and found is problem.stated,
        parts_rounded=part_decimals is not None,
    )


def _allowed(
    problem: Problem, programme: Programme
) -> tuple[list[tuple[Values | None, Values | None]], Values | None]:
    """The ends of what is asked, each as the numbers there, and the numbers that are found."""
    ends = [programme.extremes(number.factors) for number in problem.asked]
    return ends, _found(problem, programme.limits, [end for pair in ends for end in pair])


def _found(problem: Problem, limits: Limits, ends: Sequence[Values | None]) -> Values | None:
    """The draft's numbers if they keep all limits that can be kept, else the plainest that do, else those in the middle.

    The middle is the mean of the ends, each of which keeps all limits; so does their mean, as every limit is linear.
    """
    keeps = [problem.stated] if problem.stated is not None else []
    if not any(end is None for end in ends):
        middle = np.mean([end for end in ends if end is not None], axis=0)
        keeps += [*problem.candidates(middle), middle]
    return next((one for one in keeps if not limits.passed(one).any()), None)


def _recovered(
    problem: Problem, ends: Sequence[tuple[Values | None, Values | None]], found: Values | None
) -> Iterator[Recovered]:
    told = told_by_exact_scores(problem.equations, problem.limits.whole)
    for number, pair in zip(problem.asked, ends, strict=True):
        least, most = (None if end is None else number.of(end) for end in pair)
        if least is not None and most is not None:
            least, most = min(least, most), max(least, most)
        elif number.unit < 0:
            least, most = most, least
        seen = all(one for one, factor in zip(told, number.factors, strict=True) if factor)
        yield Recovered(
            number.code, number.stated, least, most, None if found is None else number.of(found), seen
        )


def _unexplained(problem: Problem, told: Published, found: Values | None, passed: Mask) -> list[Unexplained]:
    """The units of the limits that were left out, or that the numbers found do not keep."""
    beyond = passed if found is None else passed | problem.limits.passed(found)
    limits = {problem.limits.rows[at] for at in np.flatnonzero(beyond).tolist()}
    scores = {row: problem.score(row, found) for row in told.ranks} if found is not None and limits else {}
    scores = {row: score for row, score in scores.items() if math.isfinite(score)}
    places = {row: place for of in limits for row in of if (place := told.place(row, scores)) is not None}
    elsewhere = {row for row, place in places.items() if place.is_elsewhere}
    # Of two that are ranked the wrong way round, one may have the rank that it is due.
    rows = {row for of in limits for row in (elsewhere.intersection(of) or of)}
    return [
        Unexplained(
            row,
            told.scores.get(row),
            None if found is None else _known(problem.score(row, found)),
            told.ranks.get(row),
            places[row].due if row in places else None,
        )
        for row in sorted(rows)
    ]


def _known(score: float) -> float | None:
    return score if math.isfinite(score) else None
