"""Rescoring: what a unit scores with some of its cells changed, many trials at once or the whole table anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.methodology.dependents import Dependence, Dependents
from dtiscore.methodology.preparation.base import BasePeriod, PreparationStep
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.scoring.evaluate import NodeScores, evaluate
from dtiscore.scoring.frames import frame_of
from dtiscore.scoring.node_scores import Known, RepeatedScores
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.rescored import rescored
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Dataset

Key = TypeVar("Key")

_AT_ONCE = 20_000
"""How many trials are scored in one go."""
_FEW = 64
"""Up to so many trials come in the same numbers for every lever; more, in any number, would fill the memory if kept."""


@dataclass(frozen=True)
class Rescoring:
    """One unit of a scorecard, to be scored under other values."""

    card: Scorecard
    row: int
    company: Sequence[Lever] = ()
    """Levers that go as far as they reach in every trial that does not move them."""

    @cached_property
    def sign(self) -> int:
        """1 where a higher index is better, -1 where a lower one is."""
        return -1 if self.card.methodology.rank.low_is_good else 1

    @cached_property
    def is_static(self) -> bool:
        """Whether nothing is fitted on rows of the unit's period, so that its change can move no other unit."""
        edition = self.card.methodology
        # Views are beside the index.
        then = [rule for node in edition.nodes.values() for rule in node.then]
        fitted = edition.fitted_nodes or any(rule.needs_fit for rule in then)
        steps = [step for step in edition.prepare if step.looks_at_other_units]
        return not (fitted and self.is_fitted_here()) and not any(map(self.is_fitted_here, steps))

    def is_fitted_here(self, step: PreparationStep | None = None) -> bool:
        """Whether the rules of the edition, or one of its steps, are fitted on rows of the unit's period, too."""
        frame = frame_of(self.card.methodology, step)
        return not isinstance(frame, BasePeriod) or frame.base == self.card.dataset.periods[self.row]

    def height(self, nodes: Mapping[str, NodeScores]) -> Values:
        """The index in its published form, not rounded, turned so that higher is better."""
        return nodes[self.card.methodology.index.code].published * self.sign

    @cached_property
    def now(self) -> float:
        """The height of the unit as it is."""
        return float(self.height(self.card.nodes)[self.row])

    def trials(self, levers: Sequence[Lever], x: Values) -> dict[str, Values]:
        """The score of every node that a lever moves under each trial, and under the empty name its height.

        The statistics fitted on the table as it is are kept. ``x`` has one row per trial, one column per lever. A trial in
        which one of these nodes loses its score is as low as can be, whatever the index makes of the others.

        Raises:
            InvalidData: a trial breaks the rules of the edition.
        """
        if self.company:
            moved = {(lever.kind, lever.column) for lever in levers}
            others = [lever for lever in self.company if (lever.kind, lever.column) not in moved]
            levers = [*levers, *others]
            x = np.hstack([x, np.tile([lever.reach for lever in others], (len(x), 1))])
        dependents = self._dependents(levers, x)
        dependents = dependents._replace(codes=dependents.codes - self._beside_the_index)
        parts = [self._scored(levers, x[at : at + _AT_ONCE], dependents) for at in range(0, len(x), _AT_ONCE)]
        trials = {code: np.concatenate([part[code] for part in parts]) for code in parts[0]}
        for code in {code for lever in levers for code in lever.nodes}:
            if code in trials and not np.isnan(self.card.nodes[code].score[self.row]):
                trials[""] = np.where(np.isnan(trials[code]), -np.inf, trials[""])
        return trials

    def _scored(self, levers: Sequence[Lever], x: Values, dependents: Dependents) -> dict[str, Values]:
        edition, reference = self.card.methodology, self.card.reference
        own, along = (
            data.only(dependents.headers, dependents.codes)
            for data in (self.card.dataset, self._other_periods)
        )
        changed = _changed(own.take([self.row] * len(x)), levers, x)
        if self._is_over_periods:
            # Each trial is a group of its own, in which the unit has its other periods as they are, if it has any.
            both = _numbered(changed, 1).joined(
                _numbered(along.take([*range(len(along))] * len(x)), len(along))
            )
            whole = prepare(edition, both, reference.preparation)
            prepared, kept = whole.dataset.take(range(len(x))), whole.kept[: len(x)]
        else:
            alone = prepare(edition, changed, reference.preparation)
            prepared, kept = alone.dataset, alone.kept
        known = Known(self._repeated(len(x)), dependents.codes, self.card.partial, self.is_fitted_here())
        nodes = evaluate(edition, prepared, reference, kept, known=known).nodes
        return {code: scores.score for code, scores in nodes.items()} | {"": self.height(nodes)}

    def _repeated(self, times: int) -> RepeatedScores:
        """The unit's scores as they are, so many times; of few times they are kept for the next trials."""
        if times not in self._kept:
            made = RepeatedScores(self.card.nodes, self.row, times)
            if times > _FEW:
                return made
            self._kept[times] = made
        return self._kept[times]

    @cached_property
    def _kept(self) -> dict[int, RepeatedScores]:
        return {}

    def _dependents(self, levers: Sequence[Lever], x: Values) -> Dependents:
        """What changes with the levers that any trial moves, and the index."""
        moved = [levers[at] for at in _moved(x)]
        columns = [lever.column for lever in moved if lever.kind != "score"]
        brought = [lever.column for lever in moved if lever.kind == "score"]
        return self._dependence.on(columns, [*brought, self.card.methodology.index.code])

    @cached_property
    def _beside_the_index(self) -> frozenset[str]:
        """Views, and nodes that compare units: the index that has levers is made of none, and trials are no units."""
        edition = self.card.methodology
        compare = {code for code, recipe in edition.recipes.items() if recipe.aggregation.over_units}
        return frozenset(compare | edition.view.keys())

    @cached_property
    def _dependence(self) -> Dependence:
        return Dependence(self.card.methodology)

    @cached_property
    def _is_over_periods(self) -> bool:
        """Whether a step would take the trials of the unit, which are of one period, for rows along which it goes."""
        return any(step.over_periods for step in self.card.methodology.prepare)

    @cached_property
    def _other_periods(self) -> Dataset:
        """The unit's rows of other periods, where cells are filled from them, or figures are taken over them."""
        data = self.card.dataset
        own = data.units[self.row], data.groups[self.row]
        if not self._is_over_periods:
            return data.take([])
        found = data.take([row for row in _rows_of(data, own) if row != self.row])
        beside = None if self.card.beside is None else self.card.beside.dataset
        return found if beside is None else found.joined(beside.take(_rows_of(beside, own)))

    def heights(self, levers: Sequence[Lever], x: Values) -> Values:
        """The height under each trial."""
        return self.trials(levers, x)[""]

    def alone(self, levers: Sequence[Lever], at: int, x: Values) -> dict[str, Values]:
        """Trials in which only one lever is moved."""
        return self.trials([levers[at]], x[:, np.newaxis])

    def is_admitted(self, lever: Lever, x: float) -> bool:
        """Whether the edition admits the unit with a lever moved so far."""
        try:
            return bool(np.isfinite(self.heights([lever], np.array([[x]]))[0]))
        except InvalidData:
            return False

    def neat(self, lever: Lever, x: float, height: float, most: float) -> float:
        """The distance of a number with few digits at or just beyond ``x`` with which a height is reached."""
        value = lever.now + lever.sign * x
        for number in (float(f"{value:.9g}"), lever.form.rounded(value, lever.sign)):
            distance = (number - lever.now) * lever.sign
            if 0 < distance <= most and self.heights([lever], np.array([[distance]]))[0] >= height:
                return distance
        digit = 10.0**-lever.form.decimals
        return min(
            (lever.form.rounded(value + lever.sign * digit / 2, lever.sign) - lever.now) * lever.sign, most
        )

    def rescored(self, levers: Sequence[Lever], x: Values) -> Scorecard:
        """The whole table scored anew, fits included, with the unit's cells changed.

        Raises:
            InvalidData: the changed table breaks the rules of the edition.
        """
        x = np.asarray(x)[np.newaxis, :]
        data, dependents = self.card.dataset, self._dependents(levers, x)
        own = data.only(dependents.headers, dependents.codes).take([self.row])
        own = _changed(own, levers, x)
        changed = replace(
            data,
            numbers=self._put(data.numbers, own.numbers),
            outcomes=self._put(data.outcomes, own.outcomes),
            supplied=self._put(data.supplied, own.supplied),
        )
        return rescored(self.card, dataset=changed, dependents=dependents)

    def _put(self, columns: Mapping[Key, Values], own: Mapping[Key, Values]) -> dict[Key, Values]:
        """The columns with the unit's own figures in them."""
        result = dict(columns)
        for key, (value,) in own.items():
            if columns[key][self.row] != value:
                result[key] = columns[key].copy()
                result[key][self.row] = value
        return result


