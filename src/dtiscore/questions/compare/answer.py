"""Two tables side by side: how every unit moved in score and rank, and what moved it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from dtiscore.analysis.answer import Answer, so_many
from dtiscore.analysis.lists import Across, none_in_common, on_one_basis, on_one_list, with_common_ranks
from dtiscore.analysis.mixed_ranks import MixedRanks, between_standings
from dtiscore.analysis.rank_split import RankSplit, RankSplits, rank_splits
from dtiscore.analysis.splitting import Split
from dtiscore.analysis.standings import Restatement, Standing, Standings, names_in
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.units.scheme import UnitScheme


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit before and after."""

    unit: str
    name: Mapping[str, str]
    before: Standing
    after: Standing
    split: Split | None
    up: float | None = None
    """Places gained; negative when lost. ``None`` without a rank, or where the ranks are on different lists of units."""
    ranks: MixedRanks | None = field(default=None, repr=False, compare=False)
    """The ranks in the tables between the two, where they are known."""

    @property
    def rank_split(self) -> RankSplit | None:
        """Why the rank moved: what its own figures did, and what the others', the edition and the list of units."""
        return _rank_splits(self.ranks, [self]).by_unit.get(self.unit)

    @property
    def change(self) -> float | None:
        """The change of the score: the exact one where it is split, else that of the figures as published."""
        if self.split is not None:
            return float(self.split.change)
        was, now = self.before.score, self.after.score
        return None if was is None or now is None else round(now - was, 12)


@dataclass(frozen=True, repr=False)
class Comparison(Answer):
    """Two standings on one basis."""

    before: Standings
    after: Standings
    changes: Sequence[UnitChange]
    """Of the units that stand in both, in the order of the later ranks, then of their codes."""
    came: Mapping[str, Mapping[str, str]]
    """The codes of units that stand only in the later table, with their names."""
    gone: Mapping[str, Mapping[str, str]]
    editions: tuple[Methodology, Methodology] | None = None
    """The editions before and after, where the tables were scored."""
    not_split: str | None = None
    """Why the changes are not split: ``published`` or ``restated`` scores, or a fault in words."""
    warnings: Sequence[Problem] = ()
    """Reservations about the tables."""
    ranks: MixedRanks | None = field(default=None, repr=False, compare=False)
    """The ranks in the tables between the two, where they are known."""
    across: Across | None = None
    """What was asked for where the lists of units differ."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """The units that the other edition cannot reach, each with the node at which a table supplies their score."""

    @property
    def in_short(self) -> str:
        return f"{self.after.index}: {self.before.label} to {self.after.label}, {so_many(len(self.changes), 'unit')}"

    def rank_splits(self, units: Collection[str] | None = None) -> RankSplits:
        """Why the ranks of some units moved, by code; of all unless given, where that does not take too long."""
        changes = self.changes if units is None else [one for one in self.changes if one.unit in units]
        return _rank_splits(self.ranks, changes)

    @property
    def on_one_list(self) -> bool:
        """Whether both rank the same units."""
        return on_one_list([self.before, self.after])

    @property
    def tells_places(self) -> bool:
        """Whether ranks are subtracted: both rank the same units, or it was asked for."""
        return self.on_one_list or self.across is not None

    @property
    def low_is_good(self) -> bool:
        """Whether a lower score is a better one, now."""
        if self.editions is None:
            return not self.after.higher_is_better
        return self.editions[1].rank.low_is_good

    @property
    def is_worst_first(self) -> bool:
        """Whether rank 1 is the worst, now."""
        return self.editions is not None and self.editions[1].rank.first == "worst"

    def of(self, unit: str) -> UnitChange:
        """The change of one unit, by its code."""
        return next(change for change in self.changes if change.unit == unit)


@dataclass(frozen=True)
class Scored:
    """What scoring tells beyond the standings."""

    editions: tuple[Methodology, Methodology]
    splits: Mapping[str, Split] = field(default_factory=dict)
    not_split: str | None = None
    ranks: MixedRanks | None = None
    """The ranks in the tables between the two, unless why ranks moved is not to be told."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """As :attr:`Comparison.fixed`: what the edition does to them is not known, nor to the ranks beside them."""

    @property
    def known_splits(self) -> dict[str, Split]:
        """The splits but for those of fixed units."""
        return {unit: split for unit, split in self.splits.items() if unit not in self.fixed}


def compare(
    before: Standings,
    after: Standings,
    scored: Scored | None = None,
    *,
    restated: Restatement | None = None,
    on: UnitScheme | None = None,
    across: Across | None = None,
) -> Comparison:
    """Compare two standings, restated to one unit scheme where asked.

    Args:
        before: the earlier standings.
        after: the later ones.
        scored: the editions, and the split of every unit's change, if both were scored.
        restated: how to restate older standings.
        on: the scheme to stand on; the newer of the two unless given.
        across: what is done where the two rank other units; ranks are not subtracted unless given.

    Raises:
        UsageFault: they stand on different schemes and nothing says how to restate, or have no unit in common that is
            asked for. Otherwise as :func:`dtiscore.analysis.lists.on_one_basis`.
    """
    before, after = on_one_basis([before, after], restated, on)
    came = {unit: one.name for unit, one in after.units.items() if unit not in before.units}
    gone = {unit: one.name for unit, one in before.units.items() if unit not in after.units}
    if across == "common":
        before, after = with_common_ranks([before, after])
    tells_places = across is not None or on_one_list([before, after])
    is_restated = before.restated_from is not None or after.restated_from is not None
    splits = {} if scored is None or is_restated else scored.known_splits
    shared = sorted(before.units.keys() & after.units.keys(), key=lambda unit: _place(after, unit))
    if not shared:
        raise none_in_common([before, after])
    called = names_in([before, after])
    ranks = _ranks_between(before, after, scored, is_restated=is_restated) if tells_places else None
    changes = [
        UnitChange(
            unit, called[unit], was, now, splits.get(unit), _up(was, now) if tells_places else None, ranks
        )
        for unit in shared
        for was, now in [(before.units[unit], after.units[unit])]
    ]
    reason = scored.not_split if scored is not None else "published"
    return Comparison(
        before=before,
        after=after,
        changes=changes,
        came=came,
        gone=gone,
        editions=None if scored is None else scored.editions,
        not_split="restated" if is_restated else reason,
        ranks=ranks,
        across=across,
        fixed={} if scored is None else scored.fixed,
    )


def _ranks_between(
    before: Standings, after: Standings, scored: Scored | None, *, is_restated: bool
) -> MixedRanks | None:
    """The ranks in the tables between two, if they can be known: scores of different editions do not compare."""
    if scored is None or (is_restated and scored.editions[0] == scored.editions[1]):
        return between_standings(before, after)
    if is_restated or scored.fixed or scored.ranks is None:
        return None
    return replace(scored.ranks, among=frozenset(before.units)) if before.is_common else scored.ranks


def _up(was: Standing, now: Standing) -> float | None:
    return None if was.rank is None or now.rank is None else was.rank - now.rank


def _rank_splits(ranks: MixedRanks | None, changes: Sequence[UnitChange]) -> RankSplits:
    moves = {
        one.unit: (one.before.rank, one.after.rank)
        for one in changes
        if one.before.rank is not None and one.after.rank is not None
    }
    return RankSplits() if ranks is None else rank_splits(ranks, moves)


def _place(table: Standings, unit: str) -> tuple[float, str]:
    rank = table.units[unit].rank
    return (inf if rank is None else rank, unit)
