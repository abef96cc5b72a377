"""Hold a scorecard against a published or committed table: scores within a tolerance, ranks exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dtiscore.analysis.expected_table import EXACT, Expected, ExpectedTable, rows_meant
from dtiscore.errors import Place, Problem
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.base import fold
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import ranks_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not as expected."""

    unit: str
    name: str
    period: str | None
    what: str
    """``score``, ``rank``, ``band`` or ``unit``."""
    code: str
    expected: float | str | None
    computed: float | str | None
    line: int | None
    """The line of the expected table, where it has one for the unit."""

    def as_row(self) -> dict[str, Any]:
        """The difference as a flat row."""
        return {
            "unit": self.unit,
            "name": self.name,
            "period": self.period,
            "what": self.what,
            "node": self.code,
            "expected": self.expected,
            "computed": self.computed,
            "line": self.line,
        }

    def as_problem(self, source: str) -> Problem:
        """The difference as a fault of the expected table of that name, for reports that list faults by their places."""
        told = {
            "node": self.code,
            "expected": _or_nothing(self.expected),
            "computed": _or_nothing(self.computed),
        }
        if self.what == "unit":
            scored = self.computed is not None
            code = "unit-not-expected" if scored else "unit-not-scored"
            message = (
                said("was scored, and the expected table lacks it")
                if scored
                else said("is in the expected table, and was not scored")
            )
        elif self.what == "band":
            code, message = "band-differs", said("the band is {computed}, expected was {expected}", **told)
        elif self.what == "rank":
            code = "rank-differs"
            message = said("the rank in {node} is {computed}, expected was {expected}", **told)
        else:
            code = "score-differs"
            message = said("the score of {node} is {computed}, expected was {expected}", **told)
        place = Place(source, self.line)
        return Problem(code, message, place, unit=self.name or self.unit, indicator=self.code)


def _or_nothing(value: float | str | None) -> float | str:
    return said("none") if value is None else value


@dataclass(frozen=True)
class Verification:
    """The outcome of holding a scorecard against an expected table."""

    differences: Sequence[Difference]
    scores: int
    """How many scores were compared."""
    ranks: int
    bands: int
    tolerance: float | None
    """``None``: scores were rounded to the decimals of the expected table and had to be equal."""
    largest: float
    """The largest distance between an expected and a computed score."""
    source: str = ""
    """The name of the expected table."""
    warnings: Sequence[Problem] = ()
    """What was noticed about the expected table, and did not stop it."""
    of_index: bool = True
    """Whether a score, rank or band of the index itself was expected."""

    @property
    def agrees(self) -> bool:
        """Whether nothing differs and something was compared."""
        return not self.differences and self.compared > 0

    @property
    def compared(self) -> int:
        """How many values were compared."""
        return self.scores + self.ranks + self.bands


def verify(
    card: Scorecard, expected: ExpectedTable, *, tolerance: float | None = None, partial: bool = False
) -> Verification:
    """Compare every score, rank and band of an expected table with what was computed.

    Args:
        card: what was computed.
        expected: what should have been.
        tolerance: how far a score may lie from the expected one; without it the computed score, rounded by the
            edition's rule to the decimals that the table writes, must be equal.
        partial: whether the expected table may lack units that were scored.

    Units of the expected table that were not scored are differences too.

    Raises:
        UsageFault: a unit was scored in several groups, and the expected table does not say which one it means.
    """
    run = _Comparison(card, expected, tolerance)
    seen: set[int] = set()
    for entry, meant in rows_meant(card, expected):
        for row in meant:
            seen.add(row)
            run.row(row, entry)
        if not meant:
            run.absent(entry)
    if not partial:
        for row in sorted(set(range(len(card.dataset))) - seen):
            run.unexpected(row)
    counts = run.counts
    return Verification(
        run.found,
        counts["score"],
        counts["rank"],
        counts["band"],
        tolerance,
        run.largest,
        expected.source,
        of_index=(counts["band"] > 0 and run.banded == run.index)
        or any(run.index in (*one.scores, *one.ranks, *one.ranges) for one in expected.rows),
    )


class _Comparison:
    """Differences as they are found."""

    def __init__(self, card: Scorecard, expected: ExpectedTable, tolerance: float | None) -> None:
        self.card = card
        self.tolerance = tolerance
        self.found: list[Difference] = []
        self.counts = {"score": 0, "rank": 0, "band": 0}
        self.largest = 0.0
        self.index = card.methodology.index.code
        bands = card.methodology.bands
        self.banded = (bands.of if bands is not None else None) or self.index
        self.values = {code: self._compared(code, decimals) for code, decimals in expected.decimals.items()}

    def _compared(self, code: str, decimals: int) -> Values:
        published = self.card.nodes[code].published
        if self.tolerance is not None or decimals >= EXACT:
            return published
        return Rounding(decimals=decimals, rule=self.card.methodology.publish.rounding)(published)

    def row(self, row: int, entry: Expected) -> None:
        for code, wanted in entry.scores.items():
            value = float(self.values[code][row])
            got = value if value == value else None
            self.counts["score"] += 1
            if wanted is None or got is None:
                same = wanted is got
            else:
                distance = abs(wanted - got)
                self.largest = max(self.largest, abs(wanted - float(self.card.nodes[code].published[row])))
                same = distance <= self._allowed(code, row)
            if not same:
                self.note(row, entry, "score", code, wanted, got)
        for code, wanted in entry.ranks.items():
            self.counts["rank"] += 1
            rank = ranks_of(self.card, code, [row])[0]
            if rank != wanted:
                self.note(row, entry, "rank", code, wanted, rank)
        for code, among in entry.ranges.items():
            self.counts["rank"] += 1
            rank = ranks_of(self.card, code, [row])[0]
            if rank is None or not among.has(rank):
                self.note(row, entry, "rank", code, str(among), rank)
        if entry.band is not None:
            self.counts["band"] += 1
            if fold(entry.band) not in self._called(self.card.bands[row]):
                self.note(row, entry, "band", self.banded, entry.band, self.card.bands[row])

    def _called(self, band: str | None) -> set[str]:
        """What a band is called, folded; nothing where there is none."""
        bands = self.card.methodology.bands
        names = bands.names.get(band, {}) if bands is not None and band is not None else {}
        return {fold(text) for text in (band, *names.values()) if text is not None}

    def _allowed(self, code: str, row: int) -> float:
        """How far a score may lie from the expected one: as told, or else as far as equal scores may."""
        if self.tolerance is not None:
            return self.tolerance * (1 + 1e-9)
        return float(self.card.precision.tolerance(code).of(np.array([row]))[0])

    def note(
        self,
        row: int,
        entry: Expected,
        what: str,
        code: str,
        wanted: float | str | None,
        got: float | str | None,
    ) -> None:
        unit, period = self.card.dataset.units[row], self.card.dataset.periods[row]
        self.found.append(Difference(unit, self.card.name(row), period, what, code, wanted, got, entry.line))

    def absent(self, entry: Expected) -> None:
        self.found.append(
            Difference(entry.unit, entry.unit, entry.period, "unit", self.index, "expected", None, entry.line)
        )

    def unexpected(self, row: int) -> None:
        unit, period = self.card.dataset.units[row], self.card.dataset.periods[row]
        self.found.append(
            Difference(unit, self.card.name(row), period, "unit", self.index, None, "scored", None)
        )
