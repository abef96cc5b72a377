"""What an audit finds worth saying, the gravest first, as figures that screens put into sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dtiscore.questions.diagnose.answer.figures import Figures
from dtiscore.questions.diagnose.answer.relations import Flag, Kind

FindingKind = Literal[
    "few-units",
    "against",
    "against-index",
    "constant",
    "scarce",
    "scarce-unit",
    "ceiling",
    "matters-less",
    "matters-more",
    "collinear",
    "weak",
    "inconsistent",
    "opposite",
    "dimensions",
    "dominating",
    "outliers",
    "floor",
    "ties",
    "absent",
]

FEW_UNITS = 10
"""With fewer units it is chance how parts go together."""


@dataclass(frozen=True, slots=True)
class Item:
    """One instance of a finding."""

    code: str | None
    """The node that it is about; ``None`` where it is about units."""
    value: float | None
    other: str | None = None
    """The second node, of a pair."""
    beside: float | None = None
    """What the value is to be seen beside: a limit, a total, a weight."""
    units: Sequence[int] = ()
    """The units that it is about, by their place in the audit."""


@dataclass(frozen=True)
class Finding:
    """One kind of thing that was found."""

    kind: FindingKind
    items: Sequence[Item]
    """The most telling first."""


def findings(figures: Figures) -> list[Finding]:
    """All that is found, in the order in which it should be looked at; kinds without an instance are left out."""
    search = _Search(figures)
    of_kind: dict[FindingKind, Iterator[Item]] = {
        "few-units": search.few_units(),
        "against": search.flagged("parent", "negative"),
        "against-index": search.flagged("index", "negative"),
        "constant": search.constant(),
        "scarce": search.scarce(),
        "scarce-unit": search.scarce_units(),
        "ceiling": search.ceilings(),
        "matters-less": search.matters(less=True),
        "matters-more": search.matters(less=False),
        "collinear": search.collinear(),
        "weak": search.flagged("parent", "weak"),
        "inconsistent": search.inconsistent(),
        "opposite": search.flagged("siblings", "negative"),
        "dimensions": search.dimensions(),
        "dominating": search.flagged("parent", "dominating", rising=False),
        "outliers": search.outliers(),
        "floor": search.floors(),
        "ties": search.ties(),
        "absent": search.absent(),
    }
    found = [Finding(kind, list(items)) for kind, items in of_kind.items()]
    return [finding for finding in found if finding.items]


class _Search:
    """One look for each kind of finding."""

    def __init__(self, figures: Figures) -> None:
        self.of = figures
        self.limits = figures.thresholds

    def few_units(self) -> Iterator[Item]:
        units = len(self.of.subject.rows)
        if units < FEW_UNITS:
            yield Item(None, units, beside=FEW_UNITS)

    def flagged(self, kind: Kind, flag: Flag, *, rising: bool = True) -> Iterator[Item]:
        found = [
            Item(one.first, one.value, one.second)
            for one in self.of.relations
            if one.kind == kind and one.flag == flag
        ]
        yield from sorted(found, key=lambda item: (item.value or 0.0) * (1 if rising else -1))

    def collinear(self) -> Iterator[Item]:
        found = [*self.flagged("siblings", "collinear"), *self.flagged("across", "collinear")]
        yield from sorted(found, key=lambda item: -(item.value or 0.0))

    def constant(self) -> Iterator[Item]:
        for one in self.of.indicators:
            if one.is_constant and one.after.known > 1:
                yield Item(one.code, one.after.minimum)

    def scarce(self) -> Iterator[Item]:
        few = [one for one in self.of.indicators if one.availability < self.limits.availability]
        for one in sorted(few, key=lambda one: one.availability):
            yield Item(one.code, one.available, beside=one.units)

    def scarce_units(self) -> Iterator[Item]:
        few = [
            (at, one) for at, one in enumerate(self.of.units) if one.availability < self.limits.availability
        ]
        for at, one in sorted(few, key=lambda pair: pair[1].availability):
            yield Item(None, one.available, beside=one.of, units=[at])

    def ceilings(self) -> Iterator[Item]:
        leaves = set(self.of.subject.leaves)
        many = [one for one in self.of.separations if one.is_ceiling and one.code in leaves]
        for one in sorted(many, key=lambda one: -one.at_best / one.units):
            yield Item(one.code, one.at_best, beside=one.units)

    def floors(self) -> Iterator[Item]:
        leaves = set(self.of.subject.leaves)
        many = [one for one in self.of.separations if one.is_floor and one.code in leaves]
        for one in sorted(many, key=lambda one: -one.at_worst / one.units):
            yield Item(one.code, one.at_worst, beside=one.units)

    def matters(self, *, less: bool) -> Iterator[Item]:
        """Parts that matter much less (more) than they weigh, the furthest off first."""
        found = []
        for one in self.of.importances:
            if one.times is None:
                continue
            off = 1 / max(one.times, 1e-12) if less else one.times
            if off >= self.limits.importance:
                found.append((off, Item(one.code, one.share, one.parent, one.stated)))
        yield from (item for _, item in sorted(found, key=lambda pair: -pair[0]))

    def inconsistent(self) -> Iterator[Item]:
        found = [
            Item(one.code, one.alpha.value, beside=self.limits.alpha)
            for one in self.of.consistencies
            if one.alpha.value is not None and one.alpha.value < self.limits.alpha and not one.all_indicators
        ]
        yield from sorted(found, key=lambda item: item.value or 0.0)

    def dimensions(self) -> Iterator[Item]:
        for one in self.of.consistencies:
            parts = one.components
            if parts is not None and parts.dimensions(self.limits.eigenvalue) > 1:
                yield Item(one.code, parts.dimensions(self.limits.eigenvalue), beside=parts.shares[0])

    def outliers(self) -> Iterator[Item]:
        found = [one for one in self.of.indicators if one.is_skewed]
        for one in sorted(found, key=lambda one: -abs(one.spread.skewness or 0.0)):
            yield Item(one.code, one.spread.skewness, beside=float(one.treated), units=one.beyond)

    def ties(self) -> Iterator[Item]:
        for one in self.of.ties:
            yield Item(None, one.rank, beside=one.score, units=one.units)

    def absent(self) -> Iterator[Item]:
        for code in self.of.subject.absent:
            yield Item(code, None)