def _moved(x: Values) -> list[int]:
    """Which levers, a column each, some trial moves."""
    return [int(at) for at in np.flatnonzero(x.any(axis=0))]


def _rows_of(data: Dataset, own: tuple[str, str | None]) -> list[int]:
    """The rows of one unit of one group."""
    return [row for row, other in enumerate(zip(data.units, data.groups, strict=True)) if other == own]


def _numbered(rows: Dataset, together: int) -> Dataset:
    """Rows of which so many at a time are of one group, the groups in the order of their numbers."""
    return replace(rows, groups=tuple(str(row // together) for row in range(len(rows))))


def _changed(rows: Dataset, levers: Sequence[Lever], x: Values) -> Dataset:
    """The rows with the levers moved, one row per trial."""
    numbers, outcomes, supplied = dict(rows.numbers), dict(rows.outcomes), dict(rows.supplied)
    for at in _moved(x):
        lever = levers[at]
        if lever.kind == "text":
            chosen = [lever.answers[round(position)] for position in x[:, at].tolist()]
            for code in lever.nodes:
                outcomes[code, lever.column] = np.array([answer.earned[code] for answer in chosen])
        elif lever.kind == "score":
            supplied[lever.column] = lever.values(x[:, at])
        else:
            numbers[lever.column] = lever.values(x[:, at])
    return replace(rows, numbers=numbers, outcomes=outcomes, supplied=supplied)
