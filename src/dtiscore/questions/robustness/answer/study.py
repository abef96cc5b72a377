"""A robustness study: one scorecard, its assumptions and draws, and what follows, each computed when asked for.

Long because the answer has a part for each thing that may be asked of it, computed then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from dtiscore.analysis.answer import Answer, so_many, units_of
from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer.assumptions import Assumptions, MeasurementError
from dtiscore.questions.robustness.answer.attainable import AttainableRanks, Free, attainable_ranks
from dtiscore.questions.robustness.answer.chunks import ranked_in_chunks
from dtiscore.questions.robustness.answer.draws import Draws, require_known
from dtiscore.questions.robustness.answer.fixed_units import Fixed, fixed_places, varied_nodes
from dtiscore.questions.robustness.answer.influence import Outcome, influence_of
from dtiscore.questions.robustness.answer.population import require_scores, scores_of
from dtiscore.questions.robustness.answer.ranking import Ranked
from dtiscore.questions.robustness.answer.removal import Removal, parents_of_parts, removals
from dtiscore.questions.robustness.answer.sampling import GENERATOR, require_variation, sample, sample_part
from dtiscore.questions.robustness.answer.shares import shares_of_index
from dtiscore.questions.robustness.answer.sobol import SobolIndex
from dtiscore.questions.robustness.answer.statistics import RankStatistics, alike, letters, rank_statistics
from dtiscore.questions.robustness.answer.subject import Subject, subject_of
from dtiscore.said import Said, said
from dtiscore.scoring.scorecard import Scorecard

Question = Literal[
    "ranks", "acceptability", "pairs", "removal", "influence", "attainable", "attainable-main"
]  # fmt: skip
"""What a study can be asked, each with a table of its own."""

SAMPLED = ("ranks", "acceptability", "pairs", "influence")
"""The questions that draws answer; the others are computed without any."""


@dataclass(frozen=True, repr=False)
class Robustness(Answer):
    """How far the ranks of a scorecard depend on the assumptions behind it."""

    subject: Subject
    assumptions: Assumptions | None
    """``None`` for draws that are played again."""
    count: int
    seed: int
    k: int
    """The rank up to which a unit counts among the first."""
    replayed: Draws | None = None
    unit: str | None = None
    """The code of the unit that everything but removals is asked of; ``None`` for all."""
    level: int | None = None
    """The level of the parts that are left out one at a time, 1 for the main parts; ``None`` for every level."""
    allow_fixed_units: bool = False
    """Whether units that what varies cannot reach are marked and left out of every statement, rather than refused."""

    @property
    def in_short(self) -> str:
        return f"{units_of(self.card)}, {so_many(self.count, 'draw')}"

    @property
    def card(self) -> Scorecard:
        return self.subject.card

    @property
    def asked(self) -> list[int]:
        """The places in the ranking of the units that are asked for: of the one named, or of all."""
        units = self.subject.units
        return list(range(len(units))) if self.unit is None else [units.index(self.unit)]

    @cached_property
    def draws(self) -> Draws:
        """What each replicate assumes."""
        if self.replayed is not None:
            return self.replayed
        assert self.assumptions is not None
        return sample(self.subject, self.assumptions, self.count, self.seed)

    @cached_property
    def factors(self) -> list[str]:
        """What varies: weights, each choice of which there are two, the error of each indicator."""
        settled = {} if self.assumptions is None else self.assumptions.settled
        return [factor for factor in self._drawn(range(1)).factors if factor not in settled]

    @cached_property
    def scores(self) -> Values:
        """The index in every replicate, replicates by units in the order of the ranking."""
        scores = scores_of(self.subject, self.draws)
        require_scores(self.subject, np.isnan(scores))
        return scores.T

    @cached_property
    def population(self) -> Ranked:
        """The ranks in every replicate.

        Of a population nothing but the ranks is kept: draws and scores are made chunk by chunk and given up.
        """
        return ranked_in_chunks(self.subject, self._drawn, self._replicates, self.factors)

    @property
    def _replicates(self) -> int:
        return self.count if self.replayed is None else self.replayed.count

    def _drawn(self, replicates: range) -> Draws:
        """What some of the replicates assume."""
        if self.replayed is not None:
            return self.replayed.take(np.arange(replicates.start, replicates.stop, dtype=np.intp))
        assert self.assumptions is not None
        require_variation(self.assumptions, self.count, self.seed)
        return sample_part(self.subject, self.assumptions, replicates, self.seed)

    def _fixed(
        self, nodes: Iterable[str], change: Said, way_out: Callable[[int], Said] | None = None
    ) -> Fixed:
        """The units that a change of some nodes cannot reach; ``way_out`` leads to parts at or above the level LEVEL."""
        subject = self.subject
        return fixed_places(
            subject, nodes, change, allowed=self.allow_fixed_units, unit=self.unit, way_out=way_out
        )

    def fixed_for(self, question: Question) -> Fixed:
        """The places of units that a question cannot reach, each with the node that the table supplies.

        Raises:
            UsageFault: there are some, and nobody said to go on without them; or the unit that is asked for is one.
        """
        if question == "removal":
            return self.fixed_in_removals
        if question == "attainable":
            return self.fixed_in_attainable
        return self.fixed_in_attainable_main if question == "attainable-main" else self.fixed

    def shares(self, level: int | None = None) -> dict[str, float]:
        """The shares of the index of its parts at a level, of the innermost ones unless given."""
        return shares_of_index(self.subject, level)

    @cached_property
    def fixed(self) -> Fixed:
        """The places in the ranking of units that some draws cannot reach, each with the node that the table supplies.

        Raises:
            UsageFault: there are some, and nobody said to go on without them; or the unit that is asked for is one.
        """
        draws = self._drawn(range(1))
        nodes = varied_nodes(self.subject, draws)
        if draws.factors and not nodes:
            return {}  # single cells alone are in doubt, each of which was found to count
        fixed = self._fixed(nodes, said("what is drawn"), _draw_over if draws.factors == ["weight"] else None)
        if not self.factors:
            message = said(
                "no weight of {edition} counts in this table, so that none can vary",
                edition=self.card.methodology.id,
            )
            raise UsageFault(message, said("vary something else, such as --error INDICATOR=10%"))
        return fixed

    @cached_property
    def fixed_in_removals(self) -> Fixed:
        """The same of units that a removal cannot reach."""
        return self._fixed(
            parents_of_parts(self.subject, self.level), said("the removal of a part"), _removal_level
        )

    @cached_property
    def fixed_in_attainable(self) -> Fixed:
        """The same of units whose weights are not free because the table supplies a score above them."""
        return self._fixed(self.subject.weighted, said("free weights"), _main_parts)

    @cached_property
    def fixed_in_attainable_main(self) -> Fixed:
        """The same where only the weights of the main parts are free."""
        return self._fixed([self.card.methodology.index.code], said("free weights"))

    @cached_property
    def statistics(self) -> dict[int, RankStatistics]:
        """By the place of each unit in the ranking; those of :attr:`fixed` have none."""
        fixed = self.fixed
        found = rank_statistics(self.population, self.subject.ranks, self.k)
        return {at: one for at, one in enumerate(found) if at not in fixed}

    @cached_property
    def acceptability(self) -> dict[float, Values]:
        """By rank, from 1 on, the share in which each unit has it of the replicates in which it has any, as the statistics are.

        Units stand in the order of the ranking; shares of fixed ones are 0.

        Source: R. Lahdelma, P. Salminen (2001), SMAA-2: stochastic multicriteria acceptability analysis for group decision
        making, Operations Research 49.
        """
        fixed = list(self.fixed)
        doubled = self.population.doubled
        ranked = np.count_nonzero(doubled, axis=1)
        ranks = np.union1d(2 * np.arange(1, len(doubled) + 1), doubled[doubled > 0]).tolist()
        found = {rank / 2.0: np.count_nonzero(doubled == rank, axis=1) / ranked for rank in ranks}
        for shares in found.values():
            shares[fixed] = 0.0
        return found

    @cached_property
    def partly_ranked(self) -> list[int]:
        """The places in the ranking of units that have no score in some replicates, of which nothing then counts."""
        return np.flatnonzero((self.population.doubled == 0).any(axis=1)).tolist()

    def share_above(self, first: int, second: int) -> float | None:
        """In which share of the replicates a unit stands above another one, by their places; ``None`` with a fixed one."""
        if first in self.fixed or second in self.fixed:
            return None
        return self.population.share_above(first, second)

    @cached_property
    def groups(self) -> list[tuple[int, ...]]:
        """Places of neighbours in the ranking that cannot be told apart; fixed units stand in none."""
        reached = [at for at in range(len(self.subject.rows)) if at not in self.fixed]
        return [tuple(reached[at] for at in group) for group in alike(self.population.standing[reached])]

    @cached_property
    def letters(self) -> list[str]:
        """For each unit the letters of the groups that it belongs to."""
        return letters(self.groups, len(self.subject.rows))

    @cached_property
    def attainable(self) -> dict[int, AttainableRanks]:
        """The best and worst rank of each unit that is asked for by its place, fixed ones apart, under any weights.

        Where the assumptions vary weights uniformly by a share, under any shares of the index within that of their own.
        """
        return self._attainable("all", self.fixed_in_attainable)

    @cached_property
    def attainable_main(self) -> dict[int, AttainableRanks]:
        """The same where only the weights of the main parts, the children of the index, are free."""
        return self._attainable("main", self.fixed_in_attainable_main)

    def _attainable(self, free: Free, fixed: Fixed) -> dict[int, AttainableRanks]:
        if self.assumptions is not None and self.assumptions.weights is None:
            message = said("attainable ranks are those under other weights, and the weights are not to vary")
            raise UsageFault(message, said("leave --vary-weights none out, or choose uniform or simplex"))
        asked = [at for at in self.asked if at not in fixed]
        found = attainable_ranks(self.subject, free, asked=asked, within=self.within_share)
        return dict(zip(asked, found, strict=True))

    @property
    def within_share(self) -> float | None:
        """By which part of itself a share may differ in attainable ranks; ``None`` where it may be anything."""
        weights = None if self.assumptions is None else self.assumptions.weights
        return weights.share if weights is not None and weights.kind == "uniform" else None

    @cached_property
    def removals(self) -> list[Removal]:
        """The ranking without each indicator and node of the level that is asked for.

        Raises:
            UsageFault: nothing can be left out at that level, or some units cannot be reached.
        """
        return removals(self.subject, self.level, fixed=self.fixed_in_removals)

    @cached_property
    def influence(self) -> list[SobolIndex]:
        """Which assumption moves ranks most: Sobol indices of the mean number of places moved.

        Raises:
            UsageFault: draws are played again, which are one sample and no design of several.
        """
        return self.influence_on(None)["ranking"]

    @cached_property
    def influences(self) -> dict[Outcome, list[SobolIndex]]:
        """Which assumption moves most what is asked: the rank and the score of the unit, or else all ranks."""
        return {"ranking": self.influence} if self.unit is None else self.influence_on(self.unit)

    def influence_on(self, unit: str | None) -> dict[Outcome, list[SobolIndex]]:
        """Sobol indices of the rank and of the score of a unit, or of the whole ranking where none is named.

        Raises:
            UsageFault: draws are played again, or the unit has no rank in some replicate.
        """
        if self.assumptions is None:
            message = said("the influence of assumptions needs samples of its own, which kept draws are not")
            raise UsageFault(message, said("leave the kept draws out and give the same seed"))
        first = sample(self.subject, self.assumptions, self.count, self.seed, stream=1)
        second = sample(self.subject, self.assumptions, self.count, self.seed, stream=2)
        return influence_of(
            self.subject, first, second, self.factors, unit=unit, seed=self.seed, fixed=self.fixed
        )

    @property
    def options(self) -> dict[str, Any]:
        """What the study was made with, for provenance."""
        asked = {"unit": self.unit, "level": self.level, "allow_fixed_units": self.allow_fixed_units or None}
        narrowed = {name: value for name, value in asked.items() if value is not None}
        if self.assumptions is None:
            return {"replicates": self._replicates, "replayed": True, "within": self.k, **narrowed}
        drawn = {"replicates": self.count, "seed": self.seed, "generator": GENERATOR}
        weights = self.assumptions.weights
        bounded = {} if weights is None or not weights.least else {"least_weight": weights.least}
        return {**drawn, **bounded, "within": self.k, **narrowed}


def study(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    assumptions: Assumptions | None = None,
    *,
    count: int = 1000,
    seed: int = 1,
    k: int | None = None,
    replayed: Draws | None = None,
    unit: str | None = None,
    level: int | None = None,
    allow_fixed_units: bool = False,
) -> Robustness:
    """Study how robust a ranking is.

    Args:
        card: the scorecard of one period and group.
        assumptions: what varies; the weights (Dirichlet) unless given.
        count: how many replicates.
        seed: of the draws.
        k: the rank up to which a unit counts among the first; 10, or a third of the units if that is less.
        replayed: draws to play again instead of new ones.
        unit: the code of the unit that pairs, influence and attainable ranks are asked of.
        level: the level of the parts that are left out one at a time.
        allow_fixed_units: whether units that what varies cannot reach, because the table supplies a score in which it
            does not count, are marked and left out of every statement; otherwise the answer is refused.

    Raises:
        UsageFault: the scorecard has several periods or groups, nothing varies, draws belong elsewhere, the unit has
            no rank, or two errors are given for the same values.
    """
    subject = subject_of(card)
    if unit is not None and unit not in subject.units:
        raise UsageFault(
            said('"{unit}" has no rank in this table', unit=unit), said("name a ranked unit by its code")
        )
    if replayed is not None:
        if replayed.count < 1:
            raise UsageFault(said("there are no draws to play again"), said("keep some first"))
        require_known(replayed, list(card.methodology.nodes), subject.units)
        assumptions = None
    elif assumptions is None:
        assumptions = Assumptions()
    if assumptions is not None:
        _require_single(assumptions.errors)
    first = min(10, max(1, len(subject.rows) // 3)) if k is None else k
    return Robustness(subject, assumptions, count, seed, first, replayed, unit, level, allow_fixed_units)


def _require_single(errors: Sequence[MeasurementError]) -> None:
    """Make sure that no error is given twice, of which one would be lost.

    Raises:
        UsageFault: it is.
    """
    given: set[tuple[str, str | None]] = set()
    for error in errors:
        if (error.indicator, error.unit) in given:
            message = said('two errors of measurement are given for "{indicator}"', indicator=error.indicator)
            if error.unit is not None:
                message = said('{what} of "{unit}"', what=message, unit=error.unit)
            raise UsageFault(message, said("give one amount"))
        given.add((error.indicator, error.unit))


def _draw_over(level: int) -> Said:
    """The way out of draws where the table supplies a score of some units at a level and no higher."""
    return said("draw over parts above that score alone: --draw-over level:{level}", level=level)


def _removal_level(level: int) -> Said:
    """The same where parts are left out."""
    return said("leave out parts above that score alone: --level {level}", level=level)


def _main_parts(_level: int) -> Said:
    """The same where weights are free."""
    return said("ask it of the main parts: --show attainable-main")
