"""What becomes of a scorecard where one unit has other figures: mostly nothing but the scores of that unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.dependents import Dependence, Dependents
from dtiscore.methodology.preparation.screening import Screen
from dtiscore.scoring import score_dataset
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.fitting import compares_units, distances, fit_columns, learns_from_scores
from dtiscore.scoring.frames import frames_of
from dtiscore.scoring.node_scores import Known
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Dataset


def row_exchange(card: Scorecard, others: Dataset) -> RowExchange | None:
    """What tells of a scorecard with other figures of one unit; ``None`` where each such table must be scored for itself.

    That is so where a unit moves others not only by what rules learn of columns, and where some of the other figures have
    no score by what was learned.
    """
    if card.beside is not None or card.summary is not None or not _depends_by_rules_alone(card.methodology):
        return None
    try:
        return RowExchange(card, others)
    except InvalidData:
        return None


class RowExchange:
    """A scorecard of one period and group, in which one unit after the other has other figures.

    Most figures are neither the lowest nor the highest of their column, and a rule that learns these two alone has then
    nothing to learn anew: the scores of the other units stand, and the unit's own is what its other figures get from
    what was learned. Only nodes whose rules may have learned something else are scored again, and those above them.
    """

    def __init__(self, card: Scorecard, others: Dataset) -> None:
        """``others``: other figures of some units of the card, read under its edition, in rows of its period.

        Raises:
            InvalidData: one of them has no score by what was learned.
        """
        self._card = card
        self._others = score_dataset(card.methodology, others, reference=card.reference)
        self._dependence = Dependence(card.methodology)
        self._known: dict[str, Dependents] = {}
        self._row = {unit: row for row, unit in enumerate(card.dataset.units)}
        self._other_row = {unit: row for row, unit in enumerate(others.units)}

    def __contains__(self, unit: str) -> bool:
        """Whether the unit has figures on both sides, rules learn of both, and less is scored than the table with its others."""
        if unit not in self._row or unit not in self._other_row:
            return False
        here, there = self._row[unit], self._other_row[unit]
        learned_of = self._card.dataset.ranked[here] and self._others.dataset.ranked[there]
        return bool(learned_of) and self._tables_scored(unit) < 1.0

    def alike(self, units: Sequence[str]) -> list[list[str]]:
        """Some units in groups by what rules learn with the other figures of one: the same for those that move nothing."""
        stand = [unit for unit in units if unit in self and not self._dependents(unit).codes]
        moving = set(units).difference(stand)
        return [*([stand] if stand else []), *([unit] for unit in units if unit in moving)]

    def tables_scored(self, units: Sequence[str]) -> float:
        """How many tables like the scorecard are scored for some units, of a few nodes as so much of a table."""
        return sum(self._tables_scored(unit) if unit in self else 1.0 for unit in units)

    def with_other(self, unit: str) -> tuple[Scorecard, Scorecard]:
        """The scorecard, and that of all other figures, by what rules learn where one unit has its other figures.

        The table with these figures has its row of the second, and all other rows of the first.

        Raises:
            InvalidData: rules can learn nothing there, or a row has no score, be it one that is not in that table.
        """
        dependents = self._dependents(unit)
        if not dependents.codes:
            return self._card, self._others
        here, there = (_read_for(dependents, card) for card in (self._card, self._others))
        rest = np.delete(np.arange(len(here)), self._row[unit])
        mixed = here.take(rest).joined(there.take([self._other_row[unit]]))
        learned = fit_columns(
            self._card.methodology, prepare(self._card.methodology, mixed), dependents.codes
        )
        reference = self._card.reference.with_anew(learned, dependents.codes, dependents.headers)
        return _by(reference, dependents, self._card), _by(reference, dependents, self._others)

    def _tables_scored(self, unit: str) -> float:
        return 2 * len(self._dependents(unit).codes) / len(self._card.nodes)  # here and there

    def _dependents(self, unit: str) -> Dependents:
        """What rules may learn something else of with the other figures of a unit, and all that depends on it."""
        if unit not in self._known:
            other = self._other_row[unit]
            moved = [header for header, moves in self._moves.items() if moves[other]]
            self._known[unit] = self._dependence.on(moved)
        return self._known[unit]

    @cached_property
    def _moves(self) -> Mapping[str, Mask]:
        """By heading for each row of other figures whether it may teach a rule something else than the unit's own does."""
        edition = self._card.methodology
        here, there = (
            (one.prepared or prepare(edition, one.dataset)).dataset for one in (self._card, self._others)
        )
        (frame,) = frames_of(edition, here)
        rows = np.array([self._row.get(unit, -1) for unit in there.units], dtype=np.intp)
        found: dict[str, Mask] = {}
        for node, rule in edition.fitted_nodes:
            header = node.inputs[0]
            before, after = here.inputs(node), there.inputs(node)
            if before is None and after is None:
                continue
            moves = np.ones(len(there), dtype=np.bool_)
            if rule.asks_for_ends and before and after and distances(edition, here, header) is None:
                moves = _move_an_end(before[0][frame.fitted_on], before[0][rows], after[0])
            found[header] = found.get(header, False) | moves
        return found


def _depends_by_rules_alone(edition: Methodology) -> bool:
    """Whether the figures of a unit change the scores of others by nothing but what rules learn of columns."""
    by_row = not any(isinstance(step, Screen) or step.looks_at_others for step in edition.prepare)
    return by_row and not learns_from_scores(edition) and not compares_units(edition)


def _move_an_end(learned_of: Values, own: Values, other: Values) -> Mask:
    """Whether the lowest or the highest value is another one where a unit's other value stands in place of its own."""
    moves = np.zeros(len(other), dtype=np.bool_)
    for turned in (1.0, -1.0):
        values = turned * learned_of
        lowest = np.fmin.reduce(values)
        leaves = (turned * own == lowest) & (np.count_nonzero(values == lowest) == 1)
        moves |= (turned * other < lowest) | (leaves & ~(turned * other == lowest))
    return moves


def _read_for(dependents: Dependents, card: Scorecard) -> Dataset:
    return card.dataset.only(dependents.headers, dependents.codes)


def _by(reference: Reference, dependents: Dependents, card: Scorecard) -> Scorecard:
    """The rows of a scorecard by what was learned elsewhere, given all that may then be other than it was."""
    edition, prepared = card.methodology, prepare(card.methodology, _read_for(dependents, card))
    known = Known(card.nodes, dependents.codes, card.partial)
    made = evaluate(edition, prepared.dataset, reference, prepared.kept, known=known)
    return Scorecard(edition, card.dataset, reference, {**card.nodes, **made.nodes})
