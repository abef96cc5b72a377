"""What if: one table with other values, weights, points or rules, or under another edition, beside the table as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from dtiscore.analysis.changed_nodes import fixed_under
from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.mixed_tables import MixedTables
from dtiscore.analysis.reweighting import WeightReading
from dtiscore.analysis.splitting import split
from dtiscore.analysis.standings import standings_of
from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.inputs.reading import Data, Read, Reading, Weighting, raw_table
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import scored
from dtiscore.inputs.standings import named
from dtiscore.inputs.validation import Validation, editions_for, require_one, validate_each
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Scored, compare as compare_standings
from dtiscore.questions.whatif.answer import (
    AnyChange,
    EditionChange,
    PointsChange,
    ValueChange,
    WeightChange,
    WhatIf,
)
from dtiscore.questions.whatif.answer.cells import CellChange, changed_table, marked
from dtiscore.questions.whatif.answer.edition import changed_edition
from dtiscore.questions.whatif.answer.result import overruled
from dtiscore.said import said
from dtiscore.scoring.fixed_units import ALLOW_FIXED, require_reached
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable
from dtiscore.units.scheme import UnitScheme


@checked
def whatif(
    data: Data,
    methodology: Weighting,
    changes: Sequence[AnyChange] = (),
    *,
    against: Weighting | None = None,
    weights_as: WeightReading = "as-given",
    allow_fixed_units: bool = False,
    **reading: Unpack[Reading],
) -> WhatIf:
    """Score a table as it is and with changes made in scenario: how every unit would move.

    Args:
        data: the table, of one period; ``2023=TABLE.csv`` chooses one of several. Of several groups ``group`` says
            which one is meant.
        methodology: the edition, as for :func:`dtiscore.score`.
        changes: other values of cells, weights, points and rules.
        against: another edition to score the changed table under, whichever periods it governs.
        weights_as: how new weights and points are read, and who gives way to them: see :data:`WeightReading`.
        allow_fixed_units: whether to go on, with such units marked, where the table supplies the index of some units or
            a node above what is changed.
        reading: what is declared about the table, see :class:`Reading`.

    Raises:
        UsageFault: nothing is changed, what is to be changed does not exist, or it cannot reach some units.
        InvalidMethodology: the changed edition breaks a rule of weighting files.
        InvalidData: the table as it is, or as changed, is invalid.
    """
    if not changes and against is None:
        raise UsageFault(
            said("nothing is changed"),
            said("give a value, a weight, points, a rule, or another edition to score under"),
        )
    if weights_as != "as-given" and not any(isinstance(one, WeightChange | PointsChange) for one in changes):
        raise UsageFault(
            said("no weight is changed that could be read so"), said("change one, or leave out weights_as")
        )
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    read = raw_table(table, declared)
    scenario = _Scenario(read, methodology, against, declared, changes, weights_as)
    return scenario.result(allow_fixed_units=allow_fixed_units)


@dataclass(frozen=True)
class _Scenario:
    read: Read
    weighting: Weighting
    against: Weighting | None
    reading: Reading
    changes: Sequence[AnyChange]
    weights_as: WeightReading

    @property
    def origin(self) -> Weighting:
        """Where the edition after the change came from."""
        return self.weighting if self.against is None else self.against

    def result(self, *, allow_fixed_units: bool) -> WhatIf:
        first = require_one(
            validate_each(self.read, editions_for(self.weighting, self.reading), self.weighting, self.reading)
        )
        before = scored(first, self.reading)
        edition = self.edition(first.methodology)
        if self.against is not None:
            require_same_marks(before, first.methodology, edition)
        last, cells = self.changed(edition, self.origin)
        after = scored(last, self.reading)
        if cells or edition is not first.methodology:
            said = [cell.as_row() for cell in cells]
            after = replace(after, options={**(after.options or {}), "changed_cells": said})
        fixed = _fixed(before, after, cells, allowed=allow_fixed_units)
        compared = replace(self.compared(before, after, cells), fixed=fixed)
        comparison = compare_standings(standings_of(before), standings_of(after), compared)
        told = {(problem.code, problem.place) for problem in before.warnings}
        warnings = [
            *before.warnings,
            *(problem for problem in after.warnings if (problem.code, problem.place) not in told),
        ]
        return WhatIf(before, after, replace(comparison, warnings=warnings), cells, self.weights_read)

    @property
    def weights_read(self) -> WeightReading | None:
        """How weights were read, where any was changed."""
        return (
            self.weights_as
            if any(isinstance(one, WeightChange | PointsChange) for one in self.changes)
            else None
        )

    def edition(self, methodology: Methodology) -> Methodology:
        """The edition after the change."""
        if self.against is not None:
            methodology = self.other(methodology)
        edits = [change for change in self.changes if isinstance(change, EditionChange)]
        return changed_edition(methodology, edits, weights_as=self.weights_as) if edits else methodology

    def other(self, methodology: Methodology) -> Methodology:
        """The edition to score against; of a family the one that governs the period, if it is another one."""
        assert self.against is not None
        found = editions_for(self.against, self.reading)
        if len(found) > 1:
            found = [require_one(validate_each(self.read, found, self.against, self.reading)).methodology]
        if found[0].index.code != methodology.index.code:
            message = said(
                "the two editions are not of one index: {edition} is of {index}, {other} of {other_index}",
                edition=methodology.id,
                index=methodology.index.code,
                other=found[0].id,
                other_index=found[0].index.code,
            )
            raise UsageFault(message, said("name editions of one index"))
        return found[0]

    def changed(self, edition: Methodology, origin: Weighting) -> tuple[Validation, list[CellChange]]:
        """The changed table held against an edition, and the cells that were changed for it."""
        values = [change for change in self.changes if isinstance(change, ValueChange)]
        cells: list[CellChange] = []

        def edit(
            table: RawTable, methodology: Methodology, scheme: UnitScheme | None, options: ReadingOptions
        ) -> RawTable:
            edited, found = changed_table(
                table, methodology, scheme, options, values, group=self.reading.get("group")
            )
            cells[:] = found
            return edited

        validation = held_under(self.read, edition, origin, self.reading, edit if values else None)
        return validation._replace(problems=marked(validation.problems, cells)), cells

    def compared(self, before: Scorecard, after: Scorecard, cells: Sequence[CellChange]) -> Scored:
        """The two editions and the split of the changes, or why there is none."""
        editions = (before.methodology, after.methodology)
        same_data = not cells
        try:
            crossed = None
            if not same_data and editions[0] != editions[1]:
                late, _ = self.changed(editions[0], self.weighting)
                early = held_under(self.read, editions[1], self.origin, self.reading)
                crossed = (scored_under(late, self.reading), scored_under(early, self.reading))
            return Scored(editions, split(MixedTables(before, after, crossed, same_data=same_data)))
        except (InvalidData, UsageFault) as fault:
            return Scored(editions, not_split=fault.in_one_line)


def _fixed(
    before: Scorecard, after: Scorecard, cells: Sequence[CellChange], *, allowed: bool
) -> Mapping[str, str]:
    """The units that the changed edition cannot reach, each with the node at which the table supplies their score.

    Raises:
        UsageFault: there are some and that is not allowed, there are no others, or a changed cell counts for nothing.
    """
    rows = {} if before.methodology == after.methodology else fixed_under(after, before.methodology)
    require_reached(after, rows, len(after.dataset), said("the change"), allowed=allowed)
    for cell, node in [] if allowed else overruled(after, cells):
        label = after.methodology.node_or_view(node).spoken_name
        message = said(
            "{header} of {name} counts for nothing: the table supplies their {node}",
            header=cell.place.header,
            name=after.named(after.rows_of(cell.unit)[0]),
            node=label,
        )
        raise UsageFault(
            message,
            said(
                "change {node} itself, or take its cell out of the table; {option} goes on",
                node=node,
                option=ALLOW_FIXED,
            ),
        )
    return {after.dataset.units[row]: code for row, code in rows.items()}
