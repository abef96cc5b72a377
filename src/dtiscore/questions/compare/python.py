"""Compare two tables, two periods or two editions."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Unpack

from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.standings import standings_of
from dtiscore.arguments import checked
from dtiscore.errors import UsageFault
from dtiscore.inputs.compared import Basis, periods_of, table_after
from dtiscore.inputs.comparison import comparison_of
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table, table_and_reading, without_part
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import require_use
from dtiscore.inputs.standings import Table, named
from dtiscore.inputs.validation import editions_for, require_one, validate_each
from dtiscore.questions.compare.answer import Comparison
from dtiscore.said import said


@checked
def compare(
    before: Data | Scorecard,
    after: Data | Scorecard | None = None,
    weights: Weighting | None = None,
    weights_after: Weighting | None = None,
    basis: Basis | None = None,
    *,
    allow_fixed_units: bool = False,
    **reading: Unpack[Reading],
) -> Comparison:
    """Compare two tables: moves in score and rank, and each change split exactly into data, method and composition.

    Args:
        before: the earlier table, or its scorecard; ``2022=TABLE.csv`` names or chooses its period.
        after: the later table. Without it, the last two periods of the one table, or the one table under two editions,
            whichever periods they govern.
        weights: the edition, or family of editions, under which tables are scored; scorecards are already.
        weights_after: the edition of the later table; that of the earlier one unless given.
        basis: published figures, unit schemes and restating.
        allow_fixed_units: whether to go on, with such units marked and their changes not split, where a table supplies
            the index of some units, or a node above one that the two editions make otherwise.
        reading: what is declared about the tables, see :class:`Reading`.

    Raises:
        UsageFault: the tables cannot be compared: different indices, or different unit schemes and nothing says how
            to restate; or the other edition cannot reach some units.
        InvalidData: a table is invalid, or is not whole and would have to be.
    """
    known = basis or Basis()
    later = before if after is None else after
    require_use([before] if weights_after is not None else [before, later], weights=weights)
    require_use([later], weights_after=weights_after)
    require_use([before, later], published=known.published, **without_part(reading))
    second = weights if weights_after is None else weights_after
    if after is None and weights_after is None:
        if weights is None and not isinstance(before, Scorecard):
            fix = said("give a second table, or a second edition")
            raise UsageFault(said("there is nothing to compare with"), fix)
        first, last = _last_two(before, weights, reading)
    elif after is None and weights is not None and weights_after is not None and known.published is None:
        first, last = _under_any(before, weights, reading), _under_any(before, weights_after, reading)
    else:
        first = table_after(before, weights, known, reading, [], last=False)
        last = table_after(later, second, known, reading, [first], last=True)
    same = _is_same(before, later, first, last)
    if same and first.card is not None and last.card is not None:
        require_same_marks(first.card, first.card.methodology, last.card.methodology)
    same_data = same or (after is None and weights_after is not None)
    return comparison_of(
        first, last, reading, known, same_data=same_data, allow_fixed_units=allow_fixed_units
    )


def _is_same(before: Data | Scorecard, after: Data | Scorecard, first: Table, last: Table) -> bool:
    """Whether both standings are of one period of one table, so that at most the edition differs."""
    (one, of_one), (other, of_other) = (table_and_reading(named(table)[1], {}) for table in (before, after))
    are_names = isinstance(one, str | os.PathLike) and isinstance(other, str | os.PathLike)
    if isinstance(one, Scorecard) or isinstance(other, Scorecard):
        same = first.card is not None and last.card is not None and _read_alike(first.card, last.card)
    else:
        same = os.fspath(one) == os.fspath(other) if are_names else one is other  # type: ignore[arg-type]  # both names
        same = same and of_one == of_other  # two sheets or ranges of one file are two tables
    return same and first.standings.period == last.standings.period


def _read_alike(one: Scorecard, other: Scorecard) -> bool:
    """Whether two scorecards were made from the same table, of which the same was declared."""
    same_options = one.provenance.options == other.provenance.options
    return one.dataset.raw == other.dataset.raw and same_options


def _under_any(data: Data | Scorecard, weights: Weighting, reading: Reading) -> Table:
    """One table under an edition, whichever periods it governs: of a family the one that governs the table's."""
    period, table = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    read = raw_table(table, declared)
    editions = editions_for(weights, declared)
    edition = (
        editions[0]
        if len(editions) == 1
        else require_one(validate_each(read, editions, weights, declared)).methodology
    )
    card = scored_under(held_under(read, edition, weights, declared), declared)
    found = standings_of(card)
    dated = found if found.period or period is None else replace(found, period=period)
    return Table(table, dated, card, card.warnings)


def _last_two(data: Data | Scorecard, weights: Weighting | None, reading: Reading) -> tuple[Table, Table]:
    found = periods_of(data, weights, reading)
    if len(found) < 2 and reading.get("period") is not None:
        message = said("one period of the table is chosen, and nothing to compare it with")
        raise UsageFault(message, said("leave the period out, or give a second table or edition"))
    if len(found) < 2:
        raise UsageFault(
            said("the table has one period, and nothing to compare it with"),
            said("give a second table or edition"),
        )
    return found[-2], found[-1]
