"""Compare two tables, two periods or two editions."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Unpack

from dtiscore.analysis.changed_nodes import fixed_under
from dtiscore.analysis.marks import require_same_marks
from dtiscore.analysis.mixed_ranks import between_scorecards
from dtiscore.analysis.mixed_tables import MixedTables
from dtiscore.analysis.splitting import split
from dtiscore.analysis.standings import standings_of
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.inputs.compared import Basis, periods_of, table_after, warnings_of
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table, table_and_reading, without_part
from dtiscore.inputs.recasting import held_under, scored_under
from dtiscore.inputs.scorecard import Scorecard
from dtiscore.inputs.scored import require_use
from dtiscore.inputs.standings import Table, named
from dtiscore.inputs.validation import editions_for, require_one, validate_each
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Comparison, Scored, compare as compare_standings
from dtiscore.said import said
from dtiscore.scoring.fixed_units import require_reached
from dtiscore.scoring.frames import reaches_over_periods


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
            to restate; or the other edition cannot reach some units. InvalidData: a table is invalid, or is not whole and would have to be.
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
    same_data = _is_same(before, later, first, last)
    if same_data and first.card is not None and last.card is not None:
        require_same_marks(first.card, first.card.methodology, last.card.methodology)
    on = None if known.on is None else load_unit_scheme(known.on)
    fixed = _fixed(first, last, allowed=allow_fixed_units)
    scored = _scored(
        first, last, reading, same_data=same_data or (after is None and weights_after is not None)
    )
    scored = None if scored is None else replace(scored, fixed=fixed)
    result = compare_standings(
        first.standings, last.standings, scored, restated=known.restate, on=on, across=known.across
    )
    return replace(result, warnings=warnings_of([first, last]))


def _fixed(first: Table, last: Table, *, allowed: bool) -> dict[str, str]:
    """The units that the other edition cannot reach, each with the node at which a table supplies their score.

    Raises:
        UsageFault: there are some and that is not allowed, or there are no others.
    """
    if first.card is None or last.card is None or first.card.methodology == last.card.methodology:
        return {}
    fixed: dict[str, str] = {}
    for card, other in ((first.card, last.card.methodology), (last.card, first.card.methodology)):
        rows = fixed_under(card, other)
        require_reached(card, rows, len(card.dataset), said("another edition"), allowed=allowed)
        fixed |= {card.dataset.units[row]: code for row, code in rows.items()}
    return fixed


def _is_same(before: Data | Scorecard, after: Data | Scorecard, first: Table, last: Table) -> bool:
    """Whether both standings are of one period of one table, so that at most the edition differs."""
    one, other = (table_and_reading(named(table)[1], {})[0] for table in (before, after))
    are_names = isinstance(one, str | os.PathLike) and isinstance(other, str | os.PathLike)
    if isinstance(one, Scorecard) or isinstance(other, Scorecard):
        same = first.card is not None and last.card is not None and _read_alike(first.card, last.card)
    else:
        same = os.fspath(one) == os.fspath(other) if are_names else one is other  # type: ignore[arg-type]  # both names
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
    if len(found) < 2:
        raise UsageFault(
            said("the table has one period, and nothing to compare it with"),
            said("give a second table or edition"),
        )
    return found[-2], found[-1]


def _scored(first: Table, last: Table, reading: Reading, *, same_data: bool) -> Scored | None:
    """The editions of two scored tables and the split of their changes, or why there is none."""
    if first.card is None or last.card is None:
        return None
    editions = (first.card.methodology, last.card.methodology)
    try:
        mixed_tables = _mixed_tables(first, last, reading, same_data=same_data)
        return Scored(editions, split(mixed_tables), ranks=between_scorecards(mixed_tables))
    except (InvalidData, UsageFault) as fault:
        return Scored(editions, not_split=fault.in_one_line)


def _mixed_tables(first: Table, last: Table, reading: Reading, *, same_data: bool) -> MixedTables:
    assert first.card is not None
    assert last.card is not None
    crossed = None
    before, after = first.card.methodology, last.card.methodology
    if not same_data and before != after:
        crossed = (_under(last, before, reading), _under(first, after, reading))
    one_frame = (
        before == after and reaches_over_periods(before) and first.card.reference == last.card.reference
    )
    return MixedTables(first.card, last.card, crossed, same_data=same_data, one_frame=one_frame)


def _under(table: Table, methodology: Methodology, reading: Reading) -> Scorecard:
    """A table under the other edition, which need not govern its period."""
    declared = Reading(**{**reading, "period": table.standings.period})
    assert table.card is not None
    require_same_marks(table.card, table.card.methodology, methodology)
    found = held_under(raw_table(table.data, declared), methodology, methodology, declared)
    return scored_under(found, declared)
